"""What may happen to an expectation, as changes, and how well the team foresees: the Brier score.

The score is the mean of (probability - outcome)², outcome 1 or 0, over what was resolved: 0 is
perfect, 0.25 is what "50%" gets every time (Brier, Monthly Weather Review 78, 1950).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any, Final

from retrotui.core.changes import Change, Put, Scope
from retrotui.core.decision_fields import UNCHANGED, Unchanged, encode_date, read_date
from retrotui.core.dissent import read_probability as read_plain
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import encode
from retrotui.core.records.expectations import Came, Expectation
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

ABOUT: Final = (Kind.ACTIONS, Kind.ROADMAP, Kind.DECISIONS, Kind.GOALS)
"""What an expectation can be on."""
CAME_WORDS: Final = {Came.TRUE: "came true", Came.FALSE: "did not", Came.VOID: "cannot be told"}
ENOUGH: Final = 10
"""So many resolved ones make a score that says anything."""
_FRACTION = re.compile(r"([0-9]{1,4})\s*/\s*([0-9]{1,4})")
_BARE = re.compile(r"[0-9]{2}")
_SHOWN = 40
_NO_DATE = "9999-12-31"


@dataclass(frozen=True, slots=True)
class ExpectationDraft:
    """An expectation before it is one; fields as in ``Expectation``, ``by`` an id."""

    statement: str
    probability: float | None = None
    resolve_on: date | None = None
    about: Origin | None = None
    by: str | None = None
    meeting: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectationEdit:
    """New values for some fields; ``by`` is an id."""

    statement: str | Unchanged = UNCHANGED
    probability: float | Unchanged | None = UNCHANGED
    resolve_on: date | Unchanged | None = UNCHANGED
    about: Origin | Unchanged | None = UNCHANGED
    by: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class Score:
    """How well was foreseen what was resolved as true or false.

    Attributes:
        number: How many had a probability.
        brier: 0 (perfect) to 1; None while there is none.
    """

    number: int = 0
    brier: float | None = None

    @property
    def tells(self) -> bool:
        """There are enough of them to say anything."""
        return self.number >= ENOUGH


def read_probability(text: str) -> float:
    """A probability as people type it: ``70%``, ``0.7``, ``7/10``.

    Raises:
        UsageError: It is none of these, or certain: 0 and 100 % leave nothing to find out, and one
            surprise could not be told from a slip.
    """
    typed = one_line(text)
    fraction = _FRACTION.fullmatch(typed)
    if fraction is None:
        value = _plain(typed)
    elif int(fraction[2]) == 0:
        raise _no_probability(typed)
    else:
        value = int(fraction[1]) / int(fraction[2])
    if value > 1:
        raise _no_probability(typed)
    return admit_probability(value)


def admit_probability(value: float) -> float:
    """A probability that can be kept.

    Raises:
        UsageError: Not above 0 and below 1.
    """
    if not 0 <= value <= 1:
        raise _no_probability(f"{value:g}")
    if value in (0, 1):
        nearest = "1%" if value == 0 else "99%"
        raise UsageError(
            f"{value:.0%} is certain, and what is certain is not expected",
            hint=f"write {nearest} if almost nothing could surprise you",
        )
    return value


def show_probability(value: float | None) -> str:
    """A probability in percent with up to three figures: ``70%``, ``33.3%``; empty for none."""
    return "" if value is None else f"{value * 100:.3g}%"


def state(id: str, draft: ExpectationDraft, *, private: bool = False) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """States an expectation.

    Args:
        id: The new expectation's id.
        draft: What is expected.
        private: Keep it on this machine, as what it is about is.

    Raises:
        UsageError: The statement is empty or too long, or the probability none that can be kept.
    """
    fields = _admitted(
        {
            "statement": draft.statement,
            "probability": draft.probability,
            "resolve_on": draft.resolve_on,
            "about": draft.about,
            "by": draft.by,
        }
    )
    fields |= {"meeting": draft.meeting, "item": draft.item}
    kept = {name: value for name, value in fields.items() if value is not None}
    return (Put(Kind.EXPECTATIONS, id, kept, Scope.PRIVATE if private else None),)


def edit(one: Expectation, change: ExpectationEdit) -> tuple[Change, ...]:
    """Changes fields while it is not resolved; the log keeps every probability there was.

    Raises:
        ForbiddenMoveError: It is resolved, and what was foreseen is not mended afterwards.
        UsageError: See ``state``.
    """
    given = {
        name: value
        for name in ("statement", "probability", "resolve_on", "about", "by")
        if not isinstance(value := getattr(change, name), Unchanged)
    }
    before = {name: encode(getattr(one, name)) for name in given}
    fields = {name: value for name, value in _admitted(given).items() if value != before[name]}
    if not fields:
        return ()
    if one.came is not None:
        raise _forbidden(one, "edit")
    return (Put(Kind.EXPECTATIONS, one.id, fields),)


def resolve(
    one: Expectation, came: Came, now: str, evidence: str | None = None
) -> tuple[Change, ...]:
    """Says what became of it; of a resolved one the evidence may be revised.

    Args:
        one: As it stands.
        came: What became of it; ``VOID`` when it cannot be told.
        now: RFC 3339 UTC.
        evidence: How that is known; None leaves it as it is.

    Raises:
        ForbiddenMoveError: Something else was said before.
        UsageError: The evidence is too long.
    """
    said = None if evidence is None else admit(evidence, "the evidence", required=False)
    if one.came is came:
        revised = said is not None and said != one.evidence
        return (Put(Kind.EXPECTATIONS, one.id, {"evidence": said}),) if revised else ()
    if one.came is not None:
        raise _forbidden(one, "void" if came is Came.VOID else "resolve")
    fields: dict[str, Any] = {"came": came.value, "resolved": now}
    if said:
        fields["evidence"] = said
    return (Put(Kind.EXPECTATIONS, one.id, fields),)


def reopen(one: Expectation) -> tuple[Change, ...]:
    """It is not known after all, and what resolving it said is taken back."""
    if one.came is None:
        return ()
    fields = {"came": None, "resolved": None, "evidence": None}
    return (Put(Kind.EXPECTATIONS, one.id, fields),)


def is_due(one: Expectation, today: date) -> bool:
    """True when it should be known by now and nobody has said what became of it."""
    day = read_date(one.resolve_on)
    return one.came is None and day is not None and day <= today


def by_day(expectations: Iterable[Expectation]) -> tuple[Expectation, ...]:
    """By the day on which it is known (none last), then id."""
    return tuple(sorted(expectations, key=lambda each: (each.resolve_on or _NO_DATE, each.id)))


def score(expectations: Iterable[Expectation]) -> Score:
    """How well was foreseen what came true or did not; what is void counts nowhere."""
    errors = [
        (each.probability - (each.came is Came.TRUE)) ** 2
        for each in expectations
        if each.came in (Came.TRUE, Came.FALSE)
        and each.probability is not None
        and 0 <= each.probability <= 1
    ]
    return Score(len(errors), fsum(errors) / len(errors)) if errors else Score()


def score_words(found: Score) -> str:
    """The score in words; below ``ENOUGH`` it says how few there are."""
    if found.tells and found.brier is not None:
        return f"Brier {found.brier:.2f} of {found.number}"
    return f"{found.number} resolved, too few to tell" if found.number else ""


def _plain(typed: str) -> float:
    try:
        return read_plain(typed)
    except UsageError as refused:
        raise _no_probability(typed) from refused


def _no_probability(typed: str) -> UsageError:
    nearest = f"{typed}%" if _BARE.fullmatch(typed) else "70%, 0.7 or 7/10"
    return UsageError(f"{typed[:20]!r} is not a probability", hint=f"write {nearest}")


def _admitted(given: dict[str, Any]) -> dict[str, Any]:
    admitted = dict(given)
    if "statement" in given:
        admitted["statement"] = admit(given["statement"], "the statement", lines=False)
    if given.get("probability") is not None:
        admitted["probability"] = admit_probability(given["probability"])
    if "resolve_on" in given:
        admitted["resolve_on"] = encode_date(given["resolve_on"])
    if "about" in given:
        admitted["about"] = encode(given["about"])
    return admitted


def _forbidden(one: Expectation, verb: str) -> ForbiddenMoveError:
    became = "is void" if one.came is Came.VOID else f"was resolved as {one.came}"
    return ForbiddenMoveError(
        f"{one_line(one.statement)[:_SHOWN]!r} {became}, so {verb!r} is not possible; "
        "possible: reopen"
    )
