"""Starting the app from the command line: on home, or with a meeting over it."""

from typing import Any

import pytest
from textual.screen import Screen

from retrotui.core.errors import StoreError, UsageError
from retrotui.services.desk import Desk
from retrotui.ui.app import Formats
from retrotui.ui.launch import Launched
from retrotui.ui.screens.home import HomeScreen
from tests.support.memory import MemoryRepository
from tests.support.screens import screen_text
from tests.support.team import Team, formats, toasts, until_shown


class _Home(Screen[None]):
    """Where people start."""


class _Meeting(Screen[None]):
    """Notes which meeting it was opened for."""

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting


def app(meeting: str | None) -> Launched:
    repo = MemoryRepository()
    desk = Desk(repo, repo.clock, repo.ids, "Ana")
    screens: dict[str, Any] = {"home": _Home, "meeting": _Meeting}
    return Launched(desk, meeting=meeting, screens=screens)


async def test_a_meeting_opens_over_home() -> None:
    launched = app("m" * 26)
    async with launched.run_test() as pilot:
        await pilot.pause()
        home, meeting = launched.screen_stack
        assert isinstance(home, _Home)
        assert isinstance(meeting, _Meeting)
        assert meeting.meeting == "m" * 26


async def test_without_a_meeting_it_opens_on_home() -> None:
    launched = app(None)
    async with launched.run_test() as pilot:
        await pilot.pause()
        (home,) = launched.screen_stack
        assert isinstance(home, _Home)


async def test_the_frame_is_painted_before_the_store_is_opened_and_filled_after_it() -> None:
    team, seen = Team(), []

    def desk() -> Desk:
        seen.append(screen_text(launched))
        return team.desk

    launched = Launched(desk)
    async with launched.run_test(size=(120, 36)) as pilot:
        await until_shown(launched, pilot, "Fix the flaky deploy")
    (frame,) = seen
    assert all(title in frame for title in ("Due", "Dissent", "Next", "Lately"))
    assert "Nothing" not in frame
    assert "Fix the flaky deploy" not in frame


async def test_a_key_pressed_before_the_frame_is_filled_does_its_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Team()
    monkeypatch.setattr(HomeScreen, "on_screen_resume", lambda _home: None)
    launched = Launched(lambda: team.desk)
    async with launched.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert not launched.is_store_open
        await pilot.press("r")
        await until_shown(launched, pilot, "Retro, sprint 44")
        assert len(launched.screen_stack) == 2


async def test_a_store_that_refuses_ends_the_app_with_the_reason() -> None:
    refusal = StoreError("the store is gone")

    def desk() -> Desk:
        raise refusal

    launched = Launched(desk)
    async with launched.run_test() as pilot:
        for _ in range(100):
            if launched.refusal is not None:
                break
            await pilot.pause()
    assert launched.refusal is refusal
    assert launched.return_code == refusal.code


async def test_formats_are_read_when_one_is_chosen_and_refused_ones_are_told() -> None:
    team, read = Team(), []

    def formats_once() -> Formats:
        read.append(True)
        return formats(), (UsageError("ours.toml: no agenda"),)

    launched = Launched(team.desk, formats=formats_once)
    async with launched.run_test(size=(120, 36), notifications=True) as pilot:
        await until_shown(launched, pilot, "Fix the flaky deploy")
        assert not read
        await pilot.press("n")
        await until_shown(launched, pilot, "Start, Stop, Continue")
        assert "ours.toml: no agenda" in toasts(launched)
    assert read == [True]
