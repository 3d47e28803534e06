"""What sharing a store came to, in words that screens and scripts can use."""

from dataclasses import dataclass
from enum import StrEnum


class SyncState(StrEnum):
    """Where a store stands towards its remote; the value is the word in JSON."""

    IN_STEP = "in step"
    """The remote holds every event of this clone, and this clone every event of the remote."""
    MORE_TO_SHARE = "more to share"
    """Shared, and more was written here meanwhile."""
    LOCAL = "local"
    """Committed here; there is no remote yet."""
    BY_HAND = "by hand"
    """The files belong to a code repository, where people commit them."""
    PREVIEW = "preview"
    """Only looked."""
    UNREACHABLE = "unreachable"
    """The remote could not be reached, or others were faster; a retry may work."""
    BUSY = "busy"
    """Another sync of this store is running."""
    CANCELLED = "cancelled"
    NEEDS_YOU = "needs you"
    """Only a person can settle it; the message says what."""


EXIT_CODES = {
    SyncState.UNREACHABLE: 6,
    SyncState.BUSY: 6,
    SyncState.CANCELLED: 6,
    SyncState.NEEDS_YOU: 5,
}
"""The command line's exit code of a state; 0 for the others."""


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What one sync came to.

    Attributes:
        state: Where the store stands now.
        message: One line for people.
        hint: What to do next, if there is something to do.
        remote: The remote's name; None where there is none.
        branch: This clone's own branch there; None where it shares through everybody's.
        sent: Events that the remote did not have.
        received: Events that this clone did not have.
        unshared: Events still waiting to be shared.
        conflicts: Fields with several versions to pick from now; see ``core.several``.
        problems: What to know of it, one line each: paths left out as no part of a store,
            redactions that had to be settled.
        commit: The commit that holds it all; None when nothing was committed.
    """

    state: SyncState
    message: str
    hint: str | None = None
    remote: str | None = None
    branch: str | None = None
    sent: int = 0
    received: int = 0
    unshared: int = 0
    conflicts: int = 0
    problems: tuple[str, ...] = ()
    commit: str | None = None

    @property
    def code(self) -> int:
        """The command line's exit code."""
        return EXIT_CODES.get(self.state, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a store is shared, as known without asking git or the network.

    Attributes:
        travels: False for a store whose files people commit with their code.
        unshared: Events not known to be at the remote.
        remote: The remote shared through last; None before the first time.
        branch: This clone's own branch there; None where it shares through everybody's.
        state: How the last attempt ended; None before the first.
        message: What it said.
        hint: Its way out.
        tried_at: When that was, RFC 3339.
        shared_at: When everything was last in step, RFC 3339.
    """

    travels: bool
    unshared: int
    remote: str | None = None
    branch: str | None = None
    state: SyncState | None = None
    message: str | None = None
    hint: str | None = None
    tried_at: str | None = None
    shared_at: str | None = None

    @property
    def in_step(self) -> bool:
        """True only when the remote is known to hold every event of this clone."""
        return self.travels and self.state is SyncState.IN_STEP and self.unshared == 0
