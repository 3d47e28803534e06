"""A clock that is told the time, so that six months pass in a second."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from retrotui.core.instants import Instant


class ScriptedClock:
    """Stands still until it is told to go on, and never goes back.

    Args:
        start: Aware.
    """

    def __init__(self, start: datetime) -> None:
        self._moment = start.astimezone(UTC)

    def now(self) -> Instant:
        """The moment in the story; without a boot clock, as from another day's machine."""
        return Instant(self._moment)

    def go_to(self, moment: datetime) -> None:
        """Goes on to a moment; one that has passed is where the clock is already."""
        self._moment = max(self._moment, moment.astimezone(UTC))

    def advance(self, seconds: float) -> None:
        """Goes on by so many seconds."""
        self._moment += timedelta(seconds=max(0.0, seconds))

    @contextmanager
    def turned_to(self, moment: datetime) -> Iterator[None]:
        """Shows an earlier moment for as long as something is stamped with it."""
        kept, self._moment = self._moment, moment
        try:
            yield
        finally:
            self._moment = kept
