"""Actions read: lists, one of them, and which is meant; apart from their moves, for a quick start.

``services.actions`` offers all of it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrotui.core.action_list import ActionView, Filter, Reading, view
from retrotui.core.errors import NotFoundError
from retrotui.core.hidden import discarded
from retrotui.core.ids import resolve_id
from retrotui.core.records.actions import Action
from retrotui.core.records.codec import decode, read_lazily
from retrotui.core.records.columns import columns_of
from retrotui.core.records.kinds import Kind
from retrotui.core.records.words import ActionStatus
from retrotui.core.text import one_line
from retrotui.services.directory import directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrotui.core.changes import Row
    from retrotui.core.dates.calendar import Calendar
    from retrotui.core.ports import Reader
    from retrotui.core.records.columns import Columns


def resolve(reader: Reader, typed: str) -> str:
    """The id of the action meant by a full id or a unique prefix.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return resolve_id(typed, reader.all(Kind.ACTIONS), "action")


def get(reader: Reader, id: str) -> Action:  # noqa: A002 - the field's own name
    """One action.

    Raises:
        NotFoundError: There is none with this id, or what is stored is none.
    """
    row = reader.get(Kind.ACTIONS, id)
    action = None if row is None else decode(Action, id, row)
    if action is None:
        raise NotFoundError(f"there is no action {one_line(id)!r}", hint="see: actions list --all")
    return action


def listing(
    reader: Reader,
    chosen: Filter,
    calendar: Calendar,
    columns: Columns | None = None,
) -> tuple[ActionView, ...]:
    """The actions meant, as people see them, by due date (none last), then by id.

    What belongs to a discarded meeting is left out.

    Args:
        reader: Where to look.
        chosen: Which are meant.
        calendar: The team's time.
        columns: What lists look at, of all actions that may be meant, where that is at hand.
    """
    meetings = reader.all(Kind.MEETINGS)
    rows = _likely(reader.all(Kind.ACTIONS), chosen) if columns is None else None

    def whole(id_: str) -> Action:
        row = reader.get(Kind.ACTIONS, id_) if rows is None else rows[id_]
        return read_lazily(Action, id_, row or {})

    reading = Reading(directory(reader), calendar, _titles(meetings), whole)
    looked_at = columns_of(rows or {}) if columns is None else columns
    return tuple(reading.select(reading.views(looked_at, discarded(meetings)), chosen))


def show(reader: Reader, id: str, calendar: Calendar) -> ActionView:  # noqa: A002
    """One action as people see it.

    Raises:
        NotFoundError: There is none with this id.
    """
    titles = _titles(reader.all(Kind.MEETINGS))
    return view(get(reader, id), directory(reader), calendar, titles)


def _likely(rows: Mapping[str, Row], chosen: Filter) -> dict[str, Row]:
    """Rows that may pass: reading one costs far more than looking at its status."""
    unwanted = tuple(each.value for each in ActionStatus if each not in chosen.wanted)
    return {each: row for each, row in rows.items() if row.get("status") not in unwanted}


def _titles(meetings: Mapping[str, Row]) -> Callable[[str], str | None]:
    def title(id_: str) -> str | None:
        row = meetings.get(id_)
        found = None if row is None else row.get("title")
        return one_line(found) if isinstance(found, str) else None

    return title
