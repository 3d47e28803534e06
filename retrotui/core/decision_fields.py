"""A decision's fields on their way in: drafts, edits, and what each field may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from retrotui.core.changes import Change, Exclude, Include
from retrotui.core.errors import UsageError
from retrotui.core.records.codec import encode
from retrotui.core.records.decisions import Method, Option
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit

DELEGATION_LEVELS = range(1, 8)


class Unchanged(Enum):
    """Says of a field that an edit leaves it alone, where None would clear it."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A proposal as it is put forward; the fields are those of ``Decision``, people as ids."""

    title: str
    method: Method = Method.CONSENT
    context: str | None = None
    drivers: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    delegation_level: int | None = None
    review_on: date | None = None
    supersedes: str | None = None
    links: tuple[str, ...] = ()
    meeting: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionEdit:
    """New values for some fields of a decision; sets such as ``links`` are given whole."""

    title: str | Unchanged = UNCHANGED
    method: Method | Unchanged = UNCHANGED
    context: str | Unchanged | None = UNCHANGED
    drivers: tuple[str, ...] | Unchanged = UNCHANGED
    options: tuple[Option, ...] | Unchanged = UNCHANGED
    deciders: tuple[str, ...] | Unchanged = UNCHANGED
    consulted: tuple[str, ...] | Unchanged = UNCHANGED
    informed: tuple[str, ...] | Unchanged = UNCHANGED
    delegation_level: int | Unchanged | None = UNCHANGED
    review_on: date | Unchanged | None = UNCHANGED
    supersedes: str | Unchanged | None = UNCHANGED
    links: tuple[str, ...] | Unchanged = UNCHANGED


SETS = frozenset({"deciders", "consulted", "informed", "links"})
"""The set fields; all others are registers."""

PUT_TO_THE_ROOM = frozenset({"method", "options", "supersedes"})
"""What a decision was made about: fixed once it is decided."""


def read_date(text: str | None) -> date | None:
    """A date as records keep it; None for none and for a forged one."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def encode_date(day: date | None) -> str | None:
    """A date as records keep it."""
    return None if day is None else day.isoformat()


def admit_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields on their way into the store: cleaned, checked, as JSON.

    Raises:
        UsageError: A text is empty or too long, or a number is out of range.
    """
    return {name: _ADMIT.get(name, encode)(value) for name, value in values.items()}


def admit_optional(text: str | None, what: str) -> str | None:
    """An optional text on its way into the store; blank text is none.

    Raises:
        TextTooLongError: See ``core.text.admit``.
    """
    return admit(text or "", what, required=False).strip() or None


def _lines(texts: Iterable[str], what: str) -> list[str]:
    return [admit(each, what, lines=False) for each in texts]


def _options(options: Iterable[Option]) -> list[dict[str, Any]]:
    return [
        {
            "title": admit(each.title, "an option", lines=False),
            "pros": _lines(each.pros, "an option's pro"),
            "cons": _lines(each.cons, "an option's con"),
        }
        for each in options
    ]


def _level(level: int | None) -> int | None:
    if level is not None and level not in DELEGATION_LEVELS:
        raise UsageError(f"{level} is not a delegation level", hint="1 (tell) to 7 (delegate)")
    return level


_ADMIT: Mapping[str, Any] = {
    "title": lambda title: admit(title, "the title", lines=False),
    "context": lambda text: admit_optional(text, "the context"),
    "drivers": lambda texts: _lines(texts, "a driver"),
    "options": _options,
    "links": lambda links: _lines(links, "a link"),
    "delegation_level": _level,
    "review_on": encode_date,
}


def set_changes(
    id_: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Change, ...]:
    """What turns a decision's set fields from what they were into what they shall be."""
    made: list[Change] = []
    for name in sorted(SETS & after.keys()):
        old, new = set(before.get(name, ())), set(after[name])
        if new - old:
            made.append(Include(Kind.DECISIONS, id_, name, tuple(sorted(new - old))))
        if old - new:
            made.append(Exclude(Kind.DECISIONS, id_, name, tuple(sorted(old - new))))
    return tuple(made)
