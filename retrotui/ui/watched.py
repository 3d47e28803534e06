"""A repository that tells when this process wrote to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from retrotui.core.changes import Row, Scope
from retrotui.core.instants import Instant
from retrotui.core.ports import Past, Plan, Receipt, Replay, Repository, Revision, Version
from retrotui.services.desk import Desk


def watched(desk: Desk, told: Callable[[], object]) -> Desk:
    """The same desk; ``told`` is called after it wrote something."""
    return replace(desk, repo=WatchedRepository(desk.repo, told))


class WatchedRepository:
    """Passes everything on; calls ``told`` after a transaction that changed something."""

    def __init__(self, inner: Repository, told: Callable[[], object]) -> None:
        self._inner = inner
        self._told = told

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """See ``Reader.get``."""
        return self._inner.get(kind, id)

    def all(self, kind: str) -> Mapping[str, Row]:
        """See ``Reader.all``."""
        return self._inner.all(kind)

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """See ``Reader.search``."""
        return self._inner.search(kind, **equals)

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """See ``Repository.transact``."""
        receipt = self._inner.transact(plan, by=by, meeting=meeting, undoes=undoes)
        if receipt.events:
            self._told()
        return receipt

    def refresh(self) -> bool:
        """See ``Repository.refresh``."""
        return self._inner.refresh()

    def seen(self, meeting: str) -> Instant | None:
        """See ``Repository.seen``."""
        return self._inner.seen(meeting)

    def note_seen(self, meeting: str, at: Instant) -> None:
        """See ``Repository.note_seen``."""
        self._inner.note_seen(meeting, at)

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002 - as above
        """See ``Repository.history``."""
        return self._inner.history(kind, id)

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        """See ``Repository.versions``."""
        return self._inner.versions(kind, id)

    def conflicts(self) -> Sequence[tuple[str, str]]:
        """See ``Repository.conflicts``."""
        return self._inner.conflicts()

    def hidden(self, kind: str) -> Mapping[str, Row]:
        """See ``Repository.hidden``."""
        return self._inner.hidden(kind)

    def scope_of(self, kind: str, id: str) -> Scope | None:  # noqa: A002
        """See ``Repository.scope_of``."""
        return self._inner.scope_of(kind, id)

    def past(self) -> Past:
        """See ``Repository.past``."""
        return self._inner.past()

    def replay(self, meeting: str) -> Replay:
        """See ``Repository.replay``."""
        return self._inner.replay(meeting)

    def redact(self, kind: str, id: str, fields: Mapping[str, Any], *, by: str | None) -> Receipt:  # noqa: A002
        """See ``Repository.redact``."""
        receipt = self._inner.redact(kind, id, fields, by=by)
        if receipt.events:
            self._told()
        return receipt
