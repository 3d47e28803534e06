"""The app on a running meeting in memory: press keys, see the screen, read the records.

``async with sitting(size=(80, 24), item="Vote") as table:`` opens a running Start, Stop, Continue
on a clock that stands still, with Ana, Bo and Cy in the room and Ana at the keyboard. Put records
there first with a ``tests.support.meeting_room.Room`` of your own.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.widget import Widget

from retrotui.core.meeting_state import MeetingState
from retrotui.services import agenda
from retrotui.ui.app import RetroApp
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.messages import StoreChanged
from retrotui.ui.screens.meeting import MeetingScreen
from retrotui.ui.stages.base import Stage
from retrotui.ui.widgets.capture import CaptureLine
from retrotui.ui.widgets.hints import HintBar
from tests.support.meeting_room import Room
from tests.support.screens import running, screen_text

W = TypeVar("W", bound=Widget)
_ROUNDS = 100


class Lobby(CommandScreen[None]):
    """What is below the meeting, in place of home."""

    def compose(self) -> ComposeResult:
        yield HintBar()


class Table:
    """A person at the meeting's screen.

    Attributes:
        room: The records, the fake clock and the people; ``room.desk`` is another terminal's.
        app: The app; ``app.desk`` announces what it writes.
        screen: The meeting's screen.
    """

    def __init__(self, room: Room, app: RetroApp, screen: MeetingScreen, pilot: Pilot[None]):
        self.room, self.app, self.screen, self.pilot = room, app, screen, pilot

    @property
    def state(self) -> MeetingState:
        return self.room.state

    @property
    def stage(self) -> Stage:
        """What is on stage now."""
        return self.screen.query_one(Stage)

    @property
    def text(self) -> str:
        """The whole screen, a line per row."""
        return screen_text(self.app)

    @property
    def running_title(self) -> str | None:
        """Title of the running item."""
        line = self.screen.line
        item = line.item(line.running)
        return None if item is None else item.title

    @property
    def line(self) -> CaptureLine:
        """The capture line."""
        return self.screen.query_one(CaptureLine)

    @property
    def toasts(self) -> list[str]:
        """Every toast so far that is still shown."""
        return [each.message for each in self.app._notifications]

    def part(self, kind: type[W], selector: str = "*") -> W:
        """A widget of whatever screen or dialog is on top."""
        return self.app.screen.query(selector).results(kind).__next__()

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other, and waits until they have been dealt with."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Puts text where the cursor is, as a paste does."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()

    async def enter(self, text: str) -> None:
        """Types a text and presses enter."""
        await self.type(text)
        await self.press("enter")

    async def until(self, done: Callable[[], Any]) -> None:
        """Waits for a condition that takes more than one round of messages."""
        for _ in range(_ROUNDS):
            if done():
                return
            await self.pilot.pause()
        raise AssertionError(f"never came true; the screen shows\n{self.text}")

    async def follow(self) -> None:
        """Another terminal wrote something with ``room.desk``: the app takes it in."""
        for screen in self.app.screen_stack:
            screen.post_message(StoreChanged(own=False))
        await self.pilot.pause()
        await self.pilot.pause()

    async def wait(self, seconds: float) -> None:
        """Time passes, and the screen ticks."""
        self.room.clock.advance(seconds)
        self.screen.tick()
        await self.pilot.pause()

    async def go_to(self, title: str) -> None:
        """Makes an agenda item the running one."""
        agenda.go_to(self.app.desk, self.room.meeting, self.room.id(title))
        await self.until(
            lambda: self.stage.view is not None and self.stage.view.item.title == title
        )


@asynccontextmanager
async def sitting(
    room: Room | None = None, *, size: tuple[int, int] = (120, 36), item: str | None = None
) -> AsyncIterator[Table]:
    """The app on a running meeting.

    Args:
        room: The meeting; None makes a Start, Stop, Continue with Ana, Bo and Cy.
        size: Columns and rows.
        item: Title of the agenda item to begin with; None is the first.
    """
    here = room or Room()
    if item is not None and item != here.state.items[0].title:
        agenda.go_to(here.desk, here.meeting, here.id(item))
    made: list[MeetingScreen] = []

    def build(meeting: str) -> MeetingScreen:
        # A clock that is told the time is no machine that slept.
        made.append(MeetingScreen(meeting, awake=lambda: here.clock.instant.boot or 0.0))
        return made[-1]

    app = RetroApp(here.desk, first=Lobby, screens={"meeting": build})
    async with running(app, size) as pilot:
        app.open_meeting(here.meeting)
        await pilot.pause()
        table = Table(here, app, made[0], pilot)
        await table.until(lambda: table.screen.is_mounted and table.screen.query("#stage, #page"))
        await pilot.pause()
        yield table
