"""Reads what a meeting steers by: goals, readings, the roadmap and what is expected of it."""

from collections.abc import Iterable
from typing import TypeVar

from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Row
from retrotui.core.plan import Plan
from retrotui.core.ports import Reader
from retrotui.core.records.codec import decode_all
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.goals import Goal, Reading
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.core.records.roadmap import RoadmapItem
from retrotui.services.inbox import unseen_meetings

R = TypeVar("R")
_STEERING = frozenset({"goals", "roadmap", "score", "forecast"})
"""Activities that look at the plan; a meeting without them pays nothing for it."""


def load_plan(
    reader: Reader, meeting: Meeting, earlier: Iterable[Meeting], items: Iterable[AgendaItem]
) -> Plan:
    """What a meeting may show of the plan; nothing when its agenda does not look at it.

    Args:
        reader: Where to look.
        meeting: The meeting.
        earlier: Those of its series before it, the oldest first.
        items: Its agenda.
    """
    if not any(each.activity in _STEERING for each in items):
        return Plan()
    before = tuple(earlier)
    unseen = unseen_meetings(reader, meeting, before)

    def kept(kind: Kind, record: type[R]) -> tuple[R, ...]:
        return decode_all(
            record, {each: row for each, row in reader.all(kind).items() if _is_seen(row, unseen)}
        )

    return Plan(
        kept(Kind.GOALS, Goal),
        kept(Kind.READINGS, Reading),
        kept(Kind.ROADMAP, RoadmapItem),
        tuple(
            each
            for each in kept(Kind.EXPECTATIONS, Expectation)
            if each.about is not None and each.about.kind == Kind.ROADMAP
        ),
        before[-1].started if before else None,
    )


def _is_seen(row: Row, unseen: frozenset[str]) -> bool:
    meeting = row.get("meeting")
    return not isinstance(meeting, str) or meeting not in unseen
