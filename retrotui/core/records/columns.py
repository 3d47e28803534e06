"""Rows turned into columns: what lists look at, quick to keep, to read and to go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.core.changes import Row

Columns = dict[str, list[Any]]
"""The values of each field, None where there is none, in the order of the ids under ``id``."""
ID: Final = "id"
LISTED: Final = ("status", "due", "title", "owners", "tags", "meeting")
"""The fields of an action that lists and checks look at."""


def columns_of(rows: Mapping[str, Row], fields: tuple[str, ...] = LISTED) -> Columns:
    """The columns of rows by id, of the fields that lists show of actions or of others."""
    values = rows.values()
    return {ID: list(rows), **{field: [row.get(field) for row in values] for field in fields}}
