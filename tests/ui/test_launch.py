"""Starting the app from the command line: on home, or with a meeting over it."""

from typing import Any

from textual.screen import Screen

from retrotui.services.desk import Desk
from retrotui.ui.launch import Launched
from tests.support.memory import MemoryRepository


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
