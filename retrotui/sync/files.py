"""The log files on disk: what they hold by git's names, and putting in place what is new.

Nothing here follows a link: a plain ``git pull`` may have put one where a folder should be.
"""

import errno
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from retrotui.core.errors import StoreError
from retrotui.store.disk import (
    SHARED_FILE,
    explained,
    read_bytes,
    read_json,
    replace_bytes,
    sync_file,
    write_all,
)
from retrotui.store.hlc import random_base32, writer_of
from retrotui.store.logs import MAX_FILE, Logs
from retrotui.store.quarantine import keep
from retrotui.sync.objects import Hasher
from retrotui.sync.trouble import TOO_MANY_OPEN, Trouble, failure
from retrotui.sync.union import redacted_by, stray_lines, unite

_CACHE: Final = "oids.json"
_NOTED: Final = 7
_RACY_NS: Final = 2_000_000_000
"""A file that was changed this shortly before it was read may change again unseen: the coarsest
clock of a file system in use."""
_IN_THE_WAY: Final = frozenset({errno.ELOOP, errno.EMLINK, errno.ENXIO})
"""What is answered for a link where there should be none, and for a pipe."""
_WAYS_OUT: Final = {
    errno.EACCES: "to let its owner read it: retrotui doctor --fix",
    errno.EPERM: "to let its owner read it: retrotui doctor --fix",
    errno.EMFILE: TOO_MANY_OPEN,
    errno.ENFILE: TOO_MANY_OPEN,
}
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class OnDisk(NamedTuple):
    """A log file: the id of its blob, and its bytes when they had to be read."""

    oid: str
    data: bytes | None


class LogFiles:
    """The shared log files of a store.

    Args:
        store: The ``.retrotui`` folder.
        local: Its local part.
        hasher: Names blobs.
    """

    def __init__(self, store: Path, local: Path, hasher: Hasher) -> None:
        self._store = store
        self._local = local
        self._hasher = hasher
        noted = read_json(local / _CACHE)
        self._noted: dict[str, list[object]] = noted if isinstance(noted, dict) else {}

    def scan(self) -> dict[str, OnDisk]:
        """Every shared log file by path; read only when it may have changed. Needs the lock.

        Raises:
            StoreError: One of them cannot be read.
        """
        with _readable(self._store / "log"):
            return self._scan()

    def _scan(self) -> dict[str, OnDisk]:
        found: dict[str, OnDisk] = {}
        noted: dict[str, list[object]] = {}
        for name, scope, status in Logs(self._store, self._local).files():
            if scope != 0 or status.st_size > MAX_FILE:
                continue
            identity = [
                status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
            ]  # fmt: skip
            known = self._noted.get(name)
            if (
                isinstance(known, list)
                and known[:4] == identity
                and len(known) == _NOTED
                and _is_settled(known)
            ):
                found[name] = OnDisk(str(known[5]), None)
                noted[name] = known
                continue
            seen = time.time_ns()
            try:
                data = read_bytes(self._store / name)
            except FileNotFoundError:
                continue
            found[name] = OnDisk(self._hasher(data), data)
            noted[name] = [*identity, seen, found[name].oid, sorted(redacted_by(data))]
        self._noted = noted
        return found

    @property
    def redacted(self) -> set[str]:
        """The ids of events that events on disk redact, as of the last scan."""
        return {str(each) for noted in self._noted.values() for each in _texts(noted[6:])}

    def read(self, name: str) -> bytes:
        """A log file's bytes now.

        Raises:
            StoreError: It cannot be read.
            RetryLaterError: Somebody took it away since the scan.
        """
        try:
            with _readable(self._store / name):
                return read_bytes(self._store / name)
        except FileNotFoundError:
            raise failure(Trouble.STALE, where=str(self._store / name)) from None

    def find(self, event: str) -> bytes | None:
        """The line of an event by its id, looked for where its writer puts it; None: not there."""
        folder = self._store / "log" / writer_of(event)
        wanted = event.encode()
        for name in sorted(each for each in self._noted if each.startswith(f"log/{folder.name}/")):
            with suppress(OSError):
                data = read_bytes(self._store / name)
                start = data.find(b'{"t":"' + wanted)
                if start >= 0:
                    return data[start:].partition(b"\n")[0]
        return None

    def note(self) -> None:
        """Keeps what is known of the files for the next sync, as well as it can."""
        with suppress(OSError):
            replace_bytes(self._local / _CACHE, json.dumps(self._noted).encode())

    def put(self, name: str, wanted: bytes) -> bool:
        """Makes a log file hold what is wanted, beside anything that came in since. Needs the lock.

        What is new is appended where that will do. Otherwise the file is replaced; lines in it that
        are no events are kept aside before.

        Returns:
            False when something that is no file or folder of ours is in the way.

        Raises:
            CannotWriteError: The disk refused.
        """
        try:
            with self._folder(name) as (folder, file):
                self._put(folder, file, name, wanted)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            return False
        except OSError as error:
            if error.errno in _IN_THE_WAY:
                return False
            with explained("write", self._store / name):
                raise
        return True

    def _put(self, folder: int, file: str, name: str, wanted: bytes) -> None:
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(file, flags, dir_fd=folder)
        except FileNotFoundError:
            _replace(folder, file, wanted)
            return
        with os.fdopen(descriptor, "r+b", buffering=0) as opened:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise NotADirectoryError(name)
            present = opened.read() or b""
            if present != wanted:
                wanted = unite((present, wanted))
            if wanted.startswith(present):
                write_all(descriptor, wanted[len(present) :])
                sync_file(descriptor)
                return
        self._keep_strays(name, present, wanted)
        _replace(folder, file, wanted)

    def _keep_strays(self, name: str, present: bytes, wanted: bytes) -> None:
        for number, line in stray_lines(present):
            if line not in wanted:
                keep(self._local, name, number, "no event, left out of the union", line)

    @contextmanager
    def _folder(self, name: str) -> Iterator[tuple[int, str]]:
        """The open folder of a log file, made when missing, and the file's name in it."""
        *folders, file = name.split("/")
        descriptor = os.open(self._store, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for each in folders:
                with suppress(FileExistsError):
                    os.mkdir(each, dir_fd=descriptor)
                inner = os.open(each, _FOLDER, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = inner
            yield descriptor, file
        finally:
            os.close(descriptor)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turns a disk that does not let a log be read into a refusal; what is not there passes.

    Raises:
        StoreError: With the file's name and what to do.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else path
        raise StoreError(
            f"cannot read {where}: {error.strerror}; nothing was shared",
            hint=_WAYS_OUT.get(error.errno or 0, "look at the disk; entries wait here"),
        ) from error


def _texts(part: list[object]) -> list[object]:
    return part[0] if part and isinstance(part[0], list) else []


def _is_settled(known: list[object]) -> bool:
    changed, seen = known[2], known[4]
    return isinstance(changed, int) and isinstance(seen, int) and changed + _RACY_NS < seen


def _replace(folder: int, file: str, data: bytes) -> None:
    temporary = f".{file}.{random_base32(6)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, SHARED_FILE, dir_fd=folder)
    try:
        try:
            write_all(descriptor, data)
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        os.rename(temporary, file, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
