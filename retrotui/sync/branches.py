"""The branches of a remote that a store is shared on: everybody's, and those of single clones.

Where a host protects the store's branch, a clone pushes to one of its own beside it. The name has
no slash, as git keeps ``retrotui`` and ``retrotui/x`` in one place and so cannot have both.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from retrotui.core.text import one_line
from retrotui.store.gitinit import BRANCH
from retrotui.sync.git import Answer, Git
from retrotui.sync.trouble import Trouble, classify, failure, reason_in

LOCAL_REF: Final = f"refs/heads/{BRANCH}"
KEPT_REF: Final = "refs/retrotui/kept"
"""What this clone put together last. A branch may be reverted or rewound by hand, here and there;
what was shared leaves the journal, and then this is the only thing that still names it."""
MOST: Final = 64
"""Branches of clones that are read; a team has fewer, and more are somebody's mischief."""
OWN_GLOB: Final = f"refs/heads/{BRANCH}-w-*"
"""What to ask a remote for to see the branches of clones, and few others."""
_START: Final = f"{BRANCH}-w-"
_OWN: Final = re.compile(BRANCH + r"-w-[a-z0-9]{7}")
_NONE: Final = 2
"""What ``git ls-remote --exit-code`` answers where nothing matches."""


class _At(NamedTuple):
    """Where a ref is: its commit, and that commit's tree; no tree for what is no commit."""

    commit: str | None
    tree: str


_NOWHERE: Final = _At(None, "")


class Reached(NamedTuple):
    """What a fetch found.

    Attributes:
        main: The remote has the store's branch.
        own: The branches of clones, as far as there are any, were looked at.
        problem: What kept some of these from being fetched.
    """

    main: bool
    own: bool
    problem: str | None = None


@dataclass(frozen=True)
class Tips:
    """The commits that an attempt starts from; None where there is none.

    Attributes:
        local: Of the branch here.
        remote: Of the store's branch at the remote.
        kept: What the last sync put together.
        branch: The branch at the remote that is pushed to.
        own: Of that branch, where it is this clone's own.
        others: Of the branches of other clones that have to be read, by name.
        seen: Of all branches of other clones, by name.
        problems: What to know of these, one line each.
    """

    local: str | None
    remote: str | None
    kept: str | None
    branch: str = BRANCH
    own: str | None = None
    others: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def bases(self) -> list[str]:
        """The tips at the remote that a commit to be pushed builds on."""
        return [each for each in (self.own, self.remote) if each is not None]

    @property
    def is_own(self) -> bool:
        """True when what is pushed goes to a branch of this clone's own."""
        return self.branch != BRANCH

    @property
    def commits(self) -> list[str]:
        """Every commit to be read, each once."""
        known = (each for each in (self.local, self.kept) if each is not None)
        return list(dict.fromkeys((*self.bases, *known, *self.others.values())))


def own_branch(writer: str) -> str:
    """The name of the branch of a clone, from the folder it writes to (``w-`` and 7 characters)."""
    return f"{BRANCH}-{writer}"


def is_own_branch(name: str) -> bool:
    """True for a name that a clone gives to a branch of its own."""
    return _OWN.fullmatch(name) is not None


def fetch(git: Git, remote: str) -> Reached:
    """Brings the remote's branches of the store here.

    Raises:
        GitError: It could not be found out whether it has any.
    """
    main, own = f"+{LOCAL_REF}:{private_ref(remote)}", f"+{OWN_GLOB}:{_own_refs(remote)}*"
    answer = _fetch(git, remote, main, own)
    if answer.code == 0:
        return Reached(main=True, own=True)
    trouble = classify(answer.said)
    if trouble is Trouble.BRANCH_MISSING:
        return _fetch_own(git, remote, own, answer)
    # What somebody calls a branch, or puts on it, must not keep everybody from the store's.
    if trouble is Trouble.OTHER and _fetch(git, remote, main).code == 0:
        why = reason_in(answer.said)
        return Reached(main=True, own=True, problem=f"not every branch could be fetched: {why}")
    raise failure(trouble, where=remote, said=answer.said)


