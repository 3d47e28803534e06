"""Goals: every goal's reading, how it stands, and what follows from it."""

from datetime import date

from retrotui.core.activities.activity import Activity, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.decision_fields import read_date
from retrotui.core.goal_standing import series
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.goals import Goal

_NO_DATE = "9999-12-31"


def listed(state: MeetingState) -> tuple[Goal, ...]:
    """The goals that are open, or were closed since the meeting began, by due date and then id."""
    began = parse_rfc3339(state.meeting.started)

    def is_here(goal: Goal) -> bool:
        closed = parse_rfc3339(goal.closed)
        return goal.is_open or (began is not None and closed is not None and closed >= began)

    here = (each for each in state.plan.goals if is_here(each))
    return tuple(sorted(here, key=lambda each: (each.due or _NO_DATE, each.id)))


def unread(state: MeetingState) -> tuple[Goal, ...]:
    """The open goals that nobody read since the series' meeting before this one.

    Without an earlier meeting, those that were never read. A reading of the day of that meeting
    belongs to it.
    """
    last = parse_rfc3339(state.plan.last_time)
    day = None if last is None else last.date()
    return tuple(each for each in listed(state) if each.is_open and not _is_read(state, each, day))


def ready(state: MeetingState, _item: AgendaItem) -> str | None:
    """Without goals there is nothing to read."""
    return None if listed(state) else "no goal is open"


def unfinished(state: MeetingState, _item: AgendaItem) -> str | None:
    """Says how many goals nobody has read."""
    left = len(unread(state))
    if not left:
        return None
    since = " since the last meeting" if state.plan.last_time is not None else ""
    return f"{plural(left, 'goal has', 'goals have')} no reading{since}"


def _is_read(state: MeetingState, goal: Goal, last: date | None) -> bool:
    for each in series(goal.id, state.plan.readings):
        day = read_date(each.day)
        if last is None or each.meeting == state.meeting.id or (day is not None and day > last):
            return True
    return False


ACTIVITY = Activity(
    name="goals",
    title="Goals",
    about="Every goal: what it reads now, whether that is enough, and what to do about it.",
    minutes=10,
    settings=no_settings,
    ready=ready,
    unfinished=unfinished,
)
