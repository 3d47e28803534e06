"""The agenda: timeboxed items in an order that can change while the meeting runs.

An item's place is a string that reads as the digits after a point in base 36. Between two
different places there is always a third, so that adding or moving an item touches that item's
record only, and two clones that do so at once never collide with each other's edits.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retrotui.core.errors import UsageError

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_MIDDLE = _DIGITS[_BASE // 2]
_ORDER = re.compile(r"[0-9a-z]*[1-9a-z]")
_LONGEST_MINUTES = 1e6


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One timeboxed step of a meeting.

    Attributes:
        activity: What people do in it, by the activity's name.
        minutes: The planned timebox; None is open-ended.
        order: Its place, see ``order_between``; items with equal places go by id.
        settings: What the activity needs (columns, number of votes …).
        carried: True when it was brought over from an earlier meeting.
    """

    id: str
    title: str
    activity: str
    minutes: float | None = None
    order: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    carried: bool = False

    @property
    def timebox(self) -> float | None:
        """The planned seconds, at least 0; None is open-ended, as is a number that is none."""
        if self.minutes is None or not math.isfinite(self.minutes):
            return None
        return min(max(0.0, self.minutes), _LONGEST_MINUTES) * 60


def sorted_agenda(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The items as they come in the meeting."""
    return tuple(sorted(items, key=lambda item: (item.order, item.id)))


def total_minutes(items: Iterable[AgendaItem]) -> float:
    """The sum of the timeboxes; open-ended items count nothing."""
    return math.fsum(item.timebox or 0.0 for item in items) / 60


def order_between(before: str | None, after: str | None) -> str:
    """A place strictly between two places, in plain string order.

    Args:
        before: The place to come after; None for the start of the agenda.
        after: The place to come before; None for the end of the agenda.

    Raises:
        UsageError: A place is malformed, or ``before`` does not come before ``after``.
    """
    for place in (before, after):
        if place is not None and not is_order(place):
            raise UsageError(
                f"{place[:40]!r} is not a place on an agenda",
                hint="a place is made of 0-9 and a-z and does not end in 0",
            )
    if after is None:
        return _above(before or "")
    if before is None:
        return _below(after)
    if before >= after:
        raise UsageError(f"there is no place between {before[:40]!r} and {after[:40]!r}")
    return _midpoint(before, after)


def is_order(place: str) -> bool:
    """True for a place that ``order_between`` understands; only a forged record has another."""
    return _ORDER.fullmatch(place) is not None


def order_at(items: Iterable[AgendaItem], index: int, *, moved: str | None = None) -> str:
    """The place that puts an item at an index of the agenda.

    Neighbours that share one place (two clones added at the same spot) are not torn apart: the
    item comes after them.

    Args:
        items: The agenda, in any order.
        index: Position among the other items, 0 for the first; beyond the ends means the ends.
        moved: Id of the item to be moved; None for a new one.
    """
    others = [item.order for item in sorted_agenda(items) if item.id != moved]
    index = max(0, index)
    before = max(filter(is_order, others[:index]), default=None)
    following = [place for place in others[index:] if is_order(place)]
    after = min((place for place in following if before is None or place > before), default=None)
    return order_between(before, after)


def orders(count: int) -> tuple[str, ...]:
    """Rising places for a new agenda, evenly spread so that later ones between them stay short."""
    width = 1
    while _BASE**width <= 2 * count:
        width += 1
    step = _BASE**width // (count + 1)
    return tuple(_digits(step * number, width) for number in range(1, count + 1))


def _digits(number: int, width: int) -> str:
    made = ""
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        made = _DIGITS[digit] + made
    return made.rstrip("0")


def _above(place: str) -> str:
    """Steps up by one digit rather than by half, so that adding at the end stays short."""
    if not place:
        return _MIDDLE
    for index, digit in enumerate(place):
        if digit != _DIGITS[-1]:
            return place[:index] + _DIGITS[_DIGITS.index(digit) + 1]
    return place + _MIDDLE


def _below(place: str) -> str:
    for index, digit in enumerate(place):
        if digit > "1":
            return place[:index] + _DIGITS[_DIGITS.index(digit) - 1]
        if digit == "1":
            return place[:index] + "0" + _MIDDLE
    raise AssertionError("a place never consists of zeros")


def _midpoint(before: str, after: str) -> str:
    shared = _shared_prefix(before, after)
    low = _DIGITS.index(before[shared]) if shared < len(before) else 0
    high = _DIGITS.index(after[shared])
    if high - low > 1:
        return after[:shared] + _DIGITS[(low + high) // 2]
    if len(after) > shared + 1:
        return after[: shared + 1]
    return after[:shared] + _DIGITS[low] + _above(before[shared + 1 :])


def _shared_prefix(before: str, after: str) -> int:
    padded: Sequence[str] = before.ljust(len(after), "0")
    for index, digit in enumerate(after):
        if padded[index] != digit:
            return index
    raise AssertionError("the places differ")
