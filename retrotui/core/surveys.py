"""Surveys: what may be answered, what is counted, what came out, and how it moved since last time.

While a survey is open, answers are kept by voter and never shown; counting turns them into one
ballot of counts by statement. Sources: five-point Likert items; fist to five; delegation poker
(Appelo's seven levels); squad health checks' traffic lights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from statistics import median_low
from types import MappingProxyType
from typing import Any, Final

from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.cards import Ballot, Vote

SURVEY: Final = "survey"
"""The sort of ballot that counts answers by statement."""

LEAST_ANONYMOUS: Final = 2
"""Fewer answers than this say who gave them, so that an anonymous survey does not count them."""

_STEADY: Final = Fraction(1, 20)
_FAR_LEVELS: Final = 2
_FAR_SHARE: Final = Fraction(6, 10)
_TEN: Final = 10
_HOLDS: Final = 3
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Scale:
    """What can be answered.

    Attributes:
        name: As formats have it.
        low: The lowest answer; the others follow it one by one.
        words: What each answer means, the lowest first; empty where only the ends have a meaning.
        levels: The answers are kinds, not degrees: a level is named, an average is not.
    """

    name: str
    low: int
    high: int
    words: tuple[str, ...]
    levels: bool = False

    @property
    def answers(self) -> tuple[int, ...]:
        """Every answer, the lowest first."""
        return tuple(range(self.low, self.high + 1))

    def word(self, answer: int) -> str:
        """What an answer means; may be empty."""
        return self.words[answer - self.low]

    def typed(self, digit: int) -> int | None:
        """The answer that a digit key gives; 0 is ten where there is a ten."""
        answer = _TEN if digit == 0 and self.high == _TEN else digit
        return answer if self.low <= answer <= self.high else None

    def key(self, answer: int) -> str:
        """The digit that gives an answer."""
        return str(answer % _TEN)

    def require(self, answer: int) -> None:
        """Refuses what is not on the scale.

        Raises:
            UsageError: It is not; says what is.
        """
        if not self.low <= answer <= self.high:
            raise UsageError(
                f"{answer} is not on the scale", hint=f"valid: {self.low} to {self.high}"
            )


SCALES: Final[Mapping[str, Scale]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Scale("agreement", 1, 5, ("strongly disagree", "disagree", "neither", "agree",
                                      "strongly agree")),
            Scale("traffic_light", 1, 3, ("red", "yellow", "green")),
            Scale("fingers", 0, 5, ("block", "major concerns", "minor issues", "can live with it",
                                    "good idea", "all in")),
            Scale("one_to_ten", 1, 10, ("lowest", "", "", "", "", "", "", "", "", "highest")),
            Scale("delegation", 1, 7, ("tell", "sell", "consult", "agree", "advise", "inquire",
                                       "delegate"), levels=True),
        )
    }
)  # fmt: skip
"""Every scale by its name in formats."""


class Direction(StrEnum):
    """How an average moved."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Run:
    """An earlier survey.

    Attributes:
        on: When its meeting began, RFC 3339 UTC.
        scale: The scale's name.
        ballot: What was counted.
    """

    on: str
    scale: str
    ballot: Ballot


