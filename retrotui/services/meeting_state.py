"""Reads a meeting, whole or as much of it as a move needs, and refuses those that are no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from retrotui.core.activities import survey
from retrotui.core.activities.review_actions import is_carried
from retrotui.core.agenda import AgendaItem, sorted_agenda
from retrotui.core.changes import Row
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.ids import short_id
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import MeetingState
from retrotui.core.ports import Reader
from retrotui.core.progress import Progress
from retrotui.core.records.actions import Action
from retrotui.core.records.cards import Ballot, Card, Group, Note, NoteSort, Vote
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.decisions import Decision, Dissent, Position
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus, Participant
from retrotui.core.records.people import Series
from retrotui.core.records.scores import Score
from retrotui.core.setting_kinds import quoted
from retrotui.core.surveys import SURVEY, Run
from retrotui.core.timeline import Move
from retrotui.services import people, series
from retrotui.services.inbox import load_inbox
from retrotui.services.outlook import load_outlook
from retrotui.services.plan import load_plan

R = TypeVar("R")


def get_meeting(reader: Reader, meeting: str) -> Meeting:
    """A meeting by its full id, discarded or not.

    Raises:
        NotFoundError: There is none, or it cannot be read.
    """
    row = reader.get(Kind.MEETINGS, meeting)
    found = None if row is None else decode(Meeting, meeting, row)
    if found is None:
        raise NotFoundError(
            f"no meeting has the id {short_id(meeting, ())!r}", hint="see: meetings list"
        )
    return found


def require_meeting(reader: Reader, meeting: str) -> Meeting:
    """A meeting that can be worked on: running, or ended and being tidied up.

    Raises:
        ForbiddenMoveError: It was discarded.
        NotFoundError: There is none.
    """
    found = get_meeting(reader, meeting)
    if found.status is MeetingStatus.DISCARDED:
        raise ForbiddenMoveError(
            f"the meeting {quoted(found.title)} was discarded; allowed: restore"
        )
    return found


def require_item(reader: Reader, item: str) -> tuple[Meeting, AgendaItem]:
    """An agenda item and its meeting.

    Raises:
        ForbiddenMoveError: The meeting was discarded.
        NotFoundError: There is no such item.
    """
    row = reader.get(Kind.ITEMS, item)
    found = None if row is None else decode(AgendaItem, item, row)
    home = None if row is None else row.get("meeting")
    if found is None or not isinstance(home, str):
        raise NotFoundError(f"no agenda item has the id {short_id(item, ())!r}")
    return require_meeting(reader, home), found


def load_agenda(reader: Reader, meeting: str) -> MeetingState:
    """A meeting with its agenda and clock: all that a move of the clock needs."""
    rows = reader.search(Kind.ITEMS, meeting=meeting)
    return MeetingState(
        meeting=get_meeting(reader, meeting),
        items=sorted_agenda(decode_all(AgendaItem, rows)),
        moves=_of(reader, Kind.MOVES, Move, meeting),
        progress={each.id: each for each in decode_all(Progress, rows)},
    )


def load_board(reader: Reader, meeting: str) -> MeetingState:
    """A meeting with its agenda, cards and votes: what grouping, voting and topics need."""
    base = load_agenda(reader, meeting)
    return replace(
        base,
        participants=_of(reader, Kind.PARTICIPANTS, Participant, meeting),
        cards=_of(reader, Kind.CARDS, Card, meeting),
        groups=_of(reader, Kind.GROUPS, Group, meeting),
        votes=_of(reader, Kind.VOTES, Vote, meeting),
        ballots=_of(reader, Kind.BALLOTS, Ballot, meeting),
    )


def load_scoring(reader: Reader, meeting: str) -> MeetingState:
    """A meeting with its board, the plan and what was scored: what scoring needs."""
    base = load_board(reader, meeting)
    return replace(
        base,
        scores=_of(reader, Kind.SCORES, Score, meeting),
        plan=load_plan(reader, base.meeting, _earlier(reader, base.meeting), base.items),
    )


def load_state(reader: Reader, meeting: str) -> MeetingState:
    """A meeting as everything in it stands, with what its series' earlier meetings hand on.

    Raises:
        NotFoundError: There is no such meeting.
    """
    base = load_scoring(reader, meeting)
    earlier = _earlier(reader, base.meeting)
    decisions = _of(reader, Kind.DECISIONS, Decision, meeting)
    before = {each.id for each in earlier}
    earlier_dissents = _earlier_dissents(reader, before)
    parked = _parked(reader, before)
    return replace(
        base,
        series=_series(reader, base.meeting),
        people=people.directory(reader),
        notes=_of(reader, Kind.NOTES, Note, meeting),
        actions=_of(reader, Kind.ACTIONS, Action, meeting),
        decisions=decisions,
        positions=_about(reader, Kind.POSITIONS, Position, decisions),
        dissents=_dissents(reader, meeting, decisions),
        carried=_carried(reader, base.meeting, earlier),
        earlier_dissents=earlier_dissents,
        earlier_decisions=_decisions_of(reader, earlier_dissents),
        parked=tuple(each for each in parked if not each.closed),
        unparked=tuple(each for each in parked if _was_ticked_in(each, base.meeting)),
        surveys=_surveys(reader, earlier),
        inbox=load_inbox(reader, base.meeting, earlier, base.items),
        outlook=load_outlook(reader, base.meeting, earlier, base.items),
    )


def _of(reader: Reader, kind: Kind, record: type[R], meeting: str) -> tuple[R, ...]:
    return decode_all(record, reader.search(kind, meeting=meeting))


def _series(reader: Reader, meeting: Meeting) -> Series | None:
    row = reader.get(Kind.SERIES, meeting.series) if meeting.series else None
    return None if row is None or not meeting.series else decode(Series, meeting.series, row)


def _earlier(reader: Reader, meeting: Meeting) -> tuple[Meeting, ...]:
    """The series' meetings before this one, oldest first."""
    if meeting.series is None:
        return ()
    place = (meeting.started, meeting.id)
    known = series.meetings(reader, meeting.series)
    return tuple(each for each in known if (each.started, each.id) < place)


