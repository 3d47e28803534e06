"""Fields of forms that understand what is typed: days, people, tags, numbers, plain texts."""

from collections.abc import Callable, Sequence

from retrotui.core.action_fields import admit_priority, admit_tag
from retrotui.core.dates import Calendar, describe, parse_due, read_due
from retrotui.core.dates.calendar import Due
from retrotui.core.errors import RetroError, UsageError
from retrotui.core.people import Directory, admit_name
from retrotui.core.text import admit, one_line
from retrotui.ui.dialogs.base import Check, Echo
from retrotui.ui.dialogs.form import Field
from retrotui.ui.render import joined


def says(text: str) -> Echo:
    """An echo that always says the same."""
    return lambda _typed: text


def needs(what: str, *, lines: bool = True) -> Check:
    """A text that must be there and fit into a field."""
    return lambda typed: _nothing(admit(typed, what, lines=lines))


def fits(what: str) -> Check:
    """A text that may be left out and must fit into a field."""
    return lambda typed: _nothing(admit(typed, what, required=False))


def day_field(
    key: str, label: str, calendar: Calendar, *, stored: str | None = None, none: str = "no date"
) -> Field:
    """A due date in plain words, understood while it is typed.

    Args:
        key: Its name in the answer.
        label: What stands before it.
        calendar: The team's time.
        stored: The present date in stored form.
        none: What the echo says of nothing.
    """
    before = read_due(stored)

    def echo(typed: str) -> str:
        try:
            due = read_day(typed, calendar, stored=stored)
        except RetroError as error:
            return joined((error.message, error.hint or ""))
        return none if due is None else describe(due, calendar)

    return Field(
        key,
        label,
        "" if before is None else before.text,
        prompt="fri, in 2 weeks, 1 dec",
        check=lambda typed: _nothing(read_day(typed, calendar, stored=stored)),
        echo=echo,
    )


def read_day(typed: str, calendar: Calendar, *, stored: str | None = None) -> Due | None:
    """The date typed; nothing is no date, and the present one may be past.

    Raises:
        UsageError: Not a date, or a new one in the past.
    """
    text = one_line(typed)
    before = read_due(stored)
    if before is not None and text == before.text:
        return before
    return parse_due(text, calendar) if text else None


def people_field(
    key: str, label: str, known: Directory, names: Sequence[str] = (), *, one: bool = False
) -> Field:
    """Names between commas; says who is known and who is new."""

    def echo(typed: str) -> str:
        try:
            return ", ".join(_met(known, each) for each in read_names(typed, one=one))
        except RetroError as error:
            return error.message

    return Field(
        key,
        label,
        ", ".join(names),
        prompt="a name" if one else "names, between commas",
        check=lambda typed: _nothing(read_names(typed, one=one)),
        echo=echo,
    )


def read_names(typed: str, *, one: bool = False) -> tuple[str, ...]:
    """The names typed, between commas.

    Raises:
        UsageError: A name is too long, or there are several where one is asked for.
    """
    if one:
        return (admit_name(typed),) if one_line(typed) else ()
    parts = (each.strip() for each in one_line(typed).split(","))
    return tuple(admit_name(each) for each in parts if each)


def tags_field(key: str, tags: Sequence[str] = ()) -> Field:
    """Tags between blanks."""
    return Field(
        key,
        "Tags",
        " ".join(f"#{each}" for each in tags),
        prompt="#deploy #legal",
        check=lambda typed: _nothing(read_tags(typed)),
    )


def read_tags(typed: str) -> tuple[str, ...]:
    """The tags typed, between blanks or commas.

    Raises:
        UsageError: One of them is too long.
    """
    return tuple(admit_tag(each) for each in one_line(typed).replace(",", " ").split())


def priority_field(key: str, priority: int | None = None) -> Field:
    """A priority from 1 (highest) to 4, or nothing."""
    return Field(
        key,
        "Priority",
        "" if priority is None else str(priority),
        prompt="1 (highest) to 4",
        check=lambda typed: _nothing(read_priority(typed)),
    )


def read_priority(typed: str) -> int | None:
    """The priority typed; nothing is none.

    Raises:
        UsageError: It is no number from 1 to 4.
    """
    return admit_priority(read_number(typed, "priority", "use 1 (highest) to 4"))


def read_number(typed: str, what: str, hint: str) -> int | None:
    """A whole number; nothing is none.

    Raises:
        UsageError: It is none.
    """
    text = one_line(typed)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4):  # noqa: PLR2004 - any is enough
        raise UsageError(f"{text[:20]!r} is no {what}", hint=hint)
    return int(text)


def quietly(check: Callable[[str], object]) -> Check:
    """Makes a check of a reader: what it reads is right, what it refuses is wrong."""
    return lambda typed: _nothing(check(typed))


def _met(known: Directory, name: str) -> str:
    person = known.find(name)
    if person is not None:
        return one_line(person.name)
    nearest = known.nearest(name)
    return f"{name} (new{f', not {nearest}?' if nearest else ''})"


def _nothing(_read: object) -> None:
    return None
