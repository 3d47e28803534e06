"""Markdown that people's words cannot break: escaped text, and lines made of it."""

import re
from collections.abc import Iterable

from retrotui.core.text import one_line

_INLINE = re.compile(r"([\\`*_\[\]<>&~|#$])")
_LIST_MARK = re.compile(r"([-+=])")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])")


def escape(text: str) -> str:
    """Text from people on one line of Markdown, where it means nothing but itself.

    Bare addresses stay as they are: what a reader makes a link of, it shows in full.
    """
    escaped = _INLINE.sub(r"\\\1", one_line(text))
    if _LIST_MARK.match(escaped):
        return "\\" + escaped
    numbered = _NUMBERED.match(escaped)
    return f"{numbered[1]}\\{escaped[numbered.end(1) :]}" if numbered else escaped


def bold(text: str) -> str:
    """Escaped text in bold; dots for none, as stars around nothing would be a rule."""
    return f"**{escape(text) or '…'}**"


def signed(text: str, author: str | None) -> str:
    """What somebody said, with who it was."""
    return escape(text) + (f" ({escape(author)})" if author else "")


def listed(texts: Iterable[str]) -> str:
    """Escaped texts with commas between them."""
    return ", ".join(map(escape, texts))


def row(cells: Iterable[str]) -> str:
    """A row of a table; the cells are Markdown."""
    return f"| {' | '.join(cells)} |"
