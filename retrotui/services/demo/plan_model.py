"""What a story's plan is told in: goals with their readings, outcomes and where they went.

Days count from the last working day, those of ``due_in`` from today.
"""

from dataclasses import dataclass

from retrotui.core.records.roadmap import Horizon


@dataclass(frozen=True, slots=True)
class Read:
    """A goal's value on a day, so many days from the last working day."""

    days: int
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal and its readings.

    Attributes:
        days: When it was set, in days from the last working day.
        due_in: Days from today.
        met: Days from the last working day on which it was called met; None while it is open.
    """

    title: str
    days: int
    baseline: float
    target: float
    unit: str
    due_in: int
    metric: str = ""
    owners: tuple[str, ...] = ()
    readings: tuple[Read, ...] = ()
    met: int | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """Went to another horizon."""

    days: int
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Reached:
    """The outcome was there."""

    days: int


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Nobody works towards it any more."""

    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """An outcome on the roadmap and its life.

    Attributes:
        days: When it was put there, in days from the last working day.
        serves: Titles of goals.
        stakeholders: Names.
        after: Titles of outcomes that come first.
        due_in: Days from today.
    """

    title: str
    days: int
    horizon: Horizon
    confidence: int | None = None
    serves: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    effort: float | None = None
    due_in: int | None = None
    turns: tuple[Shifted | Reached | GivenUp, ...] = ()
