"""The agenda clock: moves are recorded (``rules`` says which), time is folded from them."""

from retrotui.core.timeline.fold import timeline
from retrotui.core.timeline.moves import Move, MoveKind
from retrotui.core.timeline.places import require_place
from retrotui.core.timeline.reading import (
    UNSEEN_SECONDS,
    gap_since,
    last_present,
    seconds_on_clock,
)
from retrotui.core.timeline.state import ItemState, ItemTime, Timeline

__all__ = [
    "UNSEEN_SECONDS",
    "ItemState",
    "ItemTime",
    "Move",
    "MoveKind",
    "Timeline",
    "gap_since",
    "last_present",
    "require_place",
    "seconds_on_clock",
    "timeline",
]
