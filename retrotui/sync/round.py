"""One attempt to share: what is there, what it amounts to, one commit, and the push."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from retrotui.core.errors import StoreError
from retrotui.core.text import one_line
from retrotui.store.disk import explained
from retrotui.store.gitinit import BRANCH
from retrotui.store.placement import META
from retrotui.store.repository import StoreRepository
from retrotui.sync.combine import Combined, Combiner
from retrotui.sync.files import LogFiles
from retrotui.sync.git import Git
from retrotui.sync.meta import Meta, agree, extras, parse_meta, read_local_meta, write_local_meta
from retrotui.sync.objects import Entry, Hasher, Listing, list_tree, read_blobs, write_commit
from retrotui.sync.trouble import NeedsPersonError, Trouble, classify, failure

LOCAL_REF: Final = f"refs/heads/{BRANCH}"
KEPT_REF: Final = "refs/retrotui/kept"
"""What this clone put together last. A branch may be reverted or rewound by hand, here and there;
what was shared leaves the journal, and then this is the only thing that still names it."""
_PENDING: Final = "refs/retrotui/pending"
_NOTHING: Final = Listing({}, {}, [])
_NO_FILE: Final = frozenset({errno.ENOENT, errno.ELOOP})


@dataclass(frozen=True)
class Tips:
    """The commits that an attempt starts from; None where there is none."""

    local: str | None
    remote: str | None
    kept: str | None


@dataclass(frozen=True)
class Plan:
    """What an attempt came to before anything was written.

    Attributes:
        tips: Where it started.
        files: The whole tree by path.
        combined: What is new to whom.
        meta: The identity to go on with.
        adopted: True when that is not this clone's own.
        changes: True when the tree differs from the one it builds on.
        parent: The commit that a new one follows.
        beside: Ids of this clone's copies of the files beside ``retro.json``.
        refused: Paths in the remote's tree that are left out.
    """

    tips: Tips
    files: dict[str, Entry]
    combined: Combined
    meta: Meta
    adopted: bool
    changes: bool
    parent: str | None
    beside: dict[str, str]
    refused: tuple[str, ...]


def fetch(git: Git, remote: str) -> bool:
    """Brings the remote's branch here; False when the remote certainly has none.

    Raises:
        GitError: It could not be found out.
    """
    arguments = ("--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
    more = ("--no-recurse-submodules", "--no-prune", "--update-shallow", "--progress")
    spec = f"+{LOCAL_REF}:{private_ref(remote)}"
    answer = git.ask("fetch", *arguments, *more, "--", remote, spec, remote=True)
    if answer.code == 0:
        return True
    trouble = classify(answer.said)
    if trouble is Trouble.BRANCH_MISSING:
        asked = git.ask("ls-remote", "--exit-code", "--", remote, LOCAL_REF, remote=True)
        if asked.code == 2:  # noqa: PLR2004 - documented: no matching refs
            return False
        trouble = Trouble.STALE if asked.code == 0 else classify(asked.said)
    raise failure(trouble, where=remote, said=answer.said)


def private_ref(remote: str) -> str:
    """Where the remote's branch is kept, out of the way of the person's own refs."""
    return f"refs/retrotui/remotes/{remote}"


def find_tips(git: Git, remote: str | None) -> Tips:
    """The commits of the local branch, of the remote's as fetched last, and of the last sync."""
    theirs = private_ref(remote) if remote else LOCAL_REF
    refs = (LOCAL_REF, KEPT_REF, theirs)
    out = git.run("for-each-ref", "--format=%(refname) %(objectname)", *refs)
    found = dict(line.split(" ", 1) for line in out.decode().splitlines())
    there = found.get(theirs) if remote else None
    return Tips(found.get(LOCAL_REF), there, found.get(KEPT_REF))


