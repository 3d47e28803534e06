"""The part of the state that following up needs: what is still open, everybody, all settings.

Kept beside the full cache, so that ``check`` and the list of actions never load the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from retrotui.core.records.columns import columns_of
from retrotui.store.briefs import BRIEF, BriefTable
from retrotui.store.codec import operations
from retrotui.store.fold import Fold
from retrotui.store.redaction import VERB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from retrotui.core.changes import Row
    from retrotui.core.records.columns import Columns
    from retrotui.store.codec import Event, Operation

Records = dict[str, dict[str, list[Any]]]
"""Packed records by kind and id."""
Whole = dict[str, dict[str, "Row"]]
"""By kind and id, the rows of which lists read the columns only."""
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


def pack_follow_up(fold: Fold) -> tuple[dict[str, Any], Whole, Records]:
    """The cache's form of the partial state.

    Returns:
        What every start reads; the rows of which that holds the columns only; and the records
        behind all rows.
    """
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
    packed = {
        "rows": {kind: table for kind, table in rows.items() if kind not in BRIEF},
        "columns": {kind: columns_of(rows[kind], fields) for kind, fields in BRIEF.items()},
        "closed": closed,
        "titles": titles,
        "clashing": sorted(fold.clashing),
    }
    return packed, {kind: rows[kind] for kind in BRIEF}, records


class Partial:
    """The partial state, kept current by events.

    Args:
        packed: What ``pack_follow_up`` gave for every start.
        whole: Gives the rows that it holds the columns of; called when one is asked for.
        records: Gives the records; called when an event changes one of them.
    """

    def __init__(
        self,
        packed: Mapping[str, Any],
        whole: Callable[[], Whole],
        records: Callable[[], Records],
    ) -> None:
        self._rows: dict[str, dict[str, Row]] = packed["rows"]
        self._briefs = {
            kind: BriefTable(kind, columns, lambda kind=kind: whole()[kind])  # type: ignore[misc]  # bound, as each asks for its own
            for kind, columns in packed["columns"].items()
        }
        self._closed: dict[str, str] = packed["closed"]
        self._titles: dict[str, dict[str, str]] = packed["titles"]
        self._records = records
        self._packed: Records | None = None
        self._fold = Fold()
        self._fold.clashing.update(packed["clashing"])
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
        table = self._briefs[kind] if kind in BRIEF else self._rows[kind]
        if id_ not in table or self._fold.record(kind, id_) is not None:
            return
        if self._packed is None:
            self._packed = self._records()
        self._fold.adopt(kind, id_, self._packed[kind][id_])

    def _refresh(self, kind: str, id_: str, row: Row | None) -> None:
        if kind in TITLED:
            self._titles[kind].pop(id_, None)
            if row is not None:
                self._titles[kind][id_] = str(row.get("title", ""))
        if row is not None and _is_closed(kind, row):
            row = None
        if kind in BRIEF:
            self._briefs[kind].put(id_, row)
            return
        rows = self._rows[kind]
        if row is None:
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

    def columns(self, kind: str) -> Columns:
        """The fields kept as columns of a kind of ``BRIEF``, in id order."""
        return self._briefs[kind].columns()

    def brief(self, kind: str, field: str, passes: Callable[[Any], bool]) -> dict[str, Row]:
        """The rows of a kind of ``BRIEF`` with a value that passes, with no other fields."""
        return self._briefs[kind].brief(field, passes)

    @property
    def clashing(self) -> set[str]:
        """Ids that two different events are known to carry."""
        return self._fold.clashing

    def rows(self, kind: str) -> dict[str, Row]:
        """The live records of a kind that are open, by id, in id order; not to be changed."""
        if kind in BRIEF:
            return self._briefs[kind].whole()
        if kind in self._unsorted:
            self._unsorted.discard(kind)
            self._rows[kind] = dict(sorted(self._rows[kind].items()))
        return self._rows[kind]

    def ids(self, kind: str) -> tuple[str, ...]:
        """Every id of a kind, of what is left out too, in no order; some may come twice."""
        return (*self._held(kind), *self._closed[kind].split(), *self._fold.ids(kind))

    def _held(self, kind: str) -> Iterable[str]:
        return self._briefs[kind].ids() if kind in BRIEF else self._rows[kind]

    def title(self, kind: str, id_: str) -> str | None:
        """The title of a live decision or meeting."""
        return self._titles[kind].get(id_)
