"""The room goes through what it had promised."""

from itertools import cycle

from retrotui.core.actions import Draft
from retrotui.core.activities.review_actions import Verdict, queue
from retrotui.core.agenda import AgendaItem
from retrotui.core.records.actions import Outcome
from retrotui.services import actions
from tests.support.meeting_room import Room


def prepare(room: Room) -> None:
    """The meeting before leaves two promises behind."""
    for title in ("Promised and due", "Promised for later"):
        draft = Draft(title, due="2026-12-01", meeting=room.meeting)
        actions.add(room.desk, draft, owners=room.people[:1])


def play(room: Room, _item: AgendaItem) -> None:
    """Every promise gets one of the answers that it allows, each answer in its turn."""
    assert queue(room.state), "there is nothing to review"
    turns = cycle(range(len(Verdict)))
    for each in queue(room.state):
        _answer(room, each.action.id, each.verdicts[next(turns) % len(each.verdicts)])
    assert all(each.reviewed for each in queue(room.state))


def _answer(room: Room, action: str, verdict: Verdict) -> None:
    desk, meeting = room.desk, room.meeting
    match verdict:
        case Verdict.DONE:
            actions.done(desk, action, meeting=meeting)
        case Verdict.HELPED:
            actions.helped(desk, action, outcome=Outcome.PARTLY, meeting=meeting)
        case Verdict.MOVE:
            actions.move(desk, action, due="2027-01-15", meeting=meeting)
        case Verdict.DROP:
            actions.drop(desk, action, why="overtaken", meeting=meeting)
