"""What home shows: what is owed, who disagrees, what is next and what was lately.

Everything is read from the records as they stand. What belongs to a discarded meeting is left out.
"""

from datetime import date, datetime
from typing import NamedTuple

from retrotui.core.action_list import ActionView, Filter
from retrotui.core.dates import Calendar, read_due
from retrotui.core.dates.phrasing import is_soon
from retrotui.core.decision_fields import read_date
from retrotui.core.decision_views import DissentView, Titled
from retrotui.core.decisions import is_due as is_review_due
from retrotui.core.dissent import due_on
from retrotui.core.hidden import discarded, is_hidden
from retrotui.core.instants import Instant, local_moment
from retrotui.core.meeting_state import clock
from retrotui.core.ports import Reader
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.records.cards import Ballot
from retrotui.core.records.codec import decode_all
from retrotui.core.records.decisions import Decision, DissentState
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.settings import TeamSettings
from retrotui.core.votes import ROTI, Roti, roti
from retrotui.services import actions, dissent, feedback, meetings
from retrotui.services import series as series_service
from retrotui.services.meeting_state import load_agenda

LATELY = 8
"""So many ended meetings are told in figures."""


class Review(NamedTuple):
    """A decision whose review date has come; ``due`` is that date."""

    decision: Titled
    due: date


class Owed(NamedTuple):
    """A dissent that waits for somebody.

    Attributes:
        due: The day from which it is due; None when it is only unanswered and its own record says
            no readable day.
        is_due: That day has come.
    """

    view: DissentView
    due: date | None
    is_due: bool


class Unfinished(NamedTuple):
    """A meeting that was not ended.

    Attributes:
        item: Title of the agenda item it stands at; None before the first and between items.
        started: In the team's zone; None when what is stored is no moment.
    """

    meeting: Meeting
    item: str | None
    paused: bool
    started: datetime | None


class Upcoming(NamedTuple):
    """A series and what its next meeting inherits.

    Attributes:
        title: The series'.
        last: The meeting of it that ended last.
        ended: When, in the team's zone.
        actions: How many of its actions are open.
        dissents: How many of its dissents are due or unanswered.
        feedback: How much feedback waits for whichever meeting is next; none in a private series.
    """

    id: str
    title: str
    last: Meeting
    ended: datetime | None
    actions: int
    dissents: int
    feedback: int = 0


class Past(NamedTuple):
    """An ended meeting in a few figures.

    Attributes:
        ended: In the team's zone.
        actions: How many came of it.
        helped: How many of those were done and did help, at least partly.
        roti: The room's rating; None when it was not rated.
        actual: Minutes it took.
        planned: Minutes it was planned for; 0 when it was open-ended.
    """

    meeting: Meeting
    ended: datetime | None
    actions: int
    helped: int
    roti: Roti | None
    actual: float
    planned: float


class Overview(NamedTuple):
    """Everything home shows.

    Attributes:
        due: Open actions overdue or due soon, the most overdue first.
        overdue: How many of ``due`` are overdue.
        open_actions: How many actions are open, whenever they are due.
        reviews: Decisions whose review date has come, the oldest first.
        dissents: Due or unanswered ones, those due first.
        running: Meetings to resume, the latest first.
        next: Series by their latest meeting.
        lately: The latest ended meetings.
    """

    team: str
    due: tuple[ActionView, ...] = ()
    overdue: int = 0
    open_actions: int = 0
    reviews: tuple[Review, ...] = ()
    dissents: tuple[Owed, ...] = ()
    running: tuple[Unfinished, ...] = ()
    next: tuple[Upcoming, ...] = ()
    lately: tuple[Past, ...] = ()
    is_empty: bool = False


def overview(reader: Reader, settings: TeamSettings, now: Instant, calendar: Calendar) -> Overview:
    """What home shows now.

    Args:
        reader: The records.
        settings: The team's, for its name and its patience with dissent.
        now: The present instant, for the clocks of running meetings.
        calendar: The team's time.
    """
    hidden = discarded(reader.all(Kind.MEETINGS))
    held = meetings.listing(reader)
    still_open = actions.listing(reader, Filter(), calendar)
    due = tuple(each for each in still_open if _is_soon(each, calendar))
    owed = _owed(reader, settings, calendar)
    nothing = not held and not reader.all(Kind.ACTIONS) and not reader.all(Kind.DECISIONS)
    return Overview(
        team=settings.team,
        due=due,
        overdue=sum(each.overdue_days is not None for each in due),
        open_actions=len(still_open),
        reviews=_reviews(reader, hidden, calendar),
        dissents=owed,
        running=tuple(
            _unfinished(reader, each, now, calendar)
            for each in held
            if each.status is MeetingStatus.RUNNING
        ),
        next=_upcoming(reader, held, still_open, owed, calendar),
        lately=tuple(_past(reader, each, now, calendar) for each in _ended(held)[:LATELY]),
        is_empty=nothing,
    )


