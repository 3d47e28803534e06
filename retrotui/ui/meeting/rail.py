"""The agenda beside the stage: what was, what runs, what comes; one line where space is short."""

from collections.abc import Sequence

from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from retrotui.core.text import display_width, fit
from retrotui.core.timeline import ItemState, Timeline
from retrotui.ui.meeting.facts import SIGNS, CutLine, RailRow, fold_text
from retrotui.ui.render import Tone, wrap
from retrotui.ui.widgets.inks import Inked
from retrotui.ui.widgets.lines import LineList

_MARKS = 4
_MINUTES = 4
_MOST_LINES = 2
_OVER = "▲"


class Rail(LineList[RailRow | CutLine]):
    """The agenda with planned and real minutes, and the line below which items will not fit.

    Enter looks at the selected item.
    """

    class Look(Message):
        """Somebody wants to see an item."""

        def __init__(self, item_id: str) -> None:
            super().__init__()
            self.item_id = item_id

    def contexts(self) -> tuple[str, ...]:
        """Moving, and looking at an item."""
        return (*super().contexts(), "rail")

    def cmd_look(self) -> None:
        """Says which item to show."""
        if self.selected_id is not None:
            self.post_message(self.Look(self.selected_id))

    def why_not(self, command_id: str, /) -> str | None:
        """Looking needs an item."""
        if command_id == "rail.look" and self.selected_id is None:
            return "The agenda is empty; A adds an item."
        return super().why_not(command_id)

    def on_click(self, event: Click) -> None:
        """A second click looks at what the first one selected."""
        super().on_click(event)
        event.prevent_default()
        if event.chain > 1:
            self.cmd_look()

    def height_of(self, item: RailRow | CutLine, width: int, /) -> int:
        """The title's lines, and one for what happened to the timebox; one for the cut line."""
        if isinstance(item, CutLine):
            return 1
        return len(self._title(item, width)) + bool(item.note)

    def draw(self, item: RailRow | CutLine, line: int, width: int, *, selected: bool) -> Strip:
        """One line of an item, or the cut line."""
        if isinstance(item, CutLine):
            return self._draw_cut(item, width)
        lit = selected and self.lit
        base, quiet = self.ink(selected=lit), self.ink(Tone.MUTED, selected=lit)
        title = self._title(item, width)
        if line >= len(title):
            return self.strip([(" " * _MARKS + fit(item.note, width - _MARKS), quiet)], width, base)
        runs = item.state is ItemState.RUNNING
        past = item.state in (ItemState.DONE, ItemState.SKIPPED)
        tone = Tone.STRONG if runs or item.looked_at else Tone.MUTED if past else Tone.PLAIN
        text = (fit(title[line], self._room(width)), self.ink(tone, selected=lit))
        if line:
            return self.strip([(" " * _MARKS, base), text], width, base)
        sign = SIGNS[item.state]
        mark = "◦" if item.looked_at else "›" if lit else " "
        pieces = [
            (mark + " ", self.ink(Tone.ACCENT, selected=lit)),
            (sign.text + " ", self.ink(sign.tone, selected=lit)),
            text,
            (item.planned.rjust(_MINUTES), quiet),
            (item.spent.rjust(_MINUTES), self.ink(tone, selected=lit)),
            (f" {_OVER}" if item.over else "  ", self.ink(Tone.WARN, selected=lit)),
        ]
        return self.strip(pieces, width, base)

    def _draw_cut(self, cut: CutLine, width: int) -> Strip:
        word = fit(f" {cut.text} ", min(display_width(cut.text) + 2, width))
        side = max(0, width - display_width(word))
        left, right = "┄" * (side // 2), "┄" * (side - side // 2)
        ink = self.ink(Tone.WARN)
        return self.strip([(left, ink), (word, ink), (right, ink)], width, self.plain)

    def _room(self, width: int) -> int:
        return max(2, width - _MARKS - 2 * _MINUTES - 2)

    def _title(self, item: RailRow, width: int) -> tuple[str, ...]:
        return wrap(item.title, self._room(width), _MOST_LINES)


class FoldedRail(Inked):
    """The agenda in one line, for narrow screens."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._line: Timeline | None = None
        self._on_stage: str | None = None
        self._unfit: Sequence[str] = ()
        self._shown = ""

    def show(self, line: Timeline, on_stage: str | None, unfit: Sequence[str] = ()) -> None:
        """Draws the agenda as it stands; nothing is repainted when it looks the same."""
        self._line, self._on_stage, self._unfit = line, on_stage, unfit
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, base = self.size.width, self.plain
        if y:
            return Strip.blank(width, base)
        text = self._text()
        here, then, later = text.partition(" · ")
        shown = fit(here, min(width, display_width(here)))
        return self.strip(
            [(shown, self.ink(Tone.STRONG)), (then + later, self.ink(Tone.MUTED))], width, base
        )

    def _text(self) -> str:
        if self._line is None:
            return ""
        return fold_text(self._line, self._on_stage, self.size.width, self._unfit)
