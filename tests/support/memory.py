"""The repository in memory: the store's own planner and fold, without a disk."""

from collections.abc import Mapping
from typing import Any

from retrotui.core.instants import Instant, rfc3339
from retrotui.core.ports import Clock, Ids, Plan, Receipt, Revision, Version
from retrotui.store import redacting
from retrotui.store.codec import decode
from retrotui.store.fold import Fold
from retrotui.store.hlc import HybridClock
from retrotui.store.past import StorePast
from retrotui.store.planner import compose
from retrotui.store.reading import FoldReader, revisions, versions
from retrotui.store.redaction import stub_of
from retrotui.store.replay import StoreReplay
from tests.support.fakes import FakeClock, FakeIds

WRITER = "w-memory0"


class MemoryRepository(FoldReader):
    """Keeps events in a list. ``events`` holds (event, index of its scope) in order of writing."""

    def __init__(self, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.clock = clock or FakeClock()
        self.ids = ids or FakeIds()
        self.fold = Fold()
        super().__init__(self.fold)
        self.events: list[tuple[dict[str, Any], int]] = []
        self.writer = WRITER
        self._seen: dict[str, Instant] = {}
        self._milliseconds = 1_763_800_000_000
        self._hlc = HybridClock(self._wall_ms)

    def _wall_ms(self) -> int:
        self._milliseconds += 1
        return self._milliseconds

    @property
    def revision(self) -> int:
        return self.fold.revision

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        made = compose(
            self.fold,
            plan(FoldReader(self.fold)),
            at=rfc3339(self.clock.now().utc),
            by=by,
            meeting=meeting,
            tick=lambda: self._hlc.tick(self.writer),
            undoes=undoes,
        )
        for entry in made.entries:
            self.events.append((entry.event, entry.scope))
            self.fold.apply(entry.event, entry.scope)
        return Receipt(tuple(entry.event["t"] for entry in made.entries), made.undo, by)

    def refresh(self) -> bool:
        return False

    def seen(self, meeting: str) -> Instant | None:
        return self._seen.get(meeting)

    def note_seen(self, meeting: str, at: Instant) -> None:
        self._seen[meeting] = at

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        return revisions(self._counting(), kind, id)

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        return versions(self.fold, self._counting(), kind, id)

    def _counting(self) -> list[tuple[dict[str, Any], int]]:
        return [(each.event, each.scope) for each in redacting.holdings(self.events)]

    def conflicts(self) -> list[tuple[str, str]]:
        return self.fold.conflicts()

    def hidden(self, kind: str) -> Mapping[str, Any]:
        return self.fold.hidden(kind)

    def redact(self, kind: str, id: str, fields: Mapping[str, Any], *, by: str | None) -> Receipt:  # noqa: A002
        entries = redacting.compose(
            self.events,
            (kind, id),
            fields,
            at=rfc3339(self.clock.now().utc),
            by=by,
            tick=lambda: self._hlc.tick(self.writer),
        )
        for entry in entries:
            self.events.append((entry.event, entry.scope))
            self.fold.apply(entry.event, entry.scope)
        gone, revision = self.fold.redacted, self.fold.revision
        self.events[:] = [
            (decode(stub_of(event["t"])) if event["t"] in gone else event, scope)
            for event, scope in self.events
        ]
        self.fold = self._fold = Fold(redacted=gone)
        for event, scope in self.events:
            self.fold.apply(event, scope)
        self.fold.revision += revision
        return Receipt(tuple(entry.event["t"] for entry in entries), (), by)

    def past(self) -> StorePast:
        entries = {event["t"]: (event, scope) for event, scope in self.events}
        return StorePast(self.fold, entries, self.writer)

    def replay(self, meeting: str) -> StoreReplay:
        return StoreReplay(self.past(), meeting)

    def scope_of(self, kind: str, id: str) -> Any:  # noqa: A002
        return self.fold.scope(kind, id)

    def close(self) -> None:
        pass

    def __enter__(self) -> "MemoryRepository":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
