"""Drawing a line of cells: bits of text with tones become strips in the theme's inks."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from retrotui.ui.render import Tone

TONES = frozenset({f"tone--{tone}" for tone in Tone if tone} | {"tone--selected"})
"""The component classes every drawn widget has; ``styles/inks.tcss`` colours them."""


class Inked(Widget):
    """A widget that draws its lines itself, in tones."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(TONES)

    _plain: Style | None = None

    @property
    def plain(self) -> Style:
        """The widget's own style. Textual would work it out for every line."""
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    def notify_style_update(self) -> None:
        """The style sheet speaks again: what was worked out is forgotten."""
        self._plain = None
        super().notify_style_update()

    def ink(self, tone: Tone = Tone.PLAIN, *, selected: bool = False) -> Style:
        """The theme's style for a tone, on the selection's ground when selected."""
        style = self.get_component_rich_style(f"tone--{tone}") if tone else self.plain
        if not selected:
            return style
        # A tone brings the ground it stands on and its own attributes: the selection's come last.
        chosen = self.get_component_rich_style("tone--selected")
        return style + Style(bgcolor=chosen.bgcolor, reverse=chosen.reverse)

    def strip(self, pieces: Iterable[tuple[str, Style]], width: int, fill: Style) -> Strip:
        """Clean pieces as one strip of exactly ``width`` cells."""
        segments = [Segment(text, style) for text, style in pieces if text]
        return Strip(segments).crop_extend(0, max(0, width), fill).simplify()
