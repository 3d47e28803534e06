"""Records by what people type: a full id or a unique prefix."""

from collections.abc import Mapping
from typing import TypeVar

from retrotui.core.changes import Row
from retrotui.core.errors import AmbiguousIdError, NotFoundError
from retrotui.core.ids import resolve_id, short_id, short_ids
from retrotui.core.ports import Reader
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line

R = TypeVar("R")
_SHOWN = 40


def find(reader: Reader, kind: Kind, record: type[R], typed: str, noun: str) -> R:
    """The one record meant by an id or a prefix of it.

    Args:
        reader: Where to look.
        kind: The table.
        record: The class to read it as.
        typed: What was typed.
        noun: What to call it in a refusal, such as ``decision``.

    Raises:
        NotFoundError: Nothing fits, several do, or the record cannot be read.
    """
    rows = reader.all(kind)
    id_ = resolve_id(typed, rows, noun)
    found = decode(record, id_, rows[id_])
    if found is None:
        raise NotFoundError(
            f"{noun} {short_id(id_, rows)} cannot be read", hint="run: retrotui doctor"
        )
    return found


def find_worded(reader: Reader, kind: Kind, record: type[R], typed: str, noun: str) -> R:
    """The one record meant by an id, a prefix of it, or words of its title.

    An id comes first. Of titles that hold all the words, one that is the words alone wins, else
    the only one that is still open (``status``).

    Args:
        reader: Where to look.
        kind: The table; its records have a ``title`` and a ``status``.
        record: The class to read it as.
        typed: What was typed.
        noun: What to call it in a refusal, such as ``goal``.

    Raises:
        NotFoundError: Nothing fits, several do, or the record cannot be read.
    """
    rows = reader.all(kind)
    try:
        meant = [resolve_id(typed, rows, noun)]
    except NotFoundError as refused:
        meant = _by_words(rows, typed)
        if not meant and isinstance(refused, AmbiguousIdError):
            raise
    said = one_line(typed)[:_SHOWN]
    if not meant:
        raise NotFoundError(
            f"no {noun} has an id or a title with {said!r}", hint=f"see: retrotui {kind} --all"
        )
    if len(meant) > 1:
        short = short_ids(rows)
        shown = ", ".join(f"{short[each]} {_title(rows[each])[:_SHOWN]!r}" for each in meant[:5])
        raise AmbiguousIdError(f"{len(meant)} titles have {said!r} in them: {shown}")
    return find(reader, kind, record, meant[0], noun)


def _by_words(rows: Mapping[str, Row], typed: str) -> list[str]:
    words = one_line(typed).casefold().split()
    if not words:
        return []
    fits = [each for each, row in rows.items() if all(word in _title(row) for word in words)]
    for narrower in (
        [each for each in fits if _title(rows[each]).split() == words],
        [each for each in fits if rows[each].get("status") == "open"],
    ):
        if len(narrower) == 1:
            return narrower
    return fits


def _title(row: Row) -> str:
    title = row.get("title")
    return one_line(title).casefold() if isinstance(title, str) else ""
