"""The queue of topics, and what belongs to one of them, as rows."""

from collections.abc import Iterable, Sequence

from retrotui.core.activities.discuss import Topic
from retrotui.core.cards import Stack
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Note, NoteSort
from retrotui.ui.render import Bit, Tone, dots
from retrotui.ui.widgets.rows import Heading, Row

_MINUTE = 60


def queue_rows(listed: Sequence[Topic]) -> list[Row | Heading]:
    """Every topic: done, on or waiting; its dots; the minutes spent on it or planned for it."""
    done = sum(each.begun and not each.is_current for each in listed)
    rows: list[Row | Heading] = [Heading("Topics", f"{done} of {len(listed)} done")]
    rows += [
        Row(
            each.stack.id,
            (
                _sign(each),
                each.stack.title,
                Bit(dots(each.dots), Tone.ACCENT),
                Bit(_minutes(each), Tone.PLAIN if each.is_current else Tone.MUTED),
            ),
            dim=each.begun and not each.is_current,
        )
        for each in listed
    ]
    return rows


def topic_rows(state: MeetingState, stack: Stack, notes: Iterable[Note]) -> list[Row | Heading]:
    """A group's cards, and the notes on a topic. A single card is its own title."""
    rows: list[Row | Heading] = []
    if stack.group is not None:
        rows.append(Heading("Cards", str(len(stack.cards))))
        rows += [_row(state, card.id, "·", card.text, card.author) for card in stack.cards]
    written = [_row(state, note.id, "–", note.text, note.person) for note in notes]
    if written:
        rows += [Heading("Notes", str(len(written))), *written]
    return rows


def notes_on(state: MeetingState, item: str, stack: Stack) -> tuple[Note, ...]:
    """The notes of a discussion on a topic, the oldest first; those on a card go with its group."""
    subjects = {stack.id, *(card.id for card in stack.cards)}
    found = (
        note
        for note in state.notes
        if note.sort is NoteSort.NOTE and note.item == item and note.about in subjects
    )
    return tuple(sorted(found, key=lambda note: (note.created, note.id)))


def _row(state: MeetingState, id_: str, sign: str, text: str, person: str | None) -> Row:
    who = state.people.name(person) if person is not None else ""
    return Row(id_, (Bit(sign, Tone.MUTED), text, Bit(who, Tone.MUTED)))


def _sign(topic: Topic) -> Bit:
    if topic.is_current:
        return Bit("▸", Tone.ACCENT)
    return Bit("✓", Tone.GOOD) if topic.begun else Bit("·", Tone.FAINT)


def _minutes(topic: Topic) -> str:
    if topic.is_current:
        return "now"
    planned = f"{round(topic.budget / _MINUTE)} min"
    if not topic.begun:
        return planned
    return f"{round(topic.spent / _MINUTE) or '<1'} of {planned}"
