"""Phrases for due dates: ``[day] [time] [zone]``, in English, on one line.

::

    day  = base [("+"|"-") n unit] | ["in"|"+"] n unit ["from now"] | n unit "ago"
    base = today | fri | eom | [end of] next month | next SERIES | @SERIES | q1 | dec [2026]
         | 2026-12-01 | 20261201 | 2026-W49[-2] | 1.12.[2026] | 1 dec | Dec 1st | 15th | 12/1
    unit = d | w | mo | q | y | bd                     n = 1 to 3660, a, one to ten
    time = [at] 17:00 | 5pm | noon                     zone = Z | +01:00 | Europe/Berlin

A day without a time is a date; "none" and "-" mean no date.
"""

import re
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from retrotui.core.dates import refusals
from retrotui.core.dates.arithmetic import STEP, step
from retrotui.core.dates.bases import base_day, words
from retrotui.core.dates.calendar import Calendar, Due, due_at
from retrotui.core.dates.phrasing import local_day
from retrotui.core.dates.zones import moment_on, zone_typed
from retrotui.core.errors import UsageError
from retrotui.core.text import one_line

LONGEST = 64
FIRST_YEAR, LAST_YEAR = 1970, 2999

_CLOCK = (
    r"(?:at )?(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"|(?P<hour12>[0-9]{1,2})(?::(?P<minute12>[0-9]{2}))? ?(?P<half>am|pm)|noon)"
)
_ZONE = r"(?: ?(?P<zone>z|utc|[+-][0-9]{2}:[0-9]{2}|[a-z_]+(?:/[a-z0-9_+-]+)+))?"
_TIMED = rf"(?:(?P<day>.+?)(?: |(?<=[0-9])t))??{_CLOCK}{_ZONE}"
_AHEAD = rf"(?:in |\+ ?)?{STEP}(?: from now)?"
_AGO = rf"{STEP} ago"
_STEPPED = rf"(?P<base>.+?) ?(?P<sign>[+-]) ?{STEP}"


def parse_due(phrase: str, calendar: Calendar, *, allow_past: bool = False) -> Due | None:
    """Reads a phrase; None means that the person wants no due date.

    Args:
        phrase: As typed, in either case.
        calendar: The team's time.
        allow_past: Take days before today, as filters and imports do.

    Raises:
        AmbiguousDateError: Several honest readings; each is a candidate.
        UsageError: Not a date, not one that exists, or one in the past.
    """
    text = _lexed(phrase)
    if text in {"none", "-"}:
        return None
    try:
        due = _read(text, calendar)
        reached = FIRST_YEAR <= due.date.year <= LAST_YEAR
    except (OverflowError, ValueError):
        reached = False
    if not reached:
        raise refusals.out_of_reach(text, FIRST_YEAR, LAST_YEAR)
    day = local_day(due, calendar)
    if day < calendar.today and not allow_past:
        raise refusals.past(text, day, calendar.today)
    return due


def _lexed(phrase: str) -> str:
    if len(phrase) > LONGEST:
        shown = one_line(phrase[:20])
        hint = f"write it as in {refusals.FORMS}"
        raise UsageError(f"a date has at most {LONGEST} characters: {shown!r}…", hint=hint)
    text = one_line(phrase)
    # Hidden characters and digits of other scripts look like a date that they are not.
    odd = any(char.isdigit() and not char.isascii() for char in text)
    if odd or text != normalize("NFC", " ".join(phrase.split())):
        raise UsageError(f"not a date: {text!r} holds odd characters", hint="type it anew")
    return text.lower()


def _read(text: str, calendar: Calendar) -> Due:
    timed = re.fullmatch(_TIMED, text)
    if not timed:
        return Due(_day(text, calendar))
    zone = zone_typed(timed["zone"]) if timed["zone"] else calendar.zone
    clock = _clock(timed)
    if timed["day"]:
        return due_at(moment_on(_day(timed["day"], calendar), clock, zone))
    now = calendar.now.astimezone(zone)
    today = now.date()
    past = datetime.combine(today, clock) < now.replace(tzinfo=None)
    return due_at(moment_on(today + timedelta(days=int(past)), clock, zone))


def _clock(timed: re.Match[str]) -> time:
    if timed["hour12"]:
        hour = int(timed["hour12"])
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours on a dial
            raise UsageError(f"no such time: {timed.string!r}", hint="write 1am to 12pm")
        hour = hour % 12 + (12 if timed["half"] == "pm" else 0)
        minute, second = int(timed["minute12"] or 0), 0
    elif timed["hour"]:
        hour, minute, second = (int(timed[part] or 0) for part in ("hour", "minute", "second"))
    else:
        return time(12)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise UsageError(f"no such time: {timed.string!r}", hint="write 00:00 to 23:59") from None


def _day(text: str, calendar: Calendar) -> date:
    ahead = re.fullmatch(_AHEAD, text)
    if ahead:
        return step(calendar.today, ahead, calendar)
    ago = re.fullmatch(_AGO, text)
    if ago:
        return step(calendar.today, ago, calendar, back=True)
    stepped = None if text[:1] == "@" and text[1:] in calendar.series else _stepped(text, calendar)
    day = stepped or base_day(text, calendar)
    if day is None:
        raise refusals.unreadable(text, words())
    return day


def _stepped(text: str, calendar: Calendar) -> date | None:
    match = re.fullmatch(_STEPPED, text)
    base = base_day(match["base"], calendar) if match else None
    if match is None or base is None:
        return None
    return step(base, match, calendar, back=match["sign"] == "-")
