"""The durable copy: every transaction of this clone, one fsynced line each, before all else.

It lies in the git directory, where no checkout, reset or clean reaches it. A line holds all
events of a transaction, each with the log it belongs to, so that a crash cannot tear them apart:
``scope TAB event [TAB scope TAB event …]``. JSON never holds a raw tab.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from retrotui.core.errors import CannotWriteError, StoreError
from retrotui.store.disk import (
    PRIVATE_FILE,
    explained,
    make_private_folder,
    read_bytes,
    replace_durably,
    sync_file,
    sync_folder,
    write_all,
)
from retrotui.store.quarantine import keep
from retrotui.store.record import SCOPES
from retrotui.store.redaction import scrub

JOURNAL: Final = "journal.jsonl"
"""Its file in the local part."""
_SCOPES = {str(index).encode(): index for index in range(len(SCOPES))}


class Piece(NamedTuple):
    """One journaled event: the index of its scope, and its line without a line end."""

    scope: int
    line: bytes


class Journal:
    """An append-only file of transactions. Writing needs the store's lock.

    Args:
        local: The local part of the store.
    """

    def __init__(self, local: Path) -> None:
        self._local = local
        self.path = local / JOURNAL

    def size(self) -> int:
        """Its length in bytes; 0 when there is none.

        Raises:
            StoreError: That cannot be told.
        """
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise StoreError(f"cannot read {self.path}: {error.strerror}") from error

    def append(self, pieces: Sequence[Piece]) -> tuple[int, int]:
        """Writes one transaction and waits until it is on the medium.

        Returns:
            The journal's length before and after.

        Raises:
            CannotWriteError: The disk refused; the journal is as it was.
        """
        data = b"\t".join(b"%d\t%b" % piece for piece in pieces) + b"\n"
        with explained("write to", self.path):
            make_private_folder(self._local)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
            descriptor = os.open(self.path, flags, PRIVATE_FILE)
            try:
                before = self._mend(descriptor)
                if not before:
                    self._sync_folders()
                self._write(descriptor, data, before)
            finally:
                os.close(descriptor)
        return before, before + len(data)

    def _sync_folders(self) -> None:
        """Makes sure that a power loss leaves the way to a new journal."""
        for folder in (self._local, *list(self._local.parents)[:2]):
            sync_folder(folder)

    def _write(self, descriptor: int, data: bytes, before: int) -> None:
        try:
            write_all(descriptor, data)
            sync_file(descriptor)
        except OSError:
            try:
                os.ftruncate(descriptor, before)
            except OSError:
                # The line may be whole, and then the next start would publish it.
                raise CannotWriteError(
                    f"the disk fails at {self.path}; whether the last change was kept is not known",
                    hint="check the disk, then look at the record before trying again",
                ) from None
            raise

    def mend(self) -> None:
        """Cuts off the half line that a crash left at the end."""
        if not self.size():
            return
        descriptor = os.open(self.path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            self._mend(descriptor)
        finally:
            os.close(descriptor)

    def _mend(self, descriptor: int) -> int:
        """Cuts off the half line that a crash left at the end; gives the length."""
        size = os.fstat(descriptor).st_size
        if size == 0 or os.pread(descriptor, 1, size - 1) == b"\n":
            return size
        data = read_bytes(self.path)
        end = data.rfind(b"\n") + 1
        keep(self._local, self.path.name, data.count(b"\n") + 1, "unfinished line", data[end:])
        os.ftruncate(descriptor, end)
        return end

    def scrub(self, ids: set[str]) -> bool:
        """Replaces redacted events by their stubs; True when there were any. Needs the lock.

        Raises:
            OSError: It cannot be read or written.
        """
        data = read_bytes(self.path) if self.size() else b""
        kept = b"\n".join(
            b"\t".join(scrub(part, ids) for part in line.split(b"\t")) for line in data.split(b"\n")
        )
        if kept == data:
            return False
        replace_durably(self.path, kept)
        return True

    def read(self, start: int = 0) -> tuple[list[Piece], list[int]]:
        """The events journaled from an offset on, and the numbers of lines that make no sense.

        Raises:
            OSError: It cannot be read.
        """
        data = read_bytes(self.path) if self.size() else b""
        if start > len(data) or (start and data[start - 1 : start] != b"\n"):
            start = 0
        whole = data[start : data.rfind(b"\n") + 1]
        first = data.count(b"\n", 0, start) + 1
        pieces: list[Piece] = []
        bad: list[int] = []
        for number, line in enumerate(whole.split(b"\n")[:-1], first):
            found = parse_transaction(line)
            if found is None:
                bad.append(number)
            else:
                pieces.extend(found)
        return pieces, bad

    def lines(self) -> list[bytes]:
        """Every whole transaction, unread, oldest first.

        Raises:
            OSError: It cannot be read.
        """
        data = read_bytes(self.path) if self.size() else b""
        return data[: data.rfind(b"\n") + 1].split(b"\n")[:-1]

    def waiting(self) -> int:
        """How many shared events it holds; quick, so that a badge may ask often."""
        try:
            data = read_bytes(self.path) if self.size() else b""
        except OSError:
            return 0
        # JSON never holds a raw tab, so a shared event's scope shows by what surrounds it.
        return data.startswith(b"0\t") + data.count(b"\n0\t") + data.count(b"\t0\t")

    def replace(self, lines: Sequence[bytes]) -> None:
        """Makes it hold only these transactions, at once and for good. Needs the lock.

        Raises:
            OSError: The disk refused; it is as it was.
        """
        temporary = self.path.with_name(f".{self.path.name}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(temporary, flags, PRIVATE_FILE)
        try:
            write_all(descriptor, b"".join([line + b"\n" for line in lines]))
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(self.path)
        sync_folder(self._local)


def parse_transaction(line: bytes) -> list[Piece] | None:
    """The events of a transaction's line; None when it makes no sense."""
    parts = line.split(b"\t")
    scopes = [_SCOPES.get(part) for part in parts[::2]]
    known = [scope for scope in scopes if scope is not None]
    if len(parts) % 2 or len(known) != len(scopes):
        return None
    return list(map(Piece, known, parts[1::2]))
