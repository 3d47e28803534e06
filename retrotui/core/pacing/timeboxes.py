"""Timeboxes that a team would keep: what to plan for, from what things took."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrotui.core.pacing.forecast import Part, forecast
from retrotui.core.pacing.learning import Learned
from retrotui.core.pacing.spread import EIGHTY, MEDIAN

_STEPS = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another timebox for an item.

    Attributes:
        index: The item's place on the agenda, from 0.
        planned: Minutes of the timebox it has.
        minutes: Minutes it would keep, whole.
        samples: How many past items say so.
        p50: Minutes that every second one took at most.
        p80: Minutes that four in five took at most.
    """

    index: int
    planned: float
    minutes: int
    samples: int
    p50: float
    p80: float


def suggest(planned: Sequence[float | None], learned: Sequence[Learned]) -> tuple[Suggestion, ...]:
    """Timeboxes that hold together in four of five cases, where they differ from the present ones.

    Each item gets the same share of its own distribution, chosen so that all timeboxes add up to
    the agenda's 80th percentile: giving each its own 80th percentile would waste the team's time.

    Args:
        planned: Seconds of each timebox; None is open-ended and stays so.
        learned: What is known of each item.
    """
    share = _common_share(planned, learned)
    return tuple(_suggestions(planned, learned, share))


def _suggestions(
    planned: Sequence[float | None], learned: Sequence[Learned], share: float
) -> Iterator[Suggestion]:
    for index, (timebox, each) in enumerate(zip(planned, learned, strict=True)):
        if timebox is None or each.spread is None or each.p50 is None or each.p80 is None:
            continue
        minutes = max(1, math.floor(each.spread.quantile(share) / 60 + 0.5))
        if minutes != round(timebox / 60):
            yield Suggestion(
                index, timebox / 60, minutes, each.samples, each.p50 / 60, each.p80 / 60
            )


def _common_share(planned: Sequence[float | None], learned: Sequence[Learned]) -> float:
    spreads = [
        each.spread
        for timebox, each in zip(planned, learned, strict=True)
        if timebox is not None and each.spread is not None
    ]
    wanted = forecast([Part(each, is_learned=True) for each in spreads]).p80
    low, high = MEDIAN, EIGHTY
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if math.fsum(each.quantile(middle) for each in spreads) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
