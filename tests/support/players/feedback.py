"""The room goes through its inbox and makes something of everything in it."""

from retrotui.core.actions import Draft
from retrotui.core.activities import feedback
from retrotui.core.agenda import AgendaItem
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.feedback import FeedbackDraft
from retrotui.core.records.feedback import Triage
from retrotui.services import feedback as service
from retrotui.services import triage
from tests.support.meeting_room import Room

_SAID = (
    "I could not find the export",
    "The invoice was wrong twice",
    "Thank you for calling back",
    "May we pay by the month?",
    "Too many mails",
)


def prepare(room: Room) -> None:
    """People said something since."""
    for text in _SAID:
        service.add(room.desk, FeedbackDraft(text, source="a call"), by="Somebody")


def play(room: Room, item: AgendaItem) -> None:
    """A card where there is a board, an action, a decision, thanks, and what is left for later."""
    desk, meeting = room.desk, room.meeting
    ids = [each.id for each in feedback.waiting(room.state)]
    assert len(ids) == len(_SAID)
    board = feedback.columns(room.state)
    if board:
        triage.to_card(desk, ids[0], board[0].item, board[0].column.key)
    else:
        triage.leave(desk, ids[0], meeting=meeting)
    triage.to_action(desk, ids[1], Draft("Mend it"), owners=room.people[:1], meeting=meeting)
    triage.to_thanks(desk, ids[2], _SAID[2], meeting=meeting, item=item.id)
    triage.to_decision(desk, ids[3], DecisionDraft(_SAID[3], meeting=meeting, item=item.id))
    triage.leave(desk, ids[4], meeting=meeting)
    assert all(feedback.is_dealt_with(room.state, each) for each in feedback.queue(room.state))
    made = {each.triage for each in feedback.queue(room.state)}
    assert made == set(Triage) - ({Triage.WAITING} if board else {Triage.WAITING, Triage.CARD})
