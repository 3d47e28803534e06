"""The thanks of a meeting, as a small wall before everybody leaves."""

from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Note, NoteSort
from retrotui.ui.commands import keys_label
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.widgets.rows import Heading, Row


def thanks_rows(state: MeetingState) -> list[Row | Heading]:
    """Everybody who was thanked and what for, the oldest first; nothing without."""
    given = [each for each in state.notes if each.sort is NoteSort.THANKS]
    if not given:
        return []
    given.sort(key=lambda each: (each.created, each.id))
    more = f"{keys_label('meeting.thanks')} thanks somebody else"
    return [Heading("Thanks", more), *(_row(state, each) for each in given)]


def _row(state: MeetingState, note: Note) -> Row:
    whom = "" if note.person is None else state.people.name(note.person)
    return Row(note.id, (Bit("♥", Tone.ACCENT), joined((whom, note.text)), ""))
