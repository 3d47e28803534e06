"""The store as a TinyDB database: its queries over the live fold, its mutators as events.

Reads give copies. A write makes one transaction of what differs; what is not touched is not even
looked at. ``drop_table`` and ``drop_tables`` are refused, because the log is never rewritten.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any, NoReturn, Protocol

from tinydb import TinyDB, where
from tinydb.queries import QueryInstance, QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from retrotui.core.changes import Change, Row
from retrotui.core.errors import UsageError
from retrotui.core.ports import Ids, Plan, Receipt
from retrotui.store.fold import Fold
from retrotui.store.frozen import thaw
from retrotui.store.overlay import Overlay

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class _Repository(Protocol):
    @property
    def ids(self) -> Ids: ...

    def transact(self, plan: Plan, *, by: str | None, meeting: str | None = None) -> Receipt: ...


class EventStorage(Storage):
    """TinyDB's storage over a repository.

    Args:
        repository: Commits what tables change.
        fold: Gives the present state.
    """

    def __init__(self, repository: _Repository, fold: Callable[[], Fold]) -> None:
        self.repository = repository
        self.fold = fold
        self.by: str | None = None

    def read(self) -> dict[str, Any]:
        """All live records by kind and id, not copied and not to be changed."""
        fold = self.fold()
        return {kind: MappingProxyType(fold.table(kind)) for kind in fold.kinds()}

    def write(self, data: object) -> NoReturn:  # noqa: ARG002 - TinyDB's name
        """Refuses: only what differs is ever written.

        Raises:
            UsageError: Always.
        """
        raise UsageError(
            "a log is never rewritten, so whole tables cannot be dropped",
            hint="truncate() hides every record of a table",
        )

    def change(self, kind: str, updater: Callable[[Any], None]) -> None:
        """Runs a TinyDB updater under the write lock and commits what it changed."""

        def plan(_reader: object) -> list[Change]:
            overlay = Overlay(self.fold(), kind)
            updater(overlay)
            return overlay.changes()

        self.repository.transact(plan, by=self.by)


class EventTable(Table):
    """One kind of records. Ids are ULIDs; records come in id order."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's own way to have other ids
    _storage: EventStorage

    def search(self, cond: QueryLike) -> list[Document]:
        """Copies of the records that match; ``where(field) == value`` uses an index."""
        return [self._document(id_, row) for id_, row in self.matching(cond)]

    def matching(self, cond: QueryLike) -> Iterator[tuple[str, Row]]:
        """Id and row of each record that matches, in id order, not copied."""
        table = self._read_table()
        ids = self._candidates(getattr(cond, "_hash", None))
        for id_ in list(table) if ids is None else ids:
            if cond(table[id_]):
                yield id_, table[id_]

    def _candidates(self, form: Any) -> list[str] | None:
        """The ids that an index leaves over for a query's structural hash; None: all."""
        match form:
            case ("==", (str() as field,), value):
                return self._storage.fold().find(self.name, field, value)
            case ("and", frozenset() as parts):
                found = (self._candidates(part) for part in parts)
                return min((ids for ids in found if ids is not None), key=len, default=None)
            case _:
                return None

    def get(  # type: ignore[override]  # ids are text here
        self,
        cond: QueryLike | None = None,
        doc_id: str | None = None,
        doc_ids: list[str] | None = None,
    ) -> Any:
        """One record by id or condition (None: no such), or those of several ids that exist."""
        if doc_id is not None:
            row = self._storage.fold().row(self.name, str(doc_id))
            return None if row is None else self._document(str(doc_id), row)
        table = self._read_table()
        if doc_ids is not None:
            wanted = sorted({str(each) for each in doc_ids} & table.keys())
            return [self._document(each, table[each]) for each in wanted]
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id or doc_ids")
        found = next(self.matching(cond), None)
        return None if found is None else self._document(*found)

    def update(  # type: ignore[override]  # ids are text here
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[str] | None = None,
    ) -> list[str]:
        """Updates the records of these ids, or that match, or all; gives their ids."""
        updated: list[str] = []
        asked = None if doc_ids is None else list(doc_ids)

        def updater(table: Overlay) -> None:
            updated.extend(_chosen(table, cond, asked))
            for id_ in updated:
                _perform(fields, table[id_])

        self._update_table(updater)
        return updated

    def update_multiple(  # type: ignore[override]  # ids are text here
        self, updates: Iterable[tuple[Fields, QueryLike]]
    ) -> list[str]:
        """Does several conditional updates in one transaction; gives the ids, once per update."""
        updated: list[str] = []
        asked = list(updates)

        def updater(table: Overlay) -> None:
            for id_ in list(table):
                for fields, cond in asked:
                    if cond(table.peek(id_)):
                        updated.append(id_)
                        _perform(fields, table[id_])

        self._update_table(updater)
        return updated

    def remove(  # type: ignore[override]  # ids are text here
        self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Hides the records of these ids, or that match; gives their ids."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        removed: list[str] = []
        asked = None if doc_ids is None else list(doc_ids)

        def updater(table: Overlay) -> None:
            removed.extend(_chosen(table, cond, asked))
            for id_ in removed:
                del table[id_]

        self._update_table(updater)
        return removed

    def __iter__(self) -> Iterator[Document]:
        for id_, row in list(self._read_table().items()):
            yield self._document(id_, row)

    def _document(self, id_: str, row: Row) -> Document:
        return self.document_class(thaw(row), id_)  # type: ignore[arg-type]  # ids are text here

    def _get_next_id(self) -> str:
        return self._storage.repository.ids.new()

    def _read_table(self) -> Mapping[str, Row]:  # type: ignore[override]  # read-only rows
        return self._storage.fold().table(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self._storage.change(self.name, updater)


class RetroDB(TinyDB):
    """TinyDB over the store."""

    table_class = EventTable
    default_storage_class = EventStorage  # type: ignore[assignment]  # TinyDB means any storage
    _storage: EventStorage

    def acting(self, by: str | None) -> "RetroDB":
        """This database, writing in a person's name from now on."""
        self._storage.by = by
        return self

    def find(self, kind: str, equals: Mapping[str, Any]) -> dict[str, Row]:
        """The rows of a kind whose fields equal all the values, by id, in id order."""
        table = self.table(kind)
        if not isinstance(table, EventTable) or not equals:
            return dict(self._storage.fold().table(kind))
        query: QueryInstance | None = None
        for field, value in equals.items():
            test: QueryInstance = where(field) == value
            query = test if query is None else query & test
        return dict(table.matching(query)) if query is not None else {}


def _chosen(table: Overlay, cond: QueryLike | None, ids: list[str] | None) -> list[str]:
    if ids is not None:
        return [id_ for id_ in ids if id_ in table]
    return [id_ for id_ in table if cond is None or cond(table.peek(id_))]


def _perform(fields: Fields, document: dict[str, Any]) -> None:
    if callable(fields):
        fields(document)
    else:
        document.update(fields)
