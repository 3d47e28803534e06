"""What is remembered of a zone never shows another day than the zone itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrotui.core.dates.calendar import Calendar, Steady
from retrotui.core.dates.zones import steady_at
from retrotui.store.steady import recall, remember

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))


@given(
    zone=st.sampled_from(ZONES),
    moment=MOMENTS,
    later=st.timedeltas(timedelta(hours=-3), timedelta(hours=30)),
)
@example("Europe/Berlin", datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), timedelta(hours=22))
@example("Pacific/Apia", datetime(2011, 12, 30, 9, 30, tzinfo=UTC), timedelta(hours=1))
def test_the_day_is_that_of_the_zone(zone: str, moment: datetime, later: timedelta) -> None:
    steady = steady_at(ZoneInfo(zone), moment)
    now = moment + later
    assert Calendar(now, zone, steady=steady).today == Calendar(now, zone).today
    other = Calendar(now, "Pacific/Kiritimati", steady=steady)
    assert other.today == Calendar(now, "Pacific/Kiritimati").today


def test_it_is_remembered_until_it_ends(tmp_path: Path) -> None:
    steady = steady_at(ZoneInfo("Europe/Berlin"), NOW)
    assert steady is not None
    assert steady.offset == timedelta(hours=1)
    assert recall(tmp_path, NOW) is None
    remember(tmp_path, steady)
    assert recall(tmp_path, NOW) == steady
    assert recall(tmp_path, steady.end) is None
    assert recall(tmp_path, steady.start - timedelta(seconds=1)) is None
    remember(tmp_path, Steady("UTC", NOW, NOW + timedelta(days=9), timedelta()))
    assert recall(tmp_path, NOW) is None


@pytest.mark.parametrize(
    "noted",
    ["", "{", "null", "[]", "[1,2,3,4]", '["UTC",0,1,"x"]', '["UTC",0,99999999999,0]',
     '["UTC",1795338000,1795345200,86400]', '["UTC",1795338000,1795345200,1e999]', '{"a":1}'],
)  # fmt: skip
def test_what_makes_no_sense_is_not_believed(tmp_path: Path, noted: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "zone.json").write_text(noted)
    assert recall(tmp_path, NOW) is None


def test_a_folder_that_refuses_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    remember(tmp_path, Steady("UTC", NOW, NOW + timedelta(hours=1), timedelta()))
    assert recall(tmp_path, NOW) is None
