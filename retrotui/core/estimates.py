"""Estimates: everybody's own probability of one expectation, unseen until they are revealed.

While they are open they are votes, kept by voter and never shown, in thousandths; revealing makes
them counts, and their median is the room's probability. A median is not moved by one who is very
sure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final

from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.expectations import admit_probability
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Ballot, Vote
from retrotui.core.records.expectations import Expectation
from retrotui.core.text import one_line

SORT: Final = "estimate:"
"""What the sort of a ballot begins with that counts estimates; the expectation's id follows."""
_WHOLE: Final = 1000
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Estimates:
    """What came out.

    Attributes:
        number: How many estimated.
        lowest: Of all probabilities, like ``median`` and ``highest``.
    """

    number: int
    lowest: float
    median: float
    highest: float


def sort_of(expectation: str) -> str:
    """The sort of the ballot that counts the estimates of an expectation."""
    return f"{SORT}{expectation}"


def thousandths(probability: float) -> int:
    """A probability as a vote keeps it, never certain.

    Raises:
        UsageError: It is no probability that can be kept.
    """
    return min(_WHOLE - 1, max(1, round(admit_probability(probability) * _WHOLE)))


def given(state: MeetingState, expectation: str) -> tuple[Vote, ...]:
    """The open estimates of an expectation, by voter; never to be shown."""
    return tuple(each for each in state.votes if each.subject == expectation)


def count(votes: Iterable[Vote]) -> dict[str, int]:
    """How many gave each probability, in thousandths."""
    valid = sorted(each.n for each in votes if 0 < each.n < _WHOLE)
    return {str(n): valid.count(n) for n in dict.fromkeys(valid)}


def tell(ballot: Ballot) -> Estimates | None:
    """What a revealed count says; None when there is nothing readable in it."""
    values = sorted(
        int(n) / _WHOLE
        for n, voters in ballot.counts.items()
        if _is_share(n) and isinstance(voters, int) and 0 < voters < _WHOLE
        for _ in range(voters)
    )
    if not values:
        return None
    return Estimates(len(values), values[0], median(values), values[-1])


def revealed(state: MeetingState, expectation: str) -> Estimates | None:
    """What the room estimated; None before it is revealed."""
    wanted = sort_of(expectation)
    found = next((each for each in state.ballots if each.sort == wanted), None)
    return None if found is None else tell(found)


def unrevealed(state: MeetingState, item: str) -> int:
    """Of how many expectations an item holds estimates that nobody has seen."""
    return len({each.subject for each in state.votes if each.item == item})


def require_open(one: Expectation, state: MeetingState) -> None:
    """Refuses estimates of what is known, and of what was revealed.

    Raises:
        ForbiddenMoveError: It is resolved, or this meeting has revealed what it thinks.
    """
    named = f"{one_line(one.statement)[:_SHOWN]!r}"
    if one.came is not None:
        raise ForbiddenMoveError(f"{named} is resolved; possible: reopen")
    if any(each.sort == sort_of(one.id) for each in state.ballots):
        raise ForbiddenMoveError(f"the estimates of {named} are revealed; possible: edit it")


def _is_share(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) > 0  # noqa: PLR2004 - thousandths below one have three figures
