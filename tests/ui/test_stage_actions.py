"""The stage of actions: nobody leaves with a promise without owner or date, unless they say so."""

import pytest

from retrotui.core.actions import Draft
from retrotui.core.errors import ForbiddenMoveError
from retrotui.services import actions, agenda, settings
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import RAW, SIZES, looks_like
from tests.support.stage_app import on_stage as alone


def promise(room: Room, title: str, *owners: str, due: str | None = None) -> str:
    draft = Draft(title, due=due, meeting=room.meeting, item=room.id("Actions"))
    return actions.add(room.desk, draft, owners=owners, meeting=room.meeting).id


def promised() -> Room:
    """Two open promises of an earlier meeting, and four of this one."""
    room = Room()
    promise(room, "Write the incident note", "Bo", due="2026-12-04")
    promise(room, "Find a release manager")
    agenda.end(room.desk, room.meeting)
    room.clock.advance(86_400)
    room.begin(start_stop_continue())
    promise(room, "Fix the flaky deploy", "Ana", due="2026-11-27")
    promise(room, "Ask legal about the export", "Cy")
    promise(room, "Look into alerts")
    later = promise(room, "Rotate the keys")
    actions.say_not_yet(room.desk, later)
    return room


def on_stage(table: Table) -> str:
    region = table.stage.region
    lines = table.text.splitlines()[region.y : region.bottom]
    return "\n".join(line[region.x : region.right] for line in lines)


def titled(table: Table, title: str):
    return next(each for each in table.state.actions if each.title == title)


async def test_a_promise_is_written_in_plain_words_and_understood_while_typing() -> None:
    async with sitting(item="Actions") as table:
        assert "Press enter" in on_stage(table)
        await table.press("enter")
        await table.type("Fix the deploy @ana due:2026-11-27 #ops")
        assert "Fri 27 Nov (in 5 days)" in table.text
        await table.press("enter")
        made = table.state.actions[0]
        assert (made.title, made.due, made.tags) == ("Fix the deploy", "2026-11-27", ("ops",))
        assert made.owners == (table.room.person("Ana"),)
        assert made.item == table.room.id("Actions")
        assert "Fix the deploy #ops" in on_stage(table)
        await table.press("escape", "u")
        assert not table.state.actions


async def test_what_is_missing_is_said_in_its_place_and_counted_above() -> None:
    async with sitting(promised(), item="Actions") as table:
        lines = {line[5:28].strip(): line for line in on_stage(table).splitlines()}
        assert "2 need an owner or a date" in table.text
        assert "needs a date" in lines["Ask legal about the exp"]
        assert "needs an owner" not in lines["Ask legal about the exp"]
        assert "needs an owner" in lines["Look into alerts"]
        assert "not yet (said so)" in lines["Rotate the keys"]
        assert "needs" not in lines["Fix the flaky deploy"]
        assert "needs" not in lines["Find a release manager"]


async def test_owner_and_date_complete_an_action() -> None:
    room = Room()
    promise(room, "Look into alerts")
    async with sitting(room, item="Actions") as table:
        assert "1 needs an owner or a date" in table.text
        await table.press("o", *"cy", "enter")
        await table.press("m")
        await table.enter("in 2 weeks")
        made = table.state.actions[0]
        assert (made.owners, made.due) == ((room.person("Cy"),), "2026-12-06")
        assert "all complete" in table.text
        await table.press("u")
        assert table.state.actions[0].due is None


async def test_a_new_person_can_be_typed_as_owner() -> None:
    room = Room()
    promise(room, "Look into alerts")
    async with sitting(room, item="Actions") as table:
        await table.press("o", *"Zoe", "enter")
        assert table.state.actions[0].owners == (room.person("Zoe"),)


async def test_a_date_with_two_readings_offers_both() -> None:
    room = Room()
    promise(room, "Look into alerts")
    async with sitting(room, item="Actions") as table:
        await table.press("m")
        await table.enter("1/12/2027")
        assert "Which day is meant?" in table.text
        await table.press("2")
        assert table.state.actions[0].due in ("2027-12-01", "2027-01-12")
        await table.press("m")
        await table.enter("someday")
        assert "✱" in table.text
        assert "When is it due?" in table.text


async def test_the_teams_date_order_leaves_nothing_to_ask() -> None:
    room = Room()
    promise(room, "Look into alerts")
    settings.set_setting(room.desk, "date_order", "dmy")
    async with sitting(room, item="Actions") as table:
        await table.press("m")
        await table.enter("1/12/2027")
        assert table.state.actions[0].due == "2027-12-01"


async def test_not_yet_is_said_and_taken_back() -> None:
    room = Room()
    promise(room, "Look into alerts")
    async with sitting(room, item="Actions") as table:
        await table.press("y")
        assert table.state.actions[0].not_yet
        assert "not yet (said so)" in on_stage(table)
        await table.press("y")
        assert not table.state.actions[0].not_yet


async def test_a_complete_action_has_nothing_to_say_not_yet_about() -> None:
    room = Room()
    made = promise(room, "Fix it", "Ana", due="2026-11-27")
    assert not actions.say_not_yet(room.desk, made).events
    actions.done(room.desk, made)
    with pytest.raises(ForbiddenMoveError):
        actions.say_not_yet(room.desk, made)


async def test_editing_changes_every_field() -> None:
    async with sitting(promised(), item="Actions") as table:
        await table.press("e", "end")
        await table.type("!")
        await table.press("tab", "ctrl+u")
        await table.type("bo, Cy")
        await table.press("tab", "ctrl+u")
        await table.type("eom")
        await table.press("tab")
        await table.type("#ops")
        await table.press("ctrl+s")
        await table.until(lambda: table.state.actions[0].tags)
        made = table.state.actions[0]
        assert made.title == "Fix the flaky deploy!"
        assert table.state.people.names(made.owners) == ("Bo", "Cy")
        assert (made.due, made.tags) == ("2026-11-30", ("ops",))


async def test_only_what_was_entered_here_is_deleted() -> None:
    async with sitting(promised(), item="Actions") as table:
        await table.press("D")
        assert len(table.state.actions) == 3
        await table.press("u", "end")
        assert len(table.state.actions) == 4
        await table.press("down", "down", "down", "down", "down", "D")
        assert any("earlier meeting" in each for each in table.toasts)
        assert len(table.state.carried) == 2


async def test_what_another_terminal_does_appears_and_the_selection_stays() -> None:
    async with sitting(promised(), item="Actions") as table:
        await table.press("j")
        promise(table.room, "Tell the customers", "Bo", due="2026-12-01")
        await table.follow()
        assert "Tell the customers" in on_stage(table)
        chosen = next(line for line in on_stage(table).splitlines() if line.startswith("› "))
        assert "Ask legal" in chosen


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = Room()
    for index, text in enumerate(HOSTILE):
        if text.strip("\u200b\u2028\ufeff "):
            promise(room, text, f"{index} {text[:50]}")
    async with sitting(room, size=(80, 60), item="Actions") as table:
        for key in ("pagedown", "pagedown", "e", "escape", "o", "escape", "m", "escape", "home"):
            await table.press(key)
            assert not any(RAW.search(line) for line in table.text.splitlines())
        assert not table.app._exit


@pytest.mark.parametrize("size", [*SIZES, (40, 12)], ids=str)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with alone("Actions", promised(), size=size) as table:
        await looks_like(f"stage-actions-{size[0]}x{size[1]}", table.app, table.pilot)
        if size == SIZES[0]:
            await table.press("e")
            await looks_like("form-action-80x24", table.app, table.pilot)
