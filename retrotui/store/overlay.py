"""A table as a TinyDB updater sees it: records are copied when touched, never while scanning."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from retrotui.core.changes import Change, Drop, Exclude, Include, Put, Row
from retrotui.store.fold import Fold
from retrotui.store.frozen import thaw
from retrotui.store.record import EXISTS, Record
from retrotui.store.standing import ABSENT

_DERIVED = ("created", "updated")
_REMOVED: dict[str, Any] = {}


class Overlay(MutableMapping[str, dict[str, Any]]):
    """Changes to a table that nobody else sees yet.

    Args:
        fold: The state underneath.
        kind: The table.
    """

    def __init__(self, fold: Fold, kind: str) -> None:
        self._fold = fold
        self._kind = kind
        self._base = fold.table(kind)
        self._touched: dict[str, dict[str, Any]] = {}

    def __getitem__(self, id_: str) -> dict[str, Any]:
        touched = self._touched.get(id_)
        if touched is None:
            touched = self._touched[id_] = thaw(self._base[id_])
        if touched is _REMOVED:
            raise KeyError(id_)
        return touched

    def __setitem__(self, id_: str, document: dict[str, Any]) -> None:
        self._touched[id_] = document

    def __delitem__(self, id_: str) -> None:
        if id_ not in self:
            raise KeyError(id_)
        self._touched[id_] = _REMOVED

    def __contains__(self, id_: object) -> bool:
        if id_ in self._touched:
            return self._touched[str(id_)] is not _REMOVED
        return id_ in self._base

    def __iter__(self) -> Iterator[str]:
        for id_ in list(self._base):
            if self._touched.get(id_) is not _REMOVED:
                yield id_
        for id_ in list(self._touched):
            if id_ not in self._base and self._touched[id_] is not _REMOVED:
                yield id_

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Removes every record."""
        for id_ in list(self):
            self._touched[id_] = _REMOVED

    def peek(self, id_: str) -> Row:
        """A record as it stands here, not copied and not to be changed."""
        touched = self._touched.get(id_)
        return self._base[id_] if touched is None else touched

    def changes(self) -> list[Change]:
        """What differs from the state underneath."""
        found: list[Change] = []
        for id_, document in self._touched.items():
            old = self._base.get(id_)
            if document is _REMOVED:
                if old is not None:
                    found.append(Drop(self._kind, id_))
            elif old is None:
                found.extend(self._new(id_, document))
            else:
                found.extend(self._changed(id_, old, document))
        return found

    def _new(self, id_: str, document: Mapping[str, Any]) -> list[Change]:
        record = self._fold.record(self._kind, id_)
        if record is None:
            return [Put(self._kind, id_, document)]
        # It was dropped before: what it had then must not come back with it.
        left = {name: ABSENT for name in record.values if name != EXISTS and name not in document}
        return [Put(self._kind, id_, {**left, **document}), *self._emptied(id_, record.sets)]

    def _emptied(self, id_: str, sets: Mapping[str, Mapping[str, Any]]) -> list[Change]:
        return [
            Exclude(self._kind, id_, name, tuple(members))
            for name, members in sets.items()
            if members
        ]

    def _changed(self, id_: str, old: Row, document: Mapping[str, Any]) -> list[Change]:
        record = self._fold.record(self._kind, id_)
        fields: dict[str, Any] = {}
        found: list[Change] = []
        for name in {**old, **document}:
            if name not in document:
                if name not in _DERIVED or _has_register(record, name):
                    found.extend(self._without(id_, record, name, fields))
            elif name not in old or not _equal(old[name], document[name]):
                found.extend(self._with(id_, record, name, document[name], fields))
        return [Put(self._kind, id_, fields), *found] if fields else found

    def _without(
        self, id_: str, record: Record | None, name: str, fields: dict[str, Any]
    ) -> list[Change]:
        if _has_register(record, name):
            fields[name] = ABSENT
            return []
        members = record.sets.get(name, {}) if record else {}
        return self._emptied(id_, {name: members})

    def _with(
        self, id_: str, record: Record | None, name: str, value: Any, fields: dict[str, Any]
    ) -> list[Change]:
        members = record.sets.get(name) if record and not _has_register(record, name) else None
        if members is None:
            fields[name] = value
            return []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            fields[name] = value
            return self._emptied(id_, {name: members})
        new = tuple(each for each in value if each not in members)
        gone = tuple(each for each in members if each not in value)
        found: list[Change] = []
        if new:
            found.append(Include(self._kind, id_, name, new))
        if gone:
            found.append(Exclude(self._kind, id_, name, gone))
        return found


def _has_register(record: Record | None, name: str) -> bool:
    return record is not None and name in record.values


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)
