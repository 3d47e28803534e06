"""Votes: dots and ratings, kept by voter in this clone only, shared as counts once closed.

A voter is a participant at a screen of their own, or a numbered ballot paper (``paper-1`` …) where
the room shares one keyboard. Placing dots and rating is nobody's work: the log keeps no acting
person for it. Closing cannot be taken back by halves: the counts can no longer be split by person,
so that reopening throws them away and begins a new round.
"""

from collections.abc import Callable, Mapping
from typing import Any

from retrotui.core.activities import close, vote
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Drop, Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.ids import short_id
from retrotui.core.meeting_state import (
    MeetingState,
    ballot,
    came,
    find_item,
    open_votes,
    subjects,
)
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.cards import Ballot, Vote, ballot_id, vote_id
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Presence
from retrotui.core.setting_kinds import quoted
from retrotui.core.votes import (
    DOTS,
    ROTI,
    count,
    count_ratings,
    next_paper,
    paper_number,
    placed,
    require_cast,
    require_rating,
)
from retrotui.services.cards import held_scope
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_board, require_item

VotePlan = Callable[[MeetingState, AgendaItem], tuple[Change, ...]]


def new_paper(reader: Reader, item: str) -> str:
    """The name of a fresh ballot paper for an item."""
    meeting, _ = require_item(reader, item)
    return next_paper(open_votes(load_board(reader, meeting.id), item))


def cast(desk: Desk, item: str, subject: str, voter: str, dots: int) -> Receipt:
    """Says how many dots a voter has on a subject; 0 takes them back.

    Args:
        desk: Where it is done; the acting person is not noted.
        item: Id of a vote item.
        subject: Id of a group or a loose card.
        voter: A participant's id, or a ballot paper.
        dots: The new number on this subject.

    Raises:
        ForbiddenMoveError: More than the voter has left or the cap allows, or the vote is closed.
        NotFoundError: No such item, subject or voter.
        UsageError: Fewer than none.
    """

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, DOTS)
        require_voter(state, voter)
        alive = {stack.id for stack in subjects(state, each)}
        if subject not in alive:
            raise NotFoundError(
                f"nothing to vote on has the id {short_id(subject, ())!r}",
                hint="vote on a group as a whole, and on cards that are revealed",
            )
        already = placed(open_votes(state, item), voter, alive)
        require_cast(vote.settings(each), already, subject, dots)
        if dots == already.get(subject, 0):
            return ()
        return (put_vote(state, item, subject, voter, dots),)

    return change_votes(desk.acting(None), item, "vote", plan)


def close_vote(desk: Desk, item: str) -> Receipt:
    """Counts the dots, shares the counts and forgets who gave them, in one step.

    Raises:
        ForbiddenMoveError: It is closed, or nobody voted.
    """

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, DOTS)
        alive = {stack.id for stack in subjects(state, each)}
        counts, voters = count(open_votes(state, item), alive)
        return closing(state, each, DOTS, counts, voters)

    return change_votes(desk, item, "vote", plan)


def reopen_vote(desk: Desk, item: str) -> Receipt:
    """Throws a closed vote's result away; everybody votes anew.

    Raises:
        ForbiddenMoveError: It is open.
    """
    return change_votes(desk, item, "vote", lambda state, each: reopening(state, each, DOTS))


def rate(desk: Desk, item: str, score: int, *, voter: str | None = None) -> tuple[str, Receipt]:
    """Says what the meeting was worth, 1 to 5.

    Args:
        desk: Where it is done; the acting person is not noted.
        item: Id of a close item.
        score: 1 useless … 5 not to be missed.
        voter: Who rates, to replace an earlier score; None fills in a new ballot paper.

    Returns:
        The voter and the receipt; a typing error is mended by rating again as the same voter.

    Raises:
        ForbiddenMoveError: The rating is closed or not wanted, or there are as many ballot papers
            as people.
        NotFoundError: No such item or voter.
        UsageError: The score is not on the scale.
    """
    require_rating(score)
    voters: list[str] = []

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        if not close.settings(each).rate:
            raise ForbiddenMoveError(f"{quoted(each.title)} asks for no rating")
        require_open(state, each, ROTI)
        who = voter or next_paper(open_votes(state, item))
        require_voter(state, who)
        if voter is None and close.all_rated(state, each):
            raise ForbiddenMoveError(
                f"there are {came(state)} ratings already, one for everybody who came",
                hint="take the last rating back, or say who else came",
            )
        voters[:] = [who]
        return (put_vote(state, item, ROTI, who, score),)

    receipt = change_votes(desk.acting(None), item, "close", plan)
    return voters[0], receipt


