"""The store at work: load, catch up, heal, commit.

The order of a commit is what the guarantees rest on: lock, catch up, plan, journal and fsync, own
log, fold. Whatever dies after the fsync is completed by ``heal`` at the next start.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from retrotui.core.errors import StoreError
from retrotui.core.ports import Plan, Receipt
from retrotui.store import cache, redacting, snapshots
from retrotui.store.discharge import discharge
from retrotui.store.disk import explained, sweep
from retrotui.store.hlc import STAMP_LENGTH
from retrotui.store.journal import Piece
from retrotui.store.loading import STALE, Loaded
from retrotui.store.own import (
    Bookkeeping,
    load_bookkeeping,
    own_writer,
    save_bookkeeping,
)
from retrotui.store.ownlog import OwnLog
from retrotui.store.partial import Records, Whole
from retrotui.store.placement import FORMAT, read_meta
from retrotui.store.planner import Entry, compose
from retrotui.store.quarantine import FOLDER as QUARANTINE
from retrotui.store.reading import FoldReader

_SNAPSHOT: Final = 2000
"""Events after which a cache is written while the store stays open."""


class Engine(Loaded):
    """One open store, read and written; see ``Loaded`` for its arguments."""

    # Sharing ----------------------------------------------------------------------------

    @contextmanager
    def settled(self) -> Iterator[Bookkeeping]:
        """Holds the lock, with what was journaled in the logs as far as the disk lets it.

        Raises:
            BusyError: Another process kept the lock too long.
            CannotWriteError: The disk refused.
        """
        with self._new_lock(self.local / "lock"):
            self._catch_up()
            books = load_bookkeeping(self.local)
            if self.format <= FORMAT:
                self._sweep()
                with explained("write to", self.local):
                    self._heal(books)
            yield books

    def discharge(self, is_shared: Callable[[bytes], bool]) -> int:
        """Takes events out of the journal that need it no longer.

        Args:
            is_shared: True for the line of a shared event that another machine holds too.

        Returns:
            How many shared events are left that no other machine is known to hold.
        """
        with self.settled() as books, explained("write to", self.local):
            if self._unpublished or not self._settled(books):
                return self._journal.waiting()
            return discharge(self._journal, self.logs, self.local, books, is_shared)

    def unshared(self) -> int:
        """How many shared events of this clone no other machine is known to hold."""
        return self._journal.waiting()

    def reread_meta(self) -> None:
        """Takes in a changed ``retro.json``."""
        meta = read_meta(self.store)
        self.store_id, self.format = meta["store"], meta["format"]

    # Redacting --------------------------------------------------------------------------

    def redact(
        self, kind: str, id_: str, fields: Mapping[str, Any], *, at: str, by: str | None
    ) -> Receipt:
        """Takes texts of a record out of the log; see ``Repository.redact``."""
        made = self._redact(
            lambda tick: redacting.compose(
                self.past().written(), (kind, id_), fields, at=at, by=by, tick=tick
            ),
            at,
        )
        return Receipt(made, (), by)

    def reconcile(self, *, at: str) -> tuple[str, ...]:
        """Settles redactions made apart from each other; see ``redacting.reconcile``.

        Returns:
            Ids of the events written; none when nothing was to be settled.
        """
        if not self.fold.redacted or self.format > FORMAT:
            return ()
        if not redacting.are_apart(self.past().redactions()):
            return ()
        return self._redact(
            lambda tick: redacting.reconcile(self.past().redactions(), at=at, tick=tick), at
        )

    def _redact(
        self, composed: Callable[[Callable[[], str]], tuple[Entry, ...]], at: str
    ) -> tuple[str, ...]:
        self._require_format()
        with self.settled() as books:
            with explained("write to", self.local):
                writer = own_writer(self.local)
            self._hlc.absorb(max(self.fold.top, books.clock))
            entries = composed(lambda: self._hlc.tick(writer))
            if entries:
                self._keep(list(entries), at[:7], OwnLog(self.logs, self.local, writer, books))
                with explained("take the text out of", self.store):
                    self._obey(books, writer)
        return tuple(entry.event["t"] for entry in entries)

    def _require_format(self) -> None:
        if self.format > FORMAT:
            raise StoreError(
                f"{self.store} is in format {self.format}; this version writes format {FORMAT}",
                hint="update retrotui; until then it can be read, not changed",
            )

    # Writing ----------------------------------------------------------------------------

    def commit(
        self,
        plan: Plan,
        *,
        at: str,
        by: str | None,
        meeting: str | None = None,
        undoes: tuple[str, ...] = (),
    ) -> Receipt:
        """Makes what a plan asks for durable, as one step.

        Args:
            plan: Decides under the lock, on the newest state.
            at: Time of the step, RFC 3339.
            by: The acting person; None stores no author.
            meeting: Id of the meeting it was done in.
            undoes: Ids of the events that it takes back.
        """
        self._require_format()
        with self.settled() as books:
            with explained("write to", self.local):
                writer = own_writer(self.local)
            self._hlc.absorb(max(self.fold.top, books.clock))
            made = compose(
                self.fold,
                plan(FoldReader(self.fold)),
                at=at,
                by=by,
                meeting=meeting,
                tick=lambda: self._hlc.tick(writer),
                undoes=undoes,
            )
            if made.entries:
                self._keep(list(made.entries), at[:7], OwnLog(self.logs, self.local, writer, books))
        if self._behind >= _SNAPSHOT:
            self.snapshot()
        return Receipt(tuple(entry.event["t"] for entry in made.entries), made.undo, by)

    def _sweep(self) -> None:
        """Removes what killed processes left half written, once. Needs the lock."""
        if self._swept:
            return
        self._swept = True
        for folder in (self.store, self.local, self.local / cache.FOLDER, self.local / QUARANTINE):
            sweep(folder)

    def _keep(self, entries: list[Entry], month: str, own: OwnLog) -> None:
        pieces = [Piece(entry.scope, entry.line.encode()) for entry in entries]
        books = own.books
        before, after = self._journal.append(pieces)
        # From here on it is kept: what fails below is made good by healing.
        for entry in entries:
            self.fold.apply(entry.event, entry.scope)
        self._behind += len(entries)
        books.clock = max(books.clock, entries[-1].event["t"][:STAMP_LENGTH])
        try:
            own.publish(pieces, month)
        except OSError:
            self._unpublished += pieces
            return
        if books.journal == before:
            books.journal = after
        save_bookkeeping(self.local, books)

    # Snapshots --------------------------------------------------------------------------

    def snapshot(self) -> None:
        """Writes the caches, as well as it can."""
        with cache.no_collection():
            snapshots.save_state(self.local, self.store_id, self.logs, self.fold)
            self.snapshot_follow_up()
        self._behind = 0

    def snapshot_follow_up(self) -> tuple[dict[str, Any], Whole, Records]:
        """Writes only the cache for following up; gives what ``pack_follow_up`` does."""
        return snapshots.save_follow_up(self.local, self.store_id, self.logs, self.fold)

    def close(self) -> None:
        """Leaves caches behind that are worth having."""
        if self._behind >= STALE:
            self.snapshot()
