"""The one file that several versions of a log file amount to: a pure join.

A file has one writer, so its versions are nearly always the same, or one begins the other. Where
they are not (a copied clone, a hand merge, a redaction) all events stay. The join is idempotent,
commutative and associative, so every clone arrives at the same bytes by whatever way.

Two joins side by side make it so. Of the lines: by event id, where two lines of one id meet,
``prefer`` decides. Of their order: the ids by themselves in ascending order come first, and a
version that holds every id keeps its own, the greatest of them in lexicographic order.
"""

import json
from collections.abc import Iterable
from typing import Any

from retrotui.store.codec import EVENT_ID, BadLineError, decode
from retrotui.store.redaction import named_by, prefer


def unite(versions: Iterable[bytes]) -> bytes:
    """The content that several versions of a file amount to.

    Equal versions stay as they are, byte for byte. Otherwise lines that are no events, such as
    conflict markers and half lines, are left out.

    Args:
        versions: At least one; each the bytes of a whole file.
    """
    distinct = list(dict.fromkeys(versions))
    if len(distinct) == 1:
        return distinct[0]
    read = [events_in(each) for each in distinct]
    joined: dict[str, bytes] = {}
    for version in read:
        for name, line in version.items():
            joined[name] = prefer(joined[name], line) if name in joined else line
    whole = [list(version) for version in read if len(version) == len(joined)]
    order = max([sorted(joined), *whole])
    return b"".join([joined[name] + b"\n" for name in order])


def events_in(data: bytes) -> dict[str, bytes]:
    """The lines of a file that are events, by event id, in their order; without line ends."""
    found: dict[str, bytes] = {}
    for line in _lines(data):
        name = event_id(line)
        if name is not None:
            found[name] = prefer(found[name], line) if name in found else line
    return found


def stray_lines(data: bytes) -> list[tuple[int, bytes]]:
    """The lines of a file that are no events, each with its number from 1; empty ones left out."""
    return [
        (number, line)
        for number, line in enumerate(_lines(data), 1)
        if line.strip() and event_id(line) is None
    ]


def event_id(line: bytes) -> str | None:
    """The event id on a line; None for a line that is no event, not even a newer version's."""
    try:
        event: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    name = event.get("t") if isinstance(event, dict) else None
    return name if isinstance(name, str) and EVENT_ID.fullmatch(name) else None


def redacted_by(data: bytes) -> set[str]:
    """The ids of the events that the events of a file redact."""
    if b'"redact"' not in data:
        return set()
    found: set[str] = set()
    for line in data.split(b"\n"):
        if b'"redact"' in line:
            try:
                found.update(named_by(decode(line.decode())))
            except (BadLineError, UnicodeDecodeError):
                continue
    return found


def _lines(data: bytes) -> list[bytes]:
    return [line.removesuffix(b"\r") for line in data.split(b"\n")]
