"""Goals: how readings make a standing, by the rule people are shown, and what may be done."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import goals
from retrotui.core.changes import Exclude, Include, Put, Scope
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.goal_standing import (
    FAR_BEHIND,
    LEVELS,
    Judgement,
    Standing,
    judge,
    levels,
    series,
    sparkline,
    trend,
)
from retrotui.core.goals import GoalDraft, GoalEdit
from retrotui.core.records.goals import Direction, Goal, GoalStatus, Reading

MADE = date(2026, 10, 1)
TODAY = date(2026, 11, 20)
"""Half of the time from MADE to the due date."""
GOAL = Goal("g", "Active teams", unit="%", baseline=20, target=60, due="2027-01-09")


def reading(value: float, day: str = "2026-11-20", **more: str) -> Reading:
    return Reading(more.pop("id", f"r{day}{value}"), "g", value, day, **more)


def judged(goal: Goal, *values: float, today: date = TODAY) -> Judgement:
    readings = [reading(each, f"2026-11-{place:02}") for place, each in enumerate(values, 1)]
    return judge(goal, readings, today, MADE)


@pytest.mark.parametrize(
    ("value", "standing"),
    [(60, "met"), (75, "met"), (40, "on"), (36, "on"), (35.9, "at_risk"), (28, "at_risk"),
     (27.9, "off"), (20, "off"), (5, "off")],
)  # fmt: skip
def test_standing_compares_the_way_with_the_time_that_is_gone(value: float, standing: str) -> None:
    found = judged(GOAL, value)
    assert found.time_gone == 0.5
    assert found.standing == standing


@pytest.mark.parametrize(
    ("value", "standing"), [(350, "met"), (600, "on"), (900, "off"), (1000, "off")]
)
def test_down_is_better_where_the_target_is_below(value: float, standing: str) -> None:
    goal = replace(GOAL, baseline=900, target=350, direction=Direction.DOWN)
    assert judged(goal, value).standing == standing


def test_the_last_day_still_counts_and_the_day_after_does_not() -> None:
    nearly = judged(GOAL, 58, today=date(2027, 1, 9))
    assert nearly.standing is Standing.ON
    assert judged(GOAL, 58, today=date(2027, 1, 10)).standing is Standing.OFF
    assert judged(GOAL, 60, today=date(2027, 6, 1)).standing is Standing.MET


def test_nothing_to_compare_is_no_reading() -> None:
    assert judged(GOAL).standing is Standing.NO_READING
    assert judged(replace(GOAL, target=None), 41).standing is Standing.NO_READING


@pytest.mark.parametrize(("value", "standing"), [(21, "on"), (20, "at_risk"), (19, "off")])
def test_without_a_date_only_the_direction_counts(value: float, standing: str) -> None:
    assert judged(replace(GOAL, due=None), value).standing == standing


def test_without_a_baseline_the_way_begins_at_the_first_reading() -> None:
    goal = replace(GOAL, baseline=None)
    assert judged(goal, 30, 45).progress == 0.5
    assert judged(goal, 30).progress == 0


def test_what_is_to_be_held_is_met_or_off() -> None:
    held = replace(GOAL, baseline=2, target=2, direction=Direction.DOWN)
    assert judged(held, 2).standing is Standing.MET
    assert judged(held, 3).standing is Standing.OFF


def test_the_reason_is_said_in_words() -> None:
    assert judged(GOAL, 30).reason == "25% of the way, 50% of the time"
    assert judged(replace(GOAL, due=None), 30).reason == "25% of the way"
    assert judged(GOAL).reason == ""


def test_of_one_day_the_last_reading_entered_counts() -> None:
    both = (
        reading(41, updated="2026-11-20T10:00:00Z", id="b"),
        reading(42, updated="2026-11-20T11:00:00Z", id="a"),
        reading(30, "2026-11-01"),
        Reading("x", "other", 99, "2026-11-21"),
        reading(77, "not a day"),
    )
    assert [each.value for each in series("g", both)] == [30, 42]
    assert [each.value for each in series("g", reversed(both))] == [30, 42]


finite = st.floats(-1e15, 1e15)


goals_of_any_kind = st.builds(
    lambda baseline, target, due, way: replace(
        GOAL, baseline=baseline, target=target, due=due.isoformat(), direction=way
    ),
    finite,
    finite,
    st.dates(),
    st.sampled_from(list(Direction)),
)


@given(goals_of_any_kind, finite, st.dates())
def test_any_goal_stands_somewhere(goal: Goal, value: float, today: date) -> None:
    found = judge(goal, [reading(value)], today, MADE)
    assert goal.target is not None
    up = goal.direction is Direction.UP
    met = value >= goal.target - 1e-9 if up else value <= goal.target + 1e-9
    assert (found.standing is Standing.MET) == met
    if found.standing is Standing.ON:
        assert found.progress is not None
        assert found.time_gone is not None
        assert found.progress >= found.time_gone - FAR_BEHIND


@given(st.floats(20, 60), st.floats(20, 60), st.dates(MADE, date(2027, 3, 1)))
def test_further_is_never_worse(one: float, other: float, today: date) -> None:
    order = [Standing.OFF, Standing.AT_RISK, Standing.ON, Standing.MET]
    low, high = sorted((one, other))
    found = [order.index(judged(GOAL, each, today=today).standing) for each in (low, high)]
    assert found == sorted(found)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=30))
def test_levels_keep_the_order_of_the_values(values: list[float]) -> None:
    found = levels(values)
    assert len(found) == len(values)
    assert all(0 <= each < LEVELS for each in found)
    for index, one in enumerate(values):
        for place, other in enumerate(values):
            assert not (one < other and found[index] > found[place])
    if len(set(values)) > 1:
        assert (min(found), max(found)) == (0, LEVELS - 1)


def test_a_sparkline_has_its_words() -> None:
    readings = [reading(each, f"2026-11-{each - 19:02}") for each in (20, 24, 41)]
    assert sparkline(readings) == "▁▂█"
    assert sparkline(readings, 2) == "▁█"
    assert trend(readings, "%") == "20% to 41% in 3 readings, rising"
    assert trend(readings[:1], "%") == "20%, one reading"
    assert trend(()) == "no reading"


def test_the_direction_follows_from_where_to_where() -> None:
    (put,) = goals.add("g", GoalDraft("Fast pages", 350, baseline=900))
    assert isinstance(put, Put)
    assert put.fields["direction"] == "down"
    with pytest.raises(UsageError, match="900 to 350 does not go up") as refused:
        goals.add("g", GoalDraft("Fast pages", 350, baseline=900, direction=Direction.UP))
    assert "down" in (refused.value.hint or "")
    (turned,) = goals.edit(GOAL, GoalEdit(target=10))
    assert isinstance(turned, Put)
    assert turned.fields == {"target": 10, "direction": "down"}


@pytest.mark.parametrize(
    ("draft", "said"),
    [(GoalDraft("", 1), "the title is empty"), (GoalDraft("x", None), "needs a target"),
     (GoalDraft("x", 1, unit="u" * 25), "the unit has 25"),
     (GoalDraft("x", 1, begins=TODAY, due=TODAY), "not after it begins")],
)  # fmt: skip
def test_a_goal_that_cannot_be_kept_is_refused(draft: GoalDraft, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        goals.add("g", draft)


def test_an_edit_writes_what_changed_and_nothing_else() -> None:
    goal = replace(GOAL, owners=("ana", "bo"))
    assert goals.edit(goal, GoalEdit(title=goal.title, unit="%", metric="", target=60)) == ()
    changes = goals.edit(goal, GoalEdit(due=None, owners=("bo", "cy")))
    assert changes == (
        Put("goals", "g", {"due": None}),
        Exclude("goals", "g", "owners", ("ana",)),
        Include("goals", "g", "owners", ("cy",)),
    )


def test_a_reading_of_a_day_has_one_place_in_every_clone() -> None:
    (one,) = goals.read(GOAL, 41, TODAY, today=TODAY)
    (two,) = goals.read(GOAL, 42, TODAY, today=TODAY)
    assert one.id == two.id
    (private,) = goals.read(GOAL, 43, TODAY, today=TODAY, private=True)
    assert isinstance(private, Put)
    assert private.id != one.id
    assert private.scope is Scope.PRIVATE
    same = reading(41)
    assert goals.read(GOAL, 41, TODAY, today=TODAY, existing=same) == ()
    assert goals.read(GOAL, 41, TODAY, today=TODAY, existing=same, meeting="m") != ()
    with pytest.raises(UsageError, match="still to come"):
        goals.read(GOAL, 41, date(2026, 11, 21), today=TODAY)


def test_closing_is_said_once_and_reopening_takes_it_back() -> None:
    met = replace(GOAL, status=GoalStatus.MET)
    assert goals.meet(met, "now") == ()
    for move in (
        lambda: goals.miss(met, "now"),
        lambda: goals.drop(met, "now", "no"),
        lambda: goals.read(met, 1, TODAY, today=TODAY),
    ):
        with pytest.raises(ForbiddenMoveError, match=r"is met.*possible: reopen"):
            move()
    with pytest.raises(UsageError, match="the reason"):
        goals.drop(GOAL, "now", " ")
    dropped = replace(GOAL, status=GoalStatus.DROPPED, why="old")
    assert goals.drop(dropped, "now", "old") == ()
    assert goals.drop(dropped, "now", "new") == (Put("goals", "g", {"why": "new"}),)
    assert goals.reopen(dropped) == (
        Put("goals", "g", {"status": "open", "why": None, "closed": None}),
    )
    assert goals.reopen(GOAL) == ()
