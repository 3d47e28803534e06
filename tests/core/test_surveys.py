"""Surveys: what may be answered, what is counted, and what the counts say."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.formats import SCALES as NAMES
from retrotui.core.records.cards import Ballot, Vote
from retrotui.core.surveys import SCALES, SURVEY, Answers, Direction, Run, answers, count

AGREEMENT, DELEGATION = SCALES["agreement"], SCALES["delegation"]


def vote(voter: str, subject: str, n: int) -> Vote:
    return Vote(f"{voter}{subject}", "m", "i", subject, voter, n)


def ballot(**counts: dict[str, int]) -> Ballot:
    return Ballot("b", "m", "i", SURVEY, counts, 3)


def run(on: str, scale: str, **counts: dict[str, int]) -> Run:
    return Run(on, scale, ballot(**counts))


def said(scale: str, *given: int) -> Answers:
    one = SCALES[scale]
    return Answers(one, tuple(given.count(each) for each in one.answers))


def test_every_scale_a_format_may_name_is_here() -> None:
    assert set(SCALES) == set(NAMES)
    assert [DELEGATION.word(each) for each in DELEGATION.answers] == [
        "tell", "sell", "consult", "agree", "advise", "inquire", "delegate",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(SCALES))
def test_every_answer_has_one_key(name: str) -> None:
    scale = SCALES[name]
    assert [scale.typed(int(scale.key(each))) for each in scale.answers] == list(scale.answers)
    assert len({scale.key(each) for each in scale.answers}) == len(scale.answers)
    for digit in range(10):
        given = scale.typed(digit)
        assert given is None or given in scale.answers
    with pytest.raises(UsageError, match="not on the scale"):
        scale.require(scale.high + 1)


def test_answers_are_counted_by_statement() -> None:
    votes = [vote("a", "pace", 4), vote("b", "pace", 2), vote("b", "fun", 5), vote("c", "pace", 4),
             vote("c", "fun", 9), vote("a", "gone", 1), vote("c", "fun", 4)]  # fmt: skip
    counts, voters = count(votes, ["pace", "fun"], AGREEMENT, anonymous=True)
    assert counts == {"pace": {"2": 1, "4": 2}, "fun": {"4": 1, "5": 1}}
    assert voters == 3


def test_one_answer_alone_is_not_counted_where_nobody_is_to_be_known() -> None:
    votes = [vote("a", "pace", 4), vote("b", "pace", 2), vote("b", "fun", 5)]
    assert "fun" not in count(votes, ["pace", "fun"], AGREEMENT, anonymous=True)[0]
    assert "fun" in count(votes, ["pace", "fun"], AGREEMENT, anonymous=False)[0]
    with pytest.raises(ForbiddenMoveError, match="not be anonymous"):
        count([vote("a", "pace", 4)], ["pace"], AGREEMENT, anonymous=True)
    assert count([], ["pace"], AGREEMENT, anonymous=True) == ({}, 0)


@given(st.sampled_from(sorted(SCALES)), st.data())
def test_average_median_and_spread_lie_within_the_answers(name: str, data: st.DataObject) -> None:
    scale = SCALES[name]
    given_ = data.draw(st.lists(st.sampled_from(scale.answers), min_size=1, max_size=20))
    one = said(name, *given_)
    assert one.given == len(given_)
    assert one.average == Fraction(sum(given_), len(given_))
    assert one.spread == (min(given_), max(given_))
    assert one.median in given_
    assert min(given_) <= one.average <= max(given_)
    assert one.direction is None


def test_the_trend_compares_the_same_statement_on_the_same_scale() -> None:
    runs = (
        run("2026-10-01T09:00:00Z", "agreement", pace={"2": 2}, other={"5": 2}),
        run("2026-10-15T09:00:00Z", "traffic_light", pace={"3": 2}),
        run("2026-10-29T09:00:00Z", "agreement", pace={"3": 1, "4": 1}),
        run("2026-11-12T09:00:00Z", "agreement", other={"1": 2}),
    )
    now = answers(ballot(pace={"3": 2}), "pace", AGREEMENT, runs)
    assert now is not None
    assert [(each.on[:10], each.average) for each in now.past] == [
        ("2026-10-01", 2), ("2026-10-29", Fraction(7, 2)),
    ]  # fmt: skip
    assert (now.change, now.direction) == (Fraction(-1, 2), Direction.DOWN)
    first = answers(ballot(fun={"3": 2}), "fun", AGREEMENT, runs)
    assert first is not None
    assert (first.change, first.direction) == (None, None)


def test_a_small_move_is_none() -> None:
    runs = (run("2026-10-01T09:00:00Z", "agreement", pace={"3": 10}),)
    steady = answers(ballot(pace={"3": 9, "4": 1}), "pace", AGREEMENT, runs)
    moved = answers(ballot(pace={"3": 8, "4": 2}), "pace", AGREEMENT, runs)
    assert steady is not None
    assert moved is not None
    assert (steady.direction, moved.direction) == (Direction.STEADY, Direction.UP)


def test_what_the_answers_ask_of_the_room() -> None:
    assert said("delegation", 4, 4, 4).verdict == "agreed: 4 agree"
    assert said("delegation", 2, 3, 5).verdict == "2 to 5: talk"
    assert said("delegation", 3, 4).verdict == ""
    assert said("delegation", 3, 4).median == 3
    assert said("fingers", 3, 4, 5).verdict == "passes: nobody below 3"
    assert said("fingers", 0, 2, 5).verdict == "2 gave 2 or less: hear them"
    assert said("agreement", 2, 5).verdict == "2 to 5: talk"
    assert said("agreement", 3, 5).verdict == ""
    assert said("traffic_light", 1, 3).verdict == "1 to 3: talk"


@given(
    st.dictionaries(
        st.text(max_size=4), st.none() | st.integers() | st.dictionaries(
            st.sampled_from(["1", "2", "9", "x"]), st.none() | st.integers() | st.text(max_size=3)
        )
    )
)  # fmt: skip
def test_forged_counts_are_nothing_or_numbers(counts: dict[str, object]) -> None:
    forged = Ballot("b", "m", "i", SURVEY, counts, 2)
    for key in (*counts, "pace"):
        found = answers(forged, key, AGREEMENT, (Run("", "agreement", forged),))
        assert found is None or 1 <= found.average <= 5
