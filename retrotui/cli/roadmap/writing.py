"""Writing the roadmap: an outcome put there, and edited."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.days import read_day
from retrotui.cli.echo import echo_receipt
from retrotui.cli.session import Session
from retrotui.cli.show import term
from retrotui.cli.spec import build_titled
from retrotui.core.amounts import read_amount
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit, read_confidence
from retrotui.services import roadmap as service
from retrotui.services.roadmap import Links

_NONE = "none"


def _build_fields(parser: ArgumentParser) -> None:
    repeated = "may be repeated"
    parser.add_argument("--confidence", metavar="P", help="to reach it in its horizon: 70%%")
    parser.add_argument("--due", metavar="WHEN", help="by when it is wanted")
    parser.add_argument("--allow-past", action="store_true", help="accept a date before today")
    parser.add_argument("--effort", metavar="WEEKS", help="person-weeks: 6, 1.5")
    parser.add_argument("--goal", action="append", metavar="ID", help=f"it serves; {repeated}")
    parser.add_argument(
        "--stakeholder", action="append", metavar="X", help=f"waits or pays for it; {repeated}"
    )
    parser.add_argument(
        "--depends-on", action="append", metavar="ID", help=f"what comes first; {repeated}"
    )


def build_add(parser: ArgumentParser) -> None:
    """A title and the fields."""
    parser.add_argument("title", nargs="+", metavar="TITLE", help="the outcome, not the feature")
    parser.add_argument("--horizon", type=term, choices=[each.value for each in Horizon])
    _build_fields(parser)


def run_add(session: Session, options: Namespace) -> int:
    """Puts an outcome on the roadmap and prints its id."""
    draft = RoadmapDraft(
        title=" ".join(options.title),
        horizon=Horizon(options.horizon or Horizon.LATER),
        confidence=read_confidence(options.confidence) if options.confidence else None,
        due=read_day(session, options.due, allow_past=options.allow_past),
        effort=_effort(options.effort),
    )
    saved = service.add(session.desk, draft, _links(options))
    session.output.new_id(saved.id, lambda: session.repo.all(Kind.ROADMAP))
    return 0


def build_edit(parser: ArgumentParser) -> None:
    """An id and the fields to change."""
    build_titled(parser)
    parser.add_argument("--title", metavar="TITLE")
    _build_fields(parser)


def run_edit(session: Session, options: Namespace) -> int:
    """Changes the fields that are given; links are replaced."""
    item = service.get(session.repo, options.id)
    changes: dict[str, Any] = {}
    if options.title is not None:
        changes["title"] = options.title
    if options.confidence is not None:
        cleared = options.confidence == _NONE
        changes["confidence"] = None if cleared else read_confidence(options.confidence)
    if options.effort is not None:
        changes["effort"] = _effort(options.effort)
    if options.due is not None:
        changes["due"] = read_day(session, options.due, allow_past=options.allow_past)
    saved = service.edit(session.desk, item.id, RoadmapEdit(**changes), _links(options))
    return echo_receipt(session.output, saved.receipt)


def _links(options: Namespace) -> Links:
    return Links(
        _several(options.goal), _several(options.stakeholder), _several(options.depends_on)
    )


def _several(given: list[str] | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    return () if given == [_NONE] else tuple(given)


def _effort(typed: str | None) -> float | None:
    return None if typed in (None, _NONE) else read_amount(str(typed), unit="").number
