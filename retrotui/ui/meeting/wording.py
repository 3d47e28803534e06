"""Actions and people in the words of the capture line: what was understood, and how it reads."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from retrotui.core.capture import Captured, read_capture
from retrotui.core.capture_dates import captured_due
from retrotui.core.dates import Calendar, Due, describe, read_due, short_date
from retrotui.core.errors import RetroError
from retrotui.core.people import Directory
from retrotui.core.records.actions import Action
from retrotui.core.text import one_line
from retrotui.ui.render import joined

_LOOKS_LIKE_MARK = re.compile(r"(?<!\S)(?=[@#]|due:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """An action as it was typed; ``due`` in stored form, owners by the names typed."""

    title: str
    owners: tuple[str, ...]
    due: str | None
    tags: tuple[str, ...]


def read_promise(text: str, calendar: Calendar, kept_due: str | None = None) -> Promise:
    """Reads an action from the capture line.

    Args:
        text: As typed.
        calendar: The team's time.
        kept_due: The date an action has already, which may be past.

    Raises:
        UsageError: The date is none, or past, or has two readings.
    """
    said = read_capture(text)
    due = None
    if said.due_phrase is not None:
        if kept_due is not None and said.due_phrase == kept_due:
            due = kept_due
        else:
            found = captured_due(said, calendar)
            due = None if found is None else found.text
    return Promise(said.title, said.owners, due, said.tags)


def echo_promise(
    text: str, people: Directory, calendar: Calendar, kept_due: str | None = None
) -> str:
    """What was understood of an action while it is typed; see ``read_promise``."""
    if not one_line(text):
        return "what, @who, due:fri, #tag"
    said = read_capture(text)
    tags = " ".join(f"#{each}" for each in said.tags)
    owners = ", ".join(echo_person(each, people) for each in said.owners)
    when = _echo_due(said, calendar, kept_due)
    return joined((owners, tags, when)) or "nobody yet · no date"


def echo_person(name: str, people: Directory) -> str:
    """Whom a name means; somebody unknown is announced as new, with who they might be."""
    known = people.find(name)
    if known is not None:
        return one_line(known.name)
    near = people.nearest(name)
    return f"{one_line(name)} is new" + (f", not {one_line(near)}?" if near else "")


def plain_words(text: str) -> str:
    """A text as it would be typed, so that none of its words is read as a mark."""
    # A backslash keeps a word from being read as a mark.
    return _LOOKS_LIKE_MARK.sub(r"\\", one_line(text))


def promise_text(action: Action, people: Directory) -> str:
    """An action as it would be typed, to be edited; reading it gives the same action."""
    words = [plain_words(action.title)]
    words += [mention(each) for each in people.names(action.owners)]
    words += [f"due:{action.due}"] if action.due else []
    words += [f"#{each}" for each in action.tags]
    return " ".join(words)


def mention(name: str) -> str:
    """A name as the capture line reads it."""
    plain = f"@{name}"
    if read_capture(plain).owners == (name,):
        return plain
    return f'@"{name.replace(chr(34), "")}"'


def due_text(stored: str | None, calendar: Calendar) -> str:
    """A stored date in a narrow column; empty for none."""
    due = read_due(stored)
    return "" if due is None else short_date(due, calendar)


def names(people: Directory, ids: Iterable[str]) -> str:
    """Several people in one text."""
    return ", ".join(people.names(ids))


def _echo(read: Callable[[], Due | None], calendar: Calendar) -> str:
    try:
        due = read()
    except RetroError as error:
        return joined((error.message, error.hint or ""), "; ")
    return "no date" if due is None else describe(due, calendar)


def _echo_due(said: Captured, calendar: Calendar, kept_due: str | None) -> str:
    if said.due_phrase is None:
        return ""
    kept = read_due(kept_due) if said.due_phrase == kept_due else None
    read = partial(captured_due, said, calendar)
    text = _echo(read, calendar) if kept is None else describe(kept, calendar)
    # The echo is short of room, and this year goes without saying.
    return text.replace(f" {calendar.today.year} (", " (")
