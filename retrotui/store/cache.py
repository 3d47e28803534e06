"""Rebuildable snapshots of the folded state. Never in git, never trusted on doubt.

A file is a header line ``{"v": …, "store": …, "crc": …}`` and a line of JSON, the payload; the
state's goes on with a line for each record. Another version, another store, a wrong checksum or a
torn file all mean: there is no cache. What most starts do without is in a part: a file of its own,
which counts only with the payload that names its checksum.
"""

import gc
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from retrotui.store.disk import make_private_folder, read_bytes, replace_bytes
from retrotui.store.packed import Packed, decode_records, encode_records

VERSION: Final = 4
"""Of the cached form; raise it whenever ``Record.pack``, the fold or the marks change."""
FOLDER: Final = "cache"
STATE: Final = "state.jsonl"
FOLLOW_UP: Final = "followup.json"
FOLLOW_UP_RECORDS: Final = "followup-records.json"
"""A part: the records behind the rows, for when one of them changes."""
FOLLOW_UP_ROWS: Final = "followup-rows.json"
"""A part: the rows of which the payload holds the columns that lists look at."""


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


def load(local: Path, name: str, store_id: str) -> dict[str, Any] | None:
    """The payload of a cache file; None: nothing to rely on."""
    body = _load_body(local, name, store_id)
    return None if body is None else _payload(body)


def load_state(local: Path, store_id: str) -> tuple[dict[str, Any], Packed] | None:
    """The payload and the records that ``save_state`` wrote; None: nothing to rely on."""
    body = _load_body(local, STATE, store_id)
    if body is None:
        return None
    payload, _, records = bytes(body).partition(b"\n")
    found = _payload(payload)
    try:
        return None if found is None else (found, decode_records(found["contents"], records))
    except (KeyError, TypeError, ValueError):
        return None


def _load_body(local: Path, name: str, store_id: str) -> memoryview | None:
    try:
        data = read_bytes(local / FOLDER / name)
        end = data.find(b"\n") + 1
        told = json.loads(data[:end])
    except (OSError, ValueError, RecursionError):
        return None
    # Not copied, because a cache may have many megabytes.
    body = memoryview(data)[end:]
    return body if told == {"v": VERSION, "store": store_id, "crc": zlib.crc32(body)} else None


def _payload(body: bytes | memoryview) -> dict[str, Any] | None:
    try:
        found = json.loads(str(body, "utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def forget(local: Path) -> None:
    """Removes every snapshot.

    Raises:
        OSError: The disk refused.
    """
    for path in sorted((local / FOLDER).glob("*")):
        path.unlink(missing_ok=True)


def load_part(local: Path, name: str, crc: int) -> dict[str, Any]:
    """What a part holds.

    Args:
        local: The local part of the store.
        name: The file.
        crc: Its checksum, as ``save_part`` gave it; that of any other part fits no payload.

    Raises:
        ValueError: It is damaged, or belongs to another payload.
        OSError: It cannot be read.
    """
    data = read_bytes(local / FOLDER / name)
    if zlib.crc32(data) != crc:
        raise ValueError("the part of a cache is damaged")
    found: dict[str, Any] = json.loads(data)
    return found


def save(local: Path, name: str, store_id: str, payload: dict[str, Any]) -> None:
    """Writes a cache file, as well as it can; when the disk refuses, that harms nothing."""
    _save_body(local, name, store_id, _encoded(payload))


def save_state(local: Path, store_id: str, payload: dict[str, Any], packed: Packed) -> None:
    """Writes the cache of the whole state, as well as it can."""
    contents, records = encode_records(packed)
    body = b"\n".join((_encoded(payload | {"contents": contents}), records))
    _save_body(local, STATE, store_id, body)


def _save_body(local: Path, name: str, store_id: str, body: bytes) -> None:
    header = json.dumps({"v": VERSION, "store": store_id, "crc": zlib.crc32(body)}).encode()
    _keep(local, name, b"\n".join((header, body)))


def save_part(local: Path, name: str, part: dict[str, Any]) -> int:
    """Writes what most starts do without, before the payload that will name it.

    Returns:
        Its checksum, for the payload.
    """
    data = _encoded(part)
    _keep(local, name, data)
    return zlib.crc32(data)


def _encoded(value: dict[str, Any]) -> bytes:
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return encoder.encode(value).encode()


def _keep(local: Path, name: str, data: bytes) -> None:
    try:
        make_private_folder(local / FOLDER)
        replace_bytes(local / FOLDER / name, data)
    except OSError:
        return
