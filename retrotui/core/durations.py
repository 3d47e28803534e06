"""Lengths of time as people write them in agendas, and as the screen shows them.

Read are clocks in brackets (``(12:30)``, ``(1:05:00)``), labels (``**Time**: 15 minutes``), notes
beside a name (``(Ana, 30 min)``) and plain words (``30m``, ``1h30``, ``1 h 30 min``).
"""

import re
from dataclasses import dataclass
from math import ceil

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line

DAY_SECONDS = 24 * 60 * 60
DAY_MINUTES = 24 * 60
_LONGEST_LINE = 2000

_CLOCK = r"(?:(?P<hours>[0-9]{1,2}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{2})"
_JOIN = r" ?(?:,|and)? ?"
_WORDS = (
    r"(?:about|ca\.?|~|≈)? ?"
    r"(?:(?P<hours>[0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?:h|hrs?|hours?)"
    rf"(?:{_JOIN}(?P<rest>[0-9]{{2}})$)?)?{_JOIN}"
    rf"(?:(?P<minutes>[0-9]{{1,6}}) ?(?:m|mins?|minutes?|['′]))?{_JOIN}"
    r"(?:(?P<seconds>[0-9]{1,6}) ?(?:s|secs?|seconds?))?"
)
_LABEL = r"(?:time ?box|timebox|time|duration|length)"
_BRACKETS = r"\(([^()]{1,200})\)|\[([^\[\]]{1,200})\](?!\()"
_LABELLED = rf"(?:^|(?<=[\s(|]))\**{_LABEL}\**:\**\s*(?P<value>[^|()\[\]\n]{{1,60}})"
_TRAILING = r"(?:\s[-–—|]|[,;:|])\s+(?P<value>[^\s|,;:()–—][^|,;:()–—]{0,39}?)\s*(?:\|\s*)?$"
_LEADING = r"^(?P<value>[0-9][^|,;()–—-]{0,40}?)\s*(?:\s[-–—]|[:|])\s+(?=\S)"


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A duration inside a line.

    Attributes:
        seconds: How long, 1 to 86,400.
        start: Where the piece of the line that tells it begins, brackets and label included.
        end: Where that piece ends; without it the line is the title.
        beside: What else stood in the same brackets, such as a presenter's name.
    """

    seconds: int
    start: int
    end: int
    beside: tuple[str, ...] = ()


def parse_duration(text: str) -> int | None:
    """The seconds that a duration, or a line holding one, tells; None when there is none.

    A number alone is no duration: an agenda is full of numbers. Zero and more than 24 hours are
    not taken either.
    """
    alone = _bare(text.strip())
    if alone is not None:
        return alone
    found = find_duration(text)
    return found.seconds if found else None


def find_duration(line: str) -> FoundDuration | None:
    """The duration a line of an agenda tells, and where.

    Looked for in brackets (the last that hold one win), behind a label, after a dash, comma or
    colon at the end, and before a dash or colon at the start, in that order. A clock such as
    ``12:30`` counts in brackets and behind a label only; elsewhere it is a time of day.
    """
    if len(line) > _LONGEST_LINE:  # prose, or an attempt to keep the patterns busy
        return None
    return _in_brackets(line) or _beside_words(line)


def parse_minutes(text: str, what: str) -> int:
    """Whole minutes from what a person typed; a number alone means minutes.

    Args:
        text: As typed.
        what: The field as the person knows it, such as "the timebox".

    Raises:
        UsageError: Not a duration, not whole minutes, less than a minute or more than 24 hours.
    """
    typed = one_line(text)
    shown = repr(typed[:40])
    number = re.fullmatch(r"([+-]?)([0-9]{1,9})(?: ?(?:m|mins?|minutes?))?", typed.lower())
    if number:
        minutes = int(number[1] + number[2])
        if 1 <= minutes <= DAY_MINUTES:
            return minutes
        nearest = 1 if minutes < 1 else DAY_MINUTES
        raise UsageError(
            f"{what} must be from 1 minute to 24 hours, not {shown}",
            hint=f"the nearest is {nearest} min",
        )
    seconds = _bare(typed)
    if seconds is None:
        raise UsageError(
            f"{what} is not a duration up to 24 hours: {shown}",
            hint="write minutes, as in 25, 25m or 1h30",
        )
    if seconds % 60:
        raise UsageError(
            f"{what} is not in whole minutes: {shown}",
            hint=f"the nearest is {ceil(seconds / 60)} min",
        )
    return seconds // 60


def format_clock(seconds: float, *, overtime: bool = False) -> str:
    """Seconds as ``04:37`` or ``1:04:37``; a part of a second is not shown.

    Args:
        seconds: Of either sign.
        overtime: The seconds, of either sign, are time over: ``+01:12``. Without it a negative
            number shows as ``-01:12``.
    """
    whole = int(abs(seconds))
    sign = "+" if overtime else "-" if seconds <= -1 else ""
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02}:{rest:02}"
    return f"{sign}{minutes:02}:{rest:02}"


def format_minutes(minutes: int) -> str:
    """Minutes as ``45 min``, ``2 h`` or ``1 h 30 min``."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest} min"
    return f"{sign}{hours} h {rest} min" if rest else f"{sign}{hours} h"


def _in_brackets(line: str) -> FoundDuration | None:
    for brackets in reversed(list(re.finditer(_BRACKETS, line))):
        parts = [part.strip() for part in re.split(r"[,;·]", brackets[1] or brackets[2])]
        told = [(index, _labelled_or_bare(part)) for index, part in enumerate(parts)]
        durations = [(index, seconds) for index, seconds in told if seconds is not None]
        if len(durations) != 1:
            continue
        index, seconds = durations[0]
        beside = tuple(part for at, part in enumerate(parts) if at != index and part)
        return FoundDuration(seconds, brackets.start(), brackets.end(), beside)
    return None


def _beside_words(line: str) -> FoundDuration | None:
    for pattern, clocks in ((_LABELLED, True), (_TRAILING, False), (_LEADING, False)):
        match = re.search(pattern, line, re.IGNORECASE)
        seconds = _bare(match["value"].strip(" *."), clocks=clocks) if match else None
        if match and seconds is not None:
            return FoundDuration(seconds, match.start(), match.end())
    return None


def _labelled_or_bare(part: str) -> int | None:
    return _bare(re.sub(rf"^\**{_LABEL}\**:\**\s*", "", part, flags=re.IGNORECASE))


def _bare(text: str, *, clocks: bool = True) -> int | None:
    words = " ".join(text.lower().split())
    if len(words) > 60:  # noqa: PLR2004 - far above the longest form
        return None
    clock = re.fullmatch(_CLOCK, words) if clocks else None
    seconds = _of_clock(clock) if clock else _of_words(words)
    return seconds if seconds is not None and 0 < seconds <= DAY_SECONDS else None


def _of_clock(clock: re.Match[str]) -> int | None:
    hours, minutes, seconds = (int(clock[name] or 0) for name in ("hours", "minutes", "seconds"))
    if seconds > 59 or (clock["hours"] is not None and minutes > 59):  # noqa: PLR2004 - a clock
        return None
    return hours * 3600 + minutes * 60 + seconds


def _of_words(words: str) -> int | None:
    match = re.fullmatch(_WORDS, words)
    if not match:
        return None
    told = match.groupdict(default="0")
    hours = float(told["hours"].replace(",", "."))
    minutes = int(told["rest"]) + int(told["minutes"])
    return round(hours * 3600) + minutes * 60 + int(told["seconds"])
