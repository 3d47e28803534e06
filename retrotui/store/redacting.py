"""Planning a redaction: which events hold the texts, and what of them is kept.

A line goes whole, so the redaction carries what else its event said, under the event's own id,
time and author: every other field, every ``seen``, the record's beginning and its history stay
what they were, and nothing that others do at the same time collides with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrotui.core.changes import Scope
from retrotui.store.carried import meet
from retrotui.store.codec import Event, Operation, encode, operations
from retrotui.store.planner import Entry, entry_of
from retrotui.store.record import SCOPES
from retrotui.store.redaction import KEPT, VERB, kept_in, named_by

_HELD = SCOPES.index(Scope.HELD)
_PORTION = 256 * 1024
"""A redaction is cut into events of about so many characters."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An event as it counts today.

    Attributes:
        event: What it says, after earlier redactions.
        scope: The index of its log.
        carriers: The redactions that carry it; none when it has its own line still.
    """

    event: Event
    scope: int
    carriers: tuple[Event, ...] = ()


def holdings(events: Sequence[tuple[Event, int]]) -> Iterator[Holding]:
    """Every event as it counts, from those on the lines and those that redactions carry.

    Args:
        events: What the lines say, in order, each with the index of its log.
    """
    carrying: dict[str, tuple[list[Event], list[Event], int]] = {}
    for event, scope in _live(events):
        yield Holding(event, scope)
        for kept in kept_in(event):
            forms, carriers, _ = carrying.setdefault(kept["t"], ([], [], scope))
            forms.append(kept)
            carriers.append(event)
    for forms, carriers, scope in carrying.values():
        yield Holding(meet(forms), scope, tuple(carriers))


def _live(events: Sequence[tuple[Event, int]]) -> Iterator[tuple[Event, int]]:
    gone = {name for event, _ in events for name in named_by(event)}
    return (each for each in events if each[0]["t"] not in gone)


def compose(
    events: Sequence[tuple[Event, int]],
    key: tuple[str, str],
    fields: Mapping[str, Any],
    *,
    at: str,
    by: str | None,
    tick: Callable[[], str],
) -> tuple[Entry, ...]:
    """The events that take texts out of the log; none when nothing holds any.

    Args:
        events: All there are, in order, each with the index of its log.
        key: Kind and id of the record.
        fields: What is put in the place of each field's text; a set field's members all go.
        at: Time of the step, RFC 3339.
        by: The acting person; None stores no author.
        tick: Gives the next event id.

    Raises:
        TextTooLongError: An event is too large to be carried.
    """
    known = list(holdings(events))
    targets = _targets(known, key, fields)
    holding = [each for each in known if _holds(each.event, targets, fields) or _is_apart(each)]
    return _carried_anew(
        _with_neighbours(known, holding),
        lambda event: _without(event, targets, fields),
        at=at,
        by=by,
        tick=tick,
    )


def reconcile(
    events: Sequence[tuple[Event, int]], *, at: str, tick: Callable[[], str]
) -> tuple[Entry, ...]:
    """The events that settle redactions made apart from each other; none when there are no such.

    Of one event each carries what the other took out; what is written here carries neither, in
    nobody's name. Clones that do so at once write the same.

    Args:
        events: The redactions, in order, each with the index of its log.
        at: Time of the step, RFC 3339.
        tick: Gives the next event id.
    """
    known = list(holdings(events))
    apart = [each for each in known if _is_apart(each)]
    return _carried_anew(_with_neighbours(known, apart), _plainly, at=at, by=None, tick=tick)


def are_apart(events: Sequence[tuple[Event, int]]) -> bool:
    """True when redactions carry what another one took out; see ``reconcile``."""
    return any(map(_is_apart, holdings(events)))


def _is_apart(holding: Holding) -> bool:
    """True when redactions carry different forms of an event."""
    name = holding.event["t"]
    forms = [kept for each in holding.carriers for kept in kept_in(each) if kept["t"] == name]
    return any(encode(_plainly(each)) != encode(_plainly(holding.event)) for each in forms)


def _plainly(event: Event) -> Event:
    return _without(event, set(), {})


def _with_neighbours(known: Sequence[Holding], wanted: Sequence[Holding]) -> list[Holding]:
    """What is wanted, and what else their carriers carry: a redaction goes whole."""
    carriers = {one["t"] for each in wanted for one in each.carriers}
    moved = list(wanted)
    # What is carried along may itself be carried by others, which then go as well.
    while True:
        more = [
            each
            for each in known
            if each not in moved and any(one["t"] in carriers for one in each.carriers)
        ]
        if not more:
            names = {each.event["t"] for each in moved}
            return [each for each in known if each.event["t"] in names]
        moved += more
        carriers |= {one["t"] for each in more for one in each.carriers}


def _carried_anew(
    moved: Sequence[Holding],
    carried: Callable[[Event], Event],
    *,
    at: str,
    by: str | None,
    tick: Callable[[], str],
) -> tuple[Entry, ...]:
    """New redactions in the place of those that carried these events."""
    made: list[Entry] = []
    for scope, portion in _portions(moved):
        name = tick()
        gone = {each.event["t"] for each in portion}
        gone |= {one["t"] for each in portion for one in each.carriers}
        gone |= {old for each in portion for one in each.carriers for old in named_by(one)}
        kept = [carried(each.event) for each in portion]
        first = made[0].event["t"] if made else name
        head: Event = {"t": name, "at": at, "by": by, "tx": first, VERB: sorted(gone), KEPT: kept}
        made.append(entry_of(SCOPES[scope], head, []))
    return tuple(made)


def _targets(
    known: Sequence[Holding], key: tuple[str, str], fields: Mapping[str, Any]
) -> set[tuple[str, str]]:
    """The record, and those of the held log that it was before it was revealed under a new id."""
    texts = {
        text
        for each in known
        for op in operations(each.event)
        if (op["in"], op["id"]) == key
        for text in _written(op, fields)
    }
    return {key} | {
        (op["in"], op["id"])
        for each in known
        if each.scope == _HELD
        for op in operations(each.event)
        if op["in"] == key[0] and texts.intersection(_written(op, fields))
    }


def _holds(event: Event, targets: set[tuple[str, str]], fields: Mapping[str, Any]) -> bool:
    return any(
        (op["in"], op["id"]) in targets and bool(_written(op, fields)) for op in operations(event)
    )


def _written(op: Operation, fields: Mapping[str, Any]) -> set[str]:
    """What an operation wrote into some fields, each with its field as one text to compare."""
    written = {
        encode({field: value})
        for field, value in op.get("set", {}).items()
        if field in fields and value is not None and value != fields[field]
    }
    for verb in ("add", "del"):
        written.update(
            encode({field: sorted(members)})
            for field, members in op.get(verb, {}).items()
            if field in fields
        )
    return written


def _without(event: Event, targets: set[tuple[str, str]], fields: Mapping[str, Any]) -> Event:
    ops = [
        _blanked(op, fields) if (op["in"], op["id"]) in targets else op for op in operations(event)
    ]
    return {"t": event["t"], "at": event["at"], "by": event.get("by"), **_head(event), "ops": ops}


def _head(event: Event) -> dict[str, Any]:
    return {key: event[key] for key in ("m", "tx", "undoes") if key in event}


def _blanked(op: Operation, fields: Mapping[str, Any]) -> Operation:
    made: Operation = {
        verb: {each: part for each, part in op[verb].items() if each not in fields}
        if verb in ("add", "del")
        else op[verb]
        for verb in op
    }
    if "set" in op:
        made["set"] = {
            field: fields[field] if field in fields and value is not None else value
            for field, value in op["set"].items()
        }
    return made


def _portions(moved: Sequence[Holding]) -> Iterator[tuple[int, list[Holding]]]:
    for scope in range(len(SCOPES)):
        portion: list[Holding] = []
        size = 0
        for each in moved:
            if each.scope != scope:
                continue
            length = len(encode(each.event))
            if portion and size + length > _PORTION:
                yield scope, portion
                portion, size = [], 0
            portion.append(each)
            size += length
        if portion:
            yield scope, portion
