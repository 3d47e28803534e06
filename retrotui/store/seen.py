"""When meetings were last on a screen of this machine: a note in the local part, never in git.

It only saves a question from being asked about more time than nobody saw, so a note that is lost
or that the disk refuses harms nothing.
"""

import json
from pathlib import Path
from typing import Any, Final

from retrotui.core.instants import Instant, instant_from_json
from retrotui.store.disk import make_private_folder, read_json, replace_bytes

_FILE: Final = "seen.json"
_KEPT: Final = 8
"""Meetings noted; more do not run at once."""


def note_seen(local: Path, meeting: str, at: Instant) -> None:
    """Notes that a meeting is on a screen now, by both clocks.

    Args:
        local: The local part of the store.
        meeting: The meeting's id.
        at: Now.
    """
    others = {each: seen for each, seen in _noted(local).items() if each != meeting}
    latest = list(others)[-(_KEPT - 1) :]
    noted = {each: others[each] for each in latest} | {meeting: at.to_json()}
    try:
        make_private_folder(local)
        replace_bytes(local / _FILE, json.dumps(noted).encode())
    except OSError:
        return


def last_seen(local: Path, meeting: str) -> Instant | None:
    """When a meeting was noted last; None when it never was, or the note makes no sense."""
    return instant_from_json(_noted(local).get(meeting))


def _noted(local: Path) -> dict[str, Any]:
    noted = read_json(local / _FILE)
    return noted if isinstance(noted, dict) else {}
