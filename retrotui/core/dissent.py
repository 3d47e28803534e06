"""Dissent: a recorded disagreement and its life.

``raised -> addressed (response, by whom, when) -> accepted | sustained | withdrawn``; a sustained
one may be answered again. On the follow-up date a verdict says what became of it. Only its author
hides a dissent, by withdrawing it; nothing deletes one, and a decision may stand over it.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo
from enum import StrEnum

from retrotui.core.changes import Change, Put
from retrotui.core.decision_fields import admit_optional, encode_date, read_date
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.ids import short_id
from retrotui.core.instants import local_date
from retrotui.core.people import Directory
from retrotui.core.records.codec import encode
from retrotui.core.records.decisions import (
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Prediction,
    Response,
    Stance,
    Verdict,
)
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

DUE_DAYS = 14
"""Days that a raised dissent may wait for its answer, unless the team's settings say otherwise."""

OPEN_STATES = frozenset({DissentState.RAISED, DissentState.ADDRESSED, DissentState.SUSTAINED})
DISPUTABLE = (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED, DecisionStatus.REJECTED)
"""Decisions that can be disagreed with."""
_PROBABILITY = re.compile(r"([0-9]{1,3}(?:[.][0-9]{1,6})?|[.][0-9]{1,6})\s*(%?)")


class DissentMove(StrEnum):
    """What can be done to a dissent."""

    EDIT = "edit"
    ANSWER = "answer"
    ACCEPT = "accept"
    SUSTAIN = "sustain"
    WITHDRAW = "withdraw"
    VERDICT = "verdict"


_ALLOWED: Mapping[DissentState, tuple[DissentMove, ...]] = {
    DissentState.RAISED: (DissentMove.EDIT, DissentMove.ANSWER, DissentMove.WITHDRAW),
    DissentState.ADDRESSED: (
        DissentMove.ANSWER,
        DissentMove.ACCEPT,
        DissentMove.SUSTAIN,
        DissentMove.WITHDRAW,
        DissentMove.VERDICT,
    ),
    DissentState.ACCEPTED: (DissentMove.VERDICT,),
    DissentState.SUSTAINED: (DissentMove.ANSWER, DissentMove.WITHDRAW, DissentMove.VERDICT),
    DissentState.WITHDRAWN: (),
}
_UNNAMED = frozenset({DissentMove.EDIT})
"""Not named where a move is refused: only its author can, and not from the shell."""


@dataclass(frozen=True, slots=True)
class DissentDraft:
    """A disagreement as it is raised.

    Attributes:
        by: Id of the person; None is anonymous, and stores nobody.
        predicts: What will happen, in their view.
        probability: 0 to 1; needs ``predicts``.
        resolve_on: When the prediction is checked; None for the follow-up date.
    """

    concern: str
    by: str | None = None
    stance: Stance | None = None
    would_resolve: str | None = None
    predicts: str | None = None
    probability: float | None = None
    resolve_on: date | None = None
    follow_up_on: date | None = None


def allowed_moves(dissent: Dissent) -> tuple[DissentMove, ...]:
    """What can be done to a dissent now; after a verdict, only a better verdict."""
    if dissent.verdict is not None and dissent.state is not DissentState.WITHDRAWN:
        return (DissentMove.VERDICT,)
    return _ALLOWED[dissent.state]


def is_open(dissent: Dissent) -> bool:
    """True while it still waits for something: an answer, its author, or a verdict."""
    return dissent.state in OPEN_STATES and dissent.verdict is None


def due_on(dissent: Dissent, due_days: int = DUE_DAYS, zone: tzinfo = UTC) -> date | None:
    """The day from which a dissent is due, or None when it waits for nobody.

    Args:
        dissent: The dissent.
        due_days: Days that a raised one may wait.
        zone: The store's time zone.
    """
    if dissent.verdict is not None:
        return None
    if dissent.state is DissentState.RAISED:
        raised = local_date(dissent.created, zone)
        # A forged stamp must not keep an unanswered dissent quiet.
        return date.min if raised is None else _later(raised, due_days)
    if dissent.state in (DissentState.ADDRESSED, DissentState.SUSTAINED):
        return read_date(dissent.follow_up_on)
    return None


def is_due(dissent: Dissent, today: date, due_days: int = DUE_DAYS, zone: tzinfo = UTC) -> bool:
    """True when raised for so many days or more, or followed up today or before without a verdict.

    Args:
        dissent: The dissent.
        today: The present day in the store's time zone.
        due_days: Days that a raised one may wait.
        zone: The store's time zone.
    """
    due = due_on(dissent, due_days, zone)
    return due is not None and due <= today


