"""The actions screen: every promise, found, kept, moved, handed over or given up by a key."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from retrotui.core.action_list import Filter
from retrotui.core.actions import Draft
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.text import one_line
from retrotui.services import actions, people, settings
from retrotui.ui.app import RetroApp
from retrotui.ui.commands import REGISTRY
from retrotui.ui.dialogs.form import Form
from retrotui.ui.lists.action_rows import grouped_rows, passes
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reading import Reading
from retrotui.ui.messages import StoreChanged
from retrotui.ui.screens.actions import ActionsScreen
from retrotui.ui.widgets.rows import Heading, Row
from tests.support.hostile import HOSTILE
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.team import Team, app_on, empty_desk, press, settled, toasts, typed, until_shown


async def on_actions(app: RetroApp, pilot: Pilot[None], selected: str | None = None) -> Any:
    app.open("actions", selected)
    await settled(pilot)
    assert isinstance(app.screen, ActionsScreen)
    return app.screen


def titles(screen: ActionsScreen) -> list[str]:
    rows = screen.query_one("#list", ListPanel).rows.items
    return [str(each.cells[1]) for each in rows if isinstance(each, Row)]


def headings(screen: ActionsScreen) -> list[str]:
    rows = screen.query_one("#list", ListPanel).rows.items
    return [each.title for each in rows if isinstance(each, Heading)]


def stored(team: Team, action: str) -> Action:
    return actions.get(team.repo, action)


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    app = Team().app()
    async with running(app, size) as pilot:
        await on_actions(app, pilot)
        await press(pilot, "c")
        await looks_like(f"actions-{size[0]}x{size[1]}", app, pilot)


async def test_a_tiny_terminal_still_draws() -> None:
    app = Team().app()
    async with running(app, (40, 12)) as pilot:
        await on_actions(app, pilot)
        for size in ((40, 12), (10, 4), (130, 10)):
            await pilot.resize_terminal(*size)
            await settled(pilot)


async def test_actions_are_grouped_by_when_they_are_due() -> None:
    app = Team().app()
    async with running(app) as pilot:
        screen = await on_actions(app, pilot)
        assert headings(screen) == ["Overdue", "Within a week", "Later", "No date"]
        await press(pilot, "c")
        assert headings(screen)[-1] == "Closed"
        assert "Pair on the deploy script" in titles(screen)
        await press(pilot, "c")
        assert "Pair on the deploy script" not in titles(screen)


async def test_a_new_action_is_understood_while_it_is_typed_kept_edited_and_deleted() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app, (120, 36)) as pilot:
        screen = await on_actions(app, pilot)
        await until_shown(app, pilot, "N writes an action")
        await press(pilot, "N")
        await typed(pilot, "Call the bank")
        await press(pilot, "enter")
        await typed(pilot, "Bo, Cy")
        await until_shown(app, pilot, "Bo (new), Cy (new)")
        await press(pilot, "enter")
        await typed(pilot, "fri")
        await until_shown(app, pilot, "Fri 27 Nov 2026 (in 5 days)")
        await press(pilot, "enter")
        await typed(pilot, "#bank")
        await press(pilot, "ctrl+s")
        (made,) = actions.listing(desk.repo, Filter(), settings.calendar(desk))
        assert (made.title, made.owners, made.due) == ("Call the bank", ("Bo", "Cy"), "2026-11-27")
        assert made.tags == ("bank",)
        await press(pilot, "e", "end", "!", "ctrl+s")
        assert actions.get(desk.repo, made.id).title == "Call the bank!"
        await press(pilot, "delete")
        assert titles(screen) == []
        await press(pilot, "u")
        assert titles(screen) == ["Call the bank!"]
        await press(pilot, "u", "u")
        assert titles(screen) == []


async def test_a_refused_date_keeps_what_was_typed() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app) as pilot:
        await on_actions(app, pilot)
        await press(pilot, "N")
        await typed(pilot, "Call")
        await press(pilot, "enter", "enter")
        await typed(pilot, "blursday")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        assert app.screen.text_of(0) == "Call"
        assert not actions.listing(desk.repo, Filter(), settings.calendar(desk))


async def test_done_asks_whether_it_helped() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "D", "p")
        found = stored(team, team.late)
        assert (found.status, found.outcome) == (ActionStatus.DONE, Outcome.PARTLY)
        await press(pilot, "u")
        assert stored(team, team.late).outcome is None
        await press(pilot, "u")
        assert stored(team, team.late).status is ActionStatus.OPEN


@pytest.mark.parametrize("key", ["l", "escape"])
async def test_done_without_an_answer_is_done(key: str) -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "D", key)
        found = stored(team, team.late)
        assert (found.status, found.outcome) == (ActionStatus.DONE, None)


async def test_a_closed_action_is_shown_when_it_is_what_was_asked_for() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_actions(app, pilot, team.done)
        assert screen.selected is not None
        assert screen.selected.id == team.done
        await press(pilot, "h", "n")
        assert stored(team, team.done).outcome is Outcome.NO
        await press(pilot, "R")
        assert stored(team, team.done).status is ActionStatus.OPEN


async def test_moving_assigning_blocking_and_dropping() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "m")
        await typed(pilot, "fri")
        await press(pilot, "enter")
        assert stored(team, team.late).due == "2026-11-27"
        await press(pilot, "o")
        await typed(pilot, "Zoe")
        await press(pilot, "tab", "enter")
        names = people.directory(team.repo).names(stored(team, team.late).owners)
        assert names == ("Bo", "Zoe")
        await press(pilot, "B")
        await typed(pilot, "the bank")
        await press(pilot, "enter")
        assert stored(team, team.late).status is ActionStatus.BLOCKED
        await press(pilot, "B")
        assert stored(team, team.late).status is ActionStatus.OPEN
        await press(pilot, "z", "enter")
        await until_shown(app, pilot, "the reason is empty")
        await typed(pilot, "no need")
        await press(pilot, "enter")
        found = stored(team, team.late)
        assert (found.status, found.why) == (ActionStatus.DROPPED, "no need")
        for _ in range(5):
            await press(pilot, "u")
        found = stored(team, team.late)
        assert (found.status, found.due) == (ActionStatus.OPEN, "2026-11-19")
        assert people.directory(team.repo).names(found.owners) == ("Bo",)


async def test_an_ambiguous_date_is_asked_about() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "m")
        await typed(pilot, "2/1")
        await press(pilot, "enter", "1")
        assert stored(team, team.late).due in ("2027-01-02", "2027-02-01")


async def test_what_somebody_else_made_is_dropped_not_deleted() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "delete")
        assert "z drops it, with the reason" in toasts(app)
        assert stored(team, team.late).status is ActionStatus.OPEN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("deploy", ["Fix the flaky deploy"]),
        ("@bo", ["Fix the flaky deploy"]),
        ("#legal", ["Ask legal about the export"]),
        ("@lena export", ["Ask legal about the export"]),
        ("sprint 43", ["Fix the flaky deploy"]),
        ("nothing", []),
    ],
)
async def test_typing_narrows_the_list(text: str, found: list[str]) -> None:
    app = Team().app()
    async with running(app) as pilot:
        screen = await on_actions(app, pilot)
        await press(pilot, "slash")
        await typed(pilot, text)
        assert titles(screen) == found
        await press(pilot, "enter")
        assert screen.query_one("#list", ListPanel).rows.has_focus
        assert titles(screen) == found
        await press(pilot, "slash", "escape")
        assert len(titles(screen)) == 4
        assert app.screen is screen


@given(st.lists(st.sampled_from(["@bo", "@ana", "#legal", "deploy", "the", "x"]), max_size=3))
def test_more_words_never_find_more(words: list[str]) -> None:
    team = _TEAM
    shown = actions.listing(team.repo, Filter(all=True), settings.calendar(team.desk))
    for count in range(len(words)):
        fewer = [each.id for each in shown if passes(each, " ".join(words[:count]))]
        more = [each.id for each in shown if passes(each, " ".join(words[: count + 1]))]
        assert set(more) <= set(fewer)


@given(st.lists(st.one_of(st.none(), st.integers(-400, 400)), max_size=15))
def test_every_action_is_in_exactly_one_group(offsets: list[int | None]) -> None:
    desk = empty_desk()
    today = settings.calendar(desk).today
    for days in offsets:
        due = None if days is None else today.fromordinal(today.toordinal() + days).isoformat()
        actions.add(desk, Draft("one", due=due))
    calendar = settings.calendar(desk)
    shown = actions.listing(desk.repo, Filter(), calendar)
    rows = grouped_rows(shown, calendar)
    assert sorted(each.id for each in rows if each.id) == sorted(each.id for each in shown)
    told = {each.title: int(each.note) for each in rows if isinstance(each, Heading)}
    assert sum(told.values()) == len(offsets)
    assert told.get("Overdue", 0) == sum(days is not None and days < 0 for days in offsets)
    assert told.get("No date", 0) == offsets.count(None)


_TEAM = Team()


async def test_notes_and_history_say_who_changed_what() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        await on_actions(app, pilot, team.late)
        await press(pilot, "m")
        await typed(pilot, "fri")
        await press(pilot, "enter", "n")
        await typed(pilot, "waiting for staging")
        await press(pilot, "ctrl+s", "i")
        assert isinstance(app.screen, Reading)
        shown = screen_text(app)
        assert "Ana: waiting for staging" in shown
        assert "moved “Fix the flaky deploy” from 19 Nov to 27 Nov" in shown
        assert "owners: Bo" in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, ActionsScreen)


async def test_the_detail_follows_the_selection_when_there_is_room() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        screen = await on_actions(app, pilot, team.late)
        await until_shown(app, pilot, "Retro, sprint 43")
        await press(pilot, "j")
        await until_shown(app, pilot, "#legal")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert not screen.query_one("#detail").display


async def test_what_another_terminal_writes_appears_and_the_selection_stays() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        screen = await on_actions(app, pilot, team.later)
        actions.add(team.desk, Draft("Sent by somebody else", due="2026-11-01"))
        screen.post_message(StoreChanged(own=False))
        await settled(pilot)
        assert "Sent by somebody else" in titles(screen)
        assert screen.selected is not None
        assert screen.selected.id == team.later


async def test_harmful_text_is_shown_and_never_obeyed() -> None:
    team = Team()
    for text in HOSTILE:
        if one_line(text):
            made = actions.add(team.desk, Draft(text, expectation=text), owners=(text[:60],))
            actions.note(team.desk, made.id, text)
    app = team.app()
    async with running(app, (130, 60)) as pilot:
        screen = await on_actions(app, pilot)
        for row in screen.query_one("#list", ListPanel).rows.items:
            if row.id:
                screen.query_one("#list", ListPanel).rows.select(row.id)
                screen.redraw()
                await settled(pilot)
                for strip in app.screen._compositor.render_strips():
                    assert not RAW.search(strip.text)
        await press(pilot, "i", "escape", "enter", "escape")
        assert not app._exit


def test_keys_do_not_clash() -> None:
    assert REGISTRY.clashes("rows", "list", "actions", "work", "screen") == ()
    mine = {key for each in REGISTRY.in_context("actions") for key in each.keys}
    assert not mine & {"q", "question_mark", "ctrl+p", "escape"}


async def test_what_is_told_beside_the_list_follows_the_selection() -> None:
    app = Team().app()
    async with running(app, (120, 36)) as pilot:
        await press(pilot, "a")
        detail = app.screen.query_one("#detail", ListPanel).rows
        first = detail.items
        await press(pilot, "j")
        assert detail.items != first