@dataclass(frozen=True, slots=True)
class Past:
    """One statement in an earlier survey."""

    on: str
    average: Fraction
    answers: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered to one statement.

    Attributes:
        counts: How many gave each answer of the scale, the lowest first.
        past: The same statement before, the oldest first.
    """

    scale: Scale
    counts: tuple[int, ...]
    past: tuple[Past, ...] = ()

    @property
    def given(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def average(self) -> Fraction:
        """The mean answer, exactly; for at least one answer."""
        total = sum(n * each for n, each in zip(self.counts, self.scale.answers, strict=True))
        return Fraction(total, self.given)

    @property
    def median(self) -> int:
        """The answer in the middle; of two middle ones the lower."""
        return median_low(self._all)

    @property
    def spread(self) -> tuple[int, int]:
        """The lowest and the highest answer given."""
        given = self._all
        return given[0], given[-1]

    @property
    def is_far_apart(self) -> bool:
        """Answers that are worth a talk: two levels apart, or more than half of the scale."""
        low, high = self.spread
        wide = _FAR_SHARE * (self.scale.high - self.scale.low)
        return high - low >= (_FAR_LEVELS if self.scale.levels else wide)

    @property
    def change(self) -> Fraction | None:
        """The average less the one before; None when there was none."""
        return self.average - self.past[-1].average if self.past else None

    @property
    def direction(self) -> Direction | None:
        """Which way it moved; less than a twentieth of the scale is no move. None: first time."""
        if self.change is None:
            return None
        if abs(self.change) < _STEADY * (self.scale.high - self.scale.low):
            return Direction.STEADY
        return Direction.UP if self.change > 0 else Direction.DOWN

    @property
    def verdict(self) -> str:
        """What the answers ask of the room, in words; empty when nothing."""
        low, high = self.spread
        if self.scale.name == "fingers":
            held = sum(self.counts[:_HOLDS])
            return f"{held} gave 2 or less: hear them" if held else "passes: nobody below 3"
        if self.scale.levels and low == high:
            return f"agreed: {low} {self.scale.word(low)}"
        if self.is_far_apart:
            return f"{low} to {high}: talk"
        return ""

    @property
    def _all(self) -> list[int]:
        pairs = zip(self.counts, self.scale.answers, strict=True)
        return list(chain.from_iterable([each] * n for n, each in pairs))


def begun(votes: Iterable[Vote]) -> frozenset[str]:
    """Everybody who answered anything: people and ballot papers."""
    return frozenset(vote.voter for vote in votes)


def answered(votes: Iterable[Vote], voter: str) -> frozenset[str]:
    """The statements a voter has answered."""
    return frozenset(vote.subject for vote in votes if vote.voter == voter)


def count(
    votes: Iterable[Vote], keys: Sequence[str], scale: Scale, *, anonymous: bool
) -> tuple[dict[str, dict[str, int]], int]:
    """Answers by statement and by answer, and how many answered at all.

    Args:
        votes: Open ones.
        keys: Of the statements there are.
        scale: What counts as an answer.
        anonymous: Statements that too few answered are left out, see ``LEAST_ANONYMOUS``.

    Raises:
        ForbiddenMoveError: Too few answered for anything to be counted.
    """
    valid = [each for each in votes if each.subject in keys and each.n in scale.answers]
    least = LEAST_ANONYMOUS if anonymous else 1
    counts: dict[str, dict[str, int]] = {}
    for key in keys:
        given = [each.n for each in valid if each.subject == key]
        if len(given) >= least:
            counts[key] = {str(each): given.count(each) for each in sorted(set(given))}
    if valid and not counts:
        raise ForbiddenMoveError(
            "one answer alone would not be anonymous; allowed now: answer",
            hint=f"each statement needs {LEAST_ANONYMOUS} answers to be counted",
        )
    return counts, len({each.voter for each in valid})


def answers(ballot: Ballot, key: str, scale: Scale, runs: Sequence[Run]) -> Answers | None:
    """What a counted survey says of a statement; None when nothing was counted for it.

    Args:
        ballot: The counted survey.
        key: The statement's.
        scale: The survey's.
        runs: Earlier ones, the oldest first; those by another scale are left out.
    """
    counts = _counts(ballot, key, scale)
    if counts is None:
        return None
    past = []
    for run in runs:
        before = _counts(run.ballot, key, scale) if run.scale == scale.name else None
        if before is not None:
            one = Answers(scale, before)
            past.append(Past(run.on, one.average, one.given))
    return Answers(scale, counts, tuple(past))


def _counts(ballot: Ballot, key: str, scale: Scale) -> tuple[int, ...] | None:
    told = ballot.counts.get(key)
    if not isinstance(told, Mapping):
        return None
    counts = tuple(_whole(told.get(str(each))) for each in scale.answers)
    return counts if any(counts) else None


def _whole(value: Any) -> int:
    """A count out of a log that may be forged."""
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(0, value), _MOST)
