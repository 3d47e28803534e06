"""An open store read: loaded, caught up with what others wrote, and healed after a crash."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from retrotui.core.errors import BusyError, CannotWriteError, StoreError
from retrotui.store import cache
from retrotui.store.carried import meet
from retrotui.store.codec import BadLineError, Event, decode
from retrotui.store.disk import read_bytes
from retrotui.store.fold import Fold
from retrotui.store.hlc import HybridClock, writer_of
from retrotui.store.journal import Journal, Piece
from retrotui.store.listing import FOLDERS, Problem
from retrotui.store.lock import FileLock, Lock
from retrotui.store.logs import Logs
from retrotui.store.obeying import obey
from retrotui.store.own import (
    Bookkeeping,
    count_bad,
    load_bookkeeping,
    own_writer,
    save_bookkeeping,
    writer_here,
)
from retrotui.store.ownlog import OwnLog
from retrotui.store.past import StorePast
from retrotui.store.placement import FORMAT, local_folder, read_meta
from retrotui.store.quarantine import kept_aside
from retrotui.store.redaction import id_of, is_stub, kept_in, prefer
from retrotui.store.system import boot_id, wall_ms

STALE: Final = 256
"""Events behind which a cache is written anew on closing; replaying fewer costs less."""


class Loaded:
    """What is on disk, folded; the part of ``Engine`` that reads.

    Args:
        store: The ``.retrotui`` folder.
        wall: Real time in Unix milliseconds.
        lock: Makes the lock for a path.

    Raises:
        StoreError: It cannot be read.
    """

    def __init__(
        self,
        store: Path,
        *,
        wall: Callable[[], int] = wall_ms,
        lock: Callable[[Path], Lock] = FileLock,
    ) -> None:
        meta = read_meta(store)
        self.store = store
        self.store_id: str = meta["store"]
        self.format: int = meta["format"]
        self.local = local_folder(store, self.store_id)
        self._new_lock = lock
        self._hlc = HybridClock(wall)
        self._journal = Journal(self.local)
        self._boot = boot_id()
        self._unpublished: list[Piece] = []
        self._journal_problems: list[Problem] = []
        self._behind = 0
        self._swept = False
        self.fold = Fold()
        self.logs = Logs(store, self.local)
        with cache.no_collection():
            self._open()

    # Reading ----------------------------------------------------------------------------

    def _open(self) -> None:
        cached = cache.load_state(self.local, self.store_id)
        if cached is not None:
            marks, packed = cached
            try:
                self.logs = Logs(self.store, self.local, marks["marks"], marks["problems"])
                self.fold = Fold(packed, self._hlc.horizon(), marks["redacted"])
                self.fold.top, self.fold.ahead = marks["top"], set(marks["ahead"])
                self.fold.clashing = set(marks["clashing"])
            except (KeyError, TypeError, AttributeError):
                cached = None
        if cached is None:
            self._behind = STALE
            self.logs, self.fold = Logs(self.store, self.local), Fold(horizon=self._hlc.horizon())
        self._catch_up()
        if not self._settled(load_bookkeeping(self.local)):
            self._heal_alone()
        self._obey_alone()

    def refresh(self) -> bool:
        """Takes in what other processes wrote; True when anything changed."""
        before = self.fold.revision
        if self._catch_up() and not self._settled(load_bookkeeping(self.local)):
            self._heal_alone()
        self._obey_alone()
        return self.fold.revision != before

    def _catch_up(self) -> bool:
        """Takes in what is new; True when that meant starting over."""
        try:
            count = self.logs.tail(self.fold.apply)
            if count is None:
                self._start_over()
                return True
            self._behind += count
            if self.fold.redacted == self.fold.passed_over:
                return False
            self._start_over()
            return True
        except OSError as error:
            raise StoreError(f"cannot read {self.store}: {error.strerror}") from error

    def _start_over(self) -> None:
        """Folds everything again, because a file no longer holds what was read from it."""
        revision = self.fold.revision + 1
        while True:
            self.logs.restart()
            self.fold = Fold(horizon=self._hlc.horizon(), redacted=self.fold.redacted)
            with cache.no_collection():
                whole = self.logs.tail(self.fold.apply) is not None
            if whole and self.fold.redacted == self.fold.passed_over:
                break
        self._behind = STALE
        self._overlay(self._unpublished)
        self.fold.revision += revision

    def events(self, wanted: str) -> Iterator[tuple[Event, int]]:
        """Every event, with its log, whose line holds a text such as a record's id."""
        gone = self.fold.redacted
        unpublished = (
            (decode(piece.line.decode()), piece.scope)
            for piece in self._unpublished
            if wanted.encode() in piece.line
        )
        carried: dict[str, tuple[list[Event], int]] = {}
        for event, scope in chain(self.logs.events(wanted), unpublished):
            if event["t"] not in gone:
                yield event, scope
                for kept in kept_in(event):
                    carried.setdefault(kept["t"], ([], scope))[0].append(kept)
        yield from ((meet(forms), scope) for forms, scope in carried.values())

    def past(self) -> StorePast:
        """What was ever written."""
        entries: dict[str, tuple[bytes | Event, int]] = {}
        unpublished = ((piece.line, piece.scope) for piece in self._unpublished)
        for line, scope in chain(self.logs.lines(), unpublished):
            name = id_of(line)
            if name is None:
                continue
            known = entries.get(name)
            entries[name] = (prefer(line, known[0]) if known else line, scope)  # type: ignore[arg-type]  # only lines are put in here
        writer = writer_here(self.local)
        return StorePast(self.fold, entries, writer)

    def problems(self) -> list[Problem]:
        """What was found wrong in any file: path, line (0: the whole file), reason."""
        clashes = [
            (FOLDERS[0], 0, f"two different events carry the id {name}")
            for name in sorted(self.fold.clashing)
        ]
        found = [*self.logs.all_problems(), *clashes, *self._journal_problems]
        return [*found, *kept_aside(self.local)]

    # Healing ----------------------------------------------------------------------------

    def _settled(self, books: Bookkeeping) -> bool:
        bad = count_bad(self.logs.problems, books)
        return books.settled(self.logs.marks, self._journal.size(), self._boot, bad)

    def _heal_alone(self) -> None:
        """Heals under a lock of its own; where that is not possible, in memory only."""
        try:
            if self._journal.size() and self.format <= FORMAT:
                with self._new_lock(self.local / "lock"):
                    self._catch_up()
                    self._heal(load_bookkeeping(self.local))
                return
        except (BusyError, CannotWriteError, OSError):
            pass
        try:
            self._unpublished = self._missing(Bookkeeping())
        except OSError as error:
            why = f"cannot be read: {error.strerror}; what only it holds is not shown"
            self._journal_problems = [(self._journal.path.name, 0, why)]
        self._overlay(self._unpublished)

    def _heal(self, books: Bookkeeping) -> None:
        """Publishes journaled events that the logs lack. Needs the lock."""
        if self._settled(books):
            # Another process may have published what this one could not.
            self._unpublished = []
            return
        self._journal.mend()
        journal_size = self._journal.size()
        own = OwnLog(self.logs, self.local, own_writer(self.local), books)
        own.mend()
        self._catch_up()
        missing = self._missing(books)
        self._overlay(missing)
        try:
            for month in sorted({_month(piece) for piece in missing}):
                own.publish([piece for piece in missing if _month(piece) == month], month)
        except OSError:
            self._unpublished = missing
            return
        self._unpublished = []
        self._catch_up()
        marks = self.logs.marks
        books.files = {name: (marks[name][1], marks[name][4]) for name in self._own_files(books)}
        books.journal, books.boot = journal_size, self._boot
        books.bad = count_bad(self.logs.problems, books)
        if self.fold.redacted:
            self._obey(books, own_writer(self.local))
        save_bookkeeping(self.local, books)

    def _missing(self, books: Bookkeeping) -> list[Piece]:
        """Journaled events whose lines are in none of the files they may have gone to.

        Raises:
            OSError: The journal or one of those files cannot be read.
        """
        bad_lines = count_bad(self.logs.problems, books)
        known = books.fits(self.logs.marks, self._boot, bad_lines)
        pieces, bad = self._journal.read(books.journal if known else 0)
        name = self._journal.path.name
        self._journal_problems = [(name, line, "unreadable transaction") for line in bad]
        lines: set[bytes] = set()
        for file in self._own_files(books, {_writer(piece) for piece in pieces}):
            lines.update(read_bytes(self.logs.path(file)).split(b"\n"))
        gone = self.fold.redacted
        return [
            piece
            for piece in pieces
            if piece.line not in lines and (_id_of(piece) not in gone or is_stub(piece.line))
        ]

    def _own_files(self, books: Bookkeeping, writers: set[str] | None = None) -> list[str]:
        folders = {name.split("/")[1] for name in books.files} | (writers or set())
        return [name for name in self.logs.marks if name.split("/")[1] in folders]

    def _overlay(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            try:
                self.fold.apply(decode(piece.line.decode()), piece.scope)
            except (BadLineError, UnicodeDecodeError) as error:
                self._journal_problems.append((self._journal.path.name, 0, str(error)))

    # Redacted text ----------------------------------------------------------------------

    def _obey_alone(self) -> None:
        """Takes redacted text out of own files under a lock of its own, where that is possible."""
        if not self.fold.redacted or self.format > FORMAT:
            return
        if load_bookkeeping(self.local).obeyed == len(self.fold.redacted):
            return
        try:
            with self._new_lock(self.local / "lock"):
                self._catch_up()
                self._obey(load_bookkeeping(self.local), own_writer(self.local))
        except (BusyError, CannotWriteError, OSError):
            return

    def _obey(self, books: Bookkeeping, writer: str) -> None:
        obey(
            self.fold.redacted,
            logs=self.logs,
            local=self.local,
            journal=self._journal,
            writer=writer,
            books=books,
        )
        save_bookkeeping(self.local, books)
        self._start_over()


def _writer(piece: Piece) -> str:
    return writer_of(_id_of(piece))


def _id_of(piece: Piece) -> str:
    start = len('{"t":"')
    return piece.line[start : start + 30].decode(errors="replace")


def _month(piece: Piece) -> str:
    """The month in a piece's time, ``yyyy-mm``; a fixed one where there is none to be read."""
    try:
        at = str(decode(piece.line.decode())["at"])
    except (BadLineError, UnicodeDecodeError):
        return "1970-01"
    return at[:7]
