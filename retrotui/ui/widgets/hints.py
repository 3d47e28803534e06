"""The line of keys at the bottom: one drawn line, fitted to the width, clickable."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from retrotui.core.text import display_width, one_line
from retrotui.ui.commanding import Hint
from retrotui.ui.commands import key_label
from retrotui.ui.render import Tone
from retrotui.ui.widgets.inks import Inked

_GAP = "   "


class _Spot(NamedTuple):
    start: int
    end: int
    hint: Hint


class HintBar(Inked):
    """Draws hints; those with the least weight go first when the line is too narrow."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._hints: tuple[Hint, ...] = ()
        self._spots: tuple[_Spot, ...] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        """Draws other hints; nothing is repainted when they are the same."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The hints in one line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.plain)
        self._spots = fitted(self._hints, width)
        base, pieces, end = self.plain, [], 0
        for spot in self._spots:
            key_tone, title_tone = (
                (Tone.FAINT, Tone.FAINT) if spot.hint.reason else (Tone.ACCENT, Tone.MUTED)
            )
            key, title = _texts(spot.hint)
            pieces.append((" " * (spot.start - end), base))
            pieces += [(key, self.ink(key_tone)), (" " + title, self.ink(title_tone))]
            end = spot.end
        return self.strip(pieces, width, base)

    def on_click(self, event: Click) -> None:
        """Clicking a hint does what its key does."""
        x = event.get_content_offset_capture(self).x
        for spot in self._spots:
            if spot.start <= x < spot.end:
                self.post_message(self.Pressed(spot.hint.command_id))
                return


def fitted(hints: Sequence[Hint], width: int) -> tuple[_Spot, ...]:
    """Where each hint goes that fits, in the order given."""
    kept = list(hints)
    while kept and _needed(kept) > width:
        kept.remove(min(reversed(kept), key=lambda each: each.weight))
    spots, start = [], 0
    for hint in kept:
        end = start + _width(hint)
        spots.append(_Spot(start, end, hint))
        start = end + len(_GAP)
    return tuple(spots)


def _needed(hints: Sequence[Hint]) -> int:
    return sum(_width(each) for each in hints) + len(_GAP) * (len(hints) - 1)


def _width(hint: Hint) -> int:
    key, title = _texts(hint)
    return display_width(key) + 1 + display_width(title)


def _texts(hint: Hint) -> tuple[str, str]:
    return key_label(hint.key), one_line(hint.title)
