"""What was raised before, on the meeting's screen."""

import pytest

from retrotui.core.records.actions import Origin
from retrotui.core.records.kinds import Kind
from retrotui.services import cards
from tests.support.earlier_retros import AGAIN, Past, returning_topic
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import sitting
from tests.support.meeting_room import start_stop_continue
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import assert_harmless
from tests.support.team import until_shown

TOLD = "↻ 4th time in 6 meetings; 2 actions, none helped"


@pytest.mark.parametrize("size", SIZES)
async def test_a_topic_that_comes_back_says_so(size: tuple[int, int]) -> None:
    async with sitting(returning_topic().room, size=size, item="Discuss") as table:
        await until_shown(table.app, table.pilot, TOLD)
        await looks_like(f"meeting-raised-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_it_leaves_with_the_topic_and_the_layout_stands() -> None:
    async with sitting(returning_topic().room, size=(120, 36), item="Discuss") as table:
        await until_shown(table.app, table.pilot, TOLD)
        lines = table.text.splitlines()
        place = next(n for n, line in enumerate(lines) if "No note yet" in line)
        await table.press("f")
        assert TOLD not in table.text
        assert "No note yet" in table.text.splitlines()[place]


@pytest.mark.parametrize("item", ["Gather", "Group", "Vote"])
async def test_a_card_has_a_small_mark_on_every_board(item: str) -> None:
    async with sitting(returning_topic().room, size=(120, 36), item=item) as table:
        await until_shown(table.app, table.pilot, "↻4")
        assert table.text.count("↻") == 1


async def test_the_group_stage_says_it_of_the_selected_card() -> None:
    async with sitting(returning_topic().room, size=(120, 36), item="Group") as table:
        await until_shown(table.app, table.pilot, "↻4")
        await table.press("l")
        assert TOLD in table.text
        await table.press("j")
        assert TOLD not in table.text


async def test_a_new_card_is_compared_too_and_a_reworded_one_again() -> None:
    async with sitting(returning_topic().room, size=(120, 36), item="Group") as table:
        await until_shown(table.app, table.pilot, "↻4")
        room = table.room
        item = room.id("Gather")
        cards.add(table.app.desk, item, "start", "Something else altogether")
        await until_shown(table.app, table.pilot, "↻2")
        cards.edit(table.app.desk, room.card(AGAIN).id, "Lunch")
        for _ in range(5):
            await table.pilot.pause()
        assert "↻4" not in table.text


async def test_hidden_cards_have_no_mark_before_the_reveal() -> None:
    past = Past()
    past.retro(AGAIN)
    past.retro(AGAIN, chosen=start_stop_continue())
    async with sitting(past.room, size=(120, 36), item="Gather") as table:
        for _ in range(20):
            await table.pilot.pause()
        assert "↻" not in table.text
        assert "▒" in table.text
        await table.press("r", "y")
        await until_shown(table.app, table.pilot, "↻2")


async def test_an_action_written_in_a_discussion_comes_from_its_topic() -> None:
    async with sitting(returning_topic().room, size=(120, 36), item="Discuss") as table:
        await table.press("a")
        assert "Waiting on staging" in table.text.splitlines()[-2]
        await table.enter("Buy a second staging @Bo")
        made = next(each for each in table.state.actions if each.title.startswith("Buy"))
        assert made.origin == Origin(Kind.CARDS, table.room.card(AGAIN).id)


async def test_hostile_cards_that_come_back_are_harmless() -> None:
    past = Past()
    past.retro(HOSTILE[0], *(text for text in HOSTILE[1:6] if text.strip()))
    past.retro(HOSTILE[0], *(text for text in HOSTILE[1:6] if text.strip()))
    async with sitting(past.room, size=(120, 36), item="Discuss") as table:
        await until_shown(table.app, table.pilot, "2nd time in 2 meetings")
        assert_harmless(table.app)
