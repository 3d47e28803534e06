"""A started meeting in memory: the desk, its items by title, and its state."""

from collections.abc import Sequence
from typing import Any

from retrotui.core.actions import Draft
from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Scope
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.formats import Format, check_format
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Card, NoteSort
from retrotui.core.records.people import person_id
from retrotui.services import actions, decisions, meetings, notes
from retrotui.services.desk import Desk
from retrotui.services.directory import directory
from retrotui.services.meeting_state import load_state
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository

COLUMNS = [
    {"key": "start", "title": "Start", "prompt": "What should we begin?"},
    {"key": "stop", "title": "Stop"},
    {"key": "continue", "title": "Continue"},
]


def start_stop_continue(*, private: bool = False, **gather: Any) -> Format:
    """The format; keywords go into its brainstorm."""
    agenda: list[dict[str, Any]] = [
        {"activity": "check-in", "title": "Check-in", "minutes": 5, "question": "How are you?"},
        {"activity": "review-actions", "title": "Last actions", "minutes": 5},
        {"activity": "brainstorm", "title": "Gather", "minutes": 10, "columns": COLUMNS, **gather},
        {"activity": "group", "title": "Group", "minutes": 5},
        {"activity": "vote", "title": "Vote", "minutes": 4},
        {"activity": "discuss", "title": "Discuss", "minutes": 16, "top": 2, "minutes_each": 4},
        {"activity": "decide", "title": "Decide", "minutes": 5},
        {"activity": "actions", "title": "Actions", "minutes": 5},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]
    data = {"title": "Start, Stop, Continue", "kind": "retrospective", "agenda": agenda}
    return check_format(data | {"private": private}, "start-stop-continue", "a test")


class Room:
    """One meeting with Ana, Bo and Cy; Ana is at the keyboard."""

    def __init__(
        self, chosen: Format | None = None, *, people: Sequence[str] = ("Ana", "Bo", "Cy")
    ) -> None:
        self.clock, self.ids = FakeClock(), FakeIds()
        self.repo = MemoryRepository(self.clock, self.ids)
        self.desk = Desk(self.repo, self.clock, self.ids, "Ana")
        self.people = people
        self.begin(chosen or start_stop_continue())

    def begin(self, chosen: Format) -> None:
        self.meeting = meetings.start(self.desk, chosen, people=self.people).id

    @property
    def state(self) -> MeetingState:
        return load_state(self.repo, self.meeting)

    def item(self, title: str) -> AgendaItem:
        return next(each for each in self.state.items if each.title == title)

    def id(self, title: str) -> str:
        return self.item(title).id

    def card(self, text: str) -> Card:
        return next(each for each in self.state.cards if each.text == text)

    def person(self, name: str) -> str:
        found = directory(self.repo).find(name)
        return person_id(name) if found is None else found.id

    def written(self, scope: Scope) -> str:
        """Everything that was ever written to one log, as text."""
        index = list(Scope).index(scope)
        return "\n".join(repr(event) for event, where in self.repo.events if where == index)

    def acting(self, scope: Scope, text: str) -> set[Any]:
        """Who the events of one log that hold a text are by."""
        index = list(Scope).index(scope)
        return {
            event["by"]
            for event, where in self.repo.events
            if where == index and text in repr(event)
        }


def captured_room() -> Room:
    """A room in which a little of everything was captured."""
    room = Room()
    meeting, item = room.meeting, room.id("Check-in")
    draft = Draft("Pair on the deploy script", due="2026-11-27", tags=("ops",), meeting=meeting)
    actions.add(room.desk, draft, owners=("Ana",), meeting=meeting)
    actions.add(room.desk, Draft("Ask legal about the export", meeting=meeting), meeting=meeting)
    decisions.add(room.desk, DecisionDraft("Ship profiling to all", meeting=meeting))
    notes.add(room.desk, NoteSort.PARKING, "On-call rota", meeting=meeting, item=item)
    notes.add(room.desk, NoteSort.THANKS, "the calm", meeting=meeting, item=item, person="Bo")
    return room
