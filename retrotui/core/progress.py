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
    VOTE = "vote"
    """The room said whether the current topic goes on; adds seconds when it does."""


@dataclass(frozen=True, slots=True)
class Thumbs:
    """How many thumbs were up, to the side and down: counts only, never whose."""

    up: int
    side: int = 0
    down: int = 0

    @property
    def carries(self) -> bool:
        """More than half of them are up."""
        return self.up > self.side + self.down


@dataclass(frozen=True, slots=True)
class TopicMove:
    """One recorded step through the topics of a discussion.

    Attributes:
        id: A ULID; it also says which of the meeting's clock moves came before.
        subject: Id of a group or a card.
        at: When.
        seconds: What an extension adds, or a vote that carries.
        thumbs: What a vote came to.
    """

    id: str
    kind: TopicMoveKind
    subject: str
    at: Instant
    seconds: float = 0.0
    thumbs: Thumbs | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """Everybody speaks once, in an order drawn before; see ``core.turns``.

    Attributes:
        order: Ids of people in the order drawn, then those who joined since.
        spoken: Who has spoken, in the order they did.
        passed: Who passed, in the order they did; twice when they passed again.
        about: Id of the topic it is about; None when it is about the item.
    """

    order: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened in one agenda item.

    Attributes:
        id: The agenda item's.
        revealed: RFC 3339 UTC of the reveal; None while a hiding item hides.
        ready: Ids of the people who said they are done writing; a set field.
        topics: The steps of a discussion, oldest first; a register, replaced whole.
        rounds: Every round of speaking that was drawn, oldest first; a register, replaced whole.
        icebreakers: The questions drawn, the one that is asked last; a register, replaced whole.
        agreed: RFC 3339 UTC of when the room agreed to begin with good faith.
        talking: RFC 3339 UTC of when the room ended the silence before its time.
    """

    id: str
    revealed: str | None = None
    ready: tuple[str, ...] = ()
    topics: tuple[TopicMove, ...] = ()
    rounds: tuple[Round, ...] = ()
    icebreakers: tuple[str, ...] = ()
    agreed: str | None = None
    talking: str | None = None
    updated: str = ""
