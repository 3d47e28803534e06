"""The start screen: finding a format, choosing it, and beginning a meeting of it."""

from typing import Any

import pytest

from retrotui.core.formats import SHIPPED, Format, check_format
from retrotui.core.records.meetings import MeetingStatus
from retrotui.exchange.format_files import shipped_formats
from retrotui.services import agenda, meetings, people, votes
from retrotui.services.meeting_state import load_state
from retrotui.ui.app import Formats, RetroApp
from retrotui.ui.commands import REGISTRY
from retrotui.ui.dialogs.choose import ChooseSeveral
from retrotui.ui.dialogs.form import Form
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.screens.people import PeopleScreen
from retrotui.ui.screens.start import StartScreen
from retrotui.ui.widgets.fields import LineField
from retrotui.ui.widgets.rows import Heading, RowList
from tests.support.hostile import HOSTILE
from tests.support.screens import SIZES, looks_like, running, screen_text
from tests.support.team import (
    Team,
    app_on,
    empty_desk,
    press,
    settled,
    toasts,
    typed,
    until_shown,
)


async def on_screen(app: RetroApp, pilot: Any, name: str, *args: Any) -> Any:
    app.open(name, *args)
    await settled(pilot)
    return app.screen


def ids(rows: RowList) -> list[str]:
    return [each.id for each in rows.items if each.id]


def headings(rows: RowList) -> list[str]:
    return [each.title for each in rows.items if isinstance(each, Heading)]


def shelf(*wanted: tuple[str, str, int], source: str = SHIPPED) -> tuple[Format, ...]:
    """Formats by title, kind and minutes."""
    return tuple(
        check_format(
            {
                "title": title,
                "kind": kind,
                "agenda": [{"activity": "talk", "title": "Talk", "minutes": minutes}],
            },
            title.casefold(),
            source,
        )
        for title, kind, minutes in wanted
    )


SHELF = shelf(
    ("Sprint", "planning", 90),
    ("Brief", "retrospective", 20),
    ("Vision", "workshop", 170),
    ("Anchor", "retrospective", 60),
)


def opened_meetings(app: RetroApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(app, "open_meeting", found.append)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_starting_looks_right(size: tuple[int, int]) -> None:
    app = Team().app()
    async with running(app, size) as pilot:
        await on_screen(app, pilot, "start")
        await looks_like(f"start-{size[0]}x{size[1]}", app, pilot)


@pytest.mark.parametrize("name", ["start", "people"])
async def test_a_tiny_terminal_still_draws(name: str) -> None:
    app = Team().app()
    async with running(app, (40, 12)) as pilot:
        await on_screen(app, pilot, name)
        for size in ((40, 12), (10, 4), (130, 8)):
            await pilot.resize_terminal(*size)
            await settled(pilot)


async def test_a_format_called_so_comes_before_one_that_mentions_it() -> None:
    item = {"activity": "talk", "title": "News", "minutes": 5}
    moods = {"title": "Moods", "kind": "update", "about": "Starts from moods", "agenda": [item]}
    start = {"title": "Start over", "kind": "update", "agenda": [item]}
    found = tuple(check_format(each, each["title"], "a test") for each in (moods, start))
    app = RetroApp(empty_desk(), lambda: (found, ()))
    async with running(app, (80, 24)) as pilot:
        screen = await on_screen(app, pilot, "start")
        await typed(pilot, "start")
        rows = screen.query_one("#list", ListPanel).rows
        assert [each.cells[0] for each in rows.items if each.id] == ["Start over", "Moods"]
        assert screen._chosen.format.title == "Start over"


async def test_formats_stand_by_kind_and_the_teams_own_first() -> None:
    desk = empty_desk()
    before = meetings.start(desk, SHELF[2], people=("Ana",)).id
    meetings.discard(desk, before)
    for chosen, scores in ((SHELF[0], (5, 4)), (SHELF[3], ())):
        talked = check_format(
            {
                "title": chosen.title,
                "kind": chosen.kind,
                "agenda": [{"activity": "close", "title": "Close", "minutes": 3}],
            },
            chosen.name,
            SHIPPED,
        )
        meeting = meetings.start(desk, talked, people=("Ana", "Bo")).id
        close = load_state(desk.repo, meeting).items[0].id
        for score in scores:
            votes.rate(desk, close, score)
        if scores:
            votes.close_rating(desk, close)
        agenda.end(desk, meeting)
        desk.clock.advance(86_400)
    app = RetroApp(desk, lambda: (SHELF, ()))
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start")
        rows = screen.query_one("#list", ListPanel).rows
        await until_shown(app, pilot, "used last 23 Nov")
        assert headings(rows) == ["Yours", "Retrospectives", "Workshops"]
        assert ids(rows) == ["anchor", "sprint", "brief", "vision"]
        await press(pilot, "down")
        await until_shown(app, pilot, "used last 22 Nov · rated 4.5 (1)")


async def test_what_takes_too_long_is_dim_and_below_and_says_by_how_much() -> None:
    app = RetroApp(empty_desk(), lambda: (SHELF, ()))
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start")
        rows = screen.query_one("#list", ListPanel).rows
        await press(pilot, "tab")
        await typed(pilot, "4x5")
        await until_shown(app, pilot, "1 fit into 45 min · 3 longer")
        assert headings(rows) == ["Retrospectives", "Longer than 45 min"]
        assert ids(rows) == ["brief", "anchor", "sprint", "vision"]
        assert [each.dim for each in rows.items if each.id] == [False, True, True, True]
        await until_shown(app, pilot, "125 min too long")
        await press(pilot, "down")
        await until_shown(app, pilot, "by 15 min; taken,")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Form)
        await until_shown(app, pilot, "60 → 45 min")


