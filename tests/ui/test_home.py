"""Home: what is owed and what is next, and from there to everything."""

from typing import Any

import pytest
from textual.screen import Screen

from retrotui.core.actions import Draft, Edit
from retrotui.core.activities import brainstorm
from retrotui.core.changes import Put
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.text import one_line
from retrotui.services import actions, agenda, cards, meetings, notes, people, settings, votes
from retrotui.services.meeting_state import get_meeting, load_state
from retrotui.ui.app import RetroApp
from retrotui.ui.command_screen import PaletteEntry
from retrotui.ui.commands import REGISTRY
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.dialogs.form import Form
from retrotui.ui.lists.list_panel import ListPanel, share
from retrotui.ui.messages import StoreChanged
from retrotui.ui.screens.actions import ActionsScreen
from retrotui.ui.screens.decisions import DecisionsScreen
from retrotui.ui.screens.home import HomeScreen
from retrotui.ui.screens.people import PeopleScreen
from retrotui.ui.screens.start import StartScreen
from tests.support.fakes import FakeClock
from tests.support.held import hold
from tests.support.hostile import HOSTILE
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.team import (
    Team,
    app_on,
    empty_desk,
    formats,
    press,
    settled,
    toasts,
    until_shown,
)


def home(app: RetroApp) -> HomeScreen:
    found = app.screen_stack[0]
    assert isinstance(found, HomeScreen)
    return found


def panel(app: RetroApp, name: str) -> ListPanel:
    return home(app).query_one(f"#{name}", ListPanel)


def opened_meetings(app: RetroApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(app, "open_meeting", found.append)
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_home_looks_right(size: tuple[int, int]) -> None:
    app = Team().app()
    async with running(app, size) as pilot:
        await looks_like(f"home-{size[0]}x{size[1]}", app, pilot)


async def test_an_empty_store_says_the_three_things_to_do_first() -> None:
    app = app_on(empty_desk())
    async with running(app) as pilot:
        await looks_like("home-empty-80x24", app, pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Form)
        assert isinstance(app.screen_stack[-2], ActionsScreen)


async def test_a_welcome_gives_way_to_the_first_thing_written() -> None:
    desk = empty_desk()
    app = app_on(desk)
    async with running(app) as pilot:
        actions.add(app.desk, Draft("the first"))
        await settled(pilot)
        assert not panel(app, "welcome").display
        assert app.focused is not None
        assert app.focused.display


async def test_a_tiny_terminal_still_draws() -> None:
    app = Team().app()
    async with running(app, (40, 12)) as pilot:
        for size in ((40, 12), (20, 6), (130, 12), (3, 2), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        await until_shown(app, pilot, "Due")


async def test_what_another_terminal_writes_appears_and_the_selection_stays() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "j")
        due = panel(app, "due").rows
        chosen = due.selected_id
        assert chosen == team.soon
        actions.add(team.desk, Draft("Sent by somebody else", due="2026-11-01"))
        home(app).post_message(StoreChanged(own=False))
        await settled(pilot)
        await until_shown(app, pilot, "Sent by somebody else")
        assert due.selected_id == chosen
        assert due.has_focus


async def test_midnight_makes_things_overdue() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await until_shown(app, pilot, "1 overdue")
        team.clock.advance(3 * 24 * 3600)
        home(app).tick()
        await settled(pilot)
        await until_shown(app, pilot, "2 overdue")
        await until_shown(app, pilot, "Wed 25 Nov 09:00")


async def test_the_day_is_the_teams() -> None:
    team = Team()
    settings.set_setting(team.desk, "timezone", "Pacific/Auckland")
    app = team.app()
    async with running(app) as pilot:
        await until_shown(app, pilot, "Sun 22 Nov 22:00")


async def test_enter_opens_an_actions_form_and_keeps_what_changed() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        await press(pilot, "end", "!", "ctrl+s")
        assert actions.get(team.repo, team.late).title == "Fix the flaky deploy!"
        await press(pilot, "u")
        assert actions.get(team.repo, team.late).title == "Fix the flaky deploy"


async def test_enter_opens_the_rest() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        panel(app, "due").rows.select(team.decided)
        await press(pilot, "enter")
        assert isinstance(app.screen, DecisionsScreen)
        await press(pilot, "escape", "tab", "enter")
        assert isinstance(app.screen, DecisionsScreen)
        found = app.screen.query_one("#dissents", ListPanel).rows
        assert found.has_focus
        assert found.selected_id == team.answered
        await press(pilot, "escape", "tab")
        panel(app, "next").rows.select(meetings.listing(team.repo)[-1].series or "")
        await press(pilot, "enter")
        assert isinstance(app.screen, StartScreen)


async def test_meetings_open_running_or_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    app = team.app()
    opened = opened_meetings(app, monkeypatch)
    async with running(app, (120, 36)) as pilot:
        await press(pilot, "r")
        await press(pilot, "tab", "tab", "enter")
        await press(pilot, "tab", "j", "enter")
        assert opened == [team.running, team.running, team.ended]


@pytest.mark.parametrize(
    ("key", "screen"),
    [("n", StartScreen), ("a", ActionsScreen), ("d", DecisionsScreen), ("o", PeopleScreen)],
)
async def test_keys_open_the_other_screens(key: str, screen: type[Screen[Any]]) -> None:
    app = Team().app()
    async with running(app) as pilot:
        await press(pilot, key)
        assert isinstance(app.screen, screen)
        await press(pilot, "escape")
        assert app.screen is home(app)


async def test_discarding_names_what_goes_and_can_be_undone() -> None:
    team = Team()
    actions.add(team.desk, Draft("promised there", meeting=team.running))
    notes.add(team.desk, NoteSort.PARKING, "later", meeting=team.running)
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "X")
        assert isinstance(app.screen, Confirm)
        await until_shown(app, pilot, "1 action, 1 parked note")
        await press(pilot, "n")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.RUNNING
        await press(pilot, "X", "y")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.DISCARDED
        assert "unfinished" not in screen_text(app)
        await press(pilot, "u")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.RUNNING


