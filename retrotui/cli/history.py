"""Steps of the past as items of JSON and of templates."""

from collections.abc import Iterable, Sequence
from typing import Any

from retrotui.cli.output import Column, Item, flat
from retrotui.cli.session import Session
from retrotui.core.records.kinds import Kind
from retrotui.services.history import Told, of


def told_items(steps: Iterable[Told]) -> list[dict[str, Any]]:
    """One item a step, with what it changed."""
    return [
        {
            "event": each.event,
            "at": each.at,
            "by": each.by,
            "clone": each.clone,
            "via": each.via,
            "kind": each.kind,
            "id": each.id,
            "title": each.title,
            "words": each.words,
            "changes": [
                {"field": one.field, "old": one.old, "new": one.new} for one in each.changes
            ],
            "private": each.is_private,
        }
        for each in steps
    ]


def field_items(steps: Iterable[Told]) -> list[dict[str, Any]]:
    """One item a field that changed, in the order of the steps."""
    return [
        {
            "at": step.at,
            "by": step.by,
            "writer": step.clone,
            "field": each.field,
            "old": each.old,
            "new": each.new,
        }
        for step in steps
        for each in step.changes
    ]


def log_record(session: Session, kind: Kind, id_: str) -> int:
    """Writes who changed what in a record and when, oldest first."""
    return write_log(session, field_items(of(session.repo, kind, id_, session.calendar)))


def write_log(session: Session, items: Sequence[Item]) -> int:
    """Writes what ``field_items`` gave in the form that was asked for."""
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
