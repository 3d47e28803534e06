"""Review of last time's actions: every verdict is recorded, and what was dealt with is ticked."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrotui.core.actions import Draft, Edit
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.text import one_line
from retrotui.services import actions, agenda
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import RAW, SIZES, looks_like

OWED = (
    Draft("Fix the flaky deploy", due="2026-11-19"),
    Draft("Ask legal about the export", due="2026-11-24"),
    Draft("Write the incident note"),
)


def owing_room(*drafts: Draft) -> Room:
    """A room whose meeting before this one left actions."""
    room = Room()
    for draft in drafts:
        actions.add(room.desk, replace(draft, meeting=room.meeting), owners=("Bo",))
        room.clock.advance(1)
    first = [each.id for each in room.state.actions]
    if len(first) > 1:
        actions.move(room.desk, first[1], due="2026-11-25")
    agenda.end(room.desk, room.meeting)
    room.clock.set(datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    room.begin(start_stop_continue())
    return room


def reviewing(room: Room, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Table]:
    return sitting(room, size=size, item="Last actions")


def first(table: Table) -> Action:
    return next(each for each in table.state.carried if each.title == OWED[0].title)


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    room = owing_room(*OWED)
    async with reviewing(room, size) as table:
        await table.press("D", "p")
        await looks_like(f"review-actions-{size[0]}", table.app, table.pilot)


async def test_nothing_owed_is_said() -> None:
    async with reviewing(Room()) as table:
        assert "Nothing is owed from last time" in table.text
        await table.press("D")
        assert "Nothing is owed" in table.toasts[-1]


async def test_done_asks_whether_it_helped_and_ticks() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("D")
        assert first(table).status is ActionStatus.DONE
        assert "Did it help?" in table.text
        await table.press("p")
        assert first(table).outcome is Outcome.PARTLY
        assert "✓" in table.text
        assert "1 of 3 actions reviewed" in table.text
        await table.press("D")
        assert "done already" in table.toasts[-1]
        await table.press("u", "u")
        assert first(table).status is ActionStatus.OPEN


async def test_helped_is_asked_of_what_is_done_only() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("h")
        assert "D marks it done first" in table.toasts[-1]
        await table.press("D", "escape", "h", "n")
        assert first(table).outcome is Outcome.NO


async def test_a_move_echoes_the_date_and_refuses_the_past() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("m", "ctrl+u")
        await table.type("fri")
        assert "Fri 27 Nov 2026" in table.text
        await table.press("ctrl+u")
        await table.enter("yesterday")
        assert "✱" in table.text
        await table.press("ctrl+u")
        await table.enter("+2w")
        assert first(table).due == "2026-12-06"
        assert "moved 1×" in table.text


async def test_it_asks_as_the_action_lists_do() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("m", "ctrl+u")
        await table.enter("next friday")
        assert "Which day is meant?" in table.text
        await table.press("1")
        assert first(table).due == "2026-11-27"
        await table.press("D", "l")
        assert (first(table).status, first(table).outcome) == (ActionStatus.DONE, None)


async def test_giving_up_needs_a_reason() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("z", "enter")
        assert "the reason is empty" in table.text
        await table.enter("The vendor went away")
        assert (first(table).status, first(table).why) == (
            ActionStatus.DROPPED, "The vendor went away",
        )  # fmt: skip
        assert "The vendor went away" in table.text


async def test_another_owner_and_another_wording() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("o")
        await table.type("Bo")
        await table.press("tab")
        await table.type("Zed")
        await table.press("tab", "enter")
        assert table.state.people.names(first(table).owners) == ("Zed",)
        await table.press("e", "ctrl+u")
        await table.enter("Fix the deploy @Cy due:2026-11-19")
        action = next(each for each in table.state.carried if "deploy" in each.title)
        assert (action.title, action.due) == ("Fix the deploy", "2026-11-19")
        assert table.state.people.names(action.owners) == ("Cy",)


async def test_the_selection_stays_on_its_action() -> None:
    async with reviewing(owing_room(*OWED)) as table:
        await table.press("j")
        other = table.state.carried[0]
        actions.edit(table.room.desk, other.id, Edit(title="Changed elsewhere"))
        await table.follow()
        assert "Changed elsewhere" in table.text
        await table.press("z")
        await table.enter("No longer needed")
        dropped = [each.title for each in table.state.carried if not each.is_open]
        assert dropped == ["Ask legal about the export"]


async def test_hostile_actions_are_text() -> None:
    drafts = [Draft(each) for each in HOSTILE if one_line(each)]
    async with reviewing(owing_room(*drafts), (120, 300)) as table:
        assert not any(RAW.search(line) for line in table.text.splitlines())
        assert "[@click=app.quit]x[/]" in table.text
