"""The line at the top of a screen: where one is on the left, what time it is on the right."""

from textual.strip import Strip

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Bit, Tone, bit
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
        self._badge = Bit("")

    def note(self, badge: Bit) -> None:
        """Draws another short remark before what is on the right."""
        if badge != self._badge:
            self._badge = bit(badge)
            self.refresh()

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
        badge, tone = self._badge
        room = width - display_width(title)
        if display_width(after) + _LEAST_GAP > room:
            after = ""
        room -= display_width(after)
        if badge and display_width(badge) + 2 * _LEAST_GAP > room:
            badge = ""
        remark = f"{badge}{' ' * _LEAST_GAP}" if badge else ""
        room -= display_width(remark)
        middle = fit(f" · {team}" if team else "", room)
        return self.strip(
            [
                (title, self.ink(Tone.STRONG)),
                (middle, base),
                (remark, self.ink(tone)),
                (after, self.ink(Tone.MUTED)),
            ],
            width,
            base,
        )
