"""Moments: the boot clock within one boot, wall time between boots, nothing forged believed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.instants import (
    Instant,
    instant_from_json,
    local_date,
    local_moment,
    parse_rfc3339,
    rfc3339,
    seconds_between,
)

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["utc", "boot", "boot_id", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def test_a_wall_clock_set_back_does_not_change_elapsed_time_within_a_boot() -> None:
    start = Instant(NINE, "b", 100.0)
    end = Instant(NINE - timedelta(hours=1), "b", 160.0)
    assert seconds_between(start, end) == 60


def test_between_boots_the_wall_clock_serves_and_never_runs_backwards() -> None:
    start = Instant(NINE, "b", 100.0)
    assert seconds_between(start, Instant(NINE + timedelta(seconds=90), "c", 5.0)) == 90
    assert seconds_between(start, Instant(NINE - timedelta(seconds=90), "c", 5.0)) == 0


@given(
    st.datetimes(timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    st.none() | st.floats(0, 1e9),
)
def test_an_instant_survives_its_record(moment: datetime, boot: float | None) -> None:
    made = Instant(moment, "b" if boot is not None else None, boot)
    assert instant_from_json(made.to_json()) == made


@given(json_values)
def test_nothing_forged_crashes_the_reader(value: object) -> None:
    read = instant_from_json(value)
    assert read is None or read.utc.tzinfo is UTC


def test_a_giant_boot_reading_counts_as_none() -> None:
    read = instant_from_json({"utc": "2026-11-22T09:00:00Z", "boot": 10**400, "boot_id": "b"})
    assert read == Instant(NINE)


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22T09:00:00", "x", "", "9" * 50, None, 5])
def test_only_a_moment_with_an_offset_is_a_moment(text: object) -> None:
    assert parse_rfc3339(text) is None


def test_moments_are_written_in_utc() -> None:
    assert rfc3339(datetime.fromisoformat("2026-11-22T10:00:00+01:00")) == "2026-11-22T09:00:00Z"


@pytest.mark.parametrize(
    ("stamp", "zone", "day"),
    [
        ("2026-11-21T23:30:00Z", "Europe/Berlin", date(2026, 11, 22)),
        ("2026-11-21T22:59:59Z", "Europe/Berlin", date(2026, 11, 21)),
        ("2026-07-21T22:30:00Z", "Europe/Berlin", date(2026, 7, 22)),
        ("2026-11-22T07:59:59Z", "America/Los_Angeles", date(2026, 11, 21)),
        ("2026-11-22T08:00:00Z", "America/Los_Angeles", date(2026, 11, 22)),
        ("2026-11-22T01:00:00+02:00", "UTC", date(2026, 11, 21)),
        ("9999-12-31T23:30:00Z", "Europe/Berlin", None),
        ("2026-11-22", "Europe/Berlin", None),
        (None, "Europe/Berlin", None),
    ],
)
def test_a_moment_has_its_day_in_the_zone(stamp: object, zone: str, day: date | None) -> None:
    assert local_date(stamp, ZoneInfo(zone)) == day


@given(
    st.datetimes(timezones=st.just(UTC)) | st.text(max_size=30),
    st.sampled_from(["Asia/Tokyo", "UTC", "America/Los_Angeles"]),
)
def test_any_stored_text_has_a_day_or_none(value: object, zone: str) -> None:
    stamp = rfc3339(value) if isinstance(value, datetime) else value
    local = local_moment(stamp, ZoneInfo(zone))
    assert local_date(stamp, ZoneInfo(zone)) == (None if local is None else local.date())
    assert local is None or local == parse_rfc3339(stamp)
