"""Opening the full-screen app; nothing of it is imported before."""

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from retrotui.cli.session import Session

if TYPE_CHECKING:
    from retrotui.services.desk import Desk
    from retrotui.ui.app import Formats


def open_app(session: Session, meeting: str | None = None, *, shares: bool = True) -> int:
    """Opens the app on the session's store and returns its exit code.

    Args:
        session: Whose store it is; it is opened when the app has painted its frame.
        meeting: Id of a meeting to open.
        shares: The store may be shared from the app.
    """
    from retrotui.cli.background import OFF_VARIABLE, BackgroundSync  # noqa: PLC0415 - as below
    from retrotui.store.preferences import (  # noqa: PLC0415 - only the app has any
        FilePreferences,
        preferences_folder,
    )
    from retrotui.ui.launch import launch  # noqa: PLC0415 - draws in Textual

    def formats() -> "Formats":
        from retrotui.exchange.format_files import (  # noqa: PLC0415 - few starts choose one
            known_formats,
        )

        return known_formats(session.store_dir)

    def desk() -> "Desk":
        opened = replace(session.desk, told=None)
        # What was loaded so far stays to the end: no search for garbage need look at it again.
        gc.freeze()
        gc.enable()
        return opened

    session.clock.run()
    themes = session.store_dir / "themes"
    with session.output.notes_held():
        return launch(
            desk,
            formats=formats,
            open_meeting=meeting,
            theme_folders=(themes,),
            sharing=BackgroundSync(session.store_dir, session.environ) if shares else None,
            shares_unasked=not session.environ.get(OFF_VARIABLE),
            preferences=FilePreferences(preferences_folder(session.environ)),
        )
