"""Moving decisions through their life: positions, the decision itself, its review."""

import shlex
from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.core.decision_fields import admit_optional
from retrotui.core.decision_reading import Passing, Reading
from retrotui.core.dissent import is_open
from retrotui.core.ids import short_id
from retrotui.core.people import fold
from retrotui.core.records.decisions import Decision, DecisionStatus, Stance
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import decisions as service

_STANCES = [stance.value for stance in Stance]
_UNSURE = (Passing.BLOCKED, Passing.OPEN)


def build_position(parser: ArgumentParser) -> None:
    """Who stands where on what."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("who", metavar="WHO", help="a person's name")
    parser.add_argument(
        "stance", metavar="STANCE", type=term, choices=_STANCES, help=", ".join(_STANCES)
    )
    parser.add_argument("--why", metavar="TEXT", help="their reason")


def run_position(session: Session, options: Namespace) -> int:
    """Records a stance; it never makes a dissent, but says how to keep one."""
    decision = service.get(session.repo, options.id)
    stance = Stance(options.stance)
    taken = service.take_position(session.desk, decision.id, options.who, stance, options.why)
    _told(session, bool(taken.receipt.events))
    if taken.offers_dissent and not _dissents_already(session, decision, taken.person.name):
        who, id_ = shlex.quote(one_line(taken.person.name)), _short(session, decision)
        session.output.note(
            "to keep the disagreement: "
            f"retrotui dissent add {id_} --by {who} --stance {stance} --concern TEXT"
        )
    return 0


def build_decide(parser: ArgumentParser) -> None:
    """What was decided, or that it is rejected."""
    parser.add_argument("id", metavar="ID")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--outcome", metavar="TEXT", help="what was decided")
    chosen.add_argument("--reject", action="store_true", help="it was decided not to")
    parser.add_argument("--why", metavar="TEXT", help="the reason")


def run_decide(session: Session, options: Namespace) -> int:
    """Accepts or rejects a proposal; the same decision again is nothing to do."""
    decision = service.get(session.repo, options.id)
    if _is_decided_so(decision, options):
        return _told(session, False)
    made = service.decide(
        session.desk,
        decision.id,
        accept=not options.reject,
        outcome=options.outcome,
        rationale=options.why,
    )
    _tell_reading(session, made.reading, options.reject)
    return 0


def build_review(parser: ArgumentParser) -> None:
    """Whether it stands or is open again."""
    parser.add_argument("id", metavar="ID")
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--keep", action="store_true", help="it stands; no further review is due")
    chosen.add_argument("--reopen", metavar="TEXT", help="a proposal again, and what is new")


def run_review(session: Session, options: Namespace) -> int:
    """Reviews a decision."""
    decision = service.get(session.repo, options.id)
    if options.reopen is not None:
        service.reopen(session.desk, decision.id, options.reopen)
        return 0
    service.keep(session.desk, decision.id)
    id_ = _short(session, decision)
    session.output.note(f"to look again: retrotui decisions edit {id_} --review-on WHEN")
    return 0


def run_deprecate(session: Session, options: Namespace) -> int:
    """Takes a decision out of force; one that is out of force already is nothing to do."""
    decision = service.get(session.repo, options.id)
    if decision.status is DecisionStatus.DEPRECATED:
        return _told(session, False)
    return _told(session, bool(service.deprecate(session.desk, decision.id).events))


def _is_decided_so(decision: Decision, options: Namespace) -> bool:
    status = DecisionStatus.REJECTED if options.reject else DecisionStatus.ACCEPTED
    outcome = admit_optional(options.outcome, "the outcome")
    why = admit_optional(options.why, "the rationale")
    same_why = why is None or why == decision.rationale
    return decision.status is status and decision.outcome == outcome and same_why


def _tell_reading(session: Session, reading: Reading, rejected: bool) -> None:
    """Says what an honest facilitator would: by its own method, this was not settled."""
    if not rejected and reading.passing in _UNSURE:
        session.output.note(f"decided all the same; by {reading.method}: {reading.says}")


def _dissents_already(session: Session, decision: Decision, name: str) -> bool:
    return any(
        each.by is not None and fold(each.by) == fold(name) and is_open(each.record)
        for each in service.view(session.repo, decision.id).dissents
    )


def _short(session: Session, decision: Decision) -> str:
    return short_id(decision.id, session.repo.all(Kind.DECISIONS))


def _told(session: Session, anything: bool) -> int:
    if not anything:
        session.output.note("nothing to do")
    return 0
