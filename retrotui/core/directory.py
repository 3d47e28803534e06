"""Everybody by id and by name: one person per name whatever its case, and merges followed.

A person's id comes from the name as first written, so that two clones that meet ``Ana`` for the
first time make one record. A rename keeps the id, and the first name goes on meaning that person.
Who was named in private meetings only has a record that stays on this machine; it stands for the
shared one of the same name as soon as there is one.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from retrotui.core.records.people import Person, person_id, private_person_id
from retrotui.core.text import one_line

_SIMILAR = 0.75


class Directory(Mapping[str, Person]):
    """The people of the store by id, with their names and merges understood.

    Looking up an id gives its own record; ``root`` gives the person it stands for today.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {each.id: each for each in sorted(people, key=lambda each: each.id)}
        self._roots = {each: self._find_root(each) for each in self._people}

    def __getitem__(self, id: str) -> Person:  # noqa: A002 - the field's own name
        return self._people[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    def root_id(self, id: str) -> str:  # noqa: A002
        """The id of the person this id stands for; an unknown id stands for itself."""
        return self._roots.get(id, id)

    def root(self, id: str) -> Person | None:  # noqa: A002
        """The person this id stands for, or None when it is unknown."""
        return self._people.get(self.root_id(id))

    def name(self, id: str) -> str:  # noqa: A002
        """The name to show for an id; the id itself, cleaned, when it is unknown."""
        person = self.root(id)
        return one_line(id) if person is None else one_line(person.name)

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The names to show for several ids, each person once, in alphabetical order."""
        roots = {self.root_id(each) for each in ids}
        return tuple(
            sorted((self.name(each) for each in roots), key=lambda name: (fold(name), name))
        )

    def find(self, name: str) -> Person | None:
        """The person known by a name, by the name they were first written with, or by a full id."""
        wanted = fold(name)
        id_ = self._by_name.get(wanted)
        if id_ is None:
            firsts = (wanted, person_id(wanted), private_person_id(wanted))
            id_ = next((each for each in firsts if each in self._people), None)
        return None if id_ is None else self.root(id_)

    def nearest(self, name: str) -> str | None:
        """The known name that is most like a name.

        That is one that shares a word, else one that begins like it, else a similar one.
        """
        wanted = fold(name)
        live = {fold(each.name): each.name for each in self.live()}
        words = set(wanted.split())
        for known, shown in sorted(live.items()):
            if words & set(known.split()):
                return shown
        for known, shown in sorted(live.items()):
            if wanted and known.startswith(wanted):
                return shown
        from difflib import get_close_matches  # noqa: PLC0415 - only an unknown name pays for it

        close = get_close_matches(wanted, sorted(live), n=1, cutoff=_SIMILAR)
        return live[close[0]] if close else None

    def live(self) -> tuple[Person, ...]:
        """Everybody who is not merged into somebody else, by name."""
        live = (each for each in self._people.values() if self._roots[each.id] == each.id)
        return tuple(sorted(live, key=lambda each: (fold(each.name), each.id)))

    def absorbed(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The ids that stand for the same person, the person's own among them, sorted."""
        root = self.root_id(id)
        return tuple(each for each in self._people if self._roots[each] == root) or (root,)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for each in sorted(self._people.values(), key=self._claim):
            known.setdefault(fold(each.name), each.id)
        return known

    def _find_root(self, id_: str) -> str:
        """Follows merges to their end.

        Two clones may merge two people into each other at once, and a log may be forged: a ring
        is one person, known by its smallest id from wherever it is entered.
        """
        path: dict[str, int] = {}
        while id_ not in path:
            path[id_] = len(path)
            target = _target(self._people[id_])
            if target is None or target not in self._people:
                return id_
            id_ = target
        ring = list(path)[path[id_] :]
        return min(ring)

    def _claim(self, person: Person) -> tuple[bool, bool, bool, str]:
        """Who is meant when clones gave one name to several: the unmerged, the first so named."""
        merged = self._roots[person.id] != person.id
        return merged, person.private, person.id != person_id(fold(person.name)), person.id


def _target(person: Person) -> str | None:
    """The record that this one stands for, if that is there."""
    if person.merged_into is None and person.private:
        return person_id(fold(person.name))
    return person.merged_into


def fold(name: str) -> str:
    """The form in which names are compared: one line, without a leading ``@``, case folded."""
    return one_line(name).removeprefix("@").strip().casefold()
