"""The line at the top of a screen: where one is on the left, what time it is on the right."""

from datetime import UTC, date, datetime, time

from textual.strip import Strip

from retrotui.core.dates import Calendar
from retrotui.core.dates.calendar import Due
from retrotui.core.dates.phrasing import describe
from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.render import Tone
from retrotui.ui.widgets.inks import Inked

_LEAST_GAP = 2


class TopLine(Inked):
    """One drawn line; what is on the right gives way when there is no room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown = ("", "", "")

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


def day_text(day: date, today: date) -> str:
    """A day as lists show it: ``22 Nov``, with its year when that is another one."""
    written = _written(day).partition(" ")[2]
    return written if day.year != today.year else written.rpartition(" ")[0]


def moment_text(moment: datetime) -> str:
    """A moment in the team's zone: ``Sun 22 Nov 10:02``."""
    return f"{_written(moment.date()).rpartition(' ')[0]} {moment:%H:%M}"


def stamp_text(moment: datetime | None) -> str:
    """A moment of any year: ``22 Nov 2026 10:02``; nothing for none."""
    return "" if moment is None else f"{_written(moment.date()).partition(' ')[2]} {moment:%H:%M}"


def _written(day: date) -> str:
    """``Sun 22 Nov 2026``: names of days and months are English whatever the locale."""
    near = Calendar(now=datetime.combine(day, time(), tzinfo=UTC))
    return describe(Due(day), near).partition(" (")[0]
