"""What rings: each mark once, never after a pause, a sleep or a return, and never a burst."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.attention import LONGEST_LOOK, Look, marks, passed, word

BUDGET = 600.0
STEPS = st.lists(st.floats(0, LONGEST_LOOK), max_size=400)


def rings(spent: list[float], budget: float = BUDGET) -> list[int]:
    looks = [Look("i", each, budget) for each in spent]
    found = (passed(one, two) for one, two in itertools.pairwise(looks))
    return [each for each in found if each]


@pytest.mark.parametrize(
    ("share", "mark"),
    [(0, 0), (0.799, 0), (0.8, 1), (0.999, 1), (1, 2), (1.199, 2), (1.2, 3), (1.4, 4), (3, 12)],
)
def test_marks_are_at_80_and_100_percent_and_every_20_after(share: float, mark: int) -> None:
    for budget in (60, 300, 600, 5400):
        assert marks(share * budget, budget) == mark


def test_no_timebox_has_no_marks() -> None:
    assert marks(100, 0) == 0
    assert marks(100, 1e-320) == 0


@given(st.floats(0, 700), STEPS)
def test_watched_every_mark_rings_once_and_in_order(start: float, steps: list[float]) -> None:
    spent = [start]
    for each in steps:
        spent.append(spent[-1] + each)
    first, last = marks(spent[0], BUDGET), marks(spent[-1], BUDGET)
    assert rings(spent) == list(range(first + 1, last + 1))


@given(st.floats(0, 2000), st.floats(LONGEST_LOOK, 1e6, exclude_min=True))
def test_who_comes_back_hears_nothing_of_what_passed(start: float, away: float) -> None:
    assert rings([start, start + away + 1e-6]) == []


@given(st.floats(0, 2000), st.integers(2, 50))
def test_a_clock_that_stands_never_rings(start: float, looks: int) -> None:
    assert rings([start] * looks) == []


@given(st.lists(st.floats(0, 2000), min_size=2, max_size=50))
def test_one_look_rings_at_most_once_whatever_the_clock_does(spent: list[float]) -> None:
    assert len(rings(spent)) <= len(spent) - 1
    assert rings(sorted(spent, reverse=True)) == []


def test_another_item_and_more_minutes_do_not_ring() -> None:
    assert passed(None, Look("i", 480, BUDGET)) == 0
    assert passed(Look("a", 479, BUDGET), Look("b", 480, BUDGET)) == 0
    assert passed(Look("i", 599, BUDGET), None) == 0
    assert passed(Look("i", 599, BUDGET), Look("i", 600, BUDGET + 600)) == 0
    assert passed(Look("i", 599, BUDGET + 600), Look("i", 599.5, BUDGET)) == 0


def test_in_words() -> None:
    assert [word(each) for each in range(5)] == ["", "ending", "over", "over 20 %", "over 40 %"]
