"""``retrotui conflicts [list|pick]``: fields that two clones changed at once, and which stays."""

from argparse import ArgumentParser, Namespace
from typing import Any

from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.cli.spec import Command, Verb
from retrotui.core.errors import UsageError
from retrotui.core.ids import short_ids
from retrotui.core.telling import field_name
from retrotui.core.text import one_line
from retrotui.services import conflicts as service
from retrotui.services.history import speech


def _build_list(_parser: ArgumentParser) -> None:
    """Takes nothing of its own."""


def _list(session: Session, _options: Namespace) -> int:
    found = service.list_conflicts(session.repo, session.calendar)
    if session.output.as_json:
        items = [_item(each) for each in found]
        session.output.envelope("conflicts", items, session.head(), {})
        return 0
    said = speech(session.repo, session.calendar)
    short = short_ids(each.id for each in found)
    rows = [
        {
            "id": each.id,
            "short": short[each.id],
            "kind": each.kind,
            "title": each.title,
            "field": each.field,
            "n": str(one.number),
            "value": one.words,
            "by": one.by or "anonymous",
            "at": one.at,
            "when": said.moment(one.at),
            "current": "shows" if one.is_current else "",
            "private": "private" if each.is_private else "",
        }
        for each in found
        for one in each.candidates
    ]
    session.output.listing(rows, _COLUMNS)
    if session.output.is_table:
        _show_proposals(session, found, short)
    return 0


_COLUMNS = (
    Column("id", lambda row: row["short"], plain=lambda row: row["id"]),
    Column("kind", lambda row: row["kind"]),
    Column("title", lambda row: row["title"], flexible=True),
    Column("field", lambda row: field_name(row["field"]), plain=lambda row: row["field"]),
    Column("n", lambda row: row["n"]),
    Column("value", lambda row: one_line(row["value"]), flexible=True),
    Column("by", lambda row: row["by"]),
    Column("at", lambda row: row["when"], plain=lambda row: row["at"]),
    Column("now", lambda row: row["current"]),
    Column("", lambda row: row["private"]),
)


def _show_proposals(
    session: Session, found: tuple[service.Conflict, ...], short: dict[str, str]
) -> None:
    for each in found:
        if each.merged is not None:
            session.output.note(f"\n{short[each.id]} {field_name(each.field)}, merged (--merge):")
            session.output.note("\n".join(f"  {line}" for line in each.merged.split("\n")))
    if not found:
        session.output.note("no field has two versions")
        return
    session.output.note("\nsettle one: retrotui conflicts pick ID FIELD N")


def _item(conflict: service.Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "title": conflict.title,
        "field": conflict.field,
        "versions": [
            {
                "number": each.number,
                "value": each.value,
                "with": dict(each.beside),
                "by": each.by,
                "at": each.at,
                "current": each.is_current,
            }
            for each in conflict.candidates
        ],
        "merged": conflict.merged,
        "private": conflict.is_private,
    }


def _build_pick(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("field", metavar="FIELD")
    parser.add_argument("number", metavar="N", nargs="?", help="the version to keep, as listed")
    parser.add_argument("--value", metavar="TEXT", help="neither: put this instead")
    parser.add_argument("--merge", action="store_true", help="every line of every version")


def _pick(session: Session, options: Namespace) -> int:
    ways = [options.number is not None, options.value is not None, options.merge]
    if sum(ways) != 1:
        raise UsageError(
            "say what is to stay: a version's number, --value TEXT or --merge",
            hint="see: retrotui conflicts",
        )
    desk, id_, field = session.desk, options.id, options.field
    if options.merge:
        service.merged(desk, id_, field)
    elif options.value is not None:
        service.write_value(desk, id_, field, options.value, session.calendar)
    else:
        service.pick(desk, id_, field, _number(options.number))
    left = service.count(session.repo)
    session.output.note("settled" if not left else f"settled; {left} more: retrotui conflicts")
    return 0


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise UsageError(
            f"{typed!r:.40} is no number of a version", hint='to write a value: --value "TEXT"'
        )
    return int(typed)


COMMAND = Command(
    "where two clones changed one field at once",
    {
        "list": Verb("each version, the one that shows first", _build_list, _list),
        "pick": Verb(
            "keep one of them, or write another",
            _build_pick,
            _pick,
            (
                "retrotui conflicts pick k3f9 due 2",
                'retrotui conflicts pick k3f9 title --value "Fix the staging deploy"',
                "retrotui conflicts pick k3f9 concern --merge",
            ),
        ),
    },
    default="list",
)
