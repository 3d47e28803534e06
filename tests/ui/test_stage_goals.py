"""Goals on stage: every one is read, judged by the rule that stands below, and followed up."""

from contextlib import AbstractAsyncContextManager

import pytest

from retrotui.core.dates import Calendar
from retrotui.core.goals import GoalDraft
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.goals import Goal, GoalStatus
from retrotui.core.text import one_line
from retrotui.services import agenda, goals, minutes
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.planning import DAY, goals_room, planning_room, review
from tests.support.screens import RAW, SIZES, looks_like


def reviewing(room: Room, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[Table]:
    return sitting(room, size=size, item="Figures")


def goal(table: Table, words: str = "weekly") -> Goal:
    return goals.get(table.room.repo, words)


def values(table: Table, words: str = "weekly") -> list[float]:
    found = goal(table, words).id
    rows = sorted(table.state.plan.readings, key=lambda each: each.day)
    return [each.value for each in rows if each.goal == found]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with reviewing(goals_room(), size) as table:
        await looks_like(f"goals-{size[0]}", table.app, table.pilot)


async def test_without_goals_the_stage_says_how_to_set_one() -> None:
    async with reviewing(planning_room()) as table:
        assert "No goal is set yet. Press g" in table.text
        await table.press("m")
        assert "g sets one" in table.toasts[-1]
        await table.press("a")
        await table.enter("Agree on three figures")
        assert table.state.actions[0].origin is None
        await table.press("escape", "g")
        await table.enter("Weekly active teams")
        await table.enter("20%")
        await table.enter("60")
        await table.press("ctrl+s")
        made = goal(table)
        assert (made.baseline, made.target, made.unit) == (20, 60, "%")
        assert made.meeting == table.state.meeting.id
        assert "20% → 60%" in table.text


async def test_a_goal_in_two_units_is_refused_with_everything_typed_kept() -> None:
    async with reviewing(planning_room()) as table:
        await table.press("g")
        for typed in ("Changes reach users fast", "3 days", "1 %"):
            await table.enter(typed)
        await table.press("ctrl+s")
        said = " ".join(table.text.replace("│", " ").split())
        assert "✱ from and to are in days and %; write both in one unit" in said
        assert "Changes reach users fast" in table.text
        await table.press("ctrl+u")
        await table.type("1 day")
        await table.press("ctrl+s")
        made = goal(table, "changes")
        assert (made.baseline, made.target, made.unit) == (3, 1, "days")


async def test_one_value_after_the_other_without_leaving_the_line() -> None:
    async with reviewing(goals_room()) as table:
        await table.press("enter")
        assert "reading in Weekly active teams" in table.text
        await table.type("41,5")
        assert "write 41.5" in table.text
        await table.press("enter")
        assert "41,5" in table.text
        assert values(table) == [20, 24, 26]
        await table.press("ctrl+u")
        await table.enter("41.5%")
        assert values(table)[-1] == 41.5
        assert "reading in Pages open fast" in table.text
        await table.enter("500")
        assert values(table, "pages")[-1] == 500
        assert "2 of 4 goals read" in table.text
        await table.press("escape", "u")
        assert values(table, "pages")[-1] == 420


async def test_a_value_of_another_day_with_a_word_on_it() -> None:
    async with reviewing(goals_room()) as table:
        await table.press("r")
        await table.enter("31")
        await table.press("ctrl+u")
        await table.enter("2026-10-20")
        await table.enter("without trials")
        reading = max(table.state.plan.readings, key=lambda each: each.created)
        assert (reading.value, reading.day, reading.note) == (31, "2026-10-20", "without trials")
        assert reading.meeting == table.state.meeting.id
        assert "without trials" in table.text


async def test_met_missed_dropped_and_taken_up_again() -> None:
    async with reviewing(goals_room()) as table:
        await table.press("m")
        assert goal(table).status is GoalStatus.MET
        assert "of 3 goals read" in table.text
        await table.press("m")
        assert "O opens it again" in table.toasts[-1]
        await table.press("O", "M")
        await table.enter("The campaign came late")
        assert goal(table).status is GoalStatus.MISSED
        assert "because The campaign came late" in table.text
        await table.press("O", "z", "enter")
        assert "say why" in table.text
        await table.enter("Nobody wants it")
        assert (goal(table).status, goal(table).why) == (GoalStatus.DROPPED, "Nobody wants it")


async def test_an_action_comes_from_the_selected_goal() -> None:
    async with reviewing(goals_room()) as table:
        await table.press("j", "a")
        assert "action in Pages open fast" in table.text
        await table.enter("Cache the start page @Bo due:fri")
        (action,) = table.state.actions
        assert action.origin is not None
        assert (action.origin.kind, action.origin.id) == ("goals", goal(table, "pages").id)


async def test_an_edit_keeps_what_was_not_touched() -> None:
    async with reviewing(goals_room()) as table:
        before = goal(table)
        await table.press("e", "tab", "tab", "ctrl+u")
        await table.type("70%")
        await table.press("ctrl+s")
        after = goal(table)
        assert (after.target, after.title, after.due) == (70, before.title, before.due)
        assert (after.baseline, after.owners) == (before.baseline, before.owners)


async def test_what_another_terminal_reads_appears_and_the_selection_stays() -> None:
    async with reviewing(goals_room()) as table:
        await table.press("j")
        goals.read(table.room.desk, "weekly", 55, DAY, today=DAY)
        await table.follow()
        assert "55%" in table.text
        await table.press("m")
        assert goal(table, "pages").status is GoalStatus.MET


async def test_the_end_names_the_goals_nobody_read() -> None:
    async with sitting(goals_room(), item="Close") as table:
        assert "Figures: 4 goals have no reading since the last meeting" in table.text


async def test_the_minutes_say_what_was_read_set_and_closed_here_and_nothing_else() -> None:
    room = goals_room()
    async with reviewing(room) as table:
        await table.press("enter")
        await table.enter("41")
        await table.press("escape", "k", "k", "k", "j", "j", "j", "m")
        meeting = table.state.meeting.id
    agenda.end(room.desk, meeting)
    room.clock.advance(86_400)
    goals.meet(room.desk, "pages")
    calendar = Calendar(room.clock.now().utc)
    told = minutes.minutes(room.repo, meeting, room.clock.now(), calendar)
    page = to_markdown(told)
    assert "## Figures" in page
    assert "- **Weekly active teams**: 41% on 2026-11-22: at risk, 52% of the way" in page
    assert "- **Payouts that fail at the first try**: met" in page
    assert "Pages open fast" not in page
    (part,) = told.plan
    assert [each.kind for each in part.steered] == ["goals", "goals"]


async def test_a_private_goal_is_shown_in_its_own_series_only() -> None:
    room = Room(review(private=True))
    draft = GoalDraft("Salary of Cy", 5, meeting=room.meeting)
    goals.add(room.desk, draft)
    async with reviewing(room) as table:
        assert "Salary of Cy" in table.text
    agenda.end(room.desk, room.meeting)
    room.begin(review())
    assert room.state.plan.goals == ()


async def test_hostile_goals_are_text() -> None:
    room = planning_room()
    for each in HOSTILE:
        if one_line(each):
            made = goals.add(room.desk, GoalDraft(each, 5, metric=each)).id
            goals.read(room.desk, made, 3, DAY, today=DAY, note=each)
    async with reviewing(room, (120, 300)) as table:
        assert not any(RAW.search(line) for line in table.text.splitlines())
        assert "[@click=app.quit]x[/]" in table.text
