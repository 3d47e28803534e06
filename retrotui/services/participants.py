"""Who takes part in a meeting, from when on and until when."""

from retrotui.core.changes import Change, Put
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode, encode_fields
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Participant, Presence, participant_id
from retrotui.core.setting_kinds import quoted
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import require_meeting


def join(
    desk: Desk, meeting: str, person: str, presence: Presence = Presence.LATE
) -> tuple[Naming, Receipt]:
    """Adds somebody to a meeting, by name or id.

    Who is in it already stays as they are; who was absent or had left is there again, late.

    Raises:
        ForbiddenMoveError: The meeting was discarded.
        UsageError: The name cannot be one.
    """
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        require_meeting(reader, meeting)
        found, changes = people.name_all(reader, [person], meeting=meeting)
        named[:] = found
        if _is_here(reader, meeting, found[0].id):
            return changes
        return (*changes, put_participant(meeting, found[0].id, presence))

    receipt = desk.transact(plan, meeting=meeting)
    return named[0], receipt


def set_presence(desk: Desk, meeting: str, person: str, presence: Presence) -> Receipt:
    """Says how a participant takes part: late, absent, left, or here after all.

    Raises:
        ForbiddenMoveError: The person is not in the meeting, or it was discarded.
    """

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = require_meeting(reader, meeting)
        if reader.get(Kind.PARTICIPANTS, participant_id(meeting, person)) is None:
            raise ForbiddenMoveError(
                f"this person is not in {quoted(found.title)}; allowed now: join"
            )
        return (put_participant(meeting, person, presence),)

    return desk.transact(plan, meeting=meeting)


def _is_here(reader: Reader, meeting: str, person: str) -> bool:
    id_ = participant_id(meeting, person)
    row = reader.get(Kind.PARTICIPANTS, id_)
    there = None if row is None else decode(Participant, id_, row)
    return there is not None and there.presence in (Presence.PRESENT, Presence.LATE)


def put_participant(meeting: str, person: str, presence: Presence) -> Put:
    """The change that makes somebody a participant, or changes how they take part."""
    made = Participant(participant_id(meeting, person), meeting, person, presence)
    fields = encode_fields(made, "meeting", "person", "presence")
    return Put(Kind.PARTICIPANTS, made.id, fields)
