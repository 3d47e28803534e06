"""Reads what a team expects as a meeting sees it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from retrotui.core.agenda import AgendaItem
from retrotui.core.changes import Row
from retrotui.core.outlook import Outlook, Subject
from retrotui.core.ports import Reader
from retrotui.core.records.actions import Origin
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.core.text import one_line
from retrotui.services import expectations
from retrotui.services.inbox import unseen_meetings

_OPEN: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ACTIONS: ("open", "blocked"),
    Kind.ROADMAP: ("open",),
    Kind.GOALS: ("open",),
    Kind.DECISIONS: ("proposed", "accepted"),
}


def load_outlook(
    reader: Reader, meeting: Meeting, earlier: Iterable[Meeting], items: Iterable[AgendaItem]
) -> Outlook:
    """What a meeting may show of what is expected; nothing when its agenda has no such item.

    Args:
        reader: Where to look.
        meeting: The meeting.
        earlier: Those of its series before it.
        items: Its agenda.
    """
    if not any(each.activity == "forecast" for each in items):
        return Outlook()
    unseen = unseen_meetings(reader, meeting, earlier)
    kept = tuple(each for each in expectations.everything(reader) if _is_seen(reader, each, unseen))
    named = {each.about for each in kept if each.about is not None}
    return Outlook(kept, tuple(_subjects(reader, unseen, named)))


def _is_seen(reader: Reader, one: Expectation, unseen: frozenset[str]) -> bool:
    about = one.about
    row = None if about is None or about.kind not in _OPEN else reader.get(about.kind, about.id)
    return one.meeting not in unseen and (row is None or row.get("meeting") not in unseen)


def _subjects(reader: Reader, unseen: frozenset[str], named: set[Origin]) -> Iterator[Subject]:
    """What is open, and what something is expected of already."""
    for kind, states in _OPEN.items():
        for id_, row in reader.all(kind).items():
            origin = Origin(kind, id_)
            is_open = row.get("status", states[0]) in states
            if row.get("meeting") not in unseen and (is_open or origin in named):
                yield Subject(origin, _title(row))


def _title(row: Row) -> str:
    title = row.get("title")
    return one_line(title) if isinstance(title, str) else ""
