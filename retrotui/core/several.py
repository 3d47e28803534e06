"""Which fields of which records hold several values that people are to choose among.

What one move wrote together is chosen together: who keeps a status keeps the reason given with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from retrotui.core.ports import Repository, Version
from retrotui.core.records.kinds import Kind
from retrotui.core.telling.fields import is_told

TOGETHER: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    (Kind.ACTIONS, "status"): ("closed", "why", "outcome", "outcome_at"),
    (Kind.ACTIONS, "outcome"): ("outcome_at",),
    (Kind.DECISIONS, "status"): ("decided", "outcome", "rationale", "reviewed"),
    (Kind.DISSENTS, "state"): ("response", "withdrawn_note"),
    (Kind.DISSENTS, "verdict"): ("verdict_at", "evidence"),
    (Kind.POSITIONS, "stance"): ("why",),
    (Kind.MEETINGS, "status"): ("ended",),
    (Kind.EXPECTATIONS, "came"): ("evidence", "resolved"),
    (Kind.FEEDBACK, "triage"): ("became", "triaged", "triaged_in"),
}
"""Fields that one move writes together: picking the first takes the others' version along."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values.

    Attributes:
        version: Of the field itself: who gave it, and when.
        fields: What keeping it writes, the field itself first.
    """

    version: Version
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Several:
    """A field with several values.

    Attributes:
        beside: The fields that hold several values because the same moves wrote them.
        choices: The distinct values, the one that shows first.
        events: Of every version that choosing lets go.
    """

    kind: str
    id: str
    field: str
    beside: tuple[str, ...]
    choices: tuple[Choice, ...]
    events: frozenset[str]


def open_fields(repo: Repository) -> Iterator[Several]:
    """Each of them; bookkeeping such as stamps settles itself. Nearly free when there are none."""
    for kind, id_ in repo.conflicts():
        yield from open_fields_of(repo, kind, id_)


def open_fields_of(repo: Repository, kind: str, id_: str) -> tuple[Several, ...]:
    """Those of one record."""
    versions = repo.versions(kind, id_)
    told = [field for field in versions if is_told(kind, field)]
    beside = {field: _beside(kind, field, told, versions) for field in told}
    taken = {name for names in beside.values() for name in names}
    found = (
        _several((kind, id_, field), beside[field], versions)
        for field in told
        if field not in taken
    )
    # Emptied by one and removed by the other is no choice to anybody.
    return tuple(each for each in found if len(each.choices) > 1)


def count_open(repo: Repository) -> int:
    """How many there are: the one figure that lists, badges and a sync give."""
    return sum(1 for _ in open_fields(repo))


def _beside(
    kind: str, field: str, told: Sequence[str], versions: Mapping[str, Sequence[Version]]
) -> tuple[str, ...]:
    moves = {each.event for each in versions[field]}
    return tuple(
        name
        for name in TOGETHER.get((kind, field), ())
        if name in told and moves.issuperset(each.event for each in versions[name])
    )


def _several(
    place: tuple[str, str, str],
    beside: tuple[str, ...],
    versions: Mapping[str, Sequence[Version]],
) -> Several:
    kind, id_, field = place
    # A told field that others wrote as well is a choice of its own.
    along = [
        name
        for name in TOGETHER.get((kind, field), ())
        if name in beside or (name in versions and not is_told(kind, name))
    ]
    found: list[Choice] = []
    for each in versions[field]:
        by_move = (
            (name, one.value) for name in along for one in versions[name] if one.event == each.event
        )
        fields = {field: each.value, **dict(by_move)}
        if not any(_equal(fields, other.fields, (field, *beside)) for other in found):
            found.append(Choice(each, fields))
    events = frozenset(each.event for name in (field, *beside) for each in versions[name])
    return Several(kind, id_, field, beside, tuple(found), events)


def _equal(one: Mapping[str, Any], other: Mapping[str, Any], names: Sequence[str]) -> bool:
    pairs = ((one.get(name), other.get(name)) for name in names)
    return all(type(mine) is type(theirs) and bool(mine == theirs) for mine, theirs in pairs)
