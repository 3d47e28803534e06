"""What a meeting's surveys came to, for its minutes: spread, average and trend by statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from retrotui.core.activities import survey
from retrotui.core.activities.survey import Outcome
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, ballot
from retrotui.core.surveys import SURVEY, Answers, Scale


@dataclass(frozen=True, slots=True)
class MinutesTrend:
    """How a statement's average moved.

    Attributes:
        direction: ``up``, ``down`` or ``steady``.
        before: The average of the run before.
        since: When that run's meeting began, RFC 3339 UTC.
    """

    direction: str
    change: float
    before: float
    since: str


@dataclass(frozen=True, slots=True)
class MinutesStatement:
    """One statement; without figures when too few answered.

    Attributes:
        answers: How many answered.
        counts: Answer to how many gave it; all answers of the scale.
        level: The answer in the middle by name, on scales whose answers are kinds.
        verdict: What the answers ask of the room.
        trend: None when it was asked for the first time.
    """

    key: str
    title: str
    answers: int
    counts: Mapping[str, int]
    average: float | None
    median: int | None
    level: str | None
    verdict: str
    trend: MinutesTrend | None


@dataclass(frozen=True, slots=True)
class MinutesSurvey:
    """One counted survey.

    Attributes:
        item: Title of the agenda item.
        scale: As formats have it.
        low: What the lowest answer means, with the answer itself; like ``high``.
        voters: How many answered anything.
    """

    item: str
    scale: str
    low: str
    high: str
    voters: int
    statements: tuple[MinutesStatement, ...]


def surveys(state: MeetingState) -> tuple[MinutesSurvey, ...]:
    """Every counted survey, in agenda order; an open one is not told of."""
    asked = (each for each in state.items if each.activity == survey.ACTIVITY.name)
    return tuple(found for item in asked if (found := _survey(state, item)) is not None)


def _survey(state: MeetingState, item: AgendaItem) -> MinutesSurvey | None:
    closed, found = ballot(state, item.id, SURVEY), survey.outcomes(state, item)
    if closed is None or found is None:
        return None
    scale = survey.settings(item).scale
    return MinutesSurvey(
        item.title,
        scale.name,
        _end(scale, scale.low),
        _end(scale, scale.high),
        closed.voters,
        tuple(map(_statement, found)),
    )


def _end(scale: Scale, answer: int) -> str:
    return f"{answer} {scale.word(answer)}".strip()


def _statement(outcome: Outcome) -> MinutesStatement:
    one, said = outcome.statement, outcome.answers
    if said is None:
        return MinutesStatement(one.key, one.title, 0, {}, None, None, None, "", None)
    pairs = zip(said.scale.answers, said.counts, strict=True)
    return MinutesStatement(
        one.key,
        one.title,
        said.given,
        {str(answer): given for answer, given in pairs},
        None if said.scale.levels else _rounded(said.average),
        said.median,
        said.scale.word(said.median) if said.scale.levels else None,
        said.verdict,
        _trend(said),
    )


def _trend(said: Answers) -> MinutesTrend | None:
    if said.direction is None or said.change is None:
        return None
    last = said.past[-1]
    change, before = _rounded(said.change), _rounded(last.average)
    return MinutesTrend(said.direction.value, change, before, last.on)


def _rounded(value: Fraction) -> float:
    return round(float(value), 2)
