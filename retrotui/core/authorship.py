"""Whose clone is it mostly? So that work in one person's name from another's clone is seen.

A name is what a clone says of itself, so it proves nothing; that Ana's work came out of the clone
that is usually Bo's is for people to judge.
"""

from collections.abc import Mapping


def owners(written: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """By clone, the person who wrote most in it; of equals the first by name.

    Args:
        written: By clone, how many events name each person.
    """
    return {
        clone: min(counts, key=lambda name: (-counts[name], name))
        for clone, counts in written.items()
        if counts
    }


def via(by: str | None, clone: str, owned: Mapping[str, str]) -> str | None:
    """Whose clone a person's work came from, where it is another's than theirs.

    Args:
        by: Who it names; None when it is nobody's.
        clone: What it was written in.
        owned: What ``owners`` gave.

    Returns:
        None where that is usual: in a clone of their own, or while they have none.
    """
    owner = owned.get(clone)
    if by is None or owner is None or _same(owner, by):
        return None
    has_one = any(_same(each, by) for each in owned.values())
    return owner if has_one else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
