"""Where a person sits: the records, the clock, chance, and who is acting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from retrotui.core.changes import Change
from retrotui.core.instants import rfc3339
from retrotui.core.ports import Clock, Ids, Plan, Reader, Receipt, Repository

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a service needs, passed explicitly.

    Attributes:
        by: The acting person's name as it goes into the log; None for anonymous work.
        told: Is told of every transaction, so that what they all may bring is said in one place.
    """

    repo: Repository
    clock: Clock
    ids: Ids
    by: str | None
    told: Callable[[Receipt], None] | None = None

    def acting(self, by: str | None) -> "Desk":
        """The same desk with somebody else at it."""
        return replace(self, by=by)

    def stamp(self) -> str:
        """Now, as records keep it: RFC 3339 UTC."""
        return rfc3339(self.clock.now().utc)

    def transact(
        self, plan: Plan, *, meeting: str | None = None, undoes: tuple[str, ...] = ()
    ) -> Receipt:
        """Commits a plan in the acting person's name; see ``Repository.transact``."""
        receipt = self.repo.transact(plan, by=self.by, meeting=meeting, undoes=undoes)
        if self.told is not None:
            self.told(receipt)
        return receipt

    def change_each(
        self,
        find: Callable[[Reader, str], R],
        typed: Sequence[str],
        rule: Callable[[R], Sequence[Change]],
        *,
        meeting: str | None = None,
    ) -> Receipt:
        """Commits what a rule makes of every record that was named, all or none.

        Args:
            find: The record of what was typed; refuses what names none.
            typed: What names each of them.
            rule: What changes in one.
            meeting: The meeting it happens in.
        """

        def plan(reader: Reader) -> tuple[Change, ...]:
            return tuple(change for each in typed for change in rule(find(reader, each)))

        return self.transact(plan, meeting=meeting)

    def commit(
        self,
        changes: Sequence[Change],
        *,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """Commits changes that do not depend on the state they meet."""
        return self.transact(lambda _reader: changes, meeting=meeting, undoes=undoes)
