"""The app: it wires desk, themes, keys and screens together, and decides nothing."""

import asyncio
import os
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.command import CommandPalette
from textual.events import Event, Key, Paste
from textual.notifications import SeverityLevel
from textual.screen import Screen

from retrotui.core.errors import RetroError
from retrotui.core.formats import Format
from retrotui.core.text import clean, one_line
from retrotui.services.desk import Desk
from retrotui.services.undo import UndoStack
from retrotui.ui.command_screen import holds_unsaved
from retrotui.ui.commanding import bindings_for, obey
from retrotui.ui.commands import GLOBAL, REGISTRY
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.messages import StoreChanged
from retrotui.ui.palette import CommandProvider
from retrotui.ui.screens import ScreenFactory, screen_factory
from retrotui.ui.screens.help import HelpScreen
from retrotui.ui.theme import MADE, PLAIN, load_themes, made_variables, pick_theme
from retrotui.ui.watched import WatchedRepository

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from retrotui.core.instants import Instant

POLL_SECONDS = 1.0
_SIGNALLED = 128


class RetroApp(App[None]):
    """The full-screen app on one store.

    Args:
        desk: The records, the clock and who is acting.
        formats: The meeting formats there are.
        first: Makes the first screen; None opens ``home``.
        screens: Factories by name, in place of the modules of ``ui.screens``.
        theme: A theme's name; None decides by the terminal.
        theme_folders: Folders with a clone's own themes.
        env: The environment; None is the process's own.

    Raises:
        UsageError: No theme has that name.
    """

    TITLE = "retrotui"
    CSS_PATH: ClassVar[list[str | Path]] = [  # type: ignore[assignment]  # the wider type of App
        "styles/inks.tcss",
        "styles/widgets.tcss",
        "styles/dialogs.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {CommandProvider}  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(
        self,
        desk: Desk,
        formats: tuple[Format, ...] = (),
        *,
        first: ScreenFactory | None = None,
        screens: Mapping[str, ScreenFactory] | None = None,
        theme: str | None = None,
        theme_folders: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
    ) -> None:
        around = os.environ if env is None else env
        # The convention (no-color.org) counts only a value that is not empty; Textual counts any.
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]
        shelf = load_themes(theme_folders)
        chosen = pick_theme([each.name for each in shelf.themes], theme, around)
        super().__init__(ansi_color=True if chosen == PLAIN else None)
        self.desk = replace(desk, repo=WatchedRepository(desk.repo, self._wrote))
        self.formats = formats
        self.undo = UndoStack()
        """What this session did, whatever the screen it was done on."""
        self.theme_problems = shelf.problems
        self.last_seen: dict[str, Instant] = {}
        """When each running meeting was last on the screen of this app, by its id."""
        self.animation_level = "none"
        self._first = first
        self._screens = dict(screens or {})
        self._poll_trouble = ""
        self._sent_to: WeakKeyDictionary[Event, DOMNode] = WeakKeyDictionary()
        self._bindings = bindings_for((GLOBAL,))
        builtin = list(self.available_themes)
        for each in shelf.themes:
            self.register_theme(each)
        self.theme = chosen
        for name in set(builtin) - {each.name for each in shelf.themes}:
            self.unregister_theme(name)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables and ours."""
        variables = {**super().get_css_variables(), **made_variables(self.current_theme)}
        self.theme_variables = variables
        return variables

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every variable of ours is known to the style sheets from the start."""
        return dict.fromkeys(MADE, "ansi_default")

    def get_default_screen(self) -> Screen[Any]:
        """The first screen."""
        screen = self._first() if self._first is not None else self._factory("home")()
        # Textual reads a screen's own style sheet only when it is pushed.
        self._load_screen_css(screen)
        return screen

    async def on_event(self, event: Event) -> None:
        """Delivers keys and pastes; what was typed ahead of the focus follows it.

        Textual sends a key to whatever has the focus when the key is read. In a burst the key
        before it may just be opening a line or a dialog, and the text meant for that would be lost.
        """
        if isinstance(event, (Key, Paste)):
            target = self.focused or self.screen
            if event.is_forwarded and self._sent_to.get(event, target) is not target:
                event = _sent_anew(event)
            if not event.is_forwarded:
                self._sent_to[event] = target
        await super().on_event(event)

    def on_mount(self) -> None:
        """Starts looking for what others wrote, and listens to orders to end."""
        self.set_interval(POLL_SECONDS, self.poll)
        for problem in self.theme_problems:
            hint = f"\n{problem.hint}" if problem.hint else ""
            self.notify(f"{problem.message}{hint}", title="A theme was skipped", severity="warning")
        self._listen()

    def on_unmount(self) -> None:
        """Gives the signals back."""
        if not self.is_headless:
            with suppress(NotImplementedError, ValueError, RuntimeError):
                for each in (signal.SIGTERM, signal.SIGHUP):
                    asyncio.get_running_loop().remove_signal_handler(each)

    # Opening screens.

    def open(self, name: str, *args: Any) -> None:
        """Opens the screen of ``ui/screens/<name>.py`` over the present one."""
        self.push_screen(self._factory(name)(*args))

    def show_home(self) -> None:
        """Back to the first screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_meeting(self, meeting_id: str) -> None:
        """Opens a meeting."""
        self.open("meeting", meeting_id)

    # Telling people.

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - a toast is never markup, whoever asks
    ) -> None:
        """A toast. Its text is data: cleaned, and never read as markup."""
        super().notify(
            clean(message), title=one_line(title), severity=severity, timeout=timeout, markup=False
        )

    def tell(self, error: RetroError) -> None:
        """A refusal as a toast: what happened, and the way out."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(text, severity="error")

    # The store.

    def poll(self) -> None:
        """Takes in what other processes wrote. Trouble is told once, not every second."""
        try:
            changed = self.desk.repo.refresh()
        except RetroError as error:
            if error.message != self._poll_trouble:
                self._poll_trouble = error.message
                self.tell(error)
            return
        self._poll_trouble = ""
        if changed:
            self._announce(own=False)

    # Commands of every screen.

    def contexts(self) -> tuple[str, ...]:
        """The app obeys what works everywhere."""
        return (GLOBAL,)

    def why_not(self, command_id: str) -> str | None:
        """Going back needs a screen to go back to."""
        if command_id == "app.back" and len(self.screen_stack) < 2:  # noqa: PLR2004 - one below
            return "This is the first screen; q quits."
        return None

    async def action_command(self, command_id: str) -> None:
        """Does a command that works everywhere."""
        await obey(self, REGISTRY[command_id], self)

    def cmd_help(self) -> None:
        """Every key of the screen."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen))

    def cmd_palette(self) -> None:
        """Any command by its name."""
        if not isinstance(self.screen, CommandPalette):
            self.action_command_palette()

    def cmd_back(self) -> None:
        """To the screen before."""
        self.pop_screen()

    def cmd_theme(self) -> None:
        """Chooses the colours."""
        names = sorted(self.available_themes)
        choices = [Choice(name, name) for name in names]

        def use(name: str | None) -> None:
            if name is not None:
                self.theme = name

        self.push_screen(Choose("Colours", choices, current=self.theme), use)

    def cmd_quit(self) -> None:
        """Leaves, after asking when something written would be lost."""
        if isinstance(self.screen, QuitQuestion):
            self.exit()
            return
        lost = next(filter(None, map(holds_unsaved, self.screen_stack)), None)
        if lost is None:
            self.exit()
            return

        def leave(sure: bool | None) -> None:
            if sure:
                self.exit()

        self.push_screen(QuitQuestion("Quit now?", f"{lost}.", yes="quit", no="stay"), leave)

    def cmd_leave(self) -> None:
        """Leaves from anywhere, a dialog too."""
        self.cmd_quit()

    def _factory(self, name: str) -> ScreenFactory:
        return self._screens.get(name) or screen_factory(name)

    def _wrote(self) -> None:
        self._announce(own=True)

    def _announce(self, *, own: bool) -> None:
        for screen in self.screen_stack:
            screen.post_message(StoreChanged(own=own))

    def _listen(self) -> None:
        if self.is_headless:
            return
        # A loop that is not the main thread's cannot listen; its host ends the app instead.
        with suppress(NotImplementedError, ValueError, RuntimeError):
            for each in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(each, self._end, each)

    def _end(self, number: int) -> None:
        self.exit(return_code=_SIGNALLED + number)


def _sent_anew(event: Key | Paste) -> Key | Paste:
    return Paste(event.text) if isinstance(event, Paste) else Key(event.key, event.character)


class QuitQuestion(Confirm):
    """Asked before something written is lost; asking to quit again is a yes."""
