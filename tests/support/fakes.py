"""A clock that is told the time, ids that count, and chance without surprise."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from retrotui.core.ids import ulid
from retrotui.core.instants import Instant

T = TypeVar("T")
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until told to move."""

    def __init__(self, start: datetime = START, boot_id: str | None = "boot-1") -> None:
        self.instant = Instant(start, boot_id, 1000.0 if boot_id else None)

    def now(self) -> Instant:
        return self.instant

    def advance(self, seconds: float) -> None:
        self.instant = self.instant.plus(seconds)

    def set(self, moment: datetime) -> None:
        self.advance((moment - self.instant.utc).total_seconds())


class FakeIds:
    """Counts; shuffling turns the order around, so that a test sees that it happened."""

    def __init__(self, start: int = 1) -> None:
        self.next = start

    def new(self) -> str:
        made = ulid(1_763_800_000_000 + self.next, self.next.to_bytes(10, "big"))
        self.next += 1
        return made

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return list(reversed(things))
