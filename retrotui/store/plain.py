"""What may be written: JSON that every reader of the log will take, or a refusal."""

import math
from collections.abc import Mapping
from typing import Any, Final

from retrotui.core.errors import TextTooLongError, UsageError
from retrotui.core.text import MAX_TEXT_BYTES, clean
from retrotui.store.codec import MAX_DEPTH, MAX_INT, UNSAFE

MAX_NAME: Final = 64
_QUICK_TEXT = MAX_TEXT_BYTES // 4
# An operation puts a value two to four containers deep, depending on its verb.
_DEPTH_LEFT = MAX_DEPTH - 4


def plain(value: Any, place: str, depth: int = 0) -> Any:
    """A copy made of plain JSON types, its texts cleaned.

    Args:
        value: Anything a caller wants to keep.
        place: ``kind.field``, for the refusal.
        depth: How many containers are around it already.

    Raises:
        UsageError: It is not JSON: another type, not finite, beyond 2^53 or too deep.
        TextTooLongError: A text is over 64 KiB; it is refused whole.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_text(value, place)
    if isinstance(value, int):
        if abs(value) > MAX_INT:
            raise UsageError(f"{place}: {value} is beyond 2^53")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UsageError(f"{place}: {value} is not a number that can be kept")
        return float(value)
    if depth >= _DEPTH_LEFT:
        raise UsageError(f"{place}: lists and objects are nested too deeply")
    if isinstance(value, Mapping):
        return {
            plain_name(key, place): plain(each, place, depth + 1) for key, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [plain(each, place, depth + 1) for each in value]
    raise UsageError(f"{place}: a {type(value).__name__} cannot be kept")


def plain_text(text: str, place: str) -> str:
    """The text, cleaned where it could act on a terminal or cannot be encoded.

    Raises:
        TextTooLongError: It is over 64 KiB.
    """
    kept = str(text) if UNSAFE.search(text) is None else clean(text)
    if len(kept) > _QUICK_TEXT and len(kept.encode()) > MAX_TEXT_BYTES:
        raise TextTooLongError(f"{place}: the text is over 64 KiB", hint="shorten it or link to it")
    return kept


def plain_name(name: Any, place: str) -> str:
    """The name of a field.

    Raises:
        UsageError: It is empty, too long, not text or holds control characters.
    """
    if not isinstance(name, str) or not name or len(name) > MAX_NAME or UNSAFE.search(name):
        raise UsageError(f"{place}: {name!r:.80} cannot be the name of a field")
    return str(name)
