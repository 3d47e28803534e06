"""Gathering cards on the screen: keys to records, and what nobody may see before the reveal."""

import pytest

from retrotui.core.activities import brainstorm
from retrotui.core.changes import Scope
from retrotui.core.meeting_state import board
from retrotui.services import agenda, cards
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.widgets.capture import CaptureLine
from retrotui.ui.widgets.fields import LineField
from tests.support.meeting_app import sitting
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import (
    CARDS,
    Table,
    assert_harmless,
    on_stage,
    with_cards,
    with_hostile_cards,
)


def texts(table: Table, column: str) -> list[str]:
    """A column's cards from the records, top down."""
    columns = board(table.room.state, table.room.item("Gather"))
    found = next(each for each in columns if each.place.column.key == column)
    return [stack.title for stack in found.stacks]


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_while_hiding(size: tuple[int, int]) -> None:
    async with on_stage("Gather", with_cards(reveal=False), size=size) as table:
        await looks_like(f"stage-brainstorm-hidden-{size[0]}x{size[1]}", table.app, table.pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_when_revealed(size: tuple[int, int]) -> None:
    async with on_stage("Gather", with_cards(), size=size) as table:
        await looks_like(f"stage-brainstorm-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_a_tiny_terminal_folds_the_columns() -> None:
    async with on_stage("Gather", with_cards(), size=(40, 12)) as table:
        assert "‹ Start" in table.text
        assert table.text.count("Start") == 1, "the tab says it"
        await table.press("l", "l", "l", "j", "k")
        assert "‹ Continue" in table.text


async def test_a_tiny_meeting_shows_cards() -> None:
    room = with_cards()
    async with sitting(room, item="Gather", size=(40, 12)) as table:
        await table.until(lambda: "Pair on the deploy" in table.text)
        assert table.text.count("‹ Start 3 ›") == 1


async def test_an_empty_board_teaches_the_next_key() -> None:
    async with on_stage("Gather") as table:
        assert "No card yet. Press enter" in table.text


async def test_enter_writes_for_whoever_is_chosen_into_the_active_column() -> None:
    async with on_stage("Gather", who="Bo") as table:
        await table.press("l", "enter")
        assert "card for Bo in Stop" in table.text
        assert "hidden, by Bo" in table.text
        await table.write("fire drills")
        card = table.room.card("fire drills")
        assert (card.column, card.author, card.hidden) == ("stop", table.room.person("Bo"), True)
        await table.write("more")
        assert texts(table, "stop") == ["fire drills", "more"]


async def test_tab_writes_into_the_next_column_and_takes_the_text_along() -> None:
    async with on_stage("Gather", with_cards()) as table:
        await table.press("j")
        chosen = table.stage.selected.title
        await table.press("enter", *"fire")
        assert "tab next column" in table.text
        await table.press("tab", "tab")
        assert "card for the room in Continue: fire" in table.text
        assert isinstance(table.host.focused, LineField)
        await table.press("tab", "shift+tab", "shift+tab", "space", *"drill")
        await table.press("enter")
        assert texts(table, "stop")[-1] == "fire drill"
        assert "card for the room in Stop" in table.text
        await table.press("escape")
        assert table.stage.selected.title == "fire drill"
        await table.press("h")
        assert table.stage.selected.title == chosen


async def test_after_turning_the_keys_are_in_the_column_that_was_written_to() -> None:
    async with on_stage("Gather", with_cards(), size=(40, 20)) as table:
        await table.press("enter", "tab", "escape")
        assert "‹ Stop 2 ›" in table.text
        await table.press("j")
        assert table.stage.selected.title == "Merging on Friday afternoon"


async def test_a_draft_that_waits_in_the_next_column_is_not_lost() -> None:
    async with on_stage("Gather", with_cards()) as table:
        await table.press("l", "enter", *"later", "escape", "h", "enter", *"now", "tab")
        assert "in Stop: later now" in table.text


async def test_while_hiding_neither_the_line_nor_the_board_shows_the_text() -> None:
    async with on_stage("Gather") as table:
        await table.press("enter", *"secret")
        assert "secret" not in table.text
        await table.press("f2")
        assert "secret" in table.text
        await table.press("f2", "enter", "escape")
        assert "▒▒▒" in table.text
        assert "secret" not in table.text
        await table.press("e")
        assert isinstance(table.app.screen, Ask)
        assert "secret" not in table.text
        await table.press("f2")
        assert "secret" in table.text


async def test_anonymous_cards_have_no_author_whoever_is_chosen() -> None:
    room = Room(start_stop_continue(anonymous=True))
    async with on_stage("Gather", room, who="Bo") as table:
        await table.press("enter")
        assert "without a name" in table.text
        assert "Bo in" not in table.text
        await table.write("too much")
        await table.press("escape")
        assert table.room.card("too much").author is None
        assert table.room.acting(Scope.HELD, "too much") == {None}
        await table.press("r", "y")
        assert "too much" in table.text


async def test_a_card_is_edited_deleted_and_brought_back() -> None:
    async with on_stage("Gather", with_cards()) as table:
        await table.press("j", "e")
        table.app.screen.query_one(LineField).value = ""
        await table.write("Write it down")
        assert "Write it down" in texts(table, "start")
        await table.press("D")
        assert "Write it down" not in texts(table, "start")
        await table.press("u")
        assert "Write it down" in texts(table, "start")
        await table.press("u")
        assert texts(table, "start") == list(CARDS["start"])


async def test_a_card_moves_within_its_column_and_to_another() -> None:
    async with on_stage("Gather", with_cards()) as table:
        first, second, third = CARDS["start"]
        await table.press("J")
        assert texts(table, "start") == [second, first, third]
        await table.press("K", "K")
        assert texts(table, "start") == [first, second, third]
        assert "at the top already" in table.toasts
        await table.press("M", "2")
        assert texts(table, "continue")[-1] == first
        assert table.stage.selected.title == first
        await table.press("u")
        assert first in texts(table, "start")


async def test_ready_marks_say_who_is_done() -> None:
    async with on_stage("Gather") as table:
        await table.press("R")
        assert isinstance(table.app.screen, Choose)
        await table.press("enter", "R", "enter")
        assert "Ana ✓" in table.text
        assert "Bo ✓" in table.text
        assert "Cy ·" in table.text
        await table.press("R", "a", "n", "a", "enter")
        state = table.room.state
        done = [person.name for person, ready in
                brainstorm.readiness(state, table.room.item("Gather")) if ready]  # fmt: skip
        assert done == ["Bo"]


async def test_everybody_is_ready_with_one_key_each() -> None:
    async with on_stage("Gather", with_cards(reveal=False)) as table:
        assert "0 of 3 ready:" in table.text
        await table.press("2", "1")
        assert "2 of 3 ready:" in table.text
        assert "1 Ana ✓" in table.text
        assert "3 Cy ·" in table.text
        await table.press("3")
        assert "all 3 ready · r reveals" in table.text
        await table.press("1", "4")
        assert "2 of 3 ready:" in table.text
        assert "There is no fourth person here." in table.toasts
        await table.press("u", "r", "y")
        assert "all 3 ready " in table.text
        assert "r reveals" not in table.text


async def test_who_is_ready_elsewhere_is_ready_here() -> None:
    async with on_stage("Gather") as table:
        room = table.room
        agenda.mark_ready(room.desk, room.id("Gather"), room.person("Cy"))
        await table.elsewhere()
        assert "3 Cy ✓" in table.text


async def test_the_reveal_asks_once_with_who_is_still_writing() -> None:
    async with on_stage("Gather", with_cards(reveal=False)) as table:
        await table.press("R", "enter", "r")
        assert isinstance(table.app.screen, Confirm)
        assert "Reveal 7 cards?" in table.text
        assert "1 of 3 are ready; still writing: Bo, Cy." in table.text
        await table.press("n")
        assert "runbook" not in table.text
        await table.press("r", "y")
        assert "runbook" in table.text
        assert "Cy" in table.text
        await table.press("r")
        assert "No card is hidden here." in table.toasts


async def test_what_another_terminal_writes_appears_and_the_selection_stays() -> None:
    async with on_stage("Gather", with_cards()) as table:
        await table.press("j")
        chosen = table.stage.selected.title
        cards.add(table.room.desk, table.room.id("Gather"), "start", "from elsewhere")
        cards.delete(table.room.desk, table.room.card(CARDS["start"][0]).id)
        await table.elsewhere()
        assert "from elsewhere" in table.text
        assert table.stage.selected.title == chosen


async def test_writing_on_keeps_the_focus_in_the_line() -> None:
    async with on_stage("Gather", with_cards()) as table:
        await table.press("enter")
        await table.write("one")
        assert table.host.query_one(CaptureLine).is_open
        assert isinstance(table.host.focused, LineField)
        await table.press("escape", "D")
        assert "one" not in texts(table, "start")


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    async with on_stage("Gather", with_hostile_cards(), size=(96, 120)) as table:
        assert_harmless(table.app)
        await table.press("l", "enter", "escape", "M", "escape", "e", "escape", "R")
        assert_harmless(table.app)