def _is_soon(action: ActionView, calendar: Calendar) -> bool:
    due = read_due(action.due)
    return due is not None and is_soon(due, calendar)


def _reviews(reader: Reader, hidden: frozenset[str], calendar: Calendar) -> tuple[Review, ...]:
    rows = {
        each: row
        for each, row in reader.all(Kind.DECISIONS).items()
        if row.get("review_on") is not None and not is_hidden(row, hidden)
    }
    found = (
        Review(Titled(each.id, each.title), read_date(each.review_on) or calendar.today)
        for each in decode_all(Decision, rows)
        if is_review_due(each, calendar.today)
    )
    return tuple(sorted(found, key=lambda each: (each.due, each.decision.id)))


def _owed(reader: Reader, settings: TeamSettings, calendar: Calendar) -> tuple[Owed, ...]:
    found = []
    for view in dissent.everything(reader):
        day = due_on(view.record, settings.dissent_due_days, calendar.zone)
        is_due = day is not None and day <= calendar.today
        unanswered = view.record.state is DissentState.RAISED and view.record.verdict is None
        if is_due or unanswered:
            # A stamp that cannot be read makes it due since ever, which is no day to tell people.
            found.append(Owed(view, None if day == date.min else day, is_due))
    return tuple(
        sorted(found, key=lambda each: (not each.is_due, each.due or date.min, each.view.record.id))
    )


def _unfinished(reader: Reader, meeting: Meeting, now: Instant, calendar: Calendar) -> Unfinished:
    line = clock(load_agenda(reader, meeting.id), now)
    item = line.item(line.running)
    return Unfinished(
        meeting,
        None if item is None else item.title,
        line.paused,
        local_moment(meeting.started, calendar.zone),
    )


def _upcoming(
    reader: Reader,
    held: tuple[Meeting, ...],
    still_open: tuple[ActionView, ...],
    owed: tuple[Owed, ...],
    calendar: Calendar,
) -> tuple[Upcoming, ...]:
    home = {each.id: each.series for each in held}
    decided_in = {each: row.get("meeting") for each, row in reader.all(Kind.DECISIONS).items()}
    open_in: dict[str | None, int] = {}
    for action in still_open:
        series = home.get(action.meeting.id) if action.meeting else None
        open_in[series] = open_in.get(series, 0) + 1
    owed_in: dict[str | None, int] = {}
    for each in owed:
        record = each.view.record
        series = home.get(record.meeting or decided_in.get(record.decision) or "")
        owed_in[series] = owed_in.get(series, 0) + 1
    waiting = feedback.waiting(reader)
    latest: dict[str, Meeting] = {}
    for meeting in _ended(held):
        if meeting.series is not None:
            latest.setdefault(meeting.series, meeting)
    return tuple(
        Upcoming(
            series,
            series_service.title(reader, series) or last.title,
            last,
            local_moment(last.ended, calendar.zone),
            open_in.get(series, 0),
            owed_in.get(series, 0),
            0 if last.private else waiting,
        )
        for series, last in latest.items()
    )


def _past(reader: Reader, meeting: Meeting, now: Instant, calendar: Calendar) -> Past:
    line = clock(load_agenda(reader, meeting.id), now)
    made = decode_all(Action, reader.search(Kind.ACTIONS, meeting=meeting.id))
    ballots = decode_all(Ballot, reader.search(Kind.BALLOTS, meeting=meeting.id))
    ratings = (each for each in ballots if each.sort == ROTI)
    rated = max(ratings, key=lambda each: (each.updated, each.id), default=None)
    return Past(
        meeting,
        local_moment(meeting.ended, calendar.zone),
        actions=len(made),
        helped=sum(
            each.status is ActionStatus.DONE and each.outcome in (Outcome.YES, Outcome.PARTLY)
            for each in made
        ),
        roti=None if rated is None else roti(rated),
        actual=line.elapsed / 60,
        planned=sum(each.planned or 0.0 for each in line.items) / 60,
    )


def _ended(held: tuple[Meeting, ...]) -> list[Meeting]:
    ended = (each for each in held if each.status is MeetingStatus.ENDED)
    return sorted(ended, key=lambda each: (each.ended or each.started, each.id), reverse=True)
