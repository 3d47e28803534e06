"""Grouping on the screen: pick up, lay down, name, take out."""

import pytest

from retrotui.core.meeting_state import subjects
from retrotui.services import cards
from retrotui.ui.widgets.fields import LineField
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import (
    CARDS,
    Table,
    assert_harmless,
    on_stage,
    with_cards,
    with_group,
    with_hostile_cards,
)
from tests.support.team import until_shown

FIRST, SECOND, THIRD = CARDS["start"]


def stacks(table: Table) -> dict[str, set[str]]:
    """Every stack's title with the texts in it."""
    found = subjects(table.room.state, table.room.item("Group"))
    return {stack.title: {card.text for card in stack.cards} for stack in found}


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_with_a_card_in_hand(size: tuple[int, int]) -> None:
    async with on_stage("Group", with_group(), size=size) as table:
        await table.press("l", "g", "h")
        await looks_like(f"stage-group-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_it_stands_in_a_tiny_terminal() -> None:
    async with on_stage("Group", with_group(), size=(40, 12)) as table:
        await table.press("g", "l", "g")
        assert "‹ Stop" in table.text or "‹ Start" in table.text


async def test_dropping_one_card_on_another_groups_them_across_columns() -> None:
    async with on_stage("Group", with_cards()) as table:
        await table.press("g")
        assert "grouping ‹" in table.text
        await table.press("l", "j", "g")
        assert stacks(table)["Merging on Friday afternoon"] == {
            FIRST,
            "Merging on Friday afternoon",
        }
        assert "grouping" not in table.text
        assert "2 cards" in table.text
        assert table.stage.selected.title == "Merging on Friday afternoon"
        await table.press("u")
        assert FIRST in stacks(table)


async def test_the_new_group_is_selected_so_that_it_can_be_named() -> None:
    async with on_stage("Group", with_cards()) as table:
        await table.press("g", "j", "g")
        assert {card.text for card in table.stage.selected.cards} == {FIRST, SECOND}


async def test_escape_or_the_same_place_lays_it_back() -> None:
    async with on_stage("Group", with_cards()) as table:
        before = stacks(table)
        await table.press("g", "escape")
        assert "grouping" not in table.text
        await table.press("j", "g", "g")
        assert "grouping" not in table.text
        assert stacks(table) == before


async def test_what_is_in_hand_may_be_deleted_elsewhere() -> None:
    async with on_stage("Group", with_cards()) as table:
        await table.press("g", "l")
        cards.delete(table.room.desk, table.room.card(FIRST).id)
        await table.elsewhere()
        assert "grouping" not in table.text
        await table.press("g")
        assert "grouping ‹Waiting on staging" in table.text


async def test_a_group_gets_a_name_and_shows_what_is_in_it() -> None:
    async with on_stage("Group", with_group()) as table:
        await table.press("R")
        table.app.screen.query_one(LineField).value = ""
        await table.write("Releases")
        assert stacks(table)["Releases"] == {FIRST, SECOND, "Waiting on staging again"}
        for shown in ("3 cards", "Releases", "· Pair on", "· Write the runbook"):
            assert shown in table.text
        await table.press("j", "R")
        assert "single card" in table.toasts


async def test_a_card_is_taken_out_and_a_group_taken_apart() -> None:
    async with on_stage("Group", with_group()) as table:
        await table.press("U", *"runbook", "enter")
        assert stacks(table)[FIRST] == {FIRST, "Waiting on staging again"}
        await table.press("U", *"apart", "enter")
        assert all(len(texts) == 1 for texts in stacks(table).values())
        await table.press("u", "u")
        assert len(stacks(table)[FIRST]) == 3


async def test_of_a_group_one_says_which_card_to_edit_or_delete() -> None:
    async with on_stage("Group", with_group()) as table:
        await table.press("e", *"runbook", "enter")
        table.app.screen.query_one(LineField).value = ""
        await table.write("Keep a runbook")
        assert "Keep a runbook" in stacks(table)[FIRST]
        await table.press("D", *"runbook", "enter")
        assert stacks(table)[FIRST] == {FIRST, "Waiting on staging again"}


async def test_a_late_card_lands_in_the_active_column() -> None:
    async with on_stage("Group", with_cards(), who="Cy") as table:
        await table.press("l", "enter")
        assert "card for Cy in Stop" in table.text
        await table.write("late")
        card = table.room.card("late")
        assert (card.column, card.hidden, card.author) == ("stop", False, table.room.person("Cy"))


async def test_hidden_cards_stay_veiled_and_are_not_grouped() -> None:
    async with on_stage("Group", with_cards(reveal=False)) as table:
        assert "7 cards are still hidden" in table.text
        assert "runbook" not in table.text
        await table.press("g")
        assert "cannot be grouped" in table.toasts


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = with_hostile_cards()
    several = [card.id for card in room.state.cards[:4]]
    for each in several[1:]:
        cards.group(room.desk, each, several[0])
    async with on_stage("Group", room, size=(96, 120)) as table:
        await table.press("g")
        assert_harmless(table.app)
        await table.press("escape", "U")
        assert_harmless(table.app)


ALIKE = {
    "start": ("Write the runbook for payouts", "A runbook for failed payouts"),
    "stop": (
        "Waiting on staging again",
        "We wait for staging every release",
        "Staging is always busy, so we wait",
        "No runbooks for payouts",
    ),
    "continue": ("Short standups",),
}
STAGING = set(ALIKE["stop"][:3])
RUNBOOKS = {*ALIKE["start"], ALIKE["stop"][3]}


def with_alike() -> Room:
    """Seven revealed cards: twice three say the same."""
    room = Room(start_stop_continue(hidden=False))
    for column, texts in ALIKE.items():
        for text in texts:
            cards.add(room.desk, room.id("Gather"), column, text)
    return room


@pytest.mark.parametrize("size", SIZES)
async def test_suggestions_look_calm(size: tuple[int, int]) -> None:
    async with on_stage("Group", with_alike(), size=size) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested; s shows them")
        await looks_like(f"stage-group-suggests-{size[0]}x{size[1]}", table.app, table.pilot)
        await table.press("s")
        await looks_like(f"stage-group-suggested-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_nothing_is_grouped_without_a_key_and_each_group_can_be_taken_back() -> None:
    async with on_stage("Group", with_alike()) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested")
        assert all(len(texts) == 1 for texts in stacks(table).values())
        await table.press("s", "enter")
        assert len(table.room.state.groups) == 1
        await table.press("enter")
        assert STAGING in stacks(table).values()
        assert RUNBOOKS in stacks(table).values()
        assert "suggested;" not in table.text
        await table.press("u")
        assert len(table.room.state.groups) == 1
        await table.press("u")
        assert table.room.state.groups == ()
        await until_shown(table.app, table.pilot, "2 groups suggested")


async def test_what_is_left_alone_is_not_suggested_again() -> None:
    async with on_stage("Group", with_alike()) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested")
        await table.press("s", "n", "escape")
        assert table.room.state.groups == ()
        await until_shown(table.app, table.pilot, "1 group suggested; s shows it")
        await table.press("s", "n")
        await table.press("s")
        assert "No cards on the board say the same" in table.toasts


async def test_a_suggested_group_gets_another_name_before_it_is_made() -> None:
    async with on_stage("Group", with_alike()) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested")
        await table.press("s", "R")
        table.app.screen.query_one(LineField).value = ""
        await table.write("Runbooks")
        await table.press("y", "escape")
        assert stacks(table)["Runbooks"] == RUNBOOKS


async def test_a_card_that_comes_later_is_suggested_for_the_group_that_says_the_same() -> None:
    async with on_stage("Group", with_alike()) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested")
        await table.press("s", "y", "y")
        item = table.room.id("Gather")
        cards.add(table.room.desk, item, "start", "Runbook for payouts, please")
        await table.elsewhere()
        await until_shown(table.app, table.pilot, "1 group suggested")
        await table.press("s", "y")
        assert {*RUNBOOKS, "Runbook for payouts, please"} in stacks(table).values()
        assert len(table.room.state.groups) == 2


async def test_a_card_deleted_elsewhere_meanwhile_is_refused_and_nothing_is_grouped() -> None:
    async with on_stage("Group", with_alike()) as table:
        await until_shown(table.app, table.pilot, "2 groups suggested")
        await table.press("s")
        cards.delete(table.room.desk, table.room.card(ALIKE["start"][0]).id)
        await table.press("y")
        assert "no card or group" in table.toasts
        assert table.room.state.groups == ()


async def test_hidden_cards_are_never_compared() -> None:
    room = with_cards(reveal=False)
    for _ in range(2):
        cards.add(room.desk, room.id("Gather"), "start", "Waiting on staging again")
    async with on_stage("Group", room) as table:
        await table.settle()
        await table.press("s")
        assert "suggested;" not in table.text
        assert "No cards on the board say the same" in table.toasts


async def test_suggested_hostile_cards_are_shown_and_never_obeyed() -> None:
    room = with_hostile_cards()
    for card in room.state.cards[:6]:
        cards.add(room.desk, room.id("Gather"), "stop", card.text)
    async with on_stage("Group", room, size=(96, 60)) as table:
        await until_shown(table.app, table.pilot, "suggested; s shows")
        await table.press("s")
        assert_harmless(table.app)
        await table.press("y", "y")
        assert_harmless(table.app)
