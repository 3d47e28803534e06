"""Which log files there are, in folders that anybody may have put anything into.

What does not look like a log file is not read, however it is named and whatever it points to;
it is told of, so that a file in the wrong place is not lost in silence.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrotui.core.text import clean

WRITER_NAME: Final = re.compile(r"[a-z0-9]{1,16}-[a-z0-9]{7}")
FILE_NAME: Final = re.compile(r"\d{4}-\d\d-[0-9a-z]{6}\.jsonl")
FOLDERS: Final = ("log", "held", "private")
"""The folder of each scope, by its index in ``record.SCOPES``."""
MAX_ENTRIES: Final = 10_000
"""Files of one writer, and writers, that are read; a file holds a month or 256 KiB."""
MAX_WRITER: Final = 256 << 20
"""Bytes of one writer that are read, some million events."""
_MAX_ODD: Final = 100
_MAX_NAME: Final = 80

Problem = tuple[str, int, str]
"""Something wrong: path inside the store or its local part, line (0: the file), reason."""


class Listing:
    """One walk through the folders of logs.

    Attributes:
        odd: What was passed over, and why.
    """

    def __init__(self) -> None:
        self.odd: list[Problem] = []

    def files(
        self, root: Path, folder: str, scope: int
    ) -> Iterator[tuple[str, int, os.stat_result]]:
        """The log files of a folder, in order: name, the scope's index, status.

        Args:
            root: What the folder lies in.
            folder: One of ``FOLDERS``.
            scope: Its index.
        """
        path = f"{root}/{folder}"
        if Path(path).is_symlink():
            self._pass_over(folder, "a link; not read")
            return
        for writer in self._entries(path, folder, WRITER_NAME):
            name = f"{folder}/{writer.name}"
            if writer.is_dir(follow_symlinks=False):
                yield from self._written(writer.path, name, scope)
            else:
                self._pass_over(name, "not a folder; not read")

    def _written(
        self, path: str, folder: str, scope: int
    ) -> Iterator[tuple[str, int, os.stat_result]]:
        """The files of one writer, as far as one writer may fill the store."""
        left = MAX_WRITER
        for file in self._entries(path, folder, FILE_NAME):
            try:
                status = file.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if not stat.S_ISREG(status.st_mode):
                self._pass_over(f"{folder}/{file.name}", "not a plain file; not read")
                continue
            left -= status.st_size
            if left < 0:
                limit = f"more than {MAX_WRITER >> 20} MiB by one writer; the rest is not read"
                self._pass_over(folder, limit)
                return
            yield f"{folder}/{file.name}", scope, status

    def _entries(self, path: str, folder: str, names: re.Pattern[str]) -> list[os.DirEntry[str]]:
        found: list[os.DirEntry[str]] = []
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if names.fullmatch(entry.name):
                        found.append(entry)
                    elif not entry.name.startswith("."):
                        self._pass_over(f"{folder}/{entry.name}", "not the name of a log; not read")
        except (FileNotFoundError, NotADirectoryError):
            return []
        found.sort(key=lambda each: each.name)
        if len(found) > MAX_ENTRIES:
            self._pass_over(folder, f"more than {MAX_ENTRIES} entries; the rest is not read")
        return found[:MAX_ENTRIES]

    def _pass_over(self, name: str, why: str) -> None:
        if len(self.odd) < _MAX_ODD:
            shown = clean(name.encode(errors="replace").decode()).replace("\n", " ")
            self.odd.append((shown[:_MAX_NAME], 0, why))
        elif len(self.odd) == _MAX_ODD:
            self.odd.append((name.partition("/")[0], 0, "more of that kind; not listed"))
