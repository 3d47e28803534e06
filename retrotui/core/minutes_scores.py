"""What was scored in a meeting, for its minutes: places with weights, ties and warnings."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrotui.core.activities import score
from retrotui.core.meeting_state import MeetingState
from retrotui.core.scoring import Axis, Result, Scored, percent


@dataclass(frozen=True, slots=True)
class MinutesCriterion:
    """A column; ``weight`` is None where the model has none, ``share`` its part of the whole."""

    key: str
    title: str
    weight: int | None
    share: str | None


@dataclass(frozen=True, slots=True)
class MinutesScored:
    """A subject.

    Attributes:
        rank: 1 for the highest; None while a value is missing.
        tied: Somebody else has the same rank.
        total: As people read it.
        values: Criterion key to its value, as people read it.
        missing: Titles of the criteria without a value.
    """

    title: str
    rank: int | None
    tied: bool
    total: str | None
    values: Mapping[str, str]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinutesScores:
    """One agenda item's scores, the highest first, what is incomplete last.

    Attributes:
        item: Title of the agenda item.
        model: As formats have it.
        title: What people call the model.
        formula: How the total comes about.
        remarks: What the model warns of.
    """

    item: str
    model: str
    title: str
    formula: str
    criteria: tuple[MinutesCriterion, ...]
    rows: tuple[MinutesScored, ...]
    remarks: tuple[str, ...]


def scores(state: MeetingState) -> tuple[MinutesScores, ...]:
    """Every item in which something was scored, in agenda order."""
    found = (
        (item.title, score.result(state, item))
        for item in state.items
        if item.activity == score.ACTIVITY.name
    )
    return tuple(_scores(title, result) for title, result in found if result.is_begun)


def _scores(item: str, result: Result) -> MinutesScores:
    model = result.model
    scored = [*result.ranked, *(each for each in result.incomplete if each.values)]
    return MinutesScores(
        item,
        model.name,
        model.title,
        model.formula,
        tuple(_criterion(result, axis) for axis in model.axes),
        tuple(_scored(result, each) for each in scored),
        result.remarks,
    )


def _criterion(result: Result, axis: Axis) -> MinutesCriterion:
    if not result.model.has_weights:
        return MinutesCriterion(axis.key, axis.title, None, None)
    return MinutesCriterion(axis.key, axis.title, axis.weight, percent(result.model.share(axis)))


def _scored(result: Result, row: Scored) -> MinutesScored:
    shown = {
        axis.key: axis.scale.show(row.values[axis.key])
        for axis in result.model.axes
        if axis.key in row.values
    }
    total = None if row.total is None else result.model.show_total(row.total)
    return MinutesScored(row.subject.title, row.rank, row.tied, total, shown, row.missing)
