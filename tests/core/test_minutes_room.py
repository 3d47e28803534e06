"""Minutes: what the room was asked with thumbs and fingers, and what it said."""

from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import clock
from retrotui.core.minutes import Minutes, build_minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.progress import Thumbs
from retrotui.core.records.cards import NoteSort
from retrotui.services import agenda, cards, fingers, icebreakers, notes, topics
from tests.support.fakes import START
from tests.support.meeting_room import Room
from tests.support.stage_app import with_group


def minutes_of(room: Room) -> Minutes:
    state = room.state
    return build_minutes(state, clock(state, room.clock.now()), Calendar(START, "UTC"))


def test_what_the_room_said_of_going_on_is_under_its_topic() -> None:
    room = with_group()
    item = room.id("Discuss")
    agenda.go_to(room.desk, room.meeting, item)
    topics.keep_going(room.desk, item, Thumbs(4, 1, 2))
    minutes = minutes_of(room)
    told = next(each for each in to_json(minutes)["notes"] if each["item"] == "Discuss")
    assert told["topic"] == room.state.groups[0].title
    assert told["thumbs"] == [{"up": 4, "side": 1, "down": 2}]
    assert "- Extended once, 4 up 1 side 2 down" in to_markdown(minutes)


def test_the_question_that_was_drawn_is_what_was_asked() -> None:
    room = Room()
    icebreakers.draw(room.desk, room.id("Check-in"))
    asked = minutes_of(room).check_ins[0].question
    assert asked == room.state.progress[room.id("Check-in")].icebreakers[-1]


def test_five_finger_checks_are_told_with_their_question() -> None:
    room = Room()
    fingers.keep(room.desk, room.id("Decide"), "Sure of *this*?", (5, 2, 4))
    minutes = minutes_of(room)
    assert to_json(minutes)["fingers"] == [
        {"item": "Decide", "question": "Sure of *this*?", "average": 3.67,
         "counts": [0, 0, 1, 0, 1, 1], "voters": 3, "low": 1}
    ]  # fmt: skip
    told = to_markdown(minutes)
    assert "## Decide\n\n### How sure we were" in told
    assert r"- **Sure of \*this\*?**: 3.7 of 5 (1× 2, 1× 4, 1× 5); 1 at 2 or fewer" in told


def test_each_item_has_one_heading_and_they_come_in_agenda_order() -> None:
    room = Room()
    gather, talk = room.id("Gather"), room.id("Discuss")
    cards.add(room.desk, gather, "start", "A card")
    cards.reveal(room.desk, gather)
    for item, text in ((talk, "noted later"), (gather, "noted on the board")):
        notes.add(room.desk, NoteSort.NOTE, text, meeting=room.meeting, item=item, about=item)
    page = to_markdown(minutes_of(room))
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings[-5:] == ["## Gather", "### Start", "### Notes", "## Discuss", "## Agenda"]
