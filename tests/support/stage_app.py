"""One stage in a plain room: the board, capture line and hints, without a meeting's screen around.

``async with on_stage("Vote", room, size=(80, 24)) as table:`` shows an agenda item's stage on a
running meeting in memory; press keys, see the text, read ``table.room.state``.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from retrotui.core.dates import Calendar
from retrotui.core.errors import RetroError, UsageError
from retrotui.core.meeting_state import ROOM, clock, find_item
from retrotui.core.ports import Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import person_id
from retrotui.core.text import one_line
from retrotui.services import agenda, cards
from retrotui.services.desk import Desk
from retrotui.services.undo import UndoStack
from retrotui.ui.app import RetroApp
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.commanding import Commander
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.messages import StoreChanged
from retrotui.ui.render import joined
from retrotui.ui.stages import make_stage
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.widgets.capture import Capture, CaptureLine
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.panel import Panel
from tests.support.hostile import HOSTILE
from tests.support.meeting_room import Room as Records
from tests.support.meeting_room import start_stop_continue
from tests.support.screens import RAW, running, screen_text

V = TypeVar("V")

REGISTRY.add(
    Command("host.write", ("enter",), "write", "Write here", "host", hint=True, weight=75),
    Command("host.undo", ("u",), "undo", "Take the last change back", "host"),
)


class Host(CommandScreen[None]):
    """A room with one stage in it."""

    CONTEXTS = ("host",)
    CSS = "#host-panel { height: 1fr; }"

    def __init__(self, records: Records, title: str) -> None:
        self.records, self.item = records, records.id(title)
        self.stage = make_stage(records.item(title), self)
        super().__init__()
        self.undo = UndoStack()
        self.person: str | None = None

    @property
    def desk(self) -> Desk:
        return self.retro.desk

    @property
    def who(self) -> str | None:
        return None if self.person is None else person_id(self.person)

    @property
    def who_name(self) -> str:
        return self.person or ROOM

    def keep(self, label: str, *receipts: Receipt) -> None:
        for receipt in receipts:
            self.undo.push(label, receipt, meeting=self.records.meeting)

    def take_back(self, *made: Receipt) -> str:
        return self.undo.undo(self.desk, *made)

    def forget(self, kind: Kind) -> None:
        self.undo.forget(kind)

    def write(self, capture: Capture) -> None:
        self.query_one(CaptureLine).open(capture)

    def ask(self, dialog: Screen[V], then: Callable[[V | None], object]) -> None:
        def answered(answer: V | None) -> None:
            try:
                then(answer)
            except RetroError as error:
                self.retro.tell(error)

        self.app.push_screen(dialog, answered)

    def say(self, text: str) -> None:
        self.retro.notify(text)

    def commanders(self) -> tuple[Commander, ...]:
        return (self.stage, self)

    def offered(self, command_id: str, /) -> bool:
        return self.stage.writes or command_id != "host.write"

    def compose(self) -> ComposeResult:
        yield Panel(self.stage, id="host-panel")
        yield CaptureLine()
        yield HintBar()

    def on_mount(self) -> None:
        self.show()
        self.stage.focus_stage()

    def on_store_changed(self, _event: StoreChanged) -> None:
        self.show()

    def seen(self) -> MeetingView:
        state, now = self.records.state, self.records.clock.now()
        calendar = Calendar(now.utc)
        return MeetingView(state, find_item(state, self.item), clock(state, now), now, calendar, 14)

    def show(self) -> None:
        view = self.seen()
        self.stage.show(view)
        title = joined((one_line(view.item.title), self.stage.headline(view)))
        self.query_one(Panel).set_title(title)
        self.refresh_hints()

    def cmd_write(self) -> None:
        capture = self.stage.capture()
        if capture is not None:
            self.write(capture)

    def cmd_undo(self) -> None:
        self.undo.undo(self.desk)


class Table:
    """A person in front of a stage."""

    def __init__(self, host: Host, app: RetroApp, pilot: Pilot[None]) -> None:
        self.host, self.app, self.pilot = host, app, pilot
        self.room = host.records

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def toasts(self) -> str:
        return "\n".join(each.message for each in self.app._notifications)

    @property
    def stage(self) -> Any:
        return self.host.stage

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.settle()

    async def write(self, text: str) -> None:
        """Types a text where the cursor is, and presses enter."""
        self.app.post_message(Paste(text))
        await self.pilot.press("enter")
        await self.settle()

    async def settle(self) -> None:
        for _ in range(2):
            await self.pilot.pause()

    async def elsewhere(self) -> None:
        """Another terminal wrote with ``room.desk``; the app takes it in."""
        self.host.post_message(StoreChanged(own=False))
        await self.settle()

    async def wait(self, seconds: float) -> None:
        """Time passes, and the stage ticks."""
        self.room.clock.advance(seconds)
        self.stage.tick(self.host.seen())
        await self.settle()


@asynccontextmanager
async def on_stage(
    title: str,
    room: Records | None = None,
    *,
    size: tuple[int, int] = (96, 24),
    who: str | None = None,
    run: bool = True,
) -> AsyncIterator[Table]:
    """Shows the stage of an agenda item, made the running one unless told otherwise."""
    records = room or Records()
    if run:
        agenda.go_to(records.desk, records.meeting, records.id(title))
    host = Host(records, title)
    host.person = who
    app = RetroApp(records.desk, first=lambda: host)
    async with running(app, size) as pilot:
        table = Table(host, app, pilot)
        await table.settle()
        yield table


CARDS = {
    "start": ("Pair on the deploy script before every release", "Write the runbook",
              "Invite support to planning"),
    "stop": ("Waiting on staging again", "Merging on Friday afternoon"),
    "continue": ("Short standups", "Thanking each other in public, which was nice to hear"),
}  # fmt: skip


def with_cards(*, reveal: bool = True, **gather: Any) -> Records:
    """A meeting whose board has seven cards by Ana, Bo and Cy."""
    records = Records(start_stop_continue(**gather))
    item = records.id("Gather")
    for column, texts in CARDS.items():
        for index, text in enumerate(texts):
            author = records.person(records.people[index % 3])
            cards.add(records.desk, item, column, text, author=author)
    if reveal:
        cards.reveal(records.desk, item)
    return records


def with_group() -> Records:
    """The same, revealed, with three of the cards in one group."""
    records = with_cards()
    onto = records.card(CARDS["start"][0]).id
    for text in ("Write the runbook", "Waiting on staging again"):
        cards.group(records.desk, records.card(text).id, onto)
    return records


def with_hostile_cards() -> Records:
    """Every harmful text that can be kept, as a card, in a meeting with such a name in it."""
    records = Records(start_stop_continue(hidden=False), people=("[/] \x1b[2J Ana", "Bo", "Cy"))
    item = records.id("Gather")
    author = records.state.participants[0].person
    for index, text in enumerate(HOSTILE):
        column = list(CARDS)[index % 3]
        with suppress(UsageError):
            cards.add(records.desk, item, column, text, author=author)
    return records


def assert_harmless(app: RetroApp) -> None:
    """No raw control byte in any line, and no text has become a link or an action."""
    assert app._exception is None
    assert not app._exit
    for strip in app.screen._compositor.render_strips():
        assert not RAW.search(strip.text), strip.text
        for segment in strip:
            assert segment.style is None or "@click" not in segment.style.meta
