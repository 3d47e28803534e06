"""What may happen to a goal, as changes: set, read, met, missed, dropped, taken up again.

Every function takes the newest state of the goal and refuses what that state forbids. Doing a
thing twice is nothing to do, never an error. How a goal stands is ``core.goal_standing``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from retrotui.core.amounts import UNIT_LENGTH, show_amount
from retrotui.core.changes import Change, Exclude, Include, Put, Scope
from retrotui.core.decision_fields import (
    UNCHANGED,
    Unchanged,
    admit_optional,
    encode_date,
    read_date,
)
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.ids import natural_id
from retrotui.core.records.goals import Direction, Goal, GoalStatus, Reading
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

_SHOWN = 40
_POSSIBLE = {
    GoalStatus.OPEN: "read, met, missed, drop",
    GoalStatus.MET: "reopen",
    GoalStatus.MISSED: "reopen",
    GoalStatus.DROPPED: "reopen",
}


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal before it is one; fields as in ``Goal``, owners by id.

    Attributes:
        direction: None takes the one from baseline to target, and up where that says nothing.
    """

    title: str
    target: float | None
    metric: str = ""
    unit: str = ""
    direction: Direction | None = None
    baseline: float | None = None
    begins: date | None = None
    due: date | None = None
    owners: tuple[str, ...] = ()
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class GoalEdit:
    """New values for some fields of a goal; owners replace the present ones."""

    title: str | Unchanged = UNCHANGED
    metric: str | Unchanged = UNCHANGED
    unit: str | Unchanged = UNCHANGED
    direction: Direction | Unchanged = UNCHANGED
    baseline: float | Unchanged | None = UNCHANGED
    target: float | Unchanged = UNCHANGED
    begins: date | Unchanged | None = UNCHANGED
    due: date | Unchanged | None = UNCHANGED
    owners: tuple[str, ...] | Unchanged = UNCHANGED


def add(id: str, draft: GoalDraft) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """Sets a goal.

    Raises:
        UsageError: No title, no target, a text that is too long, or numbers that contradict the
            direction or the dates each other.
    """
    if draft.target is None:
        raise UsageError(
            "a goal needs a target", hint="such as --target 60%, with --baseline 20% if you know it"
        )
    _check_way(draft.direction, draft.baseline, draft.target)
    _check_days(draft.begins, draft.due)
    fields = {
        "title": admit(draft.title, "the title", lines=False),
        "metric": _metric(draft.metric) or None,
        "unit": _unit(draft.unit) or None,
        "direction": (draft.direction or towards(draft.baseline, draft.target)).value,
        "baseline": draft.baseline,
        "target": draft.target,
        "begins": encode_date(draft.begins),
        "due": encode_date(draft.due),
        "status": GoalStatus.OPEN.value,
        "meeting": draft.meeting,
    }
    kept = {name: value for name, value in fields.items() if value is not None}
    return (Put(Kind.GOALS, id, kept), *_include(id, draft.owners))


def edit(goal: Goal, change: GoalEdit) -> tuple[Change, ...]:
    """Changes fields of a goal, whatever its status.

    A new baseline or target turns the direction with it unless that is given too.

    Raises:
        UsageError: See ``add``.
    """
    given = {
        name: value
        for name in ("title", "metric", "unit", "baseline", "target", "begins", "due")
        if not isinstance(value := getattr(change, name), Unchanged)
    }
    baseline = given.get("baseline", goal.baseline)
    target = given.get("target", goal.target)
    if not isinstance(change.direction, Unchanged):
        given["direction"] = change.direction
    elif {"baseline", "target"} & given.keys() and None not in (baseline, target):
        given["direction"] = towards(baseline, target, goal.direction)
    _check_way(given.get("direction", goal.direction), baseline, target)
    _check_days(given.get("begins", read_date(goal.begins)), given.get("due", read_date(goal.due)))
    before = {name: getattr(goal, name) for name in given}
    fields = {
        name: value
        for name, value in _admitted(given).items()
        if value != before[name] and not (value is None and before[name] == "")
    }
    planned: list[Change] = [Put(Kind.GOALS, goal.id, fields)] if fields else []
    if not isinstance(change.owners, Unchanged):
        gone = tuple(each for each in goal.owners if each not in change.owners)
        new = tuple(each for each in change.owners if each not in goal.owners)
        planned += [Exclude(Kind.GOALS, goal.id, "owners", gone)] if gone else []
        planned += _include(goal.id, new)
    return tuple(planned)


def reading_id(goal: str, day: str, *, private: bool = False) -> str:
    """The id of a goal's reading of a day: one a day, so that a later one takes its place.

    A private one has an id of its own, as it must not keep a shared one on this machine.
    """
    return natural_id("private-reading" if private else "reading", goal, day)


