"""Brainstorm: everybody writes cards, mostly unseen until the reveal."""

from dataclasses import dataclass

from retrotui.core.activities.activity import Activity, always, plural, read_settings
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import columns_of
from retrotui.core.meeting_state import MeetingState, attending, hidden_cards, progress_of
from retrotui.core.records.people import Person
from retrotui.core.setting_tables import Column


@dataclass(frozen=True, slots=True)
class Brainstorm:
    """A brainstorm's settings.

    Attributes:
        columns: At least one.
        anonymous: No card of the item has an author, and none is ever stored.
        hidden: Cards are seen by nobody until the reveal.
    """

    columns: tuple[Column, ...]
    anonymous: bool
    hidden: bool


def settings(item: AgendaItem) -> Brainstorm:
    """The item's settings."""
    read = read_settings(item, "brainstorm")
    return Brainstorm(columns_of(item), read["anonymous"], read["hidden"])


def is_hiding(state: MeetingState, item: AgendaItem) -> bool:
    """True while new cards are hidden: until the reveal, in an item that hides."""
    return settings(item).hidden and progress_of(state, item.id).revealed is None


def readiness(state: MeetingState, item: AgendaItem) -> tuple[tuple[Person, bool], ...]:
    """Who is there, and whether they said that they are done writing."""
    done = {state.people.root_id(each) for each in progress_of(state, item.id).ready}
    return tuple((person, person.id in done) for person in attending(state))


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Says how many cards nobody has seen."""
    hidden = len(hidden_cards(state, item))
    return f"{plural(hidden, 'card is', 'cards are')} still hidden" if hidden else None


ACTIVITY = Activity(
    name="brainstorm",
    title="Gather",
    about="Everybody writes cards into columns, unseen until the reveal.",
    minutes=10,
    settings=settings,
    ready=always,
    unfinished=unfinished,
)
