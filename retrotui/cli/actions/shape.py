"""An action as the contract's JSON has it, and as a row for people."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from retrotui.cli.output import Column, short_names
from retrotui.core.dates.calendar import read_due
from retrotui.core.dates.phrasing import short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retrotui.core.action_list import ActionView
    from retrotui.core.dates.calendar import Calendar


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


def action_columns(known: Callable[[], Iterable[str]], calendar: Calendar) -> tuple[Column, ...]:
    """Id, status, date, owners, title and tags; dates as people say them on a terminal.

    Args:
        known: Gives the ids of all actions, shown or not.
        calendar: The team's time.
    """
    short = short_names(known)
    return (
        Column("id", lambda view: short(view.id), plain=attrgetter("id")),
        Column("status", attrgetter("status"), colour=_status_colour),
        Column("due", _due_text(calendar), plain=lambda view: view.due or "", colour=_due_colour),
        Column(
            "owner",
            lambda view: ", ".join(view.owners) or "-",
            plain=lambda view: ",".join(view.owners),
        ),
        Column("title", attrgetter("title"), flexible=True),
        Column("tags", _tag_text, flexible=True),
    )


def _due_text(calendar: Calendar) -> Callable[[ActionView], str]:
    def text(view: ActionView) -> str:
        due = read_due(view.due)
        return short_date(due, calendar) if due else "-"

    return text


def _tag_text(view: ActionView) -> str:
    tags = view.tags
    return " ".join([f"#{tag}" for tag in tags]) if tags else ""


def _due_colour(view: ActionView) -> str | None:
    return "alarm" if view.overdue_days is not None else None


def _status_colour(view: ActionView) -> str | None:
    return {"done": "good", "blocked": "warn", "dropped": "dim"}.get(view.status)
