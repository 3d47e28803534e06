"""The team's settings: each key reads what a person types, and reads the log with patience."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, cast

from retrotui.core.dates.calendar import DateOrder, read_due
from retrotui.core.errors import UsageError
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import setting_id
from retrotui.core.text import admit, one_line

if TYPE_CHECKING:
    from retrotui.core.changes import Change

DISSENT_DUE_DAYS = 14
LONGEST_DISSENT_DUE = 365
TEAM_LENGTH = 120
MOST_HOLIDAYS = 1_000
_UNSET = "ask"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST_MONTH = 3


class Key(StrEnum):
    """The settings there are; the value is what people type."""

    TEAM = "team"
    TIMEZONE = "timezone"
    DATE_ORDER = "date_order"
    FISCAL_YEAR_START = "fiscal_year_start"
    HOLIDAYS = "holidays"
    DISSENT_DUE_DAYS = "dissent_due_days"


KEY_OF: Mapping[str, Key] = {
    "evd5tca1pqp8sj3tdhcbr6k5sq": Key.TEAM,
    "qnd9nn4cjnghbv1wdqx839gdkr": Key.TIMEZONE,
    "ejkvqdbn8cbd6v1jf8g2rvhf6q": Key.DATE_ORDER,
    "mpnwswzs7ag87sddkkrsfn25eq": Key.FISCAL_YEAR_START,
    "hqv6k3a64hyqkkqbhsf3a5deeg": Key.HOLIDAYS,
    "nj74hjbhvs6h92rvt86hh33cmn": Key.DISSENT_DUE_DAYS,
}
"""By the id of its record, which never changes: written down, because every command reads settings
and ``setting_id`` loads OpenSSL."""


class TeamSettings(NamedTuple):
    """What the team agreed on, with defaults for the rest.

    Attributes:
        team: The team's name; empty when it has none.
        timezone: An IANA name; whose midnight makes a due date past.
        date_order: ``dmy`` or ``mdy`` for dates with slashes; None means that they are refused
            with both readings.
        fiscal_year_start: The month in which the first quarter starts, 1 to 12.
        holidays: Days that are no working days, sorted.
        dissent_due_days: Days after which an unanswered dissent is due.
    """

    team: str = ""
    timezone: str = "UTC"
    date_order: DateOrder | None = None
    fiscal_year_start: int = 1
    holidays: tuple[date, ...] = ()
    dissent_due_days: int = DISSENT_DUE_DAYS


def settings_from(values: Mapping[str, str], known_zone: str | None = None) -> TeamSettings:
    """The settings in stored values by key.

    A log may be newer or forged: unknown keys and unreadable values count as not set.

    Args:
        values: As they are stored.
        known_zone: The IANA name of a zone that is known to be there, so that it need not be read.
    """
    zone = values.get(Key.TIMEZONE)
    return TeamSettings(
        team=_read(values, Key.TEAM, _team) or "",
        timezone=(known_zone and zone == known_zone and zone)
        or _read(values, Key.TIMEZONE, _timezone)
        or "UTC",
        date_order=_date_order(_read(values, Key.DATE_ORDER, _order)),
        fiscal_year_start=int(_read(values, Key.FISCAL_YEAR_START, _month) or 1),
        holidays=_days(_read(values, Key.HOLIDAYS, _stored_holidays) or ""),
        dissent_due_days=int(
            _read(values, Key.DISSENT_DUE_DAYS, _dissent_days) or DISSENT_DUE_DAYS
        ),
    )


def as_text(settings: TeamSettings) -> dict[Key, str]:
    """Every setting in the form that ``plan_set`` takes."""
    return {
        Key.TEAM: settings.team,
        Key.TIMEZONE: settings.timezone,
        Key.DATE_ORDER: settings.date_order or _UNSET,
        Key.FISCAL_YEAR_START: str(settings.fiscal_year_start),
        Key.HOLIDAYS: _joined(settings.holidays),
        Key.DISSENT_DUE_DAYS: str(settings.dissent_due_days),
    }


def key_named(typed: str) -> Key:
    """The key a person typed; ``-`` and ``_`` are the same.

    Raises:
        UsageError: There is no such setting; the hint names the nearest.
    """
    wanted = one_line(typed).casefold().replace("-", "_").replace(" ", "_")
    known = [key.value for key in Key]
    if wanted in known:
        return Key(wanted)
    from difflib import get_close_matches  # noqa: PLC0415 - only a typing error pays for it

    near = get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else "the settings are: " + ", ".join(known)
    raise UsageError(f"there is no setting {one_line(typed)!r}", hint=hint)


def plan_set(settings: TeamSettings, typed_key: str, typed_value: str) -> "tuple[Change, ...]":
    """Sets one setting.

    Args:
        settings: As they stand; ``+2026-12-25`` and ``-2026-12-25`` change these holidays.
        typed_key: See ``key_named``.
        typed_value: What the person typed.

    Raises:
        UsageError: No such setting, or a value it cannot have; the hint names a valid one.
    """
    from retrotui.core.changes import Put  # noqa: PLC0415 - every command reads settings, few set any

    key = key_named(typed_key)
    if key is Key.HOLIDAYS:
        value = _changed_holidays(settings.holidays, typed_value)
    else:
        value = _READERS[key](typed_value)
    return (Put(Kind.SETTINGS, setting_id(key), {"key": key.value, "value": value}),)


def _read(values: Mapping[str, str], key: Key, reader: Callable[[str], str]) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    try:
        return reader(value)
    except UsageError:
        return None


def _team(value: str) -> str:
    name = admit(value, "the team's name", lines=False)
    if len(name) > TEAM_LENGTH:
        raise UsageError(
            f"the team's name has {len(name)} characters", hint=f"it may have {TEAM_LENGTH}"
        )
    return name


def _timezone(value: str) -> str:
    from retrotui.core.dates.zones import zone_named  # noqa: PLC0415 - slow to import

    return zone_named(one_line(value)).key


def _order(value: str) -> str:
    order = one_line(value).casefold()
    if order in ("dmy", "mdy", _UNSET):
        return order
    raise UsageError(
        f"{one_line(value)!r} is no date order", hint=f"use dmy (31/12), mdy (12/31) or {_UNSET}"
    )


def _date_order(order: str | None) -> DateOrder | None:
    return None if order in (None, _UNSET) else cast("DateOrder", order)


def _month(value: str) -> str:
    typed = one_line(value).casefold()
    named = [each for each in _MONTHS if len(typed) >= _SHORTEST_MONTH and each.startswith(typed)]
    month = _MONTHS.index(named[0]) + 1 if named else _whole(typed)
    if month is None or not 1 <= month <= len(_MONTHS):
        raise UsageError(
            f"{one_line(value)!r} is no month", hint="use 1 to 12 or a name such as april"
        )
    return str(month)


def _dissent_days(value: str) -> str:
    days = _whole(one_line(value))
    if days is None or not 1 <= days <= LONGEST_DISSENT_DUE:
        raise UsageError(
            f"{one_line(value)!r} is no number of days",
            hint=f"use 1 to {LONGEST_DISSENT_DUE}; the default is {DISSENT_DUE_DAYS}",
        )
    return str(days)


def _changed_holidays(current: tuple[date, ...], value: str) -> str:
    """The new list: plain dates replace it, signed ones change what is there."""
    parts = [part.strip() for part in one_line(value).split(",") if part.strip()]
    relative = bool(parts) and all(part[0] in "+-" for part in parts)
    days = set(current) if relative else set()
    for part in parts:
        day = _day(part.lstrip("+-"))
        if part.startswith("-"):
            days.discard(day)
        else:
            days.add(day)
    if len(days) > MOST_HOLIDAYS:
        raise UsageError(f"{len(days)} holidays are too many", hint=f"keep {MOST_HOLIDAYS}")
    return _joined(days)


def _stored_holidays(value: str) -> str:
    return _changed_holidays((), value)


def _day(part: str) -> date:
    due = read_due(part.strip())
    if due is None or due.moment is not None:
        raise UsageError(f"{part!r} is no date", hint="write holidays as 2026-12-25,2027-01-01")
    return due.date


def _days(joined: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(part) for part in joined.split(",") if part)


def _joined(days: tuple[date, ...] | set[date]) -> str:
    return ",".join(day.isoformat() for day in sorted(days))


def _whole(typed: str) -> int | None:
    """A small whole number in ASCII digits; longer ones are no setting anybody means."""
    if typed.isascii() and typed.isdigit() and len(typed) <= len(str(LONGEST_DISSENT_DUE)):
        return int(typed)
    return None


_READERS: Mapping[Key, Callable[[str], str]] = {
    Key.TEAM: _team,
    Key.TIMEZONE: _timezone,
    Key.DATE_ORDER: _order,
    Key.FISCAL_YEAR_START: _month,
    Key.HOLIDAYS: _stored_holidays,
    Key.DISSENT_DUE_DAYS: _dissent_days,
}
