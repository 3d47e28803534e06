"""Rebuildable snapshots of the folded state. Never in git, never trusted on doubt.

A file is a header line ``{"v": …, "store": …, "crc": …}``, a line of JSON and, where most starts
do without a part, an appendix. Another version, another store, a wrong checksum or a torn file
all mean: there is no cache.
"""

import gc
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from retrotui.store.disk import make_private_folder, read_bytes, replace_bytes

VERSION: Final = 1
"""Of the cached form; raise it whenever ``Record.pack``, the fold or the marks change."""
FOLDER: Final = "cache"
STATE: Final = "state.json"
FOLLOW_UP: Final = "followup.json"


@contextmanager
def no_collection() -> Iterator[None]:
    """Holds the garbage collector off while very many objects are made, none of them garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(local: Path, name: str, store_id: str) -> tuple[dict[str, Any], bytes] | None:
    """The payload of a cache file and the bytes of its appendix; None: nothing to rely on.

    The appendix is not checked yet: ``read_appendix`` does.
    """
    try:
        header, _, rest = read_bytes(local / FOLDER / name).partition(b"\n")
        payload, _, appendix = rest.partition(b"\n")
        told = json.loads(header)
        if told != {"v": VERSION, "store": store_id, "crc": zlib.crc32(payload)}:
            return None
        found = json.loads(payload)
    except (OSError, ValueError, RecursionError):
        return None
    return (found, appendix) if isinstance(found, dict) else None


def read_appendix(appendix: bytes, crc: int) -> dict[str, Any]:
    """What an appendix holds.

    Args:
        appendix: Its bytes, from ``load``.
        crc: Its checksum, as ``save`` gave it to the payload.

    Raises:
        ValueError: It is damaged.
    """
    if zlib.crc32(appendix) != crc:
        raise ValueError("the appendix of a cache is damaged")
    found: dict[str, Any] = json.loads(appendix)
    return found


def save(
    local: Path,
    name: str,
    store_id: str,
    payload: dict[str, Any],
    appendix: dict[str, Any] | None = None,
) -> None:
    """Writes a cache file, as well as it can; when the disk refuses, that harms nothing.

    Args:
        local: The local part of the store.
        name: The file.
        store_id: Whose it is.
        payload: What ``load`` parses.
        appendix: What is parsed only when asked for; its checksum goes into the payload as
            ``appendix``.
    """
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
    more = b"" if appendix is None else encoder.encode(appendix).encode()
    body = encoder.encode({**payload, "appendix": zlib.crc32(more)}).encode()
    header = json.dumps({"v": VERSION, "store": store_id, "crc": zlib.crc32(body)}).encode()
    try:
        make_private_folder(local / FOLDER)
        replace_bytes(local / FOLDER / name, b"\n".join((header, body, more)))
    except OSError:
        return
