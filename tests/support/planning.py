"""A meeting that looks at goals and the roadmap, with a little of both."""

from datetime import date

from retrotui.core.formats import Format, check_format
from retrotui.core.goals import GoalDraft
from retrotui.services import agenda, goals
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