def read(
    goal: Goal,
    value: float,
    day: date,
    *,
    today: date,
    note: str = "",
    meeting: str | None = None,
    private: bool = False,
    existing: Reading | None = None,
) -> tuple[Change, ...]:
    """Notes a goal's value on a day; another one of that day takes its place.

    Args:
        goal: The goal.
        value: In the goal's unit.
        day: The day it is the value of.
        today: No day after it can have been read.
        note: Where it comes from, or why; may be empty.
        meeting: The meeting it is noted in.
        private: Keep it on this machine, as the goal is.
        existing: The reading of that day there is.

    Raises:
        ForbiddenMoveError: The goal is met, missed or dropped.
        UsageError: A day to come, or a note that is too long.
    """
    if not goal.is_open:
        raise _forbidden(goal, "read")
    if day > today:
        raise UsageError(
            f"{day.isoformat()} is still to come", hint=f"a reading is of {today} or before"
        )
    said = admit(note, "the note", lines=False, required=False)
    if existing is not None and _says_the_same(existing, value, said, meeting):
        return ()
    fields: dict[str, Any] = {"goal": goal.id, "value": value, "day": day.isoformat()}
    if said or existing is not None:
        fields["note"] = said
    if meeting is not None or existing is not None:
        fields["meeting"] = meeting
    scope = Scope.PRIVATE if private else None
    new = reading_id(goal.id, day.isoformat(), private=private)
    return (Put(Kind.READINGS, existing.id if existing else new, fields, scope),)


def meet(goal: Goal, now: str) -> tuple[Change, ...]:
    """The target is reached, and people say so.

    Raises:
        ForbiddenMoveError: It was missed or dropped.
    """
    return _close(goal, GoalStatus.MET, now, None)


def miss(goal: Goal, now: str, why: str | None = None) -> tuple[Change, ...]:
    """The target was not reached in time; of a missed one the reason may be revised.

    Raises:
        ForbiddenMoveError: It was met or dropped.
    """
    return _close(goal, GoalStatus.MISSED, now, admit_optional(why, "the reason (--why)"))


def drop(goal: Goal, now: str, why: str) -> tuple[Change, ...]:
    """Given up, with the reason; of a dropped one the reason may be revised.

    Raises:
        ForbiddenMoveError: It was met or missed.
        UsageError: No reason.
    """
    return _close(goal, GoalStatus.DROPPED, now, admit(why, "the reason (--why)"))


def reopen(goal: Goal) -> tuple[Change, ...]:
    """It is to be reached after all, and what closing it said is taken back."""
    if goal.is_open:
        return ()
    fields = {"status": GoalStatus.OPEN.value, "why": None, "closed": None}
    return (Put(Kind.GOALS, goal.id, fields),)


def towards(
    baseline: float | None, target: float | None, else_: Direction = Direction.UP
) -> Direction:
    """Which way is better, from where it began to where it is to be."""
    if baseline is None or target is None or baseline == target:
        return else_
    return Direction.UP if target > baseline else Direction.DOWN


def _close(goal: Goal, status: GoalStatus, now: str, why: str | None) -> tuple[Change, ...]:
    if goal.status is status:
        revised = why is not None and why != goal.why
        return (Put(Kind.GOALS, goal.id, {"why": why}),) if revised else ()
    if not goal.is_open:
        raise _forbidden(goal, "drop" if status is GoalStatus.DROPPED else status.value)
    fields: dict[str, Any] = {"status": status.value, "closed": now}
    if why is not None:
        fields["why"] = why
    return (Put(Kind.GOALS, goal.id, fields),)


def _says_the_same(reading: Reading, value: float, note: str, meeting: str | None) -> bool:
    here = meeting is None or reading.meeting == meeting
    return here and (reading.value, reading.note) == (value, note)


def _admitted(given: dict[str, Any]) -> dict[str, Any]:
    admitted = dict(given)
    if "title" in given:
        admitted["title"] = admit(given["title"], "the title", lines=False)
    if "metric" in given:
        admitted["metric"] = _metric(given["metric"]) or None
    if "unit" in given:
        admitted["unit"] = _unit(given["unit"]) or None
    for name in ("begins", "due"):
        if name in given:
            admitted[name] = encode_date(given[name])
    if "direction" in given:
        admitted["direction"] = given["direction"].value
    return admitted


def _metric(metric: str) -> str:
    return admit(metric, "the metric", lines=False, required=False)


def _unit(unit: str) -> str:
    admitted = admit(unit, "the unit", lines=False, required=False)
    if len(admitted) > UNIT_LENGTH:
        raise UsageError(
            f"the unit has {len(admitted)} characters",
            hint=f"at most {UNIT_LENGTH}, such as % or ms; what is counted is the metric",
        )
    return admitted


def _check_way(direction: Direction | None, baseline: float | None, target: float | None) -> None:
    if direction is None or baseline is None or target is None or baseline == target:
        return
    if towards(baseline, target) is not direction:
        other = Direction.DOWN if direction is Direction.UP else Direction.UP
        raise UsageError(
            f"{show_amount(baseline)} to {show_amount(target)} does not go {direction.value}",
            hint=f"leave the direction out, or make it {other.value}",
        )


def _check_days(begins: date | None, due: date | None) -> None:
    if begins is not None and due is not None and due <= begins:
        raise UsageError(
            f"it would be due on {due}, not after it begins on {begins}",
            hint="choose a later due date, or an earlier beginning",
        )


def _include(id_: str, owners: tuple[str, ...]) -> tuple[Change, ...]:
    return (Include(Kind.GOALS, id_, "owners", owners),) if owners else ()


def _forbidden(goal: Goal, verb: str) -> ForbiddenMoveError:
    return ForbiddenMoveError(
        f"{one_line(goal.title)[:_SHOWN]!r} is {goal.status.value}, so {verb!r} is not possible; "
        f"possible: {_POSSIBLE[goal.status]}"
    )
