"""Goals as they are shown and handed out: with their readings, names and standing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from retrotui.core.amounts import show_amount
from retrotui.core.dates import Calendar
from retrotui.core.decision_views import Titled
from retrotui.core.directory import Directory
from retrotui.core.goal_standing import Judgement, judge
from retrotui.core.instants import parse_rfc3339
from retrotui.core.records.codec import encode
from retrotui.core.records.goals import Goal, GoalStatus, Reading

_ROUNDED = 3
STATUS_WORDS = {
    GoalStatus.MET: "met",
    GoalStatus.MISSED: "missed",
    GoalStatus.DROPPED: "dropped",
}
"""What people said of a goal that is closed, as people read it."""


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its names and how it stands.

    Attributes:
        made: The day it was made, in the team's zone.
    """

    record: Goal
    judgement: Judgement
    made: date
    owners: tuple[str, ...] = ()
    meeting: Titled | None = None

    @property
    def way(self) -> str:
        """From where to where: ``20% → 60%``."""
        goal = self.record
        target = show_amount(goal.target, goal.unit)
        if goal.baseline is None:
            return f"→ {target}"
        return f"{show_amount(goal.baseline, goal.unit)} → {target}"

    @property
    def latest(self) -> str:
        """The latest value with its unit; ``-`` for none."""
        read = self.judgement.latest
        return show_amount(None if read is None else read.value, self.record.unit)

    def to_json(self) -> dict[str, Any]:
        """The goal as the command line's contract has it."""
        one, judged = self.record, self.judgement
        return {
            "id": one.id,
            "title": one.title,
            "status": encode(one.status),
            "metric": one.metric or None,
            "unit": one.unit or None,
            "direction": encode(one.direction),
            "baseline": one.baseline,
            "target": one.target,
            "begins": one.begins,
            "due": one.due,
            "owners": list(self.owners),
            "latest": None if judged.latest is None else _reading_json(judged.latest),
            "progress": _rounded(judged.progress),
            "time_gone": _rounded(judged.time_gone),
            "standing": encode(judged.standing),
            "readings": [_reading_json(each) for each in judged.readings],
            "why": one.why,
            "closed": one.closed,
            "meeting": encode(self.meeting),
            "created": one.created,
            "updated": one.updated,
        }


def view_goal(
    goal: Goal,
    readings: Iterable[Reading],
    people: Directory,
    calendar: Calendar,
    meeting: Titled | None = None,
) -> GoalView:
    """One goal as it is shown.

    Args:
        goal: The goal.
        readings: Of any goals.
        people: Names the owners.
        calendar: The team's time. A closed goal is judged on the day it was closed.
        meeting: The one it was set in.
    """
    today, zone = calendar.today, calendar.zone
    made = _day(goal.created, zone) or today
    on = min(today, _day(goal.closed, zone) or today)
    return GoalView(goal, judge(goal, readings, on, made), made, people.names(goal.owners), meeting)


def _day(stamp: str | None, zone: tzinfo) -> date | None:
    moment = parse_rfc3339(stamp)
    return None if moment is None else moment.astimezone(zone).date()


def _reading_json(reading: Reading) -> dict[str, Any]:
    return {"day": reading.day, "value": reading.value, "note": reading.note or None}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _ROUNDED)
