"""Dots and ratings: the budget, the cap and the sum always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.cards import Stack
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.cards import Ballot, Card, Vote
from retrotui.core.votes import (
    Ranked,
    VoteRules,
    count,
    count_ratings,
    dots_left,
    next_paper,
    paper_number,
    placed,
    rank,
    require_cast,
    require_rating,
    roti,
    tally,
)

SUBJECTS = ("a", "b", "c", "d")
VOTERS = ("ana", "bo", "paper-1")
RULES = st.tuples(st.integers(1, 8), st.integers(1, 8)).map(
    lambda pair: VoteRules(pair[0], min(pair))
)
CASTS = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(VOTERS), st.integers(-2, 10)), max_size=40
)


def vote(subject: str, voter: str, n: int) -> Vote:
    return Vote(f"{subject}-{voter}", "meeting", "item", subject, voter, n)


def stack(subject: str, *members: str) -> Stack:
    cards = tuple(Card(each, "meeting", "item", "start", each) for each in members or (subject,))
    return Stack(subject, subject, cards)


@settings(max_examples=100)
@given(RULES, CASTS)
def test_budget_and_cap_hold_and_counting_keeps_the_sum(rules: VoteRules, casts: list) -> None:
    votes: dict[tuple[str, str], Vote] = {}
    for subject, voter, n in casts:
        already = placed(votes.values(), voter, SUBJECTS)
        try:
            require_cast(rules, already, subject, n)
        except UsageError:
            elsewhere = sum(already.values()) - already.get(subject, 0)
            assert n < 0 or n > rules.cap or elsewhere + n > rules.votes
            continue
        votes[subject, voter] = vote(subject, voter, n)
        for each in VOTERS:
            mine = placed(votes.values(), each, SUBJECTS)
            assert sum(mine.values()) <= rules.votes
            assert all(dots <= rules.cap for dots in mine.values())
            left = dots_left(rules, votes.values(), SUBJECTS).get(each, rules.votes)
            assert left == rules.votes - sum(mine.values())
    counts, voters = count(votes.values(), SUBJECTS)
    assert sum(counts.values()) == sum(each.n for each in votes.values())
    assert voters == len({each.voter for each in votes.values() if each.n})
    closed = tally(Ballot("b", "m", "i", "vote", counts), [stack(each) for each in SUBJECTS])
    assert sum(closed.values()) == sum(counts.values())


def test_a_refusal_says_what_is_left() -> None:
    with pytest.raises(ForbiddenMoveError, match="2 of 5 dots are left, not 3"):
        require_cast(VoteRules(5, 3), {"a": 3}, "b", 3)
    with pytest.raises(ForbiddenMoveError, match="at most 3"):
        require_cast(VoteRules(5, 3), {}, "b", 4)


def test_dots_on_what_is_gone_are_free_again() -> None:
    votes = [vote("gone", "ana", 3), vote("a", "ana", 1)]
    assert dots_left(VoteRules(5, 3), votes, {"a"}) == {"ana": 4}
    assert count(votes, {"a"}) == ({"a": 1}, 1)


def test_cards_grouped_after_the_count_bring_their_dots_along() -> None:
    closed = Ballot("b", "m", "i", "vote", {"a": 3, "b": 2, "gone": 9, "c": "forged", "d": -4})
    stacks = [stack("group", "a", "b"), stack("c"), stack("d")]
    assert tally(closed, stacks) == {"group": 5, "c": 0, "d": 0}


def test_ties_share_a_rank_and_keep_the_boards_order() -> None:
    a, b, c, d = (stack(each) for each in SUBJECTS)
    ranked = rank([a, b, c, d], {"b": 3, "c": 1, "d": 3})
    assert ranked == (Ranked(1, b, 3), Ranked(1, d, 3), Ranked(3, c, 1), Ranked(4, a, 0))


def test_ballot_papers_are_numbered() -> None:
    assert next_paper([]) == "paper-1"
    assert next_paper([vote("a", "paper-2", 1), vote("a", "ana", 1)]) == "paper-3"
    assert paper_number("paper-12") == 12
    assert [paper_number(each) for each in ("paper-0", "ana", "paper-", "paper-1x")] == [None] * 4


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_a_rating_is_the_average_of_what_was_given(scores: list[int]) -> None:
    counts, voters = count_ratings([vote("roti", f"paper-{n}", s) for n, s in enumerate(scores, 1)])
    result = roti(Ballot("b", "m", "i", "roti", counts, voters))
    assert result is not None
    assert result.voters == len(scores)
    assert result.average == pytest.approx(sum(scores) / len(scores))


def test_nobody_rated_and_scores_off_the_scale() -> None:
    assert roti(Ballot("b", "m", "i", "roti", {"6": 3, "x": 1})) is None
    for score in (0, 6, -1):
        with pytest.raises(UsageError, match="scale"):
            require_rating(score)
