"""Mending: moves aside, never deletes; touches nothing that another clone wrote."""

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.core.errors import RetroError, StoreError
from retrotui.store import cache
from retrotui.store.codec import BadLineError, decode
from retrotui.store.disk import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    read_bytes,
    replace_bytes,
)
from retrotui.store.doctor.aside import Aside
from retrotui.store.doctor.git import kept_meta
from retrotui.store.doctor.logs import own_folders
from retrotui.store.doctor.renew import renew_all, renew_part
from retrotui.store.doctor.subject import LOCK, Subject, subject_at
from retrotui.store.engine import Engine
from retrotui.store.gitinit import BRANCH
from retrotui.store.journal import Journal
from retrotui.store.listing import FOLDERS
from retrotui.store.lock import SYNC_LOCK, FileLock, queue_of
from retrotui.store.own import OWN
from retrotui.store.placement import (
    ATTRIBUTES_TEXT,
    META,
    README_TEXT,
    exclude,
    local_folder,
    meta_of,
)
from retrotui.store.quarantine import FOLDER as QUARANTINE
from retrotui.store.quarantine import keep

_RIGHTS: Final = frozenset({Ill.UNREADABLE, Ill.OPEN_TO_OTHERS, Ill.EXECUTABLE})
_CACHES: Final = frozenset({Ill.CACHE_WRONG, Ill.CACHE_OTHER, Ill.CACHE_DAMAGED})
_HEALED: Final = frozenset(
    {Ill.UNPUBLISHED, Ill.TORN_TAIL, Ill.JOURNAL_TORN, Ill.BOOKKEEPING, Ill.WRITER_COPIED}
)
_OF_GIT: Final = frozenset({Ill.GIT_GONE, Ill.GIT_LOCKED, Ill.GIT_DAMAGED})
_SHARED_FILE: Final = 0o644
Mending = Callable[["_Mender", Finding], None]


def mend(subject: Subject, findings: Sequence[Finding], *, at: str, named: str) -> None:
    """Mends what can be mended; what the disk refuses is left as it is.

    Args:
        subject: The store.
        findings: What to mend; those that cannot be are passed over.
        at: The time, RFC 3339.
        named: Name of the folder for what is put aside.

    Raises:
        BusyError: Another process keeps the store.
        CannotWriteError: There is no place to put anything aside.
        StoreError: The file system cannot lock.
    """
    todo = [each for each in findings if each.fixable]
    subject = subject._replace(local=subject.local or _local_by_git(subject))
    if subject.local is None or not todo:
        return
    # First, because a folder that cannot be entered cannot be locked either.
    for each in todo:
        if each.ill in _RIGHTS:
            _grant(subject, each)
    mender = _Mender(subject, Aside(subject.local, named))
    kinds = {each.ill for each in todo}
    lock, sync = subject.local / LOCK, subject.local / SYNC_LOCK
    locks = (lock, *queue_of(lock), sync, *queue_of(sync))
    blocking = [each for each in todo if subject.path(each.path) in locks]
    for each in blocking:
        mender.attempt(each)
    rest = [each for each in todo if each not in blocking]
    # Last, because it moves the private part, where all else is put aside.
    rest.sort(key=lambda each: each.ill is Ill.GIT_GONE)
    with FileLock(sync) if kinds & _OF_GIT else nullcontext(), FileLock(lock):
        for each in rest:
            mender.attempt(each)
    if kinds & (_HEALED | _CACHES):
        _heal(subject, at, rebuild=bool(kinds & _CACHES))


def _local_by_git(subject: Subject) -> Path | None:
    """Where the private part is by the ``retro.json`` that git keeps."""
    kept = kept_meta(subject)
    return None if kept is None else local_folder(subject.store, meta_of(kept)["store"])


def _grant(subject: Subject, found: Finding) -> None:
    path = subject.path(found.path)
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return
        folder = stat.S_ISDIR(mode)
        if found.ill is Ill.UNREADABLE:
            path.chmod(stat.S_IMODE(mode) | (0o500 if folder else 0o400))
        elif found.ill is Ill.EXECUTABLE:
            path.chmod(stat.S_IMODE(mode) & ~0o111)
        else:
            path.chmod(PRIVATE_FOLDER if folder else PRIVATE_FILE)
    except OSError:
        return


def _heal(subject: Subject, at: str, *, rebuild: bool) -> None:
    """Lets the engine compare the journal with the logs, and leave caches behind."""
    if not subject_at(subject.store, subject.wall).readable:
        return
    try:
        engine = Engine(subject.store, wall=subject.wall)
        engine.commit(lambda _: [], at=at, by=None)
    except (StoreError, OSError):
        return
    if rebuild:
        engine.snapshot()


