"""Everybody answers the question."""

from retrotui.core.activities import check_in
from retrotui.core.agenda import AgendaItem
from retrotui.core.records.cards import NoteSort
from retrotui.services import notes
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """Each person who was not heard yet says something."""
    assert check_in.settings(item).question == item.settings.get("question", "")
    for number, person in enumerate(check_in.waiting(room.state, item)):
        notes.add(
            room.desk,
            NoteSort.CHECK_IN,
            f"answer {number}",
            meeting=room.meeting,
            item=item.id,
            person=person.id,
        )
    assert len(check_in.answers(room.state, item)) == len(room.people)
