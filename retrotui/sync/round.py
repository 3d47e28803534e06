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
from retrotui.sync.branches import KEPT_REF, LOCAL_REF, Tips
from retrotui.sync.combine import Combined, Combiner
from retrotui.sync.files import LogFiles
from retrotui.sync.git import Git
from retrotui.sync.identity import agreed, extras_there
from retrotui.sync.meta import Meta, extras, read_local_meta, write_local_meta
from retrotui.sync.objects import Entry, Hasher, list_tree, write_commit
from retrotui.sync.trouble import NeedsPersonError, Trouble, classify, failure

_PENDING: Final = "refs/retrotui/pending"
_NO_FILE: Final = frozenset({errno.ENOENT, errno.ELOOP})


@dataclass(frozen=True)
class Plan:
    """What an attempt came to before anything was written.

    Attributes:
        tips: Where it started.
        files: The whole tree by path.
        combined: What is new to whom.
        meta: The identity to go on with.
        adopted: True when that is not this clone's own.
        stands: A commit to build on that has this tree already; None when one has to be made.
        parents: The commits that a new one follows.
        beside: Ids of this clone's copies of the files beside ``retro.json``.
        taken_in: The tips of other clones' branches that the tree holds now, by name.
        problems: What was left out of the trees at the remote, one line each.
    """

    tips: Tips
    files: dict[str, Entry]
    combined: Combined
    meta: Meta
    adopted: bool
    stands: str | None
    parents: tuple[str, ...]
    beside: dict[str, str]
    taken_in: dict[str, str]
    problems: tuple[str, ...]


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
        trees = {each: list_tree(self._git, each) for each in tips.commits}
        with explained("read", self._repo.path), self._repo.settled():
            present = self._disk.scan()
        mine = self._own_meta()
        found = agreed(
            self._git,
            self._hasher,
            mine,
            tips,
            trees,
            grown=lambda: known is not None and self._descends(known, str(tips.remote)),
            adopt=adopt,
            where=str(self._remote),
        )
        starts = tips.bases
        if self._remote is None and tips.local is not None:
            starts = [tips.local]
        here = [each for each in (tips.local, tips.kept) if each is not None]
        logs = ([trees[each].logs for each in those] for those in (starts, found.others, here))
        combined = combiner(present, *logs)
        files = dict(combined.files)
        oid = self._hasher(found.meta.data)
        in_git = any(oid == each.meta.get(META) for each in trees.values())
        files[META] = Entry(oid, None if in_git else found.meta.data)
        there = extras_there(tips, trees, found.others)
        # What somebody changed here goes to everybody's branch, and only from there to others.
        noted = {} if tips.is_own else noted
        beside, beside_here = extras(self._repo.path, self._hasher, noted, there)
        files |= beside
        refused = dict.fromkeys(path for each in starts for path in trees[each].refused)
        problems = [f"{one_line(path)}: left out, no part of a store" for path in refused]
        left_out = set(tips.others.values()) - set(found.others)
        parents = self._parents(tips)
        names = {name: entry.oid for name, entry in files.items()}
        same = {each for each, tree in trees.items() if {**tree.logs, **tree.meta} == names}
        return Plan(
            tips=tips,
            files=files,
            combined=combined,
            meta=found.meta,
            adopted=found.meta.data != mine.data,
            stands=self._standing(tips, same, parents, redacts=combiner.learned),
            parents=parents,
            beside=beside_here,
            taken_in={name: tip for name, tip in tips.seen.items() if tip not in left_out},
            problems=(*problems, *tips.problems, *found.problems),
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

    def _descends(self, before: str, after: str) -> bool:
        if before == after:
            return True
        return self._git.ask("merge-base", "--is-ancestor", before, after).code == 0

    def _standing(
        self, tips: Tips, same: set[str], parents: tuple[str, ...], *, redacts: bool
    ) -> str | None:
        """Which commit has the wanted tree: at the remote, or here since a push was not taken."""
        # An own branch may lag behind everybody's, but not with a text that was taken out.
        enough = tips.bases if tips.own is None or not redacts else [tips.own]
        for each in reversed(enough):
            if each in same:
                return each
        local = tips.local
        if local is None or local not in same or not parents:
            return None
        return local if all(self._descends(each, local) for each in parents) else None

    def _parents(self, tips: Tips) -> tuple[str, ...]:
        """What a new commit follows: no branch that is pushed to is ever forced."""
        if len(tips.bases) > 1:
            # With everybody's branch among them, the host can merge a clone's own at any time.
            asked = self._git.ask("merge-base", "--independent", *tips.bases)
            apart = asked.out.decode().split() if asked.code == 0 else tips.bases
            return tuple(each for each in tips.bases if each in apart)
        if tips.bases:
            return tuple(tips.bases)
        if tips.local is None or (self._remote is not None and self._is_shallow()):
            return ()
        return (tips.local,)

    def _is_shallow(self) -> bool:
        return self._git.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def commit(self, plan: Plan, message: str, identity: str) -> str:
        """Writes the tree on top of what it builds on, if it differs; gives the commit."""
        if plan.stands is not None:
            return plan.stands
        return write_commit(
            self._git,
            plan.files,
            parents=plan.parents,
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

    def push(self, commit: str, branch: str) -> None:
        """Offers the commit to a branch of the remote, never by force.

        Raises:
            GitError: It was not taken.
        """
        remote = str(self._remote)
        options = ("--porcelain", "--no-verify", "--no-follow-tags", "--progress")
        alone = f"remote.{remote}.mirror=false"
        spec = f"{commit}:refs/heads/{branch}"
        answer = self._git.ask("-c", alone, "push", *options, "--", remote, spec, remote=True)
        if answer.code != 0:
            raise failure(classify(answer.said), where=remote, said=answer.said, branch=branch)
