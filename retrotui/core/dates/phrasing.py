"""How a due date reads, and how far away it is, on the team's own calendar.

Names of days and months are English everywhere, whatever the machine's locale.
"""

from datetime import date

from retrotui.core.dates.calendar import Calendar, Due

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SOON_DAYS = 7
"""What is due within so many days, today included, is due soon."""
_NEAR = 3
_YEAR = 365


def local_day(due: Due, calendar: Calendar) -> date:
    """The day it is due, as the team's calendar has it."""
    if due.moment is None:
        return due.date
    return due.moment.astimezone(calendar.zone).date()


def days_until(due: Due, calendar: Calendar) -> int:
    """Whole days from today in the team's zone; negative once it is past."""
    return (local_day(due, calendar) - calendar.today).days


def is_soon(due: Due, calendar: Calendar) -> bool:
    """True for what is due within a week, today and what is over included."""
    return days_until(due, calendar) <= SOON_DAYS


def is_overdue(due: Due, calendar: Calendar) -> bool:
    """True when its day is over in the team's zone or, where it has a time, that time."""
    if due.moment is None:
        return calendar.today > due.date
    return calendar.now > due.moment


def describe(due: Due, calendar: Calendar) -> str:
    """A due date in full: ``Fri 27 Nov 2026 (in 5 days)``."""
    day = local_day(due, calendar)
    days = (day - calendar.today).days
    written = f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{written}{_time(due, calendar)} ({_distance(days) or _ahead_or_ago(days)})"


def short_date(due: Due, calendar: Calendar) -> str:
    """A due date for a narrow column: ``3 days over``, ``in 2 days``, ``fri 27 Nov``.

    The year shows only where the date is not the next of its name.
    """
    day = local_day(due, calendar)
    days = (day - calendar.today).days
    if days < 0:
        return f"{_counted(-days)} over"
    at = _time(due, calendar)
    if days <= _NEAR:
        return (_distance(days) or _ahead_or_ago(days)) + at
    year = f" {day.year}" if days >= _YEAR else ""
    return f"{_DAYS[day.weekday()].lower()} {day.day} {_MONTHS[day.month - 1]}{year}{at}"


def _time(due: Due, calendar: Calendar) -> str:
    return "" if due.moment is None else f" {due.moment.astimezone(calendar.zone):%H:%M}"


def _distance(days: int) -> str | None:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)


def _ahead_or_ago(days: int) -> str:
    return f"in {_counted(days)}" if days > 0 else f"{_counted(-days)} ago"


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
