"""The team's past as far as it says how long things take, and forecasts from it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from retrotui.core.agenda import AgendaItem, sorted_agenda
from retrotui.core.changes import Row
from retrotui.core.formats import Format
from retrotui.core.instants import Instant, parse_rfc3339
from retrotui.core.pacing import (
    Forecast,
    Held,
    Learned,
    Part,
    Sample,
    Spread,
    Suggestion,
    coming,
    forecast,
    learn,
    samples_of,
    suggest,
)
from retrotui.core.pacing.slot import slot_seconds
from retrotui.core.ports import Reader
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus, Presence
from retrotui.core.records.people import series_id
from retrotui.core.timeline import Move, timeline

_AT_ONCE = 8
"""Meetings read in one step: some milliseconds, so that no key waits for longer."""

_Rows = dict[str, Row]
_Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What ended meetings teach; private ones teach only private ones."""

    shared: tuple[Sample, ...] = ()
    private: tuple[Sample, ...] = ()

    def of(self, *, private: bool) -> tuple[Sample, ...]:
        """What a meeting may learn from."""
        return (*self.shared, *self.private) if private else self.shared


class Memory:
    """Reads the past, and keeps what it read of each meeting until that changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Stamp, tuple[Sample, ...]]] = {}
        self._past: Past | None = None

    @property
    def past(self) -> Past | None:
        """What was read last; None before that, and the same object while nothing changed."""
        return self._past

    def read(self, reader: Reader) -> Past:
        """Everything, at once."""
        for _ in self.steps(reader):
            pass
        return self._past or Past()

    def steps(self, reader: Reader) -> Iterator[None]:
        """Everything, pausing every few meetings; ``past`` is new when it is through."""
        found = []
        for kind in (Kind.ITEMS, Kind.MOVES, Kind.PARTICIPANTS):
            found.append(_by_meeting(reader.all(kind)))
            yield
        known: dict[str, tuple[_Stamp, tuple[Sample, ...]]] = {}
        shared: list[Sample] = []
        private: list[Sample] = []
        read = 0
        for id_, row in reader.all(Kind.MEETINGS).items():
            if row.get("status") != MeetingStatus.ENDED.value:
                continue
            tables = [each.get(id_, {}) for each in found]
            stamp = (row.get("updated"), *map(_stamp, tables))
            before = self._known.get(id_)
            if before is None or before[0] != stamp:
                before = (stamp, _read(id_, row, *tables))
                read += 1
                if read % _AT_ONCE == 0:
                    yield
            known[id_] = before
            (private if row.get("private") else shared).extend(before[1])
        if self._past is None or known != self._known:
            self._known, self._past = known, Past(tuple(shared), tuple(private))


@dataclass(frozen=True, slots=True)
class Paced:
    """An agenda before it is held, as the past lets expect it.

    Attributes:
        learned: What is known of each item, in agenda order.
        forecast: Of all of them, with the minutes there are.
        suggestions: Other timeboxes, where there are enough samples.
    """

    learned: tuple[Learned, ...]
    forecast: Forecast
    suggestions: tuple[Suggestion, ...]


class _Occasion(NamedTuple):
    """What of a meeting to come tells which samples are near."""

    people: int
    series: str | None
    format: str | None


def pace_format(
    past: Past,
    chosen: Format,
    *,
    people: int = 0,
    series: str | None = None,
    minutes: Sequence[float | None] | None = None,
    slot: float | None = None,
) -> Paced:
    """What is to be expected of a format.

    Args:
        past: The past.
        chosen: The recipe.
        people: How many will take part; 0 when that is not known.
        series: Id of the series; None is the one named like the format.
        minutes: Timeboxes in place of the format's; None ones are open-ended.
        slot: Minutes there are; None is the sum of the timeboxes.
    """
    boxes = [each.minutes or None for each in chosen.agenda] if minutes is None else minutes
    items = [
        AgendaItem(str(n), item.title, item.activity, box, settings=item.settings)
        for n, (item, box) in enumerate(zip(chosen.agenda, boxes, strict=True))
    ]
    home = series or series_id(chosen.title)
    occasion = _Occasion(people, home, chosen.name or None)
    return _pace(past.of(private=chosen.private), items, occasion, slot)


def pace_meeting(past: Past, meeting: Meeting, items: Sequence[AgendaItem], people: int) -> Paced:
    """What is to be expected when a meeting's agenda is held again."""
    samples = past.of(private=meeting.private)
    occasion = _Occasion(people, meeting.series, meeting.format)
    room = slot_seconds(meeting, items)
    return _pace(samples, items, occasion, None if room is None else room / 60)


