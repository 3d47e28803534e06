"""Outcomes on the roadmap as they are shown and handed out: with names, titles and expectations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from retrotui.core.decision_views import Titled
from retrotui.core.directory import Directory
from retrotui.core.records.codec import encode
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.goals import Goal
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import RoadmapItem, RoadmapStatus
from retrotui.core.roadmap_reading import shifts, slipped


@dataclass(frozen=True, slots=True)
class Dependency:
    """An outcome that comes first."""

    id: str
    title: str
    status: RoadmapStatus


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """An outcome with everything that belongs to it.

    Attributes:
        depends_on: What comes first, done or not.
        needed_by: The open outcomes that wait for it.
        expectations: What is expected of it, the oldest first.
    """

    record: RoadmapItem
    goals: tuple[Titled, ...] = ()
    stakeholders: tuple[str, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    needed_by: tuple[Titled, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    meeting: Titled | None = None

    @property
    def waiting(self) -> tuple[Dependency, ...]:
        """What comes first and is not done."""
        return tuple(each for each in self.depends_on if each.status is not RoadmapStatus.DONE)

    def to_json(self) -> dict[str, Any]:
        """The outcome as the command line's contract has it."""
        one = self.record
        return {
            "id": one.id,
            "title": one.title,
            "horizon": encode(one.horizon),
            "status": encode(one.status),
            "confidence": one.confidence,
            "due": one.due,
            "effort": one.effort,
            "goals": encode(self.goals),
            "stakeholders": list(self.stakeholders),
            "depends_on": encode(self.depends_on),
            "needed_by": encode(self.needed_by),
            "moves": [
                {"at": each.at, "from": each.old.value, "to": each.new.value}
                for each in shifts(one)
            ],
            "slipped": slipped(one),
            "expectations": [
                {
                    "id": each.id,
                    "statement": each.statement,
                    "probability": each.probability,
                    "resolve_on": each.resolve_on,
                    "came": encode(each.came),
                }
                for each in self.expectations
            ],
            "why": one.why,
            "closed": one.closed,
            "meeting": encode(self.meeting),
            "created": one.created,
            "updated": one.updated,
        }


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What outcomes are shown with.

    Attributes:
        roadmap: Every outcome by id.
        goals: By id.
        expectations: Of any records.
        meetings: Titles by id.
    """

    roadmap: Mapping[str, RoadmapItem]
    goals: Mapping[str, Goal]
    people: Directory
    expectations: tuple[Expectation, ...] = ()
    meetings: Mapping[str, Titled] | None = None


def view_outcome(item: RoadmapItem, around: Surroundings) -> RoadmapView:
    """One outcome as it is shown; goals and dependencies that are no more are left out."""
    first = (around.roadmap[each] for each in sorted(item.depends_on) if each in around.roadmap)
    return RoadmapView(
        item,
        tuple(
            Titled(each, around.goals[each].title)
            for each in sorted(item.goals)
            if each in around.goals
        ),
        around.people.names(item.stakeholders),
        tuple(Dependency(each.id, each.title, each.status) for each in first),
        tuple(_waiting_for(item, around.roadmap.values())),
        tuple(each for each in _oldest(around.expectations) if _is_about(each, item)),
        (around.meetings or {}).get(item.meeting or ""),
    )


def _waiting_for(item: RoadmapItem, items: Iterable[RoadmapItem]) -> Iterable[Titled]:
    for each in items:
        if each.is_open and item.id in each.depends_on:
            yield Titled(each.id, each.title)


def _is_about(expectation: Expectation, item: RoadmapItem) -> bool:
    about = expectation.about
    return about is not None and (about.kind, about.id) == (Kind.ROADMAP, item.id)


def _oldest(expectations: Iterable[Expectation]) -> list[Expectation]:
    return sorted(expectations, key=lambda each: (each.created, each.id))
