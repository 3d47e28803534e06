"""Starting with what the past says: forecasts, learned timeboxes, and when it is silent."""

from typing import Any

import pytest

from retrotui.services import meetings
from retrotui.services.meeting_state import load_state
from retrotui.ui.app import RetroApp
from retrotui.ui.dialogs.choose import ChooseSeveral
from retrotui.ui.dialogs.form import Form
from tests.support.fakes import FakeClock
from tests.support.held import hold
from tests.support.screens import SIZES, looks_like, running, screen_text
from tests.support.team import (
    app_on,
    empty_desk,
    formats,
    press,
    settled,
    toasts,
    typed,
    until_shown,
)
from tests.ui.test_start import on_screen

LONGER = {"Gather": 14, "Discuss": 24}


def taught(times: int = 6) -> RetroApp:
    """The app of a team that has held its retrospective before."""
    desk = empty_desk()
    assert isinstance(desk.clock, FakeClock)
    hold(desk, desk.clock, formats()[0], times, minutes=LONGER)
    return app_on(desk)


async def known(app: RetroApp, pilot: Any) -> None:
    """Waits until the forecast is shown."""
    await until_shown(app, pilot, "P80")


@pytest.mark.parametrize("size", SIZES)
async def test_a_format_with_a_past_looks_right(size: tuple[int, int]) -> None:
    app = taught()
    async with running(app, size) as pilot:
        await on_screen(app, pilot, "start")
        await known(app, pilot)
        await looks_like(f"start-learned-{size[0]}x{size[1]}", app, pilot)


async def test_the_form_says_whether_the_slot_is_enough() -> None:
    app = taught()
    async with running(app, (200, 60)) as pilot:
        await on_screen(app, pilot, "start")
        await known(app, pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, Form)
        await press(pilot, "tab", "tab")
        await until_shown(app, pilot, "of 60 min, items")
        await typed(pilot, "90")
        await until_shown(app, pilot, " of 90 min · 60 → 90 min")


async def test_learned_timeboxes_are_taken_before_the_start() -> None:
    app = taught()
    async with running(app, (120, 36)) as pilot:
        await on_screen(app, pilot, "start")
        await known(app, pilot)
        await press(pilot, "ctrl+t")
        assert isinstance(app.screen, ChooseSeveral)
        assert "6 times" in screen_text(app)
        await press(pilot, "enter")
        await until_shown(app, pilot, "16 min  Gather")
        await press(pilot, "enter", "enter", "ctrl+s")
        (meeting,) = meetings.running(app.desk.repo)
        state = load_state(app.desk.repo, meeting.id)
        minutes = {each.title: each.minutes for each in state.items}
        assert minutes["Gather"] == 16
        assert (minutes["Discuss"] or 0) > 22
        assert meeting.slot == sum(each or 0 for each in minutes.values())


async def test_with_too_little_past_the_screen_says_so() -> None:
    app = taught(3)
    async with running(app, (120, 36)) as pilot:
        await on_screen(app, pilot, "start")
        await settled(pilot)
        await press(pilot, "ctrl+t")
        assert "fewer than 5 times" in toasts(app)
        assert "P80" not in screen_text(app)
