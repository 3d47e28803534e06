"""What can be done to a record, as data: services plan changes, the store commits them.

A record is named by its kind (a table such as ``actions``) and its id (26 characters,
``[0-9a-z]``). Its fields are *registers* (one JSON value, replaced whole; a concurrent
replacement keeps both versions) or *sets* of strings (add-wins). Several changes to one record
in one transaction become one operation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
"""One record as the store holds it: registers by name, sets as sorted lists of strings."""


class Scope(StrEnum):
    """Which log an operation is written to. Only ``SHARED`` travels through git."""

    SHARED = "shared"
    HELD = "held"
    """Hidden cards and votes by voter: stays in this clone until revealed or counted."""
    PRIVATE = "private"
    """One-on-ones: never leaves this machine."""


@dataclass(frozen=True, slots=True)
class Concurrent:
    """As a value in ``Put.fields``: several values beside each other, as before somebody chose.

    Attributes:
        values: Each by the id of the event that gave it; those of one event stay together in all
            fields of a record, and the newest event's shows.
    """

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Put:
    """Sets registers; makes the record when it is new.

    Attributes:
        scope: Where a *new* record lives. None means: with the meeting it names (field
            ``meeting``), else shared. A record that exists stays in its own log.
    """

    kind: str
    id: str
    fields: Row
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Include:
    """Adds members to a set field."""

    kind: str
    id: str
    field: str
    members: tuple[str, ...]
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Exclude:
    """Removes the members of a set field that are there now."""

    kind: str
    id: str
    field: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Hides a record; an edit that did not see the drop, or a later ``Put``, brings it back."""

    kind: str
    id: str


Change = Put | Include | Exclude | Drop
