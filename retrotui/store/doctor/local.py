"""The room of the private part: journal, bookkeeping, this clone's name, caches, quarantine."""

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from retrotui.core.doctor import Finding, Ill
from retrotui.store import cache
from retrotui.store.briefs import BRIEF
from retrotui.store.codec import decode
from retrotui.store.disk import read_bytes, read_json
from retrotui.store.doctor.reading import Reading
from retrotui.store.doctor.subject import DOT_LOCAL, Subject
from retrotui.store.fold import Fold
from retrotui.store.hlc import HybridClock
from retrotui.store.journal import JOURNAL
from retrotui.store.listing import FOLDERS
from retrotui.store.logs import Logs
from retrotui.store.own import OWN, WRITER, Bookkeeping, load_bookkeeping, writer_here
from retrotui.store.partial import KINDS, Partial, StaleError, pack_follow_up
from retrotui.store.placement import LOCAL
from retrotui.store.quarantine import kept_aside

_SENSELESS: Final = (KeyError, TypeError, AttributeError, ValueError, IndexError)
"""What a cache of another shape makes the code that unpacks it raise."""


def look(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """What is wrong with the private part."""
    local = subject.local
    if local is None:
        return
    yield from _left_behind(subject, local)
    if not local.is_dir():
        return
    yield from _journal(subject, local, reading)
    yield from _bookkeeping(subject, local, reading)
    if os.path.lexists(local / WRITER) and writer_here(local) is None:
        made = _place(read_json(local / WRITER))
        yield Finding(Ill.WRITER_COPIED, subject.name(local / WRITER), detail=made)
    for path, line, why in kept_aside(local):
        yield Finding(Ill.SET_ASIDE, path, line or None, why)
    if reading.complete and subject.meta is not None:
        yield from _caches(subject, local, reading)


def _place(noted: Any) -> str:
    """What a clone's name says of the place it was made for."""
    try:
        return str(noted["place"][0])
    except _SENSELESS:
        return "nobody can tell which"


def _left_behind(subject: Subject, local: Path) -> Iterator[Finding]:
    places = [subject.store / DOT_LOCAL]
    if subject.surrounding is not None and subject.meta is not None:
        places.append(subject.surrounding.common / LOCAL / subject.meta["store"])
    for old in places:
        if old == local or old.is_symlink() or not old.is_dir():
            continue
        if any((old / each).exists() for each in (JOURNAL, *FOLDERS[1:])):
            yield Finding(Ill.LEFT_BEHIND, subject.name(old))


def _journal(subject: Subject, local: Path, reading: Reading) -> Iterator[Finding]:
    name = subject.name(local / JOURNAL)
    try:
        data = read_bytes(local / JOURNAL)
    except OSError:
        data = b""
    if data and not data.endswith(b"\n"):
        yield Finding(Ill.JOURNAL_TORN, name, data.count(b"\n") + 1)
    count = len({piece.line for piece in reading.unpublished})
    if count and reading.complete:
        many = "1 event" if count == 1 else f"{count} events"
        yield Finding(Ill.UNPUBLISHED, name, detail=many)


# Bookkeeping -----------------------------------------------------------------------------


def _bookkeeping(subject: Subject, local: Path, reading: Reading) -> Iterator[Finding]:
    path = local / OWN
    if not os.path.lexists(path):
        return
    books = load_bookkeeping(local)
    why = _why_unread(read_json(path), books) or (
        _why_unfit(local, books, reading) if reading.complete else None
    )
    if why is not None:
        yield Finding(Ill.BOOKKEEPING, subject.name(path), detail=why)


def _why_unread(noted: Any, books: Bookkeeping) -> str | None:
    if not isinstance(noted, dict) or not isinstance(noted.get("files"), dict):
        return "they cannot be read"
    if (books.journal, len(books.files)) != (noted.get("journal"), len(noted["files"])):
        return "they cannot be read"
    return None


def _why_unfit(local: Path, books: Bookkeeping, reading: Reading) -> str | None:
    try:
        size = (local / JOURNAL).stat().st_size
    except OSError:
        size = 0
    if books.journal > size:
        return "the journal is shorter than it was"
    for name, noted in sorted(books.files.items()):
        mark = reading.logs.marks.get(name)
        if mark is None:
            return f"{name} is gone"
        if (mark[1], mark[4]) == noted:
            continue
        try:
            data = read_bytes(reading.logs.path(name), noted[0])
        except OSError:
            return f"{name} cannot be read"
        if len(data) < noted[0] or zlib.crc32(data) != noted[1]:
            return f"{name} has changed"
    return None


# Caches ----------------------------------------------------------------------------------


def _caches(subject: Subject, local: Path, reading: Reading) -> Iterator[Finding]:
    folder = local / cache.FOLDER
    for name, is_wrong in ((cache.STATE, _state_is_wrong), (cache.FOLLOW_UP, _part_is_wrong)):
        path = folder / name
        if not os.path.lexists(path):
            continue
        shown = subject.name(path)
        header = _header(path)
        if header is not None and header.get("v") != cache.VERSION:
            continue
        store_id = subject.meta["store"] if subject.meta else ""
        if header is not None and header.get("store") != store_id:
            told = f"{header.get('store')!r:.40}"
            yield Finding(Ill.CACHE_OTHER, shown, detail=told)
            continue
        packed = _payload(local, name, store_id)
        if packed is None or (name == cache.FOLLOW_UP and not _has_parts(local, packed)):
            yield Finding(Ill.CACHE_DAMAGED, shown)
            continue
        try:
            wrong = is_wrong(subject, local, reading, packed)
        except (*_SENSELESS, OSError):
            wrong = True
        if wrong:
            yield Finding(Ill.CACHE_WRONG, shown)


def _payload(local: Path, name: str, store_id: str) -> dict[str, Any] | None:
    if name != cache.STATE:
        return cache.load(local, name, store_id)
    found = cache.load_state(local, store_id)
    return None if found is None else found[0] | {"kinds": found[1]}


def _has_parts(local: Path, packed: dict[str, Any]) -> bool:
    try:
        cache.load_part(local, cache.FOLLOW_UP_RECORDS, packed["records"])
        cache.load_part(local, cache.FOLLOW_UP_ROWS, packed["whole"])
    except (OSError, *_SENSELESS):
        return False
    return True


def _header(path: Path) -> dict[str, Any] | None:
    """The first line of a cache; None when it makes no sense."""
    try:
        told = json.loads(read_bytes(path).partition(b"\n")[0])
    except (OSError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _state_is_wrong(
    subject: Subject, local: Path, reading: Reading, packed: dict[str, Any]
) -> bool:
    logs = Logs(subject.store, local, packed["marks"], packed["problems"])
    fold = Fold(packed["kinds"], HybridClock(subject.wall).horizon(), packed["redacted"])
    if logs.tail(fold.apply) is None:
        # Every start sees that too, and reads everything anew.
        return False
    for piece in reading.unpublished:
        fold.apply(decode(piece.line.decode()), piece.scope)
    return _state(fold) != _state(reading.fold)


def _state(fold: Fold) -> tuple[object, ...]:
    return {kind: dict(fold.table(kind)) for kind in fold.kinds()}, fold.conflicts()


def _part_is_wrong(subject: Subject, local: Path, reading: Reading, packed: dict[str, Any]) -> bool:
    records = cache.load_part(local, cache.FOLLOW_UP_RECORDS, packed["records"])
    whole = cache.load_part(local, cache.FOLLOW_UP_ROWS, packed["whole"])
    logs = Logs(subject.store, local, packed["marks"], packed["problems"])
    partial = Partial(packed, lambda: whole, lambda: records)
    try:
        if logs.tail(partial.apply) is None:
            return False
        for piece in reading.unpublished:
            partial.apply(decode(piece.line.decode()), piece.scope)
    except StaleError:
        return False
    fresh, fresh_whole, _ = pack_follow_up(reading.fold)
    rows = {kind: partial.rows(kind) for kind in KINDS}
    columns = {kind: partial.columns(kind) for kind in BRIEF}
    titles: dict[str, dict[str, str]] = fresh["titles"]
    same = all(
        partial.title(kind, id_) == told for kind in titles for id_, told in titles[kind].items()
    )
    shown = rows == fresh["rows"] | fresh_whole and columns == fresh["columns"]
    return not shown or not same
