"""How much time there is for a meeting."""

import math
import re
from collections.abc import Iterable
from datetime import datetime

from retrotui.core.agenda import AgendaItem, total_minutes
from retrotui.core.errors import UsageError
from retrotui.core.records.meetings import Meeting

_LONGEST = 24 * 60.0
"""Minutes; a record that says more was forged."""
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def slot_seconds(meeting: Meeting, items: Iterable[AgendaItem]) -> float | None:
    """Seconds there are for a meeting: as said when it began, else its timeboxes; None for none."""
    minutes = meeting.slot
    if minutes is None or not 0 < minutes <= _LONGEST:
        minutes = total_minutes(items)
    return minutes * 60 if minutes > 0 else None


def minutes_until(typed: str, now: datetime) -> int:
    """Whole minutes from now until a clock time of today.

    Args:
        typed: ``15:45``.
        now: In the team's zone.

    Raises:
        UsageError: It is no clock time, or less than a minute ahead.
    """
    found = _CLOCK_TIME.fullmatch(typed.strip())
    if found is None:
        raise UsageError(f"{typed[:40]!r} is no time of day", hint="write it as 15:45")
    hour, minute = int(found[1]), int(found[2])
    end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    minutes = math.floor((end - now).total_seconds() / 60)
    if minutes < 1:
        raise UsageError(
            f"{typed.strip()} is over: it is {now:%H:%M}", hint="a later time of today"
        )
    return minutes
