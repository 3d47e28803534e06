"""A meeting that looks at goals and the roadmap, with a little of both."""

from datetime import date

from retrotui.core.changes import Put
from retrotui.core.formats import Format, check_format
from retrotui.core.goals import GoalDraft
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import Horizon
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit
from retrotui.services import agenda, goals, roadmap
from retrotui.services.roadmap import Links
from tests.support.meeting_room import Room

DAY = date(2026, 11, 22)
"""The day on the clock of every room."""


def review(*, private: bool = False) -> Format:
    """Goals, roadmap, close."""
    steps = [
        {"activity": "goals", "title": "Figures", "minutes": 10},
        {"activity": "roadmap", "title": "Where to", "minutes": 20},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]
    data = {"title": "Review", "kind": "roadmap", "agenda": steps, "private": private}
    return check_format(data, "review", "a test")


def planning_room() -> Room:
    """A running review without anything to review."""
    return Room(review())


def goals_room() -> Room:
    """A second review of the team's four goals, which stand in every way there is."""
    room = planning_room()
    agenda.end(room.desk, room.meeting)

    def goal(title: str, baseline: float, target: float, unit: str, *readings: float) -> str:
        draft = GoalDraft(
            title,
            target,
            unit=unit,
            baseline=baseline,
            begins=date(2026, 9, 1),
            due=date(2026, 12, 31),
            metric="teams that ran a meeting in the last seven days" if unit == "%" else "",
        )
        id_ = goals.add(room.desk, draft, owners=("Ana",)).id
        for place, value in enumerate(readings):
            goals.read(room.desk, id_, value, date(2026, 9, 5 + 7 * place), today=DAY)
        return id_

    goal("Weekly active teams", 20, 60, "%", 20, 24, 26)
    goal("Pages open fast", 900, 350, "ms", 880, 700, 600, 420)
    goal("Refunds within a day", 61, 95, "%")
    goal("Payouts that fail at the first try", 3.3, 1, "", 3.1, 1.4, 0.9)
    room.clock.advance(3600)
    room.begin(review())
    return room


def roadmap_room() -> Room:
    """A review of five outcomes: linked, waiting, slipped, and with something expected."""
    room = goals_room()
    agenda.end(room.desk, room.meeting)

    def outcome(title: str, horizon: Horizon, confidence: int | None, *links: str) -> str:
        draft = RoadmapDraft(title, horizon, confidence, due=date(2026, 12, 31), effort=6)
        goal, *names = links or ("",)
        linked = Links((goal,) if goal else None, tuple(names) or None)
        return roadmap.add(room.desk, draft, linked).id

    alone = outcome("Resellers onboard alone", Horizon.NOW, 60, "weekly", "Omar", "Jun")
    outcome("Support gives refunds at once", Horizon.NOW, None, "refunds")
    banks = outcome("Slow banks are seen before callers see them", Horizon.NEXT, 40)
    outcome("One flow for all countries", Horizon.LATER, None)
    api = outcome("The new onboarding API takes load", Horizon.NEXT, 80)
    roadmap.edit(room.desk, alone, RoadmapEdit(), Links(depends_on=(api,)))
    for horizon in (Horizon.LATER, Horizon.NEXT, Horizon.LATER):
        roadmap.move(room.desk, banks, horizon)
        room.clock.advance(60)
    room.desk.commit(
        [
            Put(
                Kind.EXPECTATIONS,
                room.ids.new(),
                {
                    "statement": "Twenty resellers sign up without a call",
                    "probability": 0.7,
                    "about": {"kind": Kind.ROADMAP.value, "id": alone},
                },
            )
        ]
    )
    room.clock.advance(3600)
    room.begin(review())
    return room
