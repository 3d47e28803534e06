"""For commands that need no store but heed the one there is."""

from pathlib import Path
from typing import Any

from retrotui.cli.session import Session
from retrotui.core.instants import rfc3339
from retrotui.store.finding import find_store


def store_or_none(session: Session) -> Path | None:
    """The store's folder; None when there is none and none was named.

    Raises:
        StoreError: One was named that is not there.
    """
    if session.explicit_store is not None:
        return session.store_dir
    return find_store(Path.cwd())


def head(session: Session) -> dict[str, Any]:
    """The envelope's ``now`` and ``tz``: the team's zone, or this machine's."""
    calendar = session.any_calendar()
    return {"now": rfc3339(calendar.now), "tz": calendar.timezone}
