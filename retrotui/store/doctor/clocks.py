"""The room of clocks: whose was wrong, by the ids of events."""

from collections.abc import Iterator
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.core.durations import format_minutes
from retrotui.store.doctor.reading import Reading
from retrotui.store.doctor.subject import Subject
from retrotui.store.hlc import STAMP_LENGTH, writer_of
from retrotui.store.journal import JOURNAL
from retrotui.store.listing import FOLDERS

_TOLERATED_MS: Final = 10 * 60 * 1000
"""Clocks of two machines may differ by so much before it is worth a word."""


def look(subject: Subject, reading: Reading) -> Iterator[Finding]:
    """Writers whose clock was far ahead, and this machine's being behind."""
    for writer in sorted(reading.fold.ahead):
        yield Finding(Ill.CLOCK_AHEAD, f"{FOLDERS[0]}/{writer}")
    top = reading.fold.top
    if not top:
        return
    ahead = int(top[:12], 16) - subject.wall()
    if ahead > _TOLERATED_MS:
        named = (writer_of(name) for name in reading.names if name[:STAMP_LENGTH] == top)
        place = next((f"{FOLDERS[0]}/{writer}" for writer in named), JOURNAL)
        yield Finding(Ill.CLOCK_BEHIND, place, detail=format_minutes(ahead // 60_000))
