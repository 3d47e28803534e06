"""Five-finger checks: how sure the room is of something, 0 to 5, as counts and never whose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from retrotui.core.errors import UsageError
from retrotui.core.records.cards import Ballot

LOWEST, HIGHEST = 0, 5
LOW = 2
"""Whoever shows so few fingers or fewer is asked first."""

_PREFIX = "fingers-"
_SCORES = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True, slots=True)
class Fingers:
    """What a check came to.

    Attributes:
        question: What was asked.
        counts: How many showed each number, 0 to 5.
    """

    question: str
    counts: tuple[int, ...]

    @property
    def voters(self) -> int:
        """How many showed their fingers."""
        return sum(self.counts)

    @property
    def average(self) -> float:
        """The mean, 0 to 5."""
        total = sum(score * given for score, given in zip(_SCORES, self.counts, strict=True))
        return total / self.voters

    @property
    def low(self) -> int:
        """How many showed two or fewer."""
        return sum(self.counts[: LOW + 1])

    @property
    def word(self) -> str:
        """What follows from it; empty when nobody is far from sure."""
        return f"{self.low} at {LOW} or fewer: ask them first" if self.low else ""


def is_fingers(ballot: Ballot) -> bool:
    """True for the result of such a check."""
    return ballot.sort.startswith(_PREFIX)


def next_sort(ballots: Iterable[Ballot]) -> str:
    """The sort of the next check of an item, ``fingers-1`` for the first.

    Args:
        ballots: Those of the item.
    """
    return f"{_PREFIX}{max((_number(each) for each in ballots), default=0) + 1}"


def require_fingers(score: int) -> None:
    """Refuses a number that is not on the scale.

    Raises:
        UsageError: It is not 0 to 5.
    """
    if score not in _SCORES:
        raise UsageError(f"{score} is not on the scale", hint="0 not at all, 5 entirely")


def count(scores: Sequence[int]) -> dict[str, int]:
    """How many showed each number, by the number as text; numbers nobody showed are left out."""
    return {str(each): scores.count(each) for each in _SCORES if each in scores}


def read(ballot: Ballot) -> Fingers | None:
    """What a check's ballot says; None where it says nothing that can be read."""
    counts = tuple(_whole(ballot.counts, score) for score in _SCORES)
    return Fingers(ballot.title, counts) if sum(counts) else None


def of_item(ballots: Iterable[Ballot], item: str) -> tuple[Fingers, ...]:
    """The checks made in an item, in the order they were made."""
    mine = sorted((one for one in ballots if is_fingers(one) and one.item == item), key=_number)
    return tuple(found for each in mine if (found := read(each)) is not None)


def words(fingers: Fingers) -> str:
    """On one line: ``4.2 of 5 (1× 2, 3× 4, 2× 5)``, and whom to ask."""
    given = ", ".join(
        f"{number}× {score}"
        for score, number in zip(_SCORES, fingers.counts, strict=True)
        if number
    )
    said = f"{fingers.average:.1f} of {HIGHEST} ({given})"
    return f"{said}; {fingers.word}" if fingers.word else said


def _number(ballot: Ballot) -> int:
    digits = ballot.sort.removeprefix(_PREFIX)
    is_number = is_fingers(ballot) and digits.isascii() and digits.isdigit() and len(digits) < 9  # noqa: PLR2004 - a forged one may have any length
    return int(digits) if is_number else 0


def _whole(counts: Mapping[str, object], score: int) -> int:
    """A count out of a log that may be forged."""
    value = counts.get(str(score))
    return max(0, value) if isinstance(value, int) and not isinstance(value, bool) else 0
