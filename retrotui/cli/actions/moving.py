"""Moving actions through their life: done, helped, moved, handed over, blocked, dropped."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.days import read_phrase
from retrotui.cli.echo import echo_due
from retrotui.cli.session import Session
from retrotui.core.ports import Receipt
from retrotui.core.records.actions import Outcome
from retrotui.services import actions as service

_OUTCOMES = tuple(outcome.value for outcome in Outcome)


def build_ids(parser: ArgumentParser) -> None:
    """Takes one id or several."""
    parser.add_argument("ids", nargs="+", metavar="ID")


def build_done(parser: ArgumentParser) -> None:
    """Ids, and the answer to "did it help?" when it is known already."""
    build_ids(parser)
    parser.add_argument("--helped", choices=_OUTCOMES, help="did it help?")


def run_done(session: Session, options: Namespace) -> int:
    """Closes actions; closing one again is nothing to do."""
    helped = Outcome(options.helped) if options.helped else None
    ids = _resolved(session, options.ids)
    receipt = service.done(session.desk, *ids, helped=helped)
    if receipt.events and helped is None:
        session.output.note("did it help? say so when you know: retrotui actions helped ID yes")
    return _told(session, receipt)


def build_helped(parser: ArgumentParser) -> None:
    """One id and the answer."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("outcome", choices=_OUTCOMES)


def run_helped(session: Session, options: Namespace) -> int:
    """Keeps the answer to "did it help?"."""
    ids = _resolved(session, [options.id])
    return _told(session, service.helped(session.desk, *ids, outcome=Outcome(options.outcome)))


def build_move(parser: ArgumentParser) -> None:
    """One id and a date phrase."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("when", nargs="+", metavar="WHEN")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")


def run_move(session: Session, options: Namespace) -> int:
    """Gives an action another date; how often that happened is counted."""
    ids = _resolved(session, [options.id])
    due = read_phrase(" ".join(options.when), session.calendar, allow_past=options.allow_past)
    receipt = service.move(session.desk, *ids, due=due.text if due else None)
    echo_due(session.output, due, session.calendar)
    return _told(session, receipt)


def build_assign(parser: ArgumentParser) -> None:
    """One id and the new owners."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("owners", nargs="+", metavar="OWNER")


def run_assign(session: Session, options: Namespace) -> int:
    """Hands an action over to others."""
    ids = _resolved(session, [options.id])
    saved = service.assign(session.desk, ids[0], options.owners)
    return _told(session, saved.receipt)


def build_why(parser: ArgumentParser) -> None:
    """Ids and the reason, which is asked for."""
    build_ids(parser)
    parser.add_argument("--why", required=True, metavar="TEXT")


def run_block(session: Session, options: Namespace) -> int:
    """Says that actions are stuck."""
    ids = _resolved(session, options.ids)
    return _told(session, service.block(session.desk, *ids, why=options.why))


def run_unblock(session: Session, options: Namespace) -> int:
    """Says that they go on."""
    return _told(session, service.unblock(session.desk, *_resolved(session, options.ids)))


def run_drop(session: Session, options: Namespace) -> int:
    """Says that nobody will do them."""
    ids = _resolved(session, options.ids)
    return _told(session, service.drop(session.desk, *ids, why=options.why))


def run_reopen(session: Session, options: Namespace) -> int:
    """Opens closed actions again."""
    return _told(session, service.reopen(session.desk, *_resolved(session, options.ids)))


def _resolved(session: Session, typed: list[str]) -> tuple[str, ...]:
    return tuple(service.resolve(session.repo, each) for each in typed)


def _told(session: Session, receipt: Receipt) -> int:
    if not receipt.events:
        session.output.note("nothing to do")
    return 0
