"""Planning a redaction: which events hold the texts, and what of them is kept.

A line goes whole, so the redaction carries what else its event said, under the event's own id,
time and author: every other field, every ``seen``, the record's beginning and its history stay
what they were, and nothing that others do at the same time collides with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrotui.core.changes import Scope
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
        carrier: The redaction that carries it; None when it has its own line still.
    """

    event: Event
    scope: int
    carrier: Event | None = None


def holdings(events: Sequence[tuple[Event, int]]) -> Iterator[Holding]:
    """Every event as it counts, from those on the lines and those that redactions carry.

    Args:
        events: What the lines say, in order, each with the index of its log.
    """
    gone = {name for event, _ in events for name in named_by(event)}
    for event, scope in events:
        if event["t"] in gone:
            continue
        yield Holding(event, scope)
        for kept in kept_in(event):
            yield Holding(kept, scope, event)


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
    holding = [each for each in known if _holds(each.event, targets, fields)]
    carriers = {each.carrier["t"]: each.carrier for each in holding if each.carrier}
    moved = [
        each
        for each in known
        if each in holding or (each.carrier and each.carrier["t"] in carriers)
    ]
    made: list[Entry] = []
    for scope, portion in _portions(moved):
        name = tick()
        gone = {each.event["t"] for each in portion}
        gone |= {each.carrier["t"] for each in portion if each.carrier}
        gone |= {old for each in portion if each.carrier for old in named_by(each.carrier)}
        kept = [_without(each.event, targets, fields) for each in portion]
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
