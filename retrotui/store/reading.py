"""Reading the folded state: what plans see, and how a record came to be as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from retrotui.core.changes import Row
from retrotui.core.ports import Revision, Version
from retrotui.store.codec import Event, operations
from retrotui.store.fold import Fold
from retrotui.store.hlc import writer_of
from retrotui.store.origin import giver

_DERIVED = ("created", "updated")


class FoldReader:
    """The ``Reader`` port over a fold."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One live record."""
        return self._fold.row(kind, id)

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every live record of a kind by id, in id order."""
        return dict(self._fold.table(kind))

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The live records whose fields equal all the values, by id, in id order."""
        return self._fold.search(kind, equals)


def revisions(events: Iterable[tuple[Event, int]], kind: str, id_: str) -> tuple[Revision, ...]:
    """The steps of a record, oldest first.

    Args:
        events: Events, each with its log, in any order; others' and repeated ones are passed over.
        kind: The record's kind.
        id_: The record's id.
    """
    replay = Fold()
    steps: list[Revision] = []
    for name, (event, scope) in sorted(_about(events, kind, id_).items()):
        before = replay.row(kind, id_)
        replay.apply(event, scope)
        after = replay.row(kind, id_)
        steps.append(
            Revision(
                event=name,
                at=event["at"],
                by=event.get("by"),
                writer=writer_of(name),
                changed=_differences(before, after),
                dropped=before is not None and after is None,
            )
        )
    return tuple(steps)


def versions(
    fold: Fold, events: Iterable[tuple[Event, int]], kind: str, id_: str
) -> dict[str, tuple[Version, ...]]:
    """The fields of a live record that hold several values, the one that shows first.

    Every version is there, those that gave an equal value too.

    Args:
        fold: The state.
        events: Where the versions' authors and times are found; see ``revisions``.
        kind: The record's kind.
        id_: The record's id.
    """
    record = fold.record(kind, id_)
    if record is None or not record.visible():
        return {}
    fields = record.conflicts()
    if not fields:
        return {}
    known = _about(events, kind, id_)

    def find(name: str) -> Event | None:
        return known[name][0] if name in known else None

    found: dict[str, tuple[Version, ...]] = {}
    for field in fields:
        cells = record.versions(field)
        # A removed field is the lesser version: whoever wrote a value did not see the removal.
        order = sorted(cells, key=lambda name: (len(cells[name]), name), reverse=True)
        listed: list[Version] = []
        for name in order:
            value = cells[name][0] if cells[name] else None
            event = find(name)
            by = giver(event, (kind, id_, field), find) if event else {}
            listed.append(Version(value, name, by.get("at", ""), by.get("by")))
        found[field] = tuple(listed)
    return found


def _about(
    events: Iterable[tuple[Event, int]], kind: str, id_: str
) -> dict[str, tuple[Event, int]]:
    found: dict[str, tuple[Event, int]] = {}
    for event, scope in events:
        if any(op["in"] == kind and op["id"] == id_ for op in operations(event)):
            found.setdefault(event["t"], (event, scope))
    return found


def _differences(before: Row | None, after: Row | None) -> dict[str, tuple[Any, Any]]:
    old, new = before or {}, after or {}
    fields = [*new, *(field for field in old if field not in new)]
    return {
        field: (old.get(field), new.get(field))
        for field in fields
        if field not in _DERIVED and not _same(old.get(field), new.get(field))
    }


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)
