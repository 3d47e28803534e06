"""The team's settings as the store has them, and the calendar that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrotui.core import settings as rules
from retrotui.core.dates.calendar import Calendar
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.core.changes import Row
    from retrotui.core.dates.calendar import Steady
    from retrotui.core.ports import Clock, Reader, Receipt
    from retrotui.core.settings import Key, TeamSettings
    from retrotui.services.desk import Desk


def read_settings(reader: Reader, known_zone: str | None = None) -> TeamSettings:
    """The settings, with defaults for what is not set or not readable.

    Args:
        reader: Where they are.
        known_zone: See ``core.settings.settings_from``.
    """
    return settings_in(reader.all(Kind.SETTINGS), known_zone)


def settings_in(rows: Mapping[str, Row], known_zone: str | None = None) -> TeamSettings:
    """The settings in rows of the ``settings`` table."""
    known = {
        each.key: each.value
        for each in decode_all(Setting, rows)
        if rules.KEY_OF.get(each.id) == each.key
    }
    return rules.settings_from(known, known_zone)


def values(reader: Reader) -> dict[Key, str]:
    """Every setting as text, in the order people are shown."""
    return rules.as_text(read_settings(reader))


def value(reader: Reader, key: str) -> str:
    """One setting as text.

    Raises:
        UsageError: There is no such setting; the hint names the nearest.
    """
    return values(reader)[rules.key_named(key)]


def set_setting(desk: Desk, key: str, value: str) -> Receipt:
    """Sets one setting; see ``core.settings.plan_set`` for what is refused."""
    return desk.transact(lambda reader: rules.plan_set(read_settings(reader), key, value))


def calendar(desk: Desk, settings: TeamSettings | None = None) -> Calendar:
    """The team's time: now by the desk's clock, read with the team's settings."""
    return calendar_of(desk.clock, read_settings(desk.repo) if settings is None else settings)


def calendar_of(clock: Clock, settings: TeamSettings, steady: Steady | None = None) -> Calendar:
    """Now by a clock, read with settings that were had before."""
    return Calendar(
        now=clock.now().utc,
        timezone=settings.timezone,
        date_order=settings.date_order,
        fiscal_year_start=settings.fiscal_year_start,
        holidays=frozenset(settings.holidays),
        steady=steady,
    )
