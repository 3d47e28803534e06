"""The state: all records, kept current as events come in, in any order, any number of times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrotui.store import cache
from retrotui.store.codec import operations
from retrotui.store.hlc import STAMP_LENGTH, writer_of
from retrotui.store.packed import MAY_HAVE_SEVERAL, line_of, packed_of, record_of
from retrotui.store.record import SCOPES, Record, several_versions, unpack, view_packed
from retrotui.store.redaction import VERB, kept_in, named_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from retrotui.core.changes import Row
    from retrotui.store.codec import Event
    from retrotui.store.frozen import FrozenDict
    from retrotui.store.packed import Packed

_ABSENT = object()


class Fold:
    """Every record of every kind, and the indexes that searches use.

    Args:
        packed: State from a cache; taken over, not copied. Records are unpacked when touched.
        horizon: Event stamps after this one are kept but do not move the clock.
        redacted: Ids of events that are known to be redacted: what they say is passed over.
    """

    def __init__(
        self,
        packed: Packed | None = None,
        horizon: str = "g",
        redacted: Iterable[str] = (),
    ) -> None:
        self._kinds: dict[str, dict[str, Record | bytes]] = dict(packed or {})  # type: ignore[arg-type]  # a table starts with packed records only
        self._horizon = horizon
        self._dirty: dict[str, set[str]] = {kind: set(ids) for kind, ids in self._kinds.items()}
        self._live: dict[str, dict[str, FrozenDict]] = {}
        self._indexes: dict[str, dict[str, dict[Any, set[str]]]] = {}
        self.top = ""
        self.ahead: set[str] = set()
        self.passed_over = frozenset(redacted)
        self.redacted: set[str] = set(redacted)
        self.clashing: set[str] = set()
        self.revision = 0

    # Taking in events -------------------------------------------------------------------

    def apply(self, event: Event, scope: int) -> None:
        """Takes in one event from a log (an index into ``SCOPES``)."""
        name = event["t"]
        self._watch_clock(name)
        self.revision += 1
        if VERB in event:
            self.redacted.update(named_by(event))
            if name not in self.passed_over:
                for kept in kept_in(event):
                    self._join(kept, scope)
        if name in self.passed_over:
            return
        self._join(event, scope)

    def _join(self, event: Event, scope: int) -> None:
        name, at = event["t"], event["at"]
        for op in operations(event):
            kind, id_ = op["in"], op["id"]
            table = self._kinds.get(kind)
            if table is None:
                table = self._kinds[kind] = {}
                self._dirty[kind] = set()
            record = table.get(id_)
            if not isinstance(record, Record):
                record = Record(name, at, scope) if record is None else record_of(record)
                table[id_] = record
            if record.join(op, name, at, scope):
                self.clashing.add(name)
            self._dirty[kind].add(id_)

    def adopt(self, kind: str, id_: str, packed: list[Any]) -> None:
        """Takes over one packed record, in place of what was known of it."""
        self._kinds.setdefault(kind, {})[id_] = unpack(packed)
        self._dirty.setdefault(kind, set()).add(id_)

    def _watch_clock(self, name: str) -> None:
        stamp = name[:STAMP_LENGTH]
        if stamp > self.top:
            if stamp <= self._horizon:
                self.top = stamp
            else:
                self.ahead.add(writer_of(name))

    # Reading ----------------------------------------------------------------------------

    def record(self, kind: str, id_: str) -> Record | None:
        """Everything known of a record, hidden or not."""
        table = self._kinds.get(kind)
        if table is None:
            return None
        record = table.get(id_)
        if isinstance(record, bytes):
            record = table[id_] = record_of(record)
        return record

    def row(self, kind: str, id_: str) -> Row | None:
        """A live record's row."""
        record = self.record(kind, id_)
        return None if record is None else record.view()

    def kinds(self) -> list[str]:
        """The kinds with live records."""
        return sorted(kind for kind in self._kinds if self.table(kind))

    def ids(self, kind: str) -> Iterable[str]:
        """The ids of all records ever seen of a kind, hidden ones too."""
        return self._kinds.get(kind, {}).keys()

    def table(self, kind: str) -> Mapping[str, FrozenDict]:
        """The live rows of a kind by id, in id order: the fold's own dict, not to be kept."""
        live = self._live.setdefault(kind, {})
        dirty = self._dirty.get(kind)
        if dirty:
            with cache.no_collection():
                self._settle(kind, live, dirty)
            dirty.clear()
        return self._live[kind]

    def _settle(self, kind: str, live: dict[str, FrozenDict], dirty: set[str]) -> None:
        indexes = self._indexes.get(kind)
        last = next(reversed(live), "")
        sort = False
        ids = sorted(dirty)
        for id_, row in zip(ids, self._views(kind, ids), strict=True):
            if indexes:
                self._reindex(indexes, id_, live.get(id_), row)
            if row is None:
                live.pop(id_, None)
                continue
            sort = sort or (id_ < last and id_ not in live)
            live[id_] = row
        if sort:
            self._live[kind] = dict(sorted(live.items()))

    def _views(self, kind: str, ids: list[str]) -> Iterator[FrozenDict | None]:
        """The rows of records, those from the cache without making records of them."""
        table = self._kinds[kind]
        packed = packed_of(each for id_ in ids if isinstance(each := table[id_], bytes))
        for id_ in ids:
            record = table[id_]
            yield record.view() if isinstance(record, Record) else view_packed(next(packed))

    @staticmethod
    def _reindex(
        indexes: dict[str, dict[Any, set[str]]], id_: str, old: Row | None, new: Row | None
    ) -> None:
        for field, index in indexes.items():
            before = _ABSENT if old is None else _key(old.get(field, _ABSENT))
            after = _ABSENT if new is None else _key(new.get(field, _ABSENT))
            if before is after:
                continue
            if before is not _ABSENT:
                index[before].discard(id_)
            if after is not _ABSENT:
                index.setdefault(after, set()).add(id_)

    def find(self, kind: str, field: str, value: Any) -> list[str] | None:
        """The ids, in order, of live rows whose field equals a value; None: not indexable."""
        wanted = _key(value)
        if wanted is _ABSENT:
            return None
        table = self.table(kind)
        indexes = self._indexes.setdefault(kind, {})
        index = indexes.get(field)
        if index is None:
            index = indexes[field] = {}
            for id_, row in table.items():
                key = _key(row.get(field, _ABSENT))
                if key is not _ABSENT:
                    index.setdefault(key, set()).add(id_)
        return sorted(index.get(wanted, ()))

    def search(self, kind: str, equals: Mapping[str, Any]) -> dict[str, Row]:
        """The live rows whose fields equal all the values, by id, in id order."""
        table = self.table(kind)
        ids: Iterable[str] = table
        for field, value in equals.items():
            found = self.find(kind, field, value)
            if found is not None:
                ids = found
                break
        return {
            id_: table[id_]
            for id_ in ids
            if all(
                field in table[id_] and table[id_][field] == value
                for field, value in equals.items()
            )
        }

    def conflicts(self) -> list[tuple[str, str]]:
        """Kind and id of every live record with a field that holds more than one value."""
        found = []
        for kind, table in self._kinds.items():
            kept = {
                id_: each
                for id_, each in table.items()
                if isinstance(each, bytes) and MAY_HAVE_SEVERAL in each
            }
            for id_, packed in zip(kept, packed_of(kept.values()), strict=True):
                if several_versions(packed):
                    self.record(kind, id_)
            for id_, record in table.items():
                if not isinstance(record, Record) or not record.heads:
                    continue
                if record.conflicts() and record.visible():
                    found.append((kind, id_))
        return sorted(found)

    def hidden(self, kind: str) -> dict[str, FrozenDict]:
        """The dropped records of a kind by id, in id order, each as it was before."""
        found = {}
        for id_ in sorted(self.ids(kind)):
            record = self.record(kind, id_)
            if record is not None and record.dropped and not record.visible():
                found[id_] = record.build()
        return found

    def scope(self, kind: str, id_: str) -> str | None:
        """The log a known record lives in."""
        record = self.record(kind, id_)
        return None if record is None else SCOPES[record.scope]

    def pack(self) -> Packed:
        """All records in the cache's form."""
        return {
            kind: {
                id_: line_of(record) if isinstance(record, Record) else record
                for id_, record in table.items()
            }
            for kind, table in self._kinds.items()
        }


def _key(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else _ABSENT
