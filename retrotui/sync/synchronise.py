"""``sync``: fetch, unite, one commit on top of what is there, push; again if one was faster.

Nothing is checked out or merged, no hook, filter or index of the person's has a part in it, and no
push is forced. What was acknowledged stays in the journal until the remote holds it.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from retrotui.core.errors import BusyError
from retrotui.core.instants import rfc3339
from retrotui.core.ports import Clock
from retrotui.core.several import count_open
from retrotui.core.sharing import SyncOutcome, SyncState
from retrotui.core.text import one_line
from retrotui.store.finding import sharing_pointer
from retrotui.store.gitinit import BRANCH
from retrotui.store.lock import SYNC_LOCK, FileLock
from retrotui.store.placement import code_repository, travels
from retrotui.store.repository import StoreRepository
from retrotui.sync.aftercare import collect_garbage, is_index_plain, refresh_index
from retrotui.sync.combine import Combiner
from retrotui.sync.files import LogFiles
from retrotui.sync.git import Git
from retrotui.sync.messages import commit_message
from retrotui.sync.objects import Hasher
from retrotui.sync.pushed import Pushed
from retrotui.sync.remotes import choose_remote, url_digest
from retrotui.sync.round import Plan, Round, Tips, fetch, find_tips
from retrotui.sync.standing import load_memory, remember, save_memory
from retrotui.sync.trouble import (
    GitError,
    NeedsPersonError,
    RetryLaterError,
    Trouble,
    failure,
    without_secrets,
)

ATTEMPTS: Final = 12
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
        wait: Seconds to wait for another sync of this store.
    """

    remote: str | None = None
    dry_run: bool = False
    adopt: bool = False
    recreate: bool = False
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
        return _without_repository(repo.path)
    try:
        with FileLock(repo.local / SYNC_LOCK, request.wait):
            return _Sync(repo, request, git, clock, sleep).run()
    except BusyError as error:
        return SyncOutcome(SyncState.BUSY, error.message, hint=error.hint)


def _without_repository(store: Path) -> SyncOutcome:
    """How a sync ends where the store is no repository: as ``init`` made it, or by an accident."""
    pointer = sharing_pointer(store)
    if pointer is None and code_repository(store) is not None:
        return SyncOutcome(
            SyncState.BY_HAND,
            "this store is part of a code repository: commit and push it there",
        )
    if pointer is None:
        return SyncOutcome(
            SyncState.NEEDS_YOU,
            "this store is in no git repository; nothing is shared",
            hint=f"git init -b {BRANCH} {store.name} && retrotui sync --setup URL",
        )
    return SyncOutcome(
        SyncState.NEEDS_YOU,
        f"the store is shared on {one_line(pointer.place)}, and its own git repository is gone",
        hint="retrotui doctor --fix makes it anew; then retrotui sync --setup "
        f"{one_line(without_secrets(pointer.url or pointer.remote or ''))}",
    )


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
        self._memory = load_memory(repo.local)
        self._sent = self._received = 0

    def run(self) -> SyncOutcome:
        try:
            self._git.check_version()
            self._remote = choose_remote(self._git, self._request.remote)
            outcome = self._repeat()
        except GitError as error:
            outcome = self._failed(error)
        if not self._request.dry_run:
            remember(self._memory, outcome, rfc3339(self._clock.now().utc))
            save_memory(self._repo.local, self._memory)
        return outcome

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
            except RetryLaterError as error:
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
        message = commit_message(plan.combined.sent, self._repo, disk.find) if plan.changes else ""
        commit = attempt.commit(plan, message, self._identity())
        follows = self._index_follows(plan.tips.local, commit)
        blocked = attempt.place(plan, commit)
        self._received += plan.combined.received
        if follows:
            refresh_index(self._git, commit)
            self._memory.index = None
        if self._remote is not None and commit != tips.remote:
            attempt.push(commit)
        self._sent += len(plan.combined.sent)
        self._memory.scrubbed = sorted(combiner.redacted)
        self._memory.beside = plan.beside
        return self._finish(plan, commit, blocked, disk, hasher)

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
        if self._remote is None:
            return find_tips(self._git, None), None
        known = self._memory.tip(self._remote, url_digest(self._git, self._remote))
        present = fetch(self._git, self._remote)
        tips = find_tips(self._git, self._remote)
        if present:
            return tips, known
        if known is not None and not self._request.recreate:
            raise NeedsPersonError(
                Trouble.BRANCH_MISSING,
                f"the branch retrotui is gone from {self._remote}, where it was shared before",
                hint="to put everything back: retrotui sync --recreate",
            )
        return Tips(tips.local, None, tips.kept), None

    def _finish(
        self, plan: Plan, commit: str, blocked: list[str], disk: LogFiles, hasher: Hasher
    ) -> SyncOutcome:
        unshared = 0
        if self._remote is not None:
            pushed = Pushed(plan, disk, hasher)
            unshared = self._repo.discharge(pushed.holds)
            self._memory.remotes[self._remote] = {
                "url": url_digest(self._git, self._remote),
                "tip": commit,
            }
        self._repo.refresh()
        disk.note()
        collect_garbage(self._git, self._repo.path)
        problems = [f"{path}: left out, no part of a store" for path in plan.refused]
        problems += [f"{path}: in the way on this disk; not written" for path in blocked]
        state = SyncState.IN_STEP
        if self._remote is None:
            state = SyncState.LOCAL
        elif unshared or blocked:
            state = SyncState.MORE_TO_SHARE if unshared else SyncState.NEEDS_YOU
        return SyncOutcome(
            state,
            self._summary(state, unshared),
            hint=_HINTS.get(state),
            remote=self._remote,
            sent=self._sent,
            received=self._received,
            unshared=unshared,
            conflicts=count_open(self._repo),
            problems=tuple(problems),
            commit=commit,
        )

    def _summary(self, state: SyncState, unshared: int) -> str:
        if state is SyncState.LOCAL:
            return "committed here; there is no remote to share with"
        if state is SyncState.NEEDS_YOU:
            return "received, but something on this disk is in the way"
        moved = f"{_events(self._sent)} sent, {_events(self._received)} received"
        if state is SyncState.MORE_TO_SHARE:
            return f"{moved}; {_events(unshared)} came meanwhile"
        return f"in step with {self._remote}: {moved}"

    def _preview(self, plan: Plan) -> SyncOutcome:
        sent, received = len(plan.combined.sent), plan.combined.received
        return SyncOutcome(
            SyncState.PREVIEW,
            f"would send {_events(sent)} and receive {_events(received)}; nothing was changed",
            remote=self._remote,
            sent=sent,
            received=received,
            problems=tuple(f"{path}: left out, no part of a store" for path in plan.refused),
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
_HINTS: Final = {
    SyncState.LOCAL: "to share it: retrotui sync --setup URL",
    SyncState.MORE_TO_SHARE: "sync again",
    SyncState.NEEDS_YOU: "look at what is listed, move it away, and sync again",
}


def _safe_name(text: str | None) -> str:
    return one_line((text or "").translate({ord(each): None for each in "<>"}))


def _events(count: int) -> str:
    return f"{count} event{'' if count == 1 else 's'}"
