"""Check-in: everybody says one thing, so that everybody has spoken."""

from dataclasses import dataclass

from retrotui.core.activities.activity import Activity, always, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, attending
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.people import Person


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in's settings; the question may be empty."""

    question: str


def settings(item: AgendaItem) -> CheckIn:
    """The item's settings."""
    return CheckIn(read_settings(item, "check-in")["question"])


def answers(state: MeetingState, item: AgendaItem) -> tuple[Note, ...]:
    """What was said, in the order it was said."""
    return tuple(
        note for note in state.notes if note.sort is NoteSort.CHECK_IN and note.item == item.id
    )


def waiting(state: MeetingState, item: AgendaItem) -> tuple[Person, ...]:
    """Who is there and has not spoken yet."""
    spoken = {
        state.people.root_id(note.person)
        for note in answers(state, item)
        if note.person is not None
    }
    return tuple(person for person in attending(state) if person.id not in spoken)


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Names those who have not spoken."""
    names = [person.name for person in waiting(state, item)]
    return f"not heard yet: {', '.join(names)}" if names else None


ACTIVITY = Activity(
    name="check-in",
    title="Check-in",
    about="Everybody says one thing, so that everybody has spoken.",
    minutes=5,
    settings=settings,
    ready=always,
    unfinished=unfinished,
)