async def test_with_the_list_in_focus_letters_move_and_a_slash_finds() -> None:
    app = RetroApp(empty_desk(), lambda: (SHELF, ()))
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start")
        rows = screen.query_one("#list", ListPanel).rows
        await press(pilot, "tab", "tab", "j", "j")
        assert (rows.has_focus, rows.selected_id) == (True, "sprint")
        await press(pilot, "k", "slash")
        assert rows.selected_id == "anchor"
        await typed(pilot, "jvisi")
        assert ids(rows) == []
        await press(pilot, "escape", "tab", "tab", "m")
        await typed(pilot, "100")
        await until_shown(app, pilot, "3 fit into 100 min · 1 longer")


async def test_escape_empties_what_was_typed_and_then_leaves() -> None:
    app = RetroApp(empty_desk(), lambda: (SHELF, ()))
    async with running(app, (80, 24)) as pilot:
        screen = await on_screen(app, pilot, "start")
        rows = screen.query_one("#list", ListPanel).rows
        await typed(pilot, "vis")
        await press(pilot, "tab")
        await typed(pilot, "30")
        assert ids(rows) == ["vision"]
        await press(pilot, "escape")
        assert app.screen is screen
        assert len(ids(rows)) == len(SHELF)
        await press(pilot, "escape")
        assert app.screen is not screen


async def test_the_frame_is_painted_before_the_formats_are_read() -> None:
    painted: list[str] = []

    def read() -> Formats:
        painted.append(screen_text(app))
        return SHELF, ()

    app = RetroApp(empty_desk(), read)
    async with running(app, (80, 24)) as pilot:
        await on_screen(app, pilot, "start")
        await until_shown(app, pilot, "4 formats")
    assert len(painted) == 1
    assert "Start a meeting" in painted[0]
    assert "Formats" in painted[0]


async def test_a_key_typed_ahead_of_the_formats_waits_for_them() -> None:
    app = RetroApp(empty_desk(), lambda: (SHELF, ()))
    async with running(app, (80, 24)) as pilot:
        app.open("start")
        await press(pilot, "enter")
        assert isinstance(app.screen, ChooseSeveral)


async def test_hostile_formats_and_words_do_no_harm() -> None:
    evil = shelf(
        ("".join(HOSTILE)[:200], "update", 480), ("Brief", "update", 20), source=HOSTILE[0]
    )
    app = RetroApp(empty_desk(), lambda: (evil, ()))
    async with running(app, (80, 24)) as pilot:
        screen = await on_screen(app, pilot, "start")
        for text in HOSTILE:
            screen.query_one("#narrow", LineField).value = text
            await settled(pilot)
        screen.query_one("#narrow", LineField).value = ""
        screen.query_one("#minutes", LineField).value = "²"
        await settled(pilot)
        await until_shown(app, pilot, "2 formats")
        assert "\x1b" not in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_shipped_formats_look_right(size: tuple[int, int]) -> None:
    app = RetroApp(Team().desk, lambda: (shipped_formats(), ()))
    async with running(app, size) as pilot:
        await on_screen(app, pilot, "start")
        await press(pilot, "tab")
        await typed(pilot, "45")
        await looks_like(f"start-shipped-{size[0]}x{size[1]}", app, pilot)


async def test_the_agenda_follows_the_selected_format() -> None:
    app = app_on(empty_desk())
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start")
        agenda = screen.query_one("#agenda", ListPanel)
        before = agenda.rows.items
        await press(pilot, "down")
        assert agenda.rows.items != before


