"""What the past says: how long each agenda item of an ended meeting really took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from retrotui.core.agenda import AgendaItem
from retrotui.core.people import fold
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.timeline import ItemState, ItemTime, Timeline

SHORTEST = 15.0
"""Seconds; an item left sooner was passed over."""

_UNATTENDED_TIMES, _UNATTENDED_MORE = 3.0, 30 * 60.0
_LONGEST_OPEN = 3 * 3600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One agenda item as it went.

    Attributes:
        title: The item's, folded so that spellings compare.
        people: Who took part; 0 when nobody was entered.
        planned: Seconds of its timebox; None when it was open-ended.
        work: Minutes of work that its settings ask for (topics times minutes each); None where
            they ask for none in particular.
        seconds: What it took, without pauses.
        at: When its meeting began.
    """

    activity: str
    title: str
    people: int
    planned: float | None
    work: float | None
    seconds: float
    at: datetime
    meeting: str
    series: str | None
    format: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held.

    Attributes:
        items: Its agenda.
        line: Its clock.
        people: How many took part.
    """

    meeting: Meeting
    items: Sequence[AgendaItem]
    line: Timeline
    people: int


def samples_of(held: Held) -> tuple[Sample, ...]:
    """What an ended meeting teaches; nothing while it runs, or when it was discarded.

    Left out are items that were skipped, passed over, never finished, or left running by a crash
    or by people who went home.
    """
    if held.meeting.status is not MeetingStatus.ENDED or held.line.started is None:
        return ()
    return tuple(_samples(held, held.line.started.utc))


def work_of(item: AgendaItem) -> float | None:
    """Minutes that an item's settings ask for: a discussion's topics times their minutes."""
    if item.activity != "discuss":
        return None
    top, each = item.settings.get("top", 5), item.settings.get("minutes_each", 5)
    sane = all(type(value) is int and value > 0 for value in (top, each))
    return float(top * each) if sane else None


def _samples(held: Held, began: datetime) -> Iterator[Sample]:
    meeting = held.meeting
    for item in held.items:
        time = held.line.item(item.id)
        if time is None or not _counts(time):
            continue
        yield Sample(
            activity=item.activity,
            title=fold(item.title),
            people=held.people,
            planned=item.timebox,
            work=work_of(item),
            seconds=time.spent,
            at=began,
            meeting=meeting.id,
            series=meeting.series,
            format=meeting.format,
        )


def _counts(time: ItemTime) -> bool:
    if time.state is not ItemState.DONE or time.spent < SHORTEST:
        return False
    if time.budget is None:
        return time.spent <= _LONGEST_OPEN
    # Whoever is there gives a long item more time; the clock of an empty room just runs on.
    return time.spent <= _UNATTENDED_TIMES * time.budget + _UNATTENDED_MORE
