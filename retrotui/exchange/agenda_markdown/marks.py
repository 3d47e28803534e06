"""Timeboxes and people inside one line: ``Topic (15m, Ana)`` is a title, 15 minutes and Ana."""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from retrotui.core.durations import parse_duration
from retrotui.core.formats import MOST_MINUTES
from retrotui.core.text import one_line
from retrotui.exchange.agenda_markdown.tree import Words

_UNIT = r"(?:h|hr|hrs|hours?|m|min|mins|minutes?|s|secs?|seconds?)\b\.?"
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_LENGTH = rf"(?:{_NUMBER} ?(?:[-–—]|to) ?)?(?P<most>{_NUMBER} ?{_UNIT}(?: ?\d{{1,2}} ?{_UNIT})?)"
_ABOUT = r"(?:[~≈≤<?]|about|around|up to|max\.?|maximum|approx\.?|ca\.?|\?+) ?"
_TAIL = r"(?: ?\?| each| max\.?| total| or so| if needed| tops| on [\w ]{1,30})?"
_WHOLE = re.compile(rf"(?:{_ABOUT})*{_LENGTH}{_TAIL}", re.IGNORECASE)
_COLONS = re.compile(r"(?:\d{1,2}:)?\d{1,3}:\d{2}")
_BARE = re.compile(_NUMBER)
_TIME_LABEL = r"(?:time|timebox|duration|length)"
_WHO_LABEL = r"(?:who|owners?|presenters?|leads?|speakers?|champions?|drivers?|hosts?)"
TIME_FIELD = re.compile(rf"{_TIME_LABEL} ?[:=] ?(.+)", re.IGNORECASE)
WHO_FIELD = re.compile(rf"{_WHO_LABEL} ?[:=] ?(.+)", re.IGNORECASE)
_LABEL_WITHIN = re.compile(rf"[,;]? ?\b{_TIME_LABEL} ?: ?", re.IGNORECASE)
_AT_END = re.compile(
    rf" ?(?:[-–—|:,]|\b{_TIME_LABEL} ?:) ?(?P<time>(?:{_ABOUT})*{_LENGTH})$", re.IGNORECASE
)
_AT_START = re.compile(rf"(?P<time>(?:{_ABOUT})*{_LENGTH}) ?[-–—|:] ?", re.IGNORECASE)
_WHO_AT_END = re.compile(rf"\b{_WHO_LABEL} ?: ?([^:]+)$", re.IGNORECASE)
_CLOCKS = re.compile(
    r"(\d{1,2})[:.](\d{2})(?: ?(?:[-–—]|to) ?(\d{1,2})[:.](\d{2}))?(?: ?[-–—|:])? +(?=\S)"
)
_URL = re.compile(r"<?\(?https?://[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*\)?>?")
_TASK = re.compile(r"\[[ xX✓]\] +")
_NAME = re.compile(r"@?[^\W\d_][\w.'’-]*(?: [^\W_][\w.'’-]*){0,4}")
_AND = re.compile(r"\s*(?:,|;|&|/|\+|\n|\band\b)\s*")
# What stands in brackets where a name may stand, and is none.
_NOBODY = frozenset(
    {"slides", "spec", "issue", "issues", "pr", "prs", "doc", "docs", "draft", "link", "links"}
    | {"notes", "proposal", "repo", "tests", "done", "all", "everyone", "tbd", "tbc", "optional"}
    | {"permitting", "remaining", "none", "n/a", "new", "old", "and", "or", "paper", "remote"}
)
_LONGEST_PLAIN_NAME = 3
_CLOSER = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line says of itself.

    Attributes:
        minutes: Its timebox, rounded up; None when it names none.
        timed: It speaks of a timebox, even one that is no number (``Time: ?``).
    """

    title: str
    minutes: int | None = None
    people: tuple[str, ...] = ()
    timed: bool = False


def minutes_in(text: str, *, bare: bool = False) -> int | None:
    """The minutes a text names, when that is all it does; of a range the longer.

    Args:
        text: Such as ``15m``, ``~ 10-15 minutes``, ``1h 30m``, ``05:00`` (minutes, seconds).
        bare: A number alone means minutes.
    """
    stripped = text.strip(" .*_")
    whole = _WHOLE.fullmatch(stripped)
    if whole is not None:
        seconds = parse_duration(whole["most"].replace(",", ".").rstrip("."))
    elif _COLONS.fullmatch(stripped):
        seconds = parse_duration(stripped)
    elif bare and _BARE.fullmatch(stripped):
        seconds = parse_duration(f"{stripped}m")
    else:
        return None
    minutes = math.ceil(seconds / 60) if seconds else 0
    return minutes if 0 < minutes <= MOST_MINUTES else None


def people_in(text: str) -> tuple[str, ...]:
    """The names in a list of names, each once."""
    names = [part.strip(" .*_()") for part in _AND.split(_URL.sub("", text))]
    return unique(name for name in names if _NAME.fullmatch(name) and _is_name(name))


def unique(names: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, as first written; case is no difference."""
    return tuple({name.casefold(): name for name in reversed(list(names))}.values())[::-1]


