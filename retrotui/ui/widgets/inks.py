"""Drawing a line of cells: bits of text with tones become strips in the theme's inks."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from retrotui.ui.render import Tone

_VARIABLES = {
    Tone.MUTED: "muted",
    Tone.FAINT: "faint",
    Tone.FRAME: "outline",
    Tone.ACCENT: "ink-accent",
    Tone.GOOD: "ink-success",
    Tone.WARN: "ink-warning",
    Tone.BAD: "ink-error",
}
"""The theme's variable that colours a tone; the others keep the widget's own colour."""

_BOLD = frozenset({Tone.STRONG, Tone.BAD})
_GROUND = "selected"


class Inked(Widget):
    """A widget that draws its lines itself, in tones.

    The inks are the theme's variables and not component classes of the style sheet: Textual works
    those out anew for each widget whenever anything is styled, and most are never drawn.
    """

    _plain: Style | None = None
    _mixed: "tuple[Mapping[str, str], dict[tuple[Tone, bool], Style]] | None" = None

    @property
    def plain(self) -> Style:
        """The widget's own style. Textual would work it out for every line."""
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    def notify_style_update(self) -> None:
        """The style sheet speaks again: what was worked out is forgotten."""
        self._plain = self._mixed = None
        super().notify_style_update()

    def ink(self, tone: Tone = Tone.PLAIN, *, selected: bool = False) -> Style:
        """The theme's style for a tone, on the selection's ground when selected."""
        variables = self.app.theme_variables
        if self._mixed is None or self._mixed[0] is not variables:
            self._mixed = (variables, {})
        mixed = self._mixed[1]
        style = mixed.get((tone, selected))
        if style is None:
            style = mixed[tone, selected] = self._mix(tone, variables, selected=selected)
        return style

    def _mix(self, tone: Tone, variables: Mapping[str, str], *, selected: bool) -> Style:
        app = self.app
        name = _VARIABLES.get(tone)
        colour = None if name is None else variables[name]
        style = self.plain + _toned(tone, colour, no_color=app.no_color)
        if selected:
            style += _lit(variables[_GROUND], ansi=app.native_ansi_color)
        return style

    def strip(self, pieces: Iterable[tuple[str, Style]], width: int, fill: Style) -> Strip:
        """Clean pieces as one strip of exactly ``width`` cells."""
        segments = [Segment(text, style) for text, style in pieces if text]
        return Strip(segments).crop_extend(0, max(0, width), fill).simplify()


@lru_cache(64)
def _toned(tone: Tone, colour: str | None, *, no_color: bool) -> Style:
    """What a tone adds to a widget's own style; without colours it is told by weight."""
    more: dict[str, Any] = {"bold": True} if tone in _BOLD else {}
    if no_color and tone is Tone.FAINT:
        more["dim"] = True
    if no_color and tone is Tone.ACCENT:
        more["bold"] = True
    return Style(color=None if colour is None else Color.parse(colour).rich_color, **more)


@lru_cache(16)
def _lit(ground: str, *, ansi: bool) -> Style:
    """What being selected adds; the terminal's own colours have no ground to spare for it."""
    return Style(bgcolor=Color.parse(ground).rich_color, reverse=True if ansi else None)
