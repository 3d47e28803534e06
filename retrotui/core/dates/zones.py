"""Time zones by name, and wall times that a change of clocks skips or repeats."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from datetime import tzinfo as TimeZone  # noqa: N812 - it is a class
from zoneinfo import ZoneInfo, available_timezones

from retrotui.core.dates.calendar import Steady
from retrotui.core.dates.refusals import ambiguous
from retrotui.core.errors import UsageError
from retrotui.core.text import one_line

_HOURS = 24


def zone_named(name: str) -> ZoneInfo:
    """A zone by its IANA name, whatever the case.

    Raises:
        UsageError: No such zone; the hint names one that is spelled like it.
    """
    for spelling in (name, re.sub(r"[a-z]+", lambda word: word[0].capitalize(), name)):
        zone = _zone(spelling)
        if zone is not None:
            return zone
    return _zone_like(name)


def steady_at(zone: ZoneInfo, moment: datetime) -> Steady | None:
    """A day at most, from this hour on, in which the zone's clocks are not changed.

    Args:
        zone: With an IANA name.
        moment: Aware.
    """
    start = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    offset = start.astimezone(zone).utcoffset()
    hours = 0
    # No zone ever changed its clocks there and back within an hour.
    while hours < _HOURS and _offset(start + timedelta(hours=hours + 1), zone) == offset:
        hours += 1
    if offset is None or not start <= moment < start + timedelta(hours=hours):
        return None
    return Steady(zone.key, start, start + timedelta(hours=hours), offset)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def zone_typed(text: str) -> TimeZone:
    """A zone as typed behind a time: ``z``, ``utc``, ``+01:00`` or an IANA name.

    Raises:
        UsageError: No such zone or offset.
    """
    if text in {"z", "utc"}:
        return UTC
    offset = re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", text)
    if not offset:
        return zone_named(text)
    hours, minutes = int(offset[2]), int(offset[3])
    if hours > 14 or minutes > 59:  # noqa: PLR2004 - the widest offset in use, and a clock
        raise UsageError(f"no such offset: {text!r}", hint="write it as in +01:00 or Europe/Berlin")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if offset[1] == "-" else distance)


def moment_on(day: date, clock: time, zone: TimeZone) -> datetime:
    """The moment a clock in the zone shows that time on that day.

    Raises:
        AmbiguousDateError: The clock shows it twice, being set back; both moments are candidates.
        UsageError: The clock never shows it, being set forward.
    """
    first = datetime.combine(day, clock, tzinfo=zone)
    second = first.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return first
    shown = f"{day.isoformat()} {clock:%H:%M}"
    if before > after:
        raise ambiguous(shown, (_fixed(first), _fixed(second)), why="the clocks are set back")
    shifted = first.astimezone(UTC).astimezone(zone)
    raise UsageError(
        f"there is no {shown} in {zone}: the clocks are set forward",
        hint=f"write {shifted:%Y-%m-%d %H:%M}",
    )


def _fixed(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        # Unknown; a path out of the database; a folder of it, such as "America".
        return None


def _zone_like(name: str) -> ZoneInfo:
    from difflib import get_close_matches  # noqa: PLC0415 - only a typing error pays for it

    known = {zone.lower(): zone for zone in available_timezones()}
    exact = known.get(name.lower())
    if exact:
        return ZoneInfo(exact)
    near = get_close_matches(name.lower(), known, n=1)
    raise UsageError(
        f"no such time zone: {one_line(name)[:40]!r}",
        hint=f"did you mean {known[near[0]]}?" if near else "write it as in Europe/Berlin or UTC",
    )
