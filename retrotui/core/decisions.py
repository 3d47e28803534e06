"""Decisions: what may be done to one, and what that changes.

Statuses are MADR's (adr.github.io/madr). Every function takes frozen records and returns the
changes to commit, or refuses with the moves that the decision's status allows. A decision is made
while it is proposed; what was put to the room (method, options, what it replaces) is fixed from
then on until it is reopened, which an accepted or a rejected one can be on new information. A
deprecated or superseded one is history: it is replaced by a new decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum

from retrotui.core.changes import Change, Put
from retrotui.core.decision_fields import (
    PUT_TO_THE_ROOM,
    SETS,
    UNCHANGED,
    DecisionDraft,
    DecisionEdit,
    admit_fields,
    admit_optional,
    encode_date,
    read_date,
    set_changes,
)
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.ids import short_id
from retrotui.core.people import Directory
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.codec import encode
from retrotui.core.records.decisions import (
    Decision,
    DecisionStatus,
    Position,
    Stance,
    position_id,
)
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

_TITLE_SHOWN = 60


class DecisionMove(StrEnum):
    """What can be done to a decision."""

    EDIT = "edit"
    POSITION = "position"
    DECIDE = "decide"
    KEEP = "keep"
    REOPEN = "reopen"
    DEPRECATE = "deprecate"


_ALLOWED: Mapping[DecisionStatus, tuple[DecisionMove, ...]] = {
    DecisionStatus.PROPOSED: (DecisionMove.EDIT, DecisionMove.POSITION, DecisionMove.DECIDE),
    DecisionStatus.ACCEPTED: (
        DecisionMove.EDIT,
        DecisionMove.POSITION,
        DecisionMove.KEEP,
        DecisionMove.REOPEN,
        DecisionMove.DEPRECATE,
    ),
    DecisionStatus.REJECTED: (DecisionMove.EDIT, DecisionMove.REOPEN),
    DecisionStatus.DEPRECATED: (DecisionMove.EDIT,),
    DecisionStatus.SUPERSEDED: (DecisionMove.EDIT,),
}


_REVIEW = (DecisionMove.KEEP, DecisionMove.REOPEN)


def allowed_moves(decision: Decision) -> tuple[DecisionMove, ...]:
    """What can be done to a decision of this status."""
    return _ALLOWED[decision.status]


def named_moves(decision: Decision) -> str:
    """The same moves in words; keeping and reopening are two answers of one, the review."""
    moves = allowed_moves(decision)
    review = [each for each in moves if each in _REVIEW]
    words = [str(each) for each in moves if each not in _REVIEW]
    return ", ".join([*words, *([f"review ({' or '.join(review)})"] if review else [])])


def add(id: str, draft: DecisionDraft, others: Iterable[Decision] = ()) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """Puts a proposal forward.

    Args:
        id: The new decision's id.
        draft: The proposal.
        others: Every other decision, to follow what replaces what.

    Raises:
        UsageError: A text is empty or too long, a number out of range, or it replaces itself.
    """
    values = {each.name: getattr(draft, each.name) for each in fields(draft)}
    admitted = admit_fields(values)
    _check_replacing(id, draft.supersedes, others)
    registers = {
        name: value
        for name, value in admitted.items()
        if name not in SETS and value not in (None, [])
    }
    put = Put(Kind.DECISIONS, id, registers | {"status": DecisionStatus.PROPOSED.value})
    return put, *set_changes(id, {}, admitted)


def edit(
    decision: Decision, changes: DecisionEdit, others: Iterable[Decision] = ()
) -> tuple[Change, ...]:
    """Changes some fields; nothing when they have these values already.

    Raises:
        ForbiddenMoveError: It would change what was put to the room after it was decided.
        UsageError: See ``add``.
    """
    values = {each.name: getattr(changes, each.name) for each in fields(changes)}
    admitted = admit_fields({key: value for key, value in values.items() if value is not UNCHANGED})
    before = {name: encode(getattr(decision, name)) for name in admitted}
    changed = {name: value for name, value in admitted.items() if value != before[name]}
    fixed = sorted(PUT_TO_THE_ROOM & changed.keys())
    if fixed and decision.status is not DecisionStatus.PROPOSED:
        raise _forbidden(decision, f"its {', '.join(fixed)} stood when it was decided")
    _check_replacing(decision.id, changed.get("supersedes"), others)
    registers = {name: value for name, value in changed.items() if name not in SETS}
    puts = (Put(Kind.DECISIONS, decision.id, registers),) if registers else ()
    return puts + set_changes(decision.id, before, changed)


def take_position(
    decision: Decision,
    person: str,
    stance: Stance,
    why: str | None = None,
    existing: Position | None = None,
) -> tuple[Change, ...]:
    """Records or revises one person's stance, while proposed and, for late voices, once accepted.

    Args:
        decision: What it is about.
        person: Id of the person.
        stance: Where they stand.
        why: Their reason; None or blank for none.
        existing: Their position so far; an equal one changes nothing.

    Raises:
        ForbiddenMoveError: The decision is rejected, deprecated or superseded.
    """
    _require(decision, DecisionMove.POSITION)
    reason = admit_optional(why, "the reason")
    if existing is not None and (existing.stance, existing.why) == (stance, reason):
        return ()
    fields_ = {
        "decision": decision.id,
        "person": person,
        "stance": stance.value,
        "why": reason,
        "meeting": decision.meeting,
    }
    return (Put(Kind.POSITIONS, position_id(decision.id, person), fields_),)


def decide(
    decision: Decision,
    *,
    accept: bool,
    now: str,
    outcome: str | None = None,
    rationale: str | None = None,
    others: Iterable[Decision] = (),
) -> tuple[Change, ...]:
    """Accepts or rejects a proposal.

    Accepting takes the decision it replaces out of force, rejecting after a reopening puts that
    one back, unless yet another decision replaced it too.

    Args:
        decision: The proposal.
        accept: False rejects it.
        now: RFC 3339 UTC.
        outcome: What was decided; required to accept.
        rationale: Why.
        others: Every other decision.

    Raises:
        ForbiddenMoveError: It is not a proposal.
        UsageError: It is accepted without an outcome.
    """
    _require(decision, DecisionMove.DECIDE)
    decided = admit_optional(outcome, "the outcome")
    if accept and decided is None:
        raise UsageError(
            f"decision {_titled(decision)} has no outcome", hint="say in words what was decided"
        )
    status = DecisionStatus.ACCEPTED if accept else DecisionStatus.REJECTED
    put = Put(
        Kind.DECISIONS,
        decision.id,
        {
            "status": status.value,
            "decided": now,
            "outcome": decided,
            "rationale": admit_optional(rationale, "the rationale"),
        },
    )
    return put, *_replaced(decision, accept, tuple(others))


def keep(decision: Decision, *, now: str, review_on: date | None = None) -> tuple[Change, ...]:
    """Reviews a decision and lets it stand.

    Args:
        decision: An accepted one.
        now: RFC 3339 UTC.
        review_on: When to look again; None for no further review.

    Raises:
        ForbiddenMoveError: It is not in force.
    """
    _require(decision, DecisionMove.KEEP)
    return (
        Put(Kind.DECISIONS, decision.id, {"reviewed": now, "review_on": encode_date(review_on)}),
    )


def reopen(
    decision: Decision, new_information: str, *, note: str, now: str, person: str | None = None
) -> tuple[Change, ...]:
    """Makes a decision a proposal again, and keeps why.

    Its last outcome stays readable until the next one; positions stay and may be revised.

    Args:
        decision: An accepted or rejected one.
        new_information: What was not known when it was decided.
        note: Id for the note that keeps it.
        now: RFC 3339 UTC.
        person: Id of who brought it; None when unknown.

    Raises:
        ForbiddenMoveError: It is still a proposal, or history.
        UsageError: The new information is empty or too long.
    """
    _require(decision, DecisionMove.REOPEN)
    text = admit(new_information, "the new information")
    fields_ = {
        "sort": NoteSort.REOPENED.value,
        "text": text,
        "about": decision.id,
        "meeting": decision.meeting,
        "person": person,
    }
    proposed = {
        "status": DecisionStatus.PROPOSED.value,
        "decided": None,
        "reviewed": now,
        "review_on": None,
    }
    return Put(Kind.DECISIONS, decision.id, proposed), Put(Kind.NOTES, note, fields_)


def deprecate(decision: Decision) -> tuple[Change, ...]:
    """Takes an accepted decision out of force with nothing in its place; again changes nothing.

    Raises:
        ForbiddenMoveError: It is not in force.
    """
    if decision.status is DecisionStatus.DEPRECATED:
        return ()
    _require(decision, DecisionMove.DEPRECATE)
    return (Put(Kind.DECISIONS, decision.id, {"status": DecisionStatus.DEPRECATED.value}),)


def is_due(decision: Decision, today: date) -> bool:
    """True for a decision in force whose review date is today or past, in the store's zone."""
    if decision.status is not DecisionStatus.ACCEPTED:
        return False
    review_on = read_date(decision.review_on)
    return review_on is not None and review_on <= today


