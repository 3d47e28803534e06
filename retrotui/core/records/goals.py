"""Goals: a metric with a baseline, a target and dated readings."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class GoalStatus(StrEnum):
    """Where a goal stands by what people said; how its readings stand is derived."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Goal:
    """Something measured that is to be reached.

    Attributes:
        metric: What is counted, such as ``weekly active teams``; may be empty.
        unit: Stands after a value, such as ``%`` or ``ms``; may be empty.
        baseline: Where it began.
        target: Where it is to be.
        begins: ``YYYY-MM-DD`` of the baseline; None counts from the day it was made.
        due: ``YYYY-MM-DD`` by which the target is to be reached.
        owners: Ids of people; a set field.
        why: Why it was dropped or missed.
        closed: RFC 3339 UTC of the moment it was met, missed or dropped.
    """

    id: str
    title: str
    metric: str = ""
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: float | None = None
    begins: str | None = None
    due: str | None = None
    owners: tuple[str, ...] = ()
    status: GoalStatus = GoalStatus.OPEN
    why: str | None = None
    closed: str | None = None
    meeting: str | None = None
    created: str = ""
    updated: str = ""

    @property
    def is_open(self) -> bool:
        """Still to be reached."""
        return self.status is GoalStatus.OPEN


@dataclass(frozen=True, slots=True)
class Reading:
    """A goal's value on a day.

    Attributes:
        goal: Id of the goal.
        value: In the goal's unit.
        day: ``YYYY-MM-DD``.
        note: A word on where it comes from or why; may be empty.
    """

    id: str
    goal: str
    value: float
    day: str
    note: str = ""
    meeting: str | None = None
    created: str = ""
    updated: str = ""
