"""What became of goals: met, missed, dropped, taken up again."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.session import Session
from retrotui.core.ports import Receipt
from retrotui.services import goals as service


def build_ids(parser: ArgumentParser) -> None:
    """Takes one id or several."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="an id, or words of the title")


def run_met(session: Session, options: Namespace) -> int:
    """They are reached."""
    return _told(session, service.meet(session.desk, *options.ids))


def build_missed(parser: ArgumentParser) -> None:
    """Ids, and the reason where there is one."""
    build_ids(parser)
    parser.add_argument("--why", metavar="TEXT")


def run_missed(session: Session, options: Namespace) -> int:
    """They were not reached in time."""
    return _told(session, service.miss(session.desk, *options.ids, why=options.why))


def build_drop(parser: ArgumentParser) -> None:
    """Ids and the reason."""
    build_ids(parser)
    parser.add_argument("--why", required=True, metavar="TEXT")


def run_drop(session: Session, options: Namespace) -> int:
    """They are given up."""
    return _told(session, service.drop(session.desk, *options.ids, why=options.why))


def run_reopen(session: Session, options: Namespace) -> int:
    """They are to be reached after all."""
    return _told(session, service.reopen(session.desk, *options.ids))


def _told(session: Session, receipt: Receipt) -> int:
    if not receipt.events:
        session.output.note("nothing to do")
    return 0
