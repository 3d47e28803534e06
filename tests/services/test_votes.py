"""Votes in a running meeting: secret while open, counts only once closed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.activities import vote
from retrotui.core.changes import Scope
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.meeting_state import ballot, ranking, subjects, totals
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Presence
from retrotui.core.votes import ROTI
from retrotui.services import cards, participants, votes
from tests.support.meeting_room import Room, start_stop_continue

TEXTS = ("alpha", "beta", "gamma")


@pytest.fixture
def room() -> Room:
    return voting_room()


def voting_room(*, private: bool = False) -> Room:
    made = Room(start_stop_continue(hidden=False, private=private))
    for text in TEXTS:
        cards.add(made.desk, made.id("Gather"), "start", text)
    return made


def cast(room: Room, text: str, voter: str, dots: int) -> None:
    votes.cast(room.desk, room.id("Vote"), room.card(text).id, voter, dots)


def test_votes_are_in_no_shared_line_and_by_nobody(room: Room) -> None:
    bo = room.person("Bo")
    before = room.written(Scope.SHARED)
    cast(room, "alpha", bo, 3)
    cast(room, "beta", "paper-1", 2)
    assert room.written(Scope.SHARED) == before
    assert room.acting(Scope.HELD, "votes") == {None}
    state, item = room.state, room.item("Vote")
    assert totals(state, item) is None
    assert {each.dots for each in ranking(state, item)} == {0}
    left = vote.left_by_voter(state, item)
    assert left == {room.person("Ana"): 5, bo: 2, room.person("Cy"): 5, "paper-1": 3}


def test_closing_shares_counts_only_and_forgets_the_voters(room: Room) -> None:
    bo = room.person("Bo")
    cast(room, "alpha", bo, 3)
    cast(room, "beta", "paper-1", 2)
    cast(room, "alpha", "paper-1", 1)
    before = len(room.repo.events)
    votes.close_vote(room.desk, room.id("Vote"))
    closing = [event for event, scope in room.repo.events[before:] if scope == 0]
    assert len(closing) == 1
    assert bo not in repr(closing)
    assert "paper" not in repr(closing)
    state, item = room.state, room.item("Vote")
    assert state.votes == ()
    counted = ballot(state, item.id)
    assert counted is not None
    assert counted.voters == 2
    assert totals(state, item) == {room.card("alpha").id: 4, room.card("beta").id: 2}
    assert [each.stack.title for each in ranking(state, room.item("Discuss"))] == list(TEXTS)


def test_budget_and_cap_are_refused_with_what_is_left(room: Room) -> None:
    bo = room.person("Bo")
    cast(room, "alpha", bo, 3)
    with pytest.raises(ForbiddenMoveError, match="2 of 5 dots are left, not 3"):
        cast(room, "beta", bo, 3)
    with pytest.raises(ForbiddenMoveError, match="at most 3"):
        cast(room, "beta", "paper-1", 4)
    cast(room, "alpha", bo, 1)
    cast(room, "beta", bo, 3)
    with pytest.raises(UsageError):
        cast(room, "beta", bo, -1)


def test_only_who_is_here_and_what_is_revealed_counts(room: Room) -> None:
    with pytest.raises(NotFoundError, match="nobody who is here"):
        cast(room, "alpha", room.person("Zoe"), 1)
    participants.set_presence(room.desk, room.meeting, room.person("Cy"), Presence.ABSENT)
    with pytest.raises(NotFoundError):
        cast(room, "alpha", room.person("Cy"), 1)
    cards.group(room.desk, room.card("alpha").id, room.card("beta").id)
    with pytest.raises(NotFoundError, match="nothing to vote on"):
        cast(room, "alpha", room.person("Bo"), 1)


def test_grouping_a_card_gives_its_dots_back(room: Room) -> None:
    bo = room.person("Bo")
    cast(room, "alpha", bo, 3)
    cards.group(room.desk, room.card("alpha").id, room.card("beta").id)
    assert vote.left_by_voter(room.state, room.item("Vote"))[bo] == 5


def test_reopening_begins_a_new_round(room: Room) -> None:
    item = room.id("Vote")
    cast(room, "alpha", "paper-1", 3)
    votes.close_vote(room.desk, item)
    with pytest.raises(ForbiddenMoveError, match="closed"):
        cast(room, "alpha", "paper-2", 1)
    with pytest.raises(ForbiddenMoveError, match="closed"):
        votes.close_vote(room.desk, item)
    votes.reopen_vote(room.desk, item)
    assert ballot(room.state, item) is None
    assert votes.new_paper(room.repo, item) == "paper-1"
    cast(room, "gamma", "paper-1", 2)
    votes.close_vote(room.desk, item)
    assert totals(room.state, room.item("Vote")) == {room.card("gamma").id: 2}


def test_an_empty_vote_cannot_be_closed(room: Room) -> None:
    cast(room, "alpha", "paper-1", 2)
    cast(room, "alpha", "paper-1", 0)
    with pytest.raises(ForbiddenMoveError, match="nobody voted"):
        votes.close_vote(room.desk, room.id("Vote"))
    with pytest.raises(ForbiddenMoveError, match="no vote item"):
        votes.close_vote(room.desk, room.id("Gather"))


CASTS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["Ana", "Bo", "paper-1", "paper-2"]), st.integers(-1, 5)
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(CASTS)
def test_whatever_is_tried_nobody_spends_too_much_and_closing_keeps_the_sum(casts: list) -> None:
    room = voting_room()
    item, targets = room.id("Vote"), subjects(room.state, room.item("Vote"))
    for place, voter, dots in casts:
        who = voter if voter.startswith("paper") else room.person(voter)
        try:
            votes.cast(room.desk, item, targets[place].id, who, dots)
        except UsageError:
            continue
    placed = room.state.votes
    for who in {each.voter for each in placed}:
        mine = [each.n for each in placed if each.voter == who]
        assert sum(mine) <= 5
        assert max(mine) <= 3
    total = sum(each.n for each in placed)
    if total == 0:
        return
    votes.close_vote(room.desk, item)
    counted = totals(room.state, room.item("Vote"))
    assert counted is not None
    assert sum(counted.values()) == total
    assert room.state.votes == ()


def test_ratings_are_papers_counted_at_the_end(room: Room) -> None:
    item = room.id("Close")
    voters = [votes.rate(room.desk, item, score)[0] for score in (5, 4)]
    assert voters == ["paper-1", "paper-2"]
    bo = next(each for each in room.state.participants if each.person == room.person("Bo"))
    participants.set_presence(room.desk, room.meeting, bo.person, Presence.LEFT)
    assert votes.rate(room.desk, item, 1)[0] == "paper-3", "who left may have rated"
    with pytest.raises(ForbiddenMoveError, match="3 ratings already"):
        votes.rate(room.desk, item, 2)
    votes.take_rating_back(room.desk, item, "paper-3")
    votes.rate(room.desk, item, 2)
    votes.rate(room.desk, item, 3, voter="paper-3")
    assert room.acting(Scope.HELD, "roti") == {None}
    assert "roti" not in room.written(Scope.SHARED)
    votes.close_rating(room.desk, item)
    counted = ballot(room.state, item, ROTI)
    assert counted is not None
    assert (dict(counted.counts), counted.voters) == ({"3": 1, "4": 1, "5": 1}, 3)
    assert room.state.votes == ()
    with pytest.raises(ForbiddenMoveError, match="closed"):
        votes.rate(room.desk, item, 5)
    votes.reopen_rating(room.desk, item)
    assert ballot(room.state, item, ROTI) is None
    with pytest.raises(UsageError, match="scale"):
        votes.rate(room.desk, item, 6)


def test_votes_of_a_private_meeting_stay_private() -> None:
    room = voting_room(private=True)
    cast(room, "alpha", "paper-1", 2)
    assert room.repo.scope_of(Kind.VOTES, room.state.votes[0].id) == Scope.PRIVATE
    votes.close_vote(room.desk, room.id("Vote"))
    assert room.written(Scope.HELD) == ""
    assert room.repo.scope_of(Kind.BALLOTS, room.state.ballots[0].id) == Scope.PRIVATE