def _fetch_own(git: Git, remote: str, spec: str, missed: Answer) -> Reached:
    """Fetches where the store's branch seems to be missing."""
    asked = git.ask("ls-remote", "--exit-code", "--", remote, LOCAL_REF, OWN_GLOB, remote=True)
    if asked.code == _NONE:
        return Reached(main=False, own=False)
    if asked.code != 0:
        raise failure(classify(asked.said), where=remote, said=missed.said)
    if LOCAL_REF in asked.out.decode(errors="replace").split():
        raise failure(Trouble.STALE, where=remote, said=missed.said)
    answer = _fetch(git, remote, spec)
    if answer.code != 0:
        raise failure(classify(answer.said), where=remote, said=answer.said)
    return Reached(main=False, own=True)


def _fetch(git: Git, remote: str, *specs: str) -> Answer:
    arguments = ("--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
    # Pruning reaches only what these specs name: branches of clones that are gone there.
    more = ("--no-recurse-submodules", "--prune", "--update-shallow", "--progress")
    return git.ask("fetch", *arguments, *more, "--", remote, *specs, remote=True)


def private_ref(remote: str) -> str:
    """Where the remote's branch is kept, out of the way of the person's own refs."""
    return f"refs/retrotui/remotes/{remote}"


def _own_refs(remote: str) -> str:
    """Where the branches of clones are kept, each under the end of its name."""
    return f"refs/retrotui/own/{remote}/"


def find_tips(
    git: Git,
    remote: str | None,
    reached: Reached | None = None,
    *,
    branch: str = BRANCH,
    known: Mapping[str, str] | None = None,
) -> Tips:
    """The commits to start from, as fetched last.

    Args:
        git: In the store's folder.
        remote: The remote's name; None when there is none.
        reached: What the fetch found there.
        branch: The branch at the remote that is pushed to.
        known: The tips of other clones' branches that this clone has taken in already.
    """
    reached = reached or Reached(main=False, own=False)
    theirs = private_ref(remote) if remote else LOCAL_REF
    prefix = _own_refs(remote) if remote else LOCAL_REF
    found = _read_refs(git, LOCAL_REF, KEPT_REF, theirs, prefix)
    names: dict[str, _At] = {}
    if reached.own:
        ends = {ref.removeprefix(prefix): at for ref, at in found.items() if ref.startswith(prefix)}
        names = {f"{_START}{end}": at for end, at in ends.items()}
    main = found.get(theirs, _NOWHERE) if reached.main else _NOWHERE
    own = names.pop(branch, _NOWHERE)
    seen, problems = _usable(names, known or {})
    kept = found.get(KEPT_REF, _NOWHERE)
    # What the last sync put together holds what it took in; without that it is read again.
    taken_in = known if known and kept.commit else {}
    return Tips(
        local=found.get(LOCAL_REF, _NOWHERE).commit,
        remote=main.commit,
        kept=kept.commit,
        branch=branch,
        own=own.commit if own.tree else None,
        others=_to_read(seen, taken_in, {main.tree, own.tree}),
        seen={name: str(at.commit) for name, at in seen.items()},
        problems=problems if reached.problem is None else (*problems, reached.problem),
    )


def _read_refs(git: Git, *refs: str) -> dict[str, _At]:
    out = git.run("for-each-ref", "--format=%(refname) %(objectname) %(tree)", *refs)
    lines = (line.split(" ", 2) for line in out.decode(errors="replace").splitlines())
    return {name: _At(commit, tree) for name, commit, tree in lines}


def _to_read(
    seen: Mapping[str, _At], taken_in: Mapping[str, str], trees: set[str]
) -> dict[str, str]:
    """The branches of others that say something new, one of each tree."""
    found: dict[str, str] = {}
    for name, (commit, tree) in seen.items():
        if commit is not None and taken_in.get(name) != commit and tree not in trees:
            trees.add(tree)
            found[name] = commit
    return found


def _usable(
    names: Mapping[str, _At], known: Mapping[str, str]
) -> tuple[dict[str, _At], tuple[str, ...]]:
    """The branches that clones may have made, known ones first, and what is left out of them."""
    good = [name for name, (_, tree) in names.items() if is_own_branch(name) and tree]
    odd = sorted(names.keys() - set(good))
    problems = []
    if odd:
        more = f" and {len(odd) - 1} more" if odd[1:] else ""
        problems.append(f"branch {one_line(odd[0])[:80]}{more}: left out, not of a clone")
    if len(good) > MOST:
        problems.append(f"{len(good) - MOST} branches: left out, only {MOST} of clones are read")
    good.sort(key=lambda name: (name not in known, name))
    return {name: names[name] for name in good[:MOST]}, tuple(problems)
