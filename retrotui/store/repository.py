"""The ``Repository`` port over a store on disk."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from retrotui.core.changes import Row, Scope
from retrotui.core.instants import Instant, rfc3339
from retrotui.core.ports import Clock, Ids, Plan, Receipt, Revision, Version
from retrotui.store.engine import Engine
from retrotui.store.listing import Problem
from retrotui.store.past import StorePast
from retrotui.store.reading import revisions, versions
from retrotui.store.replay import StoreReplay
from retrotui.store.seen import last_seen, note_seen
from retrotui.store.system import wall_ms

if TYPE_CHECKING:
    from retrotui.store.view import RetroDB


class StoreRepository:
    """The team's records, kept for good. Use as a context manager, or ``close`` it.

    May be shared by threads; each call is one step.

    Args:
        engine: The open store.
        clock: Stamps what is written.
        ids: Names records made through the TinyDB view.
    """

    def __init__(self, engine: Engine, clock: Clock, ids: Ids) -> None:
        self._engine = engine
        self._clock = clock
        self.ids = ids
        self._step = threading.RLock()
        self._database: RetroDB | None = None

    @property
    def revision(self) -> int:
        """Grows with every change seen, whoever made it."""
        return self._engine.fold.revision

    @property
    def format(self) -> int:
        """The version of the log's meaning that the store is in."""
        return self._engine.format

    @property
    def path(self) -> Path:
        """The ``.retrotui`` folder."""
        return self._engine.store

    def get(self, kind: str, id: str) -> Row | None:  # noqa: A002 - the port's own name
        """One live record."""
        with self._step:
            return self._engine.fold.row(kind, id)

    def all(self, kind: str) -> Mapping[str, Row]:
        """Every live record of a kind by id, in id order."""
        with self._step:
            return dict(self._engine.fold.table(kind))

    def search(self, kind: str, **equals: Any) -> Mapping[str, Row]:
        """The live records whose fields equal all the values, by id, in id order."""
        with self._step:
            if len(equals) > 1:
                return self._view().find(kind, equals)
            # One value is a look-up in the fold's own index: no query, and no query language.
            return self._engine.fold.search(kind, equals)

    def transact(
        self,
        plan: Plan,
        *,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """Commits what the plan asks for as one atomic, durable step.

        Raises:
            CannotWriteError: The disk refused; nothing was changed.
            BusyError: Another process kept the lock too long.
            StoreError: The store is from a newer version.
        """
        with self._step:
            at = rfc3339(self._clock.now().utc)
            return self._engine.commit(plan, at=at, by=by, meeting=meeting, undoes=undoes)

    def refresh(self) -> bool:
        """Takes in what other processes wrote; True when anything changed."""
        with self._step:
            return self._engine.refresh()

    def seen(self, meeting: str) -> Instant | None:
        """When a meeting was last noted to be on a screen of this machine; None when never."""
        return last_seen(self._engine.local, meeting)

    def note_seen(self, meeting: str, at: Instant) -> None:
        """Notes that a meeting is on a screen now; when the disk refuses, that harms nothing."""
        note_seen(self._engine.local, meeting, at)

    def history(self, kind: str, id: str) -> tuple[Revision, ...]:  # noqa: A002
        """A record's steps, oldest first."""
        with self._step:
            return revisions(self._engine.events(id), kind, id)

    def versions(self, kind: str, id: str) -> Mapping[str, tuple[Version, ...]]:  # noqa: A002
        """Every version of the fields of a record that hold more than one value."""
        with self._step:
            return versions(self._engine.fold, self._engine.events(id), kind, id)

    def conflicts(self) -> list[tuple[str, str]]:
        """Kind and id of every live record with a field that holds more than one value."""
        with self._step:
            return self._engine.fold.conflicts()

    def hidden(self, kind: str) -> Mapping[str, Row]:
        """The dropped records of a kind by id, each as it was before."""
        with self._step:
            return self._engine.fold.hidden(kind)

    def redact(self, kind: str, id: str, fields: Mapping[str, Any], *, by: str | None) -> Receipt:  # noqa: A002
        """Takes texts of a record out of the log for good; see ``store.redaction``."""
        with self._step:
            at = rfc3339(self._clock.now().utc)
            return self._engine.redact(kind, id, fields, at=at, by=by)

    def reconcile(self) -> bool:
        """Takes out what redactions made apart from each other still carry; True when it had to.

        Raises:
            CannotWriteError: The disk refused.
            BusyError: Another process kept the lock too long.
        """
        with self._step:
            return bool(self._engine.reconcile(at=rfc3339(self._clock.now().utc)))

    def redacted(self) -> frozenset[str]:
        """Ids of the events whose text is to be nowhere; see ``store.redaction.scrub``."""
        with self._step:
            return frozenset(self._engine.fold.redacted)

    def past(self) -> StorePast:
        """What was ever written; reads all logs, so ask once."""
        with self._step:
            return self._engine.past()

    def replay(self, meeting: str) -> StoreReplay:
        """A meeting to be stepped through; see ``core.ports.Replay``."""
        with self._step:
            return StoreReplay(self._engine.past(), meeting)

    def scope_of(self, kind: str, id: str) -> Scope | None:  # noqa: A002 - the port's own name
        """The log a record lives in; None when it is not known."""
        with self._step:
            scope = self._engine.fold.scope(kind, id)
            return None if scope is None else Scope(scope)

    def problems(self) -> list[Problem]:
        """What was found wrong in any file: path, line (0: the whole file), reason."""
        with self._step:
            return self._engine.problems()

    @property
    def local(self) -> Path:
        """The store's local part."""
        return self._engine.local

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Keeps everybody from writing, with what was acknowledged in the log files.

        Raises:
            BusyError: Another process kept the lock too long.
            CannotWriteError: The disk refused.
        """
        with self._step, self._engine.settled():
            yield

    def discharge(self, is_shared: Callable[[bytes], bool]) -> int:
        """Forgets the second copy of events that another machine holds.

        Args:
            is_shared: True for the line of such an event.

        Returns:
            How many shared events no other machine is known to hold.
        """
        with self._step:
            return self._engine.discharge(is_shared)

    def unshared(self) -> int:
        """How many shared events no other machine is known to hold."""
        return self._engine.unshared()

    def reread_meta(self) -> None:
        """Takes in a changed ``retro.json``."""
        with self._step:
            self._engine.reread_meta()

    def database(self, *, by: str | None = None) -> "RetroDB":
        """The same records as a TinyDB database, writing in a person's name."""
        return self._view().acting(by)

    def _view(self) -> "RetroDB":
        from retrotui.store.view import RetroDB  # noqa: PLC0415 - most processes do not query

        if self._database is None:
            self._database = RetroDB(self, lambda: self._engine.fold)
        return self._database

    def close(self) -> None:
        """Leaves a cache behind for the next start."""
        with self._step:
            self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_repository(
    store_dir: Path, *, clock: Clock, ids: Ids, wall: Callable[[], int] = wall_ms
) -> StoreRepository:
    """Opens a store.

    Args:
        store_dir: The ``.retrotui`` folder.
        clock: Stamps what is written.
        ids: Names records made through the TinyDB view.
        wall: Real time in Unix milliseconds, for event ids.

    Raises:
        StoreError: It is missing or cannot be read.
    """
    return StoreRepository(Engine(store_dir, wall=wall), clock, ids)
