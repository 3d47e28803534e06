"""Chance that falls the same way every time: ids, and the small irregularities of a real life."""

import random
from collections.abc import Sequence
from typing import Final, TypeVar

from retrotui.core.ids import ulid
from retrotui.core.ports import Clock

T = TypeVar("T")
SEED: Final = 20
_RANDOM_BYTES: Final = 10


class SeededIds:
    """Names records by the story's clock; one that starts over gives the same names again.

    Args:
        clock: The story's.
        seed: Another one gives other names.
    """

    def __init__(self, clock: Clock, seed: int = SEED) -> None:
        self._clock = clock
        self._chance = random.Random(seed)  # noqa: S311 - a demo is to be the same every time
        self._last = 0

    def new(self) -> str:
        """A ULID that sorts after the one before, also within one millisecond."""
        now = round(self._clock.now().utc.timestamp() * 1000)
        self._last = max(now, self._last + 1)
        return ulid(self._last, self._chance.randbytes(_RANDOM_BYTES))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in an order that is the same every time."""
        mixed = list(things)
        self._chance.shuffle(mixed)
        return mixed

    def below(self, limit: int) -> int:
        """A whole number from 0 on, below a limit."""
        return self._chance.randrange(limit)
