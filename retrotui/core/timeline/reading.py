"""Reading the clock: what its face shows, and whether time went by unseen."""

import math
from collections.abc import Iterable

from retrotui.core.instants import Instant, seconds_between
from retrotui.core.timeline.fold import timeline
from retrotui.core.timeline.moves import Move
from retrotui.core.timeline.ruler import bounded
from retrotui.core.timeline.state import Timeline

UNSEEN_SECONDS = 120.0
"""A shorter gap is not worth a question."""


def seconds_on_clock(line: Timeline) -> int:
    """The whole seconds that the clock's face shows for the running item.

    A 10:00 timebox shows 600 when it starts, 0 exactly at its end and -1 (overtime +00:01) one
    second later. An open-ended item counts up from 0. Without a running item it is 0.
    """
    item = line.item(line.running)
    if item is None:
        return 0
    # Sums of milliseconds are not exact in binary; rounding keeps 600.0000001 from showing 601.
    if item.remaining is None:
        return math.floor(round(item.spent, 3))
    return math.ceil(round(item.remaining, 3))


def gap_since(
    moves: Iterable[Move],
    last_activity: Instant,
    now: Instant,
    threshold: float = UNSEEN_SECONDS,
) -> float | None:
    """Seconds that the running clock counted while nobody saw it, after a crash or a sleep.

    Args:
        moves: The meeting's moves.
        last_activity: The last instant at which the meeting was known to be on a screen.
        now: The present instant.
        threshold: Gaps below so many seconds are none.

    Returns:
        The seconds to ask about, or None when the gap is short or the clock stood anyway.
    """
    line = timeline((), moves, now)
    if line.last is None or line.started is None or line.ended is not None or line.paused:
        return None
    seconds = bounded(seconds_between(later(line.last, last_activity), now))
    return seconds if seconds >= threshold else None


def last_present(worked: Instant | None, shown: Instant | None) -> Instant | None:
    """When somebody was last there: working on the meeting, or with it on a screen.

    Args:
        worked: The last work; by wall time alone, where a record's stamp says so.
        shown: When it was last on a screen of this machine.
    """
    if worked is None or shown is None:
        return worked or shown
    if worked.boot is None:
        # What was written near that moment was stamped by the same wall clock.
        worked = shown.plus((worked.utc - shown.utc).total_seconds())
    return later(shown, worked)


def later(one: Instant, other: Instant) -> Instant:
    """The later of two instants; the first when they cannot be told apart."""
    return other if seconds_between(one, other) > 0 else one
