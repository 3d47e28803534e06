"""When a running item asks for attention: at 80 % of its timebox, at 100 %, and every 20 % after.

What is passed is read off two looks at the item's own clock. Pauses stand still on it, and a step
longer than a few seconds is somebody coming back (from sleep, a closed screen, a clock set
forward): what passed in it is over, so nothing rings, and never a burst.
"""

import math
from dataclasses import dataclass

FIRST, STEP = 0.8, 0.2
LONGEST_LOOK = 5.0
"""Seconds of an item between two looks; more is no watching."""

_ALMOST = 1e-9
ENDING, OVER = 1, 2


@dataclass(frozen=True, slots=True)
class Look:
    """A running item, seen at one instant; seconds.

    Attributes:
        item: The item's id.
        spent: On it so far.
        budget: Its timebox with everything borrowed and lent.
    """

    item: str
    spent: float
    budget: float


def marks(spent: float, budget: float) -> int:
    """How many marks were passed: 0 below 80 %, 1 from there, 2 from 100 %, 3 from 120 % on."""
    if budget <= 0 or not math.isfinite(spent / budget):
        return 0
    share = spent / budget
    return 0 if share + _ALMOST < FIRST else 1 + int((share - FIRST) / STEP + _ALMOST)


def passed(before: Look | None, now: Look | None) -> int:
    """The mark that was passed between two looks; 0 when none was, or nobody was looking.

    Args:
        before: The look before; None when there was none.
        now: This look; None when no timed item runs.
    """
    if before is None or now is None or before.item != now.item:
        return 0
    if not 0 <= now.spent - before.spent <= LONGEST_LOOK:
        return 0
    reached = marks(now.spent, now.budget)
    return reached if reached > marks(before.spent, now.budget) else 0


def word(mark: int) -> str:
    """A mark in a word or two: ``ending``, ``over``, ``over 20 %``; empty below the first."""
    if mark <= ENDING:
        return "ending" if mark == ENDING else ""
    return "over" if mark == OVER else f"over {(mark - OVER) * 20} %"
