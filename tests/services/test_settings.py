"""Settings travel in the store; a calendar follows from them."""

from datetime import UTC, date, datetime

import pytest

from retrotui.core.changes import Put
from retrotui.core.errors import UsageError
from retrotui.core.records.people import setting_id
from retrotui.core.settings import TeamSettings
from retrotui.services import settings
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    clock, ids = FakeClock(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by="Ana")


def test_a_new_store_has_the_defaults(desk: Desk) -> None:
    assert settings.read_settings(desk.repo) == TeamSettings()


def test_what_is_set_is_read_back_and_setting_it_again_is_nothing_to_do(desk: Desk) -> None:
    assert settings.set_setting(desk, "Timezone", "Europe/Berlin").events
    assert settings.set_setting(desk, "timezone", "europe/berlin").events == ()
    settings.set_setting(desk, "holidays", "2026-12-25")
    settings.set_setting(desk, "holidays", "+2027-01-01")
    assert settings.value(desk.repo, "holidays") == "2026-12-25,2027-01-01"
    settings.set_setting(desk, "date_order", "dmy")
    assert settings.read_settings(desk.repo).date_order == "dmy"
    settings.set_setting(desk, "date_order", "ask")
    assert settings.read_settings(desk.repo).date_order is None


def test_an_unknown_setting_is_refused_and_writes_nothing(desk: Desk) -> None:
    with pytest.raises(UsageError):
        settings.set_setting(desk, "colour", "red")
    with pytest.raises(UsageError):
        settings.value(desk.repo, "colour")
    assert desk.repo.all("settings") == {}


def test_the_calendar_has_the_teams_day(desk: Desk) -> None:
    assert settings.calendar(desk).today == date(2026, 11, 22)
    settings.set_setting(desk, "timezone", "Europe/Berlin")
    settings.set_setting(desk, "holidays", "2026-12-25")
    settings.set_setting(desk, "fiscal_year_start", "april")
    made = settings.calendar(desk)
    assert made.today == date(2026, 11, 23)
    assert made.holidays == {date(2026, 12, 25)}
    assert made.fiscal_year_start == 4


def test_rubbish_in_the_log_counts_as_not_set(desk: Desk) -> None:
    for key, value in (("timezone", "Mars/Phobos"), ("dissent_due_days", 7), ("new", "x")):
        desk.commit([Put("settings", setting_id(key), {"key": key, "value": value})])
    # A record under another id would make it a matter of luck which one counts.
    desk.commit([Put("settings", desk.ids.new(), {"key": "team", "value": "Forged"})])
    assert settings.read_settings(desk.repo) == TeamSettings()
