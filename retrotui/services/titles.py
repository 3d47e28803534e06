"""What records are called, whatever their kind, for lists that name records of several kinds."""

from collections.abc import Callable
from typing import Final

from retrotui.core.ports import Reader
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line

_TITLES: Final = {
    Kind.CARDS: "text", Kind.NOTES: "text", Kind.FEEDBACK: "text", Kind.DISSENTS: "concern",
    Kind.EXPECTATIONS: "statement", Kind.PEOPLE: "name",
}  # fmt: skip


def title_of(reader: Reader) -> Callable[[str, str], str | None]:
    """Gives a record's title on one line by its kind and id; None when there is none."""

    def title(kind: str, id_: str) -> str | None:
        if kind not in tuple(Kind):
            return None
        row = reader.get(Kind(kind), id_)
        named = None if row is None else row.get(_TITLES.get(Kind(kind), "title"))
        return one_line(named) if isinstance(named, str) else None

    return title
