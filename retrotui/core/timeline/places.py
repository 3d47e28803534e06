"""Where an item may stand on the agenda of a meeting that runs: what is to come follows what was.

An item that has not begun and stands before one that has would come up last, or look done.
"""

from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.text import one_line
from retrotui.core.timeline.state import ItemState, ItemTime, Timeline

_LONGEST_TITLE = 60


def require_place(line: Timeline, index: int, item: str | None = None) -> None:
    """Refuses a place that would bring something to come before something that has begun.

    What stands so already, as after a jump, may stay so.

    Args:
        line: The meeting's clock.
        index: The place among the other items, 0 for the first; beyond the ends means the ends.
        item: Id of the item that moves; None for a new one.

    Raises:
        ForbiddenMoveError: It names both, and what is allowed.
    """
    others = [each for each in line.items if each.id != item]
    now = next((at for at, each in enumerate(line.items) if each.id == item), len(others))
    index = min(max(0, index), len(others))
    moved = line.item(item)
    if moved is None or not _has_begun(moved):
        passed = [each for each in others[index:now] if _has_begun(each)]
        if passed:
            raise _refusal("what has not begun comes after it", passed[-1])
    else:
        passed = [each for each in others[now:index] if not _has_begun(each)]
        if passed:
            raise _refusal("it stays before what has not begun", moved)


def _has_begun(item: ItemTime) -> bool:
    """Running or over; skipped beforehand, it is in nobody's way, and left by going back, open."""
    skipped = item.state is ItemState.SKIPPED and item.visited
    return skipped or item.state in (ItemState.RUNNING, ItemState.DONE)


def _refusal(why: str, begun: ItemTime) -> ForbiddenMoveError:
    title = one_line(begun.title)
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    state = "running" if begun.state is ItemState.RUNNING else "over"
    return ForbiddenMoveError(
        f"“{short}” is {state}: {why}", hint="allowed now: any place after what has begun"
    )