def read_marks(words: Words, known: Collection[str] = ()) -> Marks:
    """Takes a line apart.

    Args:
        words: The line.
        known: Names, in small letters, of people who are mentioned elsewhere.
    """
    line = _TASK.sub("", one_line(words.first), count=1)
    text, clock_minutes = _without_clock(line)
    text = _URL.sub("", text)
    sure = {name.casefold() for name in words.emphasised} | set(known)
    kept: list[str] = []
    minutes: int | None = None
    people: list[str] = []
    timed = False
    for piece, is_group in _pieces(text):
        if not is_group:
            kept.append(piece)
            continue
        group = _read_group(piece[1:-1], sure, words.links)
        kept.append(f"{piece[0]}{group.title}{piece[-1]}" if group.title else "")
        minutes = minutes if minutes is not None else group.minutes
        people += group.people
        timed = timed or group.timed
    title, outside, who = _outside(one_line("".join(kept)).strip())
    minutes = next((each for each in (minutes, outside, clock_minutes) if each is not None), None)
    named = unique(tuple(people) + who)
    return Marks(_tidy(title), minutes, named, timed or minutes is not None)


def _without_clock(text: str) -> tuple[str, int | None]:
    match = _CLOCKS.match(text)
    if match is None:
        return text, None
    hour, minute, end_hour, end_minute = (int(each) if each else None for each in match.groups())
    rest = text[match.end() :]
    if hour is None or minute is None or end_hour is None or end_minute is None:
        return rest, None
    minutes = (end_hour * 60 + end_minute) - (hour * 60 + minute)
    return rest, minutes if 0 < minutes <= MOST_MINUTES else None


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces; those in brackets, with all they nest, are marked."""
    done = 0
    for start, end in _brackets(text):
        yield text[done:start], False
        yield text[start:end], True
        done = end
    yield text[done:], False


def _brackets(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, in order; one that is never closed is a letter."""
    open_at: dict[str, list[int]] = {")": [], "]": []}
    outermost: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        if char in _CLOSER:
            open_at[_CLOSER[char]].append(index)
        elif open_at.get(char):
            start = open_at[char].pop()
            for starts in open_at.values():
                while starts and starts[-1] > start:
                    starts.pop()
            while outermost and outermost[-1][0] > start:
                outermost.pop()
            outermost.append((start, index + 1))
    return outermost


def _read_group(text: str, sure: Collection[str], links: Collection[str]) -> Marks:
    """Reads what stands in brackets; the title is what was not understood."""
    parts = [part.strip() for part in re.split(r"[,;]", _LABEL_WITHIN.sub(", \x00", text))]
    minutes: int | None = None
    timed = False
    rest: list[str] = []
    for part in parts:
        before, colon, after = part.rpartition(":")
        if part.startswith("\x00"):
            timed, minutes = True, minutes if minutes is not None else minutes_in(part[1:])
        elif (found := minutes_in(part)) is not None:
            timed, minutes = True, minutes if minutes is not None else found
        elif colon and before and (found := minutes_in(after)) is not None:
            timed, minutes = True, found
            rest.append(before)
        elif part and part not in links:
            rest.append(part)
    people: list[str] = []
    left: list[str] = []
    for part in rest:
        names = people_in(part)
        if names and all(_is_sure(name, sure, timed=timed) for name in names):
            people += names
        else:
            left.append(part)
    if not timed and left:
        return Marks(text)
    # "Time: permitting, if there is any" speaks of time to its end.
    title = "" if timed and minutes is None else ", ".join(left)
    return Marks(title, minutes, tuple(people), timed)


def _outside(text: str) -> tuple[str, int | None, tuple[str, ...]]:
    """Timebox and people that stand at the line's ends, not in brackets."""
    who: tuple[str, ...] = ()
    minutes: int | None = None
    for _ in range(2):
        named = _WHO_AT_END.search(text)
        if named is not None and named.start() and people_in(named.group(1)):
            who, text = people_in(named.group(1)), text[: named.start()].rstrip(" ,;|–—-")
        timed = _AT_END.search(text) or _AT_START.match(text)
        if timed is not None and minutes is None:
            minutes = minutes_in(timed["time"])
            text = (text[: timed.start()] + text[timed.end() :]).strip()
    return text, minutes, who


def _is_name(text: str) -> bool:
    return not any(word.casefold() in _NOBODY for word in text.split())


def _is_sure(name: str, sure: Collection[str], *, timed: bool) -> bool:
    """Is it a person? Beside a timebox any name will do; alone, it has to look like one."""
    if name.startswith("@") or name.casefold() in sure:
        return True
    parts = name.split()
    capital = all(part[0].isupper() for part in parts)
    if timed:
        return capital or len(parts) == 1
    several = 1 < len(parts) <= _LONGEST_PLAIN_NAME
    return capital and several and not any(part.isupper() for part in parts)


def _tidy(text: str) -> str:
    """A title without the holes that taken marks leave."""
    holes = re.sub(r"\s+([,;:.?!])", r"\1", re.sub(r"\(\s*\)|\[\s*\]", "", text))
    return re.sub(r"\s{2,}", " ", re.sub(r"[,;]{2,}", ",", holes)).strip(" ,;:|–—-")
