"""One record as a join of everything ever written to it.

The state is a join semilattice (Shapiro et al., "Conflict-free replicated data types", 2011):
current versions, plus the ids of versions known to be replaced. Taking in an operation twice, or
in any order, gives the same state; so no list of known events is needed. A version is forgotten
only when a later write says that it had seen it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from retrotui.store.carried import is_blank
from retrotui.store.codec import Operation, encode
from retrotui.store.frozen import FrozenDict, FrozenList, freeze

Cell = tuple[Any, ...]
"""The value of a register version: one item, or none when the field was removed."""
SCOPES: Final = ("shared", "held", "private")
EXISTS: Final = ""
"""A register without a field: it keeps a record alive that has no other one."""
_GONE: Cell = ()
_CONTAINERS: Final = (dict, list)
_NOTHING_REMOVED: Final = 9
"""Items of a packed record from which nothing was removed, and which was not dropped."""


class Record:
    """Registers, add-wins sets and drops of one record.

    Most records are written once: all their registers then have one version, by ``maker``.
    ``heads`` names only the exceptions: the one other event, or all concurrent versions.
    """

    __slots__ = (
        "dead",
        "dropped",
        "first",
        "first_at",
        "fresh",
        "gone",
        "heads",
        "last",
        "last_at",
        "maker",
        "row",
        "scope",
        "sets",
        "values",
    )

    def __init__(self, maker: str, at: str, scope: int) -> None:
        self.maker = self.first = self.last = maker
        self.first_at = self.last_at = at
        self.scope = scope
        self.values: dict[str, Any] = {}
        self.heads: dict[str, str | dict[str, Any]] = {}
        self.sets: dict[str, dict[str, list[str]]] = {}
        # Few records have these three, and there are very many records.
        self.dead: dict[str, set[str]] | None = None
        self.gone: dict[str, dict[str, list[str]]] | None = None
        self.dropped: set[str] | None = None
        self.row: FrozenDict | None = None
        self.fresh = False

    # Taking in operations ---------------------------------------------------------------

    def join(self, op: Operation, event: str, at: str, scope: int) -> bool:
        """Takes in one operation of an event.

        Returns:
            True when the event is known to have written another value here: then two different
            events carry one id, which is a bug or an attack.
        """
        self.fresh = clash = False
        if event == self.maker and not self.heads and not self.values and "seen" not in op:
            self.values = dict(op.get("set", ()))
            if self.dead:
                self._bury_first(event, self.dead)
        else:
            clash = self._join_registers(op, event)
        if "unset" in op:
            seen = op.get("seen", {})
            for field in op["unset"]:
                clash |= self._write(field, event, _GONE, seen.get(field, ()))
        if "add" in op or "del" in op:
            self._join_sets(op, event)
        if "drop" in op:
            self.dropped = (self.dropped or set()).union(op["drop"])
        if scope != self.scope:
            self.scope = max(self.scope, scope)
        if event < self.first or (event == self.first and at < self.first_at):
            self.first, self.first_at = event, at
        if event > self.last or (event == self.last and at < self.last_at):
            self.last, self.last_at = event, at
        return clash

    def _join_sets(self, op: Operation, event: str) -> None:
        for field, members in op.get("add", {}).items():
            self._add(field, event, members)
        for field, gone in op.get("del", {}).items():
            self._remove(field, gone)

    def _bury_first(self, event: str, all_dead: dict[str, set[str]]) -> None:
        for field in [each for each, dead in all_dead.items() if event in dead]:
            self.values.pop(field, None)

    def _join_registers(self, op: Operation, event: str) -> bool:
        seen = op.get("seen", {})
        clash = False
        for field, value in op.get("set", {}).items():
            clash |= self._write(field, event, (value,), seen.get(field, ()))
        return clash

    def _write(self, field: str, event: str, cell: Cell, seen: Iterable[str]) -> bool:
        if cell and self._write_plainly(field, event, cell[0], seen):
            return False
        versions = self.versions(field)
        dead = self.dead.get(field) if self.dead else None
        if seen:
            if self.dead is None:
                self.dead = {}
            dead = self.dead.setdefault(field, set())
            dead.update(seen)
            versions = {each: kept for each, kept in versions.items() if each not in dead}
        present = versions.get(event)
        if dead is None or event not in dead:
            versions[event] = cell if present is None else _smaller(present, cell)
        self._keep(field, versions)
        return present is not None and _text(present) != _text(cell)

    def _write_plainly(self, field: str, event: str, value: Any, seen: Iterable[str]) -> bool:
        """Nearly every write: to a field without a version, or over the only one."""
        head = self.heads.get(field)
        if isinstance(head, dict) or event in (self.maker, head):
            return False
        if head is None and field in self.values:
            head = self.maker
        dead = self.dead.get(field) if self.dead else None
        if (dead and event in dead) or seen != ([head] if head else ()):
            return False
        if head:
            self.dead = self.dead or {}
            self.dead.setdefault(field, set()).add(head)
        self.values[field] = value
        self.heads[field] = event
        return True

    def _keep(self, field: str, versions: dict[str, Cell]) -> None:
        self.values.pop(field, None)
        self.heads.pop(field, None)
        if len(versions) == 1:
            (event, cell) = next(iter(versions.items()))
            if cell:
                self.values[field] = cell[0]
                if event != self.maker:
                    self.heads[field] = event
                return
        if not versions:
            return
        self.heads[field] = {event: list(cell) for event, cell in versions.items()}
        shown = max((event for event, cell in versions.items() if cell), default=None)
        if shown is not None:
            self.values[field] = versions[shown][0]

    def _add(self, field: str, event: str, members: Iterable[str]) -> None:
        present = self.sets.setdefault(field, {})
        gone = self.gone.get(field, {}) if self.gone else {}
        for member in members:
            if event in gone.get(member, ()):
                continue
            adds = present.setdefault(member, [])
            if event not in adds:
                adds.append(event)

    def _remove(self, field: str, members: Mapping[str, Iterable[str]]) -> None:
        if self.gone is None:
            self.gone = {}
        gone = self.gone.setdefault(field, {})
        present = self.sets.get(field, {})
        for member, seen in members.items():
            buried = gone.setdefault(member, [])
            buried.extend(each for each in dict.fromkeys(seen) if each not in buried)
            left = [each for each in present.get(member, ()) if each not in buried]
            if left:
                present[member] = left
            else:
                present.pop(member, None)

    # Reading ----------------------------------------------------------------------------

    def versions(self, field: str) -> dict[str, Cell]:
        """The current versions of a register by event id; empty when it has none."""
        heads = self.heads.get(field)
        if heads is None:
            return {self.maker: (self.values[field],)} if field in self.values else {}
        if isinstance(heads, str):
            return {heads: (self.values[field],)}
        return {event: tuple(cell) for event, cell in heads.items()}

    def fields(self) -> set[str]:
        """The names of all registers with a current version, removed ones too."""
        return self.values.keys() | self.heads.keys()

    def conflicts(self) -> list[str]:
        """The registers with versions of more than one value, in order."""
        found = []
        for field, heads in self.heads.items():
            if isinstance(heads, dict) and len({encode({"": each}) for each in heads.values()}) > 1:
                found.append(field)
        return sorted(found)

    def current(self) -> list[str]:
        """Every event id that a drop must have seen to hide the record, in order."""
        found = {event for field in self.fields() for event in self.versions(field)}
        for members in self.sets.values():
            found.update(event for adds in members.values() for event in adds)
        return sorted(found)

    def visible(self) -> bool:
        """False when a drop saw everything that stands, or nothing stands."""
        if not self.dropped:
            return bool(self.values or self.heads or any(self.sets.values()))
        dropped = self.dropped
        return any(event not in dropped for event in self.current())

    def view(self) -> FrozenDict | None:
        """The record's row, or None while it is hidden. The same object until it changes."""
        if not self.fresh:
            self.row = self.build() if self.visible() else None
            self.fresh = True
        return self.row

    def build(self) -> FrozenDict:
        """The row of what was written, whether or not a drop hides it."""
        return _row(self.values, self.sets, self.gone or (), self.first_at, self.last_at)

    # The cache's form -------------------------------------------------------------------

    def pack(self) -> list[Any]:
        """The record as JSON, most common state first and trailing zeros left out."""
        packed: list[Any] = [
            self.maker,
            self.first_at,
            self.values,
            self.heads or 0,
            self.sets or 0,
            0 if self.last == self.maker else self.last,
            0 if self.last_at == self.first_at else self.last_at,
            {field: sorted(dead) for field, dead in self.dead.items()} if self.dead else 0,
            self.scope,
            self.gone or 0,
            sorted(self.dropped) if self.dropped else 0,
            0 if self.first == self.maker else self.first,
        ]
        while packed[-1] == 0:
            packed.pop()
        return packed


