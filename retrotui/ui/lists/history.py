"""Who changed what when, as facts to be read."""

from collections.abc import Iterable
from typing import Any

from retrotui.core.dates import Calendar
from retrotui.core.instants import parse_rfc3339
from retrotui.core.people import Directory
from retrotui.core.ports import Revision
from retrotui.core.records.cards import Note
from retrotui.core.text import one_line
from retrotui.ui.lists.moments import day_text, stamp_text
from retrotui.ui.lists.reading import Fact
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.widgets.rows import Heading

_LONGEST = 80
_PEOPLE = frozenset({"owners", "deciders", "consulted", "informed", "by"})
_OWN_BUSINESS = frozenset(
    {"created", "updated", "meeting", "item", "origin", "moves", "outcome_at", "verdict_at"}
    | {"decision", "not_yet"}
)
"""Fields that say nothing to people, or what another field says better."""


def history_facts(
    revisions: Iterable[Revision], notes: Iterable[Note], people: Directory, calendar: Calendar
) -> list[Fact | Heading]:
    """The notes on a record, and every step of it, the newest first."""
    facts: list[Fact | Heading] = []
    noted = [Fact(_day(each.created, calendar), _said(each, people)) for each in notes]
    if noted:
        facts += [Heading("Notes"), *noted]
    steps = tuple(revisions)
    changed: list[Fact | Heading] = []
    for index, each in reversed(tuple(enumerate(steps))):
        lines = _lines(each, people, is_first=index == 0)
        if lines:
            when = _time(each.at, calendar)
            # A clone is mostly one person's: what is nobody's names none.
            who = (
                f"{when} anonymous"
                if each.by is None
                else joined((f"{when} {each.by}", f"in {each.writer}"))
            )
            changed.append(Fact(_day(each.at, calendar), Bit(who, Tone.STRONG)))
            changed += [Fact("", line) for line in lines]
    return [*facts, Heading("History"), *changed]


def _said(note: Note, people: Directory) -> str:
    who = "somebody" if note.person is None else people.name(note.person)
    return f"{who}: {note.text}"


def _lines(step: Revision, people: Directory, *, is_first: bool) -> list[str]:
    if step.dropped:
        return ["deleted"]
    lines = ["made"] if is_first else []
    for field, (old, new) in sorted(step.changed.items()):
        if field in _OWN_BUSINESS or (is_first and field == "status"):
            continue
        word = field.replace("_", " ")
        before, after = _value(field, old, people), _value(field, new, people)
        if before == after:
            continue
        lines.append(f"{word}: {after}" if not before else f"{word}: {before} → {after or 'none'}")
    return lines


def _value(field: str, value: Any, people: Directory) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list | tuple):
        texts = [_value(field, each, people) for each in value]
        return ", ".join(each for each in texts if each)
    if isinstance(value, dict):
        text = value.get("title") or value.get("text") or value.get("statement") or ""
        return _short(str(text))
    if field in _PEOPLE and isinstance(value, str):
        return people.name(value)
    return _short(str(value))


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _day(stamp: str, calendar: Calendar) -> str:
    moment = parse_rfc3339(stamp)
    if moment is None:
        return ""
    return day_text(moment.astimezone(calendar.zone).date(), calendar.today)


def _time(stamp: str, calendar: Calendar) -> str:
    moment = parse_rfc3339(stamp)
    if moment is None:
        return ""
    return stamp_text(moment.astimezone(calendar.zone)).rpartition(" ")[2]
