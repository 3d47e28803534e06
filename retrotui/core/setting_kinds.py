"""What a setting of an agenda item may hold: one class per kind of value, each reads its own.

A kind says what is wrong through ``Say`` and goes on, so that one reading finds every problem.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from retrotui.core.text import clean, one_line

TITLE_LENGTH = 200
PROSE_LENGTH = 4_000
_SHOWN = 40
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a fraction"),
    (str, "a text"),
    (list, "a list"),
    (dict, "a table"),
)


class Say(Protocol):
    """Notes a problem of the value being read."""

    def __call__(self, message: str, *, part: int | None = None, key: str | None = None) -> None:
        """Notes it; ``part`` and ``key`` lead to an entry of a list and to a key within it."""
        ...


class Setting(Protocol):
    """One kind of value."""

    def read(self, value: Any, say: Say) -> Any:
        """The value as the program uses it; ``value`` is None when the file leaves it out."""
        ...

    def write(self, value: Any) -> Any:
        """What ``read`` returned, as plain TOML or JSON data."""
        ...


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    default: bool

    def read(self, value: Any, say: Say) -> bool:
        """The flag, or its default."""
        if value is None:
            return self.default
        if isinstance(value, bool):
            return value
        say(f"must be true or false, not {describe(value)}")
        return self.default

    def write(self, value: bool) -> bool:
        """The flag itself."""
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, both included."""

    low: int
    high: int
    default: int

    def read(self, value: Any, say: Say) -> int:
        """The number, or the default."""
        if value is None:
            return self.default
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and self.low <= value <= self.high
        ):
            return value
        say(f"must be a whole number from {self.low} to {self.high}, not {describe(value)}")
        return self.default

    def write(self, value: int) -> int:
        """The number itself."""
        return value


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; empty unless given."""

    def read(self, value: Any, say: Say) -> str:
        """The line, cleaned."""
        return read_text(value, say, limit=TITLE_LENGTH)

    def write(self, value: str) -> str:
        """The line itself."""
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words."""

    words: tuple[str, ...]
    default: str

    def read(self, value: Any, say: Say) -> str:
        """The word, or the default."""
        if value is None:
            return self.default
        if isinstance(value, str) and value in self.words:
            return value
        if isinstance(value, str):
            say(f"must not be {quoted(value)}; {suggestion(value, self.words)}")
        else:
            say(f"must be one of {', '.join(self.words)}, not {describe(value)}")
        return self.default

    def write(self, value: str) -> str:
        """The word itself."""
        return value


def read_text(
    value: Any, say: Say, *, limit: int, lines: bool = False, needed: bool = False
) -> str:
    """A text, cleaned; empty when it is left out or wrong.

    Args:
        value: What the file holds; None when it holds nothing.
        say: Takes what is wrong with it.
        limit: The most characters it may have; a longer one is refused, never cut.
        lines: May it have several lines?
        needed: Is it wrong to leave it out or empty?
    """
    if value is None:
        if needed:
            say("is missing")
        return ""
    if not isinstance(value, str):
        say(f"must be a text, not {describe(value)}")
        return ""
    text = clean(value).strip() if lines else one_line(value)
    if not text and needed:
        say("must not be empty")
    if len(text) > limit:
        say(f"has {len(text)} characters; at most {limit} fit")
        return ""
    return text


def unknown(table: Mapping[str, Any], known: Collection[str]) -> list[str]:
    """The keys of a table that nobody asked for, in its order."""
    return [key for key in table if key not in known]


def suggestion(word: str, words: Iterable[str]) -> str:
    """The way out of a wrong word: the nearest right one, else all of them."""
    choices = list(words)
    typed = word[:_SHOWN].casefold()
    begun = [each for each in choices if typed and each.startswith(typed)]
    near = begun or difflib.get_close_matches(typed, choices, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(choices)}"


def slug(text: str) -> str:
    """A text as a key: ``What Went Well?`` gives ``what-went-well``."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold())[:_SHOWN].strip("-")


def quoted(text: str) -> str:
    """A person's text inside a message: one line, cut, in quotes."""
    line = one_line(text)
    return f'"{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"}"'


def describe(value: Any) -> str:
    """What a value is, for a message."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int | float):
        return str(value).lower()[:_SHOWN]
    return next((words for kind, words in _TYPES if isinstance(value, kind)), "a date or time")
