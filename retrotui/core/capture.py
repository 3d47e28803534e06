r"""Plain words with ``@owner``, ``due:fri`` and ``#tag`` in them, as typed into a capture line.

A mark counts only at the start or after white space, so that ``a@b.org``, ``issue#4`` and
``overdue:`` stay words. ``\@``, ``\#`` and ``\due:`` there stand for the bare characters.
"""

import re
from dataclasses import dataclass, field

from retrotui.core.text import one_line

_NAME = r"[^\W\d_][^\s@#\"/\\,;:!?()\[\]{}<>|=*`~…]*"
# Bounded, since a pattern that looks far ahead at every step takes time quadratic in a long line.
_END = r"(?=[,;:.!?)…]{0,9}(?:\s|$))"
_DUE_END = r"(?=(?:(?<=[^\W\d_])\.)?[,;!?)…]{0,9}(?:\s|$))"
_MARK = rf"""(?<!\S)(?:
        @(?P<owner>{_NAME}(?<![.'’-])){_END}
        | @"(?!\s?")(?P<quoted_owner>[^"]+)"{_END}
        | \#(?P<tag>{_NAME}(?<![.'’-])){_END}
        | due:"(?!\s?(?:"|$))(?P<quoted_due>[^"]+)(?:"{_END}|$)
        | due:(?P<due>[^\s",;!?)]\S*?){_DUE_END}
        | \\(?P<escaped>[@\#]|due:)
    )"""


@dataclass(frozen=True, slots=True)
class Captured:
    """What a capture line says.

    Attributes:
        title: The words without the marks, on one line; may be empty.
        owners: Names in the order typed, each once whatever its case.
        due_phrase: What stood behind ``due:``, unread; see ``core.dates.parse_due``.
        tags: Like ``owners``, without the ``#``.
        due_more: The words between a bare ``due:`` phrase and the next mark, which are part of the
            title; a hint asks whether they were meant as part of the date.
    """

    title: str
    owners: tuple[str, ...] = ()
    due_phrase: str | None = None
    tags: tuple[str, ...] = ()
    due_more: str = field(default="", compare=False)


def read_capture(line: str, *, literal: bool = False) -> Captured:
    """Reads a line; it is never refused.

    The first ``due:`` counts, a second one stays in the title where it is seen. A quote left open
    behind ``due:`` runs to the end of the line, so that typing is understood as it goes. The full
    stop of ``due:fri.`` ends a sentence, that of ``due:1.12.`` belongs to the date.

    Args:
        line: As typed; more than one line is read as one.
        literal: Take every character as text.
    """
    text = one_line(line)
    if literal:
        return Captured(text)
    words: list[str] = []
    owners: dict[str, str] = {}
    tags: dict[str, str] = {}
    due: str | None = None
    due_end: int | None = None
    due_more = ""
    end = 0
    for mark in re.finditer(_MARK, text, re.VERBOSE | re.IGNORECASE):
        owner = mark["owner"] or mark["quoted_owner"]
        phrase = mark["due"] or mark["quoted_due"]
        if phrase and due is not None:
            continue
        words.append(text[end : mark.start()])
        if due_end is not None:
            due_more, due_end = text[due_end : mark.start()], None
        end = mark.end()
        if owner:
            owners.setdefault(owner.strip().casefold(), owner.strip())
        elif mark["tag"]:
            tags.setdefault(mark["tag"].casefold(), mark["tag"])
        elif phrase:
            due = phrase.strip()
            due_end = end if mark["due"] else None
        else:
            words.append(mark["escaped"])
            continue
        if _closes_up(text, end):
            words[-1] = words[-1].rstrip()
    words.append(text[end:])
    if due_end is not None:
        due_more = text[due_end:]
    title = one_line("".join(words))
    more = due_more.strip() if due_more.startswith(" ") else ""
    return Captured(title, tuple(owners.values()), due, tuple(tags.values()), more)


def _closes_up(text: str, end: int) -> bool:
    """Punctuation behind a mark moves to the word before: "Ask @bo, then" is "Ask, then"."""
    return end < len(text) and not text[end].isspace()
