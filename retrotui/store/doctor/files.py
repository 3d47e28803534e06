"""The room of files: what lies in the store, who may touch it, and whether it can be written."""

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.store.cache import FOLDER as CACHE
from retrotui.store.codec import UNSAFE
from retrotui.store.doctor.subject import DOT_LOCAL, LOCK, MENDED, Subject
from retrotui.store.journal import JOURNAL
from retrotui.store.listing import FILE_NAME, FOLDERS, WRITER_NAME
from retrotui.store.lock import SYNC_LOCK, queue_of
from retrotui.store.logs import MAX_FILE
from retrotui.store.own import OWN, WRITER
from retrotui.store.placement import META
from retrotui.store.quarantine import FOLDER as QUARANTINE

_PLAIN: Final = (META, ".gitattributes", "README.md", ".gitignore", ".git")
_FOLDERS: Final = (FOLDERS[0], "formats", "themes", DOT_LOCAL)
_LOCKS: Final = tuple(
    each.name for name in (LOCK, SYNC_LOCK) for each in (Path(name), *queue_of(Path(name)))
)
_PRIVATE_FILES: Final = (*_LOCKS, JOURNAL, OWN, WRITER)
_PRIVATE_FOLDERS: Final = (CACHE, QUARANTINE, MENDED, *FOLDERS[1:])
_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-hjkmnp-tv-z]{6}")
_OLD_MS: Final = 60 * 60 * 1000
"""Age from which a temporary file is no longer one that somebody is writing."""
_LEAST_FREE: Final = 1 << 20
_ODD_KINDS: Final = (
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def look(subject: Subject) -> Iterator[Finding]:
    """What is wrong with files and folders as such."""
    yield from _room(subject)
    yield from _root(subject)
    roots = [subject.store, *([subject.local] * 2 if subject.local else [])]
    for folder, root in zip(FOLDERS, roots, strict=False):
        yield from _log(subject, root / folder)
    yield from _private(subject)
    yield from _rights(subject)
    yield from _leftovers(subject)


# Space -----------------------------------------------------------------------------------


def _room(subject: Subject) -> Iterator[Finding]:
    log = subject.store / FOLDERS[0]
    for folder in (subject.store, log, subject.local):
        if folder is None or not folder.is_dir() or folder.is_symlink():
            continue
        name = subject.name(folder)
        disk = os.statvfs(folder)
        if disk.f_flag & os.ST_RDONLY:
            yield Finding(Ill.UNWRITABLE, name, detail="the disk is read-only")
        elif not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(Ill.UNWRITABLE, name, detail="permission denied")
        elif disk.f_bavail * disk.f_frsize < _LEAST_FREE:
            yield Finding(Ill.NO_SPACE, name, detail="less than 1 MiB is free")
        elif disk.f_files and not disk.f_favail:
            yield Finding(Ill.NO_SPACE, name, detail="no file can be added")
    yield from _lock(subject)


def _lock(subject: Subject) -> Iterator[Finding]:
    """Tries the lock without making one: on its file, or shared on another file of the store."""
    tries = [(subject.store / META, os.O_RDONLY, fcntl.LOCK_SH)]
    if subject.local is not None:
        tries.insert(0, (subject.local / LOCK, os.O_RDWR, fcntl.LOCK_EX))
    for path, flags, how in tries:
        try:
            descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.EACCES}:
                yield Finding(Ill.NO_LOCK, subject.name(path), detail=error.strerror or "")
        finally:
            os.close(descriptor)
        return


# What lies there -------------------------------------------------------------------------


def _root(subject: Subject) -> Iterator[Finding]:
    entries = _entries(subject.store)
    names = {entry.name for entry in entries}
    for entry in entries:
        mode = entry.stat(follow_symlinks=False).st_mode
        if entry.name in _FOLDERS:
            if entry.name == FOLDERS[0] and stat.S_ISLNK(mode):
                yield Finding(Ill.SYMLINK, entry.name, mendable=False)
            elif entry.name == FOLDERS[0] and not stat.S_ISDIR(mode):
                yield _stranger(subject, entry, names, "its log is a folder")
        elif entry.name in _PLAIN or _is_old_temporary(subject, entry):
            continue
        elif not (entry.name.endswith(".toml") and stat.S_ISREG(mode)):
            yield _stranger(
                subject, entry, {*names, *_PLAIN, *_FOLDERS}, "it has nothing of that name"
            )


def _private(subject: Subject) -> Iterator[Finding]:
    """What is of another sort than it must be in the private part."""
    if subject.local is None:
        return
    for entry in _entries(subject.local):
        if entry.name in _PRIVATE_FILES and not entry.is_file(follow_symlinks=False):
            yield _stranger(subject, entry, (), "a file belongs in its place")
        elif entry.name in _PRIVATE_FOLDERS and not entry.is_dir(follow_symlinks=False):
            found = _stranger(subject, entry, (), "a folder belongs in its place")
            # Where it is what mending puts things into, there is nowhere to put it.
            yield found._replace(mendable=entry.name != MENDED)
    for entry in _entries(subject.local / CACHE):
        if not entry.is_file(follow_symlinks=False):
            yield _stranger(subject, entry, (), "a file belongs in its place")


