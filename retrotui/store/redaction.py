"""Redaction: the only way in which a line of the log ever changes.

An event may name others under ``redact``. In every clone the lines of those become *stubs*: the
event's id and nothing that anybody wrote. What they said beside the texts that were to go is
carried by the redaction under ``kept``, as events with their own ids. Of a line's two forms the
stub wins, wherever files are united.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from retrotui.core.instants import rfc3339
from retrotui.store.codec import EVENT_ID, encode

VERB: Final = "redact"
"""The key of an event under which it names the events to be redacted: a list of their ids."""
KEPT: Final = "kept"
"""The key under which it carries what is left of them: a list of events."""
STUB: Final = "redacted"
_START: Final = b'{"t":"'
_ID_LENGTH: Final = 30
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = 253_402_300_799_000
"""The last millisecond that a date can hold, in Unix time."""


def stub_of(event_id: str) -> str:
    """The line left of an event, without a line end: a function of its id alone.

    Its time is the one that the id holds, so that older programs find an event of the usual form.

    Raises:
        ValueError: Not an event id.
    """
    if EVENT_ID.fullmatch(event_id) is None:
        raise ValueError(f"{event_id!r:.60} is not an event id")
    moment = _EPOCH + timedelta(milliseconds=min(int(event_id[:12], 16), _LATEST))
    return encode({"t": event_id, "at": rfc3339(moment), STUB: True})


def id_of(line: bytes) -> str | None:
    """The event id on a line of a log, or None where there is none to be read.

    Every line that this program wrote begins with it; any other is parsed.
    """
    start = line[len(_START) : len(_START) + _ID_LENGTH].decode("ascii", "replace")
    if line.startswith(_START) and EVENT_ID.fullmatch(start):
        return start
    try:
        name = json.loads(line)["t"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return name if isinstance(name, str) and EVENT_ID.fullmatch(name) else None


def is_stub(line: bytes) -> bool:
    """True when the line is exactly the stub of its event."""
    name = id_of(line)
    return name is not None and line.rstrip(b"\r") == stub_of(name).encode()


def prefer(one: bytes, other: bytes) -> bytes:
    """Which of two lines with one event id a union keeps: the stub, else the smaller one.

    Two texts under one id are a bug or an attack; every clone then keeps the same one.
    """
    for each in (one, other):
        if is_stub(each):
            return each
    return min(one, other)


def scrub(data: bytes, ids: frozenset[str] | set[str]) -> bytes:
    """A whole log file with the lines of redacted events replaced by their stubs.

    Args:
        data: The file.
        ids: Ids of the redacted events.

    Returns:
        ``data`` itself, the same object, when none of its lines changes.
    """
    if not any(name.encode() in data for name in ids):
        return data
    lines = data.split(b"\n")
    kept = [_scrubbed(line, ids) for line in lines]
    return data if kept == lines else b"\n".join(kept)


def named_by(event: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the events that an event redacts; anything that is no id is passed over."""
    ids = event.get(VERB)
    if not isinstance(ids, list):
        return ()
    return tuple(each for each in ids if isinstance(each, str) and EVENT_ID.fullmatch(each))


def kept_in(event: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The events that a redaction carries; only of those that it names."""
    named = set(named_by(event))
    return tuple(each for each in event.get(KEPT, ()) if each["t"] in named) if named else ()


def _scrubbed(line: bytes, ids: frozenset[str] | set[str]) -> bytes:
    name = id_of(line)
    return stub_of(name).encode() if name is not None and name in ids else line
