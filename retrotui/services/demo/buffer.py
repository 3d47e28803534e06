"""Six months at the speed of a few transactions: what is done at one instant is kept as one step.

A transaction waits for the disk, and a team makes well over a thousand in half a year. What one
person did at one instant of the story is one transaction here, so that nothing is stamped with
another time or another name than it was done with.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from retrotui.core.changes import Change, Drop, Include, Put, Row, Scope
from retrotui.core.instants import Instant, rfc3339
from retrotui.core.ports import Past, Plan, Receipt, Replay, Repository, Revision, Version
from retrotui.services.demo.clock import ScriptedClock

_Key = tuple[datetime, str | None, str | None]
_PENDING = Receipt(("pending",), ())
_NOTHING = Receipt((), ())


class BufferedRepository:
    """A repository that reads its own unwritten changes; ``flush`` when done.

    Receipts say whether anything changed, and offer no way back.

    Args:
        inner: What keeps the records; stamps them by the same clock.
        clock: The story's.
    """

    def __init__(self, inner: Repository, clock: ScriptedClock) -> None:
        self._inner = inner
        self._clock = clock
        self._key: _Key | None = None
        self._changes: list[Change] = []
        self._rows: dict[str, dict[str, dict[str, Any] | None]] = {}

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One live record."""
        pending = self._rows.get(kind, {})
        return pending[id] if id in pending else self._inner.get(kind, id)

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every live record of a kind by id, in id order."""
        return self._merged(kind, self._inner.all(kind), lambda _: True)

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The live records whose registers equal all the values, by id, in id order."""
        return self._merged(
            kind,
            self._inner.search(kind, **equals),
            lambda row: all(name in row and row[name] == equals[name] for name in equals),
        )

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """Takes a step in; it is on disk after ``flush``, or when another one follows it."""
        if undoes:
            self.flush()
            return self._inner.transact(plan, by=by, meeting=meeting, undoes=undoes)
        key = (self._clock.now().utc, by, meeting)
        if key != self._key:
            self.flush()
            self._key = key
        changes = tuple(plan(self))
        for change in changes:
            self._apply(change, rfc3339(key[0]))
        self._changes += changes
        return _PENDING if changes else _NOTHING

    def flush(self) -> None:
        """Commits what is pending, stamped with the moment at which it was done."""
        if self._key is not None and self._changes:
            moment, by, meeting = self._key
            changes = tuple(self._changes)
            with self._clock.turned_to(moment):
                self._inner.transact(lambda _: changes, by=by, meeting=meeting)
        self._key = None
        self._changes.clear()
        self._rows.clear()

    def refresh(self) -> bool:
        """Takes in what other processes wrote."""
        return self._inner.refresh()

    def seen(self, meeting: str) -> Instant | None:
        """When a meeting was last on a screen; nothing of the story ever was."""
        return self._inner.seen(meeting)

    def note_seen(self, meeting: str, at: Instant) -> None:
        """Notes that a meeting is on a screen now."""
        self._inner.note_seen(meeting, at)

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        """A record's steps, oldest first."""
        self.flush()
        return self._inner.history(kind, id)

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        """Every version of the fields of a record that hold more than one value."""
        self.flush()
        return self._inner.versions(kind, id)

    def conflicts(self) -> Sequence[tuple[str, str]]:
        """Kind and id of every live record with a field that holds more than one value."""
        self.flush()
        return self._inner.conflicts()

    def hidden(self, kind: str) -> Mapping[str, Row]:
        """The dropped records of a kind by id, each as it was before."""
        self.flush()
        return self._inner.hidden(kind)

    def scope_of(self, kind: str, id: str) -> Scope | None:  # noqa: A002
        """See ``Repository.scope_of``."""
        self.flush()
        return self._inner.scope_of(kind, id)

    def past(self) -> Past:
        """What was ever written."""
        self.flush()
        return self._inner.past()

    def replay(self, meeting: str) -> Replay:
        """See ``Repository.replay``."""
        self.flush()
        return self._inner.replay(meeting)

    def redact(self, kind: str, id: str, fields: Mapping[str, Any], *, by: str | None) -> Receipt:  # noqa: A002
        """Takes texts of a record out of the log for good."""
        self.flush()
        return self._inner.redact(kind, id, fields, by=by)

    def _merged(
        self, kind: str, kept: Mapping[str, Row], wanted: Callable[[Row], bool]
    ) -> Mapping[str, Row]:
        pending = self._rows.get(kind)
        if not pending:
            return kept
        rows = {id_: row for id_, row in kept.items() if id_ not in pending}
        rows |= {id_: row for id_, row in pending.items() if row is not None and wanted(row)}
        return dict(sorted(rows.items()))

    def _apply(self, change: Change, at: str) -> None:
        pending = self._rows.setdefault(change.kind, {})
        if isinstance(change, Drop):
            pending[change.id] = None
            return
        row = {"created": at, **(self.get(change.kind, change.id) or {}), "updated": at}
        if isinstance(change, Put):
            row |= change.fields
        else:
            members = _members(row.get(change.field))
            change_of = members.union if isinstance(change, Include) else members.difference
            row[change.field] = sorted(change_of(change.members))
        pending[change.id] = row


def _members(value: Iterable[str] | None) -> set[str]:
    return set(value or ())
