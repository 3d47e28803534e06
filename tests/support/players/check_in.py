"""Everybody answers the question."""

from retrotui.core.activities import check_in
from retrotui.core.agenda import AgendaItem
from retrotui.core.records.cards import NoteSort
from retrotui.services import icebreakers, notes
from tests.support.meeting_room import Room
from tests.support.players import rounds


def play(room: Room, item: AgendaItem) -> None:
    """Each person says something to the question, after what the format begins with."""
    rules = check_in.settings(item)
    asked = check_in.question(room.state, item)
    assert (asked == item.settings.get("question", "")) == (not rules.icebreaker)
    assert check_in.is_before_agreeing(room.state, item) == item.settings["prime_directive"]
    if rules.prime_directive:
        icebreakers.agree(room.desk, item.id)
    rounds.heed(room, item)
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
