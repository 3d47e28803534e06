"""What was done to a meeting's clock: one record per move, never changed, dropped to undo it."""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.instants import Instant


class MoveKind(StrEnum):
    """What a move does."""

    START = "start"
    """Makes an item the running one, also when it was done or skipped before."""
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    """Adds seconds to an item's budget (or takes them away), maybe borrowed from another's."""
    SKIP = "skip"
    """Marks an item skipped and leaves it if it is running."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Move:
    """One recorded move. Moves count in the order of their ids.

    Attributes:
        id: A ULID.
        at: When it took effect; earlier than when it was recorded for a gap that was left out.
        item: The agenda item it is about; none for pause, resume and end.
        seconds: How much an extension adds to the item's budget; may be negative.
        source: The item whose budget an extension is borrowed from.
    """

    id: str
    kind: MoveKind
    at: Instant
    item: str | None = None
    seconds: float = 0.0
    source: str | None = None
