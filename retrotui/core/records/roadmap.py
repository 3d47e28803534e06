"""The roadmap: outcomes now, next and later."""

from dataclasses import dataclass
from enum import StrEnum


class Horizon(StrEnum):
    """When an outcome is worked on."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"


class RoadmapStatus(StrEnum):
    """Where an outcome stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RoadmapItem:
    """An outcome to work towards.

    Attributes:
        title: The outcome, not the feature.
        confidence: How sure the team is to reach it in its horizon, 0 to 100 per cent.
        due: ``YYYY-MM-DD`` by which it is wanted.
        goals: Ids of the goals it serves; a set field.
        stakeholders: Ids of the people who wait for it or pay for it; a set field.
        depends_on: Ids of roadmap items that come first; a set field.
        effort: In person-weeks; None when nobody said.
        moves: Each change of horizon as ``<RFC 3339> <old> <new>``; a set field.
        order: Sorts the outcomes of a horizon; a fractional index (``core.agenda.order_between``).
        why: Why it was dropped.
        closed: RFC 3339 UTC of the moment it was done or dropped.
    """

    id: str
    title: str
    horizon: Horizon = Horizon.LATER
    status: RoadmapStatus = RoadmapStatus.OPEN
    confidence: int | None = None
    due: str | None = None
    goals: tuple[str, ...] = ()
    stakeholders: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    effort: float | None = None
    moves: tuple[str, ...] = ()
    order: str = ""
    why: str | None = None
    closed: str | None = None
    meeting: str | None = None
    created: str = ""
    updated: str = ""

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.status is RoadmapStatus.OPEN
