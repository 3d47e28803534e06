"""What a field may hold: somebody typed it in the place of its several versions."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

from retrotui.core.action_fields import admit_priority
from retrotui.core.dates import Calendar, parse_due
from retrotui.core.decision_fields import DELEGATION_LEVELS
from retrotui.core.errors import UsageError
from retrotui.core.expectations import read_probability
from retrotui.core.records.actions import ActionStatus, Outcome
from retrotui.core.records.decisions import DecisionStatus, DissentState, Method, Stance, Verdict
from retrotui.core.records.expectations import Came
from retrotui.core.records.feedback import Triage
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus, Presence
from retrotui.core.setting_kinds import suggestion
from retrotui.core.telling.fields import PEOPLE, field_name, is_text_of_lines
from retrotui.core.text import admit

_WORDS: Final[Mapping[tuple[str, str], type[Enum]]] = {
    (Kind.ACTIONS, "status"): ActionStatus,
    (Kind.ACTIONS, "outcome"): Outcome,
    (Kind.DECISIONS, "status"): DecisionStatus,
    (Kind.DECISIONS, "method"): Method,
    (Kind.DISSENTS, "state"): DissentState,
    (Kind.DISSENTS, "stance"): Stance,
    (Kind.DISSENTS, "verdict"): Verdict,
    (Kind.POSITIONS, "stance"): Stance,
    (Kind.MEETINGS, "status"): MeetingStatus,
    (Kind.PARTICIPANTS, "presence"): Presence,
    (Kind.FEEDBACK, "triage"): Triage,
    (Kind.EXPECTATIONS, "came"): Came,
}
_TEXTS: Final = frozenset({"title", "name", "function", "text", "value", "source", "statement"})
_DAYS: Final = frozenset({"review_on", "follow_up_on", "resolve_on"})


def admit_value(
    kind: str, field: str, text: str, calendar: Calendar, person: Callable[[str], str]
) -> Any:
    """What somebody typed for a field, as the log keeps it.

    Args:
        kind: The record's kind.
        field: The field.
        text: What was typed.
        calendar: Reads dates.
        person: Gives the id of the person meant by a name.

    Raises:
        UsageError: The field cannot hold this, or nothing can be typed for it.
    """
    words = _WORDS.get((kind, field))
    if words is not None:
        return _word(words, field, text)
    if field == "due" or field in _DAYS:
        return _day(field, text, calendar)
    if field in PEOPLE:
        return person(text)
    if field in ("priority", "delegation_level"):
        return _number(field, text)
    if field == "probability":
        return read_probability(text)
    lined = is_text_of_lines(kind, field)
    if lined or field in _TEXTS:
        return admit(text, field_name(field), lines=lined)
    raise UsageError(
        f"{field_name(field)!r} is not something to be typed", hint="pick a version by number"
    )


def _day(field: str, text: str, calendar: Calendar) -> str | None:
    due = parse_due(text, calendar, allow_past=True)
    if due is None:
        return None
    return due.date.isoformat() if field in _DAYS else due.text


def _word(words: type[Enum], field: str, text: str) -> str:
    known = [str(each.value) for each in words]
    typed = text.strip().lower().replace(" ", "_").replace("-", "_")
    if typed not in known:
        raise UsageError(f"{text!r:.40} is no {field_name(field)}", hint=suggestion(typed, known))
    return typed


def _number(field: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise UsageError(f"{text!r:.40} is no {field_name(field)}", hint="a whole number")
    number = int(text)
    if field == "priority":
        return admit_priority(number) or number
    if number not in DELEGATION_LEVELS:
        raise UsageError(f"{number} is not a delegation level", hint="1 (tell) to 7 (delegate)")
    return number
