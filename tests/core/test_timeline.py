"""What the clock says, as people meet it."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from retrotui.core.agenda import AgendaItem
from retrotui.core.instants import Instant
from retrotui.core.timeline import (
    ItemState,
    Move,
    MoveKind,
    gap_since,
    last_present,
    rules,
    seconds_on_clock,
    timeline,
)
from tests.support.fakes import START
from tests.support.meeting_clock import MeetingRun


def started(*minutes: float | None) -> MeetingRun:
    return MeetingRun(*minutes).do(rules.begin)


@pytest.mark.parametrize(
    ("after", "shown"),
    [(0, 600), (0.999, 600), (1, 599), (599.5, 1), (600, 0), (600.999, 0), (601, -1), (672, -72)],
)
def test_the_face_counts_down_and_turns_into_overtime(after: float, shown: int) -> None:
    assert seconds_on_clock(started(10).wait(after).line) == shown


def test_milliseconds_summed_over_many_pauses_do_not_show_a_second_too_many() -> None:
    run = started(10)
    for _ in range(100):
        run.do(rules.pause, after=0.1).do(rules.resume, after=0.7)
    assert seconds_on_clock(run.line) == 590


def test_an_open_ended_item_counts_up_and_nothing_running_shows_zero() -> None:
    assert seconds_on_clock(MeetingRun(None).line) == 0
    assert seconds_on_clock(started(None).wait(61.9).line) == 61
    assert started(None).line.remaining is None


def test_before_the_start_nothing_counts_and_the_forecast_is_the_whole_agenda() -> None:
    line = MeetingRun(10, None, 5).wait(3600).line
    assert (line.elapsed, line.paused_seconds, line.over_plan) == (0, 0, 0)
    assert line.ends_at == START + timedelta(seconds=3600 + 900)
    assert (line.running, line.next_item, line.previous_item) == (None, "a", None)


def test_a_timer_at_zero_forbids_nothing_and_counts_its_overtime() -> None:
    run = started(1, 5).wait(100)
    assert run["a"].overtime == 40
    assert run.line.remaining == -40
    assert run.line.over_plan == 40
    assert run.line.ends_at == START + timedelta(seconds=100 + 300)
    assert run.do(rules.advance).line.running == "b"


def test_an_extension_in_overtime_covers_the_overtime_first() -> None:
    run = started(10).wait(720).do(rules.extend, 300)
    assert run.line.remaining == 180
    assert run["a"].overtime == 0
    assert run.line.over_plan == 300


def test_pauses_delay_the_end_but_are_no_meeting_time() -> None:
    run = started(10, 5).do(rules.pause, after=60).wait(300)
    line = run.line
    assert line.paused
    assert (line.elapsed, line.paused_seconds, line.remaining) == (60, 300, 540)
    assert line.ends_at == START + timedelta(seconds=360 + 540 + 300)
    assert line.over_plan == 0


def test_borrowed_time_is_named_on_both_items_and_moves_no_end() -> None:
    run = started(10, 5, 8).wait(30)
    before = run.line.ends_at
    run.do(rules.borrow, "c", 120).do(rules.borrow, "c", 60)
    assert (run["a"].budget, run["a"].borrowed) == (780, (("c", 180),))
    assert (run["c"].budget, run["c"].lent) == (300, 180)
    assert run.line.ends_at == before


def test_going_back_resumes_an_items_clock_and_the_item_left_comes_again() -> None:
    run = started(10, 5, 5).do(rules.advance, after=60).do(rules.advance, after=30)
    run.do(rules.go_back, after=10).wait(20)
    assert (run.line.running, run["b"].spent, run["b"].state) == ("b", 50, ItemState.RUNNING)
    assert (run["c"].state, run["c"].spent) == (ItemState.PENDING, 10)
    run.do(rules.go_back).do(rules.advance)
    assert run.line.running == "c"
    assert run["b"].state is ItemState.DONE


def test_items_passed_over_are_offered_when_the_end_is_reached() -> None:
    run = started(5, 5, 5).do(rules.go_to, "c")
    assert run.line.next_item == "b"
    assert run.line.previous_item == "a"
    run.do(rules.advance)
    assert (run.line.running, run.line.next_item) == ("b", None)


def test_a_skipped_item_leaves_the_forecast_and_comes_back_when_started() -> None:
    run = started(10, 5, 5).do(rules.skip, "b")
    assert run.line.next_item == "c"
    assert run.line.ends_at == START + timedelta(minutes=15)
    assert run.line.over_plan == -300
    run.do(rules.skip, after=60)
    assert (run["a"].state, run["a"].spent, run.line.running) == (ItemState.SKIPPED, 60, "c")
    run.do(rules.go_back)
    assert (run.line.running, run["c"].state) == ("b", ItemState.PENDING)


def test_time_after_the_last_item_was_skipped_is_still_meeting_time() -> None:
    run = started(1).do(rules.skip, after=20).wait(15)
    line = run.line
    assert (line.running, line.elapsed, line.unassigned, line.previous_item) == (None, 35, 15, "a")


def test_an_ended_meeting_stands_still_and_going_to_an_item_reopens_it() -> None:
    run = started(5, 5).do(rules.end, after=60).wait(600)
    assert (run.line.elapsed, run.line.ends_at, run["a"].state) == (60, None, ItemState.DONE)
    assert run["b"].state is ItemState.PENDING
    assert run.line.over_plan == 60 - 600
    run.do(rules.go_to, "b").wait(10)
    assert (run.line.ended, run.line.elapsed, run.line.paused_seconds) == (None, 70, 600)
    run.do(rules.end).wait(50).do(rules.go_to, "a")
    assert (run.line.elapsed, run.line.paused_seconds) == (70, 650)


def test_a_dropped_item_keeps_its_time_in_the_meeting_and_its_clock_can_be_left() -> None:
    run = started(5, 5).do(rules.advance, after=60).wait(30)
    run.items = [each for each in run.items if each.id != "b"]
    line = run.line
    assert (line.running, line.elapsed, line.unassigned) == (None, 90, 30)
    assert line.previous_item == "a"
    assert run.do(rules.go_back).line.running == "a"


def test_items_added_and_moved_while_running_take_their_place() -> None:
    run = started(5, 5).wait(60)
    a, b = run.items
    run.items = [b, replace(a, order="z"), AgendaItem("n", "New", "talk", 2, b.order + "1")]
    assert [each.id for each in run.line.items] == ["b", "n", "a"]
    assert (run.line.running, run["a"].spent, run.line.next_item) == ("a", 60, "b")
    assert run.line.ends_at == START + timedelta(seconds=60 + 240 + 300 + 120)


def test_reopening_after_a_crash_reads_the_same_second() -> None:
    run = started(10).do(rules.pause, after=60).do(rules.resume, after=30).wait(100)
    before = run.line
    rebooted = Instant(run.clock.now().utc, "boot-2", 3.0)
    after = timeline(run.items, list(reversed(run.moves)), rebooted)
    assert after == before


def test_a_wall_clock_set_wrong_changes_nothing_within_one_boot() -> None:
    run = started(10).wait(60)
    run.clock.instant = run.clock.instant._replace(utc=START - timedelta(days=400))
    run.do(rules.pause, after=5)
    assert run.line.elapsed == 65


def test_a_clock_set_back_across_boots_stands_until_the_next_move_then_runs_on() -> None:
    run = started(10).wait(60)
    run.clock.instant = Instant(START - timedelta(hours=1), "boot-2", 3.0)
    assert run.line.elapsed == 0
    run.do(rules.pause).do(rules.resume).wait(30)
    assert run.line.elapsed == 30


def test_two_machines_with_different_wall_clocks_do_not_add_up_their_difference() -> None:
    ahead = timedelta(minutes=4)
    moves = []
    for number in range(10):
        kind = MoveKind.RESUME if number else MoveKind.START
        mine, seconds = number % 2 == 0, 60.0 * number
        wall = START + timedelta(seconds=seconds) + (timedelta() if mine else ahead)
        at = Instant(wall, "mine" if mine else "theirs", seconds + (0 if mine else 7777))
        moves.append(Move(f"{number:026}", kind, at, "a"))
    now = Instant(START + timedelta(seconds=1000), "mine", 1000.0)
    assert timeline(MeetingRun(30).items, moves, now).elapsed == 1000


def test_a_gap_that_is_left_out_is_off_the_clock_for_good() -> None:
    run = started(10).wait(60)
    seen = run.clock.now()
    run.clock.instant = Instant(seen.utc + timedelta(hours=2), "boot-2", 3.0)
    assert gap_since(run.moves, seen, run.clock.now()) == 7200
    run.do(rules.leave_out, seen).wait(30)
    assert (run.line.elapsed, run.line.paused_seconds, run.line.remaining) == (90, 7200, 510)
    assert gap_since(run.moves, seen, run.clock.now()) is None


def test_leaving_out_never_takes_time_that_a_later_move_proves_attended() -> None:
    run = started(10, 5)
    seen = run.clock.now()
    run.do(rules.advance, after=100).wait(500).do(rules.leave_out, seen)
    assert (run.line.elapsed, run.line.paused_seconds) == (100, 500)


@pytest.mark.parametrize("seconds", [0, 119.9])
def test_a_short_gap_is_not_asked_about(seconds: float) -> None:
    run = started(10)
    assert gap_since(run.moves, run.clock.now(), run.clock.now().plus(seconds)) is None


def test_no_gap_before_the_start_in_a_pause_or_after_the_end() -> None:
    run = MeetingRun(10)
    seen, much_later = run.clock.now(), run.clock.now().plus(9000)
    assert gap_since(run.moves, seen, much_later) is None
    run.do(rules.begin)
    assert gap_since(run.moves, seen, much_later) == 9000
    run.do(rules.pause, after=10)
    assert gap_since(run.moves, seen, much_later) is None
    run.do(rules.resume).do(rules.end)
    assert gap_since(run.moves, seen, much_later) is None


def test_undoing_a_move_is_dropping_its_record() -> None:
    run = started(10, 5).do(rules.pause, after=60).wait(40)
    del run.moves[-1]
    assert (run.line.paused, run.line.elapsed) == (False, 100)
    run.do(rules.borrow, "b", 60).do(rules.advance)
    del run.moves[-1]
    assert (run.line.running, run["a"].state) == ("a", ItemState.RUNNING)
    del run.moves[-1]
    assert (run["a"].budget, run["b"].budget) == (600, 300)


def test_without_a_boot_clock_leaving_out_counts_no_second_twice() -> None:
    run = MeetingRun(10, 5)
    run.clock.instant = Instant(START)
    seen = run.do(rules.begin).clock.now()
    run.do(rules.advance, after=100).wait(500).do(rules.leave_out, seen)
    assert (run.line.elapsed, run.line.paused_seconds) == (100, 500)


def test_a_pause_whose_start_was_undone_pauses_nothing() -> None:
    run = started(10).do(rules.pause, after=60)
    del run.moves[0]
    assert (run.line.paused, run.line.started) == (False, None)


def test_items_added_when_all_were_left_are_offered_from_where_the_meeting_is() -> None:
    run = started(5).do(rules.skip)
    a = run.items[0]
    run.items = [AgendaItem("m", "M", "talk", 1, "1"), a, AgendaItem("n", "N", "talk", 1, "z")]
    assert run.line.next_item == "n"


def test_between_items_going_back_leads_to_the_item_last_left() -> None:
    run = started(5, 5, 5).do(rules.skip, "b").do(rules.skip, "c").do(rules.skip)
    assert (run.line.running, run.line.previous_item) == (None, "a")


@pytest.mark.parametrize(
    ("seconds", "budget"),
    [(math.nan, 600), (math.inf, 600 + 1e8), (-math.inf, 0), (1e300, 600 + 1e8)],
)
def test_a_forged_extension_does_not_stop_the_clock(seconds: float, budget: float) -> None:
    run = started(10).wait(5)
    run.moves.append(Move(run.ids.new(), MoveKind.EXTEND, run.clock.now(), "a", seconds))
    assert run["a"].budget == budget
    assert seconds_on_clock(run.line) == budget - 5


def test_a_forged_boot_clock_reading_counts_for_a_bounded_time() -> None:
    run = started(10)
    run.moves.append(Move(run.ids.new(), MoveKind.PAUSE, Instant(START, "boot-1", float("inf"))))
    run.moves.append(Move(run.ids.new(), MoveKind.RESUME, Instant(START, "boot-1", 1e308)))
    assert run.line.elapsed < 1e9


def test_a_forecast_beyond_the_calendar_is_none() -> None:
    run = started(10)
    run.clock.instant = Instant(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))
    assert run.line.ends_at == datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    run.items = [*run.items, AgendaItem("b", "B", "talk", 2, "z")]
    assert run.line.ends_at is None


def test_work_and_a_screen_both_show_that_somebody_was_there() -> None:
    noon = Instant(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "boot", 100.0)
    stamp = Instant(noon.utc + timedelta(seconds=30))
    assert last_present(None, None) is None
    assert last_present(stamp, None) == stamp
    assert last_present(None, noon) == noon
    assert last_present(noon.plus(60), noon) == noon.plus(60)
    assert last_present(noon, noon.plus(60)) == noon.plus(60)
    assert last_present(Instant(noon.utc - timedelta(hours=2)), noon) == noon


def test_a_wall_clock_set_while_closed_changes_nothing_within_one_boot() -> None:
    noon = Instant(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "boot", 100.0)
    moves = [Move("1", MoveKind.START, noon.plus(-600), "a")]
    stamp = Instant(noon.utc + timedelta(seconds=5))
    seen = last_present(stamp, noon)
    assert seen == noon.plus(5)
    for wrong in (timedelta(hours=-3), timedelta(0), timedelta(hours=3)):
        now = noon.plus(305)._replace(utc=noon.utc + timedelta(seconds=305) + wrong)
        assert gap_since(moves, seen, now) == 300
