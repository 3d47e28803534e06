"""A forecast in words, the same on every screen and on the command line."""

import math
from collections.abc import Sequence

from retrotui.core.pacing.forecast import Forecast
from retrotui.core.pacing.learning import LEAST_SAMPLES, Learned
from retrotui.core.text import one_line

TOO_LITTLE = "timeboxes only: too little past"
"""What is said in place of a forecast where there is less room; see ``silence_words``."""

_LONGEST_TITLE = 30


def fit_words(told: Forecast, titles: Sequence[str]) -> str:
    """Whether an agenda fits: ``P80 62 min for a 45 min slot: items 6-7 will not fit``.

    Args:
        told: The forecast of the whole agenda, with the room there is.
        titles: The items', in order.
    """
    p50, p80 = whole_minutes(told.p50), whole_minutes(told.p80)
    if told.room is None:
        return f"P50 {p50} min, P80 {p80} min"
    slot = whole_minutes(told.room)
    if told.cut is None:
        return f"P50 {p50} min, P80 {p80} min of {slot}: everything fits"
    return f"P80 {p80} min for a {slot} min slot: {unfit_words(told.cut, titles)}"


def short_words(told: Forecast, titles: Sequence[str]) -> str:
    """The same where there is less room: ``P80 66 of 60 min, “Close” will not fit``."""
    slot = "" if told.room is None else f" of {whole_minutes(told.room)}"
    unfit = "" if told.cut is None else f", {unfit_words(told.cut, titles)}"
    return f"P80 {whole_minutes(told.p80)}{slot} min{unfit}"


def unfit_words(cut: int, titles: Sequence[str]) -> str:
    """Which items will not fit, from the first of them on: ``“Close” will not fit``."""
    last = len(titles)
    if cut + 1 < last:
        return f"items {cut + 1}-{last} will not fit"
    title = one_line(titles[cut])
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return f"“{short}” will not fit"


def silence_words(learned: Sequence[Learned], *, people: int = 0) -> str:
    """Why there is no forecast: ``timeboxes only: 5 of 7 items were held fewer than 5 times``.

    Args:
        learned: What is known of each item.
        people: How many take part, where only meetings of about as many were looked at.
    """
    few = sum(each.spread is None for each in learned)
    was = "was" if few == 1 else "were"
    number = f"{few} of {len(learned)} items"
    whom = " by about as many people" if people else ""
    return f"timeboxes only: {number} {was} held fewer than {LEAST_SAMPLES} times{whom}"


def whole_minutes(seconds: float) -> int:
    """Seconds as minutes, to the nearest whole one."""
    return math.floor(seconds / 60 + 0.5)
