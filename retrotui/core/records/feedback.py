"""Feedback: what somebody said between meetings, until a meeting triages it."""

from dataclasses import dataclass
from enum import StrEnum

from retrotui.core.records.actions import Origin


class Triage(StrEnum):
    """What was made of it."""

    WAITING = "waiting"
    CARD = "card"
    ACTION = "action"
    DECISION = "decision"
    THANKS = "thanks"
    NOT_NOW = "not_now"
    """Looked at and left: it stays in the inbox, below what nobody has looked at."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that was said.

    Attributes:
        text: In their words.
        by: Id of the person who said it; None when it is nobody the team knows.
        source: Where it comes from in words: a customer, a channel, a ticket; may be empty.
        link: A URL, or None.
        triage: What a meeting made of it.
        became: The record that was made of it.
        triaged: RFC 3339 UTC of that moment.
        triaged_in: The meeting that did; None when that is a private one and this is shared.
        meeting: The meeting it was said in, where it was said in one.
    """

    id: str
    text: str
    by: str | None = None
    source: str = ""
    link: str | None = None
    triage: Triage = Triage.WAITING
    became: Origin | None = None
    triaged: str | None = None
    triaged_in: str | None = None
    meeting: str | None = None
    created: str = ""
    updated: str = ""

    @property
    def is_waiting(self) -> bool:
        """Still in the inbox."""
        return self.triage in (Triage.WAITING, Triage.NOT_NOW)
