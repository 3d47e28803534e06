"""Days and moments as lists and the line at the top write them."""

from datetime import UTC, date, datetime, time

from retrotui.core.dates import Calendar
from retrotui.core.dates.calendar import Due
from retrotui.core.dates.phrasing import describe
from retrotui.core.instants import local_moment


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


def when_text(stamp: str | None, calendar: Calendar) -> str:
    """A stored moment in the team's zone: ``22 Nov 2026 10:02``; nothing for none."""
    return stamp_text(local_moment(stamp, calendar.zone))


def _written(day: date) -> str:
    """``Sun 22 Nov 2026``: names of days and months are English whatever the locale."""
    near = Calendar(now=datetime.combine(day, time(), tzinfo=UTC))
    return describe(Due(day), near).partition(" (")[0]
