"""The one door into the full-screen app, for the command line."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrotui.ui.app import Formats, RetroApp

if TYPE_CHECKING:
    from retrotui.core.ports import Preferences
    from retrotui.services.desk import Desk
    from retrotui.ui.sharing import Sharing


class Launched(RetroApp):
    """The app with a meeting opened over its first screen.

    Args:
        desk: The records, the clock and who is acting; or what opens them.
        meeting: Id of the meeting; None stays on the first screen.
        options: As ``RetroApp`` takes them.
    """

    def __init__(
        self,
        desk: "Desk | Callable[[], Desk]",
        *,
        meeting: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(desk, **options)
        self._meeting = meeting

    def on_mount(self) -> None:
        """Opens the meeting before anything is painted, so that home does not flash by."""
        if self._meeting is not None:
            self.open_meeting(self._meeting)


def launch(
    desk: "Callable[[], Desk]",
    *,
    formats: Callable[[], Formats],
    open_meeting: str | None = None,
    theme_folders: Iterable[Path] = (),
    sharing: "Sharing | None" = None,
    shares_unasked: bool = True,
    preferences: "Preferences | None" = None,
) -> int:
    """Runs the app until the person leaves, and returns its exit code.

    Args:
        desk: Opens the records, the clock and who is acting, once something is painted.
        formats: Reads the meeting formats.
        open_meeting: Id of a meeting to open over the first screen.
        theme_folders: Folders with a clone's own themes.
        sharing: Runs syncs; None where nothing is shared.
        shares_unasked: Begin them by the clock, too.
        preferences: What the person prefers on this machine; None forgets it at the end.

    Raises:
        RetroError: The store could not be opened.
    """
    app = Launched(
        desk,
        formats=formats,
        meeting=open_meeting,
        theme_folders=theme_folders,
        sharing=sharing,
        shares_unasked=shares_unasked,
        preferences=preferences,
    )
    app.run()
    if app.refusal is not None:
        raise app.refusal
    if app.is_store_open and app.sharing is not None:
        app.sharing.leave()
    return app.return_code or 0
