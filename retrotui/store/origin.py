"""Who gave a value that stands: of one that an undo put back, whoever gave it first."""

from collections.abc import Callable, Iterable
from typing import Any

from retrotui.store.codec import Event, Operation, encode, operations

Find = Callable[[str], Event | None]


def giver(event: Event, place: tuple[str, str, str], find: Find) -> Event:
    """The event that first gave the value which this one gave or put back.

    Args:
        event: It wrote the value.
        place: Kind and id of the record, and the field.
        find: Gives an event by its id; None when it is not in the log any more.
    """
    known = {event["t"]}
    while True:
        before = _put_back(event, place, find)
        # A log from anywhere may go round in circles.
        if before is None or before["t"] in known:
            return event
        known.add(before["t"])
        event = before


def _put_back(event: Event, place: tuple[str, str, str], find: Find) -> Event | None:
    value = _value(event, place)
    undone = event.get("undoes")
    names = [each for each in undone if isinstance(each, str)] if isinstance(undone, list) else []
    replaced = (
        name
        for each in names
        for op in _on(find(each), place)
        for name in (*op.get("seen", {}).get(place[2], ()), *op.get("drop", ()))
    )
    same = (
        found
        for name in replaced
        if (found := find(name)) is not None and value is not None and _value(found, place) == value
    )
    return max(same, key=lambda found: found["t"], default=None)


def _value(event: Event, place: tuple[str, str, str]) -> str | None:
    """What an event gave the field, as comparable text; None when it gave nothing."""
    field = place[2]
    for op in _on(event, place):
        if field in op.get("set", {}):
            cell: list[Any] = [op["set"][field]]
            return encode({"": cell})
        if field in op.get("unset", ()):
            return ""
    return None


def _on(event: Event | None, place: tuple[str, str, str]) -> Iterable[Operation]:
    ops = operations(event) if event is not None else ()
    return [op for op in ops if (op["in"], op["id"]) == place[:2]]
