"""The meeting's forecast: read from the past after the first paint, drawn anew with the clock."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import attending
from retrotui.core.pacing import Learned, Outlook, Suggestion, outlook, suggest
from retrotui.core.pacing.slot import slot_seconds
from retrotui.core.pacing.words import silence_words
from retrotui.core.timeline import ItemState, Timeline
from retrotui.services import pacing
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.past import between_keys

if TYPE_CHECKING:
    from retrotui.core.meeting_state import MeetingState
    from retrotui.services.pacing import Past

_SERVES_SECONDS = 5.0
"""A forecast in whole minutes need not be made every second."""


class _Known(NamedTuple):
    items: tuple[AgendaItem, ...]
    people: int
    learned: Mapping[str, Learned]


class _Told(NamedTuple):
    state: "MeetingState"
    known: _Known | None
    outlook: Outlook


class Pacing(MeetingBase):
    """The part of the meeting's screen that knows how long things take."""

    _past: "Past | None" = None
    _known: _Known | None = None
    _told: _Told | None = None

    def read_past(self) -> None:
        """Reads the past as soon as the screen is painted, then draws what it says."""
        between_keys(self, self._reading())

    def outlook(self, line: Timeline) -> Outlook | None:
        """When the meeting will end and what will not fit; None when it is over.

        Args:
            line: Its clock now.
        """
        if line.ended is not None or not line.items:
            return None
        state, now, known = self.state, self.desk.clock.now().utc, self._learned()
        told = self._told
        if told is not None and told.state is state and told.known is known:
            age = (now - told.outlook.at).total_seconds()
            if 0 <= age < _SERVES_SECONDS:
                return told.outlook
        learned = {} if known is None else known.learned
        made = outlook(line, learned, slot_seconds(state.meeting, state.items), now)
        self._told = _Told(state, known, made)
        return made

    @property
    def suggestions(self) -> Sequence[tuple[AgendaItem, Suggestion]]:
        """Other timeboxes for items that are still to come, where the past says so."""
        known, line = self._learned(), self.line
        if known is None:
            return ()
        items = [
            each
            for each in self.state.items
            if (time := line.item(each.id)) is not None and time.state is ItemState.PENDING
        ]
        made = suggest([each.timebox for each in items], [known.learned[each.id] for each in items])
        return [(items[each.index], each) for each in made]

    @property
    def why_no_suggestions(self) -> str:
        """Why there are no other timeboxes."""
        known = self._learned()
        if known is None:
            return "The past is not read yet."
        learned = list(known.learned.values())
        if any(each.spread is None for each in learned):
            return f"Nothing is learned here yet; {silence_words(learned)}."
        return "The timeboxes to come are what this team keeps."

    def _reading(self) -> Iterator[None]:
        yield from self.retro.memory.steps(self.desk.repo)
        self._past, self._known = self.retro.memory.past, None
        self.tick()

    def tick(self) -> None:
        """Draws what shows time."""
        raise NotImplementedError

    def _learned(self) -> _Known | None:
        """What the past says about the agenda as it is now."""
        if self._past is None:
            return None
        state = self.state
        people = len(attending(state))
        known = self._known
        if known is None or known.people != people or known.items != state.items:
            learned = pacing.learn_items(self._past, state.meeting, state.items, people)
            known = self._known = _Known(state.items, people, learned)
        return known