async def test_ending_from_home_asks_and_can_be_undone() -> None:
    team = Team()
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "E")
        assert "1 dissent is not answered" in screen_text(app)
        await press(pilot, "y")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.ENDED
        await press(pilot, "u")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.RUNNING


async def test_ending_from_home_says_what_would_stay_undone() -> None:
    team = Team()
    items = {each.activity: each for each in load_state(team.repo, team.running).items}
    gather, vote, close = items["brainstorm"], items["vote"], items["close"]
    column = brainstorm.settings(gather).columns[0].key
    cards.add(team.desk, gather.id, column, "seen")
    cards.reveal(team.desk, gather.id)
    (card,) = load_state(team.repo, team.running).cards
    votes.cast(team.desk, vote.id, card.id, "paper-1", 1)
    votes.rate(team.desk, close.id, 4)
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "E")
        shown = screen_text(app)
        assert "1 rating is not counted yet" in shown
        assert f"{vote.title}: the vote is still open" in shown
        await press(pilot, "n")
        assert get_meeting(team.repo, team.running).status is MeetingStatus.RUNNING


async def test_with_several_unfinished_the_selected_one_is_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Team()
    team.clock.advance(60)
    other = team._start("Another")
    app = team.app()
    opened = opened_meetings(app, monkeypatch)
    async with running(app) as pilot:
        panel(app, "next").rows.select(team.running)
        await press(pilot, "r")
        panel(app, "next").rows.select(other)
        await press(pilot, "r")
        assert opened == [team.running, other]


async def test_keys_that_cannot_work_say_why() -> None:
    team = Team()
    agenda.end(team.desk, team.running)
    app = team.app()
    async with running(app) as pilot:
        await press(pilot, "r")
        assert "Every meeting is finished" in toasts(app)
        await press(pilot, "a", "u")
        assert "Nothing was done in this session yet" in toasts(app)


async def test_private_meetings_say_that_they_are_on_this_machine_only() -> None:
    team = Team()
    app = team.app()
    async with running(app, (120, 36)):
        assert screen_text(app).count("this machine only") == 2
    meetings.discard(team.desk, team.private)
    app = team.app()
    async with running(app, (120, 36)):
        assert "this machine only" not in screen_text(app)


