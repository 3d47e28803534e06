"""The one door into the full-screen app, for the command line."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from retrotui.core.formats import Format
from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp


class Launched(RetroApp):
    """The app with a meeting opened over its first screen.

    Args:
        desk: The records, the clock and who is acting.
        formats: The meeting formats there are.
        meeting: Id of the meeting; None stays on the first screen.
        options: As ``RetroApp`` takes them.
    """

    def __init__(
        self,
        desk: Desk,
        formats: tuple[Format, ...] = (),
        *,
        meeting: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(desk, formats, **options)
        self._meeting = meeting

    def on_mount(self) -> None:
        """Opens the meeting before anything is painted, so that home does not flash by."""
        if self._meeting is not None:
            self.open_meeting(self._meeting)


def launch(
    desk: Desk,
    *,
    formats: tuple[Format, ...],
    open_meeting: str | None = None,
    theme_folders: Iterable[Path] = (),
) -> int:
    """Runs the app until the person leaves, and returns its exit code.

    Args:
        desk: The records, the clock and who is acting.
        formats: The meeting formats there are.
        open_meeting: Id of a meeting to open over the first screen.
        theme_folders: Folders with a clone's own themes.
    """
    app = Launched(desk, formats, meeting=open_meeting, theme_folders=theme_folders)
    app.run()
    return app.return_code or 0
