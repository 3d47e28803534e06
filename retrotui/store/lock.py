"""One writer at a time in a clone: an operating system lock that a killed process lets go."""

import errno
import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self

from retrotui.core.errors import BusyError, StoreError
from retrotui.store.disk import PRIVATE_FILE, explained, make_private_folder

_PLACES: Final = 3
"""Places in the queue; as many wait in strict order, more crowd behind the last."""
_AT_THE_HEAD: Final = 0.00005
"""Shortest pause of who is next, in seconds."""
_FURTHER_BACK: Final = 0.0004
"""Shortest pause of the others, in seconds: they need not be quick, only keep their order."""
_LONGEST_PAUSE: Final = 0.002
_PATIENCE: Final = 1 / 16
"""Part of the time waited for a place that passes between two looks at it."""
SYNC_LOCK: Final = "sync.lock"
"""The file in the private part that one sync at a time locks."""
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES})


def queue_of(lock: Path) -> tuple[Path, ...]:
    """The files beside a lock that are held while one waits for it, the last place first."""
    return tuple(lock.with_name(f"{lock.name}.queue{n or ''}") for n in range(_PLACES)[::-1])


class Lock(Protocol):
    """Held between entering and leaving."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class FileLock:
    """``flock`` on a file that is never removed, for one after the other.

    Whoever wants it walks through the places of a queue, files beside it, and gives up each only
    when it has the next; so a process that writes without pause gets behind those that wait.

    Args:
        path: The lock file; made when missing.
        timeout: Seconds to wait for another process.

    Raises:
        BusyError: On entering, another process kept it longer.
        CannotWriteError: On entering, the lock file cannot be made.
        StoreError: On entering, the file system cannot lock.
    """

    def __init__(self, path: Path, timeout: float = 10.0) -> None:
        self._path = path
        self._timeout = timeout
        self._descriptor = -1

    def __enter__(self) -> Self:
        deadline = time.monotonic() + self._timeout
        with explained("lock", self._path):
            make_private_folder(self._path.parent)
        place = -1
        for path in (*queue_of(self._path), self._path):
            shortest = _AT_THE_HEAD if path == self._path else _FURTHER_BACK
            try:
                following = self._taken(path, deadline, shortest)
            finally:
                if place >= 0:
                    os.close(place)
            place = following
        self._descriptor = place
        return self

    def _taken(self, path: Path, deadline: float, shortest: float) -> int:
        with explained("lock", path):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(path, flags, PRIVATE_FILE)
        try:
            self._wait(descriptor, deadline, shortest)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _wait(self, descriptor: int, deadline: float, shortest: float) -> None:
        start = time.monotonic()
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise StoreError(
                        f"this file system cannot lock {self._path}: {error.strerror}",
                        hint="keep the store on a local disk and share it with sync",
                    ) from error
                now = time.monotonic()
                if now >= deadline:
                    raise BusyError(
                        f"another process is writing to {self._path.parent}",
                        hint="try again in a moment",
                    ) from error
                # Short waits end at once, and long ones cost no processor.
                time.sleep(min(_LONGEST_PAUSE, max(shortest, (now - start) * _PATIENCE)))
            else:
                return

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        os.close(descriptor)
