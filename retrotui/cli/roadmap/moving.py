"""What becomes of outcomes: moved, done, dropped, taken up again."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.cli.spec import build_titled
from retrotui.core.errors import UsageError
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_reading import shifts, slipped_words
from retrotui.services import roadmap as service


def build_move(parser: ArgumentParser) -> None:
    """One id, where to, and which place there."""
    build_titled(parser)
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
    return echo_receipt(session.output, receipt)


def run_done(session: Session, options: Namespace) -> int:
    """The outcomes are there."""
    return echo_receipt(session.output, service.finish(session.desk, *options.ids))


def run_drop(session: Session, options: Namespace) -> int:
    """They are given up."""
    return echo_receipt(session.output, service.drop(session.desk, *options.ids, why=options.why))


def run_reopen(session: Session, options: Namespace) -> int:
    """They are worked towards after all."""
    return echo_receipt(session.output, service.reopen(session.desk, *options.ids))
