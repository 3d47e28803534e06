"""The line at the top of a screen: where one is on the left, what time it is on the right."""

from textual.strip import Strip

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Tone
from retrotui.ui.widgets.inks import Inked

_LEAST_GAP = 2


class TopLine(Inked):
    """One drawn line; what is on the right gives way when there is no room.

    Args:
        title: Where one is.
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own
        super().__init__(id=id)
        self._shown = (one_line(title), "", "")

    def show(self, title: str, team: str, after: str) -> None:
        """Draws other texts; nothing is repainted when they are the same."""
        shown = (one_line(title), one_line(team), one_line(after))
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, base = self.size.width, self.plain
        if y:
            return Strip.blank(width, base)
        title, team, after = self._shown
        room = width - display_width(title)
        if display_width(after) + _LEAST_GAP > room:
            after = ""
        room -= display_width(after)
        middle = fit(f" · {team}" if team else "", room)
        return self.strip(
            [(title, self.ink(Tone.STRONG)), (middle, base), (after, self.ink(Tone.MUTED))],
            width,
            base,
        )
