"""How dates read, and when they are over."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from retrotui.core.dates import (
    Calendar,
    Due,
    days_until,
    describe,
    is_overdue,
    read_due,
    short_date,
)
from retrotui.core.dates.phrasing import is_soon

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar(datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN), "Europe/Berlin")


def due(stored: str) -> Due:
    found = read_due(stored)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stored", "full", "short"),
    [
        ("2026-11-27", "Fri 27 Nov 2026 (in 5 days)", "fri 27 Nov"),
        ("2026-11-24", "Tue 24 Nov 2026 (in 2 days)", "in 2 days"),
        ("2026-11-23", "Mon 23 Nov 2026 (tomorrow)", "tomorrow"),
        ("2026-11-22", "Sun 22 Nov 2026 (today)", "today"),
        ("2026-11-21", "Sat 21 Nov 2026 (yesterday)", "1 day over"),
        ("2026-11-19", "Thu 19 Nov 2026 (3 days ago)", "3 days over"),
        ("2027-02-26", "Fri 26 Feb 2027 (in 96 days)", "fri 26 Feb"),
        ("2027-11-22", "Mon 22 Nov 2027 (in 365 days)", "mon 22 Nov 2027"),
        ("2026-11-27T17:00:00+01:00", "Fri 27 Nov 2026 17:00 (in 5 days)", "fri 27 Nov 17:00"),
        ("2026-11-22T20:00:00-05:00", "Mon 23 Nov 2026 02:00 (tomorrow)", "tomorrow 02:00"),
    ],
)
def test_dates_read_on_the_teams_calendar(stored: str, full: str, short: str) -> None:
    assert describe(due(stored), CALENDAR) == full
    assert short_date(due(stored), CALENDAR) == short


def test_a_day_is_over_when_it_is_over_for_the_team() -> None:
    friday = due("2026-11-27")
    last = datetime(2026, 11, 27, 22, 59, 59, tzinfo=UTC)
    first = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert not is_overdue(friday, Calendar(last, "Europe/Berlin"))
    assert is_overdue(friday, Calendar(first, "Europe/Berlin"))
    assert not is_overdue(friday, Calendar(first, "UTC"))
    assert days_until(friday, Calendar(first, "Europe/Berlin")) == -1


def test_soon_is_a_week_on_the_teams_calendar() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert is_soon(due("2026-11-30"), Calendar(late, "Europe/Berlin"))
    assert not is_soon(due("2026-11-30"), Calendar(late, "America/Los_Angeles"))
    assert is_soon(due("2026-11-29"), Calendar(late, "America/Los_Angeles"))
    assert is_soon(due("2026-10-01"), Calendar(late, "UTC"))


def test_a_moment_is_over_when_it_has_passed() -> None:
    five = due("2026-11-27T17:00:00+01:00")
    at = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert not is_overdue(five, Calendar(at, "Pacific/Kiritimati"))
    assert is_overdue(five, Calendar(at.replace(second=1), "Pacific/Kiritimati"))
    assert short_date(five, Calendar(at.replace(second=1), "Europe/Berlin")) == "today 17:00"


@pytest.mark.parametrize(
    "stored",
    [None, 5, [], "", "fri", "2026-13-01", "20261201", "2026-W49-2", "２０２６-12-01",
     "2026-12-01T17:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2" * 99],
)  # fmt: skip
def test_rubbish_in_the_store_is_no_date(stored: object) -> None:
    assert read_due(stored) is None


def test_the_ends_of_the_calendar_can_be_told() -> None:
    assert days_until(Due(date.max), CALENDAR) > 0
    assert is_overdue(Due(date.min), CALENDAR)
    assert short_date(Due(date.min), CALENDAR).endswith("days over")
