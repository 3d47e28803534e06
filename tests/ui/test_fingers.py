"""A five-finger check at the table: unseen until counted, then a histogram and whom to ask."""

import pytest

from retrotui.core import fingers as rules
from retrotui.ui.widgets.fields import LineField
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import assert_harmless

PEOPLE = ("Ana", "Bo", "Cy", "Dee", "Eli")


def counts(table: Table, item: str = "Check-in") -> list[tuple[int, ...]]:
    return [each.counts for each in rules.of_item(table.state.ballots, table.room.id(item))]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_a_counted_check_looks_right(size: tuple[int, int]) -> None:
    async with sitting(Room(people=PEOPLE), size=size, item="Decide") as table:
        await table.press("F", "enter", *"45254")
        await table.press("C")
        await looks_like(f"fingers-{size[0]}", table.app, table.pilot)


async def test_an_open_check_looks_right() -> None:
    async with sitting(Room(people=PEOPLE), size=(80, 24), item="Decide") as table:
        await table.press("F", "enter", *"415")
        await looks_like("fingers-open-80", table.app, table.pilot)


async def test_numbers_are_unseen_until_everybody_has_shown_theirs() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("F")
        table.part(LineField).value = ""
        await table.enter("Confidence in this plan?")
        await table.press("C")
        assert "Nobody has shown theirs yet: 0 to 5." in table.toasts
        await table.press("1", "0")
        assert "2 of 3 shown" in table.text
        assert "█" not in table.text
        await table.press("Z", "5", "4", "3")
        assert "Everybody has shown theirs" in table.toasts[-1]
        assert counts(table) == []
        await table.press("C")
        assert counts(table) == [(0, 1, 0, 0, 1, 1)]
        assert "3.3 of 5" in table.text
        assert "1 at 2 or fewer: ask them first" in table.text
        await table.press("escape")
        await table.press("u")
        assert counts(table) == []


async def test_what_was_counted_is_among_what_was_captured() -> None:
    async with sitting(size=(120, 36)) as table:
        await table.press("F", "enter", "5", "2", "C", "escape")
        assert "Captured" in table.text
        assert "1 check" in table.text
        assert "3.5 of 5" in table.text
        assert "▲ 1 low" in table.text
        await table.press("c", "D")
        assert "What was counted stays as it is; u takes it back at once." in table.toasts


async def test_closing_before_the_count_leaves_nothing() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("F", "enter", "3", "2", "escape")
        assert counts(table) == []
        assert table.screen.is_current


async def test_hostile_questions_are_text() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("F")
        table.part(LineField).value = ""
        await table.enter("[@click=app.quit]x[/] \x1b[2J?")
        await table.press("5", "C")
        assert_harmless(table.app)
        assert "[@click=app.quit]x[/]" in table.text
