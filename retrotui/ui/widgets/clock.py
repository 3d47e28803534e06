"""The clock everybody sees: a line at the top, and digits for the back row."""

from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from retrotui.core import attention
from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Tone, clock_text
from retrotui.ui.widgets.inks import Inked

_BETWEEN = " · "
_ROWS = 5
_COLUMNS = 3
_CELLS = 2
_GLYPHS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001010010010",
    "8": "111101111101111",
    "9": "111101111001111",
    ":": "000010000010000",
    "+": "000010111010000",
    "-": "000000111000000",
}


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What a clock shows.

    Attributes:
        seconds: Left on the timebox; negative counts overtime. None: no clock runs.
        paused: The clock stands still.
        before: What is on the left: the meeting, the item.
        after: What is on the right: when it ends, who is there.
        mark: How many marks of attention were passed; see ``core.attention``.
    """

    seconds: float | None
    paused: bool = False
    before: str = ""
    after: str = ""
    mark: int = 0

    @property
    def digits(self) -> str:
        """The time as text; empty when no clock runs."""
        return "" if self.seconds is None else clock_text(self.seconds)

    @property
    def word(self) -> str:
        """What is special about it, so that the colour is not alone in saying so."""
        if self.paused:
            return "paused"
        if self.seconds is None or self.seconds >= 0:
            return attention.word(min(self.mark, attention.ENDING))
        return attention.word(max(self.mark, attention.OVER))

    @property
    def is_over(self) -> bool:
        """It counts overtime."""
        return self.word.startswith("over")

    @property
    def tone(self) -> Tone:
        """What the time means."""
        if self.is_over:
            return Tone.BAD
        return Tone.WARN if self.word == attention.word(attention.ENDING) else Tone.ACCENT

    @property
    def drawn(self) -> tuple[str, str, str, str]:
        """Everything that shows; equal faces look equal."""
        return (self.digits, self.word, one_line(self.before), one_line(self.after))


class _Clock(Inked):
    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.face = ClockFace(None)

    def show(self, face: ClockFace) -> bool:
        """Draws a face; False, and no repaint, when it looks like the one before."""
        if face.drawn == self.face.drawn:
            return False
        self.face = face
        self.set_class(face.is_over, "-over")
        self.refresh()
        return True


class ClockLine(_Clock):
    """One line: where we are, the time in the middle, when it ends."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, base = self.size.width, self.plain
        digits, word, before, after = self.face.drawn
        if y:
            return Strip.blank(width, base)
        time = f"  {' '.join(part for part in (digits, word) if part)}  " if digits else ""
        loud = self.ink(self.face.tone) + Style(reverse=True, bold=True)
        left = max(0, (width - display_width(time)) // 2)
        right = max(0, width - left - display_width(time))
        note = _whole_parts(after, max(0, right - 2))
        pieces = [
            (fit(fit(before, left - 2), left), self.ink(Tone.STRONG)),
            (time, loud),
            (" " * (right - display_width(note)) + note, self.ink(Tone.MUTED)),
        ]
        return self.strip(pieces, width, base)


def _whole_parts(text: str, width: int) -> str:
    """As many parts of ``ends 15:58 · 5 people`` as fit whole; the first one is cut at worst."""
    while display_width(text) > width and _BETWEEN in text:
        text = text.rpartition(_BETWEEN)[0]
    return fit(text, min(display_width(text), width))


class BigClock(_Clock):
    """The time in painted cells, as large as the space allows; a word below says overtime."""

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, height, base = self.size.width, self.size.height, self.plain
        text, word = self.face.digits, self.face.word
        scale = big_scale(text, width, height - 2)
        if not scale:
            return self._small(y, width)
        top = max(0, (height - 2 - _ROWS * scale) // 2)
        row, ink = (y - top) // scale, self.ink(Tone.BAD if self.face.is_over else Tone.PLAIN)
        if y == top + _ROWS * scale + 1:
            return self.strip([(word.center(width), self.ink(Tone.STRONG))], width, base)
        if not 0 <= row < _ROWS or y < top:
            return Strip.blank(width, base)
        on = Style(bgcolor=ink.color, reverse=False) if ink.color else Style(reverse=True)
        bits = "0".join(_GLYPHS[each][row * _COLUMNS : (row + 1) * _COLUMNS] for each in text)
        left = (width - len(bits) * _CELLS * scale) // 2
        cells = [Segment(" " * left, base)]
        cells += [Segment(" " * _CELLS * scale, base + on if b == "1" else base) for b in bits]
        return Strip(cells).crop_extend(0, width, base).simplify()

    def _small(self, y: int, width: int) -> Strip:
        base = self.plain
        if y or not self.face.digits:
            return Strip.blank(width, base)
        text = " ".join(part for part in (self.face.digits, self.face.word) if part)
        return self.strip([(text.center(width), self.ink(Tone.STRONG))], width, base)


def big_scale(text: str, width: int, height: int) -> int:
    """How many times larger than 3x5 double cells the digits can be; 0 when they do not fit."""
    if not text:
        return 0
    cells = (_COLUMNS + 1) * len(text) - 1
    return max(0, min(width // (cells * _CELLS), height // _ROWS))