def _log(subject: Subject, folder: Path) -> Iterator[Finding]:
    writers = _entries(folder)
    names = {entry.name for entry in writers}
    for writer in writers:
        real = writer.is_dir(follow_symlinks=False)
        if not (real and WRITER_NAME.fullmatch(writer.name)):
            yield _stranger(subject, writer, names, "in log are folders such as w-k3f9q2z")
            continue
        files = _entries(Path(writer.path))
        beside = {entry.name for entry in files}
        for file in files:
            status = file.stat(follow_symlinks=False)
            if not (stat.S_ISREG(status.st_mode) and FILE_NAME.fullmatch(file.name)):
                yield _stranger(
                    subject, file, beside, "logs are files such as 2026-11-x7m2qa.jsonl"
                )
            elif status.st_size > MAX_FILE:
                yield Finding(Ill.OVERSIZED, subject.name(Path(file.path)))


def _stranger(
    subject: Subject, entry: os.DirEntry[str], beside: Iterable[str], why: str
) -> Finding:
    """Something that does not belong, told apart by what makes it worst."""
    name = subject.name(Path(entry.path))
    mode = entry.stat(follow_symlinks=False).st_mode
    mendable = not subject.in_tree or Path(name).is_absolute()
    if stat.S_ISLNK(mode):
        return Finding(Ill.SYMLINK, name, mendable=mendable)
    for test, kind in _ODD_KINDS:
        if test(mode):
            return Finding(Ill.SPECIAL, name, detail=kind)
    if UNSAFE.search(entry.name) or "\n" in entry.name or "\t" in entry.name:
        return Finding(Ill.ODD_NAME, name)
    lower = entry.name.lower()
    if lower != entry.name and lower in beside:
        return Finding(Ill.CASE_CLASH, name, detail=lower)
    return Finding(Ill.FOREIGN, name, detail=why, mendable=mendable)


# Rights ----------------------------------------------------------------------------------


def _rights(subject: Subject) -> Iterator[Finding]:
    for path, status in walk(subject.store / FOLDERS[0]):
        yield from _unreadable(subject, path, status)
        if stat.S_ISREG(status.st_mode) and status.st_mode & 0o111:
            yield Finding(Ill.EXECUTABLE, subject.name(path))
    meta = subject.store / META
    if meta.is_file() and not meta.is_symlink():
        yield from _unreadable(subject, meta, meta.lstat())
    if subject.local is None:
        return
    for path, status in walk(subject.local, but=MENDED):
        yield from _unreadable(subject, path, status)
        if status.st_mode & 0o077 and path != subject.local / ".gitignore":
            doing = "change" if status.st_mode & 0o022 else "read"
            yield Finding(Ill.OPEN_TO_OTHERS, subject.name(path), detail=doing)


def _unreadable(subject: Subject, path: Path, status: os.stat_result) -> Iterator[Finding]:
    folder = stat.S_ISDIR(status.st_mode)
    needed = 0o500 if folder else 0o400
    if status.st_mode & needed == needed:
        return
    mine = os.geteuid() in {0, status.st_uid}
    yield Finding(Ill.UNREADABLE, subject.name(path), detail="permission denied", mendable=mine)


def walk(top: Path, *, but: str = "") -> Iterator[tuple[Path, os.stat_result]]:
    """Every real file and folder from a folder down, with its status; no link is followed.

    Args:
        top: The folder, told first.
        but: A folder in it that is passed over.
    """
    try:
        status = top.lstat()
    except OSError:
        return
    if not (stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode)):
        return
    yield top, status
    for entry in _entries(top) if stat.S_ISDIR(status.st_mode) else ():
        if entry.name != but:
            yield from walk(Path(entry.path))


# Left behind -----------------------------------------------------------------------------


def _leftovers(subject: Subject) -> Iterator[Finding]:
    folders = [subject.store]
    if subject.local is not None:
        folders += [subject.local, subject.local / CACHE, subject.local / QUARANTINE]
    for folder in folders:
        for entry in _entries(folder):
            if _is_old_temporary(subject, entry):
                yield Finding(Ill.LEFTOVER, subject.name(Path(entry.path)))


def _is_old_temporary(subject: Subject, entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    temporary = stat.S_ISREG(status.st_mode) and _TEMPORARY.fullmatch(entry.name) is not None
    return temporary and subject.wall() - status.st_mtime_ns // 1_000_000 > _OLD_MS


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a real folder, by name; nothing where it cannot be entered."""
    try:
        if folder.is_symlink():
            return []
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda each: each.name)
    except OSError:
        return []