def _from(rows: Mapping[str, Row], field: str, wanted: set[str]) -> Iterator[tuple[str, Row]]:
    """The rows that name one of some records; what does not matter is never decoded."""
    return ((each, row) for each, row in rows.items() if row.get(field) in wanted)


def _carried(reader: Reader, meeting: Meeting, earlier: tuple[Meeting, ...]) -> tuple[Action, ...]:
    if not earlier:
        return ()
    rows = dict(_from(reader.all(Kind.ACTIONS), "meeting", {each.id for each in earlier}))
    began = parse_rfc3339(meeting.started)
    last_time = parse_rfc3339(earlier[-1].started)
    actions = decode_all(Action, rows)
    return tuple(each for each in actions if is_carried(each, began, last_time))


def _surveys(reader: Reader, earlier: tuple[Meeting, ...]) -> tuple[Run, ...]:
    """What earlier meetings counted, each by the scale of its agenda item."""
    if not earlier:
        return ()
    began = {each.id: each.started for each in earlier}
    rows = dict(_from(reader.search(Kind.BALLOTS, sort=SURVEY), "meeting", set(began)))
    runs = [
        Run(began[each.meeting], survey.settings(item).scale.name, each)
        for each in decode_all(Ballot, rows)
        if (item := _item(reader, each.item)) is not None
    ]
    return tuple(sorted(runs, key=lambda each: (each.on, each.ballot.id)))


def _item(reader: Reader, item: str) -> AgendaItem | None:
    row = reader.get(Kind.ITEMS, item)
    return None if row is None else decode(AgendaItem, item, row)


def _about(
    reader: Reader, kind: Kind, record: type[R], decisions: Iterable[Decision]
) -> tuple[R, ...]:
    found: list[R] = []
    for decision in decisions:
        found += decode_all(record, reader.search(kind, decision=decision.id))
    return tuple(found)


def _dissents(reader: Reader, meeting: str, decisions: tuple[Decision, ...]) -> tuple[Dissent, ...]:
    raised_here = _of(reader, Kind.DISSENTS, Dissent, meeting)
    found = {each.id: each for each in raised_here}
    found |= {each.id: each for each in _about(reader, Kind.DISSENTS, Dissent, decisions)}
    return tuple(found[each] for each in sorted(found))


def _earlier_dissents(reader: Reader, before: set[str]) -> tuple[Dissent, ...]:
    """Unsettled dissents raised in earlier meetings, or later on about what they decided."""
    if not before:
        return ()
    decided = {each for each, _ in _from(reader.all(Kind.DECISIONS), "meeting", before)}
    rows = reader.all(Kind.DISSENTS)
    wanted = dict(_from(rows, "meeting", before)) | dict(_from(rows, "decision", decided))
    known = decode_all(Dissent, {each: wanted[each] for each in sorted(wanted)})
    return tuple(each for each in known if not each.is_settled)


def _decisions_of(reader: Reader, dissents: Iterable[Dissent]) -> tuple[Decision, ...]:
    ids = sorted({each.decision for each in dissents})
    rows = {each: row for each in ids if (row := reader.get(Kind.DECISIONS, each)) is not None}
    return decode_all(Decision, rows)


def _parked(reader: Reader, before: set[str]) -> tuple[Note, ...]:
    if not before:
        return ()
    rows = reader.search(Kind.NOTES, sort=NoteSort.PARKING.value)
    return decode_all(Note, dict(_from(rows, "meeting", before)))


def _was_ticked_in(note: Note, meeting: Meeting) -> bool:
    """It was closed, and last changed while the meeting went on."""
    if not note.closed:
        return False
    ticked, began = parse_rfc3339(note.updated), parse_rfc3339(meeting.started)
    ended = parse_rfc3339(meeting.ended) if meeting.ended else None
    if ticked is None or began is None:
        return False
    return began <= ticked and (ended is None or ticked <= ended)
