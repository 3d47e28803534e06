"""What the app opens over any screen: its keys, the palette, the colours, a question at the end."""

from typing import TYPE_CHECKING

from textual.command import CommandPalette

from retrotui.services.settings import calendar_of, read_settings
from retrotui.ui.command_screen import holds_unsaved
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.lists.reading import Reading
from retrotui.ui.screens.help import HelpScreen
from retrotui.ui.sharing import SharingWatch, sharing_facts

if TYPE_CHECKING:
    from retrotui.ui.app import RetroApp


class Palette(CommandPalette):
    """Textual's palette in our colours."""

    CSS_PATH = "styles/palette.tcss"


class QuitQuestion(Confirm):
    """Asked before something written is lost; asking to quit again is a yes."""


class Overlays:
    """Opens them.

    Args:
        app: Over whose screens.
    """

    def __init__(self, app: "RetroApp") -> None:
        self._app = app

    def help(self) -> None:
        """Every key of the screen."""
        if not isinstance(self._app.screen, HelpScreen):
            self._app.push_screen(HelpScreen.of(self._app.screen))

    def palette(self) -> None:
        """Any command by its name."""
        if not isinstance(self._app.screen, CommandPalette):
            self._app.push_screen(Palette(id="--command-palette"))

    def theme(self) -> None:
        """Chooses the colours."""
        app = self._app
        choices = [Choice(name, name) for name in sorted(app.available_themes)]

        def use(name: str | None) -> None:
            if name is not None:
                app.theme = name

        app.push_screen(Choose("Colours", choices, current=app.theme), use)

    def sharing(self, watch: SharingWatch) -> None:
        """How far the store is shared, and the way out when something is in the way."""
        desk = self._app.desk
        team = read_settings(desk.repo)
        facts = sharing_facts(watch, calendar_of(desk.clock, team))
        self._app.push_screen(Reading("Sharing", facts))

    def quit(self) -> None:
        """Leaves, after asking when something written would be lost."""
        app = self._app
        lost = next(filter(None, map(holds_unsaved, app.screen_stack)), None)
        if isinstance(app.screen, QuitQuestion) or lost is None:
            app.exit()
            return

        def leave(sure: bool | None) -> None:
            if sure:
                app.exit()

        app.push_screen(QuitQuestion("Quit now?", f"{lost}.", yes="quit", no="stay"), leave)
