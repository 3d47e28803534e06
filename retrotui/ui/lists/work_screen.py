"""What the screens around the meeting have in common: time, undo, questions, redrawing."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from retrotui.core.errors import RetroError
from retrotui.ui.command_screen import CommandScreen
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists.top_line import TopLine
from retrotui.ui.messages import SharingChanged, StoreChanged
from retrotui.ui.widgets.hints import HintBar

if TYPE_CHECKING:
    from datetime import date

    from retrotui.core.dates import Calendar
    from retrotui.core.people import Naming
    from retrotui.core.ports import Receipt
    from retrotui.core.settings import TeamSettings
    from retrotui.services.desk import Desk
    from retrotui.ui.dialogs.form import Form
    from retrotui.ui.lists.team_time import TeamTime

WIDE = 120
_REPAINT_SECONDS = 5.0

Steps = Generator[Screen[Any], Any, None]
"""A move that asks questions: it yields dialogs and is sent their answers (None when closed)."""

REGISTRY.add(
    Command(
        "work.undo",
        ("u",),
        "undo",
        "Take back what was done last in this session",
        "work",
        hint=True,
        weight=25,
    ),
    Command(
        "work.versions",
        ("V",),
        "versions",
        "See where two people changed one field, and pick what stays",
        "work",
    ),
)


class WorkScreen(CommandScreen[None]):
    """A full screen over the store. A subclass composes its ``parts`` and draws in ``draw``."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own
    heading = "retrotui"

    def __init__(self) -> None:
        super().__init__()
        self.wanted: str | None = None
        """Id of the record to select when it is drawn next, such as one just made."""
        self._day: date | None = None
        self._time: TeamTime | None = None

    def contexts(self) -> tuple[str, ...]:
        """Its own, undo, and going from part to part."""
        return (*self.CONTEXTS, "work", "screen")

    def compose(self) -> ComposeResult:
        """The line at the top, the screen's parts, its keys."""
        yield TopLine(self.heading, id="top")
        with _Parts(id="parts"):
            yield from self.parts()
        yield HintBar()

    def parts(self) -> ComposeResult:
        """What is between the line at the top and the keys."""
        raise NotImplementedError

    def share_room(self) -> None:
        """Gives the parts their heights, where those depend on what they show."""

    def draw(self) -> None:
        """Draws everything anew from the records; selection and focus stay where they are."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begins, and keeps the time right."""
        self.set_interval(_REPAINT_SECONDS, self.tick)
        self.begin()

    def begin(self) -> None:
        """Draws for the first time, when the parts are there."""
        self.redraw()

    def on_store_changed(self, event: StoreChanged) -> None:
        """Shows what was written, by whomever."""
        event.stop()
        self.redraw()

    def on_sharing_changed(self, event: SharingChanged) -> None:
        """Says how far the store is shared."""
        event.stop()
        if self._day is not None:
            self._show_time()

    def redraw(self) -> None:
        """Reads the settings and draws everything."""
        self._time = None
        self._day = self.calendar.today
        self._show_time()
        self.draw()
        self.refresh_hints()

    def tick(self) -> None:
        """Time passed; only a new day changes more than the line at the top."""
        if self._day is None:
            return
        if self.calendar.today != self._day:
            self.redraw()
        else:
            self._show_time()

    @property
    def desk(self) -> "Desk":
        """The records, and who is acting."""
        return self.retro.desk

    @property
    def team_time(self) -> "TeamTime":
        """The team's settings as they were when it was drawn, and its time."""
        if self._time is None:
            # A frame can be painted before there is anything to read.
            from retrotui.ui.lists.team_time import TeamTime  # noqa: PLC0415 - see above

            self._time = TeamTime(self.desk)
        return self._time

    @property
    def settings(self) -> "TeamSettings":
        """The team's settings."""
        return self.team_time.settings

    @property
    def calendar(self) -> "Calendar":
        """The team's time, now."""
        return self.team_time.calendar

    @property
    def is_wide(self) -> bool:
        """There is room for two columns."""
        return self.size.width >= WIDE

    def keep(self, label: str, *receipts: "Receipt") -> None:
        """Remembers what was just done, however many transactions it took, as one step.

        Args:
            label: Names it, for ``u``.
            receipts: In the order of writing.
        """
        self.retro.undo.push(label, *receipts)
        self.refresh_hints()

    def say_new(self, named: "Sequence[Naming]") -> None:
        """Tells which names nobody was known by."""
        from retrotui.ui.lists.newcomers import newcomers_text  # noqa: PLC0415 - after the start

        if new := newcomers_text(named):
            self.notify(f"{new} u takes it back.")

    def follow(self, steps: Steps) -> None:
        """Does a move that asks questions, one dialog after the other. Refusals become toasts."""

        def go_on(answer: Any) -> None:
            try:
                dialog = steps.send(answer)
            except StopIteration:
                return
            except RetroError as error:
                self.retro.tell(error)
                return
            self.retro.push_screen(dialog, go_on)

        go_on(None)

    def fill_in(self, make: "Callable[[], Form]", do: Callable[[Mapping[str, str]], None]) -> Steps:
        """Asks for a form and does something with it; refused, it comes back as filled in."""
        form = make()
        while True:
            answer = yield form
            if answer is None:
                return
            try:
                do(answer)
            except RetroError as error:
                self.retro.tell(error)
                form = make()
                form.fields = tuple(replace(each, value=answer[each.key]) for each in form.fields)
            else:
                return

    def record_ids(self) -> tuple[str, ...]:
        """What is selected, for screens that show it by itself."""
        return ()

    def why_not(self, command_id: str, /) -> str | None:
        """Undoing needs something that was done, a version another one."""
        if command_id == "work.versions" and not self.retro.has_versions:
            return "Nothing has two versions."
        if command_id == "work.undo" and self.retro.undo.next_label is None:
            return "Nothing was done in this session yet."
        return super().why_not(command_id)

    def cmd_undo(self) -> None:
        """Takes back what was done last, and says what that was."""
        label = self.retro.undo.undo(self.desk)
        self.notify(f"Taken back: {label}")

    def cmd_versions(self) -> None:
        """Opens what has two versions, at what is selected."""
        self.retro.open("conflicts", *self.record_ids()[:1])

    def _show_time(self) -> None:
        top = self.query_one(TopLine)
        top.show(self.heading, self.settings.team, self.team_time.now_text)
        if self.retro.sharing is not None:
            top.note(self.retro.sharing.badge)


class _Parts(Container):
    """Tells the screen when there is another number of lines: its own size comes too early."""

    def on_resize(self) -> None:
        screen = self.screen
        if isinstance(screen, WorkScreen):
            screen.share_room()
