"""What came of expectations: true, false, void, or not known after all."""

from argparse import ArgumentParser, Namespace

from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.core.records.expectations import Came
from retrotui.services import expectations as service

_SETTLED = (Came.TRUE.value, Came.FALSE.value)


def build_ids(parser: ArgumentParser) -> None:
    """Takes one id or several."""
    parser.add_argument("ids", nargs="+", metavar="ID")


def build_resolve(parser: ArgumentParser) -> None:
    """Ids and the answer, and how that is known."""
    build_ids(parser)
    parser.add_argument("came", type=term, choices=_SETTLED, metavar="true|false")
    _build_evidence(parser)


def run_resolve(session: Session, options: Namespace) -> int:
    """It came true, or it did not."""
    return echo_receipt(
        session.output,
        service.resolve(
            session.desk, *options.ids, came=Came(options.came), evidence=options.evidence
        ),
    )


def build_void(parser: ArgumentParser) -> None:
    """Ids, and why."""
    build_ids(parser)
    _build_evidence(parser)


def run_void(session: Session, options: Namespace) -> int:
    """It cannot be told any more, and counts in no score."""
    return echo_receipt(
        session.output,
        service.resolve(session.desk, *options.ids, came=Came.VOID, evidence=options.evidence),
    )


def run_reopen(session: Session, options: Namespace) -> int:
    """It is not known after all."""
    return echo_receipt(session.output, service.reopen(session.desk, *options.ids))


def _build_evidence(parser: ArgumentParser) -> None:
    parser.add_argument("--evidence", metavar="TEXT", help="how that is known")
