"""Days on the command line: read from a phrase and echoed, or shown again."""

from datetime import date

from retrotui.cli.echo import echo_due
from retrotui.cli.session import Session
from retrotui.core.dates import Due, describe, parse_due, short_date
from retrotui.core.dates.phrasing import local_day
from retrotui.core.decision_fields import read_date
from retrotui.core.errors import UsageError


def read_day(session: Session, phrase: str | None, *, allow_past: bool = False) -> date | None:
    """The day a phrase means, echoed on stderr; None when there is no phrase or it says none.

    Raises:
        UsageError: It is not a date, has two honest readings, or is past.
    """
    if phrase is None:
        return None
    due = parse_due(phrase, session.calendar, allow_past=True)
    if not allow_past:
        _refuse_past(session, phrase)
    echo_due(session.output, due, session.calendar)
    return None if due is None else local_day(due, session.calendar)


def _refuse_past(session: Session, phrase: str) -> None:
    """Refuses a day that is over, naming the flag that takes it all the same."""
    try:
        parse_due(phrase, session.calendar)
    except UsageError as error:
        raise UsageError(error.message, hint=f"{error.hint}: --allow-past") from error


def day_in_full(session: Session, text: str | None) -> str:
    """A stored day for a sheet; empty for none."""
    day = read_date(text)
    return "" if day is None else describe(Due(day), session.calendar)


def short_day(session: Session, day: date | None) -> str:
    """A day for a narrow column."""
    return "-" if day is None else short_date(Due(day), session.calendar)
