"""The real clock and real chance."""

import pytest

from retrotui.core.errors import UsageError
from retrotui.core.ids import is_id
from retrotui.core.instants import rfc3339, seconds_between
from retrotui.store.system import SystemClock, SystemIds, boot_id


def test_a_told_time_starts_there_and_runs_on() -> None:
    clock = SystemClock({"RETROTUI_NOW": "2026-11-22T10:00:00+01:00"})
    first, second = clock.now(), clock.now()
    assert rfc3339(first.utc).startswith("2026-11-22T09:00:00")
    assert first.boot_id is None
    assert second.utc >= first.utc


def test_the_real_clock_counts_within_a_boot() -> None:
    clock = SystemClock({})
    first, second = clock.now(), clock.now()
    assert first.boot_id == boot_id()
    assert first.boot is not None
    assert 0 <= seconds_between(first, second) < 60


@pytest.mark.parametrize("told", ["now", "2026-11-22", "2026-11-22T10:00:00", "\x1b[31m"])
def test_a_bad_time_is_refused_by_name(told: str) -> None:
    with pytest.raises(UsageError, match="RETROTUI_NOW") as refused:
        SystemClock({"RETROTUI_NOW": told})
    assert "\x1b" not in refused.value.message


def test_ids_are_fresh_and_order_is_fair() -> None:
    ids = SystemIds()
    made = {ids.new() for _ in range(200)}
    assert len(made) == 200
    assert all(is_id(each) for each in made)
    things = list(range(50))
    assert sorted(ids.shuffled(things)) == things
    assert any(ids.shuffled(things) != things for _ in range(5))
