"""The date in a capture line, and what somebody is told who forgot the quotes."""

from datetime import UTC, datetime

import pytest

from retrotui.core.capture import read_capture
from retrotui.core.capture_dates import captured_due
from retrotui.core.dates import Calendar
from retrotui.core.errors import AmbiguousDateError, UsageError

CALENDAR = Calendar(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "UTC")


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Ship", None),
        ("Ship due:none", None),
        ("Ship due:fri or so", "2026-11-27"),
        ('Ship due:"end of month" @bo', "2026-11-30"),
    ],
)
def test_a_date_is_read(line: str, due: str | None) -> None:
    read = captured_due(read_capture(line), CALENDAR)
    assert (read.text if read else None) == due


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Ship due:end of month", 'due:"end of month"'),
        ("Ship due:in 2 weeks, all of it", 'due:"in 2 weeks"'),
        ("Ship due:1 dec #ops for sure", 'due:"1 dec"'),
        ("due:in 3 days @bo ship", 'due:"in 3 days"'),
        ("Ship due:tomrow please", 'due:"in 2 weeks"'),
    ],
)
def test_words_behind_a_bare_due_are_offered_in_quotes(line: str, form: str) -> None:
    with pytest.raises(UsageError) as refused:
        captured_due(read_capture(line), CALENDAR)
    assert (refused.value.hint or "").endswith(form)


def test_two_readings_are_named_in_the_form_to_type() -> None:
    with pytest.raises(AmbiguousDateError) as refused:
        captured_due(read_capture("Ship due:next friday"), CALENDAR)
    assert "due:2026-11-27 or due:2026-12-04" in (refused.value.hint or "")


def test_without_more_words_quotes_are_not_the_matter() -> None:
    for line in ("Ship due:zonk", 'Ship due:"zonk bonk"', "Ship due:zonk @bo", "due:zonk, ship"):
        with pytest.raises(UsageError) as refused:
            captured_due(read_capture(line), CALENDAR)
        assert "quotes" not in (refused.value.hint or ""), line
