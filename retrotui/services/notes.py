"""Notes: parking lot, thanks, facilitator's notes, comments on actions and decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from retrotui.core.changes import Change, Drop, Put
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.ids import short_id
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import decode_all
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find

COMMENTED: Final = (Kind.ACTIONS, Kind.DECISIONS, Kind.DISSENTS)
"""What a comment can be on."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was made; ``person`` says whom its name was taken for."""

    id: str
    receipt: Receipt
    person: Naming | None


def add(
    desk: Desk,
    sort: NoteSort,
    text: str,
    *,
    meeting: str | None = None,
    item: str | None = None,
    about: str | None = None,
    person: str | None = None,
) -> Noted:
    """Notes something in a meeting.

    Args:
        desk: Who writes it down.
        sort: What it is.
        text: The note.
        meeting: Id of the meeting.
        item: Id of the agenda item.
        about: Id of the card or group that was being discussed, or of an item that was just talk.
            A plain note without it is the facilitator's, and is not shown to the room.
        person: Who said it or, for thanks, who is thanked, by name or id.

    Raises:
        UsageError: The text is empty or too long.
        ForbiddenMoveError: Comments and reopenings are about a record: see ``comment`` and
            ``services.decisions.reopen``.
    """
    if sort in (NoteSort.COMMENT, NoteSort.REOPENED):
        raise ForbiddenMoveError(
            f"a {sort} is about a record", hint="comment on an action, or reopen a decision"
        )
    id_ = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        found, changes = people.name_all(
            reader, [person] if person is not None else [], meeting=meeting
        )
        named[:] = found
        by = found[0].id if found else None
        fields = {"meeting": meeting, "item": item, "about": about, "person": by}
        return (*changes, put_note(id_, sort, text, fields))

    receipt = desk.transact(plan, meeting=meeting)
    return Noted(id_, receipt, named[0] if named else None)


def comment(desk: Desk, kind: Kind, about: str, text: str) -> Noted:
    """Comments on an action, a decision or a dissent; a private one's comments are private.

    Args:
        desk: Who says it.
        kind: One of ``COMMENTED``.
        about: The record's full id.
        text: The comment.

    Raises:
        NotFoundError: There is no such record.
        UsageError: The text is empty or too long.
    """
    id_ = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        row = reader.get(kind, about)
        if row is None or kind not in COMMENTED:
            raise NotFoundError(f"there is nothing to comment on among the {kind} by {about!r}")
        found, changes = people.name_all(
            reader, [desk.by] if desk.by is not None else [], meeting=row.get("meeting")
        )
        named[:] = found
        by = found[0].id if found else None
        fields = {"about": about, "meeting": row.get("meeting"), "person": by}
        return (*changes, put_note(id_, NoteSort.COMMENT, text, fields))

    receipt = desk.transact(plan)
    return Noted(id_, receipt, named[0] if named else None)


def close(desk: Desk, typed: str) -> Receipt:
    """Ticks a parked note as dealt with; again changes nothing."""
    return desk.transact(lambda reader: _ticked(get(reader, typed), closed=True))


def reopen(desk: Desk, typed: str) -> Receipt:
    """Unticks a parked note."""
    return desk.transact(lambda reader: _ticked(get(reader, typed), closed=False))


def edit(desk: Desk, typed: str, text: str) -> Receipt:
    """Words a note better.

    Raises:
        ForbiddenMoveError: It says why a decision was reopened, which stays as it was said.
    """

    def plan(reader: Reader) -> tuple[Change, ...]:
        note = _changeable(get(reader, typed))
        worded = admit(text, "the note")
        return () if worded == note.text else (Put(Kind.NOTES, note.id, {"text": worded}),)

    return desk.transact(plan)


def delete(desk: Desk, typed: str) -> Receipt:
    """Takes a note away.

    Raises:
        ForbiddenMoveError: See ``edit``.
    """
    return desk.transact(lambda reader: (Drop(Kind.NOTES, _changeable(get(reader, typed)).id),))


def get(reader: Reader, typed: str) -> Note:
    """The note of an id or a unique prefix of one.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find(reader, Kind.NOTES, Note, typed, "note")


def of_meeting(reader: Reader, meeting: str, sort: NoteSort | None = None) -> tuple[Note, ...]:
    """The notes of a meeting, the oldest first; of one sort, if given."""
    found = decode_all(Note, reader.search(Kind.NOTES, meeting=meeting))
    return _oldest_first(each for each in found if sort in (None, each.sort))


def about(reader: Reader, record: str) -> tuple[Note, ...]:
    """The notes on a record, the oldest first."""
    return _oldest_first(decode_all(Note, reader.search(Kind.NOTES, about=record)))


def _oldest_first(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda each: (each.created, each.id)))


def put_note(id_: str, sort: NoteSort, text: str, fields: Mapping[str, str | None]) -> Put:
    """The change that writes a note; for use inside a plan.

    Args:
        id_: The new note's.
        sort: What it is.
        text: The note.
        fields: Further fields of ``Note``; None leaves one out.

    Raises:
        UsageError: The text is empty or too long.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    return Put(Kind.NOTES, id_, given | {"sort": sort.value, "text": admit(text, "the note")})


def _ticked(note: Note, *, closed: bool) -> tuple[Change, ...]:
    if note.sort is not NoteSort.PARKING:
        raise ForbiddenMoveError(
            f"note {short_id(note.id, ())} is a {note.sort}; allowed: edit, delete",
            hint="only what is parked is ticked off",
        )
    return () if note.closed == closed else (Put(Kind.NOTES, note.id, {"closed": closed}),)


def _changeable(note: Note) -> Note:
    if note.sort is NoteSort.REOPENED:
        raise ForbiddenMoveError(
            f"note {short_id(note.id, ())} says why a decision was reopened; allowed: none"
        )
    return note
