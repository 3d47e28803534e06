"""Actions: who does what by when, and later two answers: done? did it help?

Lists of them are asked for from prompts and scripts; see ``core.records.people`` for why these are
named tuples.
"""

from typing import NamedTuple

from retrotui.core.records.words import ActionStatus, Outcome

__all__ = ["Action", "ActionStatus", "Origin", "Outcome"]


class Origin(NamedTuple):
    """The record an action came from, such as a card or a decision."""

    kind: str
    id: str


class Action(NamedTuple):
    """A promise.

    Attributes:
        owners: Ids of people; a set field.
        due: ``YYYY-MM-DD``, or RFC 3339 when a time was given; None for none.
        not_yet: True when the meeting said in so many words that owner or date come later.
        priority: 1 (highest) to 4.
        tags: Words without ``#``; a set field.
        links: URLs; a set field.
        why: Why it is blocked or was dropped.
        closed: RFC 3339 UTC of the moment it was done or dropped.
        moves: Each change of the due date as ``<RFC 3339> <old> <new>``; a set field.
        expectation: What it was expected to bring.
    """

    id: str
    title: str
    status: ActionStatus = ActionStatus.OPEN
    owners: tuple[str, ...] = ()
    due: str | None = None
    not_yet: bool = False
    priority: int | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    why: str | None = None
    closed: str | None = None
    outcome: Outcome | None = None
    outcome_at: str | None = None
    moves: tuple[str, ...] = ()
    meeting: str | None = None
    item: str | None = None
    origin: Origin | None = None
    expectation: str | None = None
    created: str = ""
    updated: str = ""

    @property
    def is_open(self) -> bool:
        """Open or blocked: somebody still owes it."""
        return self.status in (ActionStatus.OPEN, ActionStatus.BLOCKED)
