"""What becomes of outcomes: moved, done, dropped, taken up again."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.core.errors import UsageError
from retrotui.core.ports import Receipt
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_reading import shifts, slipped_words
from retrotui.services import roadmap as service


def build_move(parser: ArgumentParser) -> None:
    """One id, where to, and which place there."""
    parser.add_argument("id", metavar="ID", help="an id, or words of the title")
    parser.add_argument("horizon", type=term, choices=[each.value for each in Horizon])
    parser.add_argument("--place", type=int, metavar="N", help="1 is the first (default: the last)")


def run_move(session: Session, options: Namespace) -> int:
    """Moves an outcome; how often it slipped is said."""
    if options.place is not None and options.place < 1:
        raise UsageError(f"there is no place {options.place}", hint="--place 1 is the first")
    item = service.get(session.repo, options.id)
    index = None if options.place is None else options.place - 1
    receipt = service.move(session.desk, item.id, Horizon(options.horizon), index=index)
    now = service.get(session.repo, item.id)
    if now.horizon is not item.horizon:
        slips = slipped_words(shifts(now))
        session.output.note(f"{item.horizon} → {now.horizon}" + (f", {slips}" if slips else ""))
    return _told(session, receipt)


def build_ids(parser: ArgumentParser) -> None:
    """Takes one id or several."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="an id, or words of the title")


def run_done(session: Session, options: Namespace) -> int:
    """The outcomes are there."""
    return _told(session, service.finish(session.desk, *options.ids))


def build_drop(parser: ArgumentParser) -> None:
    """Ids and the reason."""
    build_ids(parser)
    parser.add_argument("--why", required=True, metavar="TEXT")


def run_drop(session: Session, options: Namespace) -> int:
    """They are given up."""
    return _told(session, service.drop(session.desk, *options.ids, why=options.why))


def run_reopen(session: Session, options: Namespace) -> int:
    """They are worked towards after all."""
    return _told(session, service.reopen(session.desk, *options.ids))


def _told(session: Session, receipt: Receipt) -> int:
    if not receipt.events:
        session.output.note("nothing to do")
    return 0
