"""The roadmap as it reads: its columns, how often an outcome slipped, what it waits for."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from retrotui.core.agenda import is_order, order_between
from retrotui.core.records.roadmap import Horizon, RoadmapItem

HORIZONS: Final = tuple(Horizon)
"""From the nearest to the farthest."""
_MOVE_WORDS = 3


class Shift(NamedTuple):
    """One change of horizon; ``at`` is RFC 3339 UTC."""

    at: str
    old: Horizon
    new: Horizon

    @property
    def is_slip(self) -> bool:
        """It went to a later horizon."""
        return HORIZONS.index(self.new) > HORIZONS.index(self.old)


def column(items: Iterable[RoadmapItem], horizon: Horizon) -> tuple[RoadmapItem, ...]:
    """The open outcomes of a horizon, in their order; those without a place come last."""
    there = (each for each in items if each.is_open and each.horizon is horizon)
    return tuple(sorted(there, key=lambda each: (not is_order(each.order), each.order, each.id)))


def shifts(item: RoadmapItem) -> tuple[Shift, ...]:
    """Every change of horizon, the oldest first; what is no move is left out."""
    found = []
    for each in sorted(item.moves):
        words = each.split(" ")
        if len(words) == _MOVE_WORDS and {words[1], words[2]} <= set(HORIZONS):
            found.append(Shift(words[0], Horizon(words[1]), Horizon(words[2])))
    return tuple(found)


def slipped(item: RoadmapItem) -> int:
    """How often it went to a later horizon."""
    return sum(each.is_slip for each in shifts(item))


def slipped_words(moves: Iterable[Shift]) -> str:
    """How often it went to a later horizon: ``slipped twice``; empty when it never did."""
    times = sum(each.is_slip for each in moves)
    if not times:
        return ""
    return {1: "slipped once", 2: "slipped twice"}.get(times, f"slipped {times} times")


def place(
    items: Iterable[RoadmapItem], horizon: Horizon, index: int, *, moved: str | None = None
) -> str:
    """The ``order`` that puts an outcome at an index of a horizon.

    Args:
        items: The whole roadmap.
        horizon: Where it shall be.
        index: Position among the others there, 0 for the first; beyond the ends means the ends.
        moved: Id of the one to be moved; None for a new one.
    """
    row = [each.order for each in column(items, horizon) if each.id != moved]
    known = [each for each in row if is_order(each)]
    before = known[min(max(0, index), len(known)) - 1] if index > 0 and known else None
    after = next((each for each in known if before is None or each > before), None)
    return order_between(before, after)
