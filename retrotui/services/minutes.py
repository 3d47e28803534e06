"""A meeting's minutes, and every meeting in a few figures, as the records stand now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from retrotui.core.agenda import AgendaItem, sorted_agenda
from retrotui.core.changes import Row
from retrotui.core.dates import Calendar
from retrotui.core.errors import NotFoundError
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, captured, clock
from retrotui.core.minutes import Minutes, build_minutes
from retrotui.core.ports import Reader
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Ballot
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.decisions import Decision, Dissent
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus, Participant
from retrotui.core.records.people import Series
from retrotui.core.timeline import Move
from retrotui.services import meetings as meeting_service
from retrotui.services import people
from retrotui.services.lookup import find
from retrotui.services.meeting_state import load_state
from retrotui.services.raised import with_raised

R = TypeVar("R")
LAST = "last"
"""What people type for the meeting that ended last."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A meeting in a few figures.

    Attributes:
        meeting: The meeting.
        minutes: Its people, agenda and times; what was said in it is left out.
        actions: How many came of it, like ``decisions`` and ``dissents``.
    """

    meeting: Meeting
    minutes: Minutes
    actions: int
    decisions: int
    dissents: int


def resolve(reader: Reader, typed: str, *, among: MeetingStatus | None = None) -> Meeting:
    """The meeting meant by an id, a unique prefix of one, or ``last``; discarded ones too.

    Args:
        reader: Where to look.
        typed: What was typed.
        among: What ``last`` is the last of; see ``last``. An id may be that of any meeting.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    if typed == LAST:
        return last(reader, among)
    return find(reader, Kind.MEETINGS, Meeting, typed, "meeting")


def last(reader: Reader, among: MeetingStatus | None = None) -> Meeting:
    """The meeting that ended last, or the latest running one where none ended.

    Args:
        reader: Where to look.
        among: The latest to begin of these instead.

    Raises:
        NotFoundError: There was no such meeting yet.
    """
    known = meeting_service.listing(reader, discarded=among is MeetingStatus.DISCARDED)
    if among is not None:
        known = tuple(each for each in known if each.status is among)
        if not known:
            raise NotFoundError(f"no meeting is {among}", hint="see: retrotui meetings")
        return known[0]
    ended = [each for each in known if each.status is MeetingStatus.ENDED]
    if ended:
        return max(ended, key=lambda each: (each.ended or each.started, each.id))
    if known:
        return known[0]
    raise NotFoundError("there was no meeting yet", hint="run one: retrotui run")


def minutes(reader: Reader, meeting: str, now: Instant, calendar: Calendar) -> Minutes:
    """The minutes of a meeting, by its full id.

    Args:
        reader: Where to look.
        meeting: The meeting's id.
        now: Until when a running meeting is told.
        calendar: The team's time.

    Raises:
        NotFoundError: There is no such meeting.
    """
    state = with_raised(reader, load_state(reader, meeting))
    return build_minutes(state, clock(state, now), calendar)


def summaries(
    reader: Reader, meetings: Iterable[Meeting], now: Instant, calendar: Calendar
) -> tuple[Summary, ...]:
    """Meetings in a few figures, in the order given; every table is read once for all of them.

    Args:
        reader: Where to look.
        meetings: Which ones.
        now: Until when a running meeting is told.
        calendar: The team's time.
    """
    shelf = _Shelf(reader)
    return tuple(_summary(shelf.state(each), now, calendar) for each in meetings)


def _summary(state: MeetingState, now: Instant, calendar: Calendar) -> Summary:
    made = captured(state)
    told = build_minutes(state, clock(state, now), calendar)
    return Summary(state.meeting, told, made.actions, made.decisions, made.dissents)


class _Shelf:
    """Every table that a summary is read from, taken down once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._people = people.directory(reader)
        kinds = (
            Kind.ITEMS,
            Kind.MOVES,
            Kind.PARTICIPANTS,
            Kind.BALLOTS,
            Kind.ACTIONS,
            Kind.DECISIONS,
            Kind.DISSENTS,
        )
        self._tables = {kind: _by_meeting(reader, kind) for kind in kinds}

    def state(self, meeting: Meeting) -> MeetingState:
        def of(kind: Kind, record: type[R]) -> tuple[R, ...]:
            return decode_all(record, self._tables[kind].get(meeting.id, {}))

        return MeetingState(
            meeting=meeting,
            series=self._series(meeting.series),
            items=sorted_agenda(of(Kind.ITEMS, AgendaItem)),
            moves=of(Kind.MOVES, Move),
            participants=of(Kind.PARTICIPANTS, Participant),
            people=self._people,
            ballots=of(Kind.BALLOTS, Ballot),
            actions=of(Kind.ACTIONS, Action),
            decisions=of(Kind.DECISIONS, Decision),
            dissents=of(Kind.DISSENTS, Dissent),
        )

    def _series(self, id_: str | None) -> Series | None:
        row = None if id_ is None else self._reader.get(Kind.SERIES, id_)
        return None if id_ is None or row is None else decode(Series, id_, row)


def _by_meeting(reader: Reader, kind: Kind) -> dict[str, dict[str, Row]]:
    groups: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for id_, row in reader.all(kind).items():
        meeting = row.get("meeting")
        if isinstance(meeting, str):
            groups[meeting][id_] = row
    return groups
