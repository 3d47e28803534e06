"""How a sync ends, in words."""

from pathlib import Path
from typing import Final

from retrotui.core.sharing import SyncOutcome, SyncState
from retrotui.core.text import one_line
from retrotui.store.finding import sharing_pointer
from retrotui.store.gitinit import BRANCH
from retrotui.store.placement import code_repository
from retrotui.sync.own_branch import OwnBranch
from retrotui.sync.trouble import without_secrets

HINTS: Final = {
    SyncState.LOCAL: "to share it: retrotui sync --setup URL",
    SyncState.MORE_TO_SHARE: "sync again",
    SyncState.NEEDS_YOU: "look at what is listed, move it away, and sync again",
}
"""What to do next after a sync that did not fail."""


def summary(
    state: SyncState, remote: str | None, own: OwnBranch | None, counts: tuple[int, int, int]
) -> str:
    """What a sync did, in a line.

    Args:
        state: How it ended.
        remote: The remote's name.
        own: Which branch there it went to.
        counts: The events sent, received, and not yet shared.
    """
    sent, received, unshared = counts
    if state is SyncState.LOCAL:
        return "committed here; there is no remote to share with"
    if state is SyncState.NEEDS_YOU:
        return "received, but something on this disk is in the way"
    moved = f"{_events(sent)} sent, {_events(received)} received"
    if state is SyncState.MORE_TO_SHARE:
        return f"{moved}; {_events(unshared)} came meanwhile"
    by = ""
    if own is not None and own.came_back:
        by = f", and its branch {BRANCH} takes pushes again"
    elif own is not None and own.name is not None:
        by = f" through the branch {own.name}"
    return f"in step with {remote}{by}: {moved}"


def preview(branch: str | None, sent: int, received: int) -> str:
    """What a sync would do, in a line.

    Args:
        branch: The clone's own branch, where it shares through one.
        sent: The events that would go.
        received: Those that would come.
    """
    to = f" to the branch {branch}" if branch else ""
    return f"would send {_events(sent)}{to} and receive {_events(received)}; nothing was changed"


def without_repository(store: Path) -> SyncOutcome:
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


def _events(count: int) -> str:
    return f"{count} event{'' if count == 1 else 's'}"
