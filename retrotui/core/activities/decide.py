"""Decide: proposals, everybody's position, an outcome, and the disagreement that stays."""

from dataclasses import dataclass

from retrotui.core.activities.activity import Activity, always, plural, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.decisions import Decision, DecisionStatus, Method


@dataclass(frozen=True, slots=True)
class Decide:
    """The settings: how the room decides unless a proposal says otherwise."""

    method: Method


def settings(item: AgendaItem) -> Decide:
    """The item's settings."""
    return Decide(Method(read_settings(item, "decide")["method"]))


def method_for(state: MeetingState, item: AgendaItem | None) -> Method:
    """How what is proposed in an item is decided: by where it will be, here or further down.

    Without an item that decides, by consent, as proposals are that nobody says more of.
    """
    ids = [each.id for each in state.items]
    here = ids.index(item.id) if item is not None and item.id in ids else 0
    onward = (*state.items[here:], *reversed(state.items[:here]))
    deciding = next((each for each in onward if each.activity == ACTIVITY.name), None)
    return Method.CONSENT if deciding is None else settings(deciding).method


def proposals(state: MeetingState, item: AgendaItem) -> tuple[Decision, ...]:
    """The decisions put forward in this item, oldest first, decided or not."""
    return tuple(each for each in state.decisions if each.item == item.id)


def current(state: MeetingState, item: AgendaItem) -> Decision | None:
    """The proposal on the table: the first that is still open, else the last that was decided."""
    made = proposals(state, item)
    still_open = (each for each in made if each.status is DecisionStatus.PROPOSED)
    return next(still_open, made[-1] if made else None)


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Says how many proposals have no outcome."""
    left = sum(each.status is DecisionStatus.PROPOSED for each in proposals(state, item))
    return f"{plural(left, 'proposal is', 'proposals are')} not decided" if left else None


ACTIVITY = Activity(
    name="decide",
    title="Decide",
    about="A proposal, everybody's position, an outcome, and the dissent that stays.",
    minutes=15,
    settings=settings,
    ready=always,
    unfinished=unfinished,
)
