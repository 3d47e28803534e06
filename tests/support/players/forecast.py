"""The room looks at what came true, then says what it expects and how surely."""

from datetime import date, timedelta

from retrotui.core.activities import forecast
from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.expectations import ExpectationDraft
from retrotui.core.records.expectations import Came
from retrotui.services import expectations
from tests.support.meeting_room import Room


def prepare(room: Room) -> None:
    """The meeting before expected two things: one is known by now, one is not."""
    for statement, days in (("Nobody calls about refunds", 7), ("Both resellers moved", 90)):
        resolve_on = _today(room) + timedelta(days)
        draft = ExpectationDraft(statement, 0.7, resolve_on, meeting=room.meeting)
        expectations.state(room.desk, draft, by=room.people[0])


def play(room: Room, item: AgendaItem) -> None:
    """What is due is resolved, in the first such item; something new is expected of it."""
    today = _today(room)
    for due in forecast.to_resolve(room.state, today):
        if due.came is None:
            assert due.statement == "Nobody calls about refunds"
            expectations.resolve(room.desk, due.id, came=Came.TRUE, meeting=room.meeting)
    assert [each.statement for each in forecast.coming(room.state, today)] == [
        "Both resellers moved"
    ]
    draft = ExpectationDraft(
        f"Expected in {item.title}",
        0.4,
        today + timedelta(30),
        meeting=room.meeting,
        item=item.id,
    )
    made = expectations.state(room.desk, draft).id
    assert made in {each.id for each in forecast.stated(room.state, today)}


def _today(room: Room) -> date:
    return Calendar(room.clock.now().utc).today
