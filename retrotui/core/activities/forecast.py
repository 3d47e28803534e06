"""Forecast: what should be known by now, then what is expected next."""

from datetime import UTC, date

from retrotui.core.activities.activity import Activity, always, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.estimates import unrevealed
from retrotui.core.expectations import by_day, is_due
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.expectations import Expectation


def was_resolved_here(state: MeetingState, one: Expectation) -> bool:
    """True for what was resolved since the meeting began, until it ended."""
    began, moment = parse_rfc3339(state.meeting.started), parse_rfc3339(one.resolved)
    if one.came is None or began is None or moment is None or moment < began:
        return False
    ended = parse_rfc3339(state.meeting.ended)
    return ended is None or moment <= ended


def stated_here(state: MeetingState, one: Expectation) -> bool:
    """True for what was stated in this meeting."""
    return one.meeting == state.meeting.id


def to_resolve(state: MeetingState, today: date) -> tuple[Expectation, ...]:
    """What is due, the earliest first; what this meeting resolved keeps its place."""
    return by_day(
        each
        for each in state.outlook.expectations
        if is_due(each, today) or was_resolved_here(state, each)
    )


def stated(state: MeetingState, today: date) -> tuple[Expectation, ...]:
    """What this meeting expects, in the order it was stated."""
    first = {each.id for each in to_resolve(state, today)}
    new = (
        each
        for each in state.outlook.expectations
        if stated_here(state, each) and each.id not in first
    )
    return tuple(sorted(new, key=lambda each: (each.created, each.id)))


def coming(state: MeetingState, today: date) -> tuple[Expectation, ...]:
    """What earlier meetings expect and is not due yet, by day."""
    return by_day(
        each
        for each in state.outlook.expectations
        if each.came is None and not is_due(each, today) and not stated_here(state, each)
    )


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Says how many were due when the meeting began, and whose estimates nobody has seen."""
    said = []
    began = parse_rfc3339(state.meeting.started)
    if began is not None:
        today = began.astimezone(UTC).date()
        due = sum(is_due(each, today) for each in state.outlook.expectations)
        said += [f"{plural(due, 'expectation is', 'expectations are')} due"] if due else []
    if unseen := unrevealed(state, item.id):
        said.append(f"{plural(unseen, 'forecast is', 'forecasts are')} not revealed")
    return ", ".join(said) or None


ACTIVITY = Activity(
    name="forecast",
    title="Forecast",
    about="What came true of what was expected, and what is expected next, how surely.",
    minutes=10,
    settings=no_settings,
    ready=always,
    unfinished=unfinished,
)
