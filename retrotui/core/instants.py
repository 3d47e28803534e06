"""Moments, recorded so that a crash, a suspend or a wrong wall clock changes nothing."""

import math
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

_LONGEST_MOMENT = 40


class Instant(NamedTuple):
    """A moment by two clocks (DESIGN §4).

    Attributes:
        utc: Wall time, aware, in UTC.
        boot_id: Names the machine's boot in which ``boot`` was read; None when unknown.
        boot: Seconds since that boot, counting sleep; None when unknown.
    """

    utc: datetime
    boot_id: str | None = None
    boot: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The form kept in a record."""
        return {"utc": rfc3339(self.utc), "boot_id": self.boot_id, "boot": self.boot}

    def plus(self, seconds: float) -> "Instant":
        """The instant so many seconds later (or earlier) by both clocks."""
        boot = None if self.boot is None else self.boot + seconds
        return Instant(self.utc + timedelta(seconds=seconds), self.boot_id, boot)


def instant_from_json(value: Any) -> Instant | None:
    """Reads what ``Instant.to_json`` wrote; None for anything else."""
    if not isinstance(value, dict):
        return None
    utc = parse_rfc3339(value.get("utc"))
    if utc is None:
        return None
    boot, boot_id = as_number(value.get("boot")), value.get("boot_id")
    if boot is None or not isinstance(boot_id, str):
        return Instant(utc)
    return Instant(utc, boot_id, boot)


def as_number(value: Any) -> float | None:
    """A JSON number as a finite float; None for anything else, forged giants included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def seconds_between(start: Instant, end: Instant) -> float:
    """Elapsed seconds, never negative: by the boot clock within one boot, else by wall time."""
    same_boot = start.boot_id is not None and start.boot_id == end.boot_id
    if same_boot and start.boot is not None and end.boot is not None:
        return max(0.0, end.boot - start.boot)
    return max(0.0, (end.utc - start.utc).total_seconds())


def rfc3339(moment: datetime) -> str:
    """An aware moment in UTC as ``2026-11-22T10:02:03Z``, with milliseconds only if it has any."""
    utc = moment.astimezone(UTC)
    spec = "milliseconds" if utc.microsecond // 1000 else "seconds"
    return utc.isoformat(timespec=spec).replace("+00:00", "Z")


def parse_rfc3339(value: Any) -> datetime | None:
    """An aware UTC datetime, or None when the value is not one RFC 3339 moment with an offset."""
    if not isinstance(value, str) or len(value) > _LONGEST_MOMENT:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def local_moment(value: Any, zone: tzinfo) -> datetime | None:
    """A stored moment by the clocks of a zone; None for anything that is no such moment."""
    moment = parse_rfc3339(value)
    try:
        return None if moment is None else moment.astimezone(zone)
    except OverflowError:
        return None


def local_date(value: Any, zone: tzinfo) -> date | None:
    """The day that it was in a zone at a stored moment, which need not be the day in UTC."""
    moment = local_moment(value, zone)
    return None if moment is None else moment.date()