def unpack(packed: list[Any]) -> Record:
    """The record that ``Record.pack`` made the JSON of."""
    maker, first_at, values, heads, sets, last, last_at, dead, scope, gone, dropped, first = (
        packed + [0] * (12 - len(packed))
    )
    record = Record(maker, first_at, scope)
    record.values = values
    record.heads = heads or {}
    record.sets = sets or {}
    record.last = last or maker
    record.last_at = last_at or first_at
    record.dead = {field: set(each) for field, each in dead.items()} if dead else None
    record.gone = gone or None
    record.dropped = set(dropped) if dropped else None
    record.first = first or maker
    return record


def several_versions(packed: list[Any]) -> bool:
    """True when a packed record may hold a register with more than one value."""
    heads: dict[str, Any] | int = (*packed, 0)[3]
    return isinstance(heads, dict) and any(isinstance(each, dict) for each in heads.values())


def view_packed(packed: list[Any]) -> FrozenDict | None:
    """The row of the record that ``Record.pack`` made the JSON of, or None while it is hidden."""
    if len(packed) > _NOTHING_REMOVED or not packed[2]:
        return unpack(packed).view()
    filled: list[Any] = [*packed, 0, 0, 0, 0]
    _maker, created, values, _heads, sets, _last, last_at, *_ = filled
    return _row(values, sets or {}, (), created, last_at or created)


def _row(
    values: Mapping[str, Any],
    sets: Mapping[str, Iterable[str]],
    emptied: Iterable[str],
    created: str,
    updated: str,
) -> FrozenDict:
    row = FrozenDict(values)
    put = dict.__setitem__
    if EXISTS in row:
        dict.__delitem__(row, EXISTS)
    for field, value in values.items():
        if isinstance(value, _CONTAINERS):
            put(row, field, freeze(value))
    # A register hides a set of the same name: it was replaced whole by somebody.
    for field in {*sets, *emptied} if emptied else sets:
        if field not in row:
            put(row, field, FrozenList(sorted(sets.get(field, ()))))
    if "created" not in row:
        put(row, "created", created)
    if "updated" not in row:
        put(row, "updated", updated)
    return row


def _smaller(one: Cell, other: Cell) -> Cell:
    # Whatever order they come in, the same wins; as texts, because to Python 1 equals True.
    # Where two redactions carry one event, a text that either of them took out is not shown.
    return min(one, other, key=lambda cell: (not is_blank(cell), _text(cell)))


def _text(cell: Cell) -> str:
    return encode({"": list(cell)})
