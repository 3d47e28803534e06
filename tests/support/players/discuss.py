"""The room goes from topic to topic until none is left."""

from retrotui.core.activities import discuss
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import ranking
from retrotui.core.progress import Thumbs
from retrotui.core.records.cards import NoteSort
from retrotui.services import notes, topics
from tests.support.meeting_room import Room
from tests.support.players import rounds


def play(room: Room, item: AgendaItem) -> None:
    """Every topic of the queue is on for its timebox and gets a note."""
    rules = discuss.settings(item)
    queue = discuss.topics(room.state, item, room.clock.now())
    stacks = ranking(room.state, item)
    chosen = [each for each in stacks if each.dots] or stacks
    assert len(queue) == min(rules.top, len(chosen))
    assert {each.budget for each in queue} == {rules.minutes_each * 60.0}
    assert rules.asks == (item.settings["extend"] == "vote")
    for number in range(len(queue)):
        if number:
            topics.next_topic(room.desk, item.id)
        rounds.heed(room, item)
        current = _current(room, item)
        notes.add(
            room.desk,
            NoteSort.NOTE,
            f"{number} in {item.title}",
            meeting=room.meeting,
            item=item.id,
            about=current.stack.id,
        )
        room.clock.advance(rules.minutes_each * 60)
        if rules.asks and number == len(queue) - 1:
            topics.keep_going(room.desk, item.id, Thumbs(len(room.people)))
            assert _current(room, item).budget == rules.minutes_each * 90.0
    assert all(each.begun for each in discuss.topics(room.state, item, room.clock.now()))


def _current(room: Room, item: AgendaItem) -> discuss.Topic:
    found = discuss.topics(room.state, item, room.clock.now())
    return next(each for each in found if each.is_current)
