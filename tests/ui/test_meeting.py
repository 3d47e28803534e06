"""The meeting's screen: what it shows, what its keys record, and how it follows other terminals."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from retrotui.core.activities.brainstorm import settings
from retrotui.core.changes import Drop
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.errors import UsageError
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.text import one_line
from retrotui.core.timeline import ItemState
from retrotui.services import agenda, cards, decisions, meetings, notes
from retrotui.ui.commands import REGISTRY
from retrotui.ui.dialogs.choose import Choose
from retrotui.ui.meeting.clock_moves import read_minutes
from retrotui.ui.meeting.rail import Rail
from retrotui.ui.screens.meeting import MeetingScreen
from retrotui.ui.widgets.clock import ClockLine
from retrotui.ui.widgets.hints import HintBar
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Lobby, Table, sitting
from tests.support.meeting_room import Room, captured_room
from tests.support.screens import RAW, SIZES, looks_like
from tests.support.stage_app import with_cards

SMALL = (80, 24)


# What it shows.


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with sitting(captured_room(), size=size) as table:
        await table.wait(75)
        await looks_like(f"meeting-{size[0]}", table.app, table.pilot)


async def test_a_tiny_screen_still_shows_clock_stage_and_keys() -> None:
    async with sitting(size=(40, 12)) as table:
        lines = table.text.splitlines()
        assert "05:00" in lines[0]
        assert "▸ 1/9 Check-in" in lines[1]
        assert "How are you?" in table.text
        assert "enter write" in lines[-1]


async def test_the_stage_keeps_its_room_at_80x24() -> None:
    async with sitting(size=SMALL) as table:
        assert table.stage.size.height >= 16
        assert table.stage.size.width >= 74


async def test_overtime_is_told_and_never_locks() -> None:
    async with sitting(size=SMALL) as table:
        await table.wait(5 * 60 + 72)
        assert "+01:12" in table.text
        assert "over" in table.text.splitlines()[0].lower()
        await table.press("n")
        assert table.running_title == "Last actions"


async def test_the_rail_shows_planned_and_real_minutes_and_what_was_lent() -> None:
    room = Room()
    agenda.borrow(room.desk, room.meeting, room.id("Discuss"), 180)
    async with sitting(room) as table:
        await table.wait(9 * 60)
        rail = [line[:36] for line in table.text.splitlines()]
        assert any("Check-in" in line and "5   9 ▲" in line for line in rail)
        assert any("3 from Discuss" in line for line in rail)
        assert any("lent 3" in line for line in rail)


async def test_a_second_that_changes_nothing_repaints_nothing() -> None:
    async with sitting() as table:
        face = table.screen.query_one(ClockLine)
        before = table.text
        painted = []
        face.refresh = lambda *a, **k: painted.append(1)  # type: ignore[method-assign]
        table.screen.query_one(Rail).refresh_lines = lambda *a: painted.append(2)  # type: ignore[method-assign]
        table.screen.tick()
        assert painted == []
        assert table.text == before


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = Room()
    texts = [each for each in HOSTILE if one_line(each)]
    items = [each.id for each in room.state.items]
    for index, text in enumerate(texts):
        item = items[index % len(items)]
        agenda.edit_item(room.desk, item, title=text)
        for sort in (NoteSort.PARKING, NoteSort.THANKS, NoteSort.CHECK_IN, NoteSort.NOTE):
            notes.add(room.desk, sort, text, meeting=room.meeting, item=items[0], person="Ana")
        decisions.add(room.desk, DecisionDraft(text, meeting=room.meeting))
    async with sitting(room, size=(100, 30)) as table:
        for keys in (("c",), ("escape", "A"), ("escape", "W"), ("escape", "w"), ("escape", "E")):
            await table.press(*keys)
            assert_harmless(table)
        await table.press("escape")
        for text in texts:
            meetings.rename(table.app.desk, room.meeting, text)
            table.screen.keep(text, room.desk.commit([drop_of(items[-1])]))
            await table.pilot.pause()
            assert_harmless(table)


def assert_harmless(table: Table) -> None:
    assert table.app._exception is None
    for strip in table.app.screen._compositor.render_strips():
        assert not RAW.search(strip.text)
        assert all("@click" not in (each.style.meta if each.style else {}) for each in strip)


# The clock.


async def test_space_pauses_and_goes_on() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("space")
        assert table.screen.line.paused
        assert "paused" in table.text.lower()
        await table.wait(600)
        assert "05:00" in table.text
        await table.press("space")
        assert not table.screen.line.paused


async def test_next_and_back_replace_the_stage() -> None:
    async with sitting() as table:
        first = table.stage
        await table.press("n")
        assert table.running_title == "Last actions"
        await table.until(lambda: table.stage is not first)
        await table.press("b")
        assert table.running_title == "Check-in"
        assert table.stage.view is not None
        assert table.stage.view.item.title == "Check-in"


async def test_going_on_says_what_stays_undone() -> None:
    room = Room()
    item = room.item("Gather")
    column = settings(item).columns[0].key
    for text in ("a", "b"):
        cards.add(room.desk, item.id, column, text)
    async with sitting(room) as table:
        while table.running_title != "Gather":
            await table.press("n")
        assert table.toasts == []
        await table.press("n")
        assert table.toasts == ["Gather: 2 cards are still hidden. b goes back."]
        await table.press("G", "enter")
        assert table.running_title == "Gather"


async def test_plus_and_minus_change_the_timebox_by_a_minute() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("+", "=", "-")
        assert "06:00" in table.text


async def test_borrowing_names_who_lends_and_says_what_they_have() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("B")
        await table.type("disc")
        assert "16 min" in table.text
        await table.press("enter")
        await table.press("ctrl+u")
        await table.enter("20")
        assert "has 16 min left" in table.text
        await table.press("ctrl+u")
        await table.enter("3")
        lender = table.screen.line.item(table.room.id("Discuss"))
        assert lender is not None
        assert lender.lent == 180
        assert "08:00" in table.text


async def test_skip_and_go_to() -> None:
    async with sitting() as table:
        await table.press("S")
        time = table.screen.line.item(table.room.id("Check-in"))
        assert time is not None
        assert time.state is ItemState.SKIPPED
        await table.press("G")
        await table.enter("review" if "review" in table.text else "check")
        assert table.running_title == "Check-in"


async def test_a_key_that_cannot_work_says_why() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("b")
        assert any("no earlier item" in each for each in table.toasts)
        await table.press("u")
        assert any("Nothing was done in this session" in each for each in table.toasts)


async def test_every_command_of_the_meeting_does_something_or_says_why_not() -> None:
    """Each key, alone, changes the records, opens something, or tells the reason."""
    async with sitting(captured_room(), size=SMALL) as table:
        for command in REGISTRY.in_context("meeting"):
            before, told = len(table.room.repo.events), len(table.toasts)
            if command.keys:
                await table.press(command.keys[0])
            else:
                # One that only the palette has.
                await table.screen.run_command(command.id)
                await table.pilot.pause()
            assert (
                len(table.room.repo.events) > before
                or table.app.screen is not table.screen
                or table.line.is_open
                or len(table.toasts) > told
            ), command.id
            if table.app.screen is not table.screen or table.line.is_open:
                await table.press("escape")


# The key line.


def key_line(table: Table) -> set[str]:
    """The commands whose hints are there, grey or not."""
    return {each.command_id for each in table.screen.query_one(HintBar)._hints}


def misled(table: Table) -> list[str]:
    """Commands that are not offered, though nothing says why they would not work."""
    return [
        command.id
        for commander, command in table.screen.active_commands()
        if not commander.offered(command.id) and commander.why_not(command.id) is None
    ]


async def test_what_is_not_offered_has_a_reason_in_every_item() -> None:
    async with sitting(captured_room()) as table:
        for item in table.state.items:
            table.screen.looked_at = None
            if item.title != table.running_title:
                await table.go_to(item.title)
            assert misled(table) == [], item.title


async def test_keys_that_do_not_come_back_leave_the_line() -> None:
    room = with_cards(reveal=False)
    async with sitting(room, item="Gather") as table:
        assert {"brainstorm.reveal", "meeting.write", "meeting.next"} <= key_line(table)
        await table.press("r", "y")
        await table.until(lambda: "brainstorm.reveal" not in key_line(table))
        assert misled(table) == []
        await table.go_to("Vote")
        await table.until(lambda: "vote.close" in key_line(table))
        assert not {"meeting.write", "vote.reopen"} & key_line(table)
        await table.press("v", "C", "y")
        await table.until(lambda: "vote.reopen" in key_line(table))
        gone = {"vote.give", "vote.take", "vote.next-paper", "vote.close"}
        assert not gone & key_line(table)
        assert misled(table) == []


async def test_in_the_last_item_the_line_ends_the_meeting_instead_of_going_on() -> None:
    room = Room()
    for _ in room.state.items[1:]:
        agenda.advance(room.desk, room.meeting)
    async with sitting(room, size=SMALL) as table:
        await table.until(lambda: "close.count" in key_line(table))
        assert "meeting.next" not in key_line(table)
        assert "E end" in table.text.splitlines()[-1]
        await table.press("1", "C", "y")
        await table.until(lambda: "close.reopen" in key_line(table))
        assert not {"close.count", "close.take-back"} & key_line(table)
        await table.press("E", "y")
        await table.until(lambda: "meeting.end" not in key_line(table))
        assert "meeting.home" in key_line(table)
        assert misled(table) == []


async def test_selecting_never_moves_a_key() -> None:
    room = with_cards()
    async with sitting(room, item="Discuss", size=SMALL) as table:
        before = table.text.splitlines()[-1]
        for key in ("j", "j", "k", "tab", "j"):
            await table.press(key)
            assert table.text.splitlines()[-1] == before


# Looking elsewhere, other terminals.


async def test_another_item_is_looked_at_without_going_there() -> None:
    async with sitting() as table:
        table.screen.query_one(Rail).focus()
        await table.press("j", "enter")
        await table.until(
            lambda: table.stage.view and table.stage.view.item.title == "Last actions"
        )
        assert table.running_title == "Check-in"
        assert "looking" in table.text
        await table.press("escape")
        assert table.stage.view is not None
        assert table.stage.view.item.title == "Check-in"


async def test_another_terminal_is_followed() -> None:
    async with sitting() as table:
        agenda.advance(table.room.desk, table.room.meeting)
        await table.follow()
        await table.until(
            lambda: table.stage.view and table.stage.view.item.title == "Last actions"
        )
        notes.add(table.room.desk, NoteSort.PARKING, "from afar", meeting=table.room.meeting)
        await table.follow()
        assert "from afar" in table.text


async def test_an_open_line_for_a_stage_that_goes_keeps_its_draft() -> None:
    async with sitting() as table:
        await table.press("enter")
        await table.type("half a tho")
        agenda.advance(table.room.desk, table.room.meeting)
        await table.follow()
        await table.until(lambda: not table.line.is_open)
        assert table.line.unsaved()
        assert table.state.notes == ()


# Time that nobody saw.


@asynccontextmanager
async def opened_after(seconds: float) -> AsyncIterator[Table]:
    room = Room()
    room.clock.advance(seconds)
    async with sitting(room, size=SMALL) as table:
        yield table


async def test_a_short_break_is_not_asked_about() -> None:
    async with opened_after(90) as table:
        assert table.app.screen is table.screen


async def test_time_while_closed_is_left_out_on_request() -> None:
    async with opened_after(720) as table:
        assert isinstance(table.app.screen, Choose)
        assert "12 min" in table.text
        await table.press("l")
        assert "05:00" in table.text
        assert table.app.screen is table.screen


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_time_while_closed_counts_unless_it_is_left_out(key: str) -> None:
    async with opened_after(720) as table:
        await table.press(key)
        assert "+07:00" in table.text


async def test_a_sleeping_machine_is_noticed() -> None:
    async with sitting(size=SMALL) as table:
        await table.wait(1)
        table.screen.awake = lambda: 1001.0
        await table.wait(300)
        assert isinstance(table.app.screen, Choose)
        assert "Asleep for 5 min" in table.text
        await table.press("l")
        assert "04:59" in table.text


async def test_coming_back_from_home_is_no_absence() -> None:
    async with sitting(size=SMALL) as table:
        await table.wait(600)
        await table.press("escape")
        assert isinstance(table.app.screen, Lobby)
        assert any("goes on" in each for each in table.toasts)
        table.app.open_meeting(table.room.meeting)
        await table.pilot.pause()
        assert isinstance(table.app.screen, MeetingScreen)


# The end.


async def test_ending_names_what_is_loose_and_shows_the_minutes() -> None:
    async with sitting(captured_room(), size=SMALL) as table:
        await table.press("E")
        assert "no owner or no date" in table.text
        assert "proposal is not decided" in table.text
        await table.press("y")
        assert table.state.meeting.status is MeetingStatus.ENDED
        await table.until(lambda: "Minutes" in table.text)
        assert "# Start, Stop, Continue" in table.text
        await table.press("n")
        assert any("has ended" in each for each in table.toasts)
        await table.press("u")
        assert table.state.meeting.status is MeetingStatus.RUNNING
        await table.until(lambda: "How are you?" in table.text)


async def test_an_ended_meeting_opens_as_its_minutes() -> None:
    room = captured_room()
    agenda.end(room.desk, room.meeting)
    async with sitting(room, size=(120, 36)) as table:
        await looks_like("meeting-ended-120", table.app, table.pilot)


async def test_discarding_says_what_goes_and_can_be_taken_back() -> None:
    async with sitting(captured_room(), size=SMALL) as table:
        await table.press("X")
        assert "2 open actions, 1 decision" in table.text
        await table.press("y")
        assert table.state.meeting.status is MeetingStatus.DISCARDED
        await table.until(lambda: "Discarded" in table.text)
        await table.press("X")
        assert table.state.meeting.status is MeetingStatus.RUNNING


async def test_a_meeting_without_an_agenda_says_what_to_do() -> None:
    room = Room()
    for each in room.state.items:
        room.desk.commit([drop_of(each.id)])
    async with sitting(room, size=SMALL) as table:
        assert "A adds an item" in table.text
        await table.press("n")
        assert table.toasts


def drop_of(item: str) -> Any:
    return Drop(Kind.ITEMS, item)


def test_minutes_are_read_strictly() -> None:
    assert read_minutes("2") == 120
    assert read_minutes("2:30") == 150
    for text in ("", "0", "-1", "1e9", "٣", "9" * 40, "2:xx"):
        with pytest.raises(UsageError):
            read_minutes(text)
