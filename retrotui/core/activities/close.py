"""Close: was it worth the time, and what would be lost if everybody left now."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrotui.core.activities import actions, brainstorm, feedback, forecast, goals, survey, vote
from retrotui.core.activities.activity import Activity, always, plural, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import (
    MeetingState,
    ballot,
    came,
    open_votes,
    returning_dissents,
)
from retrotui.core.records.decisions import DissentState
from retrotui.core.votes import ROTI, Roti, roti


@dataclass(frozen=True, slots=True)
class Close:
    """The settings: is the meeting rated?"""

    rate: bool


class Loose(StrEnum):
    """What can be left loose at the end of a meeting."""

    INCOMPLETE_ACTION = "incomplete_action"
    UNANSWERED_DISSENT = "unanswered_dissent"
    DUE_DISSENT = "due_dissent"
    HIDDEN_CARDS = "hidden_cards"
    OPEN_VOTE = "open_vote"
    UNREAD_GOALS = "unread_goals"
    WAITING_FEEDBACK = "waiting_feedback"
    DUE_EXPECTATIONS = "due_expectations"


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One line of the checklist before the end.

    Attributes:
        text: What it is, in words.
        ids: The actions or dissents, or the agenda item, it is about.
    """

    kind: Loose
    text: str
    ids: tuple[str, ...]


def settings(item: AgendaItem) -> Close:
    """The item's settings."""
    return Close(read_settings(item, "close")["rate"])


def rating(state: MeetingState, item: AgendaItem) -> Roti | None:
    """The counted rating; None while it is open, or when nobody rated."""
    closed = ballot(state, item.id, ROTI)
    return None if closed is None else roti(closed)


def rated(state: MeetingState, item: AgendaItem) -> int:
    """How many have rated so far, in an open rating: all that may be seen of it."""
    return sum(each.subject == ROTI for each in open_votes(state, item.id))


def all_rated(state: MeetingState, item: AgendaItem) -> bool:
    """As many have rated as may; never where nobody said who came."""
    return 0 < came(state) <= rated(state, item)


def checklist(state: MeetingState, today: date) -> tuple[LooseEnd, ...]:
    """What is loose before the meeting ends; empty when nothing is.

    Args:
        state: The meeting.
        today: The present day in the store's time zone.
    """
    ends: list[LooseEnd] = []
    bare = tuple(each.id for each in actions.incomplete(state))
    if bare:
        words = plural(len(bare), "action has", "actions have")
        ends.append(LooseEnd(Loose.INCOMPLETE_ACTION, f"{words} no owner or no date", bare))
    ends += _dissents(state, today)
    for item in state.items:
        if item.activity == "brainstorm" and (text := brainstorm.unfinished(state, item)):
            ends.append(LooseEnd(Loose.HIDDEN_CARDS, f"{item.title}: {text}", (item.id,)))
        if item.activity == "vote" and (text := vote.unfinished(state, item)):
            ends.append(LooseEnd(Loose.OPEN_VOTE, f"{item.title}: {text}", (item.id,)))
        if item.activity == "survey" and (text := survey.unfinished(state, item)):
            ends.append(LooseEnd(Loose.OPEN_VOTE, f"{item.title}: {text}", (item.id,)))
        if item.activity == "goals" and (text := goals.unfinished(state, item)):
            ends.append(LooseEnd(Loose.UNREAD_GOALS, f"{item.title}: {text}", (item.id,)))
        if item.activity == "feedback" and (text := feedback.unfinished(state, item)):
            ends.append(LooseEnd(Loose.WAITING_FEEDBACK, f"{item.title}: {text}", (item.id,)))
        if item.activity == "forecast" and (text := forecast.unfinished(state, item)):
            ends.append(LooseEnd(Loose.DUE_EXPECTATIONS, f"{item.title}: {text}", (item.id,)))
        if item.activity == "close" and (text := unfinished(state, item)):
            ends.append(LooseEnd(Loose.OPEN_VOTE, f"{item.title}: {text}", (item.id,)))
    return tuple(ends)


def _dissents(state: MeetingState, today: date) -> list[LooseEnd]:
    returning = returning_dissents(state, today)
    known = {each.id: each for each in (*state.dissents, *returning)}
    raised = tuple(
        key for key, each in known.items()
        if each.state is DissentState.RAISED and each.verdict is None
    )  # fmt: skip
    due = tuple(each.id for each in returning if each.id not in raised)
    ends: list[LooseEnd] = []
    if raised:
        words = plural(len(raised), "dissent is", "dissents are")
        ends.append(LooseEnd(Loose.UNANSWERED_DISSENT, f"{words} not answered", raised))
    if due:
        words = plural(len(due), "dissent waits", "dissents wait")
        ends.append(LooseEnd(Loose.DUE_DISSENT, f"{words} for a verdict", due))
    return ends


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Ratings that nobody has counted."""
    waiting = rated(state, item)
    return f"{plural(waiting, 'rating is', 'ratings are')} not counted yet" if waiting else None


ACTIVITY = Activity(
    name="close",
    title="Close",
    about="What is still loose, and whether the hour was worth it, 1 to 5.",
    minutes=5,
    settings=settings,
    ready=always,
    unfinished=unfinished,
)
