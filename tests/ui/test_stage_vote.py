"""Voting on the screen: by name and on papers, with nobody's dots to be seen before the close."""

import re

import pytest

from retrotui.core.changes import Scope
from retrotui.core.meeting_state import ballot, open_votes
from retrotui.services import votes
from retrotui.ui.dialogs.confirm import Confirm
from tests.support.meeting_room import Room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import (
    Table,
    assert_harmless,
    on_stage,
    with_cards,
    with_group,
    with_hostile_cards,
)


def dots(table: Table) -> dict[str, int]:
    """Dots by voter, from the records."""
    found: dict[str, int] = {}
    for each in open_votes(table.room.state, table.room.id("Vote")):
        found[each.voter] = found.get(each.voter, 0) + each.n
    return found


def counts(room: Room) -> list[int]:
    closed = ballot(room.state, room.id("Vote"))
    return [] if closed is None else sorted(closed.counts.values(), reverse=True)


def board_of(table: Table) -> str:
    """The screen without its frame of selection and without the line of dots left."""
    lines = [line for line in table.text.splitlines() if "left:" not in line]
    return re.sub("[╭╮╰╯─│┏┓┗┛━┃]", " ", "\n".join(lines[:-2]))


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_open_and_closed(size: tuple[int, int]) -> None:
    async with on_stage("Vote", with_group(), size=size, who="Ana") as table:
        await table.press("v", "v", "j", "v")
        await looks_like(f"stage-vote-{size[0]}x{size[1]}", table.app, table.pilot)
        await table.press("C", "y")
        await looks_like(f"stage-vote-closed-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_it_stands_in_a_tiny_terminal() -> None:
    async with on_stage("Vote", with_group(), size=(40, 12)) as table:
        await table.press("v", "l", "v", "C", "y")
        assert "2" in table.text
        await table.press("j", "k")


async def test_a_person_gives_dots_and_takes_them_back() -> None:
    async with on_stage("Vote", with_cards(), who="Bo") as table:
        bo = table.room.person("Bo")
        await table.press("v", "v", "j", "v")
        assert dots(table) == {bo: 3}
        assert "› Bo ●●···" in table.text
        assert "Ana ●●●●●" in table.text
        await table.press("V")
        assert dots(table) == {bo: 2}
        await table.press("V")
        assert "No dot of this voter lies here." in table.toasts
        await table.press("u")
        assert dots(table) == {bo: 3}


async def test_keys_that_come_faster_than_redraws_all_count() -> None:
    async with on_stage("Vote", with_cards(), who="Bo") as table:
        for _ in range(3):
            table.stage.cmd_give()
        assert dots(table) == {table.room.person("Bo"): 3}


async def test_the_cap_and_the_last_dot_are_refused_with_a_reason() -> None:
    async with on_stage("Vote", with_cards(), who="Bo") as table:
        await table.press("v", "v", "v", "v")
        assert "at most 3" in table.toasts
        await table.press("j", "v", "v")
        assert "Bo ✓ done" in table.text
        await table.press("v")
        assert "Bo has no dots left." in table.toasts


async def test_where_dots_lie_shows_nowhere_before_the_close() -> None:
    async with on_stage("Vote", with_cards(), who="Bo") as table:
        before = board_of(table)
        await table.press("v", "v", "v", "j", "v", "k")
        assert board_of(table) == before


async def test_nobody_is_noted_for_a_dot() -> None:
    async with on_stage("Vote", with_cards(), who="Bo") as table:
        await table.press("v")
        assert table.room.acting(Scope.HELD, "'n': 1") == {None}
        assert "'in': 'votes'" not in table.room.written(Scope.SHARED)


async def test_the_room_fills_in_one_paper_after_the_other() -> None:
    async with on_stage("Vote", with_cards()) as table:
        await table.press("f")
        assert "Paper 1 is empty" in table.toasts
        await table.press("v", "v", "v", "j", "v", "v")
        assert "paper 1 ✓ done" in table.text
        await table.press("v")
        assert "f takes the next" in table.toasts
        await table.press("f", "v")
        assert dots(table) == {"paper-1": 5, "paper-2": 1}
        assert "› paper 2 ●●●●·" in table.text
        assert "Ana" not in table.text


async def test_there_is_no_paper_more_than_people_who_came() -> None:
    async with on_stage("Vote", with_cards()) as table:
        for _ in range(3):
            await table.press("f", "v")
        await table.press("f")
        assert "3 people came, and there are as many papers: W adds people." in table.toasts
        assert set(dots(table)) == {"paper-1", "paper-2", "paper-3"}
        await table.press("v", "v", "j", "v", "v", "v")
        assert "Paper 3 is full; C counts." in table.toasts


async def test_a_restart_goes_on_with_the_paper_that_has_dots_left() -> None:
    room = with_cards()
    async with on_stage("Vote", room) as table:
        await table.press("v", "v")
    async with on_stage("Vote", room, run=False) as table:
        assert "› paper 1 ●●●··" in table.text


async def test_closing_names_who_has_dots_left() -> None:
    async with on_stage("Vote", with_cards(), who="Ana") as table:
        await table.press("C")
        assert "Nobody has given a dot yet." in table.toasts
        await table.press("v", "v", "v", "j", "v", "v", "C")
        assert isinstance(table.app.screen, Confirm)
        for said in ("Bo has 5 dots left", "Cy has 5 dots left"):
            assert said in table.text
        assert "Ana has" not in table.text
        await table.press("n")
        assert counts(table.room) == []
        await table.press("C", "y")
        assert counts(table.room) == [3, 2]


async def test_no_dot_is_taken_back_once_they_are_counted() -> None:
    async with on_stage("Vote", with_cards(), who="Ana") as table:
        await table.press("v", "v", "C", "y", "u")
        assert counts(table.room) == [2]
        assert open_votes(table.room.state, table.room.id("Vote")) == ()
        assert not any("dot" in each for each in table.toasts)


async def test_closing_asks_nothing_when_all_dots_are_given() -> None:
    room = with_cards()
    board = room.state.cards
    for name in room.people:
        for card, given in zip(board[:2], (3, 2), strict=True):
            votes.cast(room.desk, room.id("Vote"), card.id, room.person(name), given)
    async with on_stage("Vote", room, who="Ana") as table:
        await table.press("C")
        assert counts(room) == [9, 6]


async def test_the_result_is_ranked_with_bars_and_ties() -> None:
    room = with_cards()
    first, second, third, *_ = room.state.cards
    for card, given in ((second, 3), (first, 1), (third, 1)):
        votes.cast(room.desk, room.id("Vote"), card.id, "paper-1", given)
    async with on_stage("Vote", room) as table:
        await table.press("C", "y")
        rows = [line.strip("│ ›") for line in table.text.splitlines() if "█" in line]
        assert [row.split()[0] for row in rows] == ["1", "2=", "2="]
        assert [row.split()[-1] for row in rows] == ["3", "1", "1"]
        assert rows[0].count("█") > rows[1].count("█") == rows[2].count("█")
        assert "5 dots by 1 voter" in table.text
        await table.press("v")
        assert "The vote is closed" in table.toasts


async def test_a_new_round_asks_and_begins_empty() -> None:
    async with on_stage("Vote", with_cards(), who="Ana") as table:
        await table.press("v", "C", "y", "O")
        assert "everybody votes anew" in table.text
        await table.press("y")
        assert dots(table) == {}
        assert "left:" in table.text
        await table.press("v")
        assert dots(table) == {table.room.person("Ana"): 1}


async def test_dots_from_another_terminal_only_change_who_has_how_many_left() -> None:
    async with on_stage("Vote", with_cards(), who="Ana") as table:
        before = board_of(table)
        card = table.room.state.cards[0]
        votes.cast(table.room.desk, table.room.id("Vote"), card.id, table.room.person("Cy"), 2)
        await table.elsewhere()
        assert "Cy ●●●··" in table.text
        assert board_of(table) == before


async def test_without_revealed_cards_it_says_what_to_do() -> None:
    async with on_stage("Vote", with_cards(reveal=False)) as table:
        assert "still hidden: reveal first" in table.text
        await table.press("v")
        assert "reveal first" in table.toasts


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    async with on_stage("Vote", with_hostile_cards(), size=(96, 120)) as table:
        table.host.person = "Bo"
        await table.press("v", "C")
        assert_harmless(table.app)
        await table.press("y")
        assert_harmless(table.app)
