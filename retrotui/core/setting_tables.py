"""Settings that are lists of tables: columns of a board, criteria, statements of a survey."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from retrotui.core.setting_kinds import (
    PROSE_LENGTH,
    TITLE_LENGTH,
    Say,
    Whole,
    describe,
    quoted,
    read_text,
    slug,
    suggestion,
    unknown,
)

MOST_COLUMNS = 12
MOST_STATEMENTS = 30
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?")
_WEIGHT = Whole(1, 100, 1)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...


E = TypeVar("E", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a board.

    Attributes:
        key: Names the column in records: small letters, digits, ``-`` and ``_``.
        title: What people see above it.
        prompt: The question it asks; may be empty.
    """

    key: str
    title: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that subjects are scored on.

    Attributes:
        key: Names it in records.
        title: What people see.
        prompt: What a high score means; may be empty.
        weight: How much it counts beside the others, 1 to 100.
    """

    key: str
    title: str
    prompt: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a survey asks about.

    Attributes:
        key: Names it in records; keep it when rewording, the trend goes by it.
        title: What people see.
        good: What the best answer means; may be empty.
        bad: What the worst answer means; may be empty.
    """

    key: str
    title: str
    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class _Tables(Generic[E]):
    """How a list of tables is read.

    Attributes:
        name: The setting's.
        one: What one entry is called.
        most: The most entries there may be.
        example: An entry as TOML.
        keys: What an entry may say.
        make: An entry of its key, its title and the table; notes what is wrong with the rest.
    """

    name: str
    one: str
    most: int
    example: str
    keys: tuple[str, ...]
    make: Callable[[str, str, Mapping[str, Any], Callable[[str], Say]], E]

    def read(self, value: Any, say: Say) -> tuple[E, ...]:
        if value is None:
            say(f"is missing; give {self.name} = [ {self.example} ]")
            return ()
        if not isinstance(value, list):
            say(f"must be a list of tables, not {describe(value)}")
            return ()
        if not 1 <= len(value) <= self.most:
            say(f"needs 1 to {self.most} {self.name}, not {len(value)}")
        read = [self._entry(each, part, say) for part, each in enumerate(value[: self.most])]
        _refuse_repeats(read, say)
        return tuple(each for each in read if each is not None)

    def _entry(self, value: Any, part: int, say: Say) -> E | None:
        if not isinstance(value, Mapping):
            say(f"must be a table such as {self.example}, not {describe(value)}", part=part)
            return None

        def note(key: str) -> Say:
            def say_of_key(message: str, *, part: int | None = part, key: str | None = key) -> None:
                say(message, part=part, key=key)

            return say_of_key

        for name in unknown(value, self.keys):
            say(f"unknown key {quoted(name)}; {suggestion(name, self.keys)}", part=part, key=name)
        title = read_text(value.get("title"), note("title"), limit=TITLE_LENGTH, needed=True)
        return self.make(_key(value.get("key"), title, part, self.one, note), title, value, note)


def _key(key: Any, title: str, part: int, one: str, note: Callable[[str], Say]) -> str:
    if isinstance(key, str) and _SLUG.fullmatch(key):
        return key
    wanted = slug(key if isinstance(key, str) and slug(key) else title) or f"{one}-{part + 1}"
    note("key")(f'must be small letters, digits, - and _, such as key = "{wanted}"')
    return ""


def _refuse_repeats(entries: Iterable[_Keyed | None], say: Say) -> None:
    seen: set[tuple[str, str]] = set()
    for part, entry in enumerate(entries):
        if entry is None:
            continue
        for name, text in (("key", entry.key), ("title", entry.title)):
            mark = (name, text.casefold())
            if text and mark in seen:
                one = type(entry).__name__.lower()
                say(f"is used by an earlier {one} too: {quoted(text)}", part=part, key=name)
            seen.add(mark)


def _prose(table: Mapping[str, Any], name: str, note: Callable[[str], Say]) -> str:
    return read_text(table.get(name), note(name), limit=PROSE_LENGTH, lines=True)


def _column(key: str, title: str, table: Mapping[str, Any], note: Callable[[str], Say]) -> Column:
    return Column(key, title, _prose(table, "prompt", note))


def _criterion(
    key: str, title: str, table: Mapping[str, Any], note: Callable[[str], Say]
) -> Criterion:
    weight = _WEIGHT.read(table.get("weight"), note("weight"))
    return Criterion(key, title, _prose(table, "prompt", note), weight)


def _statement(
    key: str, title: str, table: Mapping[str, Any], note: Callable[[str], Say]
) -> Statement:
    return Statement(key, title, _prose(table, "good", note), _prose(table, "bad", note))


_COLUMNS: Final = _Tables(
    "columns", "column", MOST_COLUMNS, '{ key = "ideas", title = "Ideas" }',
    ("key", "title", "prompt"), _column,
)  # fmt: skip
_CRITERIA: Final = _Tables(
    "criteria", "criterion", MOST_COLUMNS, '{ key = "impact", title = "Impact", weight = 2 }',
    ("key", "title", "prompt", "weight"), _criterion,
)  # fmt: skip
_STATEMENTS: Final = _Tables(
    "statements", "statement", MOST_STATEMENTS, '{ key = "pace", title = "Our pace" }',
    ("key", "title", "good", "bad"), _statement,
)  # fmt: skip


def _written(entry: Column | Criterion | Statement, keys: Iterable[str]) -> dict[str, Any]:
    return {key: value for key in keys if (value := getattr(entry, key))}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a board: tables of ``key``, ``title`` and an optional ``prompt``."""

    def read(self, value: Any, say: Say) -> tuple[Column, ...]:
        """The columns that could be read."""
        return _COLUMNS.read(value, say)

    def write(self, value: tuple[Column, ...]) -> list[dict[str, Any]]:
        """The columns as tables, without empty prompts."""
        return [_written(each, _COLUMNS.keys) for each in value]


DEFAULT_CRITERIA: Final = (
    Criterion("customer", "Customer impact", "How much better is it for those who use it?"),
    Criterion(
        "viability", "Business viability", "Does it pay for itself, or earn trust that does?"
    ),
    Criterion("feasibility", "Technical feasibility", "Can we build and run it with what we have?"),
    Criterion("values", "Fit with our values", "Would we be glad to tell everybody about it?"),
)
"""What is scored unless a format says otherwise."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a weighted score is made of: tables of ``key``, ``title``, ``weight`` and ``prompt``."""

    def read(self, value: Any, say: Say) -> tuple[Criterion, ...]:
        """The criteria that could be read, or the usual four."""
        return DEFAULT_CRITERIA if value is None else _CRITERIA.read(value, say)

    def write(self, value: tuple[Criterion, ...]) -> list[dict[str, Any]]:
        """The criteria as tables, without empty prompts."""
        return [_written(each, _CRITERIA.keys) for each in value]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a survey asks: tables of ``key``, ``title`` and optional ``good`` and ``bad``."""

    def read(self, value: Any, say: Say) -> tuple[Statement, ...]:
        """The statements that could be read."""
        return _STATEMENTS.read(value, say)

    def write(self, value: tuple[Statement, ...]) -> list[dict[str, Any]]:
        """The statements as tables, without empty texts."""
        return [_written(each, _STATEMENTS.keys) for each in value]
