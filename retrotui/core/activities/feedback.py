"""Feedback: everything in the inbox, one at a time, and what the meeting makes of it."""

from retrotui.core.activities.activity import Activity, no_settings, plural
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Place, columns_of
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.feedback import Feedback, Triage


def queue(state: MeetingState) -> tuple[Feedback, ...]:
    """What is to be looked at, the oldest first; then what earlier meetings left for later.

    What this meeting triaged keeps its place.
    """

    def place(each: Feedback) -> tuple[bool, str, str]:
        left = each.triage is Triage.NOT_NOW and each.triaged_in != state.meeting.id
        return (left, each.created, each.id)

    return tuple(sorted(state.inbox, key=place))


def waiting(state: MeetingState) -> tuple[Feedback, ...]:
    """What nobody has looked at, the oldest first."""
    return tuple(each for each in queue(state) if each.triage is Triage.WAITING)


def is_dealt_with(state: MeetingState, feedback: Feedback) -> bool:
    """True once this meeting has said something about it."""
    return feedback.triage is not Triage.WAITING and feedback.triaged_in == state.meeting.id


def columns(state: MeetingState) -> tuple[Place, ...]:
    """Where a card may go: every column of the meeting's boards, in agenda order."""
    return tuple(
        Place(item.id, column)
        for item in state.items
        if item.activity == "brainstorm"
        for column in columns_of(item)
    )


def ready(state: MeetingState, _item: AgendaItem) -> str | None:
    """An empty inbox leaves nothing to triage."""
    return None if queue(state) else "the inbox is empty"


def unfinished(state: MeetingState, _item: AgendaItem) -> str | None:
    """Says how much nobody has looked at."""
    left = len(waiting(state))
    return f"{plural(left, 'piece')} of feedback {_wait(left)} in the inbox" if left else None


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"


ACTIVITY = Activity(
    name="feedback",
    title="Feedback",
    about="Everything said since last time: a card, an action, a decision, thanks, or not now.",
    minutes=10,
    settings=no_settings,
    ready=ready,
    unfinished=unfinished,
)
