"""Stating expectations and changing them."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.days import read_day
from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.core.expectations import ABOUT, ExpectationDraft, ExpectationEdit, read_probability
from retrotui.core.records.actions import Origin
from retrotui.core.records.kinds import Kind
from retrotui.services import expectations as service
from retrotui.services.history import find_record


def _build_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--probability", metavar="P", help="how surely: 70%%, 0.7, 7/10")
    parser.add_argument("--resolve-on", metavar="WHEN", help="when it is known: eoq, 2027-06-01")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")
    parser.add_argument("--about", metavar="ID", help="an action, roadmap item, decision or goal")
    parser.add_argument("--by", metavar="WHO", help="who expects it (default: the room)")


def build_add(parser: ArgumentParser) -> None:
    """A sentence that will be plainly true or false, and the fields."""
    parser.add_argument(
        "statement", nargs="+", metavar="STATEMENT", help="what will be plainly true or false"
    )
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """States an expectation and prints its id."""
    draft = ExpectationDraft(" ".join(options.statement), **_fields(session, options))
    saved = service.state(session.desk, draft, by=options.by)
    if draft.probability is None:
        session.output.note("without --probability it counts in no score")
    session.output.new_id(saved.id, lambda: session.repo.all(Kind.EXPECTATIONS))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--statement", metavar="TEXT")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given."""
    changes = _fields(session, options)
    if options.statement is not None:
        changes["statement"] = options.statement
    saved = service.edit(session.desk, options.id, ExpectationEdit(**changes), by=options.by)
    return echo_receipt(session.output, saved.receipt)


def _fields(session: Session, options: Namespace) -> dict[str, Any]:
    """What was given besides words and person."""
    given: dict[str, Any] = {}
    if options.probability is not None:
        given["probability"] = read_probability(options.probability)
    if options.resolve_on is not None:
        given["resolve_on"] = read_day(session, options.resolve_on, allow_past=options.allow_past)
    if options.about is not None:
        given["about"] = Origin(*find_record(session.repo, options.about, ABOUT))
    return given
