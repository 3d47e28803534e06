"""From changes to events: only what differs, naming the versions it replaces, in the right log.

The rules of privacy live here. An existing record stays in its own log; a new one goes where it
was told, or with its meeting; and nothing about a private meeting is put in the shared log.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from retrotui.core.changes import Change, Concurrent, Drop, Exclude, Include, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, TextTooLongError, UsageError
from retrotui.store.codec import KIND, MAX_LINE, RECORD_ID, Event, Operation, decode, encode
from retrotui.store.fold import Fold
from retrotui.store.plain import plain, plain_name, plain_text
from retrotui.store.record import EXISTS, SCOPES, Record
from retrotui.store.standing import ABSENT, restored, standing

_CHUNK: Final = 256 * 1024
"""A transaction is cut into events of about so many characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it goes to disk.

    Attributes:
        scope: Index into ``SCOPES``: the log it belongs to.
        line: Its text, without a line end.
        event: What a reader will make of the line.
    """

    scope: int
    line: str
    event: Event


@dataclass(frozen=True, slots=True)
class Composition:
    """What a transaction amounts to: entries to write and changes that take them back."""

    entries: tuple[Entry, ...]
    undo: tuple[Change, ...]


@dataclass(slots=True)
class _Draft:
    """What a transaction wants of one record."""

    kind: str
    id: str
    record: Record | None
    scope: Scope | None = None
    values: dict[str, Any] = field(default_factory=dict)
    added: dict[str, set[str]] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    wanted: bool = False
    dropped: bool = False

    @property
    def alive(self) -> bool:
        return self.record is not None and self.record.visible()

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.id}"


def compose(
    fold: Fold,
    changes: Sequence[Change],
    *,
    at: str,
    by: str | None,
    meeting: str | None,
    tick: Callable[[], str],
    undoes: Sequence[str] = (),
) -> Composition:
    """Turns changes into the events that make them.

    Args:
        fold: The newest state.
        changes: What is asked for, in order.
        at: Time of the step, RFC 3339.
        by: The acting person; None stores no author.
        meeting: Id of the meeting it was done in.
        tick: Gives the next event id.
        undoes: Ids of the events that it takes back.

    Raises:
        UsageError: A change cannot be kept: a bad name, value or size.
        ForbiddenMoveError: It would put something private into the shared log.
    """
    drafts = _drafts(fold, changes)
    scopes = {key: _scope(fold, draft, drafts) for key, draft in drafts.items()}
    layers: dict[tuple[Scope, int], list[Operation]] = {}
    undo: list[Change] = []
    for key, draft in drafts.items():
        ops = _operations(draft)
        for layer, op in ops:
            layers.setdefault((scopes[key], layer), []).append(op)
        if ops:
            undo.extend(_undo(draft, [op for _, op in ops]))
    head: Event = {"at": at, "by": None if by is None else plain_text(by, "author")}
    local = meeting is not None and _meeting_scope(fold, meeting, drafts) is not Scope.SHARED
    order = sorted(layers, key=lambda key: (list(Scope).index(key[0]), key[1]))
    pieces = [(key[0], ops) for key in order for ops in _chunks(layers[key])]
    entries: list[Entry] = []
    for scope, piece in pieces:
        more: Event = {}
        if meeting is not None and not (local and scope is Scope.SHARED):
            more["m"] = meeting
        name = tick()
        if len(pieces) > 1:
            more["tx"] = entries[0].event["t"] if entries else name
        if undoes:
            more["undoes"] = list(undoes)
        entries.append(entry_of(scope, {"t": name, **head, **more}, piece))
    return Composition(tuple(entries), tuple(reversed(undo)))


def _drafts(fold: Fold, changes: Sequence[Change]) -> dict[tuple[str, str], _Draft]:
    drafts: dict[tuple[str, str], _Draft] = {}
    for change in changes:
        key = (change.kind, change.id)
        if key not in drafts:
            if KIND.fullmatch(change.kind) is None:
                raise UsageError(f"{change.kind!r:.60} cannot be a kind of record")
            if RECORD_ID.fullmatch(str(change.id)) is None:
                raise UsageError(f"{change.id!r:.60} is not a record id")
            drafts[key] = _Draft(change.kind, change.id, fold.record(*key))
        _take(drafts[key], change)
    return drafts


def _take(draft: _Draft, change: Change) -> None:
    if isinstance(change, Drop):
        draft.dropped, draft.wanted = True, False
        draft.values.clear()
        draft.added.clear()
        draft.removed.clear()
        return
    if isinstance(change, Exclude):
        members = draft.removed.setdefault(change.field, set())
        members.update(change.members)
        draft.added.get(change.field, set()).difference_update(members)
        return
    draft.wanted, draft.dropped = True, False
    draft.scope = draft.scope or change.scope
    if isinstance(change, Put):
        for name, value in change.fields.items():
            field_name = plain_name(name, draft.name)
            draft.values[field_name] = _kept(value, f"{draft.kind}.{field_name}")
        return
    plain_name(change.field, draft.name)
    members = {plain_text(member, f"{draft.kind}.{change.field}") for member in change.members}
    draft.added.setdefault(change.field, set()).update(members)
    draft.removed.get(change.field, set()).difference_update(members)


def _kept(value: Any, where: str) -> Any:
    if isinstance(value, Concurrent):
        return Concurrent({name: _kept(each, where) for name, each in value.values.items()})
    return value if value is ABSENT else plain(value, where)


# Where it goes ---------------------------------------------------------------------------


def _scope(fold: Fold, draft: _Draft, drafts: dict[tuple[str, str], _Draft]) -> Scope:
    names = draft.values.get("meeting")
    meeting = _meeting_scope(fold, names, drafts) if isinstance(names, str) else Scope.SHARED
    if draft.record is not None:
        scope = Scope(SCOPES[draft.record.scope])
    elif draft.scope is not None:
        scope = draft.scope
    else:
        scope = Scope.PRIVATE if meeting is Scope.PRIVATE else Scope.SHARED
    if scope is Scope.SHARED and meeting is Scope.PRIVATE and not draft.dropped:
        raise ForbiddenMoveError(
            f"{draft.name} belongs to a private meeting and cannot be shared",
            hint="make it without a scope, or without the meeting",
        )
    return scope


def _meeting_scope(fold: Fold, id_: str, drafts: dict[tuple[str, str], _Draft]) -> Scope:
    record = fold.record("meetings", id_)
    if record is not None:
        return Scope(SCOPES[record.scope])
    draft = drafts.get(("meetings", id_))
    return draft.scope if draft is not None and draft.scope is not None else Scope.SHARED


# What is written -------------------------------------------------------------------------


def _operations(draft: _Draft) -> list[tuple[int, Operation]]:
    """What a draft comes to; operations of different numbers must go in events of their own."""
    first = _operation(draft)
    found = [] if first is None else [(0, first)]
    if draft.wanted:
        found.extend(enumerate(_beside_each_other(draft), 1))
    return found


def _beside_each_other(draft: _Draft) -> Iterable[Operation]:
    """The values that are to stand beside each other: none of them has seen another."""
    apart = {
        name: value.values for name, value in draft.values.items() if isinstance(value, Concurrent)
    }
    for event in sorted({each for values in apart.values() for each in values}):
        op: Operation = {"in": draft.kind, "id": draft.id}
        seen: dict[str, list[str]] = {}
        for name, values in apart.items():
            if event not in values:
                continue
            if values[event] is ABSENT:
                op.setdefault("unset", []).append(name)
            else:
                op.setdefault("set", {})[name] = values[event]
            seen = _seen(draft.record, name, seen)
        yield {**op, "seen": seen} if seen else op


def _operation(draft: _Draft) -> Operation | None:
    record = draft.record
    head: Operation = {"in": draft.kind, "id": draft.id}
    if draft.dropped:
        return {**head, "drop": record.current()} if record and draft.alive else None
    if not draft.wanted and not draft.alive:
        return None
    set_, unset, seen = _registers(draft)
    added, removed = _members(draft)
    if not draft.alive and not set_:
        set_, seen = {EXISTS: None, **set_}, _seen(record, EXISTS, seen)
    body: Operation = {}
    for verb, part in (
        ("set", set_), ("unset", unset), ("seen", seen), ("add", added), ("del", removed)
    ):  # fmt: skip
        if part:
            body[verb] = part
    return head | body if body.keys() - {"seen"} else None


def _registers(draft: _Draft) -> tuple[dict[str, Any], list[str], dict[str, list[str]]]:
    record = draft.record
    set_: dict[str, Any] = {}
    unset: list[str] = []
    seen: dict[str, list[str]] = {}
    for name, value in draft.values.items():
        if isinstance(value, Concurrent):
            _refuse_mixing(draft, name)
            continue
        stands = record is not None and name in record.values
        if value is ABSENT:
            if not stands:
                continue
            unset.append(name)
        else:
            _refuse_mixing(draft, name)
            if draft.alive and record and stands and _settled(record, name, value):
                continue
            set_[name] = value
        seen = _seen(record, name, seen)
    return set_, unset, seen


def _settled(record: Record, name: str, value: Any) -> bool:
    """True when the register holds the value and nothing else, so that writing changes nothing."""
    mine = encode({"": value})
    return all(
        len(cell) == 1 and encode({"": cell[0]}) == mine for cell in record.versions(name).values()
    )


def _refuse_mixing(draft: _Draft, name: str) -> None:
    present = draft.record.sets.get(name, {}).keys() if draft.record else set()
    left = (present | draft.added.get(name, set())) - draft.removed.get(name, set())
    if left:
        raise UsageError(
            f"{draft.kind}.{name} is a set here and cannot be replaced by a value",
            hint="include and exclude its members",
        )


def _seen(record: Record | None, name: str, seen: dict[str, list[str]]) -> dict[str, list[str]]:
    heads = sorted(record.versions(name)) if record else []
    return {**seen, name: heads} if heads else seen


def _members(
    draft: _Draft,
) -> tuple[dict[str, list[str]], dict[str, dict[str, list[str]]]]:
    record = draft.record
    added: dict[str, list[str]] = {}
    removed: dict[str, dict[str, list[str]]] = {}
    for name, members in draft.added.items():
        if record and name in record.values and draft.values.get(name) is not ABSENT:
            raise UsageError(f"{draft.kind}.{name} is a value here and has no members")
        present = record.sets.get(name, {}) if record and draft.alive else {}
        new = sorted(members - present.keys())
        if new:
            added[name] = new
    for name, members in draft.removed.items():
        present = record.sets.get(name, {}) if record else {}
        gone = {member: sorted(present[member]) for member in sorted(members & present.keys())}
        if gone:
            removed[name] = gone
    return added, removed


def _chunks(ops: Iterable[Operation]) -> Iterable[list[Operation]]:
    chunk: list[Operation] = []
    size = 0
    for op in ops:
        length = len(encode(op))
        if chunk and size + length > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(op)
        size += length
    if chunk:
        yield chunk


def entry_of(scope: Scope | str, head: Event, ops: list[Operation]) -> Entry:
    """One event as it goes to disk.

    Raises:
        TextTooLongError: It is longer than a line may be.
    """
    line = encode(head | ops[0] if len(ops) == 1 else head | {"ops": ops} if ops else head)
    if len(line) > MAX_LINE:
        what = f"{ops[0]['in']}/{ops[0]['id']}" if ops else "one step"
        raise TextTooLongError(f"{what} is over 1 MiB", hint="split it into several records")
    return Entry(SCOPES.index(scope), line, decode(line))


# Taking it back --------------------------------------------------------------------------


def _undo(draft: _Draft, ops: Sequence[Operation]) -> list[Change]:
    kind, id_, record = draft.kind, draft.id, draft.record
    if record is None or not draft.alive:
        return [Drop(kind, id_)]
    first = ops[0]
    if "drop" in first:
        return restored(kind, id_, record)
    changed = dict.fromkeys(
        name for op in ops for name in (*op.get("set", ()), *op.get("unset", ()))
    )
    before = {name: standing(record, name) for name in changed if name != EXISTS}
    undo: list[Change] = [Put(kind, id_, before)] if before else []
    undo.extend(
        Exclude(kind, id_, name, tuple(each)) for name, each in first.get("add", {}).items()
    )
    undo.extend(
        Include(kind, id_, name, tuple(each)) for name, each in first.get("del", {}).items()
    )
    return undo
