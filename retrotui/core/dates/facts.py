"""What follows from stored dates, worked out once for each: thousands of records share few."""

from datetime import date
from typing import NamedTuple

from retrotui.core.dates.calendar import Calendar, read_due
from retrotui.core.dates.phrasing import is_overdue, local_day


class DueFacts(NamedTuple):
    """A stored date, as the team's calendar sees it today.

    Attributes:
        text: In its one stored form.
        day: The day on the team's calendar.
        days_over: Whole days since then; negative while it lies ahead.
        is_overdue: True when the day, or the moment, is past.
    """

    text: str
    day: date
    days_over: int
    is_overdue: bool


class DueReader:
    """Reads stored dates against one calendar.

    Args:
        calendar: The team's time; it stands still.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.today = calendar.today
        self._calendar = calendar
        self._known: dict[str, DueFacts | None] = {}

    def read(self, stored: object) -> DueFacts | None:
        """What follows from a stored date or moment; None for anything else."""
        try:
            return self._known[stored]  # type: ignore[index]  # most are known; others raise
        except (KeyError, TypeError):
            if not isinstance(stored, str):
                return None
        made = self._known[stored] = self._read(stored)
        return made

    def _read(self, stored: str) -> DueFacts | None:
        due = read_due(stored)
        if due is None:
            return None
        day = local_day(due, self._calendar)
        over = (self.today - day).days
        return DueFacts(due.text, day, over, is_overdue(due, self._calendar))
