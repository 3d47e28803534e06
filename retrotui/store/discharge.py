"""Taking out of the journal what no longer needs it: a second machine holds it, or nobody may.

The order survives a kill at any moment: own files on the medium; a note that nothing of the
journal is known to be in the logs; the journal's new form in place of the old; the note again.
After the second step a start only compares more than it would have to.
"""

import os
from collections.abc import Callable
from pathlib import Path

from retrotui.core.errors import CannotWriteError
from retrotui.store.disk import sync_file, sync_folder
from retrotui.store.journal import Journal, Piece, parse_transaction
from retrotui.store.logs import Logs
from retrotui.store.own import Bookkeeping, save_bookkeeping
from retrotui.store.quarantine import keep

_SHARED = 0


def discharge(
    journal: Journal,
    logs: Logs,
    local: Path,
    books: Bookkeeping,
    is_shared: Callable[[bytes], bool],
) -> int:
    """Keeps only the transactions that the journal alone protects. Needs the lock.

    Args:
        journal: The journal.
        logs: All logs; they hold what was journaled.
        local: The local part of the store.
        books: The bookkeeping as it stands; saved.
        is_shared: True for the line of a shared event that another machine holds too.

    Returns:
        How many shared events are left that no other machine is known to hold.

    Raises:
        CannotWriteError: The bookkeeping could not be kept; nothing was changed.
        OSError: The disk refused; nothing is lost.
    """
    lines = journal.lines()
    kept: dict[int, bytes] = {}
    leaving: dict[int, list[Piece]] = {}
    bad: list[tuple[int, bytes]] = []
    left = 0
    for number, line in enumerate(lines, 1):
        pieces = parse_transaction(line)
        if pieces is None:
            bad.append((number, line))
            continue
        waiting = sum(piece.scope == _SHARED and not is_shared(piece.line) for piece in pieces)
        left += waiting
        if waiting:
            kept[number] = line
        else:
            leaving[number] = pieces
    found = _put_on_medium(logs, books, {each.line for part in leaving.values() for each in part})
    for number, pieces in leaving.items():
        if any(piece.scope != _SHARED and piece.line not in found for piece in pieces):
            kept[number] = lines[number - 1]
    if len(kept) == len(lines):
        return left
    for number, line in bad:
        keep(local, journal.path.name, number, "unreadable transaction", line)
    books.journal = 0
    if not save_bookkeeping(local, books):
        raise CannotWriteError(f"cannot keep the bookkeeping in {local}; nothing was changed")
    journal.replace([kept[number] for number in sorted(kept)])
    books.journal = journal.size()
    save_bookkeeping(local, books)
    return left


def _put_on_medium(logs: Logs, books: Bookkeeping, lines: set[bytes]) -> set[bytes]:
    """Waits until the own files with these lines are on the medium; gives the lines found."""
    wanted = set(lines)
    folders: set[Path] = set()
    newest = sorted(books.files, key=lambda name: logs.path(name).stat().st_mtime_ns, reverse=True)
    for name in newest:
        if not wanted:
            break
        path = logs.path(name)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            here = wanted.intersection(file.read().split(b"\n"))
            if here:
                sync_file(descriptor)
                wanted -= here
                folders |= {path.parent, path.parent.parent}
    for folder in folders:
        sync_folder(folder)
    return lines - wanted
