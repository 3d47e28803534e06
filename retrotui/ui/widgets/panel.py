"""A box with its title in the border and its count at the border's right end."""

from rich.segment import Segment
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Tone
from retrotui.ui.widgets.inks import Inked

_CORNER = 2


class Panel(Inked, Container):
    """A titled hairline box.

    Args:
        children: What is in it.
        title: Shown in the border on the left.
        count: Shown in the border on the right, such as ``3 overdue``.
    """

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        count: str = "",
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self._title = self._count = ""
        self.set_title(title, count)

    def set_title(self, title: str, count: str = "") -> None:
        """Changes what the border says; nothing is repainted when it says the same."""
        if one_line(title) != self._title:
            self._title = one_line(title)
            self.border_title = Content(self._title)
        if one_line(count) != self._count:
            self._count = one_line(count)
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The box, with the count set into its first line."""
        strips = super().render_lines(crop)
        if crop.y == 0 and strips and self._count:
            whole = super().render_lines(Region(0, 0, self.outer_size.width, 1))[0]
            strips[0] = self._counted(whole).crop(crop.x, crop.right)
        return strips

    def _counted(self, line: Strip) -> Strip:
        width = line.cell_length
        taken = display_width(self._title) + _CORNER if self._title else 0
        room = width - taken - 3 * _CORNER
        if room < _CORNER:
            return line
        text = fit(self._count, min(room, display_width(self._count)))
        label = Segment(f" {text} ", self.ink(Tone.MUTED))
        end = width - _CORNER
        start = end - label.cell_length
        return Strip.join([line.crop(0, start), Strip([label]), line.crop(end, width)])
