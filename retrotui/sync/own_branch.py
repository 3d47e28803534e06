"""Where one clone shares: on everybody's branch or, where that is closed to it, on one of its own.

A person allows it once, for a remote. Then everybody's branch is tried again on another day only,
as a host notices every refusal, and the first push that it takes ends the own branch's use.
"""

from retrotui.store.gitinit import BRANCH
from retrotui.sync.branches import is_own_branch
from retrotui.sync.standing import Memory
from retrotui.sync.trouble import GitError, Trouble

_NAME = "branch"
_DAY = "refused"


class OwnBranch:
    """The choice of a sync between the two branches.

    Args:
        memory: What this clone remembers; changed in place.
        remote: The remote's name.
        url: A digest of its address, as what holds for one host does not for another.
        today: The day, ``YYYY-MM-DD``.
    """

    def __init__(self, memory: Memory, remote: str, url: str, *, today: str) -> None:
        self._memory = memory
        self._at = (remote, url)
        self._today = today
        self._tries = False
        self.came_back = False
        """Everybody's branch took a push again in this sync."""

    @property
    def name(self) -> str | None:
        """This clone's own branch; None where it was never let share through one."""
        noted = self._memory.said(*self._at, _NAME)
        return noted if noted is not None and is_own_branch(noted) else None

    @property
    def branch(self) -> str:
        """The branch to push to now."""
        return BRANCH if self._tries else self.name or BRANCH

    def allow(self, name: str) -> None:
        """Shares through an own branch from now on, for a while without trying the other."""
        self._memory.note(*self._at, branch=self.name or name, refused=self._today)

    def try_everybodys(self, *, anyway: bool) -> None:
        """Tries everybody's branch first, unless it refused today; ``anyway`` even then."""
        self._tries = self.name is not None and (anyway or not self.is_closed)

    def stay(self) -> None:
        """Tries everybody's branch no more in this sync."""
        self._tries = False

    @property
    def is_closed(self) -> bool:
        """Everybody's branch took no push of this clone today, when it was last tried."""
        return self._memory.said(*self._at, _DAY) == self._today

    def note_closed(self) -> None:
        """Notes that everybody's branch takes no push of this clone."""
        self._memory.note(*self._at, refused=self._today)

    def falls_back(self, error: GitError) -> bool:
        """True when a refusal only means that the next attempt goes to the own branch."""
        if error.trouble is not Trouble.PROTECTED or not self._tries:
            return False
        self.note_closed()
        self.stay()
        return True

    def pushed(self) -> None:
        """Takes in that a push was taken: by everybody's branch, it ends the own one's use."""
        if self.branch == BRANCH:
            self.came_back = self.name is not None
            self._memory.note(*self._at, branch=None, refused=None)
            self.stay()
