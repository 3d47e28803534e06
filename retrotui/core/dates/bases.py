"""Days that have a name or are written out: ``fri``, ``eom``, ``q1``, ``Dec 1st``, ``2026-W49``.

A period names its last day, as a deadline does (a week its last workday). What is given in part
means the first such day that is not before today.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NoReturn

from retrotui.core.dates import refusals
from retrotui.core.dates.calendar import Calendar
from retrotui.core.errors import UsageError

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_OFFSETS = {"today": 0, "tod": 0, "eod": 0, "tomorrow": 1, "tom": 1, "tmr": 1, "yesterday": -1}
_DAYS = (
    {name: number for number, name in enumerate(DAY_NAMES)}
    | {name[:3]: number for number, name in enumerate(DAY_NAMES)}
    | {"tues": 1, "wednes": 2, "weds": 2, "thur": 3, "thurs": 3}
)
_MONTHS = (
    {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1)}
    | {"sept": 9}
)
_PERIODS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_LEAP_CYCLE = 9
_YEAR_DAYS = 366

_DAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS)
_PERIOD = "week|month|quarter|year"
_TH = "(?:st|nd|rd|th)"

_Match = re.Match[str]


def base_day(phrase: str, calendar: Calendar) -> date | None:
    """The day a phrase in lower case names; None when it names none.

    Raises:
        AmbiguousDateError: It may name one of several days.
        UsageError: It names a day or a series that does not exist.
        ValueError: The day is beyond the calendar; or an ``OverflowError`` for the same reason.
    """
    for pattern, resolve in _RULES:
        match = re.fullmatch(pattern, phrase)
        if match:
            return resolve(match, calendar)
    return None


def words() -> list[str]:
    """The words a day can be named with, for the nearest one to a misspelled word."""
    nexts = [f"next {period}" for period in _PERIOD.split("|")]
    return [*_OFFSETS, *_DAYS, *_MONTHS, *_PERIODS, *nexts, "none"]


def _near_today(match: _Match, calendar: Calendar) -> date:
    return calendar.today + timedelta(days=_OFFSETS[match[0]])


def _weekday(match: _Match, calendar: Calendar) -> date:
    return _coming(_DAYS[match[1]], calendar.today)


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _next_weekday(match: _Match, calendar: Calendar) -> NoReturn:
    first = _coming(_DAYS[match[1]], calendar.today)
    second = first + timedelta(weeks=1)
    raise refusals.ambiguous(match[0], (first.isoformat(), second.isoformat()))


def _period(match: _Match, calendar: Calendar) -> date:
    name = _PERIODS.get(match[0]) or match["period"]
    following = match["which"] == "next"
    return _PERIOD_ENDS[name](calendar, following)


def _week_end(calendar: Calendar, following: bool) -> date:
    monday = calendar.today - timedelta(days=calendar.today.weekday())
    this, coming = (_last_workday(monday + timedelta(weeks=n), calendar) for n in (0, 1))
    return coming if following or this < calendar.today else this


def _last_workday(monday: date, calendar: Calendar) -> date:
    days = [monday + timedelta(days=number) for number in range(4, -1, -1)]
    return next((day for day in days if day not in calendar.holidays), days[0])


def _month_end(calendar: Calendar, following: bool) -> date:
    return _last_of_month(calendar.today.year, calendar.today.month + int(following))


def _quarter_end(calendar: Calendar, following: bool) -> date:
    months_left = 2 - (calendar.today.month - calendar.fiscal_year_start) % 3
    ahead = months_left + (3 if following else 0)
    return _last_of_month(calendar.today.year, calendar.today.month + ahead)


def _year_end(calendar: Calendar, following: bool) -> date:
    return date(calendar.today.year + int(following), 12, 31)


_PERIOD_ENDS: dict[str, Callable[[Calendar, bool], date]] = {
    "week": _week_end,
    "month": _month_end,
    "quarter": _quarter_end,
    "year": _year_end,
}


def _last_of_month(year: int, month: int) -> date:
    """Months above 12 run on into the years after."""
    years, index = divmod(month, 12)
    return date(year + years, index + 1, 1) - timedelta(days=1)


def _quarter(match: _Match, calendar: Calendar) -> date:
    last_month = calendar.fiscal_year_start + 3 * int(match[1]) - 1
    if not match[2]:
        today = calendar.today
        ends = (_last_of_month(today.year + years, last_month) for years in (-1, 0, 1))
        return next(end for end in ends if end >= today)
    year = int(match[2])
    end = _last_of_month(year, last_month)
    if calendar.fiscal_year_start == 1:
        return end
    # Some name a fiscal year after the year it begins in, some after the one it ends in.
    earlier = _last_of_month(year - 1, last_month)
    raise refusals.ambiguous(match[0], (earlier.isoformat(), end.isoformat()))


def _month(match: _Match, calendar: Calendar) -> date:
    month, today = _MONTHS[match[1]], calendar.today
    if match[2]:
        return _last_of_month(int(match[2]), month)
    return _last_of_month(today.year + int(month < today.month), month)


def _iso_day(match: _Match, _: Calendar) -> date:
    return _exact(match[0], int(match[1]), int(match[2]), int(match[3]))


def _iso_week(match: _Match, calendar: Calendar) -> date:
    year, week = int(match[1]), int(match[2])
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        hint = "write it as in 2026-W49 or 2026-W49-2"
        raise UsageError(f"there is no such week: {match[0]!r}", hint=hint) from None
    if match[3]:
        return monday + timedelta(days=int(match[3]) - 1)
    return _last_workday(monday, calendar)


def _dotted(match: _Match, calendar: Calendar) -> date:
    return _written(match[0], match[3], int(match[2]), int(match[1]), calendar)


def _day_month(match: _Match, calendar: Calendar) -> date:
    return _written(match[0], match[3], _MONTHS[match[2]], int(match[1]), calendar)


def _month_day(match: _Match, calendar: Calendar) -> date:
    return _written(match[0], match[3], _MONTHS[match[1]], int(match[2]), calendar)


def _day_of_month(match: _Match, calendar: Calendar) -> date:
    day, today = int(match[1]), calendar.today
    for ahead in range(3):  # no two months in a row lack a day that any month has
        end = _last_of_month(today.year, today.month + ahead)
        if 1 <= day <= end.day and end.replace(day=day) >= today:
            return end.replace(day=day)
    raise refusals.no_such_day(match[0], today.year, today.month, day)


def _slashed(match: _Match, calendar: Calendar) -> date:
    phrase, first, second, year = match[0], int(match[1]), int(match[2]), match[3]
    if calendar.date_order == "dmy":
        return _written(phrase, year, second, first, calendar)
    if calendar.date_order == "mdy":
        return _written(phrase, year, first, second, calendar)
    readings = set()
    for month, day in ((first, second), (second, first)):
        try:
            readings.add(_written(phrase, year, month, day, calendar).isoformat())
        except UsageError:  # this order makes no day
            continue
    if len(readings) > 1:
        raise refusals.ambiguous(phrase, tuple(sorted(readings)))
    raise UsageError(
        f"{phrase!r} may be day/month or month/day",
        hint=f"write {readings.pop() if readings else '2026-12-01'}, or set the team's date order",
    )


def _written(phrase: str, year: str | None, month: int, day: int, calendar: Calendar) -> date:
    if year:
        return _exact(phrase, int(year), month, day)
    today = calendar.today
    for ahead in range(_LEAP_CYCLE):
        try:
            found = date(today.year + ahead, month, day)
        except ValueError:
            continue
        if found < today:
            continue
        if (found - today).days <= _YEAR_DAYS:
            return found
        raise UsageError(
            f"{phrase!r} is more than a year away", hint=f"write the year: {found.isoformat()}"
        )
    raise refusals.no_such_day(phrase, today.year + int(month < today.month), month, day)


def _exact(phrase: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise refusals.no_such_day(phrase, year, month, day) from None


def _series(match: _Match, calendar: Calendar) -> date:
    name = match[1].strip()
    known = calendar.series.get(name)
    if known:
        return known
    if match[0].startswith("@") or not calendar.series:
        hint = "series with a next date: " + (", ".join(sorted(calendar.series)[:5]) or "none")
        raise UsageError(f"no series {name!r} has a next date", hint=hint)
    raise refusals.unreadable(match[0], [*words(), *(f"next {each}" for each in calendar.series)])


_RULES: tuple[tuple[str, Callable[[_Match, Calendar], date]], ...] = (
    ("|".join(_OFFSETS), _near_today),
    (rf"(?:this )?({_DAY})", _weekday),
    (rf"next ({_DAY})", _next_weekday),
    (
        rf"{'|'.join(_PERIODS)}|(?:end of )?(?:(?P<which>the|this|next) )?(?P<period>{_PERIOD})",
        _period,
    ),
    (r"(?:end of )?q([1-4])(?: ([0-9]{4}))?", _quarter),
    (rf"(?:end of )?({_MONTH})(?: ([0-9]{{4}}))?", _month),
    (r"([0-9]{4})-([0-9]{2})-([0-9]{2})", _iso_day),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", _iso_day),
    (r"([0-9]{4})-w([0-9]{2})(?:-([1-7]))?", _iso_week),
    (r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})?", _dotted),
    (rf"([0-9]{{1,2}})(?:{_TH}|\.)?(?: of)? ?({_MONTH})(?:,? ([0-9]{{4}}))?", _day_month),
    (rf"({_MONTH}) ([0-9]{{1,2}}){_TH}?(?:,? ([0-9]{{4}}))?", _month_day),
    (rf"([0-9]{{1,2}}){_TH}", _day_of_month),
    (r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?", _slashed),
    (r"(?:next |@)(.+)", _series),
)
