"""Appending to this clone's own log files: never to one that anything else has touched."""

import os
import zlib
from pathlib import Path
from typing import Final

from retrotui.store.disk import (
    PRIVATE_FILE,
    SHARED_FILE,
    make_private_folder,
    read_bytes,
    write_all,
)
from retrotui.store.hlc import random_base32
from retrotui.store.journal import Piece
from retrotui.store.listing import FOLDERS
from retrotui.store.logs import Logs
from retrotui.store.own import Bookkeeping
from retrotui.store.quarantine import keep

ROLL: Final = 256 * 1024
"""Bytes after which a new file is begun."""
_ID_START: Final = len('{"t":"') + len("mmmmmmmmmmmm-cccc-")


class OwnLog:
    """The files that this clone writes. Needs the store's lock.

    Args:
        logs: The reader, told of what is appended.
        local: The local part of the store.
        writer: The folder name of this clone.
        books: Where sizes are noted; saved by the caller.
    """

    def __init__(self, logs: Logs, local: Path, writer: str, books: Bookkeeping) -> None:
        self._logs = logs
        self._local = local
        self._writer = writer
        self.books = books

    def publish(self, pieces: list[Piece], month: str) -> None:
        """Appends events to their logs.

        Args:
            pieces: The events.
            month: ``yyyy-mm``; a new month begins a new file.

        Raises:
            OSError: The disk refused; some may be written.
        """
        for scope, folder in enumerate(FOLDERS):
            batch: list[bytes] = []
            size = 0
            for piece in pieces:
                if piece.scope != scope:
                    continue
                if batch and size + len(piece.line) >= ROLL:
                    self._append(folder, b"".join(batch), month)
                    batch, size = [], 0
                batch.append(piece.line + b"\n")
                size += len(batch[-1])
            if batch:
                self._append(folder, b"".join(batch), month)

    def _append(self, folder: str, data: bytes, month: str) -> None:
        current = self._current(folder, month, len(data))
        if current is None:
            name, size, crc = self._begin(folder, month), 0, 0
        else:
            name, size, crc = current
        descriptor = self._logs.open(name, os.O_WRONLY | os.O_APPEND)
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
        self._note(folder, name, size + len(data), zlib.crc32(data, crc))
        self._logs.advance(name, data, size)

    def _note(self, folder: str, name: str, size: int, crc: int) -> None:
        self.books.current[folder] = name
        self.books.files[name] = (size, crc)

    def _begin(self, folder: str, month: str) -> str:
        name = f"{folder}/{self._writer}/{month}-{random_base32(6)}.jsonl"
        path = self._logs.path(name)
        if folder == FOLDERS[0]:
            path.parent.mkdir(parents=True, exist_ok=True)
        else:
            make_private_folder(path.parent)
        mode = SHARED_FILE if folder == FOLDERS[0] else PRIVATE_FILE
        os.close(self._logs.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        return name

    def _current(self, folder: str, month: str, more: int) -> tuple[str, int, int] | None:
        """The file to append to, or None to begin a new one."""
        name = self.books.current.get(folder)
        if name is None or not name.startswith(f"{folder}/{self._writer}/{month}-"):
            return None
        sound = self._sound(name)
        if sound is None or (sound[1] and sound[1] + more > ROLL):
            return None
        return sound

    def mend(self) -> None:
        """Cuts half lines off the files written to last, and notes what stands in them."""
        for folder, name in list(self.books.current.items()):
            sound = self._sound(name)
            if sound is None:
                del self.books.current[folder]
            else:
                self._note(folder, *sound)

    def _sound(self, name: str) -> tuple[str, int, int] | None:
        """Name, size and checksum of a file that only this clone has written to."""
        noted = self.books.files.get(name)
        mark = self._logs.marks.get(name)
        if noted is None or mark is None:
            return None
        if (mark[1], mark[4]) == noted:
            return name, *noted
        try:
            mended = self._mend(name, *noted)
        except FileNotFoundError:
            return None
        return None if mended is None else (name, *mended)

    def _mend(self, name: str, size: int, crc: int) -> tuple[int, int] | None:
        """Size and checksum of a file that a crash of our own made longer than noted.

        A half line at its end is cut off. None when something else changed the file.
        """
        path = self._logs.path(name)
        data = read_bytes(path)
        if len(data) < size or zlib.crc32(data[:size]) != crc:
            return None
        end = data.rfind(b"\n") + 1
        if end < size:
            return None
        author = self._writer.removeprefix("w-").encode()
        surplus = data[size:end].split(b"\n")[:-1]
        if any(line[_ID_START : _ID_START + len(author)] != author for line in surplus):
            return None
        if end < len(data):
            keep(self._local, name, data.count(b"\n") + 1, "unfinished line", data[end:])
            os.truncate(path, end)
        return end, zlib.crc32(data[:end])
