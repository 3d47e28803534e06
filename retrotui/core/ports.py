"""The doors of the core: clock, chance and records. Everything outside comes in through these."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from retrotui.core.changes import Change, Row, Scope
from retrotui.core.instants import Instant

T = TypeVar("T")


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> Instant:
        """The present instant; with ``RETROTUI_NOW`` set, one that starts there."""
        ...


class Preferences(Protocol):
    """What a person prefers on this machine; never in a store."""

    def is_on(self, name: str) -> bool:
        """Whether it was turned on; False when nothing was said."""
        ...

    def turn(self, name: str, on: bool) -> None:
        """Turns it on or off; never fails."""
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
class Touched:
    """What one step did to one record.

    Attributes:
        fields: Field name to (value before, value after), as the step's author saw it; of a set,
            the members taken out and those put in.
        made: The record began with this step.
        dropped: The step hid the record.
    """

    kind: str
    id: str
    fields: Mapping[str, tuple[Any, Any]]
    made: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of the past.

    Attributes:
        events: Ids of its events, nearly always one; the first names the step.
        at: When, RFC 3339 UTC, by the acting person's clock.
        by: Who; None when anonymous.
        writer: The clone that wrote it.
        scope: The log it lies in.
        meeting: Id of the meeting it was done in, if any.
        touched: The records it changed, in the order of writing.
        undoes: Ids of the events that it took back.
        redacts: Ids of the events whose text it took out of the log.
    """

    events: tuple[str, ...]
    at: str
    by: str | None
    writer: str
    scope: Scope
    meeting: str | None
    touched: tuple[Touched, ...]
    undoes: tuple[str, ...] = ()
    redacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something put since into a field that undoing would overwrite.

    Attributes:
        field: None when the whole record was deleted since.
        mine: What the step to be undone had put there.
        theirs: What is there now.
        by: Who put that there; None when anonymous or unknown.
        at: When; empty when unknown.
    """

    kind: str
    id: str
    field: str | None
    mine: Any
    theirs: Any
    by: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Inverse:
    """What would take a step back.

    Attributes:
        changes: To be committed as one transaction that names the step's events.
        obstacles: What it would overwrite; nothing may be committed while there are any.
        lost: True when what was there before is not in the log any more.
    """

    changes: tuple[Change, ...]
    obstacles: tuple[Obstacle, ...] = ()
    lost: bool = False


class Past(Protocol):
    """What was ever written, as far as this clone has it."""

    @property
    def writer(self) -> str | None:
        """The name this clone writes under; None when it never wrote."""
        ...

    def steps(self) -> Iterator[Step]:
        """Every step, the newest first. Steps of the held log are not among them."""
        ...

    def about(self, kind: str, id: str) -> tuple[Step, ...]:  # noqa: A002 - the field's own name
        """The steps that touched a record, the oldest first, of every log."""
        ...

    def written_by(self) -> Mapping[str, Mapping[str, int]]:
        """By clone, how many of its events name each person."""
        ...

    def find(self, event: str) -> Step | None:
        """The step that one of its events names; None when it is not known."""
        ...

    def inverse(self, step: Step) -> Inverse:
        """What would take a step back now."""
        ...

    def revival(self, kind: str, id: str) -> tuple[Change, ...]:  # noqa: A002
        """What brings a dropped record back as it was; nothing when it is there."""
        ...


class Replay(Protocol):
    """One meeting, step by step. The held log is left out: nothing shows before its reveal."""

    @property
    def steps(self) -> Sequence[Step]:
        """What was done in the meeting, the oldest first."""
        ...

    def reader_at(self, index: int) -> "Reader":
        """The records as they stood right after a step, by its place in ``steps``."""
        ...


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

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """Commits what the plan asks for as one atomic, durable step.

        Args:
            plan: Decides the changes; runs under the write lock.
            by: The acting person's name; None for anonymous work, which stores no author.
            meeting: Id of the meeting it was done in, if any.
            undoes: Ids of the events that it takes back.

        Raises:
            CannotWriteError: The disk refused; nothing was changed.
            BusyError: Another process kept the lock too long.
        """
        ...

    def refresh(self) -> bool:
        """Takes in what other processes wrote; True when anything changed."""
        ...

    def seen(self, meeting: str) -> Instant | None:
        """When a meeting was last noted to be on a screen of this machine; None when never."""
        ...

    def note_seen(self, meeting: str, at: Instant) -> None:
        """Notes that a meeting is on a screen now; it stays on this machine, and may get lost."""
        ...

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        """A record's steps, oldest first."""
        ...

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        """Every version of the fields of a record that hold more than one value."""
        ...

    def conflicts(self) -> Sequence[tuple[str, str]]:
        """Kind and id of every live record with a field that holds more than one value."""
        ...

    def hidden(self, kind: str) -> Mapping[str, Row]:
        """The dropped records of a kind by id, each as it was before."""
        ...

    def scope_of(self, kind: str, id: str) -> Scope | None:  # noqa: A002
        """The log a record lives in; None when it is not known."""
        ...

    def past(self) -> Past:
        """What was ever written; reads all logs, so ask once."""
        ...

    def replay(self, meeting: str) -> Replay:
        """A meeting to be stepped through, by its id; reads all logs, so ask once."""
        ...

    def redact(self, kind: str, id: str, fields: Mapping[str, Any], *, by: str | None) -> Receipt:  # noqa: A002
        """Takes texts of a record out of the log for good; see ``store.redaction``.

        Args:
            kind: The record's kind.
            id: The record's id.
            fields: What is put in the place of each field's text; a set field's members all go.
            by: The acting person's name.

        Returns:
            A receipt without an undo; one without events when the log holds no such text.
        """
        ...
