"""How far an agenda item has come: registers on the item's own record, beside its plan.

They are apart from ``AgendaItem`` so that revealing cards or moving on to the next topic never
collides with somebody editing the agenda at the same moment.
"""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.instants import Instant


class TopicMoveKind(StrEnum):
    """What is done to the queue of topics."""

    START = "start"
    """Makes a topic the current one."""
    EXTEND = "extend"
    """Adds seconds to a topic's timebox."""
    FINISH = "finish"
    """Leaves the current topic without starting another."""


@dataclass(frozen=True, slots=True)
class TopicMove:
    """One recorded step through the topics of a discussion.

    Attributes:
        id: A ULID; it also says which of the meeting's clock moves came before.
        subject: Id of a group or a card.
        at: When.
        seconds: What an extension adds.
    """

    id: str
    kind: TopicMoveKind
    subject: str
    at: Instant
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened in one agenda item.

    Attributes:
        id: The agenda item's.
        revealed: RFC 3339 UTC of the reveal; None while a hiding item hides.
        ready: Ids of the people who said they are done writing; a set field.
        topics: The steps of a discussion, oldest first; a register, replaced whole.
    """

    id: str
    revealed: str | None = None
    ready: tuple[str, ...] = ()
    topics: tuple[TopicMove, ...] = ()
    updated: str = ""
