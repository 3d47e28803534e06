"""The commands that work on every screen."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.app import App

from retrotui.ui.commanding import obey
from retrotui.ui.commands import GLOBAL, REGISTRY

if TYPE_CHECKING:
    from retrotui.ui.app import RetroApp
    from retrotui.ui.overlays import Overlays


class Everywhere(App[None]):
    """The part of the app that obeys them."""

    def contexts(self) -> tuple[str, ...]:
        """The app obeys what works everywhere."""
        return (GLOBAL,)

    def why_not(self, command_id: str) -> str | None:
        """Going back needs a screen to go back to, sharing somewhere to share to."""
        if command_id == "app.back" and len(self.screen_stack) < 2:  # noqa: PLR2004 - one below
            return "This is the first screen; q quits."
        if command_id in ("app.sync", "app.sharing"):
            return self._sharing_reason(command_id)
        if command_id == "app.versions" and not self.has_versions:
            return "Nothing has two versions."
        return None

    def offered(self, _command_id: str) -> bool:
        """What works everywhere is always there."""
        return True

    @property
    def has_versions(self) -> bool:
        """True when some field was changed twice at once, and nobody has picked."""
        from retrotui.services import conflicts  # noqa: PLC0415 - the first paint needs none

        return conflicts.count(self._retro.desk.repo) > 0

    async def action_command(self, command_id: str) -> None:
        """Does a command that works everywhere."""
        await obey(self._retro, REGISTRY[command_id], self._retro)

    def cmd_help(self) -> None:
        """Every key of the screen."""
        self._overlays.help()

    def cmd_palette(self) -> None:
        """Any command by its name."""
        self._overlays.palette()

    def cmd_back(self) -> None:
        """To the screen before."""
        self.pop_screen()

    def cmd_theme(self) -> None:
        """Chooses the colours."""
        self._overlays.theme()

    def cmd_sync(self) -> None:
        """Shares at once."""
        if self._retro.sharing is not None:
            self._retro.sharing.ask()

    def cmd_sharing(self) -> None:
        """How far it is shared, and what is in the way."""
        if self._retro.sharing is not None:
            self._overlays.sharing(self._retro.sharing)

    def cmd_versions(self) -> None:
        """What has two versions."""
        self._retro.open("conflicts")

    def cmd_trash(self) -> None:
        """What was deleted."""
        self._retro.open("trash")

    def share_soon(self) -> None:
        """A good moment to share what was written, where that is done unasked."""
        if self._retro.sharing is not None:
            self._retro.sharing.soon()

    def cmd_quit(self) -> None:
        """Leaves, after asking when something written would be lost."""
        self._overlays.quit()

    def cmd_leave(self) -> None:
        """Leaves from anywhere, a dialog too."""
        self.cmd_quit()

    @cached_property
    def _overlays(self) -> "Overlays":
        from retrotui.ui.overlays import Overlays  # noqa: PLC0415 - loaded when one is opened

        return Overlays(self._retro)

    @property
    def _retro(self) -> "RetroApp":
        return cast("RetroApp", self)

    def _sharing_reason(self, command_id: str) -> str | None:
        if self._retro.sharing is None:
            return "This store is shared with nobody from here."
        return self._retro.sharing.reason if command_id == "app.sync" else None
