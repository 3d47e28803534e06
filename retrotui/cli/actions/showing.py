"""One action: everything about it, and its history."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from retrotui.cli.actions.shape import action_item
from retrotui.cli.days import day_of_moment
from retrotui.cli.history import field_items, write_log
from retrotui.cli.output import flat
from retrotui.cli.session import Session
from retrotui.core.dates import describe, read_due
from retrotui.core.records.kinds import Kind
from retrotui.services import actions as service
from retrotui.services import history


def build_one(parser: ArgumentParser) -> None:
    """Takes one id."""
    parser.add_argument("id", metavar="ID")


def run_show(session: Session, options: Namespace) -> int:
    """Shows everything about one action."""
    full = service.resolve(session.repo, options.id)
    view = service.show(session.repo, full, session.calendar)
    item = action_item(view)
    if session.output.as_json:
        session.output.envelope("actions", [item], session.head(), {})
        return 0
    if session.output.template is not None:
        session.output.listing([item], ())
        return 0
    for name, text in _facts(session, item, view.why):
        session.output.line(f"{name:<12}{text}")
    for note in service.notes(session.repo, full):
        session.output.line(f"{'note':<12}{day_of_moment(session, note.created)} {note.text}")
    return 0


def _facts(session: Session, item: Mapping[str, Any], why: str | None) -> list[tuple[str, str]]:
    due = read_due(item["due"])
    facts = {
        **item,
        "due": describe(due, session.calendar) if due else None,
        "why": why,
        "meeting": item["meeting"] and item["meeting"]["title"],
        "origin": item["origin"] and f"{item['origin']['kind']} {item['origin']['id']}",
        "helped": item["outcome"],
        "moved": f"{item['moved']} times" if item["moved"] else None,
    }
    names = (
        "id", "title", "status", "why", "owners", "due", "moved", "priority", "tags", "links",
        "expectation", "helped", "meeting", "origin", "created", "updated", "closed",
    )  # fmt: skip
    return [(name, flat(facts[name])) for name in names if facts[name] not in (None, [], "")]


def run_log(session: Session, options: Namespace) -> int:
    """Says who changed what and when, oldest first."""
    full = service.resolve(session.repo, options.id)
    steps = history.of(session.repo, Kind.ACTIONS, full, session.calendar)
    return write_log(session, field_items(steps))
