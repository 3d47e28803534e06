"""An action as the contract's JSON has it, and as a row for people."""

from collections.abc import Callable
from typing import Any

from retrotui.cli.output import Column, Item
from retrotui.core.action_list import ActionView
from retrotui.core.dates import Calendar, read_due, short_date
from retrotui.core.ids import short_ids


def action_item(view: ActionView) -> dict[str, Any]:
    """The action of the contract, version 1; keys are always there."""
    return {
        "id": view.id,
        "title": view.title,
        "status": view.status.value,
        "owners": list(view.owners),
        "due": view.due,
        "overdue_days": view.overdue_days,
        "priority": view.priority,
        "tags": list(view.tags),
        "links": list(view.links),
        "created": view.created,
        "updated": view.updated,
        "closed": view.closed,
        "meeting": view.meeting and {"id": view.meeting.id, "title": view.meeting.title},
        "origin": view.origin and {"kind": view.origin.kind, "id": view.origin.id},
        "outcome": view.outcome and view.outcome.value,
        "moved": view.moved,
        "expectation": view.expectation,
    }


def action_columns(items: list[dict[str, Any]], calendar: Calendar) -> tuple[Column, ...]:
    """Id, status, date, owners, title and tags; dates as people say them on a terminal."""
    short = short_ids(item["id"] for item in items)
    return (
        Column("id", lambda item: short[item["id"]], plain=lambda item: item["id"]),
        Column("status", lambda item: item["status"], colour=_status_colour),
        Column(
            "due", _due_text(calendar), plain=lambda item: item["due"] or "", colour=_due_colour
        ),
        Column("owner", lambda item: ", ".join(item["owners"]) or "-", plain=_joined("owners")),
        Column("title", lambda item: item["title"], flexible=True),
        Column("tags", lambda item: " ".join(f"#{tag}" for tag in item["tags"]), flexible=True),
    )


def _joined(field: str) -> Callable[[Item], str]:
    return lambda item: ",".join(item[field])


def _due_text(calendar: Calendar) -> Callable[[Item], str]:
    def text(item: Item) -> str:
        due = read_due(item["due"])
        return short_date(due, calendar) if due else "-"

    return text


def _due_colour(item: Item) -> str | None:
    return "alarm" if item["overdue_days"] is not None else None


def _status_colour(item: Item) -> str | None:
    return {"done": "good", "blocked": "warn", "dropped": "dim"}.get(item["status"])
