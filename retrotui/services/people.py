"""People: whoever is named is known from then on, renamed without losing anything, and merged."""

from collections.abc import Mapping, Sequence

from retrotui.core import people as rules
from retrotui.core.changes import Change, Row
from retrotui.core.errors import NotFoundError
from retrotui.core.ids import resolve_id
from retrotui.core.people import Directory, Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person
from retrotui.services.desk import Desk


def directory(reader: Reader) -> Directory:
    """Everybody the store knows."""
    return read_directory(reader.all(Kind.PEOPLE))


def read_directory(rows: Mapping[str, Row]) -> Directory:
    """Everybody in rows of the ``people`` table."""
    return Directory(decode_all(Person, rows))


def everybody(reader: Reader) -> tuple[Person, ...]:
    """The people of the team by name, those merged into others left out."""
    return directory(reader).live()


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
    except NotFoundError as refused:
        nearest = known.nearest(typed)
        if nearest is None:
            raise
        raise NotFoundError(refused.message, hint=f"did you mean {nearest!r}?") from refused


def name_all(reader: Reader, names: Sequence[str]) -> tuple[tuple[Naming, ...], tuple[Change, ...]]:
    """Whom names mean, and the changes that make the unknown ones; for use inside a plan."""
    return rules.name_all(directory(reader), names)


def add(desk: Desk, name: str, *, function: str | None = None) -> tuple[Naming, Receipt]:
    """Makes a person, or finds the one who already has the name."""
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        known = directory(reader)
        found, changes = rules.name_all(known, [name])
        named[:] = found
        if function is None:
            return changes
        person = known.get(found[0].id) or Person(found[0].id, found[0].name)
        return changes + rules.set_function(person, function)

    receipt = desk.transact(plan)
    return named[0], receipt


def rename(desk: Desk, id: str, name: str) -> Receipt:  # noqa: A002 - the field's own name
    """Gives a person another name; see ``core.people.rename`` for what is refused."""

    def plan(reader: Reader) -> tuple[Change, ...]:
        known = directory(reader)
        return rules.rename(known, _person(known, id), name)

    return desk.transact(plan)


def set_function(desk: Desk, id: str, function: str | None) -> Receipt:  # noqa: A002
    """Says what a person speaks for; None takes it away."""
    return desk.transact(
        lambda reader: rules.set_function(_person(directory(reader), id), function)
    )


def merge(desk: Desk, keep: str, other: str) -> Receipt:
    """Marks the second person as the same as the first; see ``core.people.merge``."""

    def plan(reader: Reader) -> tuple[Change, ...]:
        known = directory(reader)
        return rules.merge(known, _record(known, keep), _record(known, other))

    return desk.transact(plan)


def _person(known: Directory, id_: str) -> Person:
    """The person an id stands for, so that a change of a merged one reaches whom it became."""
    return known[known.root_id(_record(known, id_).id)]


def _record(known: Directory, id_: str) -> Person:
    return known[resolve_id(id_, known, "person")]