async def test_the_palette_offers_meetings_actions_and_decisions() -> None:
    app = Team().app()
    async with running(app) as pilot:
        titles = {each.title for each in home(app).palette_entries()}
        assert {"Retro, sprint 43", "Fix the flaky deploy", "Ship profiling"} <= titles
        await press(pilot, "ctrl+p")
        await pilot.press(*"flaky")
        await app.workers.wait_for_complete()
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(app.screen, ActionsScreen)
        selected = app.screen.selected
        assert selected is not None
        assert selected.title == "Fix the flaky deploy"


@pytest.mark.parametrize(
    ("zone", "held"), [("Europe/Berlin", "11 Nov"), ("America/Los_Angeles", "10 Nov")]
)
async def test_the_palette_gives_a_meeting_the_teams_day(zone: str, held: str) -> None:
    team = Team()
    settings.set_setting(team.desk, "timezone", zone)
    meeting = dict(team.repo.get("meetings", team.ended) or {})
    late = Put("meetings", team.ended, {**meeting, "started": "2026-11-10T23:30:00Z"})
    team.desk.commit((late,))
    app = team.app()
    async with running(app):
        notes = {each.title: each.note for each in home(app).palette_entries()}
    assert notes["Retro, sprint 43"] == f"meeting · {held}"


async def test_what_is_out_of_sight_is_counted() -> None:
    team = Team()
    for number in range(30):
        actions.add(team.desk, Draft(f"number {number}", due="2026-11-21"))
    app = team.app()
    async with running(app) as pilot:
        due = panel(app, "due")
        hidden = 33 - due.rows.size.height
        await until_shown(app, pilot, f"{hidden} more ↓")
        await press(pilot, "G")
        assert str(due.border_subtitle) == ""


async def test_harmful_text_is_shown_and_never_obeyed() -> None:
    team = Team()
    bo = people.resolve(team.repo, "Bo")
    app = team.app()
    async with running(app, (120, 36)) as pilot:
        for text in HOSTILE:
            if not one_line(text):
                continue
            actions.edit(app.desk, team.late, Edit(title=text))
            people.rename(app.desk, bo, text[:100])
            meetings.rename(app.desk, team.running, text)
            meetings.rename(app.desk, team.ended, text)
            settings.set_setting(app.desk, "team", text[:100])
            await settled(pilot)
            assert all(title for title, _ in map(_palette_text, home(app).palette_entries()))
            for strip in app.screen._compositor.render_strips():
                assert not RAW.search(strip.text)
                assert all(
                    "@click" not in (each.style.meta if each.style else {}) for each in strip
                )
        assert not app._exit


def _palette_text(entry: PaletteEntry) -> tuple[str, str]:
    return entry.title, entry.note


def test_keys_do_not_clash() -> None:
    assert REGISTRY.clashes("rows", "list", "home", "work", "screen") == ()


def test_panels_share_the_lines_there_are() -> None:
    assert share([5, 4], 20, 3) == (16, 4)
    assert share([30, 4, 4, 4], 22, 3) == (13, 3, 3, 3)
    assert share([9, 9], 4, 3) == (3, 3)
    assert share([], 10, 3) == ()


async def test_home_says_whether_the_next_meeting_of_a_series_fits() -> None:
    desk = empty_desk()
    assert isinstance(desk.clock, FakeClock)
    hold(desk, desk.clock, formats()[0], 5, minutes={"Gather": 15, "Discuss": 24})
    app = app_on(desk)
    async with running(app, (120, 36)) as pilot:
        await until_shown(app, pilot, "P80 84 of 60 min, items 6-9 will not fit")
        chosen = panel(app, "next").rows.selected_id
        hold(app.desk, desk.clock, formats()[0], 2, minutes={"Gather": 2, "Discuss": 2})
        await until_shown(app, pilot, "P80 78 of 60 min")
        assert panel(app, "next").rows.selected_id == chosen


async def test_home_is_silent_while_little_is_known() -> None:
    desk = empty_desk()
    assert isinstance(desk.clock, FakeClock)
    hold(desk, desk.clock, formats()[0], 4)
    app = app_on(desk)
    async with running(app, (120, 36)) as pilot:
        await until_shown(app, pilot, "carries nothing")
        for _ in range(20):
            await settled(pilot)
        assert app.memory.past is not None
        assert "P80" not in screen_text(app)
