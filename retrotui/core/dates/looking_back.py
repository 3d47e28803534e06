"""Days in the past: where only those make sense, ``mon`` means the last one."""

from datetime import date, timedelta

from retrotui.core.errors import UsageError

_WEEK = timedelta(days=7)


def looking_back(day: date, today: date) -> date:
    """The day meant by a phrase that was read as today or later, or as a past day.

    Args:
        day: As the phrase is read for a due date.
        today: In the team's zone.

    Raises:
        UsageError: It is more than a week ahead.
    """
    if day <= today:
        return day
    if day - today > _WEEK:
        raise UsageError(
            f"{day.isoformat()} is still to come", hint="such as mon, yesterday or 2026-11-01"
        )
    return day - _WEEK
