"""Screens whose keys, hints and help come from the registry of commands."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, cast

from textual.events import DescendantBlur, DescendantFocus, Mount, ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen

from retrotui.ui.commanding import (
    Commander,
    Hint,
    Obedient,
    bindings_for,
    hints_of,
    obey,
    typed_away,
)
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.widgets.hints import HintBar

T = TypeVar("T")

if TYPE_CHECKING:
    from textual.widget import Widget

    _Base = Screen[Any]
else:
    _Base = object


class PaletteEntry(NamedTuple):
    """Something a screen offers in the palette beside its commands, such as a meeting.

    Attributes:
        title: What people search; text from people is fine.
        note: Shown after it, quiet.
        run: Does it.
    """

    title: str
    note: str
    run: Callable[[], object]


class Keyed(Obedient, _Base):
    """The keys of a screen or dialog: its own commands, and those of what it holds."""

    focused: Reactive["Widget | None"] = Reactive(None, repaint=False)
    """As Textual's own, which paints the whole screen again when the focus moves."""
    SHARED_CSS: ClassVar[tuple[Path, ...]] = ()
    """Style sheets it shares with its like; they are read before those of its ``CSS_PATH``."""

    _hints_asked = False
    _bars: tuple[HintBar, ...] = ()

    def contexts(self) -> tuple[str, ...]:
        """Its own, and going from part to part."""
        return (*self.CONTEXTS, "screen")

    def cmd_next_part(self) -> None:
        """The focus goes on."""
        self.focus_next()

    def cmd_previous_part(self) -> None:
        """The focus goes back."""
        self.focus_previous()

    def make_ready(self) -> None:
        """Called before a key is taken: a screen that was painted before it was filled fills."""

    def commanders(self) -> tuple[Commander, ...]:
        """Who obeys this screen's keys, the nearest first. A meeting puts its stage in front."""
        return (self,)

    def rebind(self) -> None:
        """Reads the keys again; call it after ``commanders`` or a stage changed."""
        contexts = (context for each in self.commanders() for context in each.contexts())
        self._bindings = bindings_for(contexts)
        if self.is_mounted:
            self.refresh_bindings()
            self.refresh_hints()

    async def action_command(self, command_id: str) -> None:
        """Does a command of this screen or of what it holds."""
        await self.run_command(command_id)

    async def run_command(self, command_id: str) -> None:
        """Does any active command by its id: for keys, clicked hints and the palette."""
        command = REGISTRY[command_id]
        for commander in self.active_commanders():
            if command.context in commander.contexts():
                await obey(commander, command, self.retro)
                break
        self.refresh_hints()

    def active_commanders(self) -> tuple[Commander, ...]:
        """The focused widget's chain, then this screen's commanders, then the app."""
        chain = self.focused.ancestors_with_self if self.focused is not None else ()
        near = [each for each in chain if isinstance(each, Obedient) and each is not self]
        listed = (*self.commanders(), *self._far())
        return (*(cast("Commander", each) for each in near if each not in listed), *listed)

    def active_commands(self) -> tuple[tuple[Commander, Command], ...]:
        """Every command that has a key or a palette entry now."""
        return tuple(
            (commander, command)
            for commander in self.active_commanders()
            for context in commander.contexts()
            for command in REGISTRY.in_context(context)
        )

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """What else the palette offers on this screen."""
        return ()

    def titled(self, hint: Hint) -> str:
        """A hint's title in this screen's words."""
        return hint.title

    def weight_of(self, hint: Hint) -> int:
        """How much a hint weighs in this phase; see ``Obedient.offered``."""
        return hint.weight

    def refresh_hints(self) -> None:
        """Draws the hint line again; call it when a reason of ``why_not`` may have changed."""
        if not self._hints_asked and self.is_attached:
            # Last of what is waiting: a move of the focus asks for it three times.
            self._hints_asked = self.call_later(self._draw_hints)

    def _draw_hints(self) -> None:
        self._hints_asked = False
        if not self.is_attached:
            return
        self._bars = self._bars or tuple(self.query(HintBar))
        hints = hints_of(self.active_commanders())
        usable = (each for each in hints if not typed_away(self.focused, each))
        shown = [
            each._replace(title=self.titled(each), weight=self.weight_of(each)) for each in usable
        ]
        for bar in self._bars:
            bar.show(shown)

    def unsaved(self) -> str | None:
        """What would be lost by quitting now, in a few words; None when nothing."""
        return None

    # Plain names, as Textual collects decorated handlers only from classes of its own; private
    # ones, so that a screen's own ``on_mount`` is called as well.
    def _on_mount(self, _event: Mount) -> None:
        self.call_after_refresh(self.refresh_hints)

    def _on_screen_resume(self, _event: ScreenResume) -> None:
        self.refresh_hints()

    def _on_descendant_focus(self, _event: DescendantFocus) -> None:
        self.refresh_hints()

    def _on_descendant_blur(self, _event: DescendantBlur) -> None:
        self.refresh_hints()

    def _on_line_list_moved(self) -> None:
        self.refresh_hints()

    async def _on_hint_bar_pressed(self, event: HintBar.Pressed) -> None:
        event.stop()
        await self.run_command(event.command_id)

    def _far(self) -> tuple[Commander, ...]:
        return () if self.is_modal else (self.retro,)


class CommandScreen(Keyed, Screen[T]):
    """A full screen.

    Say its contexts in ``CONTEXTS``, write its ``cmd_<verb>`` methods, yield a ``HintBar`` last.
    """


def holds_unsaved(screen: Screen[Any]) -> str | None:
    """What a screen, or a widget on it, would lose by quitting."""
    nodes: list[Widget] = [screen, *screen.query("*")]
    for node in nodes:
        ask = getattr(node, "unsaved", None)
        lost = ask() if callable(ask) else None
        if lost:
            return str(lost)
    return None
