"""Triage: a meeting makes something of feedback, in one transaction with what it becomes.

Of shared feedback a private meeting only leaves behind that it was dealt with: neither the meeting
nor what it made is named in a log that travels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrotui.core import actions as action_rules
from retrotui.core import decisions as decision_rules
from retrotui.core import feedback as rules
from retrotui.core.actions import Draft
from retrotui.core.changes import Change
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.actions import Origin
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.records.kinds import Kind
from retrotui.services import people
from retrotui.services.cards import is_nameless, plan_card
from retrotui.services.desk import Desk
from retrotui.services.feedback import get
from retrotui.services.meeting_state import require_item, require_meeting
from retrotui.services.notes import put_note

_BECOMES = {
    Triage.CARD: Kind.CARDS,
    Triage.ACTION: Kind.ACTIONS,
    Triage.DECISION: Kind.DECISIONS,
    Triage.THANKS: Kind.NOTES,
}
_Made = Callable[[Reader, Feedback, str], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Triaged:
    """What was made of feedback.

    Attributes:
        id: Of the new record.
        people: Whom names were taken to mean.
    """

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


def to_card(desk: Desk, typed: str, item: str, column: str) -> Triaged:
    """Lays it as a card into a column of a meeting's board, in sight of everybody at once.

    Raises:
        ForbiddenMoveError: It became something before, or the item gathers no cards.
        NotFoundError: There is no such feedback or item.
        UsageError: There is no such column.
    """
    meeting, found = require_item(desk.repo, item)
    nameless = is_nameless(found)

    def make(reader: Reader, feedback: Feedback, new: str) -> Sequence[Change]:
        return (
            plan_card(
                reader, new, item, column, feedback.text,
                author=feedback.by, anonymous=nameless, shown=True,
            ),
        )  # fmt: skip

    hand = desk.acting(None) if nameless else desk
    return _make(hand, typed, meeting.id, Triage.CARD, make)


def to_action(
    desk: Desk, typed: str, draft: Draft, *, owners: Sequence[str] = (), meeting: str
) -> Triaged:
    """Makes an action that comes from it.

    Args:
        desk: Who does it.
        typed: The feedback.
        draft: The action; its meeting, origin and link are set here.
        owners: Names of further owners; an unknown name makes a person.
        meeting: The meeting's id.

    Raises:
        ForbiddenMoveError: It became something before.
        UsageError: A field of the action cannot be kept.
    """
    named: list[Naming] = []

    def make(reader: Reader, feedback: Feedback, new: str) -> Sequence[Change]:
        found, made = people.name_all(reader, owners, meeting=meeting)
        named[:] = found
        ids = dict.fromkeys([*draft.owners, *(each.id for each in found)])
        whole = replace(
            draft,
            owners=tuple(ids),
            meeting=meeting,
            origin=Origin(Kind.FEEDBACK, feedback.id),
            links=(*draft.links, *([feedback.link] if feedback.link else ())),
        )
        return (*made, *action_rules.add(new, whole))

    done = _make(desk, typed, meeting, Triage.ACTION, make)
    return replace(done, people=tuple(named))


def to_decision(desk: Desk, typed: str, draft: DecisionDraft) -> Triaged:
    """Puts a proposal forward that comes from it; the draft names the meeting.

    Raises:
        ForbiddenMoveError: It became something before.
        UsageError: A field of the proposal cannot be kept.
    """

    def make(_reader: Reader, feedback: Feedback, new: str) -> Sequence[Change]:
        links = (*draft.links, *([feedback.link] if feedback.link else ()))
        context = draft.context or (feedback.text if feedback.text != draft.title else None)
        return decision_rules.add(new, replace(draft, links=links, context=context))

    return _make(desk, typed, draft.meeting or "", Triage.DECISION, make)


def to_thanks(
    desk: Desk,
    typed: str,
    text: str,
    *,
    person: str | None = None,
    meeting: str,
    item: str | None = None,
) -> Triaged:
    """Notes thanks for it.

    Args:
        desk: Who does it.
        typed: The feedback.
        text: What for.
        person: Name or id of who is thanked; None is everybody.
        meeting: The meeting's id.
        item: Id of the agenda item.

    Raises:
        ForbiddenMoveError: It became something before.
        UsageError: The text is empty or too long.
    """
    named: list[Naming] = []

    def make(reader: Reader, _feedback: Feedback, new: str) -> Sequence[Change]:
        found, made = people.name_all(reader, [] if person is None else [person], meeting=meeting)
        named[:] = found
        whom = found[0].id if found else None
        fields = {"meeting": meeting, "item": item, "person": whom}
        return (*made, put_note(new, NoteSort.THANKS, text, fields))

    done = _make(desk, typed, meeting, Triage.THANKS, make)
    return replace(done, people=tuple(named))


def leave(desk: Desk, typed: str, *, meeting: str) -> Receipt:
    """Not now: it stays in the inbox, below what nobody has looked at.

    Raises:
        ForbiddenMoveError: It became something before.
    """

    def plan(reader: Reader) -> Sequence[Change]:
        feedback = get(reader, typed)
        told = _told(reader, feedback, meeting)
        return rules.triage(feedback, Triage.NOT_NOW, desk.stamp(), meeting=told)

    return desk.transact(plan, meeting=meeting)


def take_back(desk: Desk, typed: str, *, meeting: str | None = None) -> Receipt:
    """Puts it back into the inbox; what it became stays, to be deleted or kept by itself."""
    return desk.transact(lambda reader: rules.take_back(get(reader, typed)), meeting=meeting)


def _make(desk: Desk, typed: str, meeting: str, verdict: Triage, make: _Made) -> Triaged:
    new = desk.ids.new()

    def plan(reader: Reader) -> Sequence[Change]:
        feedback = get(reader, typed)
        rules.require_waiting(feedback)
        told = _told(reader, feedback, meeting)
        became = None if told is None else Origin(_BECOMES[verdict], new)
        return (
            *make(reader, feedback, new),
            *rules.triage(feedback, verdict, desk.stamp(), became=became, meeting=told),
        )

    return Triaged(new, desk.transact(plan, meeting=meeting))


def _told(reader: Reader, feedback: Feedback, meeting: str) -> str | None:
    """The meeting as the feedback may name it."""
    is_private = require_meeting(reader, meeting).private
    return None if is_private and not _is_private(reader, feedback) else meeting


def _is_private(reader: Reader, feedback: Feedback) -> bool:
    home = None if feedback.meeting is None else reader.get(Kind.MEETINGS, feedback.meeting)
    return home is not None and home.get("private") is True