def take_rating_back(desk: Desk, item: str, voter: str) -> Receipt:
    """Takes a rating away, before the rating is closed."""

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, ROTI)
        return (Drop(Kind.VOTES, vote_id(item, ROTI, voter)),)

    return change_votes(desk.acting(None), item, "close", plan)


def close_rating(desk: Desk, item: str) -> Receipt:
    """Counts the ratings, shares the counts and forgets who gave them, in one step.

    Raises:
        ForbiddenMoveError: It is closed, or nobody rated.
    """

    def plan(state: MeetingState, each: AgendaItem) -> tuple[Change, ...]:
        require_open(state, each, ROTI)
        counts, voters = count_ratings(open_votes(state, item))
        return closing(state, each, ROTI, counts, voters)

    return change_votes(desk, item, "close", plan)


def reopen_rating(desk: Desk, item: str) -> Receipt:
    """Throws a closed rating's result away; everybody rates anew.

    Raises:
        ForbiddenMoveError: It is open.
    """
    return change_votes(desk, item, "close", lambda state, each: reopening(state, each, ROTI))


def closing(
    state: MeetingState, item: AgendaItem, sort: str, counts: Mapping[str, Any], voters: int
) -> tuple[Change, ...]:
    """Writes counts as an item's ballot and drops every open vote, in one step.

    Raises:
        ForbiddenMoveError: Nobody voted.
    """
    if not voters:
        raise ForbiddenMoveError(f"nobody voted in {quoted(item.title)} yet; allowed now: vote")
    made = Ballot(ballot_id(item.id, sort), state.meeting.id, item.id, sort, counts, voters)
    fields = encode_fields(made, "meeting", "item", "sort", "counts", "voters")
    forgotten = (Drop(Kind.VOTES, each.id) for each in open_votes(state, item.id))
    return (Put(Kind.BALLOTS, made.id, fields), *forgotten)


def reopening(state: MeetingState, item: AgendaItem, sort: str) -> tuple[Change, ...]:
    """Throws an item's ballot away.

    Raises:
        ForbiddenMoveError: It is open.
    """
    closed = ballot(state, item.id, sort)
    if closed is None:
        raise ForbiddenMoveError(f"{quoted(item.title)} is open; allowed now: vote, close")
    return (Drop(Kind.BALLOTS, closed.id),)


def put_vote(state: MeetingState, item: str, subject: str, voter: str, dots: int) -> Put:
    """The change that keeps one voter's vote, in the log that never leaves this machine."""
    made = Vote(vote_id(item, subject, voter), state.meeting.id, item, subject, voter, dots)
    fields = encode_fields(made, "meeting", "item", "subject", "voter", "n")
    return Put(Kind.VOTES, made.id, fields, held_scope(state.meeting))


def require_open(state: MeetingState, item: AgendaItem, sort: str) -> None:
    """Refuses a vote that is counted already."""
    if ballot(state, item.id, sort) is not None:
        raise ForbiddenMoveError(
            f"{quoted(item.title)} is closed; allowed now: reopen",
            hint="reopening begins a new round",
        )


def require_voter(state: MeetingState, voter: str) -> None:
    """Refuses who is neither here nor a ballot paper.

    Raises:
        NotFoundError: Nobody who is here has this id.
    """
    if paper_number(voter) is not None:
        return
    here = {Presence.PRESENT, Presence.LATE}
    if not any(each.person == voter and each.presence in here for each in state.participants):
        raise NotFoundError(
            f"nobody who is here has the id {short_id(voter, ())!r}",
            hint="add them to the meeting, or vote on a ballot paper",
        )


def change_votes(desk: Desk, item: str, activity: str, plan: VotePlan) -> Receipt:
    """Plans a change to an item's votes under the lock.

    Args:
        desk: Who changes them.
        item: Id of the item.
        activity: What it has to be.
        plan: Decides the changes.

    Raises:
        ForbiddenMoveError: It is an item of another activity.
    """
    meeting, _ = require_item(desk.repo, item)

    def locked(reader: Reader) -> tuple[Change, ...]:
        _, found = require_item(reader, item)
        if found.activity != activity:
            raise ForbiddenMoveError(
                f"{quoted(found.title)} is no {activity} item; its activity is {found.activity}"
            )
        state = load_board(reader, meeting.id)
        return plan(state, find_item(state, item))

    return desk.transact(locked, meeting=meeting.id)
