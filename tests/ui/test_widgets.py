"""The parts of screens: what they show, how they move, what they tell and what they repaint."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Paste
from textual.geometry import Region
from textual.widget import Widget

from retrotui.core.errors import UsageError
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.decisions import DissentState, Stance
from retrotui.ui import signs
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.render import Bit, Tone, clock_text, due, wrap
from retrotui.ui.widgets.board import Board, ColumnView
from retrotui.ui.widgets.capture import Capture, CaptureKind, CaptureLine
from retrotui.ui.widgets.cards import BoardColumn, CardView
from retrotui.ui.widgets.clock import BigClock, ClockFace, ClockLine, big_scale
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.lines import LineList
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList
from tests.support.screens import SIZES, app_with, assert_golden, running, screen_text

if TYPE_CHECKING:
    from textual.message import Message

TODAY = date(2026, 11, 22)


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


# Pure texts.


@pytest.mark.parametrize(
    ("days", "text"),
    [(-3, "▲ 3 days over"), (-1, "▲ 1 day over"), (0, "▲ today"), (1, "· tomorrow"),
     (2, "· in 2 days"), (30, "· in 30 days")],
)  # fmt: skip
def test_due_says_it_with_a_sign(days: int, text: str) -> None:
    assert due(TODAY + timedelta(days), TODAY).text == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(277, "04:37"), (276.2, "04:37"), (0, "00:00"), (-0.5, "+00:00"), (-72, "+01:12"),
     (3877, "1:04:37"), (-3600, "+1:00:00")],
)  # fmt: skip
def test_the_clock_counts_down_and_then_up(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_every_status_has_a_sign_of_its_own() -> None:
    statuses = [signs.status_sign(each).text for each in ActionStatus]
    stances = [signs.stance_text(each).text for each in (None, *Stance)]
    states = [signs.dissent_text(each).text for each in DissentState]
    for texts in (statuses, stances, states):
        assert len(set(texts)) == len(texts)


@settings(max_examples=50)
@given(st.text(max_size=100), st.integers(2, 40))
def test_wrapped_text_fits_and_keeps_its_words(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    if text.isascii() and text.isprintable():
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapped_text_is_cut_with_a_sign() -> None:
    assert wrap("word " * 100, 10, 2)[-1].endswith("…")
    assert len(wrap("x" * 10_000, 10, 3)) == 3


# Lists of lines.


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_every_line_belongs_to_exactly_one_item(heights: list[int]) -> None:
    class Probe(BoardColumn):
        def height_of(self, item: CardView, _width: int, /) -> int:
            return heights[int(item.id) - 1]

    probe = Probe()
    probe._items = tuple(CardView(str(i + 1), "") for i in range(len(heights)))
    type(probe).line_width = property(lambda _self: 20)  # type: ignore[method-assign,assignment]
    probe._lay_out()
    assert probe._starts[-1] == sum(heights)
    assert probe.virtual_size.height == sum(heights)


async def test_moving_skips_headings_and_tells() -> None:
    rows = RowList(Column(), Column(width=4, align="right"))
    screen = Stand(rows)
    async with running(app_with(screen)) as pilot:
        rows.set_rows(agenda())
        rows.focus()
        assert rows.selected_id == "1"
        await pilot.press("j", "down", "j", "k", "up", "G", "g", "enter")
        assert rows.selected_id == "1"
        ids = [each.item_id for each in screen.told]  # type: ignore[attr-defined] - all have one
        assert ids == ["2", "3", "2", "1", "3", "1", "1"]
        assert isinstance(screen.told[-1], RowList.Opened)


async def test_the_selection_stays_on_its_record() -> None:
    rows = RowList(Column())
    async with running(app_with(Stand(rows))):
        rows.set_rows([Row(each, (each,)) for each in "abc"])
        assert rows.select("b")
        rows.set_rows([Row(each, (each,)) for each in "xabc"])
        assert rows.selected_id == "b"
        rows.set_rows([Row(each, (each,)) for each in "xac"])
        assert rows.selected_id == "c"
        rows.set_rows([])
        assert rows.selected_id is None
        assert not rows.select("gone")


async def test_a_click_selects_and_a_second_one_opens() -> None:
    rows = RowList(Column())
    screen = Stand(rows)
    async with running(app_with(screen)) as pilot:
        rows.set_rows(agenda())
        await pilot.click(RowList, offset=(5, 2))
        assert rows.selected_id == "2"
        await pilot.click(RowList, offset=(5, 5), times=2)
        assert isinstance(screen.told[-1], RowList.Opened)
        assert rows.selected_id == "3"
        await pilot.click(RowList, offset=(5, 0))
        assert rows.selected_id == "3"


async def test_an_empty_list_teaches_the_next_step() -> None:
    rows = RowList(Column(), empty="No actions yet. Press a to promise the first one.")
    app = app_with(Stand(rows))
    async with running(app) as pilot:
        assert "Press a to promise" in screen_text(app)
        rows.focus()
        await pilot.press("j", "enter", "pagedown", "G")
        assert rows.selected_id is None


async def test_narrow_rows_drop_the_least_kept_column() -> None:
    rows = RowList(Column(), Column(width=10, keep=2), Column(width=10, keep=1))
    app = app_with(Stand(rows))
    async with running(app, (34, 10)):
        rows.set_rows(
            [Row("1", ("a title that is far too long for this", "ana marie", "tomorrow 9"))]
        )
        text = screen_text(app)
        assert "ana marie" in text
        assert "tomorrow" not in text
        assert "…" in text


async def test_only_what_changed_is_repainted(monkeypatch: pytest.MonkeyPatch) -> None:
    column = BoardColumn()
    async with running(app_with(Stand(column))) as pilot:
        column.set_items(cards("a", 40))
        column.focus()
        await pilot.pause()
        painted: list[Region] = []
        refresh = column.refresh

        def spy(*regions: Region, **options: Any) -> Any:
            painted.extend(regions or [column.size.region])
            return refresh(*regions, **options)

        monkeypatch.setattr(column, "refresh", spy)
        await pilot.press("j")
        assert sum(each.height for each in painted) <= 8
        painted.clear()
        column.set_items((replace(column.items[0], votes=3), *column.items[1:]))
        assert [each.height for each in painted] == [3]
        painted.clear()
        column.set_items(column.items)
        assert painted == []


async def test_a_long_column_scrolls_with_the_selection() -> None:
    column = BoardColumn()
    async with running(app_with(Stand(column))) as pilot:
        column.set_items(cards("a", 60))
        column.focus()
        await pilot.press("end")
        assert column.selected_id == "a-59"
        assert column.scroll_offset.y > 100
        await pilot.press("pageup")
        assert column.selected_id not in ("a-59", None)
        await pilot.press("home")
        assert column.scroll_offset.y == 0


# The board.


def views(number: int = 4) -> list[ColumnView]:
    names = ("Wind", "Anchors", "Rocks", "Island")[:number]
    prompts = ("what carried us", "what held us back", "what could sink us", "where we are going")
    return [
        ColumnView(name.lower(), name, cards(name, index + 2), prompt)
        for index, (name, prompt) in enumerate(zip(names, prompts, strict=False))
    ]


async def with_board(size: tuple[int, int], use: Callable[[Board, Stand, Any], Any]) -> None:
    board = Board(empty="No card yet. Press enter to write one.")
    screen = Stand(board)
    app = app_with(screen)
    async with running(app, size) as pilot:
        await board.set_columns(views())
        board.focus_board()
        await pilot.pause()
        await use(board, screen, pilot)


async def test_h_and_l_go_sideways() -> None:
    async def use(board: Board, screen: Stand, pilot: Any) -> None:
        await pilot.press("l", "right", "h", "j")
        assert (board.active_column, board.selected_card) == ("anchors", "Anchors-1")
        assert isinstance(screen.focused, BoardColumn)
        await pilot.press("h", "h", "h")
        assert board.active_column == "wind"
        told = [
            (each.column, each.card_id) for each in screen.told if isinstance(each, Board.Moved)
        ]
        assert told[-1] == ("wind", "Wind-0")
        board.go_to("island", "Island-2")
        assert (board.active_column, board.selected_card) == ("island", "Island-2")

    await with_board((120, 24), use)


async def test_a_narrow_board_folds_to_one_column_with_tabs() -> None:
    async def use(board: Board, screen: Stand, pilot: Any) -> None:
        assert board.folded
        assert "‹ Wind 2 ›   Anchors 3" in screen_text(screen.retro)
        await pilot.press("l", "l", "l")
        await pilot.pause()
        text = screen_text(screen.retro)
        assert "‹ Island 5 ›" in text
        assert "where we are going" in text
        await pilot.resize_terminal(120, 24)
        await settle(pilot, lambda: not board.folded)
        assert not board.folded
        assert "what carried us" in screen_text(screen.retro)

    await with_board((40, 24), use)


async def test_columns_change_in_place() -> None:
    async def use(board: Board, screen: Stand, pilot: Any) -> None:
        columns = board.query(BoardColumn).first()
        await board.set_columns([replace(each, cards=()) for each in views()])
        assert board.query(BoardColumn).first() is columns
        await pilot.pause()
        assert "No card yet" in screen_text(screen.retro)
        await board.set_columns(views(2))
        assert len(board.query(BoardColumn)) == 2

    await with_board((120, 24), use)


async def test_hidden_cards_say_nothing() -> None:
    column = BoardColumn()
    app = app_with(Stand(column))
    async with running(app):
        secret = CardView("c1", "secret", who="ana", hidden=True, votes=2)
        column.set_items([secret])
        text = screen_text(app)
        assert "▒▒▒" in text
        assert "secret" not in text
        assert "ana" not in text
        assert "●" not in text
        column.set_items([replace(secret, text="x" * 500)])
        assert screen_text(app) == text


# Clocks.


async def test_a_tick_repaints_only_when_the_text_changes() -> None:
    line, big = ClockLine(), BigClock()
    async with running(app_with(Stand(line, big))):
        for clock in (line, big):
            assert clock.show(ClockFace(60.0))
            assert not clock.show(ClockFace(59.4))
            assert clock.show(ClockFace(58.9))


async def test_overtime_is_said_by_sign_and_word() -> None:
    line, big = ClockLine(), BigClock()
    app = app_with(Stand(line, big))
    async with running(app, (120, 30)):
        for clock in (line, big):
            clock.show(ClockFace(-72))
        text = screen_text(app)
        assert "+01:12 over" in text
        assert text.count("over") == 2


@given(st.integers(1, 300), st.integers(1, 100))
def test_big_digits_always_fit(width: int, height: int) -> None:
    scale = big_scale("04:37", width, height)
    assert scale * 5 <= height
    assert scale * 2 * 19 <= width


async def test_a_clock_in_no_space_is_still_text() -> None:
    big = BigClock()
    app = app_with(Stand(big))
    async with running(app, (20, 5)):
        big.show(ClockFace(277))
        assert "04:37" in screen_text(app)


# The capture line.


class Notebook:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def keep(self, text: str) -> None:
        if "bad" in text:
            raise UsageError("no such owner", hint="write @ana")
        self.texts.append(text)


async def test_capture_keeps_goes_on_and_closes() -> None:
    line, rows, book = CaptureLine(), RowList(Column()), Notebook()
    screen = Stand(rows, line)
    app = app_with(screen)
    async with running(app) as pilot:
        rows.set_rows([Row("1", ("one",))])
        rows.focus()
        line.open(
            Capture(CaptureKind.CARD, book.keep, "bo", "Anchors", lambda t: f"{len(t)} letters")
        )
        await pilot.press(*"wait")
        assert "› card for bo in Anchors: wait" in screen_text(app)
        assert "→ 4 letters" in screen_text(app)
        await pilot.press("enter", *"again", "enter")
        assert book.texts == ["wait", "again"]
        assert line.is_open
        assert [
            each.text for each in screen.told if isinstance(each, CaptureLine.Kept)
        ] == book.texts
        await pilot.press("enter")
        assert not line.is_open
        assert app.focused is rows


async def test_capture_refuses_with_the_text_kept() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app, (120, 24)) as pilot:
        line.open(Capture(CaptureKind.ACTION, book.keep, limit=10))
        await pilot.press(*"bad", "enter")
        assert line.text == "bad"
        await settle(pilot, lambda: "✱ no such owner · write @ana" in screen_text(app))
        await pilot.press(*" long text", "enter")
        assert line.text == "bad long text"
        await settle(pilot, lambda: "too long: 13 of 10 bytes" in screen_text(app))
        assert book.texts == []


async def test_capture_says_in_full_why_it_refused() -> None:
    def keep(_: str) -> None:
        raise UsageError("'next friday' could be either of two days: 27 November or 4 December",
                         hint="write it as in fri, or +2w")  # fmt: skip

    line = CaptureLine()
    app = app_with(Stand(line))
    async with running(app, (80, 24)) as pilot:
        line.open(Capture(CaptureKind.ACTION, keep, echo=lambda _: "what, @who, due:fri, #tag"))
        await pilot.press(*"call", "enter")
        await settle(pilot, lambda: "write it as in fri" in screen_text(app))
        assert "› action: call" in screen_text(app)
        await pilot.press("s")
        await settle(pilot, lambda: "write it as in fri" not in screen_text(app))


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_what_is_typed_shows_whatever_the_line_is_for(width: int) -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app, (width, 12)) as pilot:
        title = "We deploy on Mondays only, and on no other day"
        line.open(Capture(CaptureKind.DISSENT, book.keep, "Lena", title, echo=lambda _: "w " * 30))
        await pilot.press(*"hotfix")
        assert "hotfix" in screen_text(app)


async def test_a_draft_that_comes_back_is_gone_on_with() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press(*"half", "escape")
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press("s")
        assert line.text == "halfs"


async def test_capture_leaves_drafts_where_they_were() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        await pilot.press(*"half", "escape")
        line.open(Capture(CaptureKind.ACTION, book.keep))
        assert line.text == ""
        line.open(Capture(CaptureKind.CARD, book.keep))
        assert line.text == "half"
        assert line.unsaved() == "1 draft not kept"


async def test_masked_capture_shows_dots_until_somebody_peeks() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep, masked=True, echo=lambda t: f"card {t}"))
        await pilot.press(*"secret")
        assert "secret" not in screen_text(app)
        assert "••••••" in screen_text(app)
        assert "f2 peek" in screen_text(app)
        await pilot.press("f2")
        assert "secret" in screen_text(app)
        await pilot.press("f2", "enter")
        assert book.texts == ["secret"]


async def test_a_paste_of_lines_is_folded() -> None:
    line, book = CaptureLine(), Notebook()
    app = app_with(Stand(line))
    async with running(app) as pilot:
        line.open(Capture(CaptureKind.CARD, book.keep))
        app.post_message(Paste("one\r\ntwo\x1b[2J\tthree"))
        await pilot.pause()
        assert line.text == "one two[2J three"


# Everything together.


async def example(widgets: Sequence[Widget]) -> None:
    clock, rows, board = widgets[0], widgets[1], widgets[2]
    assert isinstance(clock, ClockLine)
    assert isinstance(rows, RowList)
    assert isinstance(board, Board)
    clock.show(ClockFace(277, before="Sprint retro · Sailboat", after="ends 15:58 · 5 people"))
    rows.set_rows(agenda())
    shown = views()
    stacked = replace(shown[0].cards[1], stack=3, votes=7, marked=True)
    shown[0] = replace(shown[0], cards=(replace(shown[0].cards[0], votes=2), stacked))
    veiled = tuple(replace(each, hidden=True) for each in shown[1].cards)
    shown[1] = replace(shown[1], cards=veiled)
    await board.set_columns(shown)
    board.focus_board()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_widgets_together(size: tuple[int, int]) -> None:
    clock, board, line = ClockLine(), Board(), CaptureLine()
    rows = RowList(Column(), Column(width=4, align="right"))
    rail = Panel(rows, title="Agenda", count="23/60")
    stage = Panel(board, title="Gather", count="14 cards")
    rail.styles.height = 7
    stage.styles.height = "1fr"
    app = app_with(Stand(clock, rail, stage, line))
    async with running(app, size) as pilot:
        await example((clock, rows, board))
        await settle(pilot, lambda: board.query(BoardColumn).first().size.height > 3)
        await pilot.pause()
        await pilot.press("j")
        await settle(pilot, lambda: "┏━ 3 cards" in screen_text(app))
        assert_golden(f"widgets-{size[0]}x{size[1]}", screen_text(app))


async def test_no_size_is_too_small() -> None:
    clock, board, line, big = ClockLine(), Board(), CaptureLine(), BigClock()
    rows = RowList(Column(), Column(width=4, align="right"))
    app = app_with(Stand(clock, Panel(rows, title="Agenda", count="23/60"), board, big, line))
    async with running(app, (60, 18)) as pilot:
        await example((clock, rows, board))
        for width in (1, 2, 3, 5, 9, 17, 33):
            for height in (1, 2, 5, 9):
                await pilot.resize_terminal(width, height)
        assert app._exception is None
