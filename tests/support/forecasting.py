"""A meeting that forecasts, with expectations of an earlier one."""

from datetime import date

from retrotui.core.actions import Draft
from retrotui.core.expectations import ExpectationDraft
from retrotui.core.formats import Format, check_format
from retrotui.core.records.actions import Origin
from retrotui.core.records.expectations import Came
from retrotui.core.records.kinds import Kind
from retrotui.services import actions, agenda, expectations
from tests.support.meeting_room import Room

DAY = date(2026, 11, 22)
"""The day on the clock of every room."""
RAIN, MOVED, REFUNDS = (
    "No rollback in October",
    "Both resellers have moved to v2",
    "Refunds take a day",
)


def forecast_format(*, private: bool = False) -> Format:
    """Forecast, close."""
    steps = [
        {"activity": "forecast", "title": "Outlook", "minutes": 10},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]
    data = {"title": "Monthly", "kind": "roadmap", "agenda": steps, "private": private}
    return check_format(data, "monthly", "a test")


def empty_room() -> Room:
    """A running forecast of nothing."""
    return Room(forecast_format())


def forecast_room(*, resolved: int = 0) -> Room:
    """Two are due, one is to come; so many more were resolved before, all at 80 % and true."""
    room = empty_room()
    action = actions.add(room.desk, Draft("Move the two resellers", meeting=room.meeting)).id
    about = Origin(Kind.ACTIONS, action)
    for statement, probability, day, on in (
        (RAIN, 0.9, date(2026, 11, 1), None),
        (MOVED, 0.6, DAY, about),
        (REFUNDS, 0.35, date(2027, 1, 31), None),
    ):
        expectations.state(
            room.desk,
            ExpectationDraft(statement, probability, day, on, meeting=room.meeting),
        )
        room.clock.advance(1)
    for number in range(resolved):
        made = expectations.state(room.desk, ExpectationDraft(f"Past {number}", 0.8, DAY))
        expectations.resolve(room.desk, made.id, came=Came.TRUE)
    agenda.end(room.desk, room.meeting)
    room.clock.advance(1)
    room.begin(forecast_format())
    return room