class Round:
    """Plans and carries out one attempt.

    Args:
        repo: The open store.
        git: In its folder.
        disk: Its log files.
        hasher: Names blobs.
        remote: The remote's name; None when there is none.
    """

    def __init__(
        self, repo: StoreRepository, git: Git, disk: LogFiles, hasher: Hasher, remote: str | None
    ) -> None:
        self._repo = repo
        self._git = git
        self._disk = disk
        self._hasher = hasher
        self._remote = remote

    def plan(
        self,
        tips: Tips,
        *,
        combiner: Combiner,
        known: str | None,
        noted: Mapping[str, str],
        adopt: bool,
    ) -> Plan:
        """What has to happen.

        Args:
            tips: Where to start.
            combiner: Unites the versions of files.
            known: The commit that the remote had when this clone last shared with it.
            noted: Ids of the files beside ``retro.json`` at the last sync.
            adopt: The person wants two stores to become one.

        Raises:
            NeedsPersonError: The remote keeps another store.
        """
        base = tips.remote or tips.local
        listing = _NOTHING if base is None else list_tree(self._git, base)
        branch = listing
        if tips.local not in (None, base):
            branch = list_tree(self._git, str(tips.local))
        kept = _NOTHING
        if tips.kept not in (None, base, tips.local):
            kept = list_tree(self._git, str(tips.kept))
        with explained("read", self._repo.path), self._repo.settled():
            present = self._disk.scan()
        mine = self._own_meta()
        meta = mine
        if tips.remote is not None:
            meta = self._agree(mine, listing, tips, known, adopt=adopt)
        there = listing if tips.remote or self._remote is None else _NOTHING
        combined = combiner(present, there.logs, branch.logs, kept.logs)
        files = dict(combined.files)
        oid = self._hasher(meta.data)
        in_git = oid in (listing.meta.get(META), branch.meta.get(META))
        files[META] = Entry(oid, None if in_git else meta.data)
        beside, beside_here = extras(self._repo.path, self._hasher, noted, listing.meta)
        files |= beside
        names = {name: entry.oid for name, entry in files.items()}
        return Plan(
            tips=tips,
            files=files,
            combined=combined,
            meta=meta,
            adopted=meta.data != mine.data,
            changes=base is None or names != {**listing.logs, **listing.meta},
            parent=self._parent(tips),
            beside=beside_here,
            refused=tuple(one_line(path) for path in listing.refused),
        )

    def _own_meta(self) -> Meta:
        try:
            mine = read_local_meta(self._repo.path)
        except OSError as error:
            if error.errno not in _NO_FILE:
                place = self._repo.path / META
                raise StoreError(f"cannot read {place}: {error.strerror}") from error
            mine = None
        if mine is None:
            raise NeedsPersonError(
                Trouble.OTHER,
                f"{self._repo.path / META} does not describe a store; nothing was shared",
                hint=f"restore it: git -C {self._repo.path} checkout {BRANCH} -- {META}",
            )
        return mine

    def _agree(
        self, mine: Meta, listing: Listing, tips: Tips, known: str | None, *, adopt: bool
    ) -> Meta:
        oid = listing.meta.get(META)
        if oid == self._hasher(mine.data):
            return mine
        theirs = None if oid is None else parse_meta(read_blobs(self._git, [oid])[oid])
        grown = theirs is None and known is not None and self._descends(known, str(tips.remote))
        return agree(mine, theirs, known=grown, adopt=adopt, where=str(self._remote))

    def _descends(self, before: str, after: str) -> bool:
        return self._git.ask("merge-base", "--is-ancestor", before, after).code == 0

    def _parent(self, tips: Tips) -> str | None:
        if tips.remote is not None:
            return tips.remote
        if self._remote is not None and tips.local is not None and self._is_shallow():
            return None
        return tips.local

    def _is_shallow(self) -> bool:
        return self._git.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, plan: Plan, message: str, identity: str) -> str:
        """Writes the tree on top of what it builds on, if it differs; gives the commit."""
        if not plan.changes:
            return str(plan.parent)
        return write_commit(
            self._git,
            plan.files,
            parent=plan.parent,
            message=message,
            identity=identity,
            ref=_PENDING,
        )

    def place(self, plan: Plan, commit: str) -> list[str]:
        """Puts what is new on disk, then the local branch on the commit; gives paths in the way."""
        with explained("write to", self._repo.path), self._repo.settled():
            if plan.adopted:
                write_local_meta(self._repo.path, plan.meta)
            blocked = [
                name for name, data in plan.combined.place.items() if not self._disk.put(name, data)
            ]
        if plan.adopted:
            self._repo.reread_meta()
        if {plan.tips.local, plan.tips.kept} != {commit}:
            before = plan.tips.local or self._hasher.nothing
            moves = f"update {LOCAL_REF} {commit} {before}\nupdate {KEPT_REF} {commit}\n"
            arguments = ("--create-reflog", "-m", "retrotui sync", "--stdin")
            answer = self._git.ask("update-ref", *arguments, given=moves.encode())
            if answer.code != 0:
                trouble = classify(answer.said)
                moved = trouble is Trouble.OTHER and "cannot lock ref" in answer.err
                raise failure(Trouble.STALE if moved else trouble, said=answer.said)
        return blocked

    def push(self, commit: str) -> None:
        """Offers the commit to the remote, never by force.

        Raises:
            GitError: It was not taken.
        """
        remote = str(self._remote)
        options = ("--porcelain", "--no-verify", "--no-follow-tags", "--progress")
        alone = f"remote.{remote}.mirror=false"
        spec = f"{commit}:{LOCAL_REF}"
        answer = self._git.ask("-c", alone, "push", *options, "--", remote, spec, remote=True)
        if answer.code != 0:
            raise failure(classify(answer.said), where=remote, said=answer.said)
