"""What the clock says: every item's time and the meeting's."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from retrotui.core.instants import Instant


class ItemState(StrEnum):
    """Where an agenda item is. An item left by going back to an earlier one is pending again."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ItemTime:
    """One agenda item's time, in seconds.

    Attributes:
        planned: The timebox; None is open-ended.
        budget: The timebox with its extensions, less what others borrowed; never negative.
            An extension made in overtime therefore covers the overtime first. None is open-ended.
        spent: Time on the item so far, over all its turns, without pauses.
        visited: True when it was ever started.
        borrowed: What it took from other items' budgets, as (item id, seconds).
        lent: What others took from its budget.
    """

    id: str
    title: str
    planned: float | None
    budget: float | None
    spent: float
    state: ItemState
    visited: bool
    borrowed: tuple[tuple[str, float], ...]
    lent: float

    @property
    def remaining(self) -> float | None:
        """Seconds of the budget that are left; negative in overtime, None when open-ended."""
        return None if self.budget is None else self.budget - self.spent

    @property
    def left(self) -> float:
        """Seconds still to be expected of it: what remains, at least 0, and 0 when open-ended."""
        return max(0.0, self.remaining or 0.0)

    @property
    def overtime(self) -> float:
        """Seconds spent beyond the budget."""
        return max(0.0, -(self.remaining or 0.0))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The clock of one meeting at one instant; durations in seconds.

    ``elapsed`` is the sum of every item's ``spent`` plus ``unassigned``; ``elapsed`` and
    ``paused_seconds`` together are the time since the start.

    Attributes:
        items: In agenda order.
        running: Id of the running item; None before the start, after the end, between items, and
            when the running item was dropped from the agenda.
        paused: True while the clock stands.
        started: When the first item was started.
        ended: When the meeting ended; None again when an item was started after that.
        last: The latest recorded move's instant.
        elapsed: The meeting so far, without pauses.
        paused_seconds: The pauses so far, and the time between an end and a reopening.
        unassigned: Elapsed time on items since dropped from the agenda, or between items.
        remaining: What is left of the running item's budget; negative in overtime, None when
            nothing runs or the item is open-ended.
        ends_at: Forecast: now, plus what is left of the running item and of the pending ones;
            before the start, as if it began now. Open-ended items count nothing. None after the
            end.
        over_plan: How much more meeting time than planned the timed items take or are expected to,
            plus ``unassigned``; negative when ahead. Pauses and open-ended items do not count.
        next_item: Id of the pending item that is next: the first after the running one, else the
            first of those passed over.
        previous_item: Id of the item that going back leads to.
    """

    items: tuple[ItemTime, ...]
    running: str | None
    paused: bool
    started: Instant | None
    ended: Instant | None
    last: Instant | None
    elapsed: float
    paused_seconds: float
    unassigned: float
    remaining: float | None
    ends_at: datetime | None
    over_plan: float
    next_item: str | None
    previous_item: str | None

    def item(self, id: str | None) -> ItemTime | None:  # noqa: A002 - the field's own name
        """The item of that id, or None when it is not on the agenda."""
        return next((each for each in self.items if each.id == id), None)
