"""Due dates: what a phrase means for this team today, and how a date reads.

A due date is a day; a moment only where somebody typed a time. A phrase with two honest readings
is refused with both, never guessed.
"""

from retrotui.core.dates.calendar import Calendar, DateOrder, Due, read_due
from retrotui.core.dates.phrasing import days_until, describe, is_overdue, short_date

__all__ = [
    "Calendar",
    "DateOrder",
    "Due",
    "days_until",
    "describe",
    "is_overdue",
    "parse_due",
    "read_due",
    "short_date",
]


def parse_due(phrase: str, calendar: Calendar, *, allow_past: bool = False) -> Due | None:
    """Reads a phrase; see ``core.dates.grammar.parse_due``."""
    from retrotui.core.dates import grammar  # noqa: PLC0415 - most commands read stored dates only

    return grammar.parse_due(phrase, calendar, allow_past=allow_past)
