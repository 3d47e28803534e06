"""A meeting as it was after each of its steps.

What the meeting never touched is read as it stood when it began; what it touched is folded event
by event. Going on is one small fold; going back starts at a checkpoint. The held log is left out,
and so are cards that a private log hides: what nobody could see then is not seen now.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from retrotui.core.changes import Row, Scope
from retrotui.core.records.kinds import Kind
from retrotui.store.codec import Event, operations
from retrotui.store.fold import Fold
from retrotui.store.past import StorePast
from retrotui.store.record import SCOPES

_HELD = SCOPES.index(Scope.HELD)
_CHECKPOINT: Final = 128
"""Steps between two checkpoints."""


class StoreReplay:
    """The ``Replay`` port.

    Args:
        past: What was ever written.
        meeting: The meeting's id.
    """

    def __init__(self, past: StorePast, meeting: str) -> None:
        self.steps = past.in_meeting(meeting)
        self._base = Fold()
        self._before: list[tuple[Event, int]] = []
        self._within: list[list[tuple[Event, int]]] = [[] for _ in self.steps]
        self._touched = {(each.kind, each.id) for step in self.steps for each in step.touched}
        self._sort(past)
        self._at = -1
        self._fold = Fold()
        for event, scope in self._before:
            self._fold.apply(event, scope)
        self._checkpoints = {-1: json.dumps(self._fold.pack())}

    def _sort(self, past: StorePast) -> None:
        """Gives every event its place: before the meeting, or with the step it led up to.

        What came after the last step is no part of the meeting.
        """
        place = {name: index for index, step in enumerate(self.steps) for name in step.events}
        current = -1
        waiting: list[tuple[Event, int]] = []
        for event, scope in past.counting():
            if scope == _HELD:
                continue
            step = place.get(event["t"])
            if current < 0 and step is None:
                self._base.apply(event, scope)
            ours = [op for op in operations(event) if (op["in"], op["id"]) in self._touched]
            if ours:
                waiting.append(({"t": event["t"], "at": event["at"], "ops": ours}, scope))
            if step is not None:
                if current < 0:
                    self._before, waiting = waiting[:-1], waiting[-1:]
                current = max(current, step)
                self._within[current] += waiting
                waiting = []

    def reader_at(self, index: int) -> "MomentReader":
        """The records as they stood right after a step.

        Args:
            index: Its place in ``steps``; what is given is valid until the next call.

        Raises:
            IndexError: There is no such step.
        """
        if not 0 <= index < len(self.steps):
            raise IndexError(index)
        if index < self._at:
            self._at = max(each for each in self._checkpoints if each <= index)
            self._fold = Fold(json.loads(self._checkpoints[self._at]))
        while self._at < index:
            self._at += 1
            for event, scope in self._within[self._at]:
                self._fold.apply(event, scope)
            if self._at % _CHECKPOINT == 0 and self._at not in self._checkpoints:
                self._checkpoints[self._at] = json.dumps(self._fold.pack())
        return MomentReader(self._base, self._fold, self._touched)


class MomentReader:
    """The ``Reader`` port at a moment of a meeting."""

    def __init__(self, base: Fold, now: Fold, touched: set[tuple[str, str]]) -> None:
        self._base = base
        self._now = now
        self._touched = touched

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One record."""
        fold = self._now if (kind, id) in self._touched else self._base
        row = fold.row(kind, id)
        return None if row is None or _is_unseen(kind, row) else row

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every record of a kind by id, in id order."""
        base, now = self._base.table(kind), self._now.table(kind)
        rows: dict[str, Row] = {
            id_: row for id_, row in base.items() if (kind, id_) not in self._touched
        }
        rows |= {id_: row for id_, row in now.items() if not _is_unseen(kind, row)}
        return dict(sorted(rows.items()))

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The records whose fields equal all the values, by id, in id order."""
        base = self._base.search(kind, equals)
        rows: dict[str, Row] = {
            id_: row for id_, row in base.items() if (kind, id_) not in self._touched
        }
        found = self._now.search(kind, equals)
        rows |= {id_: row for id_, row in found.items() if not _is_unseen(kind, row)}
        return dict(sorted(rows.items()))


def _is_unseen(kind: str, row: Row) -> bool:
    return kind == Kind.VOTES or (kind == Kind.CARDS and row.get("hidden") is True)
