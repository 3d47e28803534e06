"""Open records of which lists look at a few fields: those as columns, whole rows when asked for.

Columns are read several times as fast as rows, and a list of thousands shows few fields of each.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from retrotui.core.records.columns import ID, LISTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrotui.core.changes import Row
    from retrotui.core.records.columns import Columns

BRIEF: Final[Mapping[str, tuple[str, ...]]] = {"actions": LISTED}
"""By kind, the fields kept as columns."""


class BriefTable:
    """The open rows of one kind by id, changed by events.

    Args:
        kind: One of ``BRIEF``.
        columns: Of its fields, in id order; taken over, not copied.
        whole: Gives the rows that the columns were made of.

    Raises:
        ValueError: The columns do not belong together.
        KeyError: One is missing.
    """

    def __init__(self, kind: str, columns: Columns, whole: Callable[[], dict[str, Row]]) -> None:
        self._fields = BRIEF[kind]
        self._columns = {name: columns[name] for name in (ID, *self._fields)}
        self._ids: list[str] = columns[ID]
        if any(len(each) != len(self._ids) for each in self._columns.values()):
            raise ValueError("the columns of a cache do not fit each other")
        self._load = whole
        self._whole: dict[str, Row] | None = None
        self._changed: dict[str, Row | None] = {}

    def __contains__(self, id_: str) -> bool:
        place = bisect_left(self._ids, id_)
        return place < len(self._ids) and self._ids[place] == id_

    def ids(self) -> list[str]:
        """Every id that is there or was; maybe twice."""
        return [*self._ids, *self._changed]

    def put(self, id_: str, row: Row | None) -> None:
        """Puts a row in the place of what is there; None takes that away."""
        known, place = id_ in self, bisect_left(self._ids, id_)
        if known:
            for column in self._columns.values():
                del column[place]
        if row is not None:
            self._ids.insert(place, id_)
            for field in self._fields:
                self._columns[field].insert(place, row.get(field))
        self._changed[id_] = row
        self._whole = None

    def whole(self) -> dict[str, Row]:
        """The rows by id, in id order; the table's own dict, not to be changed."""
        if self._whole is None:
            changed = {id_: row for id_, row in self._changed.items() if row is not None}
            rows = self._load()
            kept = {id_: row for id_, row in rows.items() if id_ not in self._changed}
            self._whole = dict(sorted((kept | changed).items())) if self._changed else rows
        return self._whole

    def columns(self) -> Columns:
        """The columns, in id order; the table's own, not to be changed."""
        return self._columns

    def brief(self, field: str, passes: Callable[[Any], bool]) -> dict[str, Row]:
        """The rows, with the fields that are kept as columns, of which one field's value passes."""
        values = self._columns[field]
        try:
            # Thousands of rows share few values.
            fit = {value: passes(value) for value in set(values)}
            places = [place for place, value in enumerate(values) if fit[value]]
        except TypeError:
            # A forged row may hold what no set can.
            places = [place for place, value in enumerate(values) if passes(value)]
        return {
            self._ids[place]: {name: self._columns[name][place] for name in self._fields}
            for place in places
        }
