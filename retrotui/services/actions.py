"""Actions: entered, done, moved, handed over, listed. Decided on the newest state, under its lock.

Everything that changes one action returns the receipt; where people are named, also whom the
names were taken to mean. A receipt without events says that there was nothing to do.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from retrotui.core import actions as rules
from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Change
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.actions import Action, Outcome
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.services import people
from retrotui.services.action_list import get, listing, resolve, show
from retrotui.services.desk import Desk

__all__ = [
    "Saved",
    "add",
    "assign",
    "block",
    "delete",
    "done",
    "drop",
    "edit",
    "get",
    "helped",
    "listing",
    "move",
    "note",
    "notes",
    "reopen",
    "resolve",
    "show",
    "unblock",
    "untag",
]

_Rule = Callable[[Action], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written.

    Attributes:
        id: Of the action.
        receipt: Proof, and the way back.
        people: Whom the owners' names were taken to mean, in the order given.
    """

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


def add(
    desk: Desk, draft: Draft, *, owners: Sequence[str] = (), meeting: str | None = None
) -> Saved:
    """Enters an action.

    Args:
        desk: Who enters it.
        draft: What is promised; its owners are ids.
        owners: Names of further owners; an unknown name makes a person.
        meeting: The meeting it is entered in; the draft's own when not given.

    Raises:
        UsageError: A field cannot be kept; the message names it.
    """
    new = desk.ids.new()

    def plan(_: Reader, named: tuple[Naming, ...]) -> tuple[Change, ...]:
        return rules.add(new, replace(draft, owners=_joined(draft.owners, named)))

    held = draft.meeting if meeting is None else meeting
    return _with_people(desk, new, owners, plan, meeting=held, home=lambda _: draft.meeting)


def edit(
    desk: Desk,
    id: str,  # noqa: A002
    change: Edit,
    *,
    owners: Sequence[str] | None = None,
    meeting: str | None = None,
) -> Saved:
    """Changes fields of an action; ``owners`` are names that replace those it has."""

    def plan(reader: Reader, named: tuple[Naming, ...]) -> tuple[Change, ...]:
        chosen = change
        if owners is not None:
            chosen = replace(change, owners=_joined(change.owners or (), named))
        return rules.edit(get(reader, id), chosen, desk.stamp())

    def home(reader: Reader) -> str | None:
        return get(reader, id).meeting

    return _with_people(desk, id, owners or (), plan, meeting=meeting, home=home)


def assign(
    desk: Desk,
    id: str,  # noqa: A002
    owners: Sequence[str],
    *,
    meeting: str | None = None,
) -> Saved:
    """Hands an action over: the named people replace its owners."""
    return edit(desk, id, Edit(), owners=owners, meeting=meeting)


def done(
    desk: Desk, *ids: str, helped: Outcome | None = None, meeting: str | None = None
) -> Receipt:
    """Marks actions done, all or none; those done before are nothing to do."""
    return _each(desk, ids, lambda action: rules.done(action, desk.stamp(), helped), meeting)


def helped(desk: Desk, *ids: str, outcome: Outcome, meeting: str | None = None) -> Receipt:
    """Answers "did it help?" for actions that are done."""
    now = desk.stamp()
    return _each(desk, ids, lambda action: rules.answer_helped(action, outcome, now), meeting)


def reopen(desk: Desk, *ids: str, meeting: str | None = None) -> Receipt:
    """Makes done or dropped actions open again."""
    return _each(desk, ids, rules.reopen, meeting)


def drop(desk: Desk, *ids: str, why: str, meeting: str | None = None) -> Receipt:
    """Gives actions up, with the reason."""
    return _each(desk, ids, lambda action: rules.drop(action, why, desk.stamp()), meeting)


def block(desk: Desk, *ids: str, why: str, meeting: str | None = None) -> Receipt:
    """Says what actions wait for."""
    return _each(desk, ids, lambda action: rules.block(action, why), meeting)


def unblock(desk: Desk, *ids: str, meeting: str | None = None) -> Receipt:
    """Says that actions wait no longer."""
    return _each(desk, ids, rules.unblock, meeting)


def move(desk: Desk, *ids: str, due: str | None, meeting: str | None = None) -> Receipt:
    """Gives actions another due date, in stored form; None for no date."""
    return _each(desk, ids, lambda action: rules.move(action, due, desk.stamp()), meeting)


def say_not_yet(desk: Desk, *ids: str, said: bool = True, meeting: str | None = None) -> Receipt:
    """Says that owner or date of actions come later, or takes that back."""
    return _each(desk, ids, lambda action: rules.say_not_yet(action, said=said), meeting)


def untag(desk: Desk, *ids: str, tags: Iterable[str], meeting: str | None = None) -> Receipt:
    """Takes tags away from actions."""
    unwanted = tuple(tags)
    return _each(desk, ids, lambda action: rules.untag(action, unwanted), meeting)


def delete(desk: Desk, *ids: str, meeting: str | None = None) -> Receipt:
    """Takes back actions entered by mistake; giving one up is ``drop``."""
    return _each(desk, ids, rules.delete, meeting)


def note(
    desk: Desk,
    id: str,  # noqa: A002
    text: str,
    *,
    meeting: str | None = None,
) -> Saved:
    """Comments on an action; the id returned is the note's. Anonymous work names nobody."""
    new = desk.ids.new()

    def plan(reader: Reader) -> tuple[Change, ...]:
        action = get(reader, id)
        acting = None if desk.by is None else people.directory(reader).find(desk.by)
        known = [] if acting is None else [acting.id]
        named, made = people.name_all(reader, known, meeting=action.meeting)
        person = named[0].id if named else None
        return (*made, *rules.note(new, action, text, person=person))

    return Saved(new, desk.transact(plan, meeting=meeting))


def notes(reader: Reader, id: str) -> tuple[Note, ...]:  # noqa: A002
    """The comments on an action, oldest first."""
    found = decode_all(Note, reader.search(Kind.NOTES, about=id, sort=NoteSort.COMMENT.value))
    return tuple(sorted(found, key=lambda each: (each.created, each.id)))


def _each(desk: Desk, ids: Sequence[str], rule: _Rule, meeting: str | None) -> Receipt:
    def plan(reader: Reader) -> tuple[Change, ...]:
        return tuple(change for each in ids for change in rule(get(reader, each)))

    return desk.transact(plan, meeting=meeting)


def _with_people(
    desk: Desk,
    id_: str,
    names: Sequence[str],
    plan: Callable[[Reader, tuple[Naming, ...]], tuple[Change, ...]],
    *,
    meeting: str | None,
    home: Callable[[Reader], str | None],
) -> Saved:
    """Plans with people named; ``home`` gives the meeting that the action belongs to."""
    named: tuple[Naming, ...] = ()

    def with_people(reader: Reader) -> tuple[Change, ...]:
        nonlocal named
        named, made = people.name_all(reader, names, meeting=home(reader))
        return made + plan(reader, named)

    receipt = desk.transact(with_people, meeting=meeting)
    return Saved(id_, receipt, named)


def _joined(ids: Iterable[str], named: Iterable[Naming]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*ids, *(each.id for each in named)]))
