"""Fields that hold more than one value: the remark on a record, and the rows to pick from."""

from collections.abc import Iterable, Mapping, Sequence

from retrotui.core.dates import Calendar
from retrotui.core.telling import NOUNS, field_name
from retrotui.services.conflicts import Candidate, Conflict
from retrotui.ui.lists.moments import when_text
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.rows import Column, Heading, Row

COLUMNS = (
    Column(width=1, keep=3),
    Column(wraps=True),
    Column(width=16, keep=2),
    Column(width=17, keep=1),
)
"""Sign, value, who, when."""


def with_versions(row: Row, doubled: Mapping[str, Sequence[str]]) -> Row:
    """The row, with a remark when its record has fields with several versions."""
    fields = doubled.get(row.id)
    if not fields:
        return row
    named = ", ".join(field_name(each) for each in fields)
    return row._replace(details=(*row.details, Bit(f"≠ 2 versions of {named}; V", Tone.WARN)))


def row_id(conflict: Conflict, number: int) -> str:
    """Names one version: record, field and number."""
    return f"{conflict.id} {conflict.field} {number}"


def version_rows(conflicts: Iterable[Conflict], calendar: Calendar) -> list[Row | Heading]:
    """Each field under its record's title, then its versions, the one that shows first."""
    rows: list[Row | Heading] = []
    for each in conflicts:
        noun = NOUNS.get(each.kind, each.kind)
        where = "this machine only" if each.is_private else ""
        rows.append(Heading(f"{field_name(each.field)} of {noun} “{each.title}”", where))
        rows += [_row(each, one, calendar) for one in each.candidates]
    return rows


def _row(conflict: Conflict, one: Candidate, calendar: Calendar) -> Row:
    when = when_text(one.at, calendar)
    sign = Bit("▸", Tone.ACCENT) if one.is_current else Bit("·", Tone.MUTED)
    value = one.words or Bit("nothing", Tone.MUTED)
    return Row(
        row_id(conflict, one.number),
        (sign, value, one.by or "anonymous", Bit(when, Tone.MUTED)),
        ("shows now",) if one.is_current else (),
    )
