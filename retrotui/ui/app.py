"""The app: it wires desk, themes, keys and screens together, and decides nothing."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias
from weakref import WeakKeyDictionary

from textual.events import Event, Key, Paste
from textual.notifications import Notification, Notify, SeverityLevel
from textual.screen import Screen
from textual.widget import AwaitMount

from retrotui.core.errors import RetroError
from retrotui.core.text import clean, one_line
from retrotui.ui.attention import notifies
from retrotui.ui.command_screen import Keyed
from retrotui.ui.commanding import bindings_for
from retrotui.ui.commands import GLOBAL
from retrotui.ui.everywhere import Everywhere
from retrotui.ui.messages import StoreChanged
from retrotui.ui.screens import ScreenFactory, screen_factory
from retrotui.ui.theme import MADE, PLAIN, load_themes, made_variables, pick_theme
from retrotui.ui.widgets.inks import Inked

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.dom import DOMNode

    from retrotui.core.formats import Format
    from retrotui.core.instants import Instant
    from retrotui.core.ports import Preferences
    from retrotui.services.desk import Desk
    from retrotui.services.pacing import Memory
    from retrotui.services.undo import UndoStack
    from retrotui.ui.sharing import Sharing, SharingWatch

POLL_SECONDS = 1.0
_SIGNALLED = 128


Formats: TypeAlias = "tuple[tuple[Format, ...], tuple[RetroError, ...]]"
"""The meeting formats there are, and why others are left out."""


def _no_formats() -> "Formats":
    return (), ()


def _commands() -> "type[Provider]":
    from retrotui.ui.palette import CommandProvider  # noqa: PLC0415 - loaded when it is opened

    return CommandProvider


class RetroApp(Everywhere):
    """The full-screen app on one store.

    What the first paint does not show is loaded when it is first needed.

    Args:
        desk: The records, the clock and who is acting; or what opens them.
        formats: Reads the meeting formats.
        first: Makes the first screen; None opens ``home``.
        screens: Factories by name, in place of the modules of ``ui.screens``.
        theme: A theme's name; None decides by the terminal.
        theme_folders: Folders with a clone's own themes.
        env: The environment; None is the process's own.
        sharing: Runs syncs; None where nothing is shared.
        shares_unasked: Begin them by the clock, too.

    Raises:
        UsageError: No theme has that name.
    """

    TITLE = "retrotui"
    CSS_PATH: ClassVar[list[str | Path]] = [  # type: ignore[assignment]  # the wider type of App
        "styles/widgets.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_commands}  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[Any]] = []

    _has_themes = False

    def __init__(
        self,
        desk: "Desk | Callable[[], Desk]",
        formats: Callable[[], Formats] = _no_formats,
        *,
        first: ScreenFactory | None = None,
        screens: Mapping[str, ScreenFactory] | None = None,
        theme: str | None = None,
        theme_folders: Iterable[Path] = (),
        env: Mapping[str, str] | None = None,
        sharing: "Sharing | None" = None,
        shares_unasked: bool = True,
        preferences: "Preferences | None" = None,
    ) -> None:
        around = os.environ if env is None else env
        # The convention (no-color.org) counts only a value that is not empty; Textual counts any.
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]
        shelf = load_themes(theme_folders)
        chosen = pick_theme([each.name for each in shelf.themes], theme, around)
        super().__init__(ansi_color=True if chosen == PLAIN else None)
        self.refusal: RetroError | None = None
        """Why the store could not be opened."""
        self.preferences: Preferences = preferences or _Forgetful()
        """What the person prefers on this machine."""
        self.notifies_desktop = notifies(around)
        self._desk = desk
        self._read_formats = formats
        self.theme_problems = shelf.problems
        self.last_seen: dict[str, Instant] = {}
        """When each running meeting was last on the screen of this app, by its id."""
        self.animation_level = "none"
        self._first = first
        self._screens = dict(screens or {})
        self._poll_trouble = ""
        self._sharing = sharing
        self._shares_unasked = shares_unasked
        self._sent_to: WeakKeyDictionary[Event, DOMNode] = WeakKeyDictionary()
        self._bindings = bindings_for((GLOBAL,))
        builtin = list(self.available_themes)
        for each in shelf.themes:
            self.register_theme(each)
        self._has_themes = True
        self.theme = chosen
        for name in set(builtin) - {each.name for each in shelf.themes}:
            self.unregister_theme(name)

    @cached_property
    def desk(self) -> "Desk":
        """The records, the clock and who is acting."""
        from retrotui.ui.watched import watched  # noqa: PLC0415 - the first paint needs no records

        return watched(self._desk() if callable(self._desk) else self._desk, self._wrote)

    @property
    def is_store_open(self) -> bool:
        """Asking for the desk takes no time."""
        return "desk" in self.__dict__ or not callable(self._desk)

    def open_store(self) -> bool:
        """Asks for the desk; False when it was refused, which ends the app."""
        try:
            _ = self.desk
        except RetroError as error:
            self.refusal = error
            self.exit(return_code=error.code)
            return False
        return True

    @cached_property
    def formats(self) -> "tuple[Format, ...]":
        """The meeting formats there are; refused ones are told of when they are first read."""
        found, refused = self._read_formats()
        for each in refused:
            self.notify(each.message, title="A format was skipped", severity="warning")
        return found

    @cached_property
    def undo(self) -> "UndoStack":
        """What this session did, whatever the screen it was done on."""
        from retrotui.services.undo import UndoStack  # noqa: PLC0415 - nothing was done yet

        return UndoStack()

    @cached_property
    def memory(self) -> "Memory":
        """What the team's past says about how long things take, as it was read last."""
        from retrotui.services.pacing import Memory  # noqa: PLC0415 - read after the first paint

        return Memory()

    @cached_property
    def sharing(self) -> "SharingWatch | None":
        """Knows how far the store is shared, and shares it; None where nothing is shared."""
        if self._sharing is None:
            return None
        from retrotui.ui.sharing import SharingWatch  # noqa: PLC0415 - the first paint needs none

        return SharingWatch(self, self._sharing, automatic=self._shares_unasked)

    def get_css_variables(self) -> dict[str, str]:
        """Textual's variables and ours."""
        variables = super().get_css_variables()
        if self._has_themes:
            variables |= made_variables(self.current_theme)
        self.theme_variables = variables
        return variables

    def refresh_css(self, animate: bool = True) -> None:
        """Draws in the theme of now. Textual asks for it at every start, when nothing is drawn."""
        if self._screen_stack:
            super().refresh_css(animate=animate)
            for screen in self.screen_stack:
                screen.query(Inked).refresh()
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every variable of ours is known to the style sheets from the start."""
        return dict.fromkeys(MADE, "ansi_default")

    def get_default_screen(self) -> Screen[Any]:
        """The first screen."""
        screen = self._first() if self._first is not None else self._factory("home")()
        # Textual reads a screen's own style sheet only when it is pushed.
        self._load_screen_css(screen)
        return screen

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """Reads a screen's style sheets before the screen is styled, and not once more after it."""
        if isinstance(screen, Screen):
            self._load_screen_css(screen)
        return super()._get_screen(screen)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Reads a screen's own style sheets only; Textual would read all the others again."""
        shared = screen.SHARED_CSS if isinstance(screen, Keyed) else ()
        for path in (*shared, *screen.css_path):
            if not self.stylesheet.has_source(str(path)):
                text = Path(path).read_text(encoding="utf-8")
                self.stylesheet.add_source(text, read_from=(str(path), ""))
        super()._load_screen_css(screen)

    async def on_event(self, event: Event) -> None:
        """Delivers keys and pastes; what was typed ahead of the focus follows it.

        Textual sends a key to whatever has the focus when the key is read. In a burst the key
        before it may just be opening a line or a dialog, and the text meant for that would be lost.
        """
        if isinstance(event, (Key, Paste)):
            if isinstance(self.screen, Keyed):
                self.screen.make_ready()
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

    def _on_notify(self, event: Notify) -> None:
        """What is said twice in a row renews the toast that says it, and makes no second one."""
        latest = next(reversed(tuple(self._notifications)), None)
        if latest is not None and _said(latest) == _said(event.notification):
            self._unnotify(latest, refresh=False)
        super()._on_notify(event)

    def write_raw(self, sequence: str) -> None:
        """Sends a sequence to the terminal between two frames; nothing where there is none."""
        if not self.is_headless and self._driver is not None:
            self._driver.write(sequence)

    def tell(self, error: RetroError) -> None:
        """A refusal as a toast: what happened, and the way out."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(text, severity="error")

    # The store.

    def poll(self) -> None:
        """Takes in what other processes wrote. Trouble is told once, not every second."""
        if not self.is_store_open:
            return
        if self.sharing is not None:
            self.sharing.tick()
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


class _Forgetful:
    """Preferences that last as long as the app."""

    def __init__(self) -> None:
        self._on: set[str] = set()

    def is_on(self, name: str) -> bool:
        return name in self._on

    def turn(self, name: str, on: bool) -> None:
        (self._on.add if on else self._on.discard)(name)


def _said(toast: Notification) -> tuple[str, ...]:
    return toast.title, toast.message, toast.severity


def _sent_anew(event: Key | Paste) -> Key | Paste:
    return Paste(event.text) if isinstance(event, Paste) else Key(event.key, event.character)
