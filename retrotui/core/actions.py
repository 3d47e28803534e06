"""What may happen to an action, as changes: from promise to done, dropped or moved.

Every function takes the newest state of the action and refuses what that state forbids. Doing a
thing twice is nothing to do, never an error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from retrotui.core.action_fields import (
    NO_DATE,
    admit_due,
    admit_link,
    admit_optional,
    admit_priority,
    admit_tag,
    fold_tag,
)
from retrotui.core.changes import Change, Drop, Exclude, Include, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.records.actions import Action, ActionStatus, Origin, Outcome
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.codec import encode
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line

_SHOWN = 40
_POSSIBLE = {
    ActionStatus.OPEN: "done, drop, block, move",
    ActionStatus.BLOCKED: "done, drop, unblock, move",
    ActionStatus.DONE: "helped, reopen",
    ActionStatus.DROPPED: "reopen",
}


class Keep(Enum):
    """Says that an edit leaves a field as it is, where None would clear it."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True)
class Draft:
    """An action before it is one; fields as in ``Action``, owners by id, due in stored form."""

    title: str
    owners: tuple[str, ...] = ()
    due: str | None = None
    not_yet: bool = False
    priority: int | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    expectation: str | None = None
    meeting: str | None = None
    item: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change; what is not given stays.

    Attributes:
        owners: Ids of people who replace the present owners.
        tags: Added to the present ones; ``untag`` takes some away.
        links: Added to the present ones.
    """

    title: str | None = None
    owners: tuple[str, ...] | None = None
    due: str | Keep | None = KEEP
    priority: int | Keep | None = KEEP
    expectation: str | Keep | None = KEEP
    tags: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def add(id: str, draft: Draft) -> tuple[Change, ...]:  # noqa: A002 - the field's own name
    """Makes an action.

    Raises:
        UsageError: A field is empty, too long or not what it should be; the message names it.
    """
    fields = {
        "title": admit(draft.title, "the title", lines=False),
        "status": ActionStatus.OPEN.value,
        "due": admit_due(draft.due),
        "not_yet": draft.not_yet,
        "priority": admit_priority(draft.priority),
        "expectation": admit_optional(draft.expectation, "the expectation"),
        "meeting": draft.meeting,
        "item": draft.item,
        "origin": encode(draft.origin),
    }
    return (
        Put(Kind.ACTIONS, id, {name: value for name, value in fields.items() if value is not None}),
        *_include(id, "owners", draft.owners),
        *_include(id, "tags", _new_tags((), draft.tags)),
        *_include(id, "links", tuple(admit_link(each) for each in draft.links)),
    )


def edit(action: Action, change: Edit, now: str) -> tuple[Change, ...]:
    """Changes fields of an action, whatever its status; a new date is a ``move``.

    Raises:
        UsageError: A field is empty, too long or not what it should be.
        ForbiddenMoveError: The date of an action that is done or dropped.
    """
    fields: dict[str, object] = {}
    if change.title is not None:
        fields["title"] = admit(change.title, "the title", lines=False)
    if change.priority is not KEEP:
        fields["priority"] = admit_priority(change.priority)
    if change.expectation is not KEEP:
        fields["expectation"] = admit_optional(change.expectation, "the expectation")
    planned: list[Change] = [Put(Kind.ACTIONS, action.id, fields)] if fields else []
    if change.due is not KEEP:
        planned += move(action, change.due, now)
    if change.owners is not None:
        planned += assign(action, change.owners)
    planned += _promised(
        action,
        action.owners if change.owners is None else change.owners,
        action.due if change.due is KEEP else change.due,
    )
    planned += untag(action, change.untag)
    planned += _include(action.id, "tags", _new_tags(_without(action, change.untag), change.tags))
    planned += _include(action.id, "links", tuple(admit_link(each) for each in change.links))
    return tuple(planned)


def done(action: Action, now: str, helped: Outcome | None = None) -> tuple[Change, ...]:
    """Done, with or without an answer to "did it help?"; of a done one only the answer is taken.

    Raises:
        ForbiddenMoveError: It was dropped.
    """
    if action.status is ActionStatus.DONE:
        return () if helped is None else answer_helped(action, helped, now)
    if action.status is ActionStatus.DROPPED:
        raise _forbidden(action, "done")
    answer = {} if helped is None else {"outcome": helped.value, "outcome_at": now}
    return _put(action, status=ActionStatus.DONE.value, closed=now, why=None, **answer)


def answer_helped(action: Action, helped: Outcome, now: str) -> tuple[Change, ...]:
    """Did it help? The answer may be revised.

    Raises:
        ForbiddenMoveError: It is not done.
    """
    if action.status is not ActionStatus.DONE:
        raise _forbidden(action, "helped")
    if action.outcome is helped:
        return ()
    return _put(action, outcome=helped.value, outcome_at=now)


def reopen(action: Action) -> tuple[Change, ...]:
    """Done or dropped becomes open again, and what closing it said is taken back.

    Raises:
        ForbiddenMoveError: It is blocked, which ``unblock`` ends.
    """
    if action.status is ActionStatus.OPEN:
        return ()
    if action.status is ActionStatus.BLOCKED:
        raise _forbidden(action, "reopen")
    return _put(
        action, status=ActionStatus.OPEN.value, closed=None, why=None, outcome=None, outcome_at=None
    )


def drop(action: Action, why: str, now: str) -> tuple[Change, ...]:
    """Given up, with the reason; of a dropped one the reason may be revised.

    Raises:
        ForbiddenMoveError: It is done.
        UsageError: No reason.
    """
    reason = admit(why, "the reason (--why)")
    if action.status is ActionStatus.DONE:
        raise _forbidden(action, "drop")
    if action.status is ActionStatus.DROPPED:
        return _put(action, why=reason)
    return _put(action, status=ActionStatus.DROPPED.value, closed=now, why=reason)


def block(action: Action, why: str) -> tuple[Change, ...]:
    """Waits for something, with the reason; of a blocked one the reason may be revised.

    Raises:
        ForbiddenMoveError: It is done or dropped.
        UsageError: No reason.
    """
    reason = admit(why, "the reason (--why)")
    if not action.is_open:
        raise _forbidden(action, "block")
    return _put(action, status=ActionStatus.BLOCKED.value, why=reason)


def unblock(action: Action) -> tuple[Change, ...]:
    """Waits no longer.

    Raises:
        ForbiddenMoveError: It is done or dropped.
    """
    if action.status is ActionStatus.OPEN:
        return ()
    if not action.is_open:
        raise _forbidden(action, "unblock")
    return _put(action, status=ActionStatus.OPEN.value, why=None)


def move(action: Action, due: str | None, now: str) -> tuple[Change, ...]:
    """Changes the due date and records that it moved.

    Args:
        action: As it stands.
        due: The new date in stored form; None for no date.
        now: RFC 3339 UTC.

    Raises:
        ForbiddenMoveError: It is done or dropped.
        UsageError: Not a date in stored form.
    """
    new = admit_due(due)
    if not action.is_open:
        raise _forbidden(action, "move")
    if new == action.due:
        return ()
    moved = f"{now} {_date_word(action.due)} {_date_word(new)}"
    return (
        *_put(action, due=new),
        *_promised(action, action.owners, new),
        Include(Kind.ACTIONS, action.id, "moves", (moved,)),
    )


def assign(action: Action, owners: tuple[str, ...]) -> tuple[Change, ...]:
    """Replaces the owners; none given leaves nobody."""
    gone = tuple(each for each in action.owners if each not in owners)
    return (
        *((Exclude(Kind.ACTIONS, action.id, "owners", gone),) if gone else ()),
        *_include(action.id, "owners", owners),
        *_promised(action, owners, action.due),
    )


def say_not_yet(action: Action, *, said: bool = True) -> tuple[Change, ...]:
    """Says in so many words that owner or date come later, or takes that back.

    Of an action that has both there is nothing to say.

    Raises:
        ForbiddenMoveError: It is done or dropped.
    """
    if not action.is_open:
        raise _forbidden(action, "not yet")
    complete = bool(action.owners) and action.due is not None
    if action.not_yet == said or (said and complete):
        return ()
    return _put(action, not_yet=said)


def untag(action: Action, tags: Iterable[str]) -> tuple[Change, ...]:
    """Takes tags away, whatever their case; those it does not have are nothing to do."""
    left = _without(action, tags)
    gone = tuple(each for each in action.tags if each not in left)
    return (Exclude(Kind.ACTIONS, action.id, "tags", gone),) if gone else ()


def note(
    id: str,  # noqa: A002 - the field's own name
    action: Action,
    text: str,
    *,
    person: str | None = None,
) -> tuple[Change, ...]:
    """A comment on an action, kept where the action's meeting is kept.

    Args:
        id: Of the note.
        action: What it is about.
        text: May have several lines.
        person: Id of the person who said it.

    Raises:
        UsageError: The text is empty.
    """
    fields = {
        "sort": NoteSort.COMMENT.value,
        "text": admit(text, "the note"),
        "about": action.id,
        "meeting": action.meeting,
        "person": person,
    }
    kept = {name: value for name, value in fields.items() if value is not None}
    return (Put(Kind.NOTES, id, kept),)


def delete(action: Action) -> tuple[Change, ...]:
    """Takes back an action that was entered by mistake."""
    return (Drop(Kind.ACTIONS, action.id),)


def _new_tags(present: tuple[str, ...], tags: Iterable[str]) -> tuple[str, ...]:
    known = {fold_tag(each) for each in present}
    admitted = (admit_tag(each) for each in tags)
    new = {fold_tag(each): each for each in reversed(tuple(admitted))}
    return tuple(sorted(each for folded, each in new.items() if folded not in known))


def _without(action: Action, tags: Iterable[str]) -> tuple[str, ...]:
    unwanted = {fold_tag(each) for each in tags}
    return tuple(each for each in action.tags if fold_tag(each) not in unwanted)


def _promised(action: Action, owners: tuple[str, ...], due: str | None) -> tuple[Change, ...]:
    """Once somebody owes it by some date, "not yet" is answered."""
    answered = action.not_yet and owners and due is not None
    return _put(action, not_yet=False) if answered else ()


def _date_word(due: str | None) -> str:
    # A forged date could hold blanks, which separate the words of a move.
    return NO_DATE if due is None else "".join(due.split()) or NO_DATE


def _put(action: Action, **fields: object) -> tuple[Change, ...]:
    return (Put(Kind.ACTIONS, action.id, fields),)


def _include(id_: str, field: str, members: tuple[str, ...]) -> tuple[Change, ...]:
    return (Include(Kind.ACTIONS, id_, field, members),) if members else ()


def _forbidden(action: Action, verb: str) -> ForbiddenMoveError:
    possible = _POSSIBLE[action.status]
    return ForbiddenMoveError(
        f"{one_line(action.title)[:_SHOWN]!r} is {action.status.value}, so {verb!r} is not "
        f"possible; possible: {possible}"
    )
