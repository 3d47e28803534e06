"""The repository in memory: the store's own planner and fold, without a disk."""

from collections.abc import Mapping
from typing import Any

from retrotui.core.instants import rfc3339
from retrotui.core.ports import Clock, Ids, Plan, Receipt, Revision, Version
from retrotui.store.fold import Fold
from retrotui.store.hlc import HybridClock
from retrotui.store.planner import compose
from retrotui.store.reading import FoldReader, revisions, versions
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
        self._milliseconds = 1_763_800_000_000
        self._hlc = HybridClock(self._wall_ms)

    def _wall_ms(self) -> int:
        self._milliseconds += 1
        return self._milliseconds

    @property
    def revision(self) -> int:
        return self.fold.revision

    def transact(self, plan: Plan, *, by: str | None, meeting: str | None = None) -> Receipt:
        made = compose(
            self.fold,
            plan(FoldReader(self.fold)),
            at=rfc3339(self.clock.now().utc),
            by=by,
            meeting=meeting,
            tick=lambda: self._hlc.tick(WRITER),
        )
        for entry in made.entries:
            self.events.append((entry.event, entry.scope))
            self.fold.apply(entry.event, entry.scope)
        return Receipt(tuple(entry.event["t"] for entry in made.entries), made.undo, by)

    def refresh(self) -> bool:
        return False

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        return revisions(self.events, kind, id)

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        return versions(self.fold, self.events, kind, id)

    def conflicts(self) -> list[tuple[str, str]]:
        return self.fold.conflicts()

    def scope_of(self, kind: str, id: str) -> Any:  # noqa: A002
        return self.fold.scope(kind, id)

    def close(self) -> None:
        pass

    def __enter__(self) -> "MemoryRepository":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
