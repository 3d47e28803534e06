"""What several redactions carry of one event, when people redacted apart from each other.

Each carries the texts that the other one took out. What counts is what all of them agree to keep:
the meet, which is the same whatever order they come in.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from retrotui.core.text import MARK
from retrotui.store.codec import Event, Operation, encode, operations


def meet(events: Iterable[Event]) -> Event:
    """The event that is left of several forms of one event: every text gone that one lacks.

    Args:
        events: At least one; forms of the same event, as redactions carry it.
    """
    # Forms of one event differ in what was taken out only; anything else is a bug or an attack,
    # and then every clone keeps the same one.
    return reduce(_meet, sorted(events, key=encode))


def is_blank(value: Any) -> bool:
    """True for what stands where a text was taken out, in whatever shape the field has."""
    texts = list(_texts(value))
    return bool(texts) and all(each == MARK for each in texts)


def _meet(one: Event, other: Event) -> Event:
    mine, theirs = list(operations(one)), list(operations(other))
    if [_place(each) for each in mine] != [_place(each) for each in theirs]:
        return one
    ops = [_meet_operations(*pair) for pair in zip(mine, theirs, strict=True)]
    return {**one, "ops": ops}


def _meet_operations(one: Operation, other: Operation) -> Operation:
    made = dict(one)
    if "set" in one:
        there = other.get("set", {})
        made["set"] = {
            field: _meet_values(value, there[field]) if field in there else value
            for field, value in one["set"].items()
        }
    for verb in ("add", "del"):
        if verb in one:
            there = other.get(verb, {})
            made[verb] = {field: part for field, part in one[verb].items() if field in there}
    return made


def _meet_values(one: Any, other: Any) -> Any:
    if encode({"": one}) == encode({"": other}) or is_blank(one):
        return one
    return other if is_blank(other) else MARK


def _place(op: Operation) -> tuple[str, str]:
    return op["in"], op["id"]


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value
    if isinstance(inner, Iterable) and not isinstance(inner, str):
        for each in inner:
            yield from _texts(each)
