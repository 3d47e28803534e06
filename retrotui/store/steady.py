"""How far the team's clock is from UTC, remembered for a day: loading time zones takes long.

Rebuildable, like all beside it: what does not fit the zone and the moment counts for nothing.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from retrotui.core.dates.calendar import Steady
from retrotui.store.cache import FOLDER
from retrotui.store.disk import make_private_folder, read_json, replace_bytes

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "zone.json"
_LONGEST: Final = 2 * 24 * 3600
_WIDEST: Final = 24 * 3600


def recall(local: Path, now: datetime) -> Steady | None:
    """What is known of a zone at this moment; None: nothing to rely on."""
    noted = read_json(local / FOLDER / FILE)
    try:
        zone, start, end, offset = noted
    except (TypeError, ValueError):
        return None
    numbers = all(type(each) is int for each in (start, end, offset))
    if not numbers or type(zone) is not str or abs(offset) >= _WIDEST:
        return None
    if not start <= now.timestamp() < end or end - start > _LONGEST:
        return None
    first, after = (datetime.fromtimestamp(each, UTC) for each in (start, end))
    return Steady(zone, first, after, timedelta(seconds=offset))


def remember(local: Path, known: Steady) -> None:
    """Notes it for the next command, as well as the disk can."""
    noted = [
        known.zone,
        int(known.start.timestamp()),
        int(known.end.timestamp()),
        int(known.offset.total_seconds()),
    ]
    try:
        make_private_folder(local / FOLDER)
        replace_bytes(local / FOLDER / FILE, json.dumps(noted).encode())
    except OSError:
        return
