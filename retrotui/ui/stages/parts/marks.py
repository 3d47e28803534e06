"""A line or two below a stage: who is ready, who has dots left, what a key would do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.strip import Strip

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Bit, Tone, bit
from retrotui.ui.widgets.inks import Inked

if TYPE_CHECKING:
    from rich.style import Style

_LONGEST_NAME = 16
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody with a sign, kept together on one line.

    Attributes:
        text: A name; a long one is cut.
        sign: What is to be seen about them.
        room: Cells kept for the sign, so that the others stay where they are when it changes.
        current: It is their turn; a mark in front says so.
    """

    text: str
    sign: Bit
    room: int = 1
    current: bool = False

    @property
    def width(self) -> int:
        """The cells it takes."""
        return 2 + display_width(self.name) + 1 + self.room

    @property
    def name(self) -> str:
        """The text as it is drawn."""
        text = one_line(self.text)
        return fit(text, min(display_width(text), _LONGEST_NAME))


class Marks(Inked):
    """A quiet text, then marks one after the other; as many lines as they need, at most three."""

    DEFAULT_CSS = """
    Marks { height: auto; min-height: 1; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lead = Bit("")
        self._marks: tuple[Mark, ...] = ()

    def show(self, lead: Bit, marks: Sequence[Mark] = ()) -> None:
        """Draws other ones; the layout changes only when they need more or fewer lines."""
        now = (bit(lead), tuple(marks))
        if now == (self._lead, self._marks):
            return
        before = self._lines(self.size.width)
        self._lead, self._marks = now
        self.refresh(layout=len(before) != len(self._lines(self.size.width)))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The lines the marks need."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """The text and the marks."""
        width, base = self.size.width, self.plain
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        pieces: list[tuple[str, Style]] = []
        if y == 0 and self._lead.text:
            lead = fit(self._lead.text, min(width, display_width(self._lead.text)))
            pieces.append((lead + " ", self.ink(self._lead.tone or Tone.MUTED)))
        for mark in lines[y]:
            front = "› " if mark.current else "  "
            tone = Tone.STRONG if mark.current else Tone.PLAIN
            pieces += [
                (front, self.ink(Tone.ACCENT)),
                (mark.name + " ", self.ink(tone)),
                (fit(mark.sign.text, mark.room), self.ink(mark.sign.tone)),
            ]
        return self.strip(pieces, width, base)

    def _lines(self, width: int) -> list[list[Mark]]:
        lines: list[list[Mark]] = [[]]
        taken = display_width(self._lead.text) + 1
        for mark in self._marks:
            if taken + mark.width > width and taken > 1:
                if len(lines) == _MOST_LINES:
                    break
                lines.append([])
                taken = 0
            lines[-1].append(mark)
            taken += mark.width
        return lines
