"""Goals as a service: found by words, read once a day, and private where their meeting is."""

from datetime import date, timedelta

import pytest

from retrotui.core.changes import Scope
from retrotui.core.dates import Calendar
from retrotui.core.errors import AmbiguousIdError, NotFoundError
from retrotui.core.goals import GoalDraft, GoalEdit
from retrotui.core.records.goals import GoalStatus
from retrotui.core.records.kinds import Kind
from retrotui.services import goals, meetings
from tests.support.meeting_room import Room, start_stop_continue

DAY = date(2026, 11, 22)


@pytest.fixture
def room() -> Room:
    return Room()


def calendar(room: Room) -> Calendar:
    return Calendar(room.clock.now().utc)


def active(room: Room, **more: object) -> str:
    draft = GoalDraft("Weekly active teams", 60, unit="%", baseline=20, **more)  # type: ignore[arg-type]  # fields by name
    return goals.add(room.desk, draft, owners=("Lena",)).id


def test_a_goal_is_found_by_words_and_an_id_comes_first(room: Room) -> None:
    first = active(room)
    second = goals.add(room.desk, GoalDraft("Active resellers", 4)).id
    assert goals.get(room.repo, "WEEKLY active").id == first
    assert goals.get(room.repo, second[-16:]).id == second
    with pytest.raises(AmbiguousIdError, match="2 titles have 'active' in them"):
        goals.get(room.repo, "active")
    goals.meet(room.desk, second)
    assert goals.get(room.repo, "active").id == first
    assert goals.get(room.repo, "active resellers").id == second
    for nothing in ("payroll", "", "  "):
        with pytest.raises(NotFoundError):
            goals.get(room.repo, nothing)


def test_a_later_reading_of_a_day_takes_the_place_of_the_earlier(room: Room) -> None:
    goal = active(room)
    goals.read(room.desk, goal, 28, DAY - timedelta(days=7), today=DAY)
    assert goals.read(room.desk, goal, 41, DAY, today=DAY).before is None
    assert goals.read(room.desk, goal, 42, DAY, today=DAY, note="counted again").before == 41
    shown = goals.view(room.repo, goal, calendar(room)).to_json()
    assert [each["value"] for each in shown["readings"]] == [28, 42]
    assert shown["latest"] == {"day": "2026-11-22", "value": 42, "note": "counted again"}
    assert (shown["progress"], shown["owners"]) == (0.55, ["Lena"])
    assert not goals.read(room.desk, goal, 42, DAY, today=DAY, note="counted again").receipt.events


def test_owners_are_named_and_replaced(room: Room) -> None:
    goal = active(room)
    saved = goals.edit(room.desk, goal, GoalEdit(), owners=("Bo", "Newcomer"))
    assert [each.is_new for each in saved.people] == [False, True]
    (view,) = goals.everything(room.repo, calendar(room))
    assert view.owners == ("Bo", "Newcomer")


def test_a_private_meetings_goal_and_its_readings_stay_on_this_machine(room: Room) -> None:
    room.begin(start_stop_continue(private=True))
    goal = active(room, meeting=room.meeting)
    goals.read(room.desk, goal, 41.125, DAY, today=DAY)
    assert "Weekly active" not in room.written(Scope.SHARED)
    assert "41.125" not in room.written(Scope.SHARED)
    assert "41.125" in room.written(Scope.PRIVATE)


def test_a_private_reading_of_a_shared_goal_leaves_its_day_free_for_the_team(room: Room) -> None:
    goal = active(room)
    room.begin(start_stop_continue(private=True))
    goals.read(room.desk, goal, 41.125, DAY, today=DAY, meeting=room.meeting)
    goals.read(room.desk, goal, 43.5, DAY, today=DAY)
    assert "41.125" not in room.written(Scope.SHARED)
    assert "43.5" in room.written(Scope.SHARED)


def test_the_list_goes_by_date_and_leaves_out_what_was_discarded(room: Room) -> None:
    undated = active(room)
    late = goals.add(room.desk, GoalDraft("late", 1, due=date(2027, 1, 1))).id
    soon = goals.add(room.desk, GoalDraft("soon", 1, due=date(2026, 12, 1))).id
    gone = goals.add(room.desk, GoalDraft("gone", 1, meeting=room.meeting)).id
    goals.read(room.desk, undated, 30, DAY, today=DAY, meeting=room.meeting)
    assert {each.record.id for each in goals.everything(room.repo, calendar(room))} >= {gone}
    meetings.discard(room.desk, room.meeting)
    listed = goals.everything(room.repo, calendar(room))
    assert [each.record.id for each in listed] == [soon, late, undated]
    assert listed[-1].judgement.readings == ()
    goals.meet(room.desk, soon)
    chosen = goals.everything(room.repo, calendar(room), statuses=(GoalStatus.MET,))
    assert [each.record.id for each in chosen] == [soon]


def test_a_closed_goal_stands_as_on_the_day_it_was_closed(room: Room) -> None:
    goal = active(room, due=DAY + timedelta(days=10))
    goals.read(room.desk, goal, 30, DAY, today=DAY)
    before = goals.view(room.repo, goal, calendar(room)).judgement.standing
    goals.miss(room.desk, goal, why="the campaign came late")
    room.clock.advance(40 * 86_400)
    after = goals.view(room.repo, goal, calendar(room))
    assert after.judgement.standing is before
    assert room.repo.get(Kind.GOALS, goal) is not None
    assert after.record.why == "the campaign came late"


def test_several_ids_that_fit_are_named_and_so_is_what_nothing_fits(room: Room) -> None:
    tails = [goals.add(room.desk, GoalDraft(title, 4)).id[-16:] for title in ("One", "Two")]
    shared = next(tails[0][:n] for n in range(15, 0, -1) if tails[1].startswith(tails[0][:n]))
    with pytest.raises(AmbiguousIdError, match="2 goals have ids"):
        goals.get(room.repo, shared)
    with pytest.raises(NotFoundError) as refused:
        goals.get(room.repo, "payroll")
    assert refused.value.hint == "see: retrotui goals --all"
