"""The date in a capture line, with a way out where it has several words and nobody quoted them."""

from retrotui.core.capture import Captured
from retrotui.core.dates import Calendar, Due, parse_due
from retrotui.core.errors import AmbiguousDateError, UsageError

_MOST_WORDS = 5
_LEADS_OUT = ",;:.!?)…"
_QUOTES = "more than one word needs quotes: due:"


def captured_due(said: Captured, calendar: Calendar, *, allow_past: bool = False) -> Due | None:
    """The date of a capture line; None when it has none, or says that there is none.

    Raises:
        AmbiguousDateError: Several honest readings.
        UsageError: Not a date, or one in the past. Where the words behind a bare ``due:`` make a
            date together, the hint has them in quotes.
    """
    if said.due_phrase is None:
        return None
    try:
        return parse_due(said.due_phrase, calendar, allow_past=allow_past)
    except AmbiguousDateError:
        raise
    except UsageError as refused:
        raise _in_quotes(said, calendar, refused) from refused


def _in_quotes(said: Captured, calendar: Calendar, refused: UsageError) -> UsageError:
    words = said.due_more.split()[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        phrase = " ".join([said.due_phrase or "", *words[:count]]).rstrip(_LEADS_OUT)
        try:
            parse_due(phrase, calendar, allow_past=True)
        except AmbiguousDateError as several:
            forms = " or ".join(map(_mark, several.candidates))
            hint = f'write {forms}; {_QUOTES}"in 2 weeks"'
            return AmbiguousDateError(several.message, candidates=several.candidates, hint=hint)
        except UsageError:
            continue
        return UsageError(refused.message, hint=f'{_QUOTES}"{phrase}"')
    if not words:
        return refused
    return UsageError(refused.message, hint=f'{refused.hint}; {_QUOTES}"in 2 weeks"')


def _mark(phrase: str) -> str:
    return f'due:"{phrase}"' if " " in phrase else f"due:{phrase}"
