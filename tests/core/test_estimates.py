"""Estimates: counted without names, and their middle is the room's."""

from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import estimates as rules
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Ballot, Vote
from retrotui.core.records.expectations import Came, Expectation
from retrotui.core.records.meetings import Meeting

ONE = Expectation("e", "It rains", 0.7)


def votes(shares: list[int]) -> tuple[Vote, ...]:
    return tuple(Vote(str(n), "m", "i", "e", f"paper-{n}", each) for n, each in enumerate(shares))


def ballot(counts: dict[str, object]) -> Ballot:
    return Ballot("b", "m", "i", rules.sort_of("e"), counts, 1)


@given(st.lists(st.integers(1, 999), min_size=1, max_size=20))
def test_the_middle_is_what_everybody_said_in_order(shares: list[int]) -> None:
    told = rules.tell(ballot(dict(rules.count(votes(shares)))))
    assert told is not None
    assert told.number == len(shares)
    assert told.median == pytest.approx(median(shares) / 1000)
    assert (told.lowest, told.highest) == (min(shares) / 1000, max(shares) / 1000)
    assert 0 < told.median < 1


@given(
    st.dictionaries(
        st.text(max_size=4) | st.integers(-5, 2000).map(str),
        st.integers() | st.text(max_size=2) | st.none(),
        max_size=6,
    )
)
def test_a_forged_count_makes_no_probability_that_cannot_be(counts: dict[str, object]) -> None:
    told = rules.tell(ballot(counts))
    assert told is None or 0 < told.lowest <= told.median <= told.highest < 1


@pytest.mark.parametrize(("value", "share"), [(0.7, 700), (0.00001, 1), (0.99999, 999)])
def test_an_estimate_is_never_certain(value: float, share: int) -> None:
    assert rules.thousandths(value) == share
    for certain in (0, 1, 1.2, -0.1):
        with pytest.raises(UsageError):
            rules.thousandths(certain)


def test_what_is_known_or_revealed_is_not_estimated() -> None:
    state = MeetingState(Meeting("m", "Monthly"))
    rules.require_open(ONE, state)
    with pytest.raises(ForbiddenMoveError, match="is resolved"):
        rules.require_open(replace(ONE, came=Came.TRUE), state)
    with pytest.raises(ForbiddenMoveError, match="are revealed"):
        rules.require_open(ONE, replace(state, ballots=(ballot({"700": 1}),)))
