"""People talk, and somebody writes a line down."""

from retrotui.core.activities.activity import prompt
from retrotui.core.agenda import AgendaItem
from retrotui.core.records.cards import NoteSort
from retrotui.services import notes
from tests.support.meeting_room import Room
from tests.support.players import rounds


def play(room: Room, item: AgendaItem) -> None:
    """A note of what was said; the prompt of the format is what people see."""
    assert prompt(item) == item.settings.get("prompt", "")
    rounds.heed(room, item)
    text = f"said about {item.title}"
    kept = notes.add(
        room.desk, NoteSort.NOTE, text, meeting=room.meeting, item=item.id, about=item.id
    )
    assert notes.get(room.repo, kept.id).text == text
