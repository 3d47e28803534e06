"""Refusals name the thing and what is allowed instead."""

from collections.abc import Callable
from typing import Any

import pytest

from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.timeline import rules
from tests.support.meeting_clock import MeetingRun


def refused(run: MeetingRun, rule: Callable[..., Any], *args: Any) -> ForbiddenMoveError:
    with pytest.raises(ForbiddenMoveError) as caught:
        rule(run.line, run.ids.new, run.clock.now(), *args)
    return caught.value


def started(*minutes: float | None) -> MeetingRun:
    return MeetingRun(*minutes).do(rules.begin)


def test_more_than_the_source_has_left_is_refused_with_its_remainder() -> None:
    error = refused(started(10, 5, 3), rules.borrow, "c", 300)
    assert "“Item C” has 3:00 left, not 5:00" in error.message
    assert error.hint == "can lend: “Item B” 5:00, “Item C” 3:00"


def test_only_what_an_interrupted_item_has_left_can_be_borrowed() -> None:
    run = started(10, 5).do(rules.advance, after=10).do(rules.go_back, after=200)
    assert "“Item B” has 1:40 left" in refused(run, rules.borrow, "b", 101).message
    assert run.do(rules.borrow, "b", 100)["b"].left == 0


def test_the_past_the_running_and_the_open_ended_lend_nothing() -> None:
    run = started(1, 2, None, 4, 5).do(rules.advance).do(rules.skip, "d")
    assert "“Item A” is done" in refused(run, rules.borrow, "a", 1).message
    assert "“Item B” is running" in refused(run, rules.borrow, "b", 1).message
    assert "“Item C” is open-ended" in refused(run, rules.borrow, "c", 1).message
    assert "“Item D” is skipped" in refused(run, rules.borrow, "d", 1).message
    assert [item.id for item in rules.lenders(run.line)] == ["e"]


def test_an_open_ended_item_needs_no_more_time() -> None:
    run = started(None, 5)
    assert "“Item A” is open-ended" in refused(run, rules.borrow, "b", 60).message
    assert "“Item A” is open-ended" in refused(run, rules.extend, 60).message


def test_a_timebox_can_be_shortened_to_nothing_but_not_below() -> None:
    run = started(1)
    assert "only 1:00" in refused(run, rules.extend, -61).message
    assert run.do(rules.extend, -60).line.remaining == 0


@pytest.mark.parametrize("seconds", [0, float("nan"), float("inf"), float("-inf")])
def test_seconds_must_be_a_number_worth_something(seconds: float) -> None:
    run = started(10, 5)
    for rule, args in ((rules.extend, (seconds,)), (rules.borrow, ("b", seconds))):
        with pytest.raises(UsageError):
            rule(run.line, run.ids.new, run.clock.now(), *args)


def test_refusals_list_what_is_allowed() -> None:
    assert refused(MeetingRun(5), rules.advance).message.endswith("begun; allowed now: begin")
    run = started(5)
    message = refused(run, rules.advance).message
    assert message.endswith("allowed now: skip, pause, extend, end")
    assert "the clock is running" in refused(run, rules.resume).message
    run.do(rules.pause)
    message = refused(run, rules.pause).message
    assert message.endswith("the clock is paused; allowed now: skip, resume, extend, end")
    assert refused(run, rules.leave_out, run.clock.now()).message.startswith("the clock is paused")
    run.do(rules.end)
    assert refused(run, rules.end).message.endswith("has ended; allowed now: go to")
    assert "adding an agenda item" in refused(MeetingRun(), rules.begin).message


def test_the_first_item_has_nothing_before_it() -> None:
    assert "no earlier agenda item" in refused(started(5, 5), rules.go_back).message


def test_an_item_that_is_not_on_the_agenda_is_not_found_and_the_others_are_named() -> None:
    run = started(5, 5)
    for rule, args in ((rules.go_to, ("x",)), (rules.skip, ("x",)), (rules.borrow, ("x", 5))):
        with pytest.raises(NotFoundError) as caught:
            rule(run.line, run.ids.new, run.clock.now(), *args)
        assert "“Item A”, “Item B”" in (caught.value.hint or "")


def test_a_long_or_many_line_title_does_not_flood_the_refusal() -> None:
    run = MeetingRun(5)
    run.items = [type(run.items[0])("a", "[/]\n" * 500, "talk", 5, "i")]
    message = refused(run.do(rules.begin), rules.go_to, "a").message
    assert "\n" not in message
    assert len(message) < 200


def test_starting_an_item_ends_a_pause() -> None:
    run = started(5, 5).do(rules.pause).do(rules.advance)
    assert not run.line.paused


def test_ids_made_within_one_millisecond_keep_a_pair_of_moves_in_order() -> None:
    run = started(5, 5).wait(60)
    falling = iter(["7" * 26, "6" * 26])
    moves = rules.leave_out(run.line, falling.__next__, run.clock.now(), run.moves[0].at)
    assert [move.kind for move in sorted(moves, key=lambda each: each.id)] == ["pause", "resume"]


def test_no_time_to_leave_out_is_refused() -> None:
    run = started(5)
    with pytest.raises(UsageError, match="no time"):
        rules.leave_out(run.line, run.ids.new, run.clock.now(), run.clock.now().plus(5))
