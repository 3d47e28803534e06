"""A meeting as it was after each of its steps.

What the meeting never touched is read as it stood when it began. What it touched is folded once,
event by event, and every row that came of it is kept with the step it came with: rows are
immutable, so that any moment is found by looking, forwards or back. The held log is left out, and
so are cards that a private log hides: what nobody could see then is not seen now.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from retrotui.core.changes import Row, Scope
from retrotui.core.records.kinds import Kind
from retrotui.store.cache import no_collection
from retrotui.store.codec import operations
from retrotui.store.fold import Fold
from retrotui.store.past import StorePast
from retrotui.store.record import SCOPES

_HELD = SCOPES.index(Scope.HELD)
_BEFORE = -1
"""The place of what was there when the meeting began."""
_Life = tuple[list[int], list[Row | None]]
"""A record's rows, each with the step it came with."""


class StoreReplay:
    """The ``Replay`` port.

    Args:
        past: What was ever written.
        meeting: The meeting's id.
    """

    def __init__(self, past: StorePast, meeting: str) -> None:
        self.steps = past.in_meeting(meeting)
        self._base = Fold()
        self._lives: dict[str, dict[str, _Life]] = {}
        for step in self.steps:
            for each in step.touched:
                self._lives.setdefault(each.kind, {})[each.id] = ([], [])
        with no_collection():
            self._live(past)
        for kind, lives in self._lives.items():
            self._lives[kind] = dict(sorted(lives.items()))

    def _live(self, past: StorePast) -> None:
        """Folds everything up to the last step; what came after it is no part of the meeting.

        What others did between two steps is there with the later one.
        """
        place = {name: index for index, step in enumerate(self.steps) for name in step.events}
        last = max(place, default="")
        fold = Fold()
        at = _BEFORE
        waiting: list[tuple[str, str]] = []
        for event, scope in past.counting():
            if event["t"] > last:
                break
            if scope == _HELD:
                continue
            step = place.get(event["t"])
            if step is not None:
                if at == _BEFORE:
                    self._note(fold, at, waiting)
                at = max(at, step)
            if at == _BEFORE:
                self._base.apply(event, scope)
            ours = [op for op in operations(event) if op["id"] in self._lives.get(op["in"], ())]
            if not ours:
                continue
            fold.apply({"t": event["t"], "at": event["at"], "ops": ours}, scope)
            waiting += [(op["in"], op["id"]) for op in ours]
            if step is not None:
                self._note(fold, at, waiting)
                waiting = []

    def _note(self, fold: Fold, at: int, changed: Iterable[tuple[str, str]]) -> None:
        for kind, id_ in dict.fromkeys(changed):
            row = fold.row(kind, id_)
            places, rows = self._lives[kind][id_]
            places.append(at)
            rows.append(None if row is not None and _is_unseen(kind, row) else row)

    def reader_at(self, index: int) -> "MomentReader":
        """The records as they stood right after a step, by its place in ``steps``.

        Raises:
            IndexError: There is no such step.
        """
        if not 0 <= index < len(self.steps):
            raise IndexError(index)
        return MomentReader(self._base, self._lives, index)


class MomentReader:
    """The ``Reader`` port at a moment of a meeting."""

    def __init__(self, base: Fold, lives: Mapping[str, Mapping[str, _Life]], index: int) -> None:
        self._base = base
        self._lives = lives
        self._index = index

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One record."""
        life = self._lives.get(kind, {}).get(id)
        return self._base.row(kind, id) if life is None else self._row(life)

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every record of a kind by id, in id order."""
        return self._joined(kind, self._base.table(kind), {})

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The records whose fields equal all the values, by id, in id order."""
        return self._joined(kind, self._base.search(kind, equals), equals)

    def _joined(
        self, kind: str, base: Mapping[str, Row], equals: Mapping[str, Any]
    ) -> dict[str, Row]:
        lives = self._lives.get(kind, {})
        rows = {id_: row for id_, row in base.items() if id_ not in lives}
        for id_, life in lives.items():
            row = self._row(life)
            if row is not None and all(
                field in row and row[field] == value for field, value in equals.items()
            ):
                rows[id_] = row
        return dict(sorted(rows.items()))

    def _row(self, life: _Life) -> Row | None:
        places, rows = life
        place = bisect_right(places, self._index)
        return rows[place - 1] if place else None


def _is_unseen(kind: str, row: Row) -> bool:
    return kind == Kind.VOTES or (kind == Kind.CARDS and row.get("hidden") is True)