def learn_items(
    past: Past, meeting: Meeting, items: Sequence[AgendaItem], people: int
) -> Mapping[str, Learned]:
    """What the past says about the items of a meeting, by id."""
    samples = past.of(private=meeting.private)
    known = _learn(samples, items, _Occasion(people, meeting.series, meeting.format))
    return {item.id: each for item, each in zip(items, known, strict=True)}


def head_count(reader: Reader, meeting: str) -> int:
    """How many take part in a meeting, or took part."""
    return _present(reader.search(Kind.PARTICIPANTS, meeting=meeting))


def agenda_of(reader: Reader, meeting: str) -> tuple[AgendaItem, ...]:
    """A meeting's agenda, in order."""
    return sorted_agenda(decode_all(AgendaItem, reader.search(Kind.ITEMS, meeting=meeting)))


def with_timeboxes(chosen: Format, minutes: Mapping[int, int]) -> Format:
    """A format with other timeboxes, by the item's place from 0."""
    agenda = tuple(
        replace(item, minutes=minutes.get(place, item.minutes))
        for place, item in enumerate(chosen.agenda)
    )
    return replace(chosen, agenda=agenda)


def _pace(
    past: Sequence[Sample], items: Sequence[AgendaItem], occasion: _Occasion, slot: float | None
) -> Paced:
    learned = _learn(past, items, occasion)
    boxes = [item.timebox for item in items]
    parts = [
        Part(Spread.fixed(box or 0.0)) if each.spread is None else Part(each.spread, True)
        for box, each in zip(boxes, learned, strict=True)
    ]
    room = sum(box or 0.0 for box in boxes) if slot is None else slot * 60
    return Paced(learned, forecast(parts, room or None), suggest(boxes, learned))


def _learn(
    past: Sequence[Sample], items: Sequence[AgendaItem], occasion: _Occasion
) -> tuple[Learned, ...]:
    by_activity: defaultdict[str, list[Sample]] = defaultdict(list)
    for each in past:
        by_activity[each.activity].append(each)
    people, series, format_ = occasion
    return tuple(
        learn(
            coming(item, people=people, series=series, format=format_), by_activity[item.activity]
        )
        for item in items
    )


def _by_meeting(rows: Mapping[str, Row]) -> Mapping[str, _Rows]:
    groups: defaultdict[str, _Rows] = defaultdict(dict)
    for id_, row in rows.items():
        meeting = row.get("meeting")
        if isinstance(meeting, str):
            groups[meeting][id_] = row
    return groups


def _stamp(rows: _Rows) -> tuple[int, str]:
    """Changes when any of the rows does."""
    return len(rows), max((str(row.get("updated")) for row in rows.values()), default="")


def _read(id_: str, row: Row, items: _Rows, moves: _Rows, people: _Rows) -> tuple[Sample, ...]:
    meeting = decode(Meeting, id_, row)
    ended = parse_rfc3339(row.get("ended"))
    if meeting is None or ended is None:
        return ()
    agenda = sorted_agenda(decode_all(AgendaItem, items))
    # After its end a clock stands, so any instant after it would do.
    line = timeline(agenda, decode_all(Move, moves), Instant(ended))
    return samples_of(Held(meeting, agenda, line, _present(people)))


def _present(rows: Mapping[str, Row]) -> int:
    return sum(row.get("presence") != Presence.ABSENT.value for row in rows.values())
