"""The few ways in which the store touches files: durable, private, never through a link."""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from retrotui.core.errors import CannotWriteError
from retrotui.store.hlc import random_base32

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
SHARED_FILE: Final = 0o666
_FULL_SYNC: Final = getattr(fcntl, "F_FULLFSYNC", None)
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY: Final = re.compile(r"\..+\.(\d+)-([0-9a-z]{6})[0-9a-z]{4}")
"""Of which process it is, and that process's token, for a process number may come again."""
_TOKEN: Final = random_base32(6)


@contextmanager
def explained(doing: str, path: Path) -> Iterator[None]:
    """Turns a refusal of the disk into a ``CannotWriteError`` that names the path."""
    try:
        yield
    except OSError as error:
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


def open_inside(root: Path, name: str, flags: int, mode: int = PRIVATE_FILE) -> int:
    """Opens a file by its path below a folder, none of whose parts may be a link.

    Args:
        root: The folder, trusted as it is.
        name: The path below it, with slashes.
        flags: As for ``os.open``.
        mode: Of a file that is made.

    Raises:
        OSError: It cannot be opened, or something on the way is a link.
    """
    *folders, last = name.split("/")
    parent = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            inner = os.open(folder, _FOLDER_FLAGS, dir_fd=parent)
            os.close(parent)
            parent = inner
        return os.open(last, flags | os.O_NOFOLLOW | os.O_CLOEXEC, mode, dir_fd=parent)
    finally:
        os.close(parent)


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


def temporary_name(path: Path) -> Path:
    """A name beside a file or folder for making it, which ``sweep`` knows once we are gone."""
    return path.with_name(f".{path.name}.{os.getpid()}-{_TOKEN}{random_base32(4)}")


def replace_bytes(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Puts a private file in place at once, so that a reader sees the old or the new one.

    Args:
        path: The file.
        data: Its new content.
        durable: Waits until it is on the medium; without, a power loss may leave it empty.
    """
    temporary = temporary_name(path)
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE
    )
    try:
        try:
            write_all(descriptor, data)
            if durable:
                sync_file(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Removes what killed processes left half made in a folder, as well as it can."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            left = _TEMPORARY.fullmatch(entry.name)
            if left is not None and not _alive(int(left[1]), left[2]):
                _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):
        if entry.is_dir(follow_symlinks=False):
            import shutil  # noqa: PLC0415 - rarely needed, and commands are to start fast

            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()


def _alive(process: int, token: str) -> bool:
    if process == os.getpid():
        return token == _TOKEN
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def sync_tree(folder: Path) -> None:
    """Waits until a small folder with all that is in it is on the medium."""
    for parent, _folders, files in os.walk(folder, topdown=False):
        for name in files:
            descriptor = os.open(Path(parent) / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                sync_file(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(parent))


def replace_durably(path: Path, data: bytes) -> None:
    """Puts a file in place at once and for good, with the rights of the one that was there."""
    mode = path.stat().st_mode & 0o777
    temporary = path.with_name(f".{path.name}.{random_base32(6)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, PRIVATE_FILE)
    try:
        try:
            write_all(descriptor, data)
            os.fchmod(descriptor, mode)
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def read_json(path: Path, limit: int = 1 << 26) -> Any:
    """What a local JSON file holds; None when it is missing, unreadable or broken."""
    try:
        return json.loads(read_bytes(path, limit))
    except (OSError, ValueError, RecursionError):
        return None
