"""The widgets together, at every size."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from textual.widget import Widget

from retrotui.ui.widgets.board import Board
from retrotui.ui.widgets.capture import CaptureLine
from retrotui.ui.widgets.cards import BoardColumn
from retrotui.ui.widgets.clock import BigClock, ClockFace, ClockLine
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, RowList
from tests.support.screens import SIZES, app_with, looks_like, running, screen_text
from tests.support.widget_stand import Stand, agenda, settle, views


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
        await looks_like(f"widgets-{size[0]}x{size[1]}", app, pilot)


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
