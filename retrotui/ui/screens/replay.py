"""A meeting of the past, step by step: what was done, and beside it everything as it stood then."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from retrotui.core.instants import Instant, parse_rfc3339
from retrotui.core.meeting_state import clock
from retrotui.services import history
from retrotui.services.meeting_state import load_state
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.replay_rows import MOMENT, STEPS, moment_rows, step_rows
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.render import short
from retrotui.ui.widgets.rows import RowList

if TYPE_CHECKING:
    from retrotui.core.ports import Replay
    from retrotui.services.history import Told

REGISTRY.add(
    Command(
        "replay.next",
        ("n", "right"),
        "next step",
        "On to the next step",
        "replay",
        hint=True,
        weight=60,
    ),
    Command(
        "replay.back",
        ("b", "left"),
        "step before",
        "Back to the step before",
        "replay",
        hint=True,
        weight=55,
    ),
)


class ReplayScreen(WorkScreen):
    """The steps in words, and the meeting as it was after the selected one.

    Args:
        meeting: The meeting's id.
    """

    CONTEXTS = ("replay",)
    CSS_PATH = ["work.tcss", "replay.tcss"]  # noqa: RUF012 - Textual's own declaration
    heading = "Replay"

    def __init__(self, meeting: str) -> None:
        super().__init__()
        self.meeting = meeting
        self._made: Replay | None = None
        self._steps: tuple[Told, ...] = ()

    def parts(self) -> ComposeResult:
        """The steps, and the moment."""
        with Container(id="replay"):
            yield ListPanel(*STEPS, title="Steps", opens=False, id="steps")
            yield ListPanel(*MOMENT, title="As it stood", opens=False, id="moment")

    def begin(self) -> None:
        """The steps have the focus, at the first one."""
        super().begin()
        self._list.focus()

    def draw(self) -> None:
        """The steps, as far as they are known by now."""
        made, steps = history.replay(self.desk.repo, self.meeting, self.calendar)
        self._made, self._steps = made, steps
        self.query_one("#steps", ListPanel).rows.set_rows(step_rows(steps, self.calendar))
        self._show_moment()

    def why_not(self, command_id: str, /) -> str | None:
        """There is a first step and a last one."""
        if command_id == "replay.back" and self._place == 0:
            return "This is the first step."
        if command_id == "replay.next" and self._place >= len(self._steps) - 1:
            return "This is the last step."
        return super().why_not(command_id)

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Another moment."""
        event.stop()
        self._show_moment()
        self.refresh_hints()

    def cmd_next(self) -> None:
        """One step on."""
        self._list.select(str(self._place + 1))
        self._show_moment()

    def cmd_back(self) -> None:
        """One step back."""
        self._list.select(str(self._place - 1))
        self._show_moment()

    @property
    def _list(self) -> RowList:
        return self.query_one("#steps", ListPanel).rows

    @property
    def _place(self) -> int:
        return int(self._list.selected_id or 0) if self.is_mounted else 0

    def _show_moment(self) -> None:
        if self._made is None:
            return
        place, calendar = self._place, self.calendar
        state = load_state(self._made.reader_at(place), self.meeting)
        then = parse_rfc3339(self._steps[place].at) or calendar.now
        rows = moment_rows(state, clock(state, Instant(then)), calendar._replace(now=then))
        at = f"step {place + 1} of {len(self._steps)}"
        self.query_one("#steps", ListPanel).set_title(short(state.meeting.title), at)
        self.query_one("#moment", ListPanel).show(rows)


def build(meeting: str) -> ReplayScreen:
    """The screen of a meeting's replay."""
    return ReplayScreen(meeting)
