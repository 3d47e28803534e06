"""What holds for every phrase, at every moment, in every zone."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.dates import (
    Calendar,
    Due,
    days_until,
    describe,
    is_overdue,
    parse_due,
    read_due,
    short_date,
)
from retrotui.core.errors import AmbiguousDateError, UsageError

WORDS = (
    "today tomorrow eow eom eoq eoy fri friday sun next this end of the in from now ago week month "
    "quarter year q1 q4 dec feb may 1st 15th 29 30 31 31st 1.12. 29.2. 12/1 1/12/2027 2026-12-01 "
    "20261201 2027-W53 2026-W49-2 2027-03-28 2027-10-31 + - +1w -1d +3660y 3d 0d 1mo 5bd 99999999d "
    "a two ten weeks days business at 17:00 02:30 5pm 13pm noon z +14:00 -12:00 +99:99 T "
    "europe/berlin america/new_york none @retro @ retro , / . 0000 9999 ٣d"
)
FRAGMENTS = st.sampled_from(WORDS.split())
GLUED = st.lists(st.tuples(FRAGMENTS, st.sampled_from(["", " ", " "])), max_size=6).map(
    lambda parts: "".join(fragment + space for fragment, space in parts)
)
NOUN = st.sampled_from(["fri", "eow", "eom", "15th", "31st", "1 dec", "q1", "feb", "2040-02-29"])
UNITS = st.sampled_from(["d", "w", "mo", "q", "y", "bd", " days", " workdays"])
SOUND = st.one_of(
    NOUN,
    st.builds("{}+{}{}".format, NOUN, st.integers(1, 400), UNITS),
    st.builds("in {}{}".format, st.integers(1, 400), UNITS),
    st.builds("{} {:02}:{:02}".format, NOUN, st.integers(0, 23), st.integers(0, 59)),
    st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
)
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12",
     "Australia/Lord_Howe", "Asia/Kathmandu"]
)  # fmt: skip
CALENDARS = st.builds(
    Calendar,
    now=st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)),
    timezone=ZONES,
    date_order=st.sampled_from([None, "dmy", "mdy"]),
    fiscal_year_start=st.integers(1, 12),
    holidays=st.frozensets(st.dates(date(2024, 1, 1), date(2033, 1, 1)), max_size=20),
    series=st.just({"retro": date(2033, 1, 1)}),
)


def read(phrase: str, calendar: Calendar, *, allow_past: bool = False) -> Due | UsageError | None:
    """The due, None for none, or the refusal; anything else that is raised fails the test."""
    try:
        return parse_due(phrase, calendar, allow_past=allow_past)
    except UsageError as refusal:
        return refusal


@settings(max_examples=300, deadline=None)
@given(st.one_of(GLUED, st.text(max_size=70)), CALENDARS, st.booleans())
def test_any_phrase_is_read_or_refused_in_words(
    phrase: str, calendar: Calendar, allow_past: bool
) -> None:
    due = read(phrase, calendar, allow_past=allow_past)
    if isinstance(due, UsageError):
        assert due.message.isprintable()
        assert due.hint
    elif due is not None:
        assert read_due(due.text) == due
        assert read(due.text, calendar, allow_past=True) == due
        assert allow_past or days_until(due, calendar) >= 0


@settings(max_examples=200, deadline=None)
@given(SOUND, CALENDARS)
def test_a_sound_phrase_is_a_day_from_today_on(phrase: str, calendar: Calendar) -> None:
    due = read(phrase, calendar)
    if isinstance(due, AmbiguousDateError):
        assert all(isinstance(read(each, calendar), Due) for each in due.candidates)
    elif isinstance(due, UsageError):
        assert "set forward" in due.message
    else:
        assert due is not None
        assert read_due(due.text) == due
        assert days_until(due, calendar) >= 0
        assert is_overdue(due, calendar) == (due.moment is not None and due.moment < calendar.now)


@settings(max_examples=150, deadline=None)
@given(st.dates(), CALENDARS)
def test_every_stored_day_can_be_shown(day: date, calendar: Calendar) -> None:
    due = read_due(day.isoformat())
    assert due is not None
    assert due.date == day
    assert str(day.year) in describe(due, calendar)
    assert is_overdue(due, calendar) == ("over" in short_date(due, calendar))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.datetimes().map(lambda moment: f"{moment}+01:00")))
def test_reading_the_store_never_fails(stored: str) -> None:
    due = read_due(stored)
    if due is not None:
        assert read_due(due.text) == due
        assert short_date(due, Calendar(datetime(2026, 11, 22, tzinfo=UTC), "Etc/GMT+12"))
