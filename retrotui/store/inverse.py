"""Taking back a step of the past: its inverse, and what stands in the way.

A step can be taken back as long as what it put is what stands: by value, so that undoing a later
step first, or somebody writing the same, is no obstacle. Nothing that others put since is lost.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retrotui.core.changes import Change, Drop, Exclude, Include, Put
from retrotui.core.ports import Inverse, Obstacle
from retrotui.store.codec import Event, Operation, encode, operations
from retrotui.store.fold import Fold
from retrotui.store.frozen import thaw
from retrotui.store.origin import giver
from retrotui.store.record import EXISTS, Record
from retrotui.store.standing import ABSENT, beside, restored

Find = Callable[[str], Event | None]
About = Callable[[str], Iterable[Event]]


@dataclass(slots=True)
class _Work:
    """What was found so far, and where to look.

    Attributes:
        find: Gives an event by its id; None when it is not in the log any more.
        about: Gives the events whose lines name a record, in order.
    """

    fold: Fold
    find: Find
    about: About
    changes: list[Change] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    lost: bool = False


def invert(fold: Fold, events: Sequence[Event], find: Find, about: About) -> Inverse:
    """What takes events back, the last operation first.

    Args:
        fold: The present state.
        events: Those to be taken back, in order.
        find: Gives an event by its id.
        about: Gives the events that name a record's id, in order.
    """
    work = _Work(fold, find, about)
    for event in reversed(events):
        for op in reversed(list(operations(event))):
            record = fold.record(op["in"], op["id"])
            if record is not None:
                _take_back(work, op, event["t"], record)
    return Inverse(tuple(work.changes), tuple(work.obstacles), work.lost)


def _take_back(work: _Work, op: Operation, name: str, record: Record) -> None:
    kind, id_ = op["in"], op["id"]
    if "drop" in op:
        if not record.visible():
            work.changes.extend(restored(kind, id_, record))
        return
    if not record.visible():
        work.obstacles.append(Obstacle(kind, id_, None, None, None))
        return
    if not _stood_before(work, kind, id_, name):
        _take_back_making(work, op, name, record)
        return
    _take_back_registers(work, op, record)
    for field_, members in op.get("add", {}).items():
        gone = tuple(sorted(_only_mine(work, record.sets.get(field_, {}), members, name)))
        if gone:
            work.changes.append(Exclude(kind, id_, field_, gone))
    for field_, removed in op.get("del", {}).items():
        missing = sorted(set(removed) - record.sets.get(field_, {}).keys())
        if missing:
            work.changes.append(Include(kind, id_, field_, tuple(missing)))


def _only_mine(
    work: _Work, present: Mapping[str, Sequence[str]], members: Iterable[str], name: str
) -> set[str]:
    """The members that nobody else put there: by the step, its author, or undoing a removal."""
    mine = work.find(name)
    by = mine.get("by") if mine else None

    def is_mine(member: str) -> bool:
        adds = present.get(member, ())
        others = [event for each in adds if each != name and (event := work.find(each))]
        if name in adds:
            return all("undoes" in each or each.get("by") == by for each in others)
        return bool(adds) and all("undoes" in each for each in others)

    return {member for member in members if is_mine(member)}


def _take_back_making(work: _Work, op: Operation, event: str, record: Record) -> None:
    """Drops what the step made, or brought back, unless somebody has added to it since."""
    kind, id_ = op["in"], op["id"]
    before = len(work.obstacles)
    values = {each: value for each, value in op.get("set", {}).items() if each != EXISTS}
    for name in sorted(record.values.keys() - {EXISTS}):
        if name not in values or not _same(record.values[name], values[name]):
            stands = record.values[name]
            if name in values or stands is not None:
                _object(work, op, record, name, values.get(name))
    for name, present in record.sets.items():
        mine = op.get("add", {}).get(name, ())
        later = {each: adds for each, adds in present.items() if each not in mine}
        extra = sorted(each for each, adds in later.items() if max(adds) > event)
        if extra:
            adds = [each for member in extra for each in present[member]]
            work.obstacles.append(_obstacle(work, (kind, id_, name), None, extra, adds))
    if len(work.obstacles) == before:
        work.changes.append(Drop(kind, id_))


def _take_back_registers(work: _Work, op: Operation, record: Record) -> None:
    kind, id_ = op["in"], op["id"]
    seen = op.get("seen", {})
    put: dict[str, Any] = {}
    for name in [*op.get("set", ()), *op.get("unset", ())]:
        if name == EXISTS:
            continue
        mine = op.get("set", {}).get(name, ABSENT)
        if not _stands(record, name, mine):
            _object(work, op, record, name, None if mine is ABSENT else mine)
            continue
        before = _before(work, kind, id_, name, seen.get(name, ()))
        if before is None:
            work.lost = True
        else:
            put[name] = before[0]
    if put:
        work.changes.append(Put(kind, id_, put))


def _stands(record: Record, name: str, mine: Any) -> bool:
    cells = record.versions(name).values()
    if mine is ABSENT:
        return all(not cell for cell in cells)
    return bool(cells) and all(len(cell) == 1 and _same(cell[0], mine) for cell in cells)


def _before(
    work: _Work, kind: str, id_: str, name: str, seen: Sequence[str]
) -> tuple[Any, ...] | None:
    """What a field held: its value or values, or None: no one knows any more."""
    if not seen:
        return (ABSENT,)
    found: dict[str, Any] = {}
    for each in seen:
        event = work.find(each)
        for op in operations(event) if event else ():
            if (op["in"], op["id"]) != (kind, id_):
                continue
            if name in op.get("set", {}):
                found[each] = op["set"][name]
            elif name in op.get("unset", ()):
                found.setdefault(each, ABSENT)
    return (beside(found),) if found else None


def _stood_before(work: _Work, kind: str, id_: str, name: str) -> bool:
    """True when the record was there when the step was taken."""
    replay = Fold()
    for event in work.about(id_):
        if event["t"] >= name:
            break
        replay.apply(event, 0)
    return replay.row(kind, id_) is not None


def _object(work: _Work, op: Operation, record: Record, name: str, mine: Any) -> None:
    cells = record.versions(name)
    others = [each for each, cell in cells.items() if not cell or not _same(cell[0], mine)]
    # Where several values stand, the one that shows may be the step's own.
    latest = max(others, key=lambda each: (len(cells[each]), each), default=None)
    theirs = thaw(cells[latest][0]) if latest is not None and cells[latest] else None
    heads = () if latest is None else (latest,)
    work.obstacles.append(_obstacle(work, (op["in"], op["id"], name), mine, theirs, heads))


def _obstacle(
    work: _Work, place: tuple[str, str, str], mine: Any, theirs: Any, heads: Sequence[str]
) -> Obstacle:
    latest = work.find(max(heads)) if heads else None
    if latest is None:
        return Obstacle(*place, mine, theirs)
    first = giver(latest, place, work.find)
    return Obstacle(*place, mine, theirs, first.get("by"), first["at"])


def _same(one: Any, other: Any) -> bool:
    return encode({"": thaw(one)}) == encode({"": thaw(other)})
