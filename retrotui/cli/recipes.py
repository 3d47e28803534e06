"""The formats a session can run: the store's own and those shipped."""

from retrotui.cli.anywhere import store_or_none
from retrotui.cli.session import Session
from retrotui.core.errors import NotFoundError, UsageError
from retrotui.core.formats import Format
from retrotui.exchange.format_files import find_format, known_formats


def every_format(session: Session) -> tuple[Format, ...]:
    """What ``run`` can take; a file that cannot be read is reported on stderr and skipped."""
    formats, refused = known_formats(store_or_none(session))
    for each in refused:
        session.output.note(f"skipped: {each.message}")
    return formats


def named_format(session: Session, name: str) -> Format:
    """The format with a name or title.

    Raises:
        NotFoundError: There is none; the hint has the nearest name.
    """
    try:
        return find_format(name, every_format(session))
    except UsageError as error:
        raise NotFoundError(error.message, hint=error.hint) from error
