"""The list of actions, from the cache of open work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from retrotui.cli.actions.shape import action_columns, action_item
from retrotui.core.action_list import Filter
from retrotui.core.dates import parse_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.errors import UsageError
from retrotui.core.records.kinds import Kind
from retrotui.core.records.words import ActionStatus
from retrotui.services.action_list import listing
from retrotui.services.directory import resolve

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from retrotui.cli.session import Session
    from retrotui.core.ports import Reader

_STATUSES = tuple(status.value for status in ActionStatus)


def build_list(parser: ArgumentParser) -> None:
    """The filters of the list."""
    parser.add_argument("--owner", metavar="X", help="a person's name or id")
    parser.add_argument("--status", action="append", choices=_STATUSES, help="may be repeated")
    parser.add_argument("--overdue", action="store_true", help="only what is past its date")
    parser.add_argument("--due-by", metavar="WHEN", help="due on that day or before")
    parser.add_argument("--meeting", metavar="ID", help="an id, a prefix of one, or: last")
    parser.add_argument("--tag", metavar="T")
    parser.add_argument("--all", action="store_true", help="done and dropped ones too")


def run_list(session: Session, options: Namespace) -> int:
    """Lists actions; open and blocked ones unless asked for others."""
    wants_closed = options.all or bool(set(options.status or ()) & {"done", "dropped"})
    reader: Reader = session.repo if wants_closed else session.open_work
    calendar = session.calendar
    chosen = Filter(
        owner=resolve(reader, options.owner) if options.owner else None,
        statuses=frozenset(ActionStatus(each) for each in options.status or ()),
        overdue=options.overdue,
        due_by=_due_by(session, options.due_by),
        meeting=options.meeting and _meeting(reader, options.meeting),
        tag=options.tag and options.tag.removeprefix("#"),
        all=options.all,
    )
    is_whole = wants_closed or session.output.as_json or session.output.template is not None
    columns = None if is_whole else session.open_work.columns()
    views = listing(reader, chosen, calendar, columns)
    if session.output.as_json:
        overdue = sum(each.overdue_days is not None for each in views)
        counts = {"items": len(views), "overdue": overdue}
        items = [action_item(each) for each in views]
        session.output.envelope("actions", items, session.head(), {"counts": counts})
        return 0
    if session.output.template is not None:
        session.output.listing([action_item(each) for each in views], ())
        return 0
    session.output.listing(
        views, action_columns(partial(session.known_ids, Kind.ACTIONS), calendar)
    )
    if not views and session.output.is_table:
        session.output.note("no actions here; add one: retrotui actions add TITLE --owner NAME")
    return 0


def _due_by(session: Session, phrase: str | None) -> date | None:
    if phrase is None:
        return None
    due = parse_due(phrase, session.calendar, allow_past=True)
    if due is None:
        raise UsageError("--due-by needs a date", hint="such as fri, eow or 2026-12-01")
    from retrotui.cli.echo import echo_due  # noqa: PLC0415 - few lists are up to a date

    echo_due(session.output, due, session.calendar)
    return local_day(due, session.calendar)


def _meeting(reader: Reader, typed: str) -> str:
    from retrotui.services import minutes  # noqa: PLC0415 - few lists are of one meeting

    return minutes.resolve(reader, typed).id
