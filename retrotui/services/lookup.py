"""Records by what people type: a full id or a unique prefix."""

from typing import TypeVar

from retrotui.core.errors import NotFoundError
from retrotui.core.ids import resolve_id, short_id
from retrotui.core.ports import Reader
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind

R = TypeVar("R")


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
