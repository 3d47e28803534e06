"""The agenda's order survives adding, moving and two clones doing so at once."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.agenda import (
    AgendaItem,
    is_order,
    order_at,
    order_between,
    orders,
    sorted_agenda,
    total_minutes,
)
from retrotui.core.errors import UsageError


def item(id: str, order: str, minutes: float | None = 5, **more: Any) -> AgendaItem:  # noqa: A002 - the field
    return AgendaItem(id, id.title(), "talk", minutes, order, **more)


DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
PLACES = st.builds(str.__add__, st.text(DIGITS, max_size=6), st.sampled_from(DIGITS[1:]))


@given(PLACES, PLACES)
def test_between_two_places_there_is_always_a_third(one: str, other: str) -> None:
    low, high = min(one, other), max(one, other)
    if low == high:
        return
    made = order_between(low, high)
    assert low < made < high
    assert is_order(made)


@given(PLACES)
def test_there_is_always_a_place_before_the_first_and_after_the_last(place: str) -> None:
    first, last = order_between(None, place), order_between(place, None)
    assert first < place < last
    assert is_order(first)
    assert is_order(last)


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=120), st.integers(0, 12))
def test_any_number_of_items_can_be_put_anywhere_touching_only_their_own_record(
    spots: list[float], at_first: int
) -> None:
    agenda = [item(f"i{n}", place) for n, place in enumerate(orders(at_first))]
    expected = [each.id for each in agenda]
    for number, spot in enumerate(spots):
        index = round(spot * len(expected))
        agenda.append(item(f"n{number}", order_at(agenda, index)))
        expected.insert(index, f"n{number}")
    assert [each.id for each in sorted_agenda(agenda)] == expected


@pytest.mark.parametrize("index", [0, 1, 500])
def test_places_stay_short_where_people_really_add(index: int) -> None:
    agenda = [item(f"i{n}", place) for n, place in enumerate(orders(7))]
    for number in range(100):
        agenda.append(item(f"n{number:03}", order_at(agenda, index)))
    assert max(len(each.order) for each in agenda) <= 25


@pytest.mark.parametrize("count", [0, 1, 7, 17, 18, 40, 700])
def test_a_new_agenda_gets_rising_places(count: int) -> None:
    places = orders(count)
    assert len(set(places)) == count
    assert list(places) == sorted(places)
    assert all(map(is_order, places))


def test_moving_an_item_counts_its_place_among_the_others() -> None:
    agenda = [item("a", "1"), item("b", "2"), item("c", "3")]
    moved = order_at(agenda, 2, moved="a")
    after = sorted_agenda([item("a", moved), *agenda[1:]])
    assert [each.id for each in after] == ["b", "c", "a"]


def test_items_two_clones_put_at_one_spot_stay_in_a_fixed_order_and_can_be_followed() -> None:
    agenda = [item("b", "5"), item("a", "5"), item("c", "6")]
    assert [each.id for each in sorted_agenda(agenda)] == ["a", "b", "c"]
    assert "5" < order_at(agenda, 1) < "6"


def test_a_forged_place_does_not_keep_anyone_from_adding() -> None:
    agenda = [item("a", ""), item("b", "5"), item("c", "~~\x1b"), item("d", "50")]
    assert is_order(order_at(agenda, 99))
    assert is_order(order_at(agenda, 0))
    assert is_order(order_at(agenda, 2))


@pytest.mark.parametrize(
    ("before", "after"), [("b", "a"), ("a", "a"), ("A", None), ("", None), (None, "a0")]
)
def test_places_that_leave_no_room_are_refused(before: str | None, after: str | None) -> None:
    with pytest.raises(UsageError, match="place"):
        order_between(before, after)


def test_the_total_leaves_open_ended_and_impossible_timeboxes_out() -> None:
    agenda = [item("a", "1", 10), item("b", "2", None), item("c", "3", 2.5)]
    assert total_minutes(agenda) == pytest.approx(12.5)
    hostile = [item("d", "4", minutes) for minutes in (float("nan"), float("inf"), -3.0)]
    assert total_minutes([*agenda, *hostile]) == pytest.approx(12.5)
