"""Check-in: everybody says one thing, so that everybody has spoken."""

from dataclasses import dataclass

from retrotui.core.activities.activity import Activity, always, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState, attending, progress_of
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.people import Person

GOOD_FAITH = (
    "Whatever we find today: everybody did what seemed best to them, with what they knew, what "
    "they could do and what they had at that time. We look at how things work here, and never for "
    "somebody to blame."
)
"""With what a retrospective begins; ours, after the habit that Norman Kerth brought to them."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in's settings.

    Attributes:
        question: May be empty.
        icebreaker: A question is drawn as it begins.
        prime_directive: It begins with good faith, before anybody speaks.
    """

    question: str
    icebreaker: bool
    prime_directive: bool


def settings(item: AgendaItem) -> CheckIn:
    """The item's settings."""
    read = read_settings(item, "check-in")
    return CheckIn(read["question"], read["icebreaker"], read["prime_directive"])


def question(state: MeetingState, item: AgendaItem) -> str:
    """What is asked: the question drawn last, else the format's; may be empty."""
    drawn = progress_of(state, item.id).icebreakers
    return drawn[-1] if drawn else settings(item).question


def is_before_agreeing(state: MeetingState, item: AgendaItem) -> bool:
    """The room has not yet said that it begins with good faith, where the format wants it to."""
    return settings(item).prime_directive and progress_of(state, item.id).agreed is None


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
    """Names those who have not spoken, where it is written down who has."""
    if not any(note.person is not None for note in answers(state, item)):
        return None
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
