"""What the fields of an action may hold; each is refused whole, with the form it should have."""

import re

from retrotui.core.dates.calendar import read_due
from retrotui.core.errors import UsageError
from retrotui.core.text import admit, one_line

NO_DATE = "-"
"""Stands for no date in the record of a move."""
LINK_LENGTH = 2_048
TAG_LENGTH = 64
PRIORITIES = range(1, 5)
_SHOWN = 40
_SCHEMES = ("http", "https", "mailto")
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]+):"


def admit_due(due: str | None) -> str | None:
    """A date in stored form, brought to its one spelling.

    Raises:
        UsageError: It is neither ``YYYY-MM-DD`` nor RFC 3339.
    """
    if due is None:
        return None
    read = read_due(due)
    if read is None:
        raise UsageError(
            f"{one_line(due)[:_SHOWN]!r} is no due date",
            hint="write 2026-12-01 or 2026-12-01T17:00:00+01:00",
        )
    return read.text


def admit_priority(priority: int | None) -> int | None:
    """A priority from 1 (highest) to 4.

    Raises:
        UsageError: Any other number.
    """
    if priority is not None and priority not in PRIORITIES:
        raise UsageError(f"{priority} is no priority", hint="use 1 (highest) to 4")
    return priority


def admit_link(link: str) -> str:
    """A link that is safe to show and to open: http, https, mailto or a plain path.

    Raises:
        UsageError: Another scheme, characters that do not show, or above ``LINK_LENGTH``.
    """
    typed = link.strip()
    if not typed.isprintable():
        raise UsageError("the link holds characters that do not show", hint="type it again")
    admitted = admit(typed, "the link", lines=False)
    if len(admitted) > LINK_LENGTH:
        raise UsageError(f"the link has {len(admitted)} characters", hint=f"at most {LINK_LENGTH}")
    scheme = re.match(_SCHEME, admitted)
    if scheme is not None and scheme[1].lower() not in _SCHEMES:
        raise UsageError(
            f"links to {scheme[1][:_SHOWN]!r} are not kept",
            hint="use http, https, mailto or a plain path",
        )
    return admitted


def admit_tag(tag: str) -> str:
    """A tag: one word, without its ``#``.

    Raises:
        UsageError: Empty, several words or too long.
    """
    admitted = admit(one_line(tag).removeprefix("#"), "the tag", lines=False)
    if " " in admitted or len(admitted) > TAG_LENGTH:
        raise UsageError(
            f"{admitted[:_SHOWN]!r} is no tag", hint=f"one word of at most {TAG_LENGTH} letters"
        )
    return admitted


def admit_optional(text: str | None, what: str) -> str | None:
    """A text that may be left out; blank text counts as none."""
    if text is None:
        return None
    return admit(text, what, required=False).strip() or None


def fold_tag(tag: str) -> str:
    """The form in which tags are compared."""
    return one_line(tag).removeprefix("#").casefold()
