"""The part of the state that following up needs: what is still open, everybody, all settings.

Kept beside the full cache, so that ``check`` and the list of actions never load the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from retrotui.store.codec import operations
from retrotui.store.fold import Fold
from retrotui.store.redaction import VERB

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrotui.core.changes import Row
    from retrotui.store.codec import Event, Operation

Records = dict[str, dict[str, list[Any]]]
"""Packed records by kind and id."""
TITLED: Final = ("decisions", "meetings")
"""The kinds of which all titles are known."""
_WHOLE: Final = ("meetings", "people", "settings")


class StaleError(Exception):
    """An event touches what the partial state does not hold; the full state is needed."""


def _closed_action(row: Row) -> bool:
    return row.get("status") in ("done", "dropped")


def _closed_decision(row: Row) -> bool:
    status = row.get("status") in ("rejected", "deprecated", "superseded")
    return status or row.get("review_on") is None


def _closed_dissent(row: Row) -> bool:
    return row.get("state") == "withdrawn" or row.get("verdict") is not None


def _is_closed(kind: str, row: Row) -> bool:
    return kind in _CLOSED and _CLOSED[kind](row)


# Tuples, because a forged row may hold what no set can be asked for.
# Told from what is closed, because a status that is missing or unknown counts as open elsewhere.
_CLOSED: Final[Mapping[str, Callable[[Row], bool]]] = {
    "actions": _closed_action,
    "decisions": _closed_decision,
    "dissents": _closed_dissent,
}
KINDS: Final = (*_CLOSED, *_WHOLE)
"""The kinds that a follow-up gives rows of."""


def pack_follow_up(fold: Fold) -> tuple[dict[str, Any], dict[str, Any]]:
    """The cache's form of the partial state: its rows, and the records behind them."""
    rows: dict[str, dict[str, Row]] = {}
    closed: dict[str, str] = {}
    for kind in KINDS:
        table = fold.table(kind)
        rows[kind] = {id_: row for id_, row in table.items() if not _is_closed(kind, row)}
        closed[kind] = " ".join(id_ for id_ in fold.ids(kind) if id_ not in rows[kind])
    titles = {
        kind: {id_: str(row.get("title", "")) for id_, row in fold.table(kind).items()}
        for kind in TITLED
    }
    records = {
        kind: {id_: record.pack() for id_ in kept if (record := fold.record(kind, id_))}
        for kind, kept in rows.items()
    }
    return {"rows": rows, "closed": closed, "titles": titles}, records


class Partial:
    """The partial state, kept current by events.

    Args:
        packed: The rows that ``pack_follow_up`` gave.
        records: Gives the records; called when an event changes one of them.
    """

    def __init__(self, packed: Mapping[str, Any], records: Callable[[], Records]) -> None:
        self._rows: dict[str, dict[str, Row]] = packed["rows"]
        self._closed: dict[str, str] = packed["closed"]
        self._titles: dict[str, dict[str, str]] = packed["titles"]
        self._records = records
        self._packed: Records | None = None
        self._fold = Fold()
        self._unsorted: set[str] = set()

    def apply(self, event: Event, scope: int) -> None:
        """Takes in one event.

        Raises:
            StaleError: It touches a record that was left out, or takes back what was taken in.
        """
        if VERB in event:
            raise StaleError
        ops = [op for op in operations(event) if self._concerns(op)]
        if not ops:
            return
        for op in ops:
            self._adopt(op["in"], op["id"])
        self._fold.apply({"t": event["t"], "at": event["at"], "ops": ops}, scope)
        for op in ops:
            self._refresh(op["in"], op["id"], self._fold.row(op["in"], op["id"]))

    def _adopt(self, kind: str, id_: str) -> None:
        """Gets the record behind a row that is about to change."""
        if id_ not in self._rows[kind] or self._fold.record(kind, id_) is not None:
            return
        if self._packed is None:
            self._packed = self._records()
        self._fold.adopt(kind, id_, self._packed[kind][id_])

    def _refresh(self, kind: str, id_: str, row: Row | None) -> None:
        if kind in TITLED:
            self._titles[kind].pop(id_, None)
            if row is not None:
                self._titles[kind][id_] = str(row.get("title", ""))
        rows = self._rows[kind]
        if row is None or _is_closed(kind, row):
            rows.pop(id_, None)
            return
        if id_ not in rows:
            self._unsorted.add(kind)
        rows[id_] = row

    def _concerns(self, op: Operation) -> bool:
        kind, id_ = op["in"], op["id"]
        if kind not in KINDS:
            return False
        # One text holds all ids of a kind: all have 26 characters, so a match is never by chance.
        if id_ in self._closed[kind]:
            raise StaleError
        return True

    def rows(self, kind: str) -> dict[str, Row]:
        """The live records of a kind that are open, by id, in id order."""
        if kind in self._unsorted:
            self._unsorted.discard(kind)
            self._rows[kind] = dict(sorted(self._rows[kind].items()))
        return dict(self._rows[kind])

    def ids(self, kind: str) -> tuple[str, ...]:
        """Every id of a kind, of what is left out too, in no order; some may come twice."""
        return (*self._rows[kind], *self._closed[kind].split(), *self._fold.ids(kind))

    def row(self, kind: str, id_: str) -> Row | None:
        """A live record that is open."""
        return self._rows[kind].get(id_)

    def title(self, kind: str, id_: str) -> str | None:
        """The title of a live decision or meeting."""
        return self._titles[kind].get(id_)
