"""Every goal is read; one is met, and what is not stays open."""

from datetime import date, timedelta

from retrotui.core.activities import goals
from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.goals import GoalDraft
from retrotui.core.records.goals import GoalStatus
from retrotui.services import goals as service
from tests.support.meeting_room import Room

_WAY = (("Teams that come back", 20.0, 60.0), ("Seconds until the first page", 4.0, 1.0))


def prepare(room: Room) -> None:
    """The meeting before set two goals, one upwards and one downwards, and read them."""
    today = _today(room)
    for title, baseline, target in _WAY:
        draft = GoalDraft(
            title, target, baseline=baseline, due=today + timedelta(90), meeting=room.meeting
        )
        made = service.add(room.desk, draft, owners=room.people[:1]).id
        service.read(room.desk, made, baseline, today, today=today, meeting=room.meeting)


def play(room: Room, item: AgendaItem) -> None:
    """Each goal that nobody read since last time gets its reading; the first is met."""
    today = _today(room)
    unread = goals.unread(room.state)
    assert len(unread) == len(_WAY), "what was read last time does not count for today"
    assert goals.unfinished(room.state, item) == "2 goals have no reading since the last meeting"
    for number, goal in enumerate(unread):
        assert goal.target is not None
        assert goal.baseline is not None
        value = goal.target if not number else (goal.baseline + goal.target) / 2
        service.read(room.desk, goal.id, value, today, today=today, meeting=room.meeting)
    service.meet(room.desk, unread[0].id, meeting=room.meeting)
    stands = {each.id: each.status for each in goals.listed(room.state)}
    assert stands == {unread[0].id: GoalStatus.MET, unread[1].id: GoalStatus.OPEN}


def _today(room: Room) -> date:
    return Calendar(room.clock.now().utc).today
