"""What a team is steering by, as a meeting sees it: goals, their readings, the roadmap."""

from dataclasses import dataclass

from retrotui.core.records.expectations import Expectation
from retrotui.core.records.goals import Goal, Reading
from retrotui.core.records.roadmap import RoadmapItem


@dataclass(frozen=True, slots=True)
class Plan:
    """The records that a meeting may show, whatever meeting they are from.

    What is from a discarded meeting is left out, and what is from a private one, unless that is
    this meeting or one of its series.

    Attributes:
        roadmap: In no order; see ``core.roadmap.board``.
        expectations: What is expected of ``roadmap``.
        last_time: RFC 3339 UTC of when the series' meeting before this one began.
    """

    goals: tuple[Goal, ...] = ()
    readings: tuple[Reading, ...] = ()
    roadmap: tuple[RoadmapItem, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    last_time: str | None = None
