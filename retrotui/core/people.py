"""Who is meant by the names people type, and what may happen to a person: made, renamed, merged."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from retrotui.core.changes import Change, Put, Scope
from retrotui.core.directory import Directory, fold
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Person, person_id, private_person_id
from retrotui.core.text import admit, one_line

__all__ = [
    "NAME_LENGTH",
    "Directory",
    "Naming",
    "admit_name",
    "fold",
    "likely_same",
    "merge",
    "name_all",
    "rename",
    "set_function",
]

NAME_LENGTH = 120
_LONG_ENOUGH = 4
"""Letters below which one letter more or less makes another name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Whom a name was taken to mean.

    Attributes:
        id: The person's id, merges followed.
        name: The person's name as the store has it; the typed one when the person is new.
        is_new: True when nobody was known by this name, so that a person is made.
        nearest: For a new person, the known name that is most like it, if any is.
    """

    id: str
    name: str
    is_new: bool = False
    nearest: str | None = None


def admit_name(name: str) -> str:
    """A person's name on its way into the store.

    Raises:
        UsageError: It is empty or longer than ``NAME_LENGTH`` characters.
    """
    admitted = admit(one_line(name).removeprefix("@"), "the name", lines=False)
    if len(admitted) > NAME_LENGTH:
        raise UsageError(
            f"the name {admitted[:20]!r}… has {len(admitted)} characters",
            hint=f"a name may have {NAME_LENGTH}",
        )
    return admitted


def name_all(
    directory: Directory, names: Sequence[str], *, private: bool = False
) -> tuple[tuple[Naming, ...], tuple[Change, ...]]:
    """Whom the names mean, each person once in the order given, and what makes the new ones.

    Args:
        directory: Everybody known.
        names: Names or ids.
        private: They are named in something that stays on this machine, and so then do the new
            ones. Otherwise who was private is made known to the team.

    Raises:
        UsageError: A name is empty or too long.
    """
    found: dict[str, Naming] = {}
    changes: list[Change] = []
    for typed in names:
        name = admit_name(typed)
        person = directory.find(name)
        if person is not None and (private or not person.private):
            found.setdefault(person.id, Naming(person.id, person.name))
            continue
        if person is not None and name.casefold() in directory:
            name = person.name
        new = private_person_id(fold(name)) if private else person_id(fold(name))
        if new not in found:
            nearest = directory.nearest(name) if person is None else None
            found[new] = Naming(new, name, is_new=True, nearest=nearest)
            changes.append(_made(new, name, private=private))
            if person is not None:
                changes.append(Put(Kind.PEOPLE, person.id, {"merged_into": new}))
    return tuple(found.values()), tuple(changes)


def _made(new: str, name: str, *, private: bool) -> Put:
    if private:
        return Put(Kind.PEOPLE, new, {"name": name, "private": True}, Scope.PRIVATE)
    return Put(Kind.PEOPLE, new, {"name": name})


def rename(directory: Directory, person: Person, name: str) -> tuple[Change, ...]:
    """Gives a person another name; the id and every record that names it stay.

    Raises:
        ForbiddenMoveError: Somebody else has the name.
        UsageError: The name is empty or too long.
    """
    admitted = admit_name(name)
    holder = directory.find(admitted)
    if holder is not None and holder.id != directory.root_id(person.id):
        raise ForbiddenMoveError(
            f"{admitted!r} is the name of somebody else, {one_line(holder.name)!r}",
            hint="choose another name, or merge the two if they are one person",
        )
    return (Put(Kind.PEOPLE, person.id, {"name": admitted}),)


def set_function(person: Person, function: str | None) -> tuple[Change, ...]:
    """Says what a person speaks for, such as ``legal``; None or blank text takes it away.

    Raises:
        TextTooLongError: The text is above what one field may hold.
    """
    admitted = admit(function or "", "the function", lines=False, required=False)
    return (Put(Kind.PEOPLE, person.id, {"function": admitted or None}),)


def likely_same(directory: Directory) -> tuple[tuple[Person, Person], ...]:
    """Pairs who may be one person: a name within the other's, or spelt nearly like it.

    Returns:
        Each pair as (who would stay, the other): the longer name stays, as it says more.
    """
    live = directory.live()
    words = [set(_plain(each.name).split()) for each in live]
    pairs = []
    for index, one in enumerate(live):
        for place in range(index + 1, len(live)):
            if not words[index] or not words[place]:
                continue
            within = words[index] <= words[place] or words[place] <= words[index]
            if within or _nearly(one.name, live[place].name):
                pair = sorted((one, live[place]), key=lambda each: (-len(each.name), each.id))
                pairs.append((pair[0], pair[1]))
    return tuple(pairs)


def _plain(name: str) -> str:
    """A name to compare: case folded, without accents, hyphens and dots as spaces."""
    spread = unicodedata.normalize("NFKD", fold(name))
    kept = "".join(each for each in spread if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in kept).split())


def _nearly(one: str, other: str) -> bool:
    first, second = sorted((_plain(one), _plain(other)), key=len)
    if len(first) < _LONG_ENOUGH or len(second) - len(first) > 1 or first[0] != second[0]:
        return False
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) <= 1
    return any(second[:cut] + second[cut + 1 :] == first for cut in range(len(second)))


def merge(directory: Directory, keep: Person, other: Person) -> tuple[Change, ...]:
    """Marks the second person as the same as the first; nothing to do when they already are.

    Raises:
        ForbiddenMoveError: Both are one record, the first was merged into the second before, or
            the team knows the second only.
    """
    if keep.id == other.id:
        raise ForbiddenMoveError(
            f"{one_line(keep.name)!r} cannot be merged into itself", hint="name two people"
        )
    kept, gone = directory.root_id(keep.id), directory.root_id(other.id)
    if directory[kept].private and not directory[gone].private:
        raise ForbiddenMoveError(
            f"{one_line(keep.name)!r} is known on this machine only",
            hint="name the two the other way round",
        )
    if kept != gone:
        return (Put(Kind.PEOPLE, gone, {"merged_into": kept}),)
    if kept == other.id:
        raise ForbiddenMoveError(
            f"{one_line(keep.name)!r} was merged into {one_line(other.name)!r} before",
            hint="rename the person to be known by the other name",
        )
    return ()
