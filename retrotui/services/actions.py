"""Actions: entered, done, moved, handed over, listed. Decided on the newest state, under its lock.

Everything that changes one action returns the receipt; where people are named, also whom the
names were taken to mean. A receipt without events says that there was nothing to do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from retrotui.core import actions as rules
from retrotui.core.action_list import ActionView, Filter, select, view
from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Change, Row
from retrotui.core.check import discarded, is_hidden
from retrotui.core.dates import Calendar
from retrotui.core.errors import NotFoundError
from retrotui.core.ids import resolve_id
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import people
from retrotui.services.desk import Desk

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


def resolve(reader: Reader, typed: str) -> str:
    """The id of the action meant by a full id or a unique prefix.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return resolve_id(typed, reader.all(Kind.ACTIONS), "action")


def get(reader: Reader, id: str) -> Action:  # noqa: A002 - the field's own name
    """One action.

    Raises:
        NotFoundError: There is none with this id, or what is stored is none.
    """
    row = reader.get(Kind.ACTIONS, id)
    action = None if row is None else decode(Action, id, row)
    if action is None:
        raise NotFoundError(f"there is no action {one_line(id)!r}", hint="see: actions list --all")
    return action


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

    return _with_people(desk, new, owners, plan, draft.meeting if meeting is None else meeting)


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

    return _with_people(desk, id, owners or (), plan, meeting)


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
        acting = None if desk.by is None else people.directory(reader).find(desk.by)
        person = None if acting is None else acting.id
        return rules.note(new, get(reader, id), text, person=person)

    return Saved(new, desk.transact(plan, meeting=meeting))


def notes(reader: Reader, id: str) -> tuple[Note, ...]:  # noqa: A002
    """The comments on an action, oldest first."""
    found = decode_all(Note, reader.search(Kind.NOTES, about=id, sort=NoteSort.COMMENT.value))
    return tuple(sorted(found, key=lambda each: (each.created, each.id)))


def listing(reader: Reader, chosen: Filter, calendar: Calendar) -> tuple[ActionView, ...]:
    """The actions meant, as people see them, by due date (none last), then by id.

    What belongs to a discarded meeting is left out.
    """
    known = people.directory(reader)
    meetings = reader.all(Kind.MEETINGS)
    rows = _likely(reader.all(Kind.ACTIONS), chosen, discarded(meetings))
    found = select(decode_all(Action, rows), chosen, known, calendar)
    return tuple(view(each, known, calendar, _titles(meetings)) for each in found)


def show(reader: Reader, id: str, calendar: Calendar) -> ActionView:  # noqa: A002
    """One action as people see it.

    Raises:
        NotFoundError: There is none with this id.
    """
    titles = _titles(reader.all(Kind.MEETINGS))
    return view(get(reader, id), people.directory(reader), calendar, titles)


def _each(desk: Desk, ids: Sequence[str], rule: _Rule, meeting: str | None) -> Receipt:
    def plan(reader: Reader) -> tuple[Change, ...]:
        return tuple(change for each in ids for change in rule(get(reader, each)))

    return desk.transact(plan, meeting=meeting)


def _with_people(
    desk: Desk,
    id_: str,
    names: Sequence[str],
    plan: Callable[[Reader, tuple[Naming, ...]], tuple[Change, ...]],
    meeting: str | None,
) -> Saved:
    named: tuple[Naming, ...] = ()

    def with_people(reader: Reader) -> tuple[Change, ...]:
        nonlocal named
        named, made = people.name_all(reader, names)
        return made + plan(reader, named)

    receipt = desk.transact(with_people, meeting=meeting)
    return Saved(id_, receipt, named)


def _joined(ids: Iterable[str], named: Iterable[Naming]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*ids, *(each.id for each in named)]))


def _likely(rows: Mapping[str, Row], chosen: Filter, hidden: frozenset[str]) -> dict[str, Row]:
    """Rows that may pass: reading one into a record costs far more than looking at its status."""
    unwanted = tuple(each.value for each in ActionStatus if each not in chosen.wanted)
    return {
        each: row
        for each, row in rows.items()
        if row.get("status") not in unwanted and not is_hidden(row, hidden)
    }


def _titles(meetings: Mapping[str, Row]) -> Callable[[str], str | None]:
    def title(id_: str) -> str | None:
        row = meetings.get(id_)
        found = None if row is None else row.get("title")
        return one_line(found) if isinstance(found, str) else None

    return title
