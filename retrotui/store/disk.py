"""The few ways in which the store touches files: durable, private, never through a link."""

import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from retrotui.core.errors import CannotWriteError
from retrotui.store.hlc import random_base32

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
SHARED_FILE: Final = 0o666
REFUSALS: Final = frozenset(
    {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO, errno.EDQUOT}
)
"""What a disk answers when it is full, read-only, over quota or failing."""
_FULL_SYNC: Final = getattr(fcntl, "F_FULLFSYNC", None)


@contextmanager
def explained(doing: str, path: Path) -> Iterator[None]:
    """Turns a refusal of the disk into a ``CannotWriteError`` that names the path."""
    try:
        yield
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        raise CannotWriteError(
            f"cannot {doing} {path}: {error.strerror}; nothing was changed"
        ) from error


def sync_file(descriptor: int) -> None:
    """Waits until a file's bytes are on the medium itself, not only in the drive's cache."""
    if _FULL_SYNC is not None:
        fcntl.fcntl(descriptor, _FULL_SYNC)
    else:
        os.fsync(descriptor)


def sync_folder(path: Path) -> None:
    """Waits until a folder's entries are on the medium."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private_folder(path: Path) -> None:
    """Makes a folder, and those above it, that only the owner can enter."""
    if path.is_dir():
        return
    make_private_folder(path.parent)
    path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def write_all(descriptor: int, data: bytes) -> None:
    """Writes every byte, however many the system takes at once."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def read_bytes(path: str | Path, limit: int | None = None) -> bytes:
    """A regular file's bytes; links are not followed.

    Args:
        path: The file.
        limit: Most bytes to read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(-1 if limit is None else limit)


def replace_bytes(path: Path, data: bytes) -> None:
    """Puts a private file in place at once, so that a reader sees the old or the new one."""
    temporary = path.with_name(f".{path.name}.{random_base32(6)}")
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE
    )
    try:
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def read_json(path: Path, limit: int = 1 << 26) -> Any:
    """What a local JSON file holds; None when it is missing, unreadable or broken."""
    try:
        return json.loads(read_bytes(path, limit))
    except (OSError, ValueError, RecursionError):
        return None
