"""A table with a cursor in its cells: records down, numbers across, typed where the cursor is."""

from collections.abc import Sequence
from typing import Any

from textual.events import Click, Key
from textual.message import Message
from textual.strip import Strip

from retrotui.core.scoring import Typing
from retrotui.core.text import display_width, fit
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.render import Bit, Tone, bit
from retrotui.ui.widgets.cell_layout import MARK, PLACE, TOTAL, CellColumn, CellRow, lay_out
from retrotui.ui.widgets.digits import Digits
from retrotui.ui.widgets.inks import Inked
from retrotui.ui.widgets.lines import LineList

_LEFT, _RIGHT = "‹", "›"


class CellHead(Inked):
    """The headings above a table of cells; they stay when it scrolls."""

    DEFAULT_CSS = """
    CellHead { height: 1; }
    """

    def __init__(self, table: "CellTable") -> None:
        super().__init__()
        self.table = table

    def render_line(self, y: int) -> Strip:
        """The headings in one line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.plain)
        return self.table.draw_head(self, width)


class CellTable(Digits, LineList[CellRow]):
    """Rows of cells; typing a number gives the cell under the cursor a value.

    A value that no other begins with is given at once; one that others begin with when the cursor
    moves on. What is no value is refused where it is typed.

    Args:
        subject: The heading of the titles.
        total: The heading of the totals.
        empty: What to say when there are no rows.
    """

    class Given(Message):
        """A value was typed, and it is one."""

        def __init__(self, row: str, column: str, text: str) -> None:
            super().__init__()
            self.row, self.column, self.text = row, column, text

    class Stepped(Message):
        """A value is to be one step higher (1) or lower (-1)."""

        def __init__(self, row: str, column: str, by: int) -> None:
            super().__init__()
            self.row, self.column, self.by = row, column, by

    class Cleared(Message):
        """A cell is to be empty."""

        def __init__(self, row: str, column: str) -> None:
            super().__init__()
            self.row, self.column = row, column

    def __init__(
        self,
        *,
        subject: str = "",
        total: str = "Total",
        empty: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        self.columns: tuple[CellColumn, ...] = ()
        self.typed = ""
        """What is typed and not given yet."""
        self._typed_at = ("", "")
        self._column = 0
        super().__init__(empty=empty, letters=False, id=id)
        self.subject, self.total = subject, total
        self.head = CellHead(self)

    def set_columns(self, columns: Sequence[CellColumn], total: str) -> None:
        """Shows other columns; the cursor stays in its own."""
        if tuple(columns) == self.columns and total == self.total:
            return
        key = self.column_key
        self.columns, self.total = tuple(columns), total
        keys = [each.key for each in self.columns]
        self._column = keys.index(key) if key in keys else 0
        self.refresh()
        self.head.refresh()

    @property
    def column(self) -> CellColumn | None:
        """The column the cursor is in."""
        return self.columns[self._column] if self.columns else None

    @property
    def column_key(self) -> str:
        """Its key; empty when there is none."""
        return "" if self.column is None else self.column.key

    def contexts(self) -> tuple[str, ...]:
        """Moving and typing; escape only takes back what is typed."""
        return (*(("cells-typing",) if self.typed else ()), "cells", *super().contexts())

    def why_not(self, command_id: str, /) -> str | None:
        """All but moving needs a cell."""
        if command_id.startswith("cells") and (not self.columns or self.selected_id is None):
            return "There is no row here."
        return super().why_not(command_id)

    def type_digit(self, digit: int) -> None:
        """One more digit."""
        self._type(str(digit))

    def cmd_point(self) -> None:
        """The decimal point."""
        self._type(".")

    def cmd_left(self) -> None:
        """To the left."""
        self._go(self._column - 1)

    def cmd_right(self) -> None:
        """To the right."""
        self._go(self._column + 1)

    def cmd_onward(self) -> None:
        """Right, at the end of a row to the next one."""
        self.leave()
        if self._column + 1 < len(self.columns):
            self._go(self._column + 1)
        elif self._index + 1 < len(self.items):
            self._go(0)
            self._move_to(self._index + 1)

    def cmd_accept(self) -> None:
        """Gives what is typed, and goes on to the next empty cell, in reading order."""
        here = self._index * len(self.columns) + self._column
        self.leave()
        cells = len(self.items) * len(self.columns)
        for place in (*range(here + 1, cells), *range(here)):
            row, column = divmod(place, len(self.columns))
            if not bit(self.items[row].cells[column]).text:
                self._go(column)
                self._move_to(row)
                return

    def cmd_raise(self) -> None:
        """One step up."""
        self._step_value(1)

    def cmd_lower(self) -> None:
        """One step down."""
        self._step_value(-1)

    def cmd_clear(self) -> None:
        """The last figure, else the whole cell."""
        if self.typed:
            self._set_typed(self.typed[:-1])
        else:
            self.post_message(self.Cleared(self.selected_id or "", self.column_key))

    def cmd_cancel(self) -> None:
        """Forgets what is typed."""
        self._set_typed("")

    def on_key(self, event: Key) -> None:
        """A key of something else, such as going on: what is typed is given before it works."""
        if self.typed and not any(event.key in REGISTRY.keys(each.id) for each in _typing()):
            self.leave()

    def on_blur(self, event: Any) -> None:
        """What is typed is given when the focus goes."""
        self.leave()
        super().on_blur(event)

    def on_click(self, event: Click) -> None:
        """A click chooses the cell, not only the row."""
        self.leave()
        super().on_click(event)
        event.prevent_default()
        x = event.get_content_offset_capture(self).x
        found = lay_out(self.columns, self._column, self.line_width).column_at(x)
        if found is not None:
            self._go(found)

    def leave(self) -> None:
        """Gives what is typed if it is a value; says what is valid if not."""
        column, text = self.column, self.typed
        if column is None or not text:
            return
        self._set_typed("")
        if column.scale.typing(text) in (Typing.OPEN, Typing.DONE):
            self.post_message(self.Given(self._typed_at[0], self._typed_at[1], text))
        else:
            self._refuse(column, text)

    def set_items(self, items: Sequence[CellRow]) -> None:
        """Shows other rows. What is typed for a row that is gone is forgotten."""
        super().set_items(items)
        if self.typed and self._typed_at[0] != self.selected_id:
            self._set_typed("")
        self.head.refresh()

    def height_of(self, _item: CellRow, _width: int, /) -> int:
        """One line."""
        return 1

    def draw(self, item: CellRow, _line: int, width: int, *, selected: bool) -> Strip:
        """A row: its mark, place, title, cells and total."""
        lit = selected and self.lit
        layout = lay_out(self.columns, self._column, width)
        base = self.ink(selected=lit)
        place, total = bit(item.place), bit(item.total)
        # A sign behind one number must not push it out of line with the others.
        number = place.text if place.text.endswith("=") else f"{place.text} "
        pieces = [
            (fit("›" if selected else " ", MARK), self.ink(Tone.ACCENT, selected=lit)),
            (_right(number, PLACE - 1) + " ", self.ink(place.tone, selected=lit)),
            (fit(bit(item.title).text, layout.title), base),
        ]
        for column in layout.shown:
            text, tone = self._cell(item, column, current=selected and column == self._column)
            pieces.append((" " + _right(text, layout.widths[column]), self.ink(tone, selected=lit)))
        pieces.append((_right(total.text, TOTAL), self.ink(total.tone, selected=lit)))
        return self.strip(pieces, width, base)

    def draw_head(self, head: Inked, width: int) -> Strip:
        """The headings, with marks where columns are out of sight."""
        room = min(width, self.line_width) or width
        layout = lay_out(self.columns, self._column, room)
        quiet, strong = head.ink(Tone.MUTED), head.ink(Tone.STRONG)
        pieces = [(" " * (MARK + PLACE), quiet), (fit(self.subject, layout.title), quiet)]
        for column in layout.shown:
            one = self.columns[column]
            text = one.title if layout.full else one.short
            before = column == layout.shown[0] > 0
            after = column == layout.shown[-1] < len(self.columns) - 1
            title = _right(bit(text).text, layout.widths[column] - before - after)
            shown = f"{_LEFT if before else ''}{title}{_RIGHT if after else ''}"
            here = column == self._column and self.items
            pieces.append((" " + shown, strong if here else quiet))
        pieces.append((_right(self.total, TOTAL), quiet))
        return head.strip(pieces if self.items else [], width, head.plain)

    def _cell(self, item: CellRow, column: int, *, current: bool) -> Bit:
        shown = bit(item.cells[column])
        typed = self.typed if (item.id, self.columns[column].key) == self._typed_at else ""
        if typed:
            return Bit(f"[{typed}_]", Tone.ACCENT)
        if current:
            return Bit(f"[{shown.text or ' '}]", Tone.ACCENT)
        return Bit(f"{shown.text or '·'} ", shown.tone if shown.text else Tone.FAINT)

    def _go(self, column: int) -> None:
        self.leave()
        wanted = min(max(column, 0), max(len(self.columns) - 1, 0))
        if wanted == self._column:
            return
        self._column = wanted
        self.refresh()
        self.head.refresh()
        self.post_message(self.Moved(self, self.selected_id or ""))

    def _move_to(self, index: int, *, tell: bool = True) -> None:
        self.leave()
        super()._move_to(index, tell=tell)

    def _type(self, character: str) -> None:
        column = self.column
        if column is None or self.selected_id is None:
            return
        text = self.typed + character
        how = column.scale.typing(text)
        if how is Typing.WRONG:
            self._refuse(column, text)
            return
        self._typed_at = (self.selected_id, column.key)
        if how is Typing.DONE:
            self._set_typed("")
            self.post_message(self.Given(self.selected_id, column.key, text))
        else:
            self._set_typed(text)

    def _refuse(self, column: CellColumn, text: str) -> None:
        self.retro.notify(f"{column.title} takes {column.scale.valid}, not {text}.",
                          severity="warning")  # fmt: skip

    def _step_value(self, by: int) -> None:
        self.leave()
        self.post_message(self.Stepped(self.selected_id or "", self.column_key, by))

    def _set_typed(self, text: str) -> None:
        was, self.typed = self.typed, text
        if bool(was) != bool(text):
            self.rebind()
            self.post_message(self.Moved(self, self.selected_id or ""))
        self._refresh_item(self._index)
        self._drawn.clear()


def _typing() -> tuple[Command, ...]:
    return (*REGISTRY.in_context("cells"), *REGISTRY.in_context("cells-typing"))


def _right(text: str, width: int) -> str:
    missing = width - display_width(text)
    return " " * missing + text if missing > 0 else fit(text, width)
