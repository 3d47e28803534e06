"""Five-finger checks: counts, what follows from them, and forged ballots that do no harm."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import fingers
from retrotui.core.errors import UsageError
from retrotui.core.records.cards import Ballot

ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)


def ballot(counts: dict[str, Any], sort: str = "fingers-1", item: str = "i") -> Ballot:
    return Ballot(sort, "m", item, sort, counts, title="Sure?")


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40))
def test_counting_keeps_the_mean_and_forgets_the_order(scores: list[int]) -> None:
    counted = fingers.count(scores)
    assert counted == fingers.count(sorted(scores))
    found = fingers.read(ballot(counted))
    assert found is not None
    assert found.voters == len(scores)
    assert found.average == pytest.approx(sum(scores) / len(scores))
    assert found.low == sum(each <= 2 for each in scores)
    assert bool(found.word) == any(each <= 2 for each in scores)


@given(st.dictionaries(st.sampled_from("0123456") | st.text(max_size=3), ANY, max_size=6))
def test_a_forged_ballot_is_read_without_harm(counts: dict[str, Any]) -> None:
    found = fingers.read(ballot(counts))
    assert found is None or 0 <= found.average <= 5


def test_what_is_not_on_the_scale_is_refused() -> None:
    for score in (-1, 6):
        with pytest.raises(UsageError, match="not on the scale"):
            fingers.require_fingers(score)


def test_checks_of_an_item_are_numbered_and_come_in_their_order() -> None:
    made = [ballot({"5": 1}, f"fingers-{number}") for number in (10, 2, 1)]
    others = [ballot({"5": 1}, "roti"), ballot({"5": 1}, "fingers-x"), ballot({"5": 1}, item="j")]
    assert fingers.next_sort(made) == "fingers-11"
    assert fingers.next_sort([others[0], others[1]]) == "fingers-1"
    assert len(fingers.of_item([*made, others[0], others[2]], "i")) == 3
    assert not fingers.is_fingers(others[0])


def test_in_words() -> None:
    found = fingers.Fingers("Sure?", (0, 1, 0, 0, 3, 1))
    assert fingers.words(found) == "3.6 of 5 (1× 1, 3× 4, 1× 5); 1 at 2 or fewer: ask them first"
