"""The forecast on the meeting's screen: when it ends, what will not fit, learned timeboxes."""

from datetime import UTC, datetime

import pytest

from retrotui.core.timeline import ItemState
from retrotui.services import agenda
from retrotui.ui.dialogs.choose import ChooseSeveral
from retrotui.ui.meeting.facts import CutLine
from retrotui.ui.meeting.rail import Rail
from retrotui.ui.widgets.clock import ClockLine
from tests.support.held import hold
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import SIZES, looks_like

NINE = datetime(2027, 2, 1, 9, tzinfo=UTC)
USUAL = {"Gather": 14, "Discuss": 22, "Decide": 8}


def taught(times: int = 7, *, private: bool = False) -> Room:
    """A room whose team has held its retrospective before, and takes longer than planned."""
    room = Room()
    hold(room.desk, room.clock, start_stop_continue(private=private), times, minutes=USUAL)
    room.clock.set(NINE)
    room.begin(start_stop_continue())
    return room


async def known(table: Table) -> None:
    """Waits until the past is read."""
    await table.until(lambda: "P80" in table.screen.query_one(ClockLine).face.after)


def cut_below(table: Table) -> str | None:
    """Title of the first item below the cut line."""
    rows = table.screen.query_one(Rail).items
    places = [place for place, each in enumerate(rows) if isinstance(each, CutLine)]
    return rows[places[0] + 1].title if places else None  # type: ignore[union-attr]  # a row


@pytest.mark.parametrize("size", SIZES)
async def test_the_cut_line_looks_right(size: tuple[int, int]) -> None:
    async with sitting(taught(), size=size, item="Gather") as table:
        await known(table)
        await table.wait(9 * 60)
        await looks_like(f"meeting-cut-{size[0]}", table.app, table.pilot)


async def test_the_top_line_says_when_it_ends_at_the_median_and_at_the_eightieth() -> None:
    async with sitting(taught()) as table:
        await known(table)
        after = table.screen.query_one(ClockLine).face.after
        assert after.startswith("ends 10:15 (P80 10:21)")


async def test_with_too_few_meetings_it_goes_by_the_timeboxes_and_tells_no_percentile() -> None:
    async with sitting(taught(4)) as table:
        await table.until(lambda: table.app.memory.past is not None)
        assert table.screen.query_one(ClockLine).face.after == "ends 10:00 · 3 people"
        assert cut_below(table) is None


async def test_overtime_alone_draws_the_cut_line_too() -> None:
    async with sitting() as table:
        await table.wait(8 * 60)
        assert cut_below(table) == "Close"
        assert "will not fit by 10:00" in table.text


async def test_the_cut_line_moves_up_while_an_item_runs_on_and_down_when_one_is_skipped() -> None:
    async with sitting(taught(), item="Gather") as table:
        await known(table)
        at_first = cut_below(table)
        await table.wait(25 * 60)
        assert (at_first, cut_below(table)) == ("Actions", "Discuss")
        agenda.skip(table.app.desk, table.room.meeting, table.room.id("Discuss"))
        await table.until(lambda: cut_below(table) == "Actions")


async def test_the_selection_in_the_rail_stays_on_its_item_when_the_line_comes() -> None:
    async with sitting(size=(120, 36)) as table:
        rail = table.screen.query_one(Rail)
        rail.select(table.room.id("Close"))
        await table.wait(20 * 60)
        assert cut_below(table) is not None
        assert rail.selected_id == table.room.id("Close")


async def test_private_meetings_teach_no_shared_one() -> None:
    async with sitting(taught(private=True)) as table:
        await table.until(lambda: table.app.memory.past is not None)
        assert "P80" not in table.screen.query_one(ClockLine).face.after


async def test_learned_timeboxes_are_taken_with_two_keys_and_given_back_with_one() -> None:
    async with sitting(taught()) as table:
        await known(table)
        await table.press("A", "t")
        assert isinstance(table.app.screen, ChooseSeveral)
        assert "10 → 15 min · Gather" in table.text
        assert "7 times: P50 14, P80 16" in table.text
        await table.press("enter")
        assert table.room.item("Gather").minutes == 15
        assert table.room.item("Check-in").minutes == 5
        slot = table.state.meeting.slot
        assert slot == 60
        await table.press("escape", "u")
        assert table.room.item("Gather").minutes == 10


async def test_one_learned_timebox_can_be_left() -> None:
    async with sitting(taught()) as table:
        await known(table)
        await table.press("A", "t", "tab", "enter")
        minutes = {each.title: each.minutes for each in table.state.items}
        # The first one offered was unmarked.
        assert (minutes["Last actions"], minutes["Gather"]) == (5, 15)


async def test_without_a_past_the_key_says_why_it_offers_nothing() -> None:
    async with sitting() as table:
        await table.until(lambda: table.app.memory.past is not None)
        await table.press("A", "t")
        assert any("fewer than 5 times" in each for each in table.toasts)


async def test_an_ended_meeting_forecasts_nothing() -> None:
    async with sitting(taught()) as table:
        await known(table)
        agenda.end(table.app.desk, table.room.meeting)
        await table.until(lambda: table.screen.has_ended)
        assert "ended" in table.screen.query_one(ClockLine).face.after
        assert cut_below(table) is None
        assert table.state.items[0].id
        assert table.screen.line.item(table.room.id("Close")).state is ItemState.PENDING  # type: ignore[union-attr]  # it is on the agenda
