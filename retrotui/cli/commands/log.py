"""``retrotui log [ID]``: what was done, when and by whom; and what lies in the trash."""

from argparse import ArgumentParser, Namespace
from datetime import time
from typing import Any

from retrotui.cli.days import read_since
from retrotui.cli.history import told_items
from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.dates.zones import moment_on
from retrotui.core.errors import UsageError
from retrotui.core.ids import short_ids
from retrotui.core.telling import NOUNS, Speech
from retrotui.services import history, trash

_DEFAULT = 50
_MIDNIGHT = time()


def _build(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help="one record, from its beginning")
    parser.add_argument("--since", metavar="WHEN", help="from this day on")
    parser.add_argument("--limit", metavar="N", help=f"how many ({_DEFAULT}; 0: all)")
    parser.add_argument("--dropped", action="store_true", help="what can be brought back")


def _run(session: Session, options: Namespace) -> int:
    if options.dropped:
        if options.id or options.since or options.limit:
            raise UsageError("--dropped lists the whole trash", hint="leave the rest out")
        return _list_dropped(session)
    if options.id:
        if options.since or options.limit:
            raise UsageError("a record is told whole", hint="leave --since and --limit out")
        kind, id_ = history.find_record(session.repo, options.id)
        return _show(session, history.of(session.repo, kind, id_, session.calendar))
    day = read_since(session, options.since)
    since = None if day is None else moment_on(day, _MIDNIGHT, session.calendar.zone)
    limit = _limit(options.limit)
    return _show(session, history.latest(session.repo, session.calendar, since=since, limit=limit))


def _limit(typed: str | None) -> int | None:
    if typed is None:
        return _DEFAULT
    if not typed.isdecimal():
        raise UsageError(f"--limit: {typed!r:.20} is no number", hint="a whole number; 0: all")
    return int(typed) or None


def _show(session: Session, steps: tuple[history.Told, ...]) -> int:
    items = told_items(steps)
    if session.output.as_json:
        session.output.envelope("log", items, session.head(), {})
        return 0
    said = history.speech(session.repo, session.calendar)
    session.output.listing(items, _columns(said))
    return 0


def _columns(said: Speech) -> tuple[Column, ...]:
    return (
        Column("at", lambda item: said.moment(item["at"]), plain=lambda item: item["at"]),
        Column("by", _who, plain=lambda item: item["by"] or "anonymous"),
        Column("clone", lambda item: item["clone"] or ""),
        Column("what", _what, flexible=True),
    )


def _who(item: Any) -> str:
    by = item["by"] or "anonymous"
    return f"{by} via {item['via']}" if item["via"] else str(by)


def _what(item: Any) -> str:
    return f"{item['words']} (private)" if item["private"] else str(item["words"])


def _list_dropped(session: Session) -> int:
    found = trash.listing(session.repo, session.calendar)
    items = [
        {"id": each.id, "kind": each.kind, "title": each.title, "by": each.by, "at": each.at}
        for each in found
    ]
    if session.output.as_json:
        session.output.envelope("trash", items, session.head(), {})
        return 0
    said = history.speech(session.repo, session.calendar)
    short = short_ids(each.id for each in found)
    columns = (
        Column("id", lambda item: short[item["id"]], plain=lambda item: item["id"]),
        Column("kind", lambda item: NOUNS[item["kind"]], plain=lambda item: item["kind"]),
        Column("title", lambda item: item["title"], flexible=True),
        Column("by", lambda item: item["by"] or "anonymous"),
        Column("at", lambda item: said.moment(item["at"]), plain=lambda item: item["at"]),
    )
    session.output.listing(items, columns)
    if session.output.is_table:
        session.output.note("bring one back: retrotui restore ID" if items else "nothing deleted")
    return 0


COMMAND = Command(
    "what was done, when and by whom",
    {
        "": Verb(
            "the latest steps, or one record's from its beginning",
            _build,
            _run,
            ("retrotui log --since mon", "retrotui log k3f9", "retrotui log --dropped"),
        )
    },
)
