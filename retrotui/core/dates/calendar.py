"""What a phrase is read against, and what it is read into."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DateOrder = Literal["dmy", "mdy"]
_LONGEST_STORED = 40


class Steady(NamedTuple):
    """A stretch of time in which a zone's clocks are not changed.

    Attributes:
        zone: Its IANA name.
        start: The first moment of it, aware.
        end: The first moment after it.
        offset: How far the zone is ahead of UTC.
    """

    zone: str
    start: datetime
    end: datetime
    offset: timedelta


class _Conventions(NamedTuple):
    now: datetime
    timezone: str = "UTC"
    date_order: DateOrder | None = None
    fiscal_year_start: int = 1
    holidays: frozenset[date] = frozenset()
    series: Mapping[str, date] = MappingProxyType({})
    steady: Steady | None = None


class Calendar(_Conventions):
    """The team's time, as its settings and its series have it.

    Attributes:
        now: The present moment, aware.
        timezone: The team's zone, an IANA name; days begin and end there, wherever the program
            runs.
        date_order: How the team reads ``1/12``; None refuses such dates.
        fiscal_year_start: The month, 1 to 12, in which the first quarter begins.
        holidays: Days that are no workdays.
        series: The next date of each series, by its name in lower case.
        steady: What was found out about the zone before: reading one from the system takes long.
    """

    @cached_property
    def zone(self) -> "ZoneInfo":
        """The team's zone.

        Raises:
            UsageError: There is no zone of that name.
        """
        from retrotui.core.dates.zones import zone_named  # noqa: PLC0415 - slow to import

        return zone_named(self.timezone)

    @cached_property
    def today(self) -> date:
        """The day it is in the team's zone."""
        known = self.steady
        if known and known.zone == self.timezone and known.start <= self.now < known.end:
            return (self.now.astimezone(UTC) + known.offset).date()
        return self.now.astimezone(self.zone).date()


class Due(NamedTuple):
    """A day, or a moment where a time was typed.

    Attributes:
        date: The day; of a moment, the day where its offset holds.
        moment: Aware with a fixed offset, to the second; None for the whole day.
    """

    date: date
    moment: datetime | None = None

    @property
    def text(self) -> str:
        """The stored form: ``2026-12-01``, or RFC 3339 with the offset that was meant."""
        if self.moment is None:
            return self.date.isoformat()
        return self.moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def due_at(moment: datetime) -> Due:
    """The due of an aware moment; its zone becomes the offset that holds there and then."""
    # A zone with rules would make equal moments differ where clocks are set back (PEP 495).
    offset = moment.utcoffset()
    fixed = timezone(offset) if offset else UTC
    plain = moment.replace(tzinfo=fixed, fold=0, microsecond=0)
    return Due(plain.date(), plain)


def read_due(stored: object) -> Due | None:
    """A due date from its stored form; None for anything else, since synced data may hold all."""
    if not isinstance(stored, str) or len(stored) > _LONGEST_STORED:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", stored):
            return Due(date.fromisoformat(stored))
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return None
    # At both ends of the calendar another zone's view of the moment cannot be expressed.
    if moment.tzinfo is None or not 1 < moment.year < 9999:  # noqa: PLR2004 - datetime's ends
        return None
    return due_at(moment)
