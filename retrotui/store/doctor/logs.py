"""The room of logs: lines that make no sense, events that clash, records that do not add up."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.core.record_health import oddities
from retrotui.store.disk import read_bytes
from retrotui.store.doctor.reading import Reading
from retrotui.store.doctor.subject import Subject
from retrotui.store.listing import FOLDERS
from retrotui.store.own import writer_here

_MOST: Final = 20
"""Unreadable lines of one file that are told one by one."""
_EVENT: Final = re.compile(rb'^\s*\{"t":"([0-9a-z-]{30})"')
_RECORD: Final = re.compile(rb'"id":"([0-9a-z]{26})"')


def look(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """What is wrong with what the logs say."""
    own = own_folders(subject)
    for name, problems in sorted(reading.logs.problems.items()):
        path = subject.name(reading.logs.path(name))
        found = [_problem(path, line, why, _is_own(name, own)) for line, why in problems]
        told = [each for each in found if each is not None]
        yield from told[:_MOST]
        if len(told) > _MOST:
            yield Finding(Ill.BAD_LINE, path, detail=f"{len(told) - _MOST} more such lines")
    yield from _events(subject, reading)
    yield from _records(subject, reading)


def own_folders(subject: Subject) -> str | None:
    """The folder of the shared log that this clone alone writes; None when it has none yet."""
    return None if subject.local is None else writer_here(subject.local)


def _is_own(name: str, own: str | None) -> bool:
    folder, writer, _ = name.split("/")
    return folder != FOLDERS[0] or writer == own


def _problem(path: str, line: int, why: str, own: bool) -> Finding | None:
    if why.startswith("larger than"):
        return None
    if not line:
        return Finding(Ill.UNREADABLE, path, detail=why.rpartition(": ")[2].lower(), mendable=False)
    if why == "unfinished last line":
        return Finding(Ill.TORN_TAIL if own else Ill.UNFINISHED_LINE, path, line)
    if why == "a git conflict marker":
        return Finding(Ill.CONFLICT_MARKER, path, line)
    return Finding(Ill.BAD_LINE, path, line, why)


def _events(subject: Subject, reading: Reading) -> Iterator[Finding]:
    if not reading.clashing | reading.doubled:
        return
    first: set[str] = set()
    told: set[str] = set()
    for path, line, data in _lines(subject, reading):
        match = _EVENT.match(data)
        name = "" if match is None else match[1].decode()
        if name in reading.clashing and name not in first:
            first.add(name)
        elif name in reading.clashing and name not in told:
            told.add(name)
            yield Finding(Ill.ID_CLASH, path, line, name)
        elif name in reading.doubled and path.startswith(f"{FOLDERS[0]}/"):
            yield Finding(Ill.PRIVATE_SHARED, path, line, name)


def _records(subject: Subject, reading: Reading) -> Iterator[Finding]:
    fold = reading.fold
    found = list(oddities(fold.table, lambda kind: set(fold.ids(kind))))
    places = _places(subject, reading, {each.id for each in found})
    for each in found:
        path, line = places.get(each.id, (f"{each.kind}/{each.id}", None))
        yield Finding(Ill.DANGLING if each.dangling else Ill.BAD_RECORD, path, line, each.text)


def _places(
    subject: Subject, reading: Reading, ids: Iterable[str]
) -> dict[str, tuple[str, int | None]]:
    """By record id, the last line that speaks of it."""
    wanted = {each.encode() for each in ids}
    if not wanted:
        return {}
    return {
        id_.decode(): (path, line)
        for path, line, data in _lines(subject, reading)
        for id_ in wanted.intersection(_RECORD.findall(data))
    }


def _lines(subject: Subject, reading: Reading) -> Iterator[tuple[str, int, bytes]]:
    """Path, number and bytes of every line that was read."""
    for name in sorted(reading.logs.marks):
        path = reading.logs.path(name)
        try:
            data = read_bytes(path)
        except OSError:
            continue
        for number, line in enumerate(data.split(b"\n"), 1):
            yield subject.name(path), number, line
