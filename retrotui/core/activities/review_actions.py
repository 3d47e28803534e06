"""Review of last time's actions: done? did it help? when then? or never mind?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from retrotui.core.activities.activity import Activity, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.actions import Action, ActionStatus


class Verdict(StrEnum):
    """What the room can say about a carried action."""

    DONE = "done"
    HELPED = "helped"
    MOVE = "move"
    DROP = "drop"


_STILL_OWED = (Verdict.DONE, Verdict.MOVE, Verdict.DROP)


@dataclass(frozen=True, slots=True)
class Review:
    """One carried action in the queue.

    Attributes:
        verdicts: What can be said about it now.
        reviewed: True once this meeting has said something about it.
    """

    action: Action
    verdicts: tuple[Verdict, ...]
    reviewed: bool


def verdicts(action: Action) -> tuple[Verdict, ...]:
    """What can be said about an action."""
    if action.is_open:
        return _STILL_OWED
    return (Verdict.HELPED,) if action.status is ActionStatus.DONE else ()


def queue(state: MeetingState) -> tuple[Review, ...]:
    """Every carried action, the earliest due first; reviewed ones keep their place."""
    began = parse_rfc3339(state.meeting.started)
    ordered = sorted(state.carried, key=lambda each: (each.due is None, each.due or "", each.id))
    return tuple(Review(each, verdicts(each), was_dealt_with(each, began)) for each in ordered)


def was_dealt_with(action: Action, since: datetime | None) -> bool:
    """True when it was closed, judged or moved since a moment; never without a moment."""
    if since is None:
        return False
    stamps = [action.closed, action.outcome_at]
    stamps += [move.partition(" ")[0] for move in action.moves]
    moments = (parse_rfc3339(stamp) for stamp in stamps)
    return any(moment is not None and moment >= since for moment in moments)


def is_carried(action: Action, began: datetime | None, last_time: datetime | None) -> bool:
    """True for an action that an earlier meeting hands to this one.

    Args:
        action: From an earlier meeting of the series.
        began: When this meeting began.
        last_time: When the meeting before it began. What was done since then is asked about once:
            did it help?
    """
    if action.is_open or was_dealt_with(action, began):
        return True
    unjudged = action.status is ActionStatus.DONE and action.outcome is None
    return unjudged and was_dealt_with(action, last_time)


def ready(state: MeetingState, _item: AgendaItem) -> str | None:
    """Nothing carried, nothing to review."""
    return None if state.carried else "no actions are open from earlier meetings of this series"


def unfinished(state: MeetingState, _item: AgendaItem) -> str | None:
    """Says how many were not talked about."""
    left = sum(not each.reviewed for each in queue(state))
    return f"{plural(left, 'action was', 'actions were')} not reviewed" if left else None


ACTIVITY = Activity(
    name="review-actions",
    title="Last actions",
    about="Every open promise of earlier meetings: done, helped, moved or dropped.",
    minutes=10,
    settings=no_settings,
    ready=ready,
    unfinished=unfinished,
)
