"""What a phrase means on Sunday 22 November 2026, 10:00 in Berlin."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retrotui.core.dates import Calendar, Due, parse_due
from retrotui.core.dates.zones import zone_named
from retrotui.core.errors import AmbiguousDateError, UsageError

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)
CALENDAR = Calendar(SUNDAY, "Europe/Berlin", series={"retro": date(2026, 11, 26)})


def calendar(
    now: datetime = SUNDAY, timezone: str = "Europe/Berlin", **settings: object
) -> Calendar:
    return Calendar(now, timezone, **settings)  # type: ignore[arg-type] - named as the fields are


def read(phrase: str, within: Calendar = CALENDAR, *, allow_past: bool = False) -> str | None:
    due = parse_due(phrase, within, allow_past=allow_past)
    return due.text if due else None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("today", "2026-11-22"),
        ("tod", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("tmr", "2026-11-23"),
        ("eod", "2026-11-22"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("end of month", "2026-11-30"),
        ("end of the quarter", "2026-12-31"),
        ("end of next month", "2026-12-31"),
        ("next week", "2026-11-27"),
        ("next month", "2026-12-31"),
        ("next quarter", "2027-03-31"),
        ("next retro", "2026-11-26"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("this friday", "2026-11-27"),
        ("sun", "2026-11-29"),
        ("mon", "2026-11-23"),
        ("fri+1w", "2026-12-04"),
        ("3d", "2026-11-25"),
        ("+3d", "2026-11-25"),
        ("in 3 days", "2026-11-25"),
        ("3 days from now", "2026-11-25"),
        ("in 2 weeks", "2026-12-06"),
        ("in two weeks", "2026-12-06"),
        ("in a week", "2026-11-29"),
        ("+1mo", "2026-12-22"),
        ("2027-01-31+1mo", "2027-02-28"),
        ("+1q", "2027-02-22"),
        ("+5bd", "2026-11-27"),
        ("3 business days", "2026-11-25"),
        ("eom-1bd", "2026-11-27"),
        ("2026-12-01", "2026-12-01"),
        ("20261201", "2026-12-01"),
        ("2026-W49", "2026-12-04"),
        ("2026-W49-2", "2026-12-01"),
        ("q1", "2027-03-31"),
        ("1.12.2026", "2026-12-01"),
        ("1 dec", "2026-12-01"),
        ("Dec 1st", "2026-12-01"),
        ("feb 28", "2027-02-28"),
        ("15th", "2026-12-15"),
        ("31st", "2026-12-31"),
        ("tomorrow 5pm", "2026-11-23T17:00:00+01:00"),
        ("fri 17:00", "2026-11-27T17:00:00+01:00"),
        ("9am", "2026-11-23T09:00:00+01:00"),
        ("2026-12-01T17:00Z", "2026-12-01T17:00:00Z"),
        ("none", None),
        # Beyond the table: every other arm of the grammar.
        ("-", None),
        ("  FRI  ", "2026-11-27"),
        ("@retro", "2026-11-26"),
        ("@retro+1w", "2026-12-03"),
        ("@retro-1d 9:30", "2026-11-25T09:30:00+01:00"),
        ("1.12.", "2026-12-01"),
        ("1 December 2027", "2027-12-01"),
        ("Dec 1, 2026", "2026-12-01"),
        ("1st of december", "2026-12-01"),
        ("dec", "2026-12-31"),
        ("end of nov", "2026-11-30"),
        ("feb 2028", "2028-02-29"),
        ("oct", "2027-10-31"),
        ("q4", "2026-12-31"),
        ("end of q2 2027", "2027-06-30"),
        ("next year", "2027-12-31"),
        ("21 nov", "2027-11-21"),
        ("1y", "2027-11-22"),
        ("ten workdays", "2026-12-04"),
        ("10am", "2026-11-22T10:00:00+01:00"),
        ("noon", "2026-11-22T12:00:00+01:00"),
        ("fri at 12am", "2026-11-27T00:00:00+01:00"),
        ("in 2 weeks at 9:30 pm", "2026-12-06T21:30:00+01:00"),
        ("fri 17:00 america/port_of_spain", "2026-11-27T17:00:00-04:00"),
        ("fri 17:00 America/New_York", "2026-11-27T17:00:00-05:00"),
        ("fri 17:00-05:00", "2026-11-27T17:00:00-05:00"),
        ("2026-12-01T17:00:30.5+05:30", "2026-12-01T17:00:30+05:30"),
    ],
)
def test_phrase(phrase: str, expected: str | None) -> None:
    assert read(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "candidates"),
    [
        ("next friday", ("2026-11-27", "2026-12-04")),
        ("12/1", ("2026-12-01", "2027-01-12")),
        ("2027-10-31 02:30", ("2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00")),
        ("3/4/2027", ("2027-03-04", "2027-04-03")),
    ],
)
def test_two_honest_readings_are_offered_not_guessed(
    phrase: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousDateError) as refusal:
        read(phrase)
    assert refusal.value.candidates == candidates
    assert all(candidate in (refusal.value.hint or "") for candidate in candidates)
    assert [read(candidate) for candidate in candidates] == list(candidates)


@pytest.mark.parametrize(
    ("phrase", "hint"),
    [
        ("1m", "1mo"),
        ("in 5 minutes", "5mo"),
        ("feb 29", "2028-02-29"),
        ("2026-13-01", "2026-12-01"),
        ("2027-02-30", "2027-02-28"),
        ("31 apr", "2027-04-30"),
        ("5", "5d"),
        ("soon", "in 2 weeks"),
        ("firday", "friday"),
        ("nextmonth", "next month"),
        ("next retr", "next retro"),
        ("@retrospective", "retro"),
        ("1.12.26", "1.12.2026"),
        ("2026/12/1", "2026-12-01"),
        ("2026-11-20", "2026-11-22 or later"),
        ("yesterday", "2026-11-22 or later"),
        ("2027-03-28 02:30", "2027-03-28 03:30"),
        ("2026-W54", "2026-W49"),
        ("99999999d", "3d"),
        ("0d", "3d"),
        ("midnight", "23:59"),
        ("13/12", "2026-12-13"),
        ("25:00", "00:00 to 23:59"),
        ("13pm", "12pm"),
        ("fri 17:00 Europe/Berlinn", "Europe/Berlin"),
        ("fri 17:00 America/Argentina", "America/Argentina/"),
        ("fri 17:00+15:00", "+01:00"),
        ("9999-12-31", "2999"),
        ("3660y", "2999"),
        ("３d", "type it anew"),
        ("２０２６-12-01", "type it anew"),
        ("fri\x1b[2J", "type it anew"),
        ("fri\u202e", "type it anew"),
        ("fri fri", "2026-12-01"),
        ("fri+1w+1w", "2026-12-01"),
        ("", "2026-12-01"),
        ("fri Europe/Berlin", "2026-12-01"),
        ("x" * 65, "2026-12-01"),
    ],
)
def test_refusal_names_the_nearest_valid_form(phrase: str, hint: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read(phrase)
    assert hint in (refusal.value.hint or "")
    assert (refusal.value.message + (refusal.value.hint or "")).isprintable()


def test_past_is_read_where_it_is_allowed() -> None:
    assert read("2026-11-20", allow_past=True) == "2026-11-20"
    assert read("2 weeks ago", allow_past=True) == "2026-11-08"
    assert read("today-1mo", allow_past=True) == "2026-10-22"


def test_slash_dates_follow_the_teams_order() -> None:
    assert read("1/12", calendar(date_order="dmy")) == "2026-12-01"
    assert read("1/12", calendar(date_order="mdy")) == "2027-01-12"
    with pytest.raises(UsageError, match="no such day"):
        read("1/13", calendar(date_order="dmy"))


def test_quarters_follow_the_fiscal_year() -> None:
    april = calendar(fiscal_year_start=4)
    assert read("q3", april) == "2026-12-31"
    assert read("q4", april) == "2027-03-31"
    february = calendar(fiscal_year_start=2)
    assert read("eoq", february) == "2027-01-31"
    assert read("next quarter", february) == "2027-04-30"
    assert read("q4", february) == "2027-01-31"
    with pytest.raises(AmbiguousDateError) as refusal:
        read("q4 2027", april)
    assert refusal.value.candidates == ("2027-03-31", "2028-03-31")


def test_workdays_skip_weekends_and_the_teams_holidays() -> None:
    off = calendar(holidays=frozenset({date(2026, 11, 24), date(2026, 11, 27)}))
    assert read("2bd", off) == "2026-11-25"
    assert read("5bd", off) == "2026-12-01"
    assert read("2026-11-30-1bd", off) == "2026-11-26"
    assert read("eow", off) == "2026-11-26"
    friday = calendar(datetime(2026, 11, 27, 9, 0, tzinfo=BERLIN), holidays=off.holidays)
    assert read("eow", friday) == "2026-12-04"


def test_a_weekday_is_after_today_and_a_period_may_end_today() -> None:
    friday = calendar(datetime(2026, 12, 31, 9, 0, tzinfo=BERLIN))
    assert read("thu", friday) == "2027-01-07"
    assert read("eom", friday) == "2026-12-31"
    assert read("31 dec", friday) == "2026-12-31"
    assert read("next month", friday) == "2027-01-31"


@pytest.mark.parametrize(
    ("timezone", "today"),
    [("Pacific/Kiritimati", "2026-11-23"), ("Etc/GMT+12", "2026-11-22"), ("UTC", "2026-11-22")],
)
def test_today_is_the_teams_today(timezone: str, today: str) -> None:
    late = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
    assert read("today", calendar(late, timezone)) == today


def test_a_series_may_be_called_anything() -> None:
    names = {"friday": date(2026, 12, 3), "ops-2d": date(2026, 12, 4), "rückschau": SUNDAY.date()}
    within = calendar(series=names)
    assert read("@friday", within) == "2026-12-03"
    assert read("@ops-2d", within) == "2026-12-04"
    assert read("next Ru\u0308ckschau", within) == "2026-11-22"


def test_month_steps_keep_the_day_where_there_is_one() -> None:
    start = date(2027, 1, 31)
    for months in range(1, 25):
        due = parse_due(f"2027-01-31+{months}mo", CALENDAR)
        assert due is not None
        assert due.date.day == min(31, _last_day(start, months))


def _last_day(start: date, months: int) -> int:
    year, month = divmod(start.month - 1 + months + 1, 12)
    return (date(start.year + year, month + 1, 1) - timedelta(days=1)).day


def test_an_unknown_zone_in_the_settings_is_refused_by_name() -> None:
    for name in ("Europe/Berlinn", "../../etc/passwd", "", "America"):
        with pytest.raises(UsageError, match="no such time zone"):
            zone_named(name)
    with pytest.raises(UsageError, match="no such time zone"):
        read("fri", calendar(timezone="Mars/Base"))


def test_equal_moments_are_equal_dues() -> None:
    assert parse_due("fri 17:00", CALENDAR) == parse_due("2026-11-27T17:00+01:00", CALENDAR)
    assert parse_due("fri", CALENDAR) == Due(date(2026, 11, 27))


def test_everyday_phrases_do_not_load_dateutil() -> None:
    program = """
import sys
from datetime import datetime, UTC
from retrotui.core.dates import Calendar, describe, parse_due, short_date
calendar = Calendar(datetime(2026, 11, 22, 10, tzinfo=UTC), "Europe/Berlin")
for phrase in ("fri", "3d", "in 2 weeks", "2026-12-01", "2026-W49", "eom", "next quarter", "15th",
               "Dec 1st", "fri+1w", "tomorrow 5pm", "q1"):
    due = parse_due(phrase, calendar)
    describe(due, calendar), short_date(due, calendar)
print(sorted(name for name in sys.modules if name.startswith(("dateutil", "difflib"))))
parse_due("+1mo", calendar)
print("dateutil" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n")[:2] == ["[]", "True"]
