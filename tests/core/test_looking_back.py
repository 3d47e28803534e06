"""Phrases for the past: a weekday is the last one, a far day ahead is refused."""

from datetime import date, timedelta

import pytest

from retrotui.core.dates.looking_back import looking_back
from retrotui.core.errors import UsageError

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("ahead", range(1, 8))
def test_a_day_of_next_week_is_the_one_before(ahead: int) -> None:
    found = looking_back(MONDAY + timedelta(days=ahead), MONDAY)
    assert found <= MONDAY
    assert found.weekday() == (MONDAY + timedelta(days=ahead)).weekday()


def test_what_is_past_stays_and_what_is_far_ahead_is_refused() -> None:
    assert looking_back(date(2026, 1, 1), MONDAY) == date(2026, 1, 1)
    with pytest.raises(UsageError, match="still to come"):
        looking_back(MONDAY + timedelta(days=8), MONDAY)
