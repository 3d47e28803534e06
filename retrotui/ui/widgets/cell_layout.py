"""How a table of cells is set: what fits a width, and which columns are in sight."""

from collections.abc import Sequence
from typing import NamedTuple

from retrotui.core.scoring import Scale
from retrotui.core.text import display_width
from retrotui.ui.render import Text, bit

MARK, PLACE, TOTAL = 2, 4, 9
"""Cells of the selection's mark, of a row's place and of its total."""
_GAP = 1
_LEAST_TITLE, _GOOD_TITLE = 12, 30
_NARROW = 7


class CellColumn(NamedTuple):
    """One column of numbers.

    Attributes:
        key: Names it.
        title: Its heading where there is room.
        short: Its heading elsewhere, at most seven letters.
        scale: What its cells take.
    """

    key: str
    title: str
    short: str
    scale: Scale


class CellRow(NamedTuple):
    """One record with a text for each column, its place in front and its total behind."""

    id: str
    place: Text
    title: str
    cells: tuple[Text, ...]
    total: Text


class Layout(NamedTuple):
    """Where things stand.

    Attributes:
        title: Cells of a title.
        widths: Cells of every column, shown or not.
        shown: The columns that are.
        full: Their headings are whole.
    """

    title: int
    widths: tuple[int, ...]
    shown: range
    full: bool

    def column_at(self, x: int) -> int | None:
        """The column at a cell of the line; None beside them."""
        start = MARK + PLACE + self.title
        for column in self.shown:
            end = start + self.widths[column] + _GAP
            if start <= x < end:
                return column
            start = end
        return None


def lay_out(columns: Sequence[CellColumn], current: int, width: int) -> Layout:
    """Sets a line: whole headings where titles keep enough room, else short ones.

    Where not all columns fit, those are shown that end with the current one.

    Args:
        columns: All of them.
        current: Index of the one the cursor is in.
        width: Cells of the line.
    """
    room, count = width - MARK - PLACE - TOTAL, len(columns)
    whole = tuple(max(display_width(bit(each.title).text) + 1, _NARROW) for each in columns)
    left = room - sum(whole) - count * _GAP
    if left >= _GOOD_TITLE:
        return Layout(left, whole, range(count), True)
    fits = min(count, max(1, (room - _LEAST_TITLE) // (_NARROW + _GAP)))
    first = min(max(0, current - fits + 1), count - fits)
    title = max(1, room - fits * (_NARROW + _GAP))
    return Layout(title, (_NARROW,) * count, range(first, first + fits), False)
