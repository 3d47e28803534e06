"""Widgets on a bare screen: what they are shown, what they tell."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widget import Widget

from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.board import Board, ColumnView
from retrotui.ui.widgets.capture import CaptureLine
from retrotui.ui.widgets.cards import CardView
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.lines import LineList
from retrotui.ui.widgets.rows import Heading, Row, RowList

if TYPE_CHECKING:
    from textual.message import Message


async def settle(pilot: Any, done: Callable[[], bool]) -> None:
    """Waits for a condition that takes more than one round of messages."""
    for _ in range(50):
        if done():
            return
        await pilot.pause()


class Stand(CommandScreen[None]):
    """A screen around a few widgets that keeps what they tell."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets
        yield HintBar()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        self.told.append(event)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        self.told.append(event)

    def on_board_moved(self, event: Board.Moved) -> None:
        self.told.append(event)

    def on_capture_line_kept(self, event: CaptureLine.Kept) -> None:
        self.told.append(event)


def cards(column: str, number: int) -> tuple[CardView, ...]:
    texts = ("short", "a card that needs two or three lines to say what it means", "two\nlines")
    return tuple(CardView(f"{column}-{i}", texts[i % 3], who="ana") for i in range(number))


def agenda() -> list[Row | Heading]:
    return [
        Heading("Morning", "2"),
        Row("1", ("Check-in", Bit("5", Tone.MUTED))),
        Row("2", ("Gather", "10"), details=("hidden until you reveal",)),
        Heading("cut line", rule=True),
        Row("3", ("Close", "6"), dim=True),
    ]


def views(number: int = 4) -> list[ColumnView]:
    names = ("Wind", "Anchors", "Rocks", "Island")[:number]
    prompts = ("what carried us", "what held us back", "what could sink us", "where we are going")
    return [
        ColumnView(name.lower(), name, cards(name, index + 2), prompt)
        for index, (name, prompt) in enumerate(zip(names, prompts, strict=False))
    ]
