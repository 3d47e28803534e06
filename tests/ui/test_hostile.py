"""Text that means harm, through every widget and dialog: shown, never obeyed."""

from typing import Any

from textual.app import ComposeResult
from textual.events import Paste
from textual.screen import ModalScreen

from retrotui.core.errors import UsageError
from retrotui.ui.app import RetroApp
from retrotui.ui.command_screen import CommandScreen, PaletteEntry
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.choose import Choice, Choose, ChooseSeveral
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.board import Board, ColumnView
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine
from retrotui.ui.widgets.cards import CardView
from retrotui.ui.widgets.clock import ClockFace, ClockLine
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList
from tests.support.hostile import HOSTILE
from tests.support.screens import RAW, app_with, running


def assert_harmless(app: RetroApp) -> None:
    """No raw control byte in any line, and no text has become a link or an action."""
    assert app._exception is None
    for strip in app.screen._compositor.render_strips():
        assert not RAW.search(strip.text), strip.text
        for segment in strip:
            assert segment.style is None or "@click" not in segment.style.meta


class Target(CommandScreen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def compose(self) -> ComposeResult:
        yield ClockLine()
        yield Panel(RowList(Column(wraps=True), Column(width=12, align="right")))
        yield Board()
        yield CaptureLine()
        yield HintBar()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        return tuple(PaletteEntry(text, text, lambda: None) for text in HOSTILE)

    async def fill(self) -> None:
        """Every text in every place that has room for many."""
        rows = [
            each
            for index, text in enumerate(HOSTILE)
            for each in (
                Heading(text, text),
                Heading(text, rule=True),
                Row(f"row {index}", (text[:300], Bit(text, Tone.BAD)), details=(text,)),
            )
        ]
        self.query_one(RowList).set_rows(rows)
        made = tuple(
            CardView(f"card {index}", text, who=text, votes=2, stack=index % 3)
            for index, text in enumerate(HOSTILE)
        )
        columns = [ColumnView(str(i), text, made, text) for i, text in enumerate(HOSTILE[:4])]
        board = self.query_one(Board)
        await board.set_columns(columns)
        board.focus_board()

    def expose(self, text: str) -> None:
        """One text in every place that has room for one."""
        self.text = text
        self.query_one(ClockLine).show(ClockFace(60, before=text, after=text))
        self.query_one(Panel).set_title(text, text)
        line = self.query_one(CaptureLine)
        line.open(Capture(CaptureKind.CARD, self.refuse, who=text, place=text, echo=lambda _: text))

    def refuse(self, _text: str) -> None:
        raise UsageError(self.text, hint=self.text)


async def test_lists_and_boards_show_it_and_never_obey_it() -> None:
    screen = Target()
    app = app_with(screen)
    async with running(app, (120, 300)) as pilot:
        await screen.fill()
        await pilot.pause()
        assert_harmless(app)
        for row in screen.query_one(RowList).items:
            screen.query_one(RowList).select(row.id)
        for text in HOSTILE:
            screen.notify(text, title=text)
        await pilot.pause()
        assert_harmless(app)
        assert not app._exit


async def test_single_lines_show_it_and_never_obey_it() -> None:
    screen = Target()
    app = app_with(screen)
    async with running(app) as pilot:
        for text in HOSTILE:
            screen.expose(text)
            app.post_message(Paste(text))
            await pilot.press("x", "enter")
            assert_harmless(app)
        assert not app._exit


async def test_the_palette_shows_it_and_never_obeys_it() -> None:
    screen = Target()
    app = app_with(screen)
    async with running(app, (80, 60)) as pilot:
        await pilot.press("ctrl+p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert_harmless(app)
        await pilot.press("e")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert_harmless(app)
        assert not app._exit


def dialogs() -> list[ModalScreen[Any]]:
    def wrong(text: str) -> str:
        return text

    choices = [Choice(str(index), text, text) for index, text in enumerate(HOSTILE)]
    fields = [
        Field(str(index), text, text, text, wrong, lambda given: given, lines=1 + index % 2)
        for index, text in enumerate(HOSTILE)
    ]
    everything = "\n".join(HOSTILE)
    return [
        Choose(everything, choices, prompt=everything, make=str),
        ChooseSeveral(everything, choices, prompt=everything),
        Choose(everything, choices, filtered=False),
        AskLines(everything, value=everything, check=wrong),
        Form(everything, fields),
        Confirm(everything, everything, yes=everything, no=everything),
        Ask(everything, prompt=everything, value=everything, check=wrong, echo=wrong),
    ]


async def test_dialogs_show_it_and_never_obey_it() -> None:
    app = app_with(Target())
    async with running(app, (80, 60)) as pilot:
        for dialog in dialogs():
            app.push_screen(dialog)
            await pilot.pause()
            assert_harmless(app)
            app.post_message(Paste("\x1b]52;c;ZXZpbA==\x07[/]"))
            await pilot.press("ctrl+s")
            assert_harmless(app)
            assert app.screen is dialog
            app.pop_screen()
        assert not app._exit
