"""Opening the full-screen app; nothing of it is imported before."""

import gc

from retrotui.cli.session import Session


def open_app(session: Session, meeting: str | None = None) -> int:
    """Opens the app on the session's store and returns its exit code.

    Args:
        session: Whose store it is.
        meeting: Id of a meeting to open.
    """
    from retrotui.exchange.format_files import (  # noqa: PLC0415 - the app's business only
        known_formats,
    )

    formats, refused = known_formats(session.store_dir)
    for each in refused:
        session.output.note(each.message)
    desk, themes = session.desk, session.store_dir / "themes"
    from retrotui.ui.launch import launch  # noqa: PLC0415 - draws in Textual

    session.clock.run()
    # What was loaded so far stays to the end: no search for garbage need look at it again.
    gc.freeze()
    gc.enable()
    return launch(desk, formats=formats, open_meeting=meeting, theme_folders=(themes,))
