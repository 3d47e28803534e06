"""Records that do not make sense: fields nobody can read, and references into nothing."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Row
from retrotui.core.progress import Progress
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Ballot, Card, Group, Note, Vote
from retrotui.core.records.codec import lacking_fields, refused_fields
from retrotui.core.records.decisions import Decision, Dissent, Position
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.feedback import Feedback
from retrotui.core.records.goals import Goal, Reading
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, Participant
from retrotui.core.records.people import Person, Series, Setting
from retrotui.core.records.roadmap import RoadmapItem
from retrotui.core.records.scores import Score
from retrotui.core.timeline import Move

RECORDS: Final[Mapping[Kind, tuple[type[Any], ...]]] = {
    Kind.SETTINGS: (Setting,),
    Kind.PEOPLE: (Person,),
    Kind.SERIES: (Series,),
    Kind.MEETINGS: (Meeting,),
    Kind.PARTICIPANTS: (Participant,),
    Kind.ITEMS: (AgendaItem, Progress),
    Kind.MOVES: (Move,),
    Kind.CARDS: (Card,),
    Kind.GROUPS: (Group,),
    Kind.VOTES: (Vote,),
    Kind.BALLOTS: (Ballot,),
    Kind.NOTES: (Note,),
    Kind.ACTIONS: (Action,),
    Kind.DECISIONS: (Decision,),
    Kind.POSITIONS: (Position,),
    Kind.DISSENTS: (Dissent,),
    Kind.GOALS: (Goal,),
    Kind.READINGS: (Reading,),
    Kind.ROADMAP: (RoadmapItem,),
    Kind.EXPECTATIONS: (Expectation,),
    Kind.FEEDBACK: (Feedback,),
    Kind.SCORES: (Score,),
}
"""What a row of each kind is read as."""

_EVERYWHERE: Final = {"meeting": Kind.MEETINGS, "item": Kind.ITEMS}
_REFERENCES: Final[Mapping[Kind, Mapping[str, Kind]]] = {
    Kind.PEOPLE: {"merged_into": Kind.PEOPLE},
    Kind.MEETINGS: {"series": Kind.SERIES, "facilitator": Kind.PEOPLE},
    Kind.PARTICIPANTS: {"person": Kind.PEOPLE},
    Kind.CARDS: {"author": Kind.PEOPLE, "group": Kind.GROUPS},
    Kind.NOTES: {"person": Kind.PEOPLE},
    Kind.ACTIONS: {"owners": Kind.PEOPLE},
    Kind.DECISIONS: {
        "deciders": Kind.PEOPLE,
        "consulted": Kind.PEOPLE,
        "informed": Kind.PEOPLE,
        "supersedes": Kind.DECISIONS,
    },
    Kind.POSITIONS: {"decision": Kind.DECISIONS, "person": Kind.PEOPLE},
    Kind.DISSENTS: {"decision": Kind.DECISIONS, "by": Kind.PEOPLE},
    Kind.GOALS: {"owners": Kind.PEOPLE},
    Kind.READINGS: {"goal": Kind.GOALS},
    Kind.ROADMAP: {
        "goals": Kind.GOALS,
        "stakeholders": Kind.PEOPLE,
        "depends_on": Kind.ROADMAP,
    },
    Kind.EXPECTATIONS: {"by": Kind.PEOPLE},
    Kind.FEEDBACK: {"by": Kind.PEOPLE, "triaged_in": Kind.MEETINGS},
}
_LONGEST: Final = 40


class Oddity(NamedTuple):
    """Something wrong with a record; ``dangling`` when it is a reference into nothing."""

    kind: str
    id: str
    text: str
    dangling: bool


def oddities(
    rows: Callable[[str], Mapping[str, Row]], known: Callable[[str], Collection[str]]
) -> Iterator[Oddity]:
    """What is wrong with the live records.

    Args:
        rows: Gives the live rows of a kind by id.
        known: Gives the ids of all records ever seen of a kind, dropped ones too.
    """
    seen = {kind: known(kind) for kind in RECORDS}
    for kind, classes in RECORDS.items():
        for id_, row in rows(kind).items():
            yield from _unreadable(kind, classes, id_, row)
            yield from _dangling(kind, id_, row, seen)


def _unreadable(kind: Kind, classes: tuple[type[Any], ...], id_: str, row: Row) -> Iterator[Oddity]:
    name = f"{kind}/{id_}"
    lacking = lacking_fields(classes[0], row)
    if lacking:
        text = f"{name} has no readable {' or '.join(lacking)}, so it is shown nowhere"
        yield Oddity(kind, id_, text, dangling=False)
    for field in dict.fromkeys(field for each in classes for field in refused_fields(each, row)):
        if field not in lacking:
            text = f"{name} has a {field} that makes no sense ({row[field]!r:.{_LONGEST}})"
            yield Oddity(kind, id_, text, dangling=False)


def _dangling(
    kind: Kind, id_: str, row: Row, seen: Mapping[Kind, Collection[str]]
) -> Iterator[Oddity]:
    for field, target in (_EVERYWHERE | dict(_REFERENCES.get(kind, {}))).items():
        value = row.get(field)
        named = value if isinstance(value, list | tuple) else (value,)
        for each in named:
            if isinstance(each, str) and each and each not in seen[target]:
                text = f"{kind}/{id_} names a {field} that is not known ({each:.{_LONGEST}})"
                yield Oddity(kind, id_, text, dangling=True)
