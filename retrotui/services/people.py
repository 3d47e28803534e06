"""People: whoever is named is known from then on, renamed without losing anything, and merged."""

from collections.abc import Sequence

from retrotui.core import people as rules
from retrotui.core.changes import Change
from retrotui.core.ids import resolve_id
from retrotui.core.people import Directory, Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person
from retrotui.services.desk import Desk
from retrotui.services.directory import directory, read_directory, resolve

__all__ = [
    "add",
    "directory",
    "everybody",
    "likely_same",
    "merge",
    "name_all",
    "read_directory",
    "rename",
    "resolve",
    "set_function",
]


def everybody(reader: Reader) -> tuple[Person, ...]:
    """The people of the team by name, those merged into others left out."""
    return directory(reader).live()


def likely_same(reader: Reader) -> tuple[tuple[Person, Person], ...]:
    """Pairs who may be one person, as (who would stay, the other); see ``core.people``."""
    return rules.likely_same(directory(reader))


def name_all(
    reader: Reader, names: Sequence[str], *, meeting: str | None
) -> tuple[tuple[Naming, ...], tuple[Change, ...]]:
    """Whom names mean, and the changes that make the unknown ones; for use inside a plan.

    Args:
        reader: The state the plan is made on.
        names: Names or ids.
        meeting: Id of the meeting that the record they are named in belongs to. Whoever is first
            named in a private one is known on this machine only.
    """
    return rules.name_all(directory(reader), names, private=_is_private(reader, meeting))


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


def _is_private(reader: Reader, meeting: str | None) -> bool:
    row = None if meeting is None else reader.get(Kind.MEETINGS, meeting)
    return row is not None and row.get("private") is True


def _person(known: Directory, id_: str) -> Person:
    """The person an id stands for, so that a change of a merged one reaches whom it became."""
    return known[known.root_id(_record(known, id_).id)]


def _record(known: Directory, id_: str) -> Person:
    return known[resolve_id(id_, known, "person")]
