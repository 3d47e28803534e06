"""Writing decisions: put forward, and edited."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.days import read_day
from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.records.decisions import Decision, Method, Option
from retrotui.core.records.kinds import Kind
from retrotui.services import decisions as service

_METHODS = [method.value for method in Method]


def _build_fields(parser: ArgumentParser) -> None:
    repeated = "may be repeated"
    parser.add_argument(
        "--method", metavar="M", type=term, choices=_METHODS, help=", ".join(_METHODS)
    )
    parser.add_argument("--option", action="append", metavar="TEXT", help=repeated)
    parser.add_argument("--context", metavar="TEXT", help="why there is something to decide")
    parser.add_argument("--driver", action="append", metavar="TEXT", help=repeated)
    parser.add_argument("--decider", action="append", metavar="X", help=repeated)
    parser.add_argument("--consulted", action="append", metavar="X", help=repeated)
    parser.add_argument("--informed", action="append", metavar="X", help=repeated)
    parser.add_argument(
        "--delegation", type=int, metavar="1-7", help="1 tell … 7 delegate (delegation poker)"
    )
    parser.add_argument("--review-on", metavar="WHEN", help="when to look again")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")
    parser.add_argument("--supersedes", metavar="ID", help="the decision it replaces")
    parser.add_argument("--link", action="append", metavar="URL", help=repeated)


def build_add(parser: ArgumentParser) -> None:
    """A title and the fields."""
    parser.add_argument("title", nargs="+", metavar="TITLE")
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """Puts a proposal forward and prints its id."""
    draft = DecisionDraft(
        title=" ".join(options.title),
        method=Method(options.method or Method.CONSENT),
        context=options.context,
        drivers=tuple(options.driver or ()),
        options=_options(options) or (),
        deciders=tuple(options.decider or ()),
        consulted=tuple(options.consulted or ()),
        informed=tuple(options.informed or ()),
        delegation_level=options.delegation,
        review_on=read_day(session, options.review_on, allow_past=options.allow_past),
        supersedes=options.supersedes,
        links=tuple(options.link or ()),
    )
    made = service.add(session.desk, draft)
    session.output.new_id(made.id, lambda: session.repo.all(Kind.DECISIONS))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--title", metavar="TITLE")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given; lists are replaced, links are added."""
    decision = service.get(session.repo, options.id)
    made = service.edit(session.desk, decision.id, _edit(session, options, decision))
    if not made.receipt.events:
        session.output.note("nothing to do")
    return 0


def _edit(session: Session, options: Namespace, decision: Decision) -> DecisionEdit:
    given: dict[str, Any] = {
        "title": options.title,
        "method": Method(options.method) if options.method else None,
        "context": options.context,
        "drivers": options.driver and tuple(options.driver),
        "options": _options(options),
        "deciders": options.decider and tuple(options.decider),
        "consulted": options.consulted and tuple(options.consulted),
        "informed": options.informed and tuple(options.informed),
        "delegation_level": options.delegation,
        "links": options.link and (*decision.links, *options.link),
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if options.review_on is not None:
        changes["review_on"] = read_day(session, options.review_on, allow_past=options.allow_past)
    if options.supersedes is not None:
        changes["supersedes"] = None if options.supersedes == "none" else options.supersedes
    return DecisionEdit(**changes)


def _options(options: Namespace) -> tuple[Option, ...] | None:
    return None if options.option is None else tuple(Option(each) for each in options.option)
