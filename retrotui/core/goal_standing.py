"""How a goal stands by its readings: the latest, how far it has come, and whether that is enough.

The rule, in the words that people are shown (``RULE``):

- **met**: the latest reading has reached the target.
- **on track**: not more than 10 points of the way behind the time that is gone.
- **at risk**: not more than 30 points behind.
- **off track**: further behind, or not met on a day after the due date.
- **no reading**: nothing was read yet, or there is no target to compare with.

The way goes from the baseline (without one, from the first reading) to the target, the time from
the day of the baseline to the due date. Without a due date, better than the baseline is on track,
no better is at risk, worse is off track. Where baseline and target are the same, so that something
is to be held, a reading that does not hold it is off track.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from retrotui.core.amounts import show_amount
from retrotui.core.decision_fields import read_date
from retrotui.core.records.goals import Direction, Goal, Reading

BEHIND: Final = 0.10
FAR_BEHIND: Final = 0.30
LEVELS: Final = 8
SPARKS: Final = "▁▂▃▄▅▆▇█"
"""One sign a level, the lowest first."""
_SLACK = 1e-9
RULE: Final = (
    "on track: at most 10 points behind the time gone; at risk: at most 30; "
    "off track: further behind or past its date"
)


class Standing(StrEnum):
    """How a goal stands by its readings; see the module."""

    MET = "met"
    ON = "on"
    AT_RISK = "at_risk"
    OFF = "off"
    NO_READING = "no_reading"


STANDING_WORDS: Final = {
    Standing.MET: "met",
    Standing.ON: "on track",
    Standing.AT_RISK: "at risk",
    Standing.OFF: "off track",
    Standing.NO_READING: "no reading",
}
"""A standing as people read it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the readings of a goal say on a day.

    Attributes:
        readings: One a day, the oldest first.
        progress: The way from baseline to target that is behind it: 0 at the baseline, 1 at the
            target, beyond on either side; None where there is nothing to compare.
        time_gone: Of the time from its beginning to the due date, 0 to 1; None without a due date.
    """

    standing: Standing
    readings: tuple[Reading, ...] = ()
    progress: float | None = None
    time_gone: float | None = None

    @property
    def latest(self) -> Reading | None:
        """The last reading."""
        return self.readings[-1] if self.readings else None

    @property
    def reason(self) -> str:
        """Why it stands so, in a few words: ``35% of the way, 50% of the time``."""
        if self.progress is None:
            return ""
        way = f"{round(self.progress * 100)}% of the way"
        if self.time_gone is None:
            return way
        return f"{way}, {round(self.time_gone * 100)}% of the time"


def series(goal: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """A goal's readings, the oldest day first; of several on one day the last one entered."""
    mine = (each for each in readings if each.goal == goal and read_date(each.day) is not None)
    ordered = sorted(mine, key=lambda each: (each.day, each.updated, each.id))
    return tuple({each.day: each for each in ordered}.values())


def reached(goal: Goal, value: float) -> bool:
    """True when a value is at the target or beyond it."""
    if goal.target is None:
        return False
    if goal.direction is Direction.UP:
        return value >= goal.target - _SLACK
    return value <= goal.target + _SLACK


def judge(goal: Goal, readings: Iterable[Reading], today: date, made: date) -> Judgement:
    """How a goal stands by the rule of this module.

    Args:
        goal: The goal.
        readings: Of any goals.
        today: The day to judge on; of a closed goal the day it was closed.
        made: The day it was made, from which time counts unless the goal says another.
    """
    mine = series(goal.id, readings)
    gone = _time_gone(goal, today, made)
    if not mine or goal.target is None:
        return Judgement(Standing.NO_READING, mine, None, gone)
    progress = _progress(goal, goal.target, mine)
    return Judgement(_standing(goal, mine[-1], progress, gone, today), mine, progress, gone)


def levels(values: Sequence[float]) -> tuple[int, ...]:
    """Each value as one of ``LEVELS`` heights, 0 the lowest; values that are all equal lie low."""
    if not values:
        return ()
    low, high = min(values), max(values)
    if high == low:
        return (0,) * len(values)
    # Halved, so that the span of two giants is no infinity.
    span = high / 2 - low / 2
    return tuple(round((each / 2 - low / 2) / span * (LEVELS - 1)) for each in values)


def sparkline(readings: Sequence[Reading], most: int = 12) -> str:
    """The last readings as a line of signs; ``trend`` says the same in words."""
    return "".join(SPARKS[each] for each in levels([one.value for one in readings[-most:]]))


def trend(readings: Sequence[Reading], unit: str = "") -> str:
    """A series in words: ``20% to 41% in 5 readings, rising``."""
    if not readings:
        return "no reading"
    first, last = readings[0].value, readings[-1].value
    if len(readings) == 1:
        return f"{show_amount(last, unit)}, one reading"
    moved = "rising" if last > first else "falling" if last < first else "level"
    return (
        f"{show_amount(first, unit)} to {show_amount(last, unit)} "
        f"in {len(readings)} readings, {moved}"
    )


def _progress(goal: Goal, target: float, readings: Sequence[Reading]) -> float | None:
    start = readings[0].value if goal.baseline is None else goal.baseline
    way = target - start
    better = way if goal.direction is Direction.UP else -way
    if better <= _SLACK:
        return None
    return (readings[-1].value - start) / way


def _time_gone(goal: Goal, today: date, made: date) -> float | None:
    due = read_date(goal.due)
    if due is None:
        return None
    begins = read_date(goal.begins) or made
    days = (due - begins).days
    if days <= 0:
        return 1.0 if today >= due else 0.0
    return min(1.0, max(0.0, (today - begins).days / days))


def _standing(
    goal: Goal, latest: Reading, progress: float | None, gone: float | None, today: date
) -> Standing:
    if reached(goal, latest.value):
        return Standing.MET
    due = read_date(goal.due)
    if progress is None or (due is not None and today > due):
        return Standing.OFF
    if gone is None:
        return Standing.ON if progress > 0 else Standing.AT_RISK if progress == 0 else Standing.OFF
    behind = gone - progress
    if behind <= BEHIND + _SLACK:
        return Standing.ON
    return Standing.AT_RISK if behind <= FAR_BEHIND + _SLACK else Standing.OFF
