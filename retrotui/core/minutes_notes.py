"""What was noted in a meeting, for its minutes: parked, thanked, said on items and at check-in."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrotui.core import fingers
from retrotui.core.activities import check_in, discuss, survey
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import visible_stacks
from retrotui.core.meeting_state import MeetingState, board
from retrotui.core.people import Directory
from retrotui.core.progress import Thumbs
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.timeline import Timeline


@dataclass(frozen=True, slots=True)
class MinutesNote:
    """Something parked, or a thank-you; ``person`` is who said it or who is thanked."""

    text: str
    person: str | None
    closed: bool


@dataclass(frozen=True, slots=True)
class MinutesRemark:
    """A note on an item or a topic; ``person`` is None when it is the room's."""

    text: str
    person: str | None


@dataclass(frozen=True, slots=True)
class MinutesTopic:
    """The notes on one topic of an agenda item, the oldest first.

    Attributes:
        item: Title of the agenda item; empty when that was taken off the agenda.
        topic: Title of the card or group; None for notes on the item itself, and for those on a
            card that is no more or that nobody may see.
        thumbs: What the room said of going on with it, oldest first.
    """

    item: str
    topic: str | None
    notes: tuple[MinutesRemark, ...]
    thumbs: tuple[Thumbs, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesCheckIn:
    """What was asked in a check-in, and what everybody said, in the order it was said.

    Attributes:
        item: Title of the agenda item; empty when that was taken off the agenda.
        question: Empty when none was asked.
        answers: Those that were written down; ``person`` is None for the room's.
    """

    item: str
    question: str
    answers: tuple[MinutesRemark, ...]


@dataclass(frozen=True, slots=True)
class MinutesFingers:
    """A five-finger check: what was asked, and how many showed each number.

    Attributes:
        item: Title of the agenda item it was asked in.
        counts: How many showed 0 to 5.
        low: How many showed 2 or fewer.
    """

    item: str
    question: str
    average: float
    counts: tuple[int, ...]
    voters: int
    low: int


def finger_checks(state: MeetingState) -> tuple[MinutesFingers, ...]:
    """Every five-finger check, in agenda order."""
    return tuple(
        MinutesFingers(
            item.title,
            each.question,
            round(each.average, 2),
            each.counts,
            each.voters,
            each.low,
        )
        for item in state.items
        for each in fingers.of_item(state.ballots, item.id)
    )


def of_sort(state: MeetingState, sort: NoteSort) -> tuple[MinutesNote, ...]:
    """What was parked, or the thanks: the oldest first."""
    return tuple(
        MinutesNote(each.text, _name(each, state.people), each.closed)
        for each in _oldest_first(state)
        if each.sort is sort
    )


def earlier_parking(state: MeetingState) -> tuple[MinutesNote, ...]:
    """What earlier meetings parked, the oldest first: still there, or dealt with in this one."""
    found = sorted((*state.parked, *state.unparked), key=lambda one: (one.created, one.id))
    return tuple(MinutesNote(each.text, _name(each, state.people), each.closed) for each in found)


def topics(state: MeetingState) -> tuple[MinutesTopic, ...]:
    """The notes the room saw, by agenda item and then by topic, in the order they came up.

    The facilitator's own notes are not among them.
    """
    agenda = {each.id: (place, each) for place, each in enumerate(state.items)}
    titles = {
        each.id: dict(_subjects(state, each)) for each in state.items if each.activity == "discuss"
    }
    titles |= {
        each.id: {one.key: one.title for one in survey.settings(each).statements}
        for each in state.items
        if each.activity == "survey"
    }
    gathered: dict[tuple[int, str, str | None], list[MinutesRemark]] = {}
    for note in _oldest_first(state):
        if note.sort is not NoteSort.NOTE or note.about is None:
            continue
        place, item = agenda.get(note.item or note.about, (len(agenda), None))
        topic = titles.get(item.id, {}).get(note.about) if item is not None else None
        key = (place, item.title if item is not None else "", topic)
        gathered.setdefault(key, []).append(MinutesRemark(note.text, _name(note, state.people)))
    asked: dict[tuple[int, str, str | None], tuple[Thumbs, ...]] = {}
    for place, item in agenda.values():
        said = discuss.votes(state, item) if item.activity == discuss.ACTIVITY.name else {}
        for subject, thumbs in said.items():
            key = (place, item.title, titles[item.id].get(subject))
            asked[key] = (*asked.get(key, ()), *thumbs)
            gathered.setdefault(key, [])
    # What was said on the item as a whole stands before its topics.
    ordered = sorted(gathered, key=lambda key: (key[0], key[2] is not None))
    return tuple(
        MinutesTopic(key[1], key[2], tuple(gathered[key]), asked.get(key, ())) for key in ordered
    )


def check_ins(state: MeetingState, line: Timeline) -> tuple[MinutesCheckIn, ...]:
    """Every check-in that was begun or has an answer, in agenda order.

    Args:
        state: The meeting.
        line: Its clock, which knows what was begun.
    """
    said: dict[str, list[MinutesRemark]] = {}
    for note in _oldest_first(state):
        if note.sort is NoteSort.CHECK_IN and note.item is not None:
            remark = MinutesRemark(note.text, _name(note, state.people))
            said.setdefault(note.item, []).append(remark)
    begun = {each.id for each in line.items if each.visited}
    found = [
        MinutesCheckIn(item.title, _question(state, item), tuple(said.pop(item.id, ())))
        for item in state.items
        if item.id in said or (item.id in begun and _question(state, item))
    ]
    return (*found, *(MinutesCheckIn("", "", tuple(each)) for each in said.values()))


def _question(state: MeetingState, item: AgendaItem) -> str:
    return check_in.question(state, item) if item.activity == "check-in" else ""


def _subjects(state: MeetingState, item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Each stack's title by its id and by its cards': a note goes with the group its card is in."""
    for stack in visible_stacks(board(state, item)):
        for id_ in (stack.id, *(card.id for card in stack.cards)):
            yield id_, stack.title


def _oldest_first(state: MeetingState) -> list[Note]:
    return sorted(state.notes, key=lambda one: (one.created, one.id))


def _name(note: Note, people: Directory) -> str | None:
    return people.name(note.person) if note.person else None
