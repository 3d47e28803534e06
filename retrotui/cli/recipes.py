"""The formats a session can run: the store's own and those shipped."""

from collections.abc import Iterable

from retrotui.cli.anywhere import store_or_none
from retrotui.cli.session import Session
from retrotui.core.errors import NotFoundError, UsageError
from retrotui.core.format_list import Group, grouped
from retrotui.core.formats import Format
from retrotui.exchange.format_files import find_format, format_by_name, known_formats


def every_format(session: Session) -> tuple[Format, ...]:
    """What ``run`` can take; a file that cannot be read is reported on stderr and skipped."""
    formats, refused = known_formats(store_or_none(session))
    for each in refused:
        session.output.note(f"skipped: {each.message}")
    return formats


def grouped_formats(
    session: Session,
    *,
    words: Iterable[str] = (),
    kind: str | None = None,
    minutes: int | None = None,
) -> tuple[Group, ...]:
    """What ``run`` can take, as ``core.format_list.grouped`` orders it; the team's own first."""
    return grouped(every_format(session), words=words, kind=kind, minutes=minutes)


def named_format(session: Session, name: str) -> Format:
    """The format with a name or title.

    Raises:
        NotFoundError: There is none; the hint has the nearest name.
    """
    named = format_by_name(name, store_or_none(session))
    if named is not None:
        return named
    try:
        return find_format(name, every_format(session))
    except UsageError as error:
        raise NotFoundError(error.message, hint=error.hint) from error
