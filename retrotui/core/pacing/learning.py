"""From the past to one item to come: which samples are near, how much each counts."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrotui.core.agenda import AgendaItem
from retrotui.core.pacing.samples import Sample, work_of
from retrotui.core.pacing.spread import EIGHTY, MEDIAN, Spread
from retrotui.core.people import fold

LEAST_SAMPLES = 5
"""With fewer, nothing is said and the timebox counts."""

_SAME_SERIES = _SAME_TITLE = 4.0
_HALF_LIFE_DAYS = 90.0
_DAY = 86_400.0
_FACTOR = 2.0
"""Head counts and timeboxes within this factor of each other are near."""
_FEW = 2
"""So many people more or fewer are near however small the group."""
_WORK_LIMITS = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class ComingItem:
    """An agenda item to be forecast; the attributes are those of ``Sample``."""

    title: str
    activity: str
    people: int = 0
    planned: float | None = None
    work: float | None = None
    series: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What the past says about an item.

    Attributes:
        samples: How many past items it was learned from, or would be.
        spread: The distribution of its real seconds; None below ``LEAST_SAMPLES``.
    """

    samples: int
    spread: Spread | None

    @property
    def p50(self) -> float | None:
        """Seconds that every second one stays within."""
        return None if self.spread is None else self.spread.quantile(MEDIAN)

    @property
    def p80(self) -> float | None:
        """Seconds that four in five stay within."""
        return None if self.spread is None else self.spread.quantile(EIGHTY)


def coming(
    item: AgendaItem,
    *,
    people: int,
    series: str | None,
    format: str | None,  # noqa: A002 - the field's own name
) -> ComingItem:
    """An agenda item of a meeting to be forecast.

    Args:
        item: The item, with its timebox and settings.
        people: How many take part; 0 when that is not known.
        series: The meeting's series.
        format: The meeting's format.
    """
    return ComingItem(
        fold(item.title), item.activity, people, item.timebox, work_of(item), series, format
    )


def learn(item: ComingItem, past: Iterable[Sample]) -> Learned:
    """The distribution of an item's duration, from items of the same activity that are near.

    Near are those of about as many people that are the same item of its series or format, or had
    about the same timebox. Those of its series or format count four times as much, those of its
    title four times again, and what is 90 days older counts half.
    """
    near = [each for each in past if _is_near(item, each)]
    if len(near) < LEAST_SAMPLES:
        return Learned(len(near), None)
    return Learned(len(near), Spread.of(_weighted(item, near)))


def _weighted(item: ComingItem, near: Sequence[Sample]) -> Iterator[tuple[float, float]]:
    latest = max(each.at for each in near)
    for each in near:
        age = (latest - each.at).total_seconds() / _DAY
        weight = 0.5 ** min(age / _HALF_LIFE_DAYS, 40.0)
        weight *= _SAME_SERIES if _is_of_series(item, each) else 1.0
        weight *= _SAME_TITLE if each.title == item.title else 1.0
        yield each.seconds * _scale(item, each), weight * _by_people(item.people, each.people)


def _is_near(item: ComingItem, past: Sample) -> bool:
    if past.activity != item.activity or not _near_people(item.people, past.people):
        return False
    if past.title == item.title and _is_of_series(item, past):
        return True
    if item.work is not None and past.work is not None:
        return True
    if item.planned is None or past.planned is None:
        return True
    return _ratio(item.planned, past.planned) <= _FACTOR


def _is_of_series(item: ComingItem, past: Sample) -> bool:
    same_series = item.series is not None and item.series == past.series
    return same_series or (item.format is not None and item.format == past.format)


def _near_people(one: int, other: int) -> bool:
    if not one or not other or abs(one - other) <= _FEW:
        return True
    return _ratio(one, other) <= _FACTOR


def _by_people(one: int, other: int) -> float:
    """1 for as many people, half for twice or half as many."""
    return 1 / _ratio(one, other) if one and other else 1.0


def _scale(item: ComingItem, past: Sample) -> float:
    """More topics, or longer ones, take longer: a discussion goes by its work."""
    if item.work is None or past.work is None:
        return 1.0
    low, high = _WORK_LIMITS
    return min(high, max(low, item.work / past.work))


def _ratio(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return high / low if low > 0 else math.inf
