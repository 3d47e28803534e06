"""Items put together: when an agenda is done, and which of its items will not fit.

Adding up the items' 80th percentiles would say that everything goes wrong at once. So the items'
distributions are combined: every point of a fixed lattice in the unit cube (Korobov's rank-1
lattice, a quasi-Monte Carlo rule) draws one duration for each item, and the percentiles are those
of the sums. There is no chance in it: the same items give the same forecast. Items are taken as
independent of each other.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrotui.core.pacing.spread import EIGHTY, MEDIAN, Spread

POINTS = 509
"""Draws of every item; a prime."""

TOLERANCE = 60.0
"""Seconds beyond the slot that do not count: people speak in minutes."""

_GENERATOR = 399
_SHIFT = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a forecast.

    Attributes:
        spread: How long it takes as a whole: learned, or fixed at its timebox.
        is_learned: It is no mere timebox.
        spent: Seconds it has taken already.
        given: Seconds that people added to its timebox, or took away; added to what was learned.
    """

    spread: Spread
    is_learned: bool = False
    spent: float = 0.0
    given: float = 0.0

    def remaining(self, share: float) -> float:
        """A quantile of what is left of it."""
        whole = self.spread.after(self.spent - self.given, share) + self.given
        return max(0.0, whole - self.spent)


@dataclass(frozen=True, slots=True)
class Forecast:
    """When each item of an agenda will be done, in seconds from now.

    Attributes:
        medians: By item: done by then in every second case.
        eighties: By item: done by then in four of five.
        learned: How many items were learned from the past; the others count with their timebox.
        learned_share: How much of the median is learned, from 0 to 1.
        room: Seconds there are; None when that is not known.
    """

    medians: tuple[float, ...]
    eighties: tuple[float, ...]
    learned: int
    learned_share: float
    room: float | None = None

    @property
    def p50(self) -> float:
        """Everything is done by then in every second case."""
        return self.medians[-1] if self.medians else 0.0

    @property
    def p80(self) -> float:
        """Everything is done by then in four of five cases."""
        return self.eighties[-1] if self.eighties else 0.0

    @property
    def cut(self) -> int | None:
        """The first item that is not done within the room in four of five cases."""
        if self.room is None:
            return None
        limit = max(0.0, self.room) + TOLERANCE
        return next((n for n, each in enumerate(self.eighties) if each > limit), None)

    @property
    def is_learned(self) -> bool:
        """Enough of it is learned for its percentiles to be told."""
        return self.learned > 0 and self.learned_share >= 0.5  # noqa: PLR2004 - a half


def forecast(parts: Sequence[Part], room: float | None = None) -> Forecast:
    """When each of some items, held one after the other, will be done.

    Args:
        parts: The items, the running one first.
        room: Seconds there are for them.
    """
    sums = [0.0] * POINTS
    medians: list[float] = []
    eighties: list[float] = []
    known = whole = 0.0
    for place, part in enumerate(parts):
        sums = [at + more for at, more in zip(sums, _draws(part, place), strict=True)]
        ordered = sorted(sums)
        medians.append(_percentile(ordered, MEDIAN))
        eighties.append(_percentile(ordered, EIGHTY))
        middle = part.remaining(MEDIAN)
        whole += middle
        known += middle if part.is_learned else 0.0
    return Forecast(
        tuple(medians),
        tuple(eighties),
        sum(part.is_learned for part in parts),
        known / whole if whole else float(any(part.is_learned for part in parts)),
        room,
    )


def _draws(part: Part, place: int) -> Iterable[float]:
    if len(part.spread.seconds) == 1:
        return (part.remaining(MEDIAN),) * POINTS
    levels = _levels(part)
    return (levels[index] for index in _lattice(place))


@lru_cache(maxsize=128)
def _levels(part: Part) -> tuple[float, ...]:
    """What is left of an item at every level of the lattice; pending ones are asked again."""
    return tuple(part.remaining((level + 0.5) / POINTS) for level in range(POINTS))


@lru_cache(maxsize=256)
def _lattice(place: int) -> tuple[int, ...]:
    """Which level each point has in one dimension."""
    step = pow(_GENERATOR, place, POINTS)
    shift = int(math.fmod(place * _SHIFT, 1.0) * POINTS)
    return tuple((point * step + shift) % POINTS for point in range(POINTS))


def _percentile(ordered: Sequence[float], share: float) -> float:
    """Linear between the two draws around it."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