def current_positions(positions: Iterable[Position], directory: Directory) -> tuple[Position, ...]:
    """One decision's positions, one per person, merges followed: of two the later counts."""
    newest: dict[str, Position] = {}
    for each in sorted(positions, key=lambda one: (one.updated, one.id)):
        person = directory.root_id(each.person)
        newest[person] = replace(each, person=person)
    return tuple(sorted(newest.values(), key=lambda one: one.id))


def _require(decision: Decision, move: DecisionMove) -> None:
    if move not in allowed_moves(decision):
        raise _forbidden(decision, f"{move} is not open to it")


def _forbidden(decision: Decision, why: str) -> ForbiddenMoveError:
    moves = named_moves(decision)
    return ForbiddenMoveError(
        f"decision {_titled(decision)} is {decision.status}: {why}; allowed: {moves}",
        hint="reopen it with what is new"
        if DecisionMove.REOPEN in allowed_moves(decision)
        else None,
    )


def _titled(decision: Decision) -> str:
    title = one_line(decision.title)
    shown = title if len(title) <= _TITLE_SHOWN else f"{title[:_TITLE_SHOWN]}…"
    return f"{short_id(decision.id, ())} {shown!r}"


def _replaced(decision: Decision, accept: bool, others: tuple[Decision, ...]) -> tuple[Change, ...]:
    older = next((each for each in others if each.id == decision.supersedes), None)
    if older is None:
        return ()
    if accept:
        in_play = older.status in (DecisionStatus.ACCEPTED, DecisionStatus.PROPOSED)
        return _with_status(older, DecisionStatus.SUPERSEDED) if in_play else ()
    if older.status is not DecisionStatus.SUPERSEDED or any(
        each.supersedes == older.id and _took_force(each)
        for each in others
        if each.id != decision.id
    ):
        return ()
    before = DecisionStatus.ACCEPTED if older.decided else DecisionStatus.PROPOSED
    return _with_status(older, before)


def _took_force(decision: Decision) -> bool:
    return decision.status not in (DecisionStatus.PROPOSED, DecisionStatus.REJECTED)


def _with_status(decision: Decision, status: DecisionStatus) -> tuple[Change, ...]:
    return (Put(Kind.DECISIONS, decision.id, {"status": status.value}),)


def _check_replacing(id_: str, supersedes: str | None, others: Iterable[Decision]) -> None:
    """Refuses a ring of decisions that replace each other."""
    if supersedes is None:
        return
    replaces = {each.id: each.supersedes for each in others}
    seen: set[str] = set()
    step: str | None = supersedes
    while step is not None and step not in seen:
        if step == id_:
            raise UsageError(
                f"decision {short_id(id_, ())} would replace itself",
                hint="name an older decision that it does not lead back from",
            )
        seen.add(step)
        step = replaces.get(step)
