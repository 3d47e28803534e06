"""Why a phrase is refused, and the nearest form that is not."""

import re
from collections.abc import Iterable
from datetime import date

from retrotui.core.errors import AmbiguousDateError, UsageError

FORMS = "fri, 3d, in 2 weeks, 2026-12-01 or eom"
_SHOWN = 40
_MINUTES = r"(?:in |\+ ?)?([0-9]{1,4}) ?(?:m|min|mins|minutes?|h|hours?)"


def unreadable(phrase: str, words: Iterable[str]) -> UsageError:
    """The refusal of a phrase that is no date; the words are those the grammar knows."""
    return UsageError(f"not a date: {_cut(phrase)}", hint=_nearest(phrase, words))


def ambiguous(
    phrase: str, candidates: tuple[str, ...], why: str | None = None
) -> AmbiguousDateError:
    """The refusal of a phrase with several readings, in the order they come."""
    readings = " or ".join(candidates)
    reason = f" ({why})" if why else ""
    return AmbiguousDateError(
        f"{_cut(phrase)} could be {readings}{reason}",
        candidates=candidates,
        hint=f"write {readings}",
    )


def no_such_day(phrase: str, year: int, month: int, day: int) -> UsageError:
    """The refusal of a day the calendar does not have; the hint is the nearest one it has."""
    from calendar import monthrange  # noqa: PLC0415 - only a refusal pays for it

    year = min(max(year, 1), 9999)
    month = min(max(month, 1), 12)
    day = min(max(day, 1), monthrange(year, month)[1])
    nearest = date(year, month, day).isoformat()
    return UsageError(f"there is no such day: {_cut(phrase)}", hint=f"the nearest is {nearest}")


def past(phrase: str, day: date, today: date) -> UsageError:
    """The refusal of a day that is over; the command line puts its flag behind the hint."""
    meant = day.isoformat()
    says = "" if phrase == meant else f" ({meant})"
    return UsageError(
        f"{_cut(phrase)}{says} is in the past",
        hint=f"write {today.isoformat()} or later, or allow past dates",
    )


def out_of_reach(phrase: str, first: int, last: int) -> UsageError:
    """The refusal of a day no plan reaches."""
    return UsageError(
        f"{_cut(phrase)} is out of reach", hint=f"years go from {first} to {last}: try 1y or eoy"
    )


def bad_count(phrase: str, most: int) -> UsageError:
    """The refusal of a number of days, weeks … that nobody means."""
    return UsageError(f"the number in {_cut(phrase)} is not one of 1 to {most}", hint="try 3d")


def _cut(phrase: str) -> str:
    return repr(phrase if len(phrase) <= _SHOWN else phrase[: _SHOWN - 1] + "…")


def _nearest(phrase: str, words: Iterable[str]) -> str:
    minutes = re.fullmatch(_MINUTES, phrase)
    if minutes:
        return f"no minutes or hours here: write {minutes[1]}mo for months, or a time as in 17:00"
    if re.fullmatch(r"[0-9]{1,2}", phrase):
        return f"write {phrase}d for days from now, or a day of the month as in 5th"
    slashes = re.fullmatch(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})", phrase)
    if slashes:
        return f"write {slashes[1]}-{slashes[2]:0>2}-{slashes[3]:0>2}"
    short_year = re.fullmatch(r"([0-9]{1,2}[./][0-9]{1,2}[./])([0-9]{2})", phrase)
    if short_year:
        return f"write the year in full: {short_year[1]}20{short_year[2]}"
    if "midnight" in phrase:
        return "midnight belongs to two days: write one of them, with 23:59 or 00:00"
    from difflib import get_close_matches  # noqa: PLC0415 - only a typing error pays for it

    near = get_close_matches(phrase, [*words], n=1, cutoff=0.7)
    return f"did you mean {near[0]}?" if near else f"write it as in {FORMS}"
