"""Promises with an owner and a date."""

from retrotui.core.actions import Draft
from retrotui.core.activities.actions import incomplete
from retrotui.core.agenda import AgendaItem
from retrotui.services import actions
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """One for each of the first two people; one of them gets its owner and date only now."""
    first, second = room.people[:2]
    for owner, due in ((first, "2026-12-04"), (None, None)):
        draft = Draft(f"From {item.title} {owner}", due=due, meeting=room.meeting, item=item.id)
        actions.add(room.desk, draft, owners=[owner] if owner else [])
    for each in incomplete(room.state):
        actions.assign(room.desk, each.id, [second])
        actions.move(room.desk, each.id, due="2026-12-11")
    assert not incomplete(room.state)
