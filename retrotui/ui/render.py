"""From facts to what is drawn: texts, signs and tones. Nothing here keeps state or colour values.

A tone is the name of a meaning (``muted``, ``bad`` …); the widgets turn it into the theme's ink.
A sign always goes with it, so that nothing is said by colour alone.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from textual.content import Content

from retrotui.core.text import clean, one_line

_HOUR = 3600


class Tone(StrEnum):
    """What a piece of text means."""

    PLAIN = ""
    STRONG = "strong"
    MUTED = "muted"
    FAINT = "faint"
    FRAME = "frame"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Bit(NamedTuple):
    """A short text with its meaning; the text is data and cleaned where it is drawn."""

    text: str
    tone: Tone = Tone.PLAIN


Text = str | Bit
"""What widgets take: a plain text or one with a tone."""


def bit(text: Text) -> Bit:
    """The text on one line, cleaned, with its tone."""
    if isinstance(text, Bit):
        return Bit(one_line(text.text), text.tone)
    return Bit(one_line(text))


def literal(text: str) -> Content:
    """People's text as Textual's content: cleaned, and never read as markup."""
    return Content(clean(text))


@lru_cache(4096)
def wrap(text: str, width: int, most: int | None = None) -> tuple[str, ...]:
    """Text broken at spaces into lines of at most ``width`` cells; at least one line.

    Args:
        text: Any text; it is cleaned.
        width: Cells, at least 2.
        most: Show at most so many lines; the last one then ends in "…".
    """
    wide = max(2, width)
    readable = clean(text)
    if most is not None:
        readable = readable[: most * wide * 2]
    lines = [line.plain.rstrip() for line in Content(readable).wrap(wide)] or [""]
    if most is None or len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1][: wide - 1].rstrip()
    return (*lines[: most - 1], last + "…")


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 action``, ``3 actions``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def due(day: date | None, today: date) -> Bit:
    """How far away a due date is: ``▲ 3 days over``, ``· in 2 days``."""
    from retrotui.core.dates.phrasing import SOON_DAYS  # noqa: PLC0415 - the first paint has no dates

    if day is None:
        return Bit("· no date", Tone.MUTED)
    days = (day - today).days
    if days < 0:
        return Bit(f"▲ {count(-days, 'day')} over", Tone.BAD)
    if days == 0:
        return Bit("▲ today", Tone.WARN)
    if days == 1:
        return Bit("· tomorrow")
    return Bit(f"· in {days} days", Tone.MUTED if days > SOON_DAYS else Tone.PLAIN)


def short(text: str, most: int = 40) -> str:
    """The beginning of a text, for the title of a question about it."""
    shown = one_line(text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def clock_text(seconds: float) -> str:
    """What is left on a timer: ``04:37``, ``1:04:37``; over time ``+01:12``."""
    over = seconds < 0
    whole = int(-seconds) if over else -int(-seconds // 1)
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, 60)
    text = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
    return "+" + text if over else text


def dots(number: int, most: int = 5) -> str:
    """Votes as marks: ``●●●``; more than fit become ``● 12``."""
    return "●" * number if number <= most else f"● {number}"


def joined(texts: Sequence[str], between: str = " · ") -> str:
    """The texts that say something, on one line."""
    return between.join(one_line(text) for text in texts if text)