class _Mender:
    def __init__(self, subject: Subject, aside: Aside) -> None:
        self.subject = subject
        self.aside = aside

    def attempt(self, found: Finding) -> None:
        """Mends one thing, or leaves it as it is when the disk or git refuses."""
        mending = _MENDINGS.get(found.ill)
        if mending is None:
            return
        try:
            mending(self, found)
        except (OSError, RetroError):
            return

    def move(self, found: Finding) -> None:
        """Moves what the finding is about aside."""
        self.aside.move(self.subject.path(found.path), found.path, found.ill.value)

    def restore_meta(self, found: Finding) -> None:
        """Puts back the copy of ``retro.json`` that git keeps."""
        kept = kept_meta(self.subject)
        path = self.subject.store / META
        if kept is None:
            return
        if os.path.lexists(path):
            self.move(found)
        replace_bytes(path, kept)
        path.chmod(_SHARED_FILE)

    def restore_head(self, found: Finding) -> None:
        """Writes the HEAD of the store's own repository, as ``init`` does."""
        if os.path.lexists(self.subject.path(found.path)):
            self.move(found)
        self._write(found, f"ref: refs/heads/{BRANCH}\n")

    def renew_part(self, found: Finding) -> None:
        """Makes a damaged part of the store's own repository anew."""
        renew_part(self.subject, self.aside, found)

    def renew_all(self, found: Finding) -> None:
        """Makes the store's own repository anew."""
        renew_all(self.subject, self.aside, found)

    def restore_rules(self, found: Finding) -> None:
        """Writes ``.gitattributes``; what somebody made of it is kept."""
        path = self.subject.path(found.path)
        if os.path.lexists(path):
            self.move(found)
        self._write(found, ATTRIBUTES_TEXT)

    def restore_readme(self, found: Finding) -> None:
        """Writes the note for people who find the folder."""
        self._write(found, README_TEXT)

    def ignore_local(self, found: Finding) -> None:
        """Keeps git out of a private part that lies in a work tree."""
        if os.path.lexists(self.subject.path(found.path)):
            self.move(found)
        self._write(found, "*\n")

    def exclude(self, _found: Finding) -> None:
        """Keeps the code repository around it from taking the store in."""
        exclude(self.subject.store)

    def cut_tail(self, found: Finding) -> None:
        """Puts the half line at the end of an own log into quarantine."""
        local, path = self.subject.local, self.subject.path(found.path)
        if local is None:
            return
        folder, writer = path.parts[-3:-1]
        if folder == FOLDERS[0] and writer != own_folders(self.subject):
            return
        data = read_bytes(path)
        end = data.rfind(b"\n") + 1
        if end == len(data) or _is_event(data[end:]):
            return
        name = "/".join(path.parts[-3:])
        keep(local, name, data.count(b"\n") + 1, "unfinished line", data[end:])
        os.truncate(path, end)

    def cut_journal(self, _found: Finding) -> None:
        """Puts the half line at the end of the journal into quarantine."""
        if self.subject.local is not None:
            Journal(self.subject.local).mend()

    def forget_books(self, found: Finding) -> None:
        """Moves the bookkeeping aside, so that journal and log are compared in full."""
        if self.subject.local is None:
            return
        path = self.subject.local / OWN
        if os.path.lexists(path):
            self.aside.move(path, self.subject.name(path), found.ill.value)

    def rename(self, found: Finding) -> None:
        """Moves this clone's name aside, with the notes on files that are now another clone's."""
        self.forget_books(found)
        self.move(found)

    def drop_cache(self, found: Finding) -> None:
        """Moves a cache aside with the parts that belong to it."""
        self.move(found)
        path = self.subject.path(found.path)
        if path.name != cache.FOLLOW_UP:
            return
        for name in (cache.FOLLOW_UP_RECORDS, cache.FOLLOW_UP_ROWS):
            part = path.with_name(name)
            if os.path.lexists(part):
                self.aside.move(part, self.subject.name(part), found.ill.value)

    def clear_quarantine(self, found: Finding) -> None:
        """Moves the whole quarantine aside."""
        if self.subject.local is None:
            return
        path = self.subject.local / QUARANTINE
        if path.exists():
            self.aside.move(path, self.subject.name(path), found.ill.value)

    def _write(self, found: Finding, text: str) -> None:
        path = self.subject.path(found.path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, _SHARED_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)


def _is_event(line: bytes) -> bool:
    try:
        decode(line.decode())
    except (BadLineError, UnicodeDecodeError):
        return False
    return True


_MENDINGS: Final[dict[Ill, Mending]] = {
    Ill.RETRO_MISSING: _Mender.restore_meta,
    Ill.RETRO_BROKEN: _Mender.restore_meta,
    Ill.HEAD_MISSING: _Mender.restore_head,
    Ill.GIT_GONE: _Mender.renew_all,
    Ill.GIT_LOCKED: _Mender.move,
    Ill.GIT_DAMAGED: _Mender.renew_part,
    Ill.ATTRIBUTES: _Mender.restore_rules,
    Ill.README: _Mender.restore_readme,
    Ill.PRIVATE_VISIBLE: _Mender.ignore_local,
    Ill.NOT_EXCLUDED: _Mender.exclude,
    Ill.TORN_TAIL: _Mender.cut_tail,
    Ill.JOURNAL_TORN: _Mender.cut_journal,
    Ill.UNPUBLISHED: _Mender.forget_books,
    Ill.BOOKKEEPING: _Mender.forget_books,
    Ill.SET_ASIDE: _Mender.clear_quarantine,
    Ill.WRITER_COPIED: _Mender.rename,
    Ill.SYMLINK: _Mender.move,
    Ill.SPECIAL: _Mender.move,
    Ill.CASE_CLASH: _Mender.move,
    Ill.ODD_NAME: _Mender.move,
    Ill.FOREIGN: _Mender.move,
    Ill.LEFTOVER: _Mender.move,
    Ill.CACHE_WRONG: _Mender.drop_cache,
    Ill.CACHE_OTHER: _Mender.drop_cache,
    Ill.CACHE_DAMAGED: _Mender.drop_cache,
}
