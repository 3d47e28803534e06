"""Dots and ratings: what a voter may do, what is counted, what comes out.

While a vote is open, votes are kept by voter and never shown; closing turns them into a ``Ballot``
of counts. A dot counts only while its subject is on the board: when a card is deleted or laid into
a group, the dots on it are free again.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrotui.core.cards import Stack
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.cards import Ballot, Vote

DOTS = "vote"
"""The sort of ballot that counts dots."""

ROTI = "roti"
"""The sort of ballot, and the subject of votes, for the return on time invested."""

LOWEST_RATING, HIGHEST_RATING = 1, 5
_PAPER = re.compile(r"paper-([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class VoteRules:
    """How many dots a voter has, and how many of them may go to one subject."""

    votes: int
    cap: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject with its result; equal counts share a rank, the first rank is 1."""

    rank: int
    stack: Stack
    dots: int


@dataclass(frozen=True, slots=True)
class Roti:
    """The return on time invested, as a room.

    Attributes:
        average: 1 (useless) to 5 (not to be missed).
        counts: How many gave each score, 1 to 5.
        voters: How many rated.
    """

    average: float
    counts: tuple[int, int, int, int, int]
    voters: int


def paper_number(voter: str) -> int | None:
    """The number of a ballot paper (``paper-3``); None when the voter is a person."""
    found = _PAPER.fullmatch(voter)
    return int(found[1]) if found else None


def next_paper(votes: Iterable[Vote]) -> str:
    """The name of a fresh ballot paper, for voters who share one keyboard."""
    return f"paper-{max((paper_number(vote.voter) or 0 for vote in votes), default=0) + 1}"


def placed(votes: Iterable[Vote], voter: str, subjects: Collection[str]) -> dict[str, int]:
    """A voter's dots by subject, for that voter's eyes only."""
    mine = (vote for vote in votes if vote.voter == voter and vote.subject in subjects)
    return {vote.subject: vote.n for vote in mine if vote.n > 0}


def require_cast(rules: VoteRules, already: Mapping[str, int], subject: str, dots: int) -> None:
    """Refuses dots that a voter does not have.

    Args:
        rules: The vote's.
        already: The voter's dots by subject, see ``placed``.
        subject: Where the dots are to lie; what lies there is replaced.
        dots: How many.

    Raises:
        UsageError: Fewer than none.
        ForbiddenMoveError: More than the cap allows or than are left; the message says how many.
    """
    if dots < 0:
        raise UsageError(f"{dots} is no number of dots", hint="take a dot back with 0")
    if dots > rules.cap:
        raise ForbiddenMoveError(
            f"at most {rules.cap} of a voter's {rules.votes} dots may go to one card or group, "
            f"not {dots}"
        )
    elsewhere = sum(n for each, n in already.items() if each != subject)
    left = max(0, rules.votes - elsewhere)
    if dots > left:
        raise ForbiddenMoveError(
            f"{left} of {rules.votes} dots are left, not {dots}",
            hint="take a dot back from another card first",
        )


def dots_left(rules: VoteRules, votes: Iterable[Vote], subjects: Collection[str]) -> dict[str, int]:
    """How many dots each voter who has begun still has: all that may be seen of an open vote."""
    left: dict[str, int] = {}
    for vote in votes:
        spent = vote.n if vote.subject in subjects else 0
        left[vote.voter] = left.get(vote.voter, rules.votes) - spent
    return {voter: max(0, dots) for voter, dots in left.items()}


def count(votes: Iterable[Vote], subjects: Collection[str]) -> tuple[dict[str, int], int]:
    """The dots on each subject, and how many voters placed any."""
    counted = [vote for vote in votes if vote.n > 0 and vote.subject in subjects]
    totals: dict[str, int] = {}
    for vote in counted:
        totals[vote.subject] = totals.get(vote.subject, 0) + vote.n
    return dict(sorted(totals.items())), len({vote.voter for vote in counted})


def count_ratings(votes: Iterable[Vote]) -> tuple[dict[str, int], int]:
    """How many gave each score (``"1"`` … ``"5"``), and how many rated."""
    scores = [vote.n for vote in votes if vote.subject == ROTI]
    valid = [each for each in scores if LOWEST_RATING <= each <= HIGHEST_RATING]
    return {str(score): valid.count(score) for score in sorted(set(valid))}, len(valid)


def require_rating(score: int) -> None:
    """Refuses a score that is not on the scale.

    Raises:
        UsageError: It is not 1 to 5.
    """
    if not LOWEST_RATING <= score <= HIGHEST_RATING:
        raise UsageError(
            f"{score} is not on the scale",
            hint="1 useless, 2 not worth the time, 3 break-even, 4 more than the time, "
            "5 not to be missed",
        )


def roti(ballot: Ballot) -> Roti | None:
    """What a closed rating says; None when nobody rated."""
    one, two, three, four, five = (
        _whole(ballot.counts.get(str(score))) for score in range(LOWEST_RATING, HIGHEST_RATING + 1)
    )
    counts = (one, two, three, four, five)
    voters = sum(counts)
    if voters == 0:
        return None
    total = sum(score * given for score, given in enumerate(counts, LOWEST_RATING))
    return Roti(total / voters, counts, voters)


def tally(ballot: Ballot, stacks: Collection[Stack]) -> dict[str, int]:
    """The counted dots by the stacks there are now.

    Cards grouped after the count bring their dots into the group.
    """
    now = {card.id: stack.id for stack in stacks for card in stack.cards}
    now |= {stack.id: stack.id for stack in stacks}
    totals: dict[str, int] = {}
    for subject, dots in ballot.counts.items():
        if subject in now:
            totals[now[subject]] = totals.get(now[subject], 0) + _whole(dots)
    return totals


def rank(stacks: Sequence[Stack], totals: Mapping[str, int]) -> tuple[Ranked, ...]:
    """Every stack, most dots first; ties keep the order of the board."""
    ordered = sorted(stacks, key=lambda stack: -totals.get(stack.id, 0))
    ranked: list[Ranked] = []
    for position, stack in enumerate(ordered, 1):
        dots = totals.get(stack.id, 0)
        tied = bool(ranked) and ranked[-1].dots == dots
        ranked.append(Ranked(ranked[-1].rank if tied else position, stack, dots))
    return tuple(ranked)


def _whole(value: object) -> int:
    """A count out of a log that may be forged."""
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0
