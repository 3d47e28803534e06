"""Steps from a day: so many days, workdays, months … on or back."""

import re
from datetime import date, datetime, timedelta

from retrotui.core.dates.calendar import Calendar
from retrotui.core.dates.refusals import bad_count

MOST = 3660
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)} | {"a": 1, "an": 1}
_UNITS = {
    "d": ("d", "day", "days"),
    "w": ("w", "wk", "wks", "week", "weeks"),
    "mo": ("mo", "mos", "month", "months"),
    "q": ("q", "quarter", "quarters"),
    "y": ("y", "yr", "yrs", "year", "years"),
    "bd": ("bd", "workday", "workdays", "business day", "business days", "working day",
           "working days"),
}  # fmt: skip
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names}
STEP = (
    rf"(?:(?P<count>[0-9]+) ?|(?P<word>{'|'.join(_NUMBERS)}) )"
    rf"(?P<unit>{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})"
)
"""A number and a unit, as a pattern with the groups that ``step`` reads."""


def step(day: date, match: re.Match[str], calendar: Calendar, *, back: bool = False) -> date:
    """The day so many units after (or before) a day, as a match of ``STEP`` says.

    Months, quarters and years keep the day of the month where there is one, else they end on the
    month's last day. Workdays are Monday to Friday without the team's holidays.

    Raises:
        UsageError: The number is zero or above ``MOST``.
        OverflowError: The day is beyond the calendar; or a ``ValueError`` for the same reason.
    """
    count = _count(match)
    unit = _UNIT_OF[match["unit"]]
    signed = -count if back else count
    if unit == "d":
        return day + timedelta(days=signed)
    if unit == "w":
        return day + timedelta(weeks=signed)
    if unit == "bd":
        return _workdays_off(day, signed, calendar.holidays)
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - most phrases do without

    months = {"mo": 1, "q": 3, "y": 12}[unit] * signed
    return day + relativedelta(months=months)


def _count(match: re.Match[str]) -> int:
    if match["word"]:
        return _NUMBERS[match["word"]]
    digits = match["count"].lstrip("0")
    # Judged by length first: turning a long string of digits into a number takes time of its own.
    if not digits or len(digits) > len(str(MOST)) or int(digits) > MOST:
        raise bad_count(match.string, MOST)
    return int(digits)


def _workdays_off(day: date, count: int, holidays: frozenset[date]) -> date:
    from dateutil.rrule import DAILY, rrule  # noqa: PLC0415 - most phrases do without

    # Twice the workdays spans all weekends; every holiday may cost one more.
    reach = timedelta(days=2 * abs(count) + 2 * len(holidays) + 7)
    tomorrow, yesterday = day + timedelta(days=1), day - timedelta(days=1)
    start, end = (tomorrow, day + reach) if count > 0 else (day - reach, yesterday)
    weekdays = rrule(
        DAILY,
        dtstart=datetime(start.year, start.month, start.day),
        until=datetime(end.year, end.month, end.day),
        byweekday=range(5),
    )
    workdays = [each.date() for each in weekdays if each.date() not in holidays]
    return workdays[count - 1 if count > 0 else count]
