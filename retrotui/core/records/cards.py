"""What a meeting's items gather: cards, groups, votes and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from retrotui.core.ids import natural_id


@dataclass(frozen=True, slots=True)
class Card:
    """One note in a column of a board.

    Attributes:
        item: The agenda item it was gathered in.
        column: Key of a column of that item.
        author: Id of the person who said it; None when it is the room's or anonymous.
        anonymous: True when it was given without a name: then no author was ever stored.
        group: Id of the group it was put in.
        order: Sorts cards within a column; a fractional index (``core.agenda.order_between``).
        hidden: True until the item reveals; hidden cards live in the held log of this clone.
    """

    id: str
    meeting: str
    item: str
    column: str
    text: str
    author: str | None = None
    anonymous: bool = False
    group: str | None = None
    order: str = ""
    hidden: bool = False
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards merged under one name.

    Attributes:
        anchor: Id of the card it was started with: the group stands where that card is.
    """

    id: str
    meeting: str
    title: str
    anchor: str | None = None
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """How many dots one voter put on one subject (a card's or group's id, or ``roti``). Held only.

    Attributes:
        voter: A person's id, or a ballot paper's number for secret voting by the room.
        n: Dots, at least 0; for ``roti`` the score 1-5.
    """

    id: str
    meeting: str
    item: str
    subject: str
    voter: str
    n: int
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """The closed result of a vote: counts only, never who (DESIGN §3).

    Attributes:
        counts: Subject id to dots; for ``roti`` score ("1".."5") to how many gave it; for
            ``survey`` the same by statement key.
        voters: How many voted.
        sort: ``vote``, ``roti``, ``survey``, or ``fingers-<n>`` for the n-th five-finger check of
            an item.
        title: What was asked in such a check.
    """

    id: str
    meeting: str
    item: str
    sort: str
    counts: Mapping[str, Any] = field(default_factory=dict)
    voters: int = 0
    title: str = ""
    created: str = ""
    updated: str = ""


class NoteSort(StrEnum):
    """What a note is."""

    NOTE = "note"
    """Said in an item and on the shared screen, with ``about``: a topic, or the item itself.
    Without, a facilitator's note, which is never on the shared screen."""
    PARKING = "parking"
    """Parked for later; carries over in its series until ticked."""
    THANKS = "thanks"
    CHECK_IN = "check-in"
    COMMENT = "comment"
    """On an action or a decision (``about``)."""
    REOPENED = "reopened"
    """New information for which a decision was reopened (``about``)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A short text beside the cards.

    Attributes:
        about: Id of the record it is on, when it is on one.
        person: Who said it, or, for thanks, who is thanked.
        closed: A parked note that was dealt with.
    """

    id: str
    sort: NoteSort
    text: str
    meeting: str | None = None
    item: str | None = None
    about: str | None = None
    person: str | None = None
    closed: bool = False
    created: str = ""
    updated: str = ""

    @property
    def is_facilitators(self) -> bool:
        """A plain note about nothing the room sees: the shared screen never shows it."""
        return self.sort is NoteSort.NOTE and self.about is None


def vote_id(item: str, subject: str, voter: str) -> str:
    """The id of one voter's vote on one subject."""
    return natural_id("vote", item, subject, voter)


def ballot_id(item: str, sort: str) -> str:
    """The id of an item's closed result."""
    return natural_id("ballot", item, sort)
