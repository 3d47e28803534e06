"""Event ids: sortable, unique even when a clone is copied together with its state.

``ms(12 hex)-counter(4 hex)-writer(7)+nonce(5)``. The first two parts are a hybrid logical clock
(Kulkarni et al., "Logical Physical Clocks", 2014); the nonce is new in every process. Nothing
rests on the clock being right: causality is in each event's ``seen``; ids only break ties.
"""

import os
from collections.abc import Callable
from typing import Final

from retrotui.core.ids import ALPHABET

WRITER_LENGTH: Final = 7
NONCE_LENGTH: Final = 5
MAX_AHEAD_MS: Final = 24 * 60 * 60 * 1000
STAMP_LENGTH: Final = 17
"""Characters of ``ms-counter`` at the start of an event id."""
_MAX_COUNTER = 0xFFFF


def random_base32(length: int) -> str:
    """So many random characters of the base 32 alphabet."""
    return "".join(ALPHABET[byte & 31] for byte in os.urandom(length))


def stamp(milliseconds: int, counter: int) -> str:
    """The sortable start of an event id."""
    return f"{milliseconds:012x}-{counter:04x}"


def writer_of(event_id: str) -> str:
    """The folder name of the clone that made an event."""
    start = STAMP_LENGTH + 1
    return f"w-{event_id[start : start + WRITER_LENGTH]}"


class HybridClock:
    """Makes event ids that grow strictly within this process.

    Args:
        wall_ms: Real time in Unix milliseconds; may jump either way.
    """

    def __init__(self, wall_ms: Callable[[], int]) -> None:
        self._wall_ms = wall_ms
        self._last = (0, 0)
        self._nonce = random_base32(NONCE_LENGTH)

    def horizon(self) -> str:
        """The latest stamp that is believed: 24 hours from now."""
        return stamp(self._wall_ms() + MAX_AHEAD_MS, _MAX_COUNTER)

    def absorb(self, seen: str) -> None:
        """Takes in a stamp, so that ids made from now on sort after it."""
        if seen:
            self._last = max(self._last, (int(seen[:12], 16), int(seen[13:17], 16)))

    def tick(self, writer: str) -> str:
        """A new event id for a writer folder's name (``w-`` and 7 characters)."""
        milliseconds, counter = self._last
        now = self._wall_ms()
        if now > milliseconds:
            milliseconds, counter = now, 0
        elif counter < _MAX_COUNTER:
            counter += 1
        else:
            milliseconds, counter = milliseconds + 1, 0
        self._last = (milliseconds, counter)
        return f"{stamp(milliseconds, counter)}-{writer.removeprefix('w-')}{self._nonce}"
