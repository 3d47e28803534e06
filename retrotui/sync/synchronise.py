"""``sync``: fetch, unite, one commit on top of what is there, push; again if one was faster.

Nothing is checked out or merged, no hook, filter or index of the person's has a part in it, and no
push is forced. What was acknowledged stays in the journal until the remote holds it.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from retrotui.core.errors import BusyError, UsageError
from retrotui.core.instants import rfc3339
from retrotui.core.ports import Clock
from retrotui.core.several import count_open
from retrotui.core.sharing import SyncOutcome, SyncState
from retrotui.core.text import one_line
from retrotui.store.disk import explained
from retrotui.store.gitinit import BRANCH
from retrotui.store.lock import SYNC_LOCK, FileLock
from retrotui.store.own import own_writer
from retrotui.store.placement import travels
from retrotui.store.repository import StoreRepository
from retrotui.sync.aftercare import collect_garbage, is_index_plain, refresh_index
from retrotui.sync.branches import Tips, fetch, find_tips, own_branch
from retrotui.sync.combine import Combiner
from retrotui.sync.files import LogFiles
from retrotui.sync.git import Git
from retrotui.sync.messages import commit_message
from retrotui.sync.objects import Hasher
from retrotui.sync.own_branch import OwnBranch
from retrotui.sync.pushed import Pushed
from retrotui.sync.remotes import choose_remote, url_digest
from retrotui.sync.round import Plan, Round
from retrotui.sync.standing import load_memory, remember, save_memory
from retrotui.sync.telling import HINTS, preview, summary, without_repository
from retrotui.sync.trouble import (
    GitError,
    NeedsPersonError,
    RetryLaterError,
    Trouble,
    failure,
)

ATTEMPTS: Final = 12
_REFUSALS: Final = frozenset(
    {Trouble.PROTECTED, Trouble.CREDENTIALS, Trouble.CLOSED_DISK, Trouble.CHECKED_OUT}
)
"""Why a remote may not take a push, for good."""
_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Request:
    """What a sync is asked to do.

    Attributes:
        remote: The remote's name; None for the usual one.
        dry_run: Only look: change nothing here or there.
        adopt: Become one store with the remote's, though their ids differ.
        recreate: Make the remote's branch anew after it was deleted there.
        own_branch: Share through a branch of this clone's own where everybody's is closed.
        wait: Seconds to wait for another sync of this store.
    """

    remote: str | None = None
    dry_run: bool = False
    adopt: bool = False
    recreate: bool = False
    own_branch: bool = False
    wait: float = 10.0


def synchronise(
    repo: StoreRepository,
    request: Request | None = None,
    *,
    git: Git,
    clock: Clock,
    sleep: Callable[[float], None] = time.sleep,
) -> SyncOutcome:
    """Shares a store through its remote, and takes in what others shared.

    Safe to call from a thread and from several processes at once; blocks writers for moments only.

    Args:
        repo: The open store; it has taken in what was received when this returns.
        request: What is wanted.
        git: Runs in the store's folder; says how patient to be and when to stop.
        clock: Dates the commit.
        sleep: Waits between attempts.

    Returns:
        How it ended. Failures of git, the remote and the network are outcomes, never raised.

    Raises:
        UsageError: The remote asked for does not exist or is not safe.
        CannotWriteError: The disk refused.
        StoreError: The store cannot be read.
    """
    request = request or Request()
    if not travels(repo.path):
        return without_repository(repo.path)
    try:
        with FileLock(repo.local / SYNC_LOCK, request.wait):
            return _Sync(repo, request, git, clock, sleep).run()
    except BusyError as error:
        return SyncOutcome(SyncState.BUSY, error.message, hint=error.hint)


class _Sync:
    """One run, under the lock."""

    def __init__(
        self,
        repo: StoreRepository,
        request: Request,
        git: Git,
        clock: Clock,
        sleep: Callable[[float], None],
    ) -> None:
        self._repo = repo
        self._request = request
        self._git = git
        self._clock = clock
        self._sleep = sleep
        self._remote: str | None = None
        self._own: OwnBranch | None = None
        self._memory = load_memory(repo.local)
        self._sent = self._received = 0

    def run(self) -> SyncOutcome:
        try:
            self._git.check_version()
            self._remote = choose_remote(self._git, self._request.remote)
            self._choose_branch()
            outcome = self._repeat()
        except GitError as error:
            outcome = self._failed(error)
        if not self._request.dry_run:
            remember(self._memory, outcome, rfc3339(self._clock.now().utc))
            save_memory(self._repo.local, self._memory)
        return outcome

    def _choose_branch(self) -> None:
        """Finds out whether this clone shares through a branch of its own."""
        request, remote = self._request, self._remote
        if remote is None:
            if request.own_branch:
                raise UsageError(
                    "there is no remote to have a branch at", hint=HINTS[SyncState.LOCAL]
                )
            return
        today = rfc3339(self._clock.now().utc)[:10]
        self._own = OwnBranch(self._memory, remote, url_digest(self._git, remote), today=today)
        if request.dry_run:
            return
        if request.own_branch:
            with explained("write to", self._repo.local):
                self._own.allow(own_branch(own_writer(self._repo.local)))
        else:
            self._own.try_everybodys(anyway=request.recreate)

    def _repeat(self) -> SyncOutcome:
        hasher = Hasher(self._git.setting("extensions.objectformat") or "sha1")
        disk = LogFiles(self._repo.path, self._repo.local, hasher)
        attempt = Round(self._repo, self._git, disk, hasher, self._remote)
        pause, met = _FIRST_PAUSE, list[str]()
        for _ in range(ATTEMPTS):
            combiner = Combiner(self._git, disk, hasher, set(self._memory.scrubbed))
            try:
                outcome = self._once(attempt, combiner, disk, hasher)
                if self._request.dry_run or not self._repo.reconcile():
                    return replace(outcome, problems=(*outcome.problems, *met))
                met = [_MET]
                continue
            except GitError as error:
                if self._own is not None and self._own.falls_back(error):
                    continue
                if error.trouble is not Trouble.STALE:
                    raise
            self._sleep(pause * (0.5 + random.random()))  # noqa: S311 - only spreads attempts
            pause = min(pause * 2, _LONGEST_PAUSE)
        raise failure(Trouble.STALE, where=self._remote or "the store")

    def _once(
        self, attempt: Round, combiner: Combiner, disk: LogFiles, hasher: Hasher
    ) -> SyncOutcome:
        tips, known = self._start()
        plan = attempt.plan(
            tips,
            combiner=combiner,
            known=known,
            noted=self._memory.beside,
            adopt=self._request.adopt,
        )
        if self._request.dry_run:
            return self._preview(plan)
        message = "" if plan.stands else commit_message(plan.combined.told, self._repo, disk.find)
        commit = attempt.commit(plan, message, self._identity())
        follows = self._index_follows(plan.tips.local, commit)
        blocked = attempt.place(plan, commit)
        self._received += plan.combined.received
        if follows:
            refresh_index(self._git, commit)
            self._memory.index = None
        pushed = False
        if self._remote is not None and self._own is not None:
            pushed = commit in tips.bases or self._push(attempt, self._own, plan, commit)
            self._note(self._remote, plan, commit if pushed else None)
        self._sent += plan.combined.sent
        self._memory.scrubbed = sorted(combiner.redacted)
        self._memory.beside = plan.beside
        unshared = 0
        if self._remote is not None:
            holds = Pushed(plan, disk, hasher).holds
            unshared = self._repo.discharge(holds) if pushed else self._repo.unshared()
        self._repo.refresh()
        disk.note()
        collect_garbage(self._git, self._repo.path)
        return self._outcome(plan, commit, blocked, unshared)

    def _push(self, attempt: Round, own: OwnBranch, plan: Plan, commit: str) -> bool:
        """Offers the commit to the remote; False where it is not taken and need not be.

        One who only brings there what others have on branches of theirs may leave that to others.
        """
        carries = bool(plan.tips.seen) and own.name is None and not self._request.recreate
        carries = carries and not plan.combined.sent and not self._repo.unshared()
        if carries and (own.is_closed or not plan.tips.bases):
            return False
        try:
            attempt.push(commit, plan.tips.branch)
        except NeedsPersonError as error:
            if not carries or error.trouble not in _REFUSALS:
                raise
            own.note_closed()
            return False
        own.pushed()
        return True

    def _index_follows(self, tip: str | None, commit: str) -> bool:
        """Whether the person's index is to hold the commit; noted, should this be killed before."""
        late = self._memory.index
        if tip == commit and late is None:
            return False
        held: str | None = None
        if is_index_plain(self._git, tip):
            held = tip or ""
        elif late is not None and is_index_plain(self._git, late or None):
            held = late
        self._memory.index = held
        save_memory(self._repo.local, self._memory)
        return held is not None

    def _start(self) -> tuple[Tips, str | None]:
        """The tips to start from, and the commit that the remote had when last shared with."""
        if self._own is None or self._remote is None:
            return find_tips(self._git, None), None
        known = self._memory.tip(self._remote, url_digest(self._git, self._remote))
        reached = fetch(self._git, self._remote)
        if not reached.main and known is not None and not self._request.recreate:
            if self._own.name is None:
                raise NeedsPersonError(
                    Trouble.BRANCH_MISSING,
                    f"the branch retrotui is gone from {self._remote}, where it was shared before",
                    hint="to put everything back: retrotui sync --recreate",
                )
            self._own.stay()
        branch, taken_in = self._own.branch, self._memory.branches.get(self._remote, {})
        if self._request.adopt or not (reached.main or branch != BRANCH):
            taken_in = {}
        tips = find_tips(self._git, self._remote, reached, branch=branch, known=taken_in)
        return tips, known

    def _outcome(self, plan: Plan, commit: str, blocked: list[str], unshared: int) -> SyncOutcome:
        problems = [*plan.problems]
        problems += [f"{path}: in the way on this disk; not written" for path in blocked]
        state = SyncState.IN_STEP
        if self._remote is None:
            state = SyncState.LOCAL
        elif unshared or blocked:
            state = SyncState.MORE_TO_SHARE if unshared else SyncState.NEEDS_YOU
        return SyncOutcome(
            state,
            summary(state, self._remote, self._own, (self._sent, self._received, unshared)),
            hint=HINTS.get(state),
            remote=self._remote,
            branch=self._branch,
            sent=self._sent,
            received=self._received,
            unshared=unshared,
            conflicts=count_open(self._repo),
            problems=tuple(problems),
            commit=commit,
        )

    def _note(self, remote: str, plan: Plan, there: str | None) -> None:
        """Notes what the remote holds now: the commit that was pushed or stood there before."""
        url, tips = url_digest(self._git, remote), plan.tips
        before = tips.remote or self._memory.tip(remote, url)
        self._memory.note(remote, url, tip=before if tips.is_own or there is None else there)
        # What others have on branches of theirs alone counts as there while it is looked at.
        self._memory.branches[remote] = {} if there is None else plan.taken_in

    @property
    def _branch(self) -> str | None:
        """This clone's own branch at the remote, where it shares through one."""
        return None if self._own is None else self._own.name

    def _preview(self, plan: Plan) -> SyncOutcome:
        sent, received = plan.combined.sent, plan.combined.received
        return SyncOutcome(
            SyncState.PREVIEW,
            preview(self._branch, sent, received),
            remote=self._remote,
            branch=self._branch,
            sent=sent,
            received=received,
            problems=plan.problems,
        )

    def _failed(self, error: GitError) -> SyncOutcome:
        if error.trouble is Trouble.DISK_FULL:
            raise error
        state = SyncState.NEEDS_YOU
        if error.trouble is Trouble.CANCELLED:
            state = SyncState.CANCELLED
        elif isinstance(error, RetryLaterError):
            state = SyncState.UNREACHABLE
        self._repo.refresh()
        return SyncOutcome(
            state,
            error.message,
            hint=error.hint,
            remote=self._remote,
            branch=self._branch,
            received=self._received,
            unshared=self._repo.unshared(),
        )

    def _identity(self) -> str:
        name = _safe_name(self._git.setting("user.name")) or "retrotui"
        address = _safe_name(self._git.setting("user.email")) or "retrotui@localhost"
        return f"{name} <{address}> {int(self._clock.now().utc.timestamp())} +0000"


_MET: Final = (
    "two redactions of one step met: each carried what the other took out, and now none does"
)


def _safe_name(text: str | None) -> str:
    return one_line((text or "").translate({ord(each): None for each in "<>"}))
