"""Everybody writes into every column; what is hidden is revealed."""

from retrotui.core.activities import brainstorm
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import columns_of
from retrotui.services import agenda, cards
from tests.support.meeting_room import Room


def play(room: Room, item: AgendaItem) -> None:
    """A card for each person and column, readiness, the reveal."""
    settings = brainstorm.settings(item)
    columns = columns_of(item)
    assert [each.key for each in columns] == [each["key"] for each in item.settings["columns"]]
    before = {each.id for each in room.state.cards if each.item == item.id}
    for person in room.people:
        for column in columns:
            author = room.person(person)
            cards.add(room.desk, item.id, column.key, f"{person}: {column.title}", author=author)
        agenda.mark_ready(room.desk, item.id, room.person(person))
    assert all(ready for _, ready in brainstorm.readiness(room.state, room.item(item.title)))
    written = [each for each in room.state.cards if each.item == item.id and each.id not in before]
    assert len(written) == len(room.people) * len(columns)
    assert all(each.hidden == settings.hidden for each in written)
    assert all((each.author is None) == settings.anonymous for each in written)
    if settings.hidden:
        cards.reveal(room.desk, item.id)
    assert not any(each.hidden for each in room.state.cards if each.item == item.id)
