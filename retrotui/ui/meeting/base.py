"""What every part of the meeting's screen stands on: the meeting as it is, and what it lends."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.errors import RetroError
from retrotui.core.meeting_state import ROOM, MeetingState, attending, clock
from retrotui.core.ports import Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.settings import TeamSettings
from retrotui.core.timeline import Timeline
from retrotui.services import settings
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.meeting import facts
from retrotui.ui.widgets.capture import Capture, CaptureLine

if TYPE_CHECKING:
    from retrotui.core.instants import Instant
    from retrotui.ui.stages.base import Stage

V = TypeVar("V")

_MOMENT = 0.2
"""Seconds for which the clock that was worked out serves; it shows whole ones."""


class MeetingBase(CommandScreen[None]):
    """The meeting as it was read last, who things are entered for, and the changes to take back.

    Args:
        meeting: The meeting's id.
        awake: Seconds that stand still while the machine sleeps.
    """

    def __init__(self, meeting: str, *, awake: Callable[[], float] = time.monotonic) -> None:
        self.meeting = meeting
        self.awake = awake
        self.stage: Stage | None = None
        self.looked_at: str | None = None
        self._who: str | None = None
        self._state: MeetingState | None = None
        self._line: tuple[MeetingState, Instant, Timeline] | None = None
        self._settings = TeamSettings()
        super().__init__()

    @property
    def desk(self) -> Desk:
        """The records, and who is acting."""
        return self.retro.desk

    @property
    def state(self) -> MeetingState:
        """The meeting as it was read last."""
        return self.load() if self._state is None else self._state

    @property
    def line(self) -> Timeline:
        """The meeting's clock now; asked for by every key hint, so worked out once a moment."""
        state, now = self.state, self.desk.clock.now()
        if self._line is not None:
            read, at, line = self._line
            if read is state and abs((now.utc - at.utc).total_seconds()) < _MOMENT:
                return line
        line = clock(state, now)
        self._line = (state, now, line)
        return line

    @property
    def calendar(self) -> Calendar:
        """The team's time."""
        return settings.calendar_of(self.desk.clock, self._settings)

    @property
    def due_days(self) -> int:
        """Days after which an unanswered dissent is due."""
        return self._settings.dissent_due_days

    @property
    def has_ended(self) -> bool:
        """The meeting is over; what it gathered can still be tidied up."""
        return self.state.meeting.status is MeetingStatus.ENDED

    @property
    def is_discarded(self) -> bool:
        """The meeting is in no list any more."""
        return self.state.meeting.status is MeetingStatus.DISCARDED

    @property
    def item(self) -> AgendaItem | None:
        """The item people look at; None when the agenda is empty."""
        return facts.item_named(self.state.items, facts.on_stage(self.line, self.looked_at))

    def load(self) -> MeetingState:
        """Reads everything anew.

        Raises:
            NotFoundError: There is no such meeting.
        """
        self._state = state = load_state(self.desk.repo, self.meeting)
        self._settings = settings.read_settings(self.desk.repo)
        if self._who is not None:
            here = {each.id for each in attending(state)}
            who = state.people.root_id(self._who)
            self._who = who if who in here else None
        return state

    def take_back(self, *made: Receipt) -> str:
        """Undoes the newest step of the session and returns its label.

        Args:
            made: Undo only the step of these receipts; none is whatever is newest.

        Raises:
            UsageError: There is none, or something else was done since.
        """
        return self.retro.undo.undo(self.desk, *made)

    # What a stage borrows; see ``ui.stages.base.Room``.

    @property
    def who(self) -> str | None:
        """Id of the person for whom things are entered now; None for the room."""
        return self._who

    @property
    def who_name(self) -> str:
        """Their name, or ``the room``."""
        return ROOM if self._who is None else self.state.people.name(self._who)

    def enter_for(self, person: str | None) -> None:
        """Sets for whom things are entered from now on; None is the room."""
        self._who = person
        self.refresh_hints()

    def keep(self, label: str, *receipts: Receipt) -> None:
        """Remembers what was just done, however many transactions it took, as one step."""
        self.retro.undo.push(label, *receipts, meeting=self.meeting)
        self.refresh_hints()

    def forget(self, kind: Kind) -> None:
        """What was done to records of this kind is not taken back any more."""
        self.retro.undo.forget(kind)
        self.refresh_hints()

    def write(self, capture: Capture) -> None:
        """Opens the capture line."""
        self.query_one(CaptureLine).open(capture)

    def ask(self, dialog: Screen[V], then: Callable[[V | None], object]) -> None:
        """Opens a dialog; a refusal of what follows becomes a toast."""

        def answered(answer: V | None) -> None:
            try:
                then(answer)
            except RetroError as error:
                self.retro.tell(error)
            self.refresh_hints()

        self.retro.push_screen(dialog, answered)

    def say(self, text: str) -> None:
        """A toast."""
        self.retro.notify(text)
