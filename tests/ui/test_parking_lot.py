"""The parking lot comes back: ticked, made an action or an agenda item, or left for next time."""

import pytest

from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import clock
from retrotui.core.minutes import build_minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.cards import NoteSort
from retrotui.core.text import one_line
from retrotui.services import agenda, notes
from tests.support.fakes import START
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import RAW, SIZES, looks_like


def second_meeting(*parked: str) -> Room:
    """A meeting of a series whose last one parked something."""
    room = Room()
    for text in parked or ("On-call rota", "Who owns the wiki?"):
        notes.add(room.desk, NoteSort.PARKING, text, meeting=room.meeting)
    agenda.end(room.desk, room.meeting)
    room.clock.advance(7 * 86_400)
    room.begin(start_stop_continue())
    return room


def left(table: Table) -> list[str]:
    return [each.text for each in table.state.parked]


def told(room: Room) -> tuple[str, object]:
    state = room.state
    line = clock(state, room.clock.now())
    minutes = build_minutes(state, line, Calendar(START, "UTC"))
    return to_markdown(minutes), to_json(minutes)["earlier_parking"]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    room = second_meeting()
    notes.add(room.desk, NoteSort.PARKING, "A new mascot", meeting=room.meeting)
    async with sitting(room, size=size) as table:
        await table.press("P", "v")
        await looks_like(f"parking-lot-{size[0]}", table.app, table.pilot)


async def test_what_was_parked_before_is_said_on_the_stage_and_can_be_ticked() -> None:
    async with sitting(second_meeting(), size=(80, 24)) as table:
        assert "P 2 parked earlier" in table.text
        await table.press("P", "v")
        assert left(table) == ["Who owns the wiki?"]
        await table.press("v")
        assert left(table) == ["On-call rota", "Who owns the wiki?"]
        await table.press("v", "escape")
        assert "P 1 parked earlier" in table.text
        await table.press("u")
        assert "P 2 parked earlier" in table.text


async def test_it_becomes_an_action_in_one_step() -> None:
    async with sitting(second_meeting(), size=(80, 24)) as table:
        await table.press("P", "a", "end", "space")
        await table.enter("@bo")
        (action,) = table.state.actions
        assert (action.title, action.owners) == ("On-call rota", (table.room.person("Bo"),))
        assert left(table) == ["Who owns the wiki?"]
        await table.press("a")
        assert "It is ticked; v takes that back." in table.toasts
        await table.press("escape", "u")
        assert (table.state.actions, len(left(table))) == ((), 2)


async def test_it_becomes_an_agenda_item_after_the_running_one_in_one_step() -> None:
    async with sitting(second_meeting(), size=(80, 24)) as table:
        await table.press("P", "j", "i", "escape")
        assert [each.title for each in table.state.items][1] == "Who owns the wiki?"
        assert left(table) == ["On-call rota"]
        await table.press("u")
        assert len(table.state.items) == 9
        assert len(left(table)) == 2


async def test_left_alone_it_comes_back_with_the_meeting_after() -> None:
    room = second_meeting("On-call rota")
    agenda.end(room.desk, room.meeting)
    room.clock.advance(86_400)
    room.begin(start_stop_continue())
    assert [each.text for each in room.state.parked] == ["On-call rota"]


async def test_without_anything_parked_it_says_how_to_park() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("P")
        assert "Nothing is parked; p parks a thought for another time." in table.toasts


async def test_the_minutes_tell_what_was_parked_before_and_dealt_with_here() -> None:
    room = second_meeting()
    notes.close(room.desk, room.state.parked[0].id)
    markdown, data = told(room)
    assert "## Parked before\n\n- [x] On-call rota\n- [ ] Who owns the wiki?" in markdown
    assert data == [
        {"text": "On-call rota", "person": None, "closed": True},
        {"text": "Who owns the wiki?", "person": None, "closed": False},
    ]
    agenda.end(room.desk, room.meeting)
    room.clock.advance(86_400)
    room.begin(start_stop_continue())
    markdown, _ = told(room)
    assert "On-call rota" not in markdown


async def test_hostile_thoughts_are_text() -> None:
    room = second_meeting(*filter(one_line, HOSTILE))
    async with sitting(room, size=(120, 60)) as table:
        await table.press("P", "i", "a", "escape")
        assert not any(RAW.search(line) for line in table.text.splitlines())
