"""Home: what is owed, who disagrees, what is next, what was lately.

Its frame is painted before the store is opened; what fills it loads with its first drawing.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from retrotui.ui.command_screen import PaletteEntry
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists import home_columns
from retrotui.ui.lists.list_panel import ListPanel, share
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.messages import SharingChanged
from retrotui.ui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.services.overview import Overview, Unfinished
    from retrotui.ui.lists.home_moves import HomeMoves

_command = partial(Command, context="home", hint=True)

REGISTRY.add(
    _command("home.new", ("n",), "new meeting", "Choose a format and start a meeting", weight=70),
    _command("home.resume", ("r",), "resume", "Go on with the unfinished meeting", weight=66),
    _command("home.end", ("E",), "end", "End the unfinished meeting as it is", weight=22),
    _command("home.discard", ("X",), "discard", "Throw the unfinished meeting away", weight=20),
    _command("home.actions", ("a",), "actions", "Every action of the team", weight=64),
    _command(
        "home.decisions",
        ("d",),
        "decisions & dissent",
        "Every decision, and who disagreed",
        weight=62,
    ),
    Command(
        "home.replay",
        ("p",),
        "replay",
        "Step through the meeting selected in Lately, as it was",
        "home",
    ),
    Command(
        "home.sync",
        ("S",),
        "sync now",
        "Share what is not shared yet, and take in what others wrote",
        "home",
        palette=False,
    ),
    Command(
        "home.sharing",
        ("s",),
        "sharing",
        "How far the store is shared, and what is in the way",
        "home",
        palette=False,
    ),
    _command(
        "home.people", ("o",), "people", "Who is in the team, and what they speak for", weight=40
    ),
)

_LEAST_HEIGHT = 3
_PARTS = ("due", "dissent", "next", "lately")


class HomeScreen(WorkScreen):
    """The first screen. Two columns when it is wide, else one, the most owed first."""

    CONTEXTS = ("home",)
    CSS_PATH = ["work.tcss", "home.tcss"]  # noqa: RUF012 - Textual's own declaration

    def __init__(self) -> None:
        super().__init__()
        self._found: Overview | None = None
        self._forecasts: Mapping[str, str] = {}

    def parts(self) -> ComposeResult:
        """The panels, or a welcome where there is nothing yet."""
        title = "Welcome. Three things to do first"
        yield ListPanel(*home_columns.WELCOME, title=title, id="welcome")
        with Container(id="columns"):
            with Vertical(classes="column -owed"):
                yield ListPanel(*home_columns.DUE, title="Due", id="due")
                yield ListPanel(*home_columns.DISSENT, title="Dissent", id="dissent")
            with Vertical(classes="column"):
                yield ListPanel(*home_columns.NEXT, title="Next", id="next")
                yield ListPanel(*home_columns.LATELY, title="Lately", id="lately")

    def begin(self) -> None:
        """Fills the frame at once where that takes no time."""
        if self.retro.is_store_open:
            self.redraw()

    def on_sharing_changed(self, _event: SharingChanged) -> None:
        """A welcome tells how a store is shared that is shared with nobody."""
        if self._found is not None and self._found.is_empty:
            self.redraw()

    def on_screen_resume(self) -> None:
        """Fills the frame as soon as it is painted, which Textual does with this very message."""
        if self._found is None:
            self.call_later(self.make_ready)

    def make_ready(self) -> None:
        """Fills the frame, unless it is filled or out of sight."""
        if self._found is None and self.is_current and self.retro.open_store():
            self.redraw()

    def draw(self) -> None:
        """Everything as it stands."""
        # The frame is painted before what this takes is loaded.
        from retrotui.services import conflicts  # noqa: PLC0415 - see above
        from retrotui.ui.lists import home_content  # noqa: PLC0415 - see above

        before, calendar = self._found, self.calendar
        found = home_content.read(self.desk, self.settings, calendar)
        self._found = found
        self.set_class(found.is_empty, "-welcome")
        sharing = self.retro.sharing
        is_unshared = sharing is not None and sharing.lacks_remote
        doubled = conflicts.count(self.desk.repo)
        shown = home_content.panels(
            found,
            calendar,
            is_unshared=is_unshared,
            doubled=doubled,
            forecasts=self._forecasts,
        )
        for name, content in shown.items():
            panel = self._panel(name)
            panel.rows.empty = content.empty
            panel.show(content.rows, content.told)
        welcome = self._panel("welcome")
        welcome.styles.height = welcome.wanted_height
        self.share_room()
        if before is None or before.is_empty != found.is_empty:
            self._focus_first(("welcome",) if found.is_empty else _PARTS)
        self.call_after_refresh(self._foresee)

    def _foresee(self) -> None:
        """Says whether the next meetings fit, once the rest is painted."""
        from retrotui.ui.lists import home_pace  # noqa: PLC0415 - see draw

        if self._found is not None and self._found.next:
            home_pace.foresee(self, self._found, self._forecasts, self._show_forecasts)

    def _show_forecasts(self, told: "Mapping[str, str]") -> None:
        if told == self._forecasts or self._found is None:
            return
        from retrotui.ui.lists import home_rows  # noqa: PLC0415 - see draw

        self._forecasts = told
        self._panel("next").rows.set_rows(home_rows.next_rows(self._found, self.calendar, told))

    def refresh_hints(self) -> None:
        """Which keys work is known when the records are."""
        if self._found is not None:
            super().refresh_hints()

    def share_room(self) -> None:
        """The panels share the lines there are; a frame without rows is the style sheet's."""
        if self._found is None:
            return
        room = self.query_one("#parts").size.height
        for each in _PARTS:
            # One below the other, a line more for one panel is a line less for another.
            self._panel(each).rows.wrap_cells(wraps=self.is_wide)
        columns = (_PARTS[:2], _PARTS[2:]) if self.is_wide else (_PARTS,)
        for names in columns:
            panels = [self._panel(each) for each in names]
            heights = share([each.wanted_height for each in panels], room, _LEAST_HEIGHT)
            for panel, height in zip(panels, heights, strict=True):
                panel.styles.height = height

    def why_not(self, command_id: str, /) -> str | None:
        """Resuming, ending and discarding need a meeting that is not finished."""
        if command_id in ("home.resume", "home.end", "home.discard") and not self._unended:
            return "Every meeting is finished; n starts one."
        if command_id in ("home.sync", "home.sharing"):
            return self.retro.why_not(command_id.replace("home", "app", 1))
        if command_id == "home.replay" and self._panel("lately").rows.selected_id is None:
            return "No meeting was held yet."
        if command_id == "work.undo":
            return None
        return super().why_not(command_id)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Meetings, open actions and decisions by their titles."""
        return self._moves.palette_entries()

    def on_list_panel_reflowed(self, event: ListPanel.Reflowed) -> None:
        """Titles that wrap take lines from elsewhere."""
        event.stop()
        self.share_room()

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Opens what was chosen: an action's form, a dissent, a meeting, a series' next one."""
        event.stop()
        if event.item_id in REGISTRY:
            await self.run_command(event.item_id)
        else:
            self._moves.open(event.item_id)

    def cmd_new(self) -> None:
        """Starts a meeting."""
        self.retro.open("start")

    def cmd_resume(self) -> None:
        """Goes on with a meeting."""
        self.retro.open_meeting(self._unfinished.meeting.id)

    def cmd_end(self) -> None:
        """Ends a meeting, after asking."""
        self.follow(self._moves.end(self._unfinished.meeting))

    def cmd_discard(self) -> None:
        """Throws a meeting away, after saying what goes with it."""
        self.follow(self._moves.discard(self._unfinished.meeting))

    def cmd_actions(self) -> None:
        """Opens the actions; where there is nothing at all, a new one at once."""
        is_empty = self._found is not None and self._found.is_empty
        self.retro.open("actions", None, is_empty)

    def cmd_decisions(self) -> None:
        """Opens decisions and dissent."""
        self.retro.open("decisions")

    def cmd_replay(self) -> None:
        """Steps through a meeting of the past."""
        self.retro.open("replay", self._panel("lately").rows.selected_id)

    def cmd_undo(self) -> None:
        """Takes back what was done last: in this session, else before it."""
        if self.retro.undo.newest is not None:
            super().cmd_undo()
        else:
            self.follow(self._moves.undo_last())

    def cmd_sync(self) -> None:
        """Shares at once."""
        self.retro.cmd_sync()

    def cmd_sharing(self) -> None:
        """How far it is shared."""
        self.retro.cmd_sharing()

    def cmd_people(self) -> None:
        """Opens the people."""
        self.retro.open("people")

    @cached_property
    def _moves(self) -> "HomeMoves":
        from retrotui.ui.lists.home_moves import HomeMoves  # noqa: PLC0415 - see the module

        return HomeMoves(self)

    @property
    def _unended(self) -> "tuple[Unfinished, ...]":
        return () if self._found is None else self._found.running

    @property
    def _unfinished(self) -> "Unfinished":
        """The one selected, else the latest."""
        chosen = self._panel("next").rows.selected_id
        fallback = self._unended[0]
        return next((each for each in self._unended if each.meeting.id == chosen), fallback)

    def _panel(self, name: str) -> ListPanel:
        return self.query_one(f"#{name}", ListPanel)

    def _focus_first(self, names: tuple[str, ...]) -> None:
        panels = [self._panel(each) for each in names]
        filled = (each for each in panels if each.rows.items)
        next(filled, panels[0]).rows.focus()


def build() -> HomeScreen:
    """The first screen."""
    return HomeScreen()
