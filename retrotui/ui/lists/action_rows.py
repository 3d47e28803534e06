"""Actions as rows and as facts: grouped by when they are due, narrowed by what is typed."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from retrotui.core.action_fields import fold_tag
from retrotui.core.action_list import OPEN, ActionView
from retrotui.core.dates import Calendar, describe, read_due, short_date
from retrotui.core.dates.phrasing import is_soon, local_day
from retrotui.core.people import Directory, fold
from retrotui.core.records.actions import ActionStatus, Outcome
from retrotui.core.records.cards import Note
from retrotui.core.text import one_line
from retrotui.ui.lists.moments import when_text
from retrotui.ui.lists.reading import Fact
from retrotui.ui.lists.versions import with_versions
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.signs import status_sign
from retrotui.ui.widgets.rows import Column, Heading, Row

COLUMNS = (
    Column(width=1, keep=4),
    Column(least=30),
    Column(width=16, keep=2),
    Column(width=18, keep=3),
    Column(width=18, keep=0),
)
"""Sign, title, owners, due, tags."""

_HEADINGS = ("Overdue", "Within a week", "Later", "No date", "Closed")
_OVERDUE, _WEEK, _LATER, _NO_DATE, _CLOSED = range(5)
HELPED = {
    Outcome.YES: Bit("helped", Tone.GOOD),
    Outcome.PARTLY: Bit("helped partly", Tone.WARN),
    Outcome.NO: Bit("did not help", Tone.BAD),
}


def grouped_rows(
    actions: Iterable[ActionView],
    calendar: Calendar,
    doubled: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Row | Heading]:
    """Rows under headings by when they are due; a group without actions has no heading.

    Args:
        actions: What to show.
        calendar: The team's time.
        doubled: The fields with several versions, by the action's id.
    """
    groups: tuple[list[Row], ...] = tuple([] for _ in _HEADINGS)
    for each in actions:
        row = action_row(each, calendar)
        groups[_group(each, calendar)].append(with_versions(row, doubled))
    rows: list[Row | Heading] = []
    for title, group in zip(_HEADINGS, groups, strict=True):
        if group:
            rows += [Heading(title, str(len(group))), *group]
    return rows


def action_row(action: ActionView, calendar: Calendar) -> Row:
    """One action: sign, title, owners, due, tags."""
    closed = action.status not in OPEN
    owners = ", ".join(action.owners) or Bit("nobody yet", Tone.MUTED)
    tags = Bit(" ".join(f"#{each}" for each in action.tags), Tone.MUTED)
    return Row(
        action.id,
        (status_sign(action.status), action.title, owners, due_bit(action, calendar), tags),
        dim=closed,
    )


def due_bit(action: ActionView, calendar: Calendar) -> Bit:
    """When it is due, with a sign: ``▲ 3 days over``; of a closed one, what became of it."""
    if action.status is ActionStatus.DONE:
        return Bit("done") if action.outcome is None else HELPED[action.outcome]
    if action.status is ActionStatus.DROPPED:
        return Bit("dropped", Tone.MUTED)
    due = read_due(action.due)
    if due is None:
        return Bit("· no date", Tone.MUTED)
    words = short_date(due, calendar)
    if action.overdue_days is not None:
        return Bit(f"▲ {words}", Tone.BAD)
    if local_day(due, calendar) == calendar.today:
        return Bit(f"▲ {words}", Tone.WARN)
    return Bit(f"· {words}", Tone.PLAIN if is_soon(due, calendar) else Tone.MUTED)


def passes(action: ActionView, typed: str) -> bool:
    """True when an action has every word typed; ``@ana`` is an owner, ``#tag`` a tag."""
    return all(_has(action, word) for word in one_line(typed).casefold().split())


def action_facts(
    action: ActionView, notes: Sequence[Note], people: Directory, calendar: Calendar
) -> list[Fact | Heading]:
    """Everything about one action."""
    due = read_due(action.due)
    moved = f", moved {count(action.moved, 'time')}" if action.moved else ""
    told = "" if due is None else f"{describe(due, calendar)}{moved}"
    sign = status_sign(action.status)
    facts: list[Fact | Heading] = [
        Fact("Action", Bit(action.title, Tone.STRONG)),
        Fact("Status", Bit(f"{sign.text} {action.status}", sign.tone)),
        Fact("Why", action.why or ""),
        Fact("Helped", "" if action.outcome is None else HELPED[action.outcome]),
        Fact("Owners", ", ".join(action.owners) or Bit("nobody yet", Tone.WARN)),
        Fact("Due", told or Bit("no date", Tone.MUTED)),
        Fact("Expected", action.expectation or ""),
        Fact("Tags", " ".join(f"#{each}" for each in action.tags)),
        Fact("Priority", "" if action.priority is None else str(action.priority)),
        Fact("Links", "\n".join(action.links)),
        Fact("From", "" if action.meeting is None else action.meeting.title),
        Fact("Closed", when_text(action.closed, calendar)),
    ]
    if notes:
        facts.append(Heading("Notes"))
        facts += [Fact(_author(each, people), each.text) for each in notes]
    return facts


def _author(note: Note, people: Directory) -> str:
    return "somebody" if note.person is None else people.name(note.person)


def _group(action: ActionView, calendar: Calendar) -> int:
    if action.status not in OPEN:
        return _CLOSED
    due = read_due(action.due)
    if due is None:
        return _NO_DATE
    if action.overdue_days is not None:
        return _OVERDUE
    return _WEEK if is_soon(due, calendar) else _LATER


def _has(action: ActionView, word: str) -> bool:
    if word.startswith("@"):
        return any(word[1:] in fold(each) for each in action.owners)
    if word.startswith("#"):
        return any(fold_tag(each).startswith(word[1:]) for each in action.tags)
    where = [action.title, *action.owners, *action.tags]
    if action.meeting is not None:
        where.append(action.meeting.title)
    return any(word in each.casefold() for each in where)
