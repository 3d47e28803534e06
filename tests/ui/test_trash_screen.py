"""The trash, and taking back steps from before this session or that somebody changed since."""

import pytest

from retrotui.core.actions import Draft, Edit
from retrotui.services import actions, meetings
from retrotui.services.meeting_state import get_meeting
from retrotui.ui.app import RetroApp
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.screens.trash import TrashScreen
from tests.support.screens import SIZES, looks_like, running
from tests.support.team import Team, app_on, empty_desk, press, settled, toasts, until_shown


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_put_away_is_listed_and_comes_back(size: tuple[int, int]) -> None:
    team = Team()
    actions.delete(team.desk, team.undated)
    meetings.discard(team.desk, team.running)
    app = team.app()
    async with running(app, size) as pilot:
        await app.run_action("command('app.trash')")
        await settled(pilot)
        assert isinstance(app.screen, TrashScreen)
        await looks_like(f"trash-{size[0]}x{size[1]}", app, pilot)
        await press(pilot, "enter", "r")
        assert actions.get(team.repo, team.undated).title == "Tidy the wiki"
        assert get_meeting(team.repo, team.running).title == "Retro, sprint 44"
        await until_shown(app, pilot, "Nothing was deleted")
        await press(pilot, "r")
        assert "There is nothing to bring back." in toasts(app)


def restarted(team: Team) -> RetroApp:
    """The app anew, knowing nothing of what was done before."""
    return app_on(team.desk)


async def test_after_a_restart_u_on_home_takes_back_the_last_step_after_saying_which() -> None:
    team = Team()
    actions.edit(team.desk, team.soon, Edit(title="Ask nobody"))
    app = restarted(team)
    async with running(app) as pilot:
        await press(pilot, "u")
        assert isinstance(app.screen, Confirm)
        await until_shown(app, pilot, "Ask nobody")
        await press(pilot, "n")
        assert actions.get(team.repo, team.soon).title == "Ask nobody"
        await press(pilot, "u", "y")
        assert actions.get(team.repo, team.soon).title == "Ask legal about the export"


async def test_u_refuses_in_words_when_somebody_changed_the_field_since() -> None:
    team = Team()
    app = restarted(team)
    async with running(app) as pilot:
        await press(pilot, "j", "enter", "end", "!", "ctrl+s")
        actions.edit(team.desk.acting("Bo"), team.soon, Edit(title="Bo knows better"))
        await press(pilot, "u")
        assert actions.get(team.repo, team.soon).title == "Bo knows better"
        assert "Bo set title" in toasts(app)
        actions.edit(team.desk.acting("Bo"), team.soon, Edit(title="Ask legal about the export!"))
        await press(pilot, "u")
        assert actions.get(team.repo, team.soon).title == "Ask legal about the export"


async def test_with_nothing_ever_done_u_says_so() -> None:
    app = app_on(empty_desk())
    async with running(app) as pilot:
        await press(pilot, "u")
        assert "left to undo" in toasts(app)


async def test_a_deleted_action_of_this_session_is_in_the_trash_and_u_brings_it_back() -> None:
    desk = empty_desk()
    made = actions.add(desk, Draft("short lived")).id
    actions.delete(desk, made)
    app = app_on(desk)
    async with running(app) as pilot:
        app.open("trash")
        await press(pilot, "r")
        assert actions.get(desk.repo, made).title == "short lived"
        await press(pilot, "u")
        await until_shown(app, pilot, "short lived")
