"""Records as lines of the cache: most are read as bytes and never looked into.

A start takes over some hundred thousand records and touches a few; so each is a line of its own,
decoded when it is wanted, many at once when all are.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from retrotui.store.record import Record, unpack

Packed = dict[str, dict[str, bytes]]
"""Records in the cache's form, a line of JSON each, by kind and id."""
MAY_HAVE_SEVERAL: Final = b":{"
"""In every line of a record that holds a register with more than one value, and in few others."""
_ID: Final = 26
_MANY: Final = 2048
"""Records decoded at once: enough to be quick, few enough to hold in memory beside the rest."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def line_of(record: Record) -> bytes:
    """A record as a line, without its end."""
    return _ENCODER.encode(record.pack()).encode()


def record_of(line: bytes) -> Record:
    """The record on a line."""
    return unpack(json.loads(line))


def packed_of(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    """What ``Record.pack`` gave for each line, in order."""
    left = iter(lines)
    while some := list(islice(left, _MANY)):
        yield from json.loads(b"[" + b",".join(some) + b"]")


def encode_records(packed: Packed) -> tuple[list[list[Any]], bytes]:
    """Records as a table of contents and a body: of each kind a line of ids and its records."""
    contents = [[kind, len(table)] for kind, table in packed.items() if table]
    lines: list[bytes] = []
    for table in packed.values():
        if table:
            lines.append("".join(table).encode())
            lines.extend(table.values())
    return contents, b"\n".join(lines)


def decode_records(contents: list[list[Any]], body: bytes) -> Packed:
    """The records that ``encode_records`` wrote.

    Raises:
        ValueError: The body does not fit the table of contents.
    """
    lines = body.split(b"\n") if contents else []
    packed: Packed = {}
    at = 0
    for kind, count in contents:
        text = lines[at].decode() if at < len(lines) else ""
        ids = [text[start : start + _ID] for start in range(0, len(text), _ID)]
        records = lines[at + 1 : at + 1 + count]
        if not len(ids) == len(records) == count:
            raise ValueError("the records of a cache do not fit its contents")
        packed[kind] = dict(zip(ids, records, strict=True))
        at += 1 + count
    return packed
