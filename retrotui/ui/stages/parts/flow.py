"""Short texts one after the other, as many to a line as fit: a title, options, an outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.geometry import Size
from textual.strip import Strip

from retrotui.core.text import display_width
from retrotui.ui.render import Bit, Tone, bit, wrap
from retrotui.ui.widgets.inks import Inked

_GAP = "   "
_Line = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Texts that flow together; a long one wraps.

    Attributes:
        bits: Each is kept together as long as a line has room for it.
        most: The most lines; what does not fit ends in "…".
    """

    bits: tuple[Bit, ...]
    most: int = 2


class Flow(Inked):
    """Paragraphs, each from a line of its own; as high as they need."""

    DEFAULT_CSS = """
    Flow { height: auto; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._paragraphs: tuple[Paragraph, ...] = ()

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Draws other texts; the layout changes only when they need more or fewer lines."""
        now = tuple(each for each in paragraphs if any(one.text for one in each.bits))
        if now == self._paragraphs:
            return
        before = len(self._lines(self.size.width))
        self._paragraphs = now
        self.refresh(layout=before != len(self._lines(self.size.width)))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """The lines the texts need."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """One line of texts."""
        width, base = self.size.width, self.plain
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        pieces = []
        for index, each in enumerate(lines[y]):
            pieces += [(_GAP if index else "", base), (each.text, self.ink(each.tone))]
        return self.strip(pieces, width, base)

    def _lines(self, width: int) -> list[_Line]:
        return [line for each in self._paragraphs for line in flow(each, width)]


def flow(paragraph: Paragraph, width: int) -> list[_Line]:
    """A paragraph's lines of at most so many cells, cut to the most it may have."""
    wide = max(2, width)
    lines: list[list[Bit]] = [[]]
    taken = 0
    for each in (bit(one) for one in paragraph.bits):
        if not each.text:
            continue
        parts = wrap(each.text, wide, paragraph.most)
        needed = display_width(parts[0])
        if taken and (len(parts) > 1 or taken + len(_GAP) + needed > wide):
            lines.append([])
            taken = 0
        lines[-1].append(Bit(parts[0], each.tone))
        lines += [[Bit(part, each.tone)] for part in parts[1:]]
        taken = display_width(parts[-1]) if len(parts) > 1 else taken + len(_GAP) + needed
    shown = lines[: paragraph.most]
    if len(lines) > paragraph.most:
        last = shown[-1][-1]
        shown[-1][-1] = Bit(wrap(last.text + " …", wide, 1)[0], last.tone or Tone.PLAIN)
    return [tuple(each) for each in shown]
