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

_LONGEST_PAUSE: Final = 0.002
_SHORTEST_PAUSE: Final = 0.00005
_HURRY: Final = 0.35
_TAKEN: Final = frozenset({errno.EAGAIN, errno.EACCES})


def queue_of(lock: Path) -> Path:
    """The file beside a lock that is held while one waits for it."""
    return lock.with_name(f"{lock.name}.queue")


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

    Whoever wants it first holds a file beside it, its queue, until it has the lock; so a process
    that writes without pause cannot get ahead of one that waits.

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
        queue = self._taken(queue_of(self._path), deadline)
        try:
            self._descriptor = self._taken(self._path, deadline)
        finally:
            os.close(queue)
        return self

    def _taken(self, path: Path, deadline: float) -> int:
        with explained("lock", path):
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(path, flags, PRIVATE_FILE)
        try:
            self._wait(descriptor, deadline)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _wait(self, descriptor: int, deadline: float) -> None:
        pause = _LONGEST_PAUSE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise StoreError(
                        f"this file system cannot lock {self._path}: {error.strerror}",
                        hint="keep the store on a local disk and share it with sync",
                    ) from error
                if time.monotonic() >= deadline:
                    raise BusyError(
                        f"another process is writing to {self._path.parent}",
                        hint="try again in a moment",
                    ) from error
                time.sleep(pause)
                # Who has waited longest looks most often, and so is next.
                pause = max(_SHORTEST_PAUSE, pause * _HURRY)
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
