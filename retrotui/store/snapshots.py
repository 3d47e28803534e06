"""What goes into the caches: the whole state, and the part of it that following up needs."""

from pathlib import Path
from typing import Any

from retrotui.store import cache
from retrotui.store.fold import Fold
from retrotui.store.logs import Logs
from retrotui.store.partial import Records, Whole, pack_follow_up


def save_state(local: Path, store_id: str, logs: Logs, fold: Fold) -> None:
    """Writes the whole state, as well as it can."""
    state = {
        "marks": logs.marks,
        "problems": logs.problems,
        "top": fold.top,
        "ahead": sorted(fold.ahead),
        "redacted": sorted(fold.redacted),
        "clashing": sorted(fold.clashing),
    }
    cache.save_state(local, store_id, state, fold.pack())


def save_follow_up(
    local: Path, store_id: str, logs: Logs, fold: Fold
) -> tuple[dict[str, Any], Whole, Records]:
    """Writes the part for following up; gives what ``pack_follow_up`` does."""
    packed, whole, records = pack_follow_up(fold)
    marks = {
        "marks": logs.marks,
        "problems": logs.problems,
        "whole": cache.save_part(local, cache.FOLLOW_UP_ROWS, whole),
        "records": cache.save_part(local, cache.FOLLOW_UP_RECORDS, records),
    }
    cache.save(local, cache.FOLLOW_UP, store_id, marks | packed)
    return packed, whole, records
