"""Everybody in a store, by name and by id; apart from what changes people, for a quick start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrotui.core.directory import Directory
from retrotui.core.errors import AmbiguousIdError, NotFoundError
from retrotui.core.ids import resolve_id
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person
from retrotui.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.core.changes import Row
    from retrotui.core.ports import Reader


def directory(reader: Reader) -> Directory:
    """Everybody the store knows."""
    return read_directory(reader.all(Kind.PEOPLE))


def read_directory(rows: Mapping[str, Row]) -> Directory:
    """Everybody in rows of the ``people`` table."""
    return Directory(decode_all(Person, rows))


def resolve(reader: Reader, typed: str) -> str:
    """The id of the person meant by a name, a full id or a prefix of one; merges are followed.

    Raises:
        NotFoundError: Nobody fits, or several do; the hint names the nearest person.
    """
    known = directory(reader)
    person = known.find(typed)
    if person is not None:
        return person.id
    try:
        return known.root_id(resolve_id(typed, known, "person"))
    except AmbiguousIdError:
        raise
    except NotFoundError as refused:
        nearest = known.nearest(typed)
        hint = "see: retrotui people" if nearest is None else f"did you mean {nearest!r}?"
        raise NotFoundError(f"nobody is known as {one_line(typed)[:60]!r}", hint=hint) from refused
