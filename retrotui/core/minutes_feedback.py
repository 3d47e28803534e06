"""What a meeting made of the inbox, for its minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrotui.core.feedback import TRIAGE_WORDS
from retrotui.core.meeting_state import MeetingState
from retrotui.core.text import one_line


@dataclass(frozen=True, slots=True)
class MinutesFeedback:
    """Feedback that the meeting triaged.

    Attributes:
        by: The name of who said it; None when it is nobody the team knows.
        triage: What was made of it, in words.
        became: The title of that; None when there is none, or not any more.
    """

    text: str
    by: str | None
    source: str
    triage: str
    became: str | None


def triaged(state: MeetingState) -> tuple[MinutesFeedback, ...]:
    """What the meeting triaged, in the order it did."""
    titles = dict(_titles(state))
    here = (each for each in state.inbox if each.triaged_in == state.meeting.id)
    return tuple(
        MinutesFeedback(
            each.text,
            None if each.by is None else state.people.name(each.by),
            each.source,
            TRIAGE_WORDS[each.triage],
            None if each.became is None else titles.get(each.became.id),
        )
        for each in sorted(here, key=lambda one: (one.triaged or "", one.id))
    )


def _titles(state: MeetingState) -> Iterator[tuple[str, str]]:
    yield from ((each.id, one_line(each.title)) for each in state.actions)
    yield from ((each.id, one_line(each.title)) for each in state.decisions)
    yield from ((each.id, one_line(each.text)) for each in state.cards)
    yield from ((each.id, one_line(each.text)) for each in state.notes)
