"""A titled box with a list in it that says how much of it is out of sight."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from retrotui.ui.commanding import Obedient
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

_BORDER = 2


class ListPanel(Obedient, Panel):
    """A box around one list of rows. A subclass may obey commands of its own.

    Args:
        columns: How the cells are set.
        title: What the border says.
        empty: What to say when there are no rows.
        opens: Enter opens a row.
    """

    class Reflowed(Message):
        """The rows take another number of lines."""

    def __init__(
        self,
        *columns: Column,
        title: str,
        empty: str = "",
        opens: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(title=title, id=id, classes=classes)
        self.rows = RowList(*columns, empty=empty, opens=opens)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.rows

    def on_mount(self) -> None:
        """Watches what scrolls out of sight."""
        self.watch(self.rows, "scroll_y", self._count_rest, init=False)
        self.watch(self.rows, "virtual_size", self._reflow, init=False)

    def on_resize(self) -> None:
        """Another height hides another number."""
        self.call_after_refresh(self._count_rest)

    def show(self, rows: Sequence[Row | Heading], count: str = "") -> None:
        """Shows other rows; the selection stays on its record."""
        self.rows.set_rows(rows)
        self.set_title(str(self.border_title or ""), count)
        self._count_rest()

    @property
    def wanted_height(self) -> int:
        """The lines it would take to show everything; before it has a width, without wrapping."""
        if self.rows.items and self.rows.line_width:
            return self.rows.virtual_size.height + _BORDER
        details = sum(len(each.details) for each in self.rows.items if isinstance(each, Row))
        return max(1, len(self.rows.items) + details) + _BORDER

    def _reflow(self) -> None:
        self._count_rest()
        self.post_message(self.Reflowed())

    def _count_rest(self) -> None:
        seen = round(self.rows.scroll_y) + self.rows.size.height
        hidden = self.rows.virtual_size.height - seen if self.rows.size.height else 0
        self.border_subtitle = Content(f"{hidden} more ↓") if hidden > 0 else Content("")


def share(wanted: Sequence[int], room: int, least: int) -> tuple[int, ...]:
    """Heights for panels one below the other; those first served come first.

    Every panel gets ``least``; the first then take what they want as far as there is room, and
    what is left over goes to the first.

    Args:
        wanted: The lines each would like.
        room: The lines there are.
        least: The lines each gets at least, room or not.
    """
    heights = [least] * len(wanted)
    spare = max(0, room - sum(heights))
    for index, wish in enumerate(wanted):
        more = min(spare, max(0, wish - least))
        heights[index] += more
        spare -= more
    if heights:
        heights[0] += spare
    return tuple(heights)