async def test_typing_narrows_the_formats_and_the_agenda_follows() -> None:
    app = app_on(empty_desk())
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start")
        await until_shown(app, pilot, "Last actions")
        await typed(pilot, "one")
        rows = screen.query_one("#list", ListPanel).rows
        assert ids(rows) == ["one-on-one"]
        assert "Last actions" not in screen_text(app)
        await until_shown(app, pilot, "on this machine only")
        await typed(pilot, "zzz")
        await until_shown(app, pilot, "No format has all of that")
        await press(pilot, "enter")
        assert "shorten what you typed" in toasts(app)


async def test_a_meeting_is_started_with_people_minutes_and_a_facilitator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = empty_desk()
    people.add(desk, "Lena")
    app = app_on(desk)
    opened = opened_meetings(app, monkeypatch)
    async with running(app, (120, 36)) as pilot:
        await on_screen(app, pilot, "start")
        await press(pilot, "enter")
        assert isinstance(app.screen, ChooseSeveral)
        await typed(pilot, "Zoe")
        await press(pilot, "tab")
        await typed(pilot, "len")
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, Form)
        await until_shown(app, pilot, "Start, Stop, Continue, 22 Nov")
        await press(pilot, "tab", "tab")
        await typed(pilot, "30")
        await until_shown(app, pilot, "60 → 30 min: Check-in 3")
        await press(pilot, "ctrl+s")
        (made,) = meetings.listing(desk.repo)
        assert opened == [made.id]
        state = load_state(desk.repo, made.id)
        known = people.directory(desk.repo)
        assert known.names(each.person for each in state.participants) == ("Ana", "Lena", "Zoe")
        assert known.name(made.facilitator or "") == "Ana"
        assert sum(each.minutes or 0 for each in state.items) == 30
        assert (made.status, made.title) == (MeetingStatus.RUNNING, "Start, Stop, Continue, 22 Nov")
        assert app.screen is app.screen_stack[0]


async def test_a_slot_too_short_is_refused_before_anything_is_made() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app, (120, 36)) as pilot:
        await on_screen(app, pilot, "start")
        await press(pilot, "enter", "enter", "tab", "tab")
        await typed(pilot, "5")
        await until_shown(app, pilot, "9 agenda items do not fit into 5 minutes")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Form)
        assert meetings.listing(desk.repo) == ()


async def test_the_next_meeting_of_a_series_begins_with_its_format_and_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Team()
    app = team.app()
    opened_meetings(app, monkeypatch)
    private = next(each for each in meetings.listing(team.repo) if each.id == team.private)
    async with running(app, (120, 36)) as pilot:
        screen = await on_screen(app, pilot, "start", private.series)
        assert screen.query_one("#list", ListPanel).rows.selected_id == "one-on-one"
        await press(pilot, "enter", "enter")
        await until_shown(app, pilot, "stays on this machine")
        await press(pilot, "ctrl+s")
        made = meetings.running(team.repo)
        assert made[0].private or made[1].private
        started = next(each for each in made if each.private)
        assert started.series == private.series


async def test_a_meeting_and_its_series_outlive_the_format() -> None:
    team = Team()
    app = RetroApp(team.desk, lambda: (SHELF, ()))
    async with running(app, (120, 36)) as pilot:
        app.open_meeting(team.running)
        await until_shown(app, pilot, "Retro, sprint 44")
        await press(pilot, "n")
        await until_shown(app, pilot, "Last actions")
        series = next(each for each in meetings.listing(team.repo) if each.id == team.ended).series
        screen = await on_screen(app, pilot, "start", series)
        await until_shown(app, pilot, "4 formats")
        assert screen.query_one("#list", ListPanel).rows.selected_id == "brief"


async def test_those_of_last_time_are_marked() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        await on_screen(app, pilot, "start")
        await press(pilot, "enter")
        assert isinstance(app.screen, ChooseSeveral)
        assert sorted(app.screen.marked) == ["Ana", "Bo", "Lena"]


async def test_keys_typed_ahead_leave_only_the_start() -> None:
    app = RetroApp(empty_desk())
    async with running(app) as pilot:
        await on_screen(app, pilot, "people")
        start = await on_screen(app, pilot, "start")
        for _ in range(3):
            start.cmd_back()
        await settled(pilot)
        assert isinstance(app.screen, PeopleScreen)


async def test_escape_leaves_without_a_meeting() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app) as pilot:
        screen = await on_screen(app, pilot, "start")
        assert isinstance(screen, StartScreen)
        await press(pilot, "enter", "escape")
        assert app.screen is screen
        await press(pilot, "escape")
        assert app.screen is app.screen_stack[0]
        assert meetings.listing(desk.repo) == ()


def test_keys_do_not_clash() -> None:
    assert REGISTRY.clashes("rows", "list", "people", "work", "screen") == ()
    assert REGISTRY.clashes("start", "work", "screen") == ()
