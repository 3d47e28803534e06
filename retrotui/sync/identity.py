"""Which of the branches at a remote hold this store, and the identity that all go on with."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from retrotui.core.text import one_line
from retrotui.store.placement import META
from retrotui.sync.branches import Tips
from retrotui.sync.git import Git
from retrotui.sync.meta import Meta, agree, parse_meta
from retrotui.sync.objects import EXTRAS, Hasher, Listing, read_blobs

_OTHER: Final = "left out, another team's store"
_NONE: Final = "left out, it holds no store"


class Agreed(NamedTuple):
    """What a look at the identities came to.

    Attributes:
        meta: The identity to go on with.
        others: The commits of other clones' branches that hold this store.
        problems: What was left out, one line each.
    """

    meta: Meta
    others: list[str]
    problems: list[str]


def agreed(
    git: Git,
    hasher: Hasher,
    mine: Meta,
    tips: Tips,
    trees: Mapping[str, Listing],
    *,
    grown: Callable[[], bool],
    adopt: bool,
    where: str,
) -> Agreed:
    """The identity of the store, and whose branches are of it.

    The store's branch decides. Where the remote has none, the branches of clones do, and the same
    of them for everybody.

    Args:
        git: In the store's folder.
        hasher: Names blobs.
        mine: This clone's identity.
        tips: The branches.
        trees: What they hold, by commit.
        grown: Whether the store's branch grew from one that this clone shared.
        adopt: The person wants two stores to become one.
        where: The remote's name.

    Raises:
        NeedsPersonError: They are of another store, or the branch is no store's.
    """
    asked = [*tips.bases, *tips.others.values()]
    oids = {each: trees[each].meta.get(META) for each in asked}
    own = hasher(mine.data)
    blobs = read_blobs(git, sorted({oid for oid in oids.values() if oid not in (None, own)}))
    said = {
        each: mine if oid == own else None if oid is None else parse_meta(blobs[oid])
        for each, oid in oids.items()
    }
    meta = mine
    if tips.remote is not None:
        theirs = said[tips.remote]
        known = theirs is None and grown()
        meta = agree(mine, theirs, known=known, adopt=adopt, where=where)
    else:
        found = [each for each in said.values() if each is not None]
        found = [each for each in found if each.store == mine.store] or found
        if found:
            greatest = max(found, key=lambda each: (each.format, each.data))
            meta = agree(mine, greatest, known=False, adopt=adopt, where=where)
    stores = {mine.store, meta.store}
    usable, problems = [], []
    for name, commit in tips.others.items():
        there, refused = said[commit], trees[commit].refused
        if there is not None and there.store in stores:
            usable.append(commit)
            if refused:
                first = one_line(refused[0])[:80]
                problems.append(f"branch {name}: {first}: left out, no part of a store")
        else:
            problems.append(f"branch {name}: {_NONE if there is None else _OTHER}")
    return Agreed(meta, usable, problems)


def extras_there(tips: Tips, trees: Mapping[str, Listing], others: list[str]) -> dict[str, str]:
    """Ids of the files beside ``retro.json`` that the tree to build on has.

    Without the store's branch it is the same of all clones' branches for everybody, so that two of
    them do not take turns.
    """
    if tips.remote is not None:
        return trees[tips.remote].meta
    if not tips.is_own:
        return {} if tips.local is None else trees[tips.local].meta
    found: dict[str, str] = {}
    for commit in (*tips.bases, *others):
        for name in EXTRAS:
            oid = trees[commit].meta.get(name)
            if oid is not None:
                found[name] = min(oid, found.get(name, oid))
    return found
