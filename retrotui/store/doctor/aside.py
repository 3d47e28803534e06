"""Putting things aside instead of deleting them, with a note of what came from where."""

import errno
import json
import os
import re
import shutil
from itertools import count
from pathlib import Path
from typing import Final

from retrotui.store.disk import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    make_private_folder,
    sync_file,
    write_all,
)
from retrotui.store.doctor.subject import MENDED

MANIFEST: Final = "manifest.jsonl"
_LONGEST: Final = 60


class Aside:
    """A dated folder of the private part, made when the first thing goes into it.

    Args:
        local: The private part.
        named: The folder's name, such as ``2026-11-22-153000``.
    """

    def __init__(self, local: Path, named: str) -> None:
        self._parent = local / MENDED
        self._named = named
        self._folder: Path | None = None
        self._numbers = count(1)

    def move(self, path: Path, shown: str, why: str) -> None:
        """Moves a file, folder or link here, under a new name.

        Args:
            path: What to move.
            shown: Where it was, as people know it.
            why: The finding it was moved for.

        Raises:
            OSError: The disk refused; it is where it was.
        """
        path.lstat()
        target = self._note(path, shown, why)
        try:
            path.rename(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.move(path, target)

    def copy(self, path: Path, shown: str, why: str) -> None:
        """Keeps a copy of a file that is about to be replaced.

        Raises:
            OSError: The disk refused.
        """
        shutil.copyfile(path, self._note(path, shown, why), follow_symlinks=False)

    def _note(self, path: Path, shown: str, why: str) -> Path:
        """A free place for something, on record before anything is moved there."""
        folder = self._made()
        plain = re.sub(r"[^A-Za-z0-9._-]", "_", path.name)[-_LONGEST:]
        kept = f"{next(self._numbers):04d}-{plain}"
        entry = json.dumps({"from": shown, "kept": kept, "finding": why}) + "\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(folder / MANIFEST, flags, PRIVATE_FILE)
        try:
            write_all(descriptor, entry.encode())
            sync_file(descriptor)
        finally:
            os.close(descriptor)
        return folder / kept

    def _made(self) -> Path:
        if self._folder is not None:
            return self._folder
        make_private_folder(self._parent)
        for number in count(1):
            folder = self._parent / (self._named if number == 1 else f"{self._named}-{number}")
            try:
                folder.mkdir(mode=PRIVATE_FOLDER)
            except FileExistsError:
                continue
            self._folder = folder
            break
        assert self._folder is not None  # noqa: S101 - the loop ends only by finding a name
        return self._folder
