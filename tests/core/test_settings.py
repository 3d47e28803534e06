"""What a team may set, how it is typed, and that rubbish in the log never hurts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.changes import Put
from retrotui.core.errors import UsageError
from retrotui.core.records.people import setting_id
from retrotui.core.settings import (
    KEY_OF,
    Key,
    TeamSettings,
    as_text,
    key_named,
    plan_set,
    settings_from,
)

DEFAULTS = TeamSettings()


def stored(key: str, value: str, settings: TeamSettings = DEFAULTS) -> str:
    (change,) = plan_set(settings, key, value)
    assert isinstance(change, Put)
    assert change.id == setting_id(change.fields["key"])
    return str(change.fields["value"])


def test_the_ids_written_down_are_those_that_clones_work_out() -> None:
    assert {setting_id(key): key for key in Key} == KEY_OF


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("team", " Blue\x1b[2J  team ", "Blue[2J team"),
        ("timezone", "Europe/Berlin", "Europe/Berlin"),
        ("timezone", "europe/berlin", "Europe/Berlin"),
        ("date_order", "DMY", "dmy"),
        ("date-order", "ask", "ask"),
        ("fiscal_year_start", "April", "4"),
        ("fiscal_year_start", "apr", "4"),
        ("fiscal_year_start", "12", "12"),
        ("holidays", "2027-01-01, 2026-12-25,2026-12-25", "2026-12-25,2027-01-01"),
        ("holidays", "", ""),
        ("dissent_due_days", "365", "365"),
    ],
)
def test_a_value_is_kept_in_its_one_spelling(key: str, typed: str, kept: str) -> None:
    assert stored(key, typed) == kept


@pytest.mark.parametrize(
    ("key", "typed", "hint"),
    [
        ("team", "", "character"),
        ("team", "x" * 121, "120"),
        ("timezone", "Europe/Berlyn", "Europe/Berlin"),
        ("timezone", "../../etc/passwd", "Europe"),
        ("timezone", "America", ""),
        ("date_order", "ymd", "dmy"),
        ("fiscal_year_start", "13", "1 to 12"),
        ("fiscal_year_start", "0", "1 to 12"),
        ("fiscal_year_start", "j", "april"),
        ("holidays", "christmas", "2026-12-25"),
        ("holidays", "20261225", "2026-12-25"),
        ("holidays", "2026-02-30", "2026-12-25"),
        ("dissent_due_days", "0", "1 to 365"),
        ("dissent_due_days", "366", "1 to 365"),
        ("dissent_due_days", "²", "1 to 365"),
        ("dissent_due_days", "9" * 5000, "1 to 365"),
    ],
)
def test_a_wrong_value_is_refused_with_a_right_one(key: str, typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        plan_set(DEFAULTS, key, typed)
    assert hint in (refused.value.hint or "")


def test_signed_holidays_change_the_list_and_plain_ones_replace_it() -> None:
    settings = TeamSettings(holidays=(date(2026, 12, 25), date(2026, 12, 26)))
    assert stored("holidays", "+2026-12-24,-2026-12-26", settings) == "2026-12-24,2026-12-25"
    assert stored("holidays", "2027-01-01", settings) == "2027-01-01"
    assert stored("holidays", "-2027-01-01", settings) == "2026-12-25,2026-12-26"


def test_an_unknown_key_names_the_nearest_or_all() -> None:
    with pytest.raises(UsageError) as refused:
        plan_set(DEFAULTS, "time_zone", "UTC")
    assert refused.value.hint == "did you mean 'timezone'?"
    with pytest.raises(UsageError) as refused:
        key_named("qqq")
    assert "dissent_due_days" in (refused.value.hint or "")


def test_every_setting_survives_being_written_and_read() -> None:
    settings = TeamSettings(
        "Blue", "America/New_York", "mdy", 4, (date(2026, 12, 25), date(2027, 1, 1)), 21
    )
    assert settings_from({key.value: value for key, value in as_text(settings).items()}) == settings
    assert settings_from({key.value: value for key, value in as_text(DEFAULTS).items()}) == DEFAULTS


@given(st.dictionaries(st.sampled_from([key.value for key in Key]) | st.text(), st.text()))
def test_whatever_a_log_holds_the_settings_can_be_read_and_written_back(
    values: dict[str, str],
) -> None:
    settings = settings_from(values)
    assert 1 <= settings.fiscal_year_start <= 12
    assert 1 <= settings.dissent_due_days <= 365
    again = {key.value: value for key, value in as_text(settings).items()}
    assert settings_from(again) == settings
