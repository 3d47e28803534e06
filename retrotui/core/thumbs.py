"""Thumbs as the room is asked with them: counted by eye, typed as three numbers, said in words."""

import re
from collections.abc import Sequence

from retrotui.core.errors import UsageError
from retrotui.core.progress import Thumbs

_MOST = 999
_APART = re.compile(r"[\s,/]+")
_PARTS = 3
_DIGITS = re.compile(r"[0-9]{2,3}")


def read_thumbs(typed: str) -> Thumbs:
    """Typed counts: ``4 1 2`` is up, side, down; ``412`` the same; what is left out is none.

    Raises:
        UsageError: They are no counts, too many, or none at all.
    """
    text = typed.strip()
    parts = list(text) if _DIGITS.fullmatch(text) else [each for each in _APART.split(text) if each]
    whole = all(each.isascii() and each.isdigit() and int(each[:9]) <= _MOST for each in parts)
    if not 1 <= len(parts) <= _PARTS or not whole or not any(map(int, parts)):
        raise UsageError(
            "that is no count of thumbs",
            hint="up, side and down, as 4 1 2; 10 and more with spaces",
        )
    return Thumbs(*map(int, parts))


def words(thumbs: Thumbs) -> str:
    """``4 up, 1 side, 2 down``."""
    return f"{thumbs.up} up, {thumbs.side} side, {thumbs.down} down"


def told(votes: Sequence[Thumbs]) -> str:
    """What the room said of one topic: ``extended once, 4 up 1 side 2 down``; empty without."""
    if not votes:
        return ""
    carried = sum(each.carries for each in votes)
    times = {0: "not extended", 1: "extended once", 2: "extended twice"}
    said = times.get(carried, f"extended {carried} times")
    return f"{said}, {'; '.join(words(each).replace(',', '') for each in votes)}"
