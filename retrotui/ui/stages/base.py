"""What a stage is given and what it promises: it draws folded state and decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual.containers import Vertical
from textual.screen import Screen

from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState
from retrotui.core.ports import Receipt
from retrotui.core.records.kinds import Kind
from retrotui.core.timeline import Timeline
from retrotui.services.desk import Desk
from retrotui.ui.commanding import Obedient
from retrotui.ui.widgets.capture import Capture

if TYPE_CHECKING:
    from retrotui.ui.meeting.promises import About

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting as it stands, for one agenda item's stage.

    Attributes:
        item: The item on stage: the one that runs, or the one a person looks at.
        line: The agenda clock at ``now``.
        calendar: The team's day and zone, for dates.
        due_days: Days after which an unanswered dissent is due.
    """

    state: MeetingState
    item: AgendaItem
    line: Timeline
    now: Instant
    calendar: Calendar
    due_days: int


class Room(Protocol):
    """What the meeting's screen lends to its stage."""

    @property
    def desk(self) -> Desk:
        """The records, and who is acting."""
        ...

    @property
    def who(self) -> str | None:
        """Id of the person for whom things are entered now; None for the room."""
        ...

    @property
    def who_name(self) -> str:
        """Their name, or ``the room``."""
        ...

    def enter_for(self, person: str | None) -> None:
        """Sets for whom things are entered from now on; None is the room."""
        ...

    def keep(self, label: str, *receipts: Receipt) -> None:
        """Remembers what was just done, so that ``u`` can undo it. The label names it."""
        ...

    def take_back(self, *made: Receipt) -> str:
        """Undoes what was just kept, and returns its label.

        Raises:
            UsageError: Something else was done since.
        """
        ...

    def forget(self, kind: Kind) -> None:
        """Lets go of what ``u`` could undo in such records, when it is too late for that."""
        ...

    def write(self, capture: Capture) -> None:
        """Opens the capture line."""
        ...

    def ask(self, dialog: Screen[V], then: Callable[[V | None], object]) -> None:
        """Opens a dialog; refusals raised in ``then`` become toasts."""
        ...

    def say(self, text: str) -> None:
        """A toast, for what cannot be seen on the stage."""
        ...

    def refresh_hints(self) -> None:
        """Draws the key hints again, after a reason of ``why_not`` may have changed."""
        ...


class Stage(Obedient, Vertical):
    """The middle of the meeting's screen, for one activity.

    A subclass sets ``ACTIVITY`` and ``CONTEXTS = ("stage:<activity>",)``, composes its widgets,
    and draws everything anew from the view in ``draw``: what changed may come from another
    terminal. Its commands are in the registry; services do the work; refusals are raised.
    """

    ACTIVITY: ClassVar[str] = ""

    def __init__(self, room: Room) -> None:
        super().__init__(id="stage")
        self.room = room
        self.view: MeetingView | None = None

    def show(self, view: MeetingView) -> None:
        """Shows the meeting as it stands now."""
        self.view = view
        if self.is_mounted:
            self.draw(view)

    def on_mount(self) -> None:
        """Draws what it was given before there was anything to draw on."""
        if self.view is not None:
            self.draw(self.view)

    def draw(self, view: MeetingView) -> None:
        """Draws the view; selection and focus stay where they are."""
        raise NotImplementedError

    def tick(self, view: MeetingView) -> None:
        """A second passed and nothing else changed; repaint only what shows time."""

    def headline(self, view: MeetingView) -> str:
        """What stands after the item's title in the panel's border, such as ``hidden``."""
        del view
        return ""

    def about(self) -> "About | None":
        """What an action written now comes from; None when it is from the meeting as a whole."""
        return None

    def capture(self) -> Capture | None:
        """How ``enter`` writes here; None when there is nothing to write (``why_not`` says why)."""
        return None

    @property
    def writes(self) -> bool:
        """Something can be written in this activity, if not always: it has a ``capture``."""
        return type(self).capture is not Stage.capture

    def focus_stage(self) -> None:
        """Takes the focus; a stage without anything to focus leaves it to the screen."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return
