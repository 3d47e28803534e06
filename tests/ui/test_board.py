"""The board: columns of cards, sideways moves, folding, hidden cards."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from retrotui.ui.widgets.board import Board
from retrotui.ui.widgets.cards import BoardColumn, CardView
from tests.support.screens import app_with, running, screen_text
from tests.support.widget_stand import Stand, settle, views


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
