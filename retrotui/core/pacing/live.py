"""The forecast of a meeting that runs: when it ends, and where the cut line is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from retrotui.core.pacing.forecast import Forecast, Part, forecast
from retrotui.core.pacing.learning import Learned
from retrotui.core.pacing.spread import Spread
from retrotui.core.timeline import ItemState, ItemTime, Timeline


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be expected of a running meeting.

    Attributes:
        forecast: Of the running item and those to come, in seconds from now.
        items: Ids of those, in the order in which they will be held.
        at: The instant it was made at, from which its seconds count.
    """

    forecast: Forecast
    items: tuple[str, ...]
    at: datetime

    @property
    def ends(self) -> datetime | None:
        """When every second such meeting has ended; None when that is no date."""
        return _after(self.at, self.forecast.p50)

    @property
    def ends_late(self) -> datetime | None:
        """When four in five such meetings have ended; None when that is no date."""
        return _after(self.at, self.forecast.p80)

    @property
    def slot_ends(self) -> datetime | None:
        """When the time there was for the meeting is over; None when that is not known."""
        return None if self.forecast.room is None else _after(self.at, self.forecast.room)

    @property
    def unfit(self) -> tuple[str, ...]:
        """Ids of the items to come that will not fit, the first of them below the cut line."""
        cut = self.forecast.cut
        return () if cut is None else self.items[cut:]


def outlook(
    line: Timeline, learned: Mapping[str, Learned], slot: float | None, now: datetime
) -> Outlook:
    """When a meeting will end, and what will not fit.

    Args:
        line: Its clock now.
        learned: What the past says about its items, by id; others go by their timebox.
        slot: Seconds there are for the meeting; pauses are not counted against it.
        now: The instant of ``line``.
    """
    ahead = _ahead(line)
    parts = [_part(each, learned.get(each.id)) for each in ahead]
    room = None if slot is None else slot - line.elapsed
    return Outlook(forecast(parts, room), tuple(each.id for each in ahead), now)


def _ahead(line: Timeline) -> list[ItemTime]:
    """The running item, those after it, then those that were passed over."""
    places = {each.id: place for place, each in enumerate(line.items)}
    here = places.get(line.running or line.next_item or "", 0)
    open_ones = (ItemState.PENDING, ItemState.RUNNING)
    left = [each for each in line.items if each.state in open_ones]
    return sorted(left, key=lambda each: (places[each.id] < here, places[each.id]))


def _after(moment: datetime, seconds: float) -> datetime | None:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _part(item: ItemTime, learned: Learned | None) -> Part:
    if learned is None or learned.spread is None:
        return Part(Spread.fixed(item.budget or 0.0), spent=item.spent)
    given = 0.0
    if item.budget is not None and item.planned is not None:
        given = item.budget - item.planned
    return Part(learned.spread, is_learned=True, spent=item.spent, given=given)
