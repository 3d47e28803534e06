"""Reading the logs: which files there are, what is new in them, and what is wrong with them.

Three logs have the same form: ``log/`` in the shared folder, ``held/`` and ``private/`` in the
local part. Files only grow, at their end; a file that changed in any other way (another branch, a
restore, an editor, a redaction, which is the only change of a line that is meant) makes the reader
start over.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from retrotui.store.codec import BadLineError, Event, decode
from retrotui.store.disk import PRIVATE_FILE, open_inside, read_bytes
from retrotui.store.listing import FOLDERS, Listing, Problem

MAX_FILE: Final = 8 << 20
"""Bytes of a log file that are read; none that this program wrote is near."""
MAX_LISTED: Final = 100
"""Lines of a file that are named when they make no sense; more are told of in one word."""
_SHORTEST: Final = 40
"""Characters below which no line can be an event."""

Mark = list[int]
"""How far a file was read: [bytes taken in, size, mtime_ns, inode, CRC-32 of those bytes]."""
Apply = Callable[[Event, int], None]


class Logs:
    """The log files of a store, read incrementally.

    Args:
        store: The shared folder.
        local: The local part.
        marks: How far each file was taken in already, from a cache.
        problems: What was found wrong so far: by file, (line, reason).
    """

    def __init__(
        self,
        store: Path,
        local: Path,
        marks: dict[str, Mark] | None = None,
        problems: dict[str, list[Any]] | None = None,
    ) -> None:
        self._roots = (store, local, local)
        self._odd: list[Problem] = []
        self.marks: dict[str, Mark] = marks or {}
        self.problems: dict[str, list[Any]] = problems or {}

    def _root(self, name: str) -> Path:
        return self._roots[FOLDERS.index(name.partition("/")[0])]

    def path(self, name: str) -> Path:
        """Where a file is, by its name such as ``log/w-k3f9q2z/2026-11-x7m2qa.jsonl``."""
        return self._root(name) / name

    def open(self, name: str, flags: int, mode: int = PRIVATE_FILE) -> int:
        """A descriptor of a log file that lies where its name says, not behind a link.

        Raises:
            OSError: There is none.
        """
        return open_inside(self._root(name), name, flags, mode)

    def files(self) -> Iterator[tuple[str, int, os.stat_result]]:
        """Every log file: its name, the index of its scope, its status."""
        listing = Listing()
        for scope, folder in enumerate(FOLDERS):
            yield from listing.files(self._roots[scope], folder, scope)
        self._odd = listing.odd

    def tail(self, apply: Apply) -> int | None:
        """Hands over every event that is new.

        Returns:
            How many there were, or None when a file did not merely grow: then what was taken in
            may no longer be there, and the caller has to start from nothing.
        """
        found = 0
        present = set()
        for name, scope, status in self.files():
            present.add(name)
            mark = self.marks.get(name)
            if mark is not None and mark[1:4] == _identity(status):
                continue
            new = self._take(name, scope, status, mark or [0, 0, 0, 0, 0], apply)
            if new is None:
                return None
            found += new
        if any(mark[0] and name not in present for name, mark in self.marks.items()):
            return None
        return found

    def restart(self) -> None:
        """Forgets how far anything was read."""
        self.marks.clear()
        self.problems.clear()

    def advance(self, name: str, data: bytes, size: int) -> None:
        """Notes that whole lines just appended to a file of ``size`` bytes are taken in already.

        Anything that does not fit is left for ``tail`` to find.
        """
        mark = self.marks.get(name) or [0, 0, 0, 0, 0]
        if mark[0] != size:
            return
        status = self.path(name).stat()
        if status.st_size == size + len(data):
            self.marks[name] = [status.st_size, *_identity(status), zlib.crc32(data, mark[4])]

    def events(self, wanted: str) -> Iterator[tuple[Event, int]]:
        """The events, with their scopes, of lines that hold a text such as a record's id."""
        needle = wanted.encode()
        for name, scope, status in self.files():
            data = self._read(name, status) or b""
            if needle not in data:
                continue
            for line in data.split(b"\n"):
                if needle in line:
                    event = _decode(line)
                    if not isinstance(event, str):
                        yield event, scope

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """Every whole line of every file, whatever it holds, with its scope."""
        for name, scope, status in self.files():
            data = self._read(name, status) or b""
            for line in data.split(b"\n"):
                if line:
                    yield line, scope

    def all_problems(self) -> list[Problem]:
        """What was found wrong, by file and line."""
        found = [(name, line, why) for name, lines in self.problems.items() for line, why in lines]
        return sorted([*found, *self._odd], key=lambda each: each[:2])

    def _read(self, name: str, status: os.stat_result) -> bytes | None:
        if status.st_size > MAX_FILE:
            self.problems[name] = [[0, "larger than 8 MiB; not read"]]
            return None
        try:
            return read_bytes(self.path(name), status.st_size)
        except FileNotFoundError:
            return b""
        except OSError as error:
            self.problems[name] = [[0, f"cannot be read: {error.strerror}"]]
            return None

    def _take(
        self, name: str, scope: int, status: os.stat_result, mark: Mark, apply: Apply
    ) -> int | None:
        data = self._read(name, status)
        if data is None:
            return 0 if not mark[0] else None
        taken, crc = mark[0], mark[4]
        if len(data) < taken or zlib.crc32(memoryview(data)[:taken]) != crc:
            return None
        end = data.rfind(b"\n") + 1
        fresh = data[taken:end] if end > taken else b""
        found = [each for each in self.problems.get(name, ()) if each[0] and each[0] > 0]
        tail_line = data.count(b"\n", 0, end) + 1
        found = [each for each in found if each[0] < tail_line - fresh.count(b"\n")]
        count = _apply_lines(fresh, tail_line - fresh.count(b"\n"), scope, apply, found)
        if end < len(data):
            # Half a line: a writer at work, or cut off. It is read again when the file changes.
            event = _decode(data[end:])
            if isinstance(event, str):
                found.append([tail_line, "unfinished last line"])
            else:
                apply(event, scope)
                count += 1
        self.problems.pop(name, None)
        if found:
            self.problems[name] = found
        whole = max(end, taken)
        self.marks[name] = [whole, *_identity(status), zlib.crc32(fresh, crc)]
        return count


def _apply_lines(
    data: bytes, first_line: int, scope: int, apply: Apply, problems: list[Any]
) -> int:
    if not data:
        return 0
    lines: list[Any]
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        lines = list(data.split(b"\n"))
    count = 0
    for number, line in enumerate(lines[:-1], first_line):
        if len(line) < _SHORTEST and len(problems) > MAX_LISTED:
            continue
        event = _decode(line)
        if not isinstance(event, str):
            apply(event, scope)
            count += 1
        elif len(problems) < MAX_LISTED:
            problems.append([number, event])
        elif len(problems) == MAX_LISTED:
            problems.append([number, "not an event; more such lines may follow"])
    return count


def _decode(line: str | bytes) -> Event | str:
    """The event on a line, or the reason why there is none."""
    try:
        text = line if isinstance(line, str) else line.decode()
        return decode(text)
    except BadLineError as error:
        return str(error)
    except UnicodeDecodeError:
        return "not UTF-8"


def _identity(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ino]
