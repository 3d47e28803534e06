"""Which records stay out of every list but the trash, because their meeting was discarded."""

from typing import TYPE_CHECKING

from retrotui.core.records.words import MeetingStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrotui.core.changes import Row


def discarded(meetings: "Mapping[str, Row]") -> frozenset[str]:
    """The ids of the meetings whose records stay out of every list but the trash."""
    return frozenset(
        each for each, row in meetings.items() if row.get("status") == MeetingStatus.DISCARDED
    )


def is_hidden(row: "Row", hidden: frozenset[str]) -> bool:
    """True for a record of one of the hidden meetings; a forged row may name anything."""
    meeting = row.get("meeting")
    return isinstance(meeting, str) and meeting in hidden
