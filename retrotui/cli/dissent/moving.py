"""Raising a dissent and moving it through its life."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.days import read_day
from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.core.decisions import DecisionMove, allowed_moves
from retrotui.core.dissent import DissentDraft, read_probability
from retrotui.core.errors import UsageError
from retrotui.core.ids import short_id
from retrotui.core.ports import Receipt
from retrotui.core.records.decisions import Stance, Verdict
from retrotui.core.records.kinds import Kind
from retrotui.services import decisions
from retrotui.services import dissent as service

_STANCES = [stance.value for stance in Stance]
_VERDICTS = [verdict.value for verdict in Verdict]


def build_add(parser: ArgumentParser) -> None:
    """What is disagreed with, and the disagreement."""
    parser.add_argument("decision", metavar="DECISION", help="the decision's id")
    parser.add_argument("--concern", required=True, metavar="TEXT", help="what is wrong with it")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--by", metavar="WHO", help="a person's name (default: you)")
    whose.add_argument("--anonymous", action="store_true", help="no author is stored")
    parser.add_argument(
        "--stance", metavar="S", type=term, choices=_STANCES, help=", ".join(_STANCES)
    )
    parser.add_argument("--would-resolve", metavar="TEXT", help="what would settle it")
    parser.add_argument("--predict", metavar="TEXT", help="what will happen, in their view")
    parser.add_argument("--probability", metavar="P", help="of the prediction: 0.7 or 70%%")
    parser.add_argument("--follow-up", metavar="WHEN", help="when to see who was right")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")


def run_add(session: Session, options: Namespace) -> int:
    """Raises a dissent and prints its id."""
    if options.probability is not None and options.predict is None:
        raise UsageError("--probability needs a prediction", hint="add: --predict TEXT")
    draft = DissentDraft(
        concern=options.concern,
        by=None if options.anonymous else _by(session, options),
        stance=Stance(options.stance) if options.stance else None,
        would_resolve=options.would_resolve,
        predicts=options.predict,
        probability=_probability(options.probability),
        follow_up_on=read_day(session, options.follow_up, allow_past=options.allow_past),
    )
    raised = service.add(session.desk, options.decision, draft)
    if options.anonymous:
        session.output.note(
            "no author is stored; the commit that carries it still comes from this clone"
        )
    session.output.new_id(raised.id, lambda: session.repo.all(Kind.DISSENTS))
    return 0


def build_concern(parser: ArgumentParser) -> None:
    """An id and the concern in better words."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--concern", required=True, metavar="TEXT", help="what is wrong with it")


def run_edit(session: Session, options: Namespace) -> int:
    """Words a concern better; only its author does."""
    return _told(session, service.edit(session.desk, options.id, options.concern))


def build_text(parser: ArgumentParser) -> None:
    """An id and a text."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("text", nargs="+", metavar="TEXT")


def run_answer(session: Session, options: Namespace) -> int:
    """Answers a dissent."""
    service.answer(session.desk, options.id, " ".join(options.text))
    return 0


def run_accept(session: Session, options: Namespace) -> int:
    """Notes that the answer contents the dissenter."""
    return _told(session, service.accept(session.desk, options.id))


def run_sustain(session: Session, options: Namespace) -> int:
    """Notes that the dissenter upholds it."""
    return _told(session, service.sustain(session.desk, options.id))


def build_withdraw(parser: ArgumentParser) -> None:
    """An id, and a note where somebody else acts for the author."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--note", metavar="TEXT", help="required of everybody but the author")


def run_withdraw(session: Session, options: Namespace) -> int:
    """Takes a dissent back."""
    return _told(session, service.withdraw(session.desk, options.id, options.note))


def build_verdict(parser: ArgumentParser) -> None:
    """What became of it."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument(
        "verdict", metavar="V", type=term, choices=_VERDICTS, help=", ".join(_VERDICTS)
    )
    parser.add_argument("--evidence", metavar="TEXT", help="what shows it")


def run_verdict(session: Session, options: Namespace) -> int:
    """Says what reality made of a dissent; one that was right may reopen the decision."""
    verdict = Verdict(options.verdict)
    judged = service.give_verdict(session.desk, options.id, verdict, options.evidence)
    decision = session.repo.get(Kind.DECISIONS, judged.decision)
    if judged.offers_reopening and decision is not None:
        _offer_reopening(session, judged.decision)
    return _told(session, judged.receipt)


def _offer_reopening(session: Session, decision: str) -> None:
    if DecisionMove.REOPEN not in allowed_moves(decisions.get(session.repo, decision)):
        return
    id_ = short_id(decision, session.repo.all(Kind.DECISIONS))
    session.output.note(f"to reopen the decision: retrotui decisions review {id_} --reopen TEXT")


def _by(session: Session, options: Namespace) -> str:
    return session.acting_name if options.by is None else str(options.by)


def _probability(typed: str | None) -> float | None:
    return None if typed is None else read_probability(typed)


def _told(session: Session, receipt: Receipt) -> int:
    if not receipt.events:
        session.output.note("nothing to do")
    return 0
