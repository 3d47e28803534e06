"""Scores: what the room gives each subject on each criterion, and the weights it goes by.

A value is the room's: the facilitator types what was agreed. Every move is decided under the
store's lock on the newest state, so that two terminals filling one table lose nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from retrotui.core.activities import score
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Change, Drop, Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.ids import short_id
from retrotui.core.meeting_state import MeetingState, find_item
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.records.scores import Score, score_id
from retrotui.core.scoring import Axis, Model, Subject
from retrotui.core.setting_kinds import quoted
from retrotui.core.setting_tables import Criteria
from retrotui.core.text import one_line
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_scoring, require_item

MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell as it stands.

    Attributes:
        values: The whole row as it is recorded.
    """

    model: Model
    axis: Axis
    subject: Subject
    values: Mapping[str, Any]

    @property
    def value(self) -> Decimal | None:
        return self.axis.scale.read(self.values.get(self.axis.key))


def give(desk: Desk, item: str, subject: str, criterion: str, typed: str) -> Receipt:
    """Gives a subject a value, as it was typed.

    Args:
        desk: Who types it.
        item: Id of a score item.
        subject: Id of a card, group or roadmap item.
        criterion: Key of one of the model's criteria.
        typed: The value; a comma serves as a decimal point.

    Raises:
        NotFoundError: No such item, subject or criterion.
        UsageError: The value is not on the criterion's scale; says what is.
    """
    return _change(desk, item, subject, criterion, lambda cell: cell.axis.scale.parse(typed))


def step(desk: Desk, item: str, subject: str, criterion: str, by: int) -> Receipt:
    """Raises or lowers a value by so many steps; an empty cell gets its first value."""
    return _change(
        desk, item, subject, criterion, lambda cell: cell.axis.scale.step(cell.value, by)
    )


def clear(desk: Desk, item: str, subject: str, criterion: str) -> Receipt:
    """Empties a cell.

    Raises:
        ForbiddenMoveError: It is empty.
    """

    def nothing(cell: _Cell) -> None:
        if cell.axis.key not in cell.values:
            title = quoted(cell.subject.title)
            raise ForbiddenMoveError(f"{title} has no value for {cell.axis.title}")

    return _change(desk, item, subject, criterion, nothing)


def weigh(desk: Desk, item: str, criterion: str, weight: int) -> Receipt:
    """Says how much a criterion counts beside the others, from now on and for what was scored.

    Args:
        desk: Who says so.
        item: Id of a score item with the weighted model.
        criterion: Key of the criterion.
        weight: 1 to 100.

    Raises:
        ForbiddenMoveError: The model has no weights.
        NotFoundError: No such item or criterion.
        UsageError: There is no such weight.
    """
    if not 1 <= weight <= MOST_WEIGHT:
        raise UsageError(f"{weight} is no weight", hint=f"valid: 1 to {MOST_WEIGHT}")

    def plan(state: MeetingState, found: AgendaItem) -> tuple[Change, ...]:
        kept = score.settings(found)
        if not kept.model.has_weights:
            raise ForbiddenMoveError(
                f"{kept.model.title} has no weights; allowed: give values", hint=kept.model.formula
            )
        _require_axis(kept.model, criterion)
        weighed = [
            {**each, "weight": weight} if each["key"] == criterion else each
            for each in Criteria().write(kept.criteria)
        ]
        weights = {each["key"]: each["weight"] for each in weighed}
        settings = {**found.settings, "criteria": weighed}
        scored = (
            Put(Kind.SCORES, each.id, {"weights": weights}) for each in score.records(state, found)
        )
        return (Put(Kind.ITEMS, item, {"settings": settings}), *scored)

    return _transact(desk, item, plan)


def _change(
    desk: Desk,
    item: str,
    subject: str,
    criterion: str,
    value: Callable[[_Cell], Decimal | None],
) -> Receipt:
    def plan(state: MeetingState, found: AgendaItem) -> tuple[Change, ...]:
        model = score.settings(found).model
        axis = _require_axis(model, criterion)
        one = _require_subject(state, found, subject)
        known = {each.subject.id: each for each in score.records(state, found)}.get(subject)
        before = {} if known is None else dict(known.values)
        given = value(_Cell(model, axis, one, before))
        after = {key: each for key, each in before.items() if key != axis.key}
        if given is not None:
            after[axis.key] = _number(given)
        if after == before:
            return ()
        id_ = score_id(item, subject)
        if not after:
            return (Drop(Kind.SCORES, id_),)
        return (_put(state, found, model, one, after),)

    return _transact(desk, item, plan)


def _put(
    state: MeetingState, item: AgendaItem, model: Model, subject: Subject, values: dict[str, Any]
) -> Put:
    weights = {each.key: each.weight for each in model.axes} if model.has_weights else {}
    made = Score(
        score_id(item.id, subject.id), state.meeting.id, item.id, Origin(subject.kind, subject.id),
        one_line(subject.title), model.name, weights, values,
    )  # fmt: skip
    fields = encode_fields(
        made, "meeting", "item", "subject", "title", "model", "weights", "values"
    )
    return Put(Kind.SCORES, made.id, fields)


def _number(value: Decimal) -> int | float:
    """As JSON has it; its shortest text reads back as the same decimal."""
    return int(value) if value == value.to_integral_value() else float(value)


def _require_axis(model: Model, criterion: str) -> Axis:
    axis = model.axis(criterion)
    if axis is None:
        known = ", ".join(each.key for each in model.axes)
        raise NotFoundError(f"{model.title} has no {quoted(criterion)}", hint=f"it has: {known}")
    return axis


def _require_subject(state: MeetingState, item: AgendaItem, subject: str) -> Subject:
    for each in score.subjects(state, item):
        if each.id == subject:
            return each
    raise NotFoundError(
        f"nothing to score has the id {short_id(subject, ())!r}",
        hint="a group is scored as a whole; hidden cards are not",
    )


def _transact(
    desk: Desk, item: str, plan: Callable[[MeetingState, AgendaItem], tuple[Change, ...]]
) -> Receipt:
    meeting, _ = require_item(desk.repo, item)

    def locked(reader: Reader) -> tuple[Change, ...]:
        _, found = require_item(reader, item)
        if found.activity != score.ACTIVITY.name:
            raise ForbiddenMoveError(
                f"{quoted(found.title)} is no score item; its activity is {found.activity}"
            )
        state = load_scoring(reader, meeting.id)
        return plan(state, find_item(state, item))

    return desk.transact(locked, meeting=meeting.id)
