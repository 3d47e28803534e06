"""Rows with aligned cells, headings between them and a text for when there are none."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.style import Style
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from retrotui.core.text import display_width, fit
from retrotui.ui.render import Bit, Text, Tone, bit, wrap
from retrotui.ui.widgets.lines import LineList

_GAP = 2
_MARK = 2


class Column(NamedTuple):
    """How one cell of every row is set.

    Attributes:
        width: The most cells it may take; None takes what the others leave (one column should).
        align: Which side its text is on.
        keep: Columns with the least are left out first when the line is too narrow.
        least: The fewest cells of a flexible column; others are left out before it has fewer.
        wraps: A flexible column's text goes on in further lines instead of being cut.
    """

    width: int | None = None
    align: Literal["left", "right"] = "left"
    keep: int = 0
    wraps: bool = False
    least: int = 12


class Row(NamedTuple):
    """One record.

    Attributes:
        id: The record's id.
        cells: One text per column.
        details: Further lines under it, quiet.
        dim: Draw the row as done with.
    """

    id: str
    cells: tuple[Text, ...]
    details: tuple[Text, ...] = ()
    dim: bool = False


class Heading(NamedTuple):
    """A title between rows, or a rule with a word in it (the cut line)."""

    title: str
    note: str = ""
    rule: bool = False

    @property
    def id(self) -> str:
        """None: it cannot be selected."""
        return ""


class _Slot(NamedTuple):
    cell: int
    width: int
    right: bool


class RowList(LineList[Row | Heading]):
    """A list of rows: home, actions, decisions, the agenda rail, help.

    Args:
        columns: How the cells are set.
        empty: What to say when there are none: what belongs here and the key that makes one.
        opens: Enter opens a row; without, the key is free for what is around it.
        letters: ``g`` and ``G`` go to the ends; without, they are free for what is around it.
    """

    class Opened(Message):
        """A row was chosen: enter, or a second click."""

        def __init__(self, control: "RowList", item_id: str) -> None:
            super().__init__()
            self._control = control
            self.item_id = item_id

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self._control

    def __init__(
        self,
        *columns: Column,
        empty: str = "",
        opens: bool = True,
        letters: bool = True,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        self.opens = opens
        super().__init__(empty=empty, letters=letters, name=name, id=id, classes=classes)
        self.columns = columns or (Column(),)
        self._slots: tuple[_Slot, ...] = ()

    def wrap_cells(self, *, wraps: bool) -> None:
        """Says whether the flexible columns go on in further lines or are cut."""
        columns = tuple(
            each._replace(wraps=wraps) if each.width is None else each for each in self.columns
        )
        if columns != self.columns:
            self.columns = columns
            self._lay_out()
            self.refresh()

    def contexts(self) -> tuple[str, ...]:
        """Moving, and opening where that means something."""
        return (*super().contexts(), "rows") if self.opens else super().contexts()

    def why_not(self, command_id: str, /) -> str | None:
        """Opening needs a row."""
        if command_id == "rows.open" and self.selected_id is None:
            return "There is no row to open."
        return super().why_not(command_id)

    def cmd_open(self) -> None:
        """Says which row was chosen."""
        if self.selected_id is not None:
            self.post_message(self.Opened(self, self.selected_id))

    def on_click(self, event: Click) -> None:
        """A second click opens what the first one selected."""
        super().on_click(event)
        event.prevent_default()
        if event.chain > 1:
            self.cmd_open()

    def set_rows(self, rows: Sequence[Row | Heading]) -> None:
        """Shows other rows; the selection stays on its record."""
        self.set_items(rows)

    def height_of(self, item: Row | Heading, _width: int, /) -> int:
        """One line, what its flexible cell wraps into, and its details."""
        if isinstance(item, Heading):
            return 1
        return max(len(self._wrapped(item, slot)) for slot in self._slots) + len(item.details)

    def draw(self, item: Row | Heading, line: int, width: int, *, selected: bool) -> Strip:
        """One line of a row or heading."""
        if isinstance(item, Heading):
            return self._draw_heading(item, width)
        lit = selected and self.lit
        base = self.ink(selected=lit)
        mark = "›" if selected and line == 0 else " "
        pieces = [(fit(mark, _MARK), self.ink(Tone.ACCENT, selected=lit))]
        details_from = self.height_of(item, width) - len(item.details)
        if line >= details_from:
            detail = bit(item.details[line - details_from])
            pieces.append(("  " + detail.text, self.ink(detail.tone or Tone.MUTED, selected=lit)))
        else:
            pieces += self._draw_cells(item, line, lit, base)
        return self.strip(pieces, width, base)

    def _draw_cells(self, item: Row, line: int, lit: bool, base: Style) -> list[tuple[str, Style]]:
        pieces = []
        for slot in self._slots:
            lines = self._wrapped(item, slot)
            text = lines[line] if line < len(lines) else ""
            tone = Tone.MUTED if item.dim else self._cell(item, slot.cell).tone
            shown = _set(text, slot.width, right=slot.right)
            pieces += [(shown, self.ink(tone, selected=lit)), (" " * _GAP, base)]
        return pieces[:-1]

    def _draw_heading(self, item: Heading, width: int) -> Strip:
        title, note = bit(item.title).text, bit(item.note).text
        base, quiet = self.plain, self.ink(Tone.MUTED)
        if item.rule:
            word = f" {title} " if title else ""
            side = "┄" * max(0, (width - display_width(word)) // 2)
            return self.strip([(side + word + "┄" * width, quiet)], width, base)
        room = width - display_width(note) - 1
        return self.strip([(fit(title, room) + " ", self.ink(Tone.STRONG)), (note, quiet)],
                          width, base)  # fmt: skip

    def _lay_out(self) -> None:
        slots = self._fitted(self.line_width - _MARK)
        if slots != self._slots:
            # Other rows did not change, and yet stand elsewhere now.
            self._slots = slots
            self.refresh()
        super()._lay_out()

    def _fitted(self, room: int) -> tuple[_Slot, ...]:
        """The columns that fit, least kept dropped first, the flexible one taking the rest."""
        wanted = {index: self._wanted(index) for index in range(len(self.columns))}
        kept = sorted(wanted)
        while len(kept) > 1 and self._needed(kept, wanted) > room:
            fixed = [each for each in kept if self.columns[each].width is not None]
            if not fixed:
                break
            kept.remove(min(fixed, key=lambda each: (self.columns[each].keep, -each)))
        gaps = _GAP * (len(kept) - 1)
        taken = sum(wanted[each] for each in kept if self.columns[each].width is not None)
        flexible = [each for each in kept if self.columns[each].width is None]
        share = max(1, (room - gaps - taken) // max(1, len(flexible)))
        return tuple(
            _Slot(each, share if each in flexible else wanted[each],
                  self.columns[each].align == "right")
            for each in kept
        )  # fmt: skip

    def _needed(self, kept: list[int], wanted: dict[int, int]) -> int:
        columns = ((each, self.columns[each]) for each in kept)
        widths = (wanted[each] if one.width is not None else one.least for each, one in columns)
        return sum(widths) + _GAP * (len(kept) - 1)

    def _wanted(self, index: int) -> int:
        rows = (item for item in self.items if isinstance(item, Row))
        widest = max((display_width(self._cell(row, index).text) for row in rows), default=0)
        return min(widest, self.columns[index].width or widest)

    def _cell(self, row: Row, index: int) -> Bit:
        return bit(row.cells[index]) if index < len(row.cells) else Bit("")

    def _wrapped(self, row: Row, slot: _Slot) -> tuple[str, ...]:
        text = self._cell(row, slot.cell).text
        column = self.columns[slot.cell]
        return wrap(text, slot.width) if column.wraps and text else (text,)


def _set(text: str, width: int, *, right: bool) -> str:
    missing = width - display_width(text)
    return " " * missing + text if right and missing > 0 else fit(text, width)