def add(
    id: str,  # noqa: A002 - the field's own name
    draft: DissentDraft,
    decision: Decision,
    others: Iterable[Dissent] = (),
    directory: Directory | None = None,
) -> tuple[Change, ...]:
    """Raises a dissent; it lives where its decision lives.

    Args:
        id: The new dissent's id.
        draft: The disagreement.
        decision: What it disagrees with.
        others: The decision's other dissents.
        directory: To know one person by several ids; None takes ids as they are.

    Raises:
        UsageError: The person has an open one already, or a text or number is not acceptable.
        ForbiddenMoveError: The decision is deprecated or superseded.
    """
    if decision.status not in DISPUTABLE:
        allowed = ", ".join(DISPUTABLE)
        raise ForbiddenMoveError(
            f"decision {short_id(decision.id, ())} is {decision.status}; "
            f"a dissent is to one that is {allowed}",
            hint="raise it on the decision that is in force",
        )
    _refuse_second(draft, others, directory)
    fields = {
        "decision": decision.id,
        "concern": admit(draft.concern, "the concern"),
        "by": draft.by,
        "stance": encode(draft.stance),
        "would_resolve": admit_optional(draft.would_resolve, "what would resolve it"),
        "prediction": encode(_prediction(draft)),
        "follow_up_on": encode_date(draft.follow_up_on),
        "meeting": decision.meeting,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    return (Put(Kind.DISSENTS, id, given | {"state": DissentState.RAISED.value}),)


def edit(dissent: Dissent, concern: str, *, person: str | None) -> tuple[Change, ...]:
    """Words the concern better, while it is raised and only by its author.

    Args:
        dissent: The dissent.
        concern: The new wording.
        person: Id of who is acting, merges followed on both sides.

    Raises:
        ForbiddenMoveError: It was answered, or somebody else acts; nobody can show that an
            anonymous one is theirs.
    """
    _require(dissent, DissentMove.EDIT)
    if dissent.by is None:
        raise _forbidden(dissent, "it is anonymous, so nobody can be known to be its author")
    if person != dissent.by:
        raise _forbidden(dissent, "only the person who raised it words it")
    worded = admit(concern, "the concern")
    return () if worded == dissent.concern else _put(dissent, concern=worded)


def say_what_resolves(dissent: Dissent, text: str) -> tuple[Change, ...]:
    """Adds what would resolve it, while it is raised and nobody has said so.

    Raises:
        ForbiddenMoveError: It was answered, or somebody has said what would resolve it.
        UsageError: The text is empty or too long.
    """
    if dissent.state is not DissentState.RAISED:
        raise _forbidden(dissent, "what would resolve it is said before it is answered")
    if dissent.would_resolve:
        raise _forbidden(dissent, "it says already what would resolve it")
    return _put(dissent, would_resolve=admit(text, "what would resolve it"))


def answer(dissent: Dissent, text: str, *, by: str | None, now: str) -> tuple[Change, ...]:
    """Responds to the substance; an earlier answer stays in the log.

    Args:
        dissent: A raised, addressed or sustained one.
        text: The response.
        by: Id of who answers.
        now: RFC 3339 UTC.

    Raises:
        ForbiddenMoveError: It is accepted, withdrawn or has its verdict.
        UsageError: The text is empty or too long.
    """
    _require(dissent, DissentMove.ANSWER)
    response = Response(admit(text, "the answer"), by, now)
    return _put(dissent, state=DissentState.ADDRESSED, response=response)


def accept(dissent: Dissent) -> tuple[Change, ...]:
    """The dissenter is content with the answer; again changes nothing.

    Raises:
        ForbiddenMoveError: There is no answer to accept, or it is past that.
    """
    return _move_to(dissent, DissentState.ACCEPTED, DissentMove.ACCEPT)


def sustain(dissent: Dissent) -> tuple[Change, ...]:
    """The dissenter upholds it in spite of the answer; again changes nothing.

    Raises:
        ForbiddenMoveError: There is no answer yet, or it is past that.
    """
    return _move_to(dissent, DissentState.SUSTAINED, DissentMove.SUSTAIN)


def withdraw(
    dissent: Dissent, *, person: str | None, note: str | None = None
) -> tuple[Change, ...]:
    """Takes a dissent back: its author, or whoever notes that the author asked for it.

    Args:
        dissent: The dissent.
        person: Id of who is acting, merges followed on both sides.
        note: Required of everybody but the author; the log says who noted it, unless the dissent
            is anonymous.

    Raises:
        ForbiddenMoveError: It is accepted, or has its verdict.
        UsageError: The note is missing.
    """
    noted = admit_optional(note, "the note")
    if dissent.state is DissentState.WITHDRAWN and noted in (None, dissent.withdrawn_note):
        return ()
    _require(dissent, DissentMove.WITHDRAW)
    own = dissent.by is not None and person == dissent.by
    if not own and noted is None:
        raise UsageError(
            f"dissent {short_id(dissent.id, ())} is withdrawn by the person who raised it; "
            "on their request, a note has to say so",
            hint='--note "withdrawn on request"',
        )
    return _put(dissent, state=DissentState.WITHDRAWN, withdrawn_note=noted)


def give_verdict(
    dissent: Dissent, verdict: Verdict, *, now: str, evidence: str | None = None
) -> tuple[Change, ...]:
    """Says what reality made of it; a verdict may be corrected, the earlier one stays in the log.

    Args:
        dissent: An addressed, accepted or sustained one.
        verdict: What happened.
        now: RFC 3339 UTC.
        evidence: What shows it.

    Raises:
        ForbiddenMoveError: It was not answered, or it is withdrawn.
    """
    _require(dissent, DissentMove.VERDICT)
    shown = admit_optional(evidence, "the evidence")
    if (dissent.verdict, dissent.evidence) == (verdict, shown):
        return ()
    return _put(dissent, verdict=verdict, verdict_at=now, evidence=shown)


def read_probability(text: str) -> float:
    """A probability from 0 to 1, as ``0.7`` or ``70%``.

    Raises:
        UsageError: It is neither, or out of range; ``70`` alone is not guessed at.
    """
    typed = one_line(text)
    found = _PROBABILITY.fullmatch(typed)
    value = math.nan if found is None else float(found[1]) / (100 if found[2] else 1)
    if not 0 <= value <= 1:
        raise _no_probability(typed[:20])
    return value


def _no_probability(typed: object) -> UsageError:
    return UsageError(f"{typed!r} is not a probability", hint="write 0.7 or 70%")


def _prediction(draft: DissentDraft) -> Prediction | None:
    statement = admit_optional(draft.predicts, "the prediction")
    if statement is None:
        if draft.probability is not None:
            raise UsageError("a probability needs a prediction", hint="say what will happen")
        return None
    if draft.probability is not None and not 0 <= draft.probability <= 1:
        raise _no_probability(draft.probability)
    resolve_on = encode_date(draft.resolve_on or draft.follow_up_on)
    return Prediction(statement, draft.probability, resolve_on)


def _refuse_second(
    draft: DissentDraft, others: Iterable[Dissent], directory: Directory | None
) -> None:
    if draft.by is None:
        return
    listed = tuple(others)
    known = directory or Directory(())
    for each in listed:
        same = each.by is not None and known.root_id(each.by) == known.root_id(draft.by)
        if same and is_open(each):
            first = short_id(each.id, (other.id for other in listed))
            raise UsageError(
                f"{known.name(draft.by)!r} has an open dissent on this decision: {first}",
                hint=f"answer or withdraw {first} first",
            )


def _move_to(dissent: Dissent, state: DissentState, move: DissentMove) -> tuple[Change, ...]:
    if dissent.state is state:
        return ()
    _require(dissent, move)
    return _put(dissent, state=state)


def _require(dissent: Dissent, move: DissentMove) -> None:
    if move not in allowed_moves(dissent):
        raise _forbidden(dissent, f"{move} is not open to it")


def _forbidden(dissent: Dissent, why: str) -> ForbiddenMoveError:
    moves = ", ".join(each for each in allowed_moves(dissent) if each not in _UNNAMED) or "none"
    settled = f" with the verdict {dissent.verdict}" if dissent.verdict else ""
    return ForbiddenMoveError(
        f"dissent {short_id(dissent.id, ())} is {dissent.state}{settled}: {why}; allowed: {moves}"
    )


def _put(dissent: Dissent, **fields: object) -> tuple[Change, ...]:
    registers = {name: encode(value) for name, value in fields.items()}
    return (Put(Kind.DISSENTS, dissent.id, registers),)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
