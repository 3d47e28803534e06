"""How a room takes turns where a format says so; other players call it before they begin."""

from retrotui.core import turns as rules
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import clock, progress_of
from retrotui.services import turns
from tests.support.meeting_room import Room


def heed(room: Room, item: AgendaItem) -> None:
    """In a round everybody speaks once, in the order that was drawn; in silence nobody does yet."""
    how = item.settings.get("turns", rules.OPEN)
    assert rules.turns(item) == how
    now = room.clock.now()
    about = rules.subject(room.state, item, now)
    held = rules.round_of(room.state, item, about)
    assert (held is not None) == (how == rules.ROUND_ROBIN)
    if held is not None:
        _go_round(room, item, about)
    line = clock(room.state, now)
    if how == rules.SILENT and not progress_of(room.state, item.id).talking:
        assert rules.silence(room.state, item, line) is not None
        turns.talk_now(room.desk, item.id)
    assert rules.silence(room.state, item, line) is None


def _go_round(room: Room, item: AgendaItem, about: str | None) -> None:
    spoke = []
    for _ in room.people:
        held = rules.round_of(room.state, item, about)
        assert held is not None
        speaker = rules.lineup(room.state, item, held).speaker
        assert speaker is not None
        spoke.append(speaker.name)
        turns.next_speaker(room.desk, item.id, about)
    assert sorted(spoke) == sorted(room.people)
