"""What became of goals: met, missed, dropped, taken up again."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.cli.spec import build_several_titled
from retrotui.services import goals as service


def run_met(session: Session, options: Namespace) -> int:
    """They are reached."""
    return echo_receipt(session.output, service.meet(session.desk, *options.ids))


def build_missed(parser: ArgumentParser) -> None:
    """Ids, and the reason where there is one."""
    build_several_titled(parser)
    parser.add_argument("--why", metavar="TEXT")


def run_missed(session: Session, options: Namespace) -> int:
    """They were not reached in time."""
    return echo_receipt(session.output, service.miss(session.desk, *options.ids, why=options.why))


def run_drop(session: Session, options: Namespace) -> int:
    """They are given up."""
    return echo_receipt(session.output, service.drop(session.desk, *options.ids, why=options.why))


def run_reopen(session: Session, options: Namespace) -> int:
    """They are to be reached after all."""
    return echo_receipt(session.output, service.reopen(session.desk, *options.ids))
