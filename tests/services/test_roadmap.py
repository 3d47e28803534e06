"""The roadmap as a service: linked by words, ordered, moved, and private where its meeting is."""

import pytest

from retrotui.core.changes import Scope
from retrotui.core.errors import NotFoundError, UsageError
from retrotui.core.goals import GoalDraft
from retrotui.core.records.roadmap import Horizon, RoadmapStatus
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit
from retrotui.services import goals, meetings, roadmap
from retrotui.services.roadmap import Links
from tests.support.meeting_room import Room, start_stop_continue


@pytest.fixture
def room() -> Room:
    return Room()


def outcome(room: Room, title: str, horizon: Horizon = Horizon.NOW) -> str:
    return roadmap.add(room.desk, RoadmapDraft(title, horizon)).id


def titles(room: Room) -> list[str]:
    return [each.record.title for each in roadmap.everything(room.repo)]


def test_links_are_found_by_words_and_names(room: Room) -> None:
    goals.add(room.desk, GoalDraft("Weekly active teams", 60))
    first = outcome(room, "New onboarding API")
    made = roadmap.add(
        room.desk,
        RoadmapDraft("Resellers onboard alone", confidence=60),
        Links(("weekly",), ("Omar", "Bo"), ("onboarding",)),
    )
    assert [each.is_new for each in made.people] == [True, False]
    shown = roadmap.view(room.repo, "resellers").to_json()
    assert [each["title"] for each in shown["goals"]] == ["Weekly active teams"]
    assert shown["stakeholders"] == ["Bo", "Omar"]
    assert shown["depends_on"] == [{"id": first, "title": "New onboarding API", "status": "open"}]
    assert roadmap.view(room.repo, first).needed_by[0].id == made.id
    roadmap.edit(room.desk, made.id, RoadmapEdit(), Links(goals=(), stakeholders=("Bo",)))
    shown = roadmap.view(room.repo, made.id).to_json()
    assert (shown["goals"], shown["stakeholders"]) == ([], ["Bo"])
    assert len(shown["depends_on"]) == 1
    with pytest.raises(UsageError, match="wait for itself"):
        roadmap.edit(room.desk, first, RoadmapEdit(), Links(depends_on=(made.id,)))
    with pytest.raises(NotFoundError):
        roadmap.edit(room.desk, first, RoadmapEdit(), Links(goals=("payroll",)))


def test_the_order_holds_within_a_horizon_and_moves_go_where_they_are_sent(room: Room) -> None:
    for title in ("a", "b", "c"):
        outcome(room, title)
    outcome(room, "d", Horizon.NEXT)
    roadmap.reorder(room.desk, "c", 0)
    assert titles(room) == ["c", "a", "b", "d"]
    roadmap.move(room.desk, "a", Horizon.NEXT, index=0)
    assert titles(room) == ["c", "b", "a", "d"]
    roadmap.move(room.desk, "c", Horizon.NEXT)
    assert titles(room) == ["b", "a", "d", "c"]
    roadmap.finish(room.desk, "b", "d")
    opened = roadmap.everything(room.repo, statuses=(RoadmapStatus.OPEN,))
    assert [each.record.title for each in opened] == ["a", "c"]


def test_what_a_private_meeting_puts_there_stays_here_and_what_was_discarded_is_gone(
    room: Room,
) -> None:
    roadmap.add(room.desk, RoadmapDraft("Shared", meeting=room.meeting))
    meetings.discard(room.desk, room.meeting)
    assert titles(room) == []
    room.begin(start_stop_continue(private=True))
    roadmap.add(room.desk, RoadmapDraft("Promotion of Cy", meeting=room.meeting))
    roadmap.move(room.desk, "promotion", Horizon.NOW)
    assert "Promotion" not in room.written(Scope.SHARED)
    assert titles(room) == ["Promotion of Cy"]
