"""From given values to places: equal totals share one, and what is incomplete stands apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from retrotui.core.scoring.models import (
    COULD,
    EFFORT,
    MOSCOW,
    MUST,
    PRIORITY,
    WONT,
    WSJF,
    Axis,
    Model,
)
from retrotui.core.scoring.scale import plain

MOST_MUST = Fraction(60, 100)
LEAST_COULD, USUAL_COULD, MOST_COULD = Fraction(10, 100), Fraction(20, 100), Fraction(30, 100)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is scored.

    Attributes:
        kind: The table it is in: ``cards``, ``groups`` or ``roadmap``.
    """

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A subject with what it was given.

    Attributes:
        values: Criterion key to value.
        total: What they come to; None while one is missing.
        rank: 1 for the highest; equal totals share one. None while a value is missing.
        tied: Somebody else has the same rank.
        missing: Titles of the criteria that have no value.
    """

    subject: Subject
    values: Mapping[str, Decimal] = field(default_factory=dict)
    total: Fraction | None = None
    rank: int | None = None
    tied: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that was scored, in the order of the subjects.

    Attributes:
        remarks: What the model warns of, in words.
    """

    model: Model
    rows: tuple[Scored, ...]
    remarks: tuple[str, ...] = ()

    @property
    def ranked(self) -> tuple[Scored, ...]:
        """The complete ones, the highest first; ties keep the order of the subjects."""
        complete = [each for each in self.rows if each.rank is not None]
        return tuple(sorted(complete, key=lambda each: each.rank or 0))

    @property
    def incomplete(self) -> tuple[Scored, ...]:
        """Those that lack a value."""
        return tuple(each for each in self.rows if each.rank is None)

    @property
    def is_begun(self) -> bool:
        """Something was given a value."""
        return any(each.values for each in self.rows)

    def row(self, subject: str) -> Scored | None:
        """One subject's row."""
        return next((each for each in self.rows if each.subject.id == subject), None)


def score(
    model: Model, subjects: Sequence[Subject], given: Mapping[str, Mapping[str, Decimal]]
) -> Result:
    """Ranks subjects.

    Args:
        model: How the total comes about.
        subjects: All of them, in their own order.
        given: Subject id to criterion key to value.
    """
    totals = {each.id: model.total(given.get(each.id, {})) for each in subjects}
    shared = Counter(each for each in totals.values() if each is not None)
    rows = tuple(_scored(model, each, given.get(each.id, {}), totals, shared) for each in subjects)
    return Result(model, rows, _remarks(model, rows))


def _scored(
    model: Model,
    subject: Subject,
    values: Mapping[str, Decimal],
    totals: Mapping[str, Fraction | None],
    shared: Mapping[Fraction, int],
) -> Scored:
    total = totals[subject.id]
    known = {axis.key: values[axis.key] for axis in model.axes if axis.key in values}
    if total is None:
        missing = tuple(axis.title for axis in model.axes if axis.key not in known)
        return Scored(subject, known, missing=missing)
    rank = 1 + sum(count for other, count in shared.items() if other > total)
    return Scored(subject, known, total, rank, shared[total] > 1)


def _remarks(model: Model, rows: Sequence[Scored]) -> tuple[str, ...]:
    if model.name == WSJF:
        return tuple(said for axis in model.axes if (said := _without_one(axis, rows)))
    return _moscow_remarks(rows) if model.name == MOSCOW else ()


def _without_one(axis: Axis, rows: Sequence[Scored]) -> str | None:
    """A relative column needs a 1 to be relative to; told once the column is full."""
    given = [each.values[axis.key] for each in rows if axis.key in each.values]
    if not given or len(given) < len(rows) or min(given) == 1:
        return None
    return f"{axis.title}: the smallest is {plain(min(given))}; give the smallest of all a 1"


def effort_share(rows: Sequence[Scored], priority: Decimal) -> Fraction | None:
    """The part of the planned effort that has a priority; None where there is no effort.

    What won't be had this time is not planned, so it is in no share.
    """
    planned = [each for each in rows if each.total is not None and each.total != WONT]
    everything = sum((Fraction(each.values[EFFORT]) for each in planned), Fraction())
    if not everything:
        return None
    wanted = (each.values[EFFORT] for each in planned if each.values[PRIORITY] == priority)
    return sum(map(Fraction, wanted), Fraction()) / everything


def _moscow_remarks(rows: Sequence[Scored]) -> tuple[str, ...]:
    must, could = effort_share(rows, MUST), effort_share(rows, COULD)
    if must is None or could is None:
        return ()
    said = []
    if must > MOST_MUST:
        taken = (
            percent(must)
            if percent(must) != percent(MOST_MUST)
            else f"just over {percent(MOST_MUST)}"
        )
        said.append(
            f"musts take {taken} of the effort; above {percent(MOST_MUST)} nothing is left "
            "to give way when something takes longer"
        )
    if not LEAST_COULD <= could <= MOST_COULD:
        said.append(
            f"coulds take {percent(could)} of the effort; about {percent(USUAL_COULD)} is what can "
            "be left out without harm"
        )
    return tuple(said)


def percent(share: Fraction) -> str:
    """A part of the whole, in whole per cents: ``60 %``."""
    return f"{round(share * 100)} %"
