"""What this clone knows of its own writing: its name, its files, and how far they were settled.

Nothing here is trusted. It saves reading the journal at every start; when it does not fit what is
on disk, or is lost, the journal is compared with the logs again.
"""

import json
import os
from pathlib import Path
from typing import Any, Final

from retrotui.store.disk import make_private_folder, read_json, replace_bytes
from retrotui.store.hlc import WRITER_LENGTH, random_base32
from retrotui.store.logs import Mark

OWN: Final = "own.json"
"""The file of the bookkeeping."""
WRITER: Final = "writer.json"
"""The file of this clone's name."""


class Bookkeeping:
    """The content of ``own.json``.

    Args:
        journal: Bytes of the journal that are known to be in the logs.
        boot: The machine's boot in which that was found; after another one a power loss may
            have undone what was not yet on the medium.
        clock: The latest stamp of an own event.
        files: Own log files, each with its size and the CRC-32 of its bytes.
        current: By folder, the file written to.
        bad: Lines of own files that make no sense, when last compared.
        obeyed: How many redacted events were looked for in this clone's own files.
    """

    def __init__(
        self,
        *,
        journal: int = 0,
        boot: str | None = None,
        clock: str = "",
        files: dict[str, tuple[int, int]] | None = None,
        current: dict[str, str] | None = None,
        bad: int = 0,
        obeyed: int = 0,
    ) -> None:
        self.journal = journal
        self.boot = boot
        self.clock = clock
        self.files = files or {}
        self.current = current or {}
        self.bad = bad
        self.obeyed = obeyed

    def fits(self, marks: dict[str, Mark], boot: str | None, bad: int) -> bool:
        """True when own files are as they were noted, and the machine has not started anew."""
        return (
            self.boot == boot
            and self.bad == bad
            and all(
                name in marks and (marks[name][1], marks[name][4]) == noted
                for name, noted in self.files.items()
            )
        )

    def settled(
        self, marks: dict[str, Mark], journal_size: int, boot: str | None, bad: int
    ) -> bool:
        """True when all that was journaled is known to be in the logs."""
        return self.journal == journal_size and self.fits(marks, boot, bad)


def load_bookkeeping(local: Path) -> Bookkeeping:
    """What was noted last; the empty one when it is lost or makes no sense."""
    noted = read_json(local / OWN)
    try:
        return Bookkeeping(
            journal=int(noted["journal"]),
            boot=noted["boot"],
            clock=str(noted["clock"]),
            files={
                str(name): (int(size), int(crc)) for name, (size, crc) in noted["files"].items()
            },
            current={str(folder): str(name) for folder, name in noted["current"].items()},
            bad=int(noted["bad"]),
            obeyed=int(noted.get("obeyed", 0)),
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return Bookkeeping()


def save_bookkeeping(local: Path, books: Bookkeeping) -> bool:
    """Notes it for the next start; False when that fails: the next start compares again."""
    noted = {
        "journal": books.journal,
        "boot": books.boot,
        "clock": books.clock,
        "files": books.files,
        "current": books.current,
        "bad": books.bad,
        "obeyed": books.obeyed,
    }
    try:
        replace_bytes(local / OWN, json.dumps(noted, separators=(",", ":")).encode())
    except OSError:
        return False
    return True


def count_bad(problems: dict[str, list[Any]], books: Bookkeeping) -> int:
    """How many lines of this clone's own files make no sense."""
    return sum(len(found) for name, found in problems.items() if name in books.files)


def own_writer(local: Path) -> str:
    """The folder name this clone writes under, ``w-`` and 7 characters, made when there is none.

    A copy of the clone must not write to the same files, so the name holds only for the place it
    was made for.

    Raises:
        OSError: The disk refused to keep a new one.
    """
    known = writer_here(local)
    if known is not None:
        return known
    path = local / WRITER
    writer = f"w-{random_base32(WRITER_LENGTH)}"
    make_private_folder(local)
    replace_bytes(path, b"{}")
    # Written in place, because its own inode is part of what it says.
    path.write_text(json.dumps({"writer": writer, "place": _place(path)}), encoding="utf-8")
    return writer


def forget_writer(local: Path) -> None:
    """Lets this clone's name go, because nothing was written under it and the clone moves.

    Raises:
        OSError: The disk refused.
    """
    (local / WRITER).unlink(missing_ok=True)


def writer_here(local: Path) -> str | None:
    """The folder name this clone writes under; None when none holds for this place."""
    path = local / WRITER
    noted = read_json(path)
    if not isinstance(noted, dict):
        return None
    writer = noted.get("writer")
    fits = isinstance(writer, str) and noted.get("place") == _place(path)
    if fits and isinstance(writer, str) and len(writer) == len("w-") + WRITER_LENGTH:
        return writer
    return None


def _place(path: Path) -> list[Any]:
    return [os.path.realpath(path), path.stat().st_ino, os.uname().nodename]
