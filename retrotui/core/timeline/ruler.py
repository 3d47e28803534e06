"""One line of seconds through instants of several boots, machines and wrong clocks."""

import math

from retrotui.core.instants import Instant, seconds_between

LONGEST = 1e8
"""No single duration counts for more (about three years): a forged one stays a number."""


def bounded(seconds: float) -> float:
    """A duration that can be added up safely, whatever a record says."""
    if math.isnan(seconds):
        return 0.0
    return min(max(seconds, -LONGEST), LONGEST)


class Ruler:
    """Measures from instant to instant.

    Each boot's instants are placed by its boot clock, counted from where the first of them lies by
    wall time. So two machines whose wall clocks differ do not add up their difference at every
    change of hands, and the line never runs backwards: an instant before the furthest one yet
    measures zero. Without a boot clock it goes by wall time from the instant before, which lets
    the clock run on after the wall time was set back.
    """

    def __init__(self) -> None:
        self._boots: dict[str, tuple[Instant, float]] = {}
        self._last: tuple[Instant, float] | None = None
        self._furthest = 0.0

    def step(self, at: Instant) -> float:
        """Seconds from the furthest instant so far to this one, never negative."""
        place = self._place(at)
        self._last = (at, place)
        if at.boot_id is not None and at.boot is not None:
            self._boots.setdefault(at.boot_id, self._last)
        seconds = max(0.0, place - self._furthest)
        self._furthest = max(self._furthest, place)
        return seconds

    def _place(self, at: Instant) -> float:
        origin = self._last
        if at.boot_id is not None and at.boot is not None:
            origin = self._boots.get(at.boot_id, origin)
        if origin is None:
            return 0.0
        instant, place = origin
        return place + bounded(seconds_between(instant, at))
