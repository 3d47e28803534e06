"""The real clock and real chance."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from retrotui.core.errors import UsageError
from retrotui.core.ids import ulid
from retrotui.core.instants import Instant, parse_rfc3339

T = TypeVar("T")
NOW_VARIABLE: Final = "RETROTUI_NOW"
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def wall_ms() -> int:
    """Unix time in milliseconds, whatever ``RETROTUI_NOW`` says."""
    return time.time_ns() // 1_000_000


def boot_id() -> str | None:
    """Names this boot of the machine; None where the system does not."""
    if sys.platform != "linux":
        return None
    try:
        # Decoded here, because a file opened as text would load a codec for it.
        return _BOOT_ID.read_bytes().decode("ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _since_boot() -> float:
    # On Linux this one counts sleep; the other clock is the best there is elsewhere.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SystemClock:
    """The machine's clock, or one that starts at ``RETROTUI_NOW`` and runs on from there.

    Args:
        environment: Where the variable is looked up; the process's own by default.
        runs: False lets a told time stand still, so that one command has one "now".

    Raises:
        UsageError: The variable is not an RFC 3339 time with an offset.
    """

    def __init__(self, environment: Mapping[str, str] | None = None, *, runs: bool = True) -> None:
        told = (os.environ if environment is None else environment).get(NOW_VARIABLE, "")
        self._start = parse_rfc3339(told) if told else None
        if told and self._start is None:
            raise UsageError(
                f"{NOW_VARIABLE}={told!r:.60} is not an RFC 3339 time",
                hint="for example 2026-11-22T10:00:00Z",
            )
        self._zero = time.monotonic() if runs else None
        self._boot_id = None if self._start else boot_id()

    def run(self) -> None:
        """Lets a told time that stood still run on from now."""
        if self._zero is None:
            self._zero = time.monotonic()

    def now(self) -> Instant:
        """The present instant."""
        if self._start is not None:
            passed = 0.0 if self._zero is None else time.monotonic() - self._zero
            return Instant(self._start + timedelta(seconds=passed))
        return Instant(datetime.now(UTC), self._boot_id, _since_boot())


class SystemIds:
    """Names and order from the operating system's randomness."""

    def new(self) -> str:
        """A fresh record id: a ULID in lower case, 26 characters."""
        return ulid(wall_ms(), os.urandom(10))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a fair random order."""
        import secrets  # noqa: PLC0415 - slow to import, and few commands shuffle

        mixed = list(things)
        secrets.SystemRandom().shuffle(mixed)
        return mixed
