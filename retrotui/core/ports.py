"""The doors of the core: clock, chance and records. Everything outside comes in through these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from retrotui.core.changes import Change, Row
from retrotui.core.instants import Instant

T = TypeVar("T")


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> Instant:
        """The present instant; with ``RETROTUI_NOW`` set, one that starts there."""
        ...


class Ids(Protocol):
    """New names and fair order."""

    def new(self) -> str:
        """A fresh record id: a ULID in lower case, 26 characters."""
        ...

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a fair random order."""
        ...


@dataclass(frozen=True, slots=True)
class Revision:
    """One step in a record's history, for ``log``.

    Attributes:
        event: The event's id; sorts in causal order within a clone.
        at: When, RFC 3339 UTC, by the acting person's clock.
        by: Who; None when anonymous.
        writer: The clone that wrote it.
        changed: Field name to (old value, new value); a set shows its members before and after.
        dropped: True when this step deleted the record.
    """

    event: str
    at: str
    by: str | None
    writer: str
    changed: Mapping[str, tuple[Any, Any]]
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values that clones gave a field at once; the first listed shows."""

    value: Any
    event: str
    at: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a transaction is on disk.

    Attributes:
        events: Ids of the events written, one per scope; empty when nothing changed.
        undo: Changes that bring back what was before, to be committed as a new transaction in
            the same name.
        by: The name it was committed in; None for anonymous work.
    """

    events: tuple[str, ...]
    undo: tuple[Change, ...]
    by: str | None = None


class Reader(Protocol):
    """Records as they stand.

    Rows are read-only and hold ``created`` and ``updated`` (RFC 3339 UTC, stamped by the store)
    beside their own fields.
    """

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the field's own name
        """One record, or None when there is none or it is dropped."""
        ...

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every live record of a kind by id, in id order."""
        ...

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The records whose registers equal all the given values, by id, in id order."""
        ...


Plan = Callable[[Reader], Sequence[Change]]
"""Decides what to change. It runs under the store's write lock on the newest state, may be
refused by raising a ``RetroError`` (then nothing is written), and must not keep the reader."""


class Repository(Reader, Protocol):
    """The team's records, kept for good."""

    def transact(self, plan: Plan, *, by: str | None, meeting: str | None = None) -> Receipt:
        """Commits what the plan asks for as one atomic, durable step.

        Args:
            plan: Decides the changes; runs under the write lock.
            by: The acting person's name; None for anonymous work, which stores no author.
            meeting: Id of the meeting it was done in, if any.

        Raises:
            CannotWriteError: The disk refused; nothing was changed.
            BusyError: Another process kept the lock too long.
        """
        ...

    def refresh(self) -> bool:
        """Takes in what other processes wrote; True when anything changed."""
        ...

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        """A record's steps, oldest first."""
        ...

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        """The fields of a record that hold more than one version."""
        ...
