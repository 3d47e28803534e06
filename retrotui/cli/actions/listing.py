"""Reading actions: the list (from the cache of open work), one of them, and its history."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from retrotui.cli.actions.shape import action_columns, action_item
from retrotui.cli.output import Column, flat
from retrotui.cli.session import Session
from retrotui.core.action_list import Filter
from retrotui.core.dates import describe, parse_due, read_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.errors import NotFoundError, UsageError
from retrotui.core.ids import resolve_id
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.kinds import Kind
from retrotui.services import actions as service
from retrotui.services import people

if TYPE_CHECKING:
    from retrotui.core.ports import Reader

_STATUSES = tuple(status.value for status in ActionStatus)


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument("--owner", metavar="X", help="a person's name or id")
    parser.add_argument("--status", action="append", choices=_STATUSES, help="may be repeated")
    parser.add_argument("--overdue", action="store_true", help="only what is past its date")
    parser.add_argument("--due-by", metavar="WHEN", help="due on that day or before")
    parser.add_argument("--meeting", metavar="ID")
    parser.add_argument("--tag", metavar="T")
    parser.add_argument("--all", action="store_true", help="done and dropped ones too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists actions; open and blocked ones unless asked for others."""
    wants_closed = options.all or bool(set(options.status or ()) & {"done", "dropped"})
    reader: Reader = session.repo if wants_closed else session.open_work
    calendar = session.calendar
    chosen = Filter(
        owner=people.resolve(reader, options.owner) if options.owner else None,
        statuses=frozenset(ActionStatus(each) for each in options.status or ()),
        overdue=options.overdue,
        due_by=_due_by(session, options.due_by),
        meeting=options.meeting and _meeting(session, options.meeting),
        tag=options.tag and options.tag.removeprefix("#"),
        all=options.all,
    )
    views = service.listing(reader, chosen, calendar)
    items = [action_item(each) for each in views]
    if session.output.as_json:
        overdue = sum(item["overdue_days"] is not None for item in items)
        counts = {"items": len(items), "overdue": overdue}
        session.output.envelope("actions", items, session.head(), {"counts": counts})
        return 0
    session.output.listing(items, action_columns(items, calendar))
    if not items and session.output.is_table:
        session.output.note("no actions here; add one: retrotui actions add TITLE --owner NAME")
    return 0


def _due_by(session: Session, phrase: str | None) -> Any:
    if phrase is None:
        return None
    due = parse_due(phrase, session.calendar, allow_past=True)
    if due is None:
        raise UsageError("--due-by needs a date", hint="such as fri, eow or 2026-12-01")
    return local_day(due, session.calendar)


def _meeting(session: Session, typed: str) -> str:
    return resolve_id(typed, session.repo.all(Kind.MEETINGS), "meeting")


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
        session.output.line(f"{'note':<12}{note.created[:10]} {note.text}")
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
    steps = session.repo.history(Kind.ACTIONS, full)
    if not steps:
        raise NotFoundError(f"action {options.id!r} has no history")
    items = [
        {
            "at": step.at,
            "by": step.by,
            "writer": step.writer,
            "field": "deleted" if step.dropped else field,
            "old": old,
            "new": new,
        }
        for step in steps
        for field, (old, new) in (step.changed or {"": (None, None)}).items()
    ]
    if session.output.as_json:
        session.output.envelope("log", items, session.head(), {})
        return 0
    columns = (
        Column("at", lambda item: item["at"]),
        Column("by", lambda item: item["by"] or "anonymous"),
        Column("field", lambda item: item["field"]),
        Column("old", lambda item: flat(item["old"]), flexible=True),
        Column("new", lambda item: flat(item["new"]), flexible=True),
    )
    session.output.listing(items, columns)
    return 0
