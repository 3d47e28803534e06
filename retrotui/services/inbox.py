"""Reads the inbox as a meeting sees it."""

from collections.abc import Iterable

from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Row
from retrotui.core.hidden import discarded
from retrotui.core.ports import Reader
from retrotui.core.records.feedback import Feedback
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.services import feedback


def load_inbox(
    reader: Reader, meeting: Meeting, earlier: Iterable[Meeting], items: Iterable[AgendaItem]
) -> tuple[Feedback, ...]:
    """What waits and what this meeting triaged; nothing when its agenda has no such item.

    Args:
        reader: Where to look.
        meeting: The meeting.
        earlier: Those of its series before it.
        items: Its agenda.
    """
    if not any(each.activity == "feedback" for each in items):
        return ()
    unseen = unseen_meetings(reader, meeting, earlier)
    return tuple(
        each
        for each in feedback.everything(reader)
        if (each.meeting is None or each.meeting not in unseen)
        and (each.is_waiting or each.triaged_in == meeting.id)
    )


def unseen_meetings(reader: Reader, meeting: Meeting, earlier: Iterable[Meeting]) -> frozenset[str]:
    """The meetings whose records a meeting must not show: discarded ones, and private ones.

    A private meeting shows those of its own series.
    """
    meetings = reader.all(Kind.MEETINGS)
    own = {meeting.id, *(each.id for each in earlier)} if meeting.private else set()
    private = {each for each, row in meetings.items() if _is_private(row)}
    return discarded(meetings) - {meeting.id} | frozenset(private - own)


def _is_private(row: Row) -> bool:
    return row.get("private") is True
