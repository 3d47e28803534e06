"""Days on the command line: read from a phrase and echoed, or shown again."""

from collections.abc import Callable
from datetime import date
from functools import partial

from retrotui.cli.echo import echo_due
from retrotui.cli.output import Column
from retrotui.cli.session import Session
from retrotui.core.capture import Captured
from retrotui.core.capture_dates import captured_due
from retrotui.core.dates import Calendar, Due, describe, parse_due, short_date
from retrotui.core.dates.looking_back import looking_back
from retrotui.core.dates.phrasing import local_day
from retrotui.core.decision_fields import read_date
from retrotui.core.errors import UsageError
from retrotui.core.instants import local_date


def read_day(session: Session, phrase: str | None, *, allow_past: bool = False) -> date | None:
    """The day a phrase means, echoed on stderr; None when there is no phrase or it says none.

    Raises:
        UsageError: It is not a date, has two honest readings, or is past.
    """
    if phrase is None:
        return None
    due = read_phrase(phrase, session.calendar, allow_past=allow_past)
    echo_due(session.output, due, session.calendar)
    return None if due is None else local_day(due, session.calendar)


def read_since(session: Session, phrase: str | None) -> date | None:
    """The past day or today that a phrase means, echoed on stderr; None without one.

    Raises:
        UsageError: See ``read_past``.
    """
    return None if phrase is None else read_past(session, phrase, "since")


def read_past(session: Session, phrase: str, word: str) -> date:
    """The past day or today that a phrase means, echoed on stderr.

    Args:
        session: Has the team's time.
        phrase: As typed.
        word: The flag without its dashes, which the echo begins with: ``since``, ``on``.

    Raises:
        UsageError: It is not a date, has two honest readings, or is still to come.
    """
    calendar = session.calendar
    due = read_phrase(phrase, calendar, allow_past=True)
    if due is None:
        raise UsageError(f"--{word} needs a date", hint="such as mon, yesterday or 2026-11-01")
    day = looking_back(local_day(due, calendar), calendar.today)
    session.output.note(f"{word} {describe(Due(day), calendar)}")
    return day


def read_phrase(phrase: str, calendar: Calendar, *, allow_past: bool) -> Due | None:
    """The date a phrase means; None when it says none.

    Raises:
        UsageError: See ``read_day``; of a past date the hint names the flag that takes it.
    """
    return _flagged(partial(parse_due, phrase, calendar), allow_past)


def read_captured(said: Captured, calendar: Calendar, *, allow_past: bool) -> Due | None:
    """The date behind ``due:``; None when there is none. Raises as ``read_phrase`` does."""
    return _flagged(partial(captured_due, said, calendar), allow_past)


def _flagged(read: Callable[..., Due | None], allow_past: bool) -> Due | None:
    """Refuses a day that is over, naming the flag that takes it all the same."""
    due = read(allow_past=True)
    if allow_past:
        return due
    try:
        return read(allow_past=False)
    except UsageError as error:
        raise UsageError(error.message, hint=f"{error.hint}: --allow-past") from error


def day_in_full(session: Session, text: str | None) -> str:
    """A stored day for a sheet; empty for none."""
    day = read_date(text)
    return "" if day is None else describe(Due(day), session.calendar)


def day_of_moment(session: Session, stamp: str) -> str:
    """The day a stored moment was in the store's zone: ``2026-11-22``; empty for no moment."""
    day = local_date(stamp, session.calendar.zone)
    return "" if day is None else day.isoformat()


def short_day(session: Session, day: date | None) -> str:
    """A day for a narrow column."""
    return "-" if day is None else short_date(Due(day), session.calendar)


def due_column(session: Session) -> Column:
    """The days items are due."""
    return Column(
        "due",
        lambda item: short_day(session, read_date(item["due"])),
        plain=lambda item: item["due"] or "",
    )
