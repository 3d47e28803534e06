"""Obeying redactions: this clone's own copies of redacted lines are replaced by their stubs.

The journal comes first, so that a crash at any point leaves nothing that healing would publish
again. Other clones' files are theirs; a union of files takes the stub wherever one side has it.
"""

import zlib
from collections.abc import Iterable
from pathlib import Path

from retrotui.store import cache, quarantine
from retrotui.store.disk import read_bytes, replace_durably
from retrotui.store.journal import Journal
from retrotui.store.listing import FOLDERS
from retrotui.store.logs import Logs
from retrotui.store.own import Bookkeeping
from retrotui.store.redaction import scrub


def obey(
    ids: set[str], *, logs: Logs, local: Path, journal: Journal, writer: str, books: Bookkeeping
) -> None:
    """Takes redacted texts out of everything that this clone keeps. Needs the store's lock.

    Args:
        ids: Ids of the redacted events.
        logs: The log files, which are to be read anew afterwards.
        local: The local part of the store.
        journal: The journal.
        writer: The folder name of this clone.
        books: Told of new sizes; saved by the caller.

    Raises:
        OSError: The disk refused; what was not reached keeps its text until the next try.
    """
    settled = books.journal == journal.size()
    if journal.scrub(ids) and settled:
        books.journal = journal.size()
    for name in _own(logs, writer, books):
        path = logs.path(name)
        data = read_bytes(path)
        kept = scrub(data, ids)
        if kept is not data:
            replace_durably(path, kept)
            if name in books.files:
                books.files[name] = (len(kept), zlib.crc32(kept))
    cache.forget(local)
    quarantine.forget(local, ids)
    books.obeyed = len(ids)


def _own(logs: Logs, writer: str, books: Bookkeeping) -> Iterable[str]:
    """This clone's files: of the shared log its own, of the local ones all."""
    for name, _, _ in logs.files():
        folder, owner, _ = name.split("/")
        if folder != FOLDERS[0] or owner == writer or name in books.files:
            yield name
