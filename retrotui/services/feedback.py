"""Feedback: taken in, worded better, listed. Rules: ``core.feedback``; triage: ``triage``.

Whoever said it is given as a name or id; an unknown name becomes a person. Everything is decided
inside the transaction, on the newest state.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from retrotui.core import feedback as rules
from retrotui.core.changes import Change
from retrotui.core.dates import Calendar
from retrotui.core.feedback import FeedbackDraft, FeedbackEdit
from retrotui.core.feedback_views import FeedbackView, view_feedback
from retrotui.core.hidden import discarded, is_hidden
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode_all
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.records.kinds import Kind
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find
from retrotui.services.titles import title_of


@dataclass(frozen=True, slots=True)
class Saved:
    """Feedback that was taken in or changed; ``people`` says whom its name was taken for."""

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


def add(desk: Desk, draft: FeedbackDraft, *, by: str | None = None) -> Saved:
    """Takes feedback in; it waits in the inbox until a meeting triages it.

    Args:
        desk: Who types it.
        draft: What was said.
        by: The name or id of who said it; the draft's own when not given.

    Raises:
        UsageError: See ``core.feedback.add``.
    """
    new = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        found, made = people.name_all(reader, [] if by is None else [by], meeting=draft.meeting)
        named[:] = found
        given = replace(draft, by=found[0].id) if found else draft
        return (*made, *rules.add(new, given))

    receipt = desk.transact(plan, meeting=draft.meeting)
    return Saved(new, receipt, tuple(named))


def edit(
    desk: Desk,
    typed: str,
    change: FeedbackEdit,
    *,
    by: str | None = None,
    meeting: str | None = None,
) -> Saved:
    """Changes fields of feedback; ``by`` is the name or id of who said it.

    Raises:
        NotFoundError: Nothing fits, or several do.
        UsageError: See ``core.feedback.add``.
    """
    seen: list[tuple[str, tuple[Naming, ...]]] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = get(reader, typed)
        named, made = people.name_all(reader, [] if by is None else [by], meeting=found.meeting)
        seen[:] = [(found.id, named)]
        given = replace(change, by=named[0].id) if named else change
        return (*made, *rules.edit(found, given))

    receipt = desk.transact(plan, meeting=meeting)
    id_, named = seen[0]
    return Saved(id_, receipt, named)


def get(reader: Reader, typed: str) -> Feedback:
    """The feedback of an id or a unique prefix of one; what a discarded meeting triaged waits.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    found = find(reader, Kind.FEEDBACK, Feedback, typed, "feedback")
    return rules.standing(found, discarded(reader.all(Kind.MEETINGS)))


def everything(reader: Reader) -> tuple[Feedback, ...]:
    """All of it in the order of the inbox, but what was said in discarded meetings."""
    hidden = discarded(reader.all(Kind.MEETINGS))
    rows = reader.all(Kind.FEEDBACK)
    known = decode_all(
        Feedback, {each: row for each, row in rows.items() if not is_hidden(row, hidden)}
    )
    return rules.inbox(rules.standing(each, hidden) for each in known)


def waiting(reader: Reader) -> int:
    """How much of it nobody has looked at, wherever it can be shown: private feedback is not."""
    meetings = reader.all(Kind.MEETINGS)
    return sum(
        each.triage is Triage.WAITING
        and (each.meeting is None or meetings.get(each.meeting, {}).get("private") is not True)
        for each in everything(reader)
    )


def views(
    reader: Reader, feedback: Iterable[Feedback], calendar: Calendar
) -> tuple[FeedbackView, ...]:
    """Feedback with its names, in the order given."""
    known, title = people.directory(reader), title_of(reader)
    return tuple(view_feedback(each, known, calendar, title) for each in feedback)
