"""What was ever written: the steps of all logs with what each of them changed.

A step's old values are found by the versions that it says to have seen, so that what is told of
it is what its author saw, whatever other clones did at the same time.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from retrotui.core.changes import Change, Scope
from retrotui.core.ports import Inverse, Step, Touched
from retrotui.store.carried import meet
from retrotui.store.codec import BadLineError, Event, Operation, decode, operations
from retrotui.store.fold import Fold
from retrotui.store.hlc import STAMP_LENGTH, WRITER_LENGTH, writer_of
from retrotui.store.inverse import invert
from retrotui.store.record import EXISTS, SCOPES
from retrotui.store.redaction import VERB, kept_in, named_by
from retrotui.store.standing import restored

Entries = Mapping[str, tuple[bytes | Event, int]]
"""Every event by id: its line, or itself, and the index of its log."""
_HELD = SCOPES.index(Scope.HELD)
_CACHED = 20_000
_BY = re.compile(rb'\{"t":"[^"\\]*","at":"[^"\\]*","by":(?:null|"([ -!#-\[\]-~]*)")[,}]')
_WRITER = slice(STAMP_LENGTH + 1, STAMP_LENGTH + 1 + WRITER_LENGTH)
_VERB = f'"{VERB}":'.encode()


class StorePast:
    """The ``Past`` port over the lines of a store.

    Args:
        fold: The present state.
        entries: Every event.
        writer: The name this clone writes under.
    """

    def __init__(self, fold: Fold, entries: Entries, writer: str | None = None) -> None:
        self._fold = fold
        self._lines = entries
        self._entries = _as_they_count(entries)
        self._order = sorted(self._entries)
        self._decoded = lru_cache(_CACHED)(self._decode)
        self.writer = writer

    def steps(self) -> Iterator[Step]:
        """Every step, the newest first, those of the held log left out."""
        told: set[str] = set()
        for name in reversed(self._order):
            if name in told or self._entries[name][1] == _HELD:
                continue
            event = self._decoded(name)
            if event is None:
                continue
            events = self._together(name, event)
            told.update(events)
            yield self._step(events)

    def about(self, kind: str, id: str) -> tuple[Step, ...]:  # noqa: A002 - the port's own name
        """The steps that touched a record, the oldest first."""
        found = []
        told: set[str] = set()
        for name in self._naming(id):
            event = self._decoded(name)
            if event is None or name in told or not _ops_on(event, kind, id):
                continue
            together = self._events(self._together(name, event))
            names = tuple(each["t"] for each in together if _ops_on(each, kind, id))
            told.update(names)
            found.append(self._step(names))
        return tuple(found)

    def written_by(self) -> dict[str, dict[str, int]]:
        """By clone, how many of its events name each person."""
        # Counted by the bytes that say so: there are very many lines, and few clones and people.
        counted = Counter(
            (name[_WRITER], _author(line)) for name, (line, _) in self._entries.items()
        )
        found: dict[str, dict[str, int]] = {}
        for (writer, by), count in counted.items():
            if by:
                person = by if isinstance(by, str) else by.decode()
                known = found.setdefault(f"w-{writer}", {})
                known[person] = known.get(person, 0) + count
        return found

    def find(self, event: str) -> Step | None:
        """The step that one of its events names."""
        found = self._decoded(event)
        return None if found is None else self._step(self._together(event, found))

    def revival(self, kind: str, id: str) -> tuple[Change, ...]:  # noqa: A002 - as above
        """What brings a dropped record back as it was."""
        record = self._fold.record(kind, id)
        return () if record is None or record.visible() else tuple(restored(kind, id, record))

    def inverse(self, step: Step) -> Inverse:
        """What would take a step back now."""
        return invert(self._fold, self._events(step.events), self._decoded, self._events_about)

    def written(self) -> list[tuple[Event, int]]:
        """Every event as the lines have it, in order, each with its log."""
        found = (
            (_read(self._lines[name][0]), self._lines[name][1]) for name in sorted(self._lines)
        )
        return [(event, scope) for event, scope in found if event is not None]

    def redactions(self) -> list[tuple[Event, int]]:
        """The redactions as the lines have them, in order, each with its log."""
        found = (
            (_read(line), scope)
            for _, (line, scope) in sorted(self._lines.items())
            if _redacts(line)
        )
        return [(event, scope) for event, scope in found if event is not None]

    def counting(self) -> Iterator[tuple[Event, int]]:
        """Every event as it counts, in order, each with its log."""
        for name in self._order:
            event = _read(self._entries[name][0])
            if event is not None:
                yield event, self._entries[name][1]

    def in_meeting(self, meeting: str) -> tuple[Step, ...]:
        """The steps done in a meeting, the oldest first, those of the held log left out."""
        found: list[Step] = []
        told: set[str] = set()
        for name in self._naming(meeting):
            event = self._decoded(name)
            if event is None or name in told or self._entries[name][1] == _HELD:
                continue
            if event.get("m") == meeting:
                events = self._together(name, event)
                told.update(events)
                found.append(self._step(events))
        return tuple(found)

    def _naming(self, text: str) -> Iterator[str]:
        needle = text.encode()
        for name in self._order:
            line = self._entries[name][0]
            if not isinstance(line, bytes) or needle in line:
                yield name

    def _decode(self, name: str) -> Event | None:
        return _read(self._entries[name][0]) if name in self._entries else None

    def _events(self, names: Iterable[str]) -> list[Event]:
        return [event for name in names if (event := self._decoded(name)) is not None]

    def _events_about(self, id_: str) -> list[Event]:
        return self._events(self._naming(id_))

    def _together(self, name: str, event: Event) -> tuple[str, ...]:
        """The shared and private events of one transaction; those of a foreign form stand alone."""
        first = event.get("tx")
        if not isinstance(first, str) or first > name:
            return (name,)
        found = []
        for each in self._order[bisect_left(self._order, first) :]:
            other = self._decoded(each)
            if writer_of(each) == writer_of(name) and (other is None or other.get("tx") != first):
                break
            if other is not None and other.get("tx") == first and self._entries[each][1] != _HELD:
                found.append(each)
        return tuple(found) if name in found else (name,)

    def _step(self, names: tuple[str, ...]) -> Step:
        events = self._events(names)
        head = events[0]
        meeting = next((each["m"] for each in events if isinstance(each.get("m"), str)), None)
        return Step(
            events=names,
            at=head["at"],
            by=head.get("by"),
            writer=writer_of(names[0]),
            scope=Scope(SCOPES[self._entries[names[0]][1]]),
            meeting=meeting,
            touched=tuple(
                self._touched(op, event["t"]) for event in events for op in operations(event)
            ),
            undoes=tuple(each for event in events for each in _texts(event.get("undoes"))),
            redacts=tuple(each for event in events for each in named_by(event)),
        )

    def _touched(self, op: Operation, name: str) -> Touched:
        kind, id_ = op["in"], op["id"]
        record = self._fold.record(kind, id_)
        seen = op.get("seen", {})
        fields: dict[str, tuple[Any, Any]] = {}
        for field, value in op.get("set", {}).items():
            if field != EXISTS:
                fields[field] = (self._before(kind, id_, field, seen.get(field, ())), value)
        for field in op.get("unset", ()):
            fields[field] = (self._before(kind, id_, field, seen.get(field, ())), None)
        added, gone = op.get("add", {}), op.get("del", {})
        for field in [*added, *(each for each in gone if each not in added)]:
            if field not in fields:
                fields[field] = (sorted(gone.get(field, ())), sorted(added.get(field, ())))
        return Touched(
            kind,
            id_,
            fields,
            made=record is not None and record.first == name and bool(fields),
            dropped="drop" in op,
        )

    def _before(self, kind: str, id_: str, field: str, seen: Iterable[str]) -> Any:
        for name in sorted(seen, reverse=True):
            event = self._decoded(name)
            for op in _ops_on(event, kind, id_) if event else ():
                if field in op.get("set", {}):
                    return op["set"][field]
        return None


def _as_they_count(entries: Entries) -> Entries:
    """The events with those that were redacted as their redactions carry them."""
    carrying: dict[str, tuple[Event, int]] = {}
    for name, (line, scope) in entries.items():
        if _redacts(line):
            event = _read(line)
            if event is not None and named_by(event):
                carrying[name] = event, scope
    gone = {each for event, _ in carrying.values() for each in named_by(event)}
    if not gone:
        return entries
    found = {name: entry for name, entry in entries.items() if name not in gone}
    forms: dict[str, tuple[list[Event], int]] = {}
    for name, (event, scope) in sorted(carrying.items()):
        if name not in gone:
            for kept in kept_in(event):
                forms.setdefault(kept["t"], ([], scope))[0].append(kept)
    return found | {name: (meet(kept), scope) for name, (kept, scope) in forms.items()}


def _redacts(line: bytes | Event) -> bool:
    return (_VERB in line) if isinstance(line, bytes) else (VERB in line)


def _author(line: bytes | Event) -> bytes | str | None:
    """Whom an event names; as it stands there where the line is of the usual form."""
    match = _BY.match(line) if isinstance(line, bytes) else None
    if match is not None:
        author: bytes | None = match[1]
        return author
    event = _read(line)
    return None if event is None else event.get("by")


def _read(line: bytes | Event) -> Event | None:
    if not isinstance(line, bytes):
        return line
    try:
        return decode(line.decode())
    except (BadLineError, UnicodeDecodeError):
        return None


def _ops_on(event: Event, kind: str, id_: str) -> list[Operation]:
    return [op for op in operations(event) if op["in"] == kind and op["id"] == id_]


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
