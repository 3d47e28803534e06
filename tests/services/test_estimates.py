"""Estimates as a service: nobody's until they are counts, and counts for ever after."""

import pytest

from retrotui.core.changes import Scope
from retrotui.core.dates import Calendar
from retrotui.core.errors import ForbiddenMoveError, NotFoundError
from retrotui.core.expectations import ExpectationDraft
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.kinds import Kind
from retrotui.services import estimates, expectations, history, minutes
from tests.support.forecasting import DAY, empty_room, forecast_format
from tests.support.meeting_room import Room


@pytest.fixture
def room() -> Room:
    return empty_room()


def stated(room: Room) -> tuple[str, str]:
    """The forecast item and an expectation."""
    draft = ExpectationDraft("It rains", 0.9, DAY, meeting=room.meeting, item=room.id("Outlook"))
    return room.id("Outlook"), expectations.state(room.desk, draft).id


def test_they_never_leave_this_machine_and_are_nobodys(room: Room) -> None:
    item, one = stated(room)
    estimates.estimate(room.desk, item, one, 0.333, voter=room.person("Bo"))
    assert "333" not in room.written(Scope.SHARED)
    assert room.acting(Scope.HELD, "333") == {None}
    assert room.repo.all(Kind.VOTES)


def test_revealing_keeps_counts_and_forgets_who(room: Room) -> None:
    item, one = stated(room)
    papers = [estimates.estimate(room.desk, item, one, each)[0] for each in (0.2, 0.4, 0.9, 0.4)]
    assert papers == ["paper-1", "paper-2", "paper-3", "paper-4"]
    estimates.reveal(room.desk, item, one)
    assert room.repo.all(Kind.VOTES) == {}
    (ballot,) = room.repo.all(Kind.BALLOTS).values()
    assert (ballot["counts"], ballot["voters"]) == ({"200": 1, "400": 2, "900": 1}, 4)
    assert "paper" not in room.written(Scope.SHARED)
    assert expectations.get(room.repo, one).probability == 0.4
    calendar = Calendar(room.clock.now().utc)
    told = minutes.minutes(room.repo, room.meeting, room.clock.now(), calendar)
    assert "- **It rains** (40%, known on 2026-11-22), 4 estimated 20% to 90%\n" in to_markdown(
        told
    )
    step = history.latest(room.repo, calendar, limit=1)[0]
    assert step.words.startswith("revealed how surely the room expects “It rains”")


def test_a_second_estimate_by_name_replaces_the_first(room: Room) -> None:
    item, one = stated(room)
    for each in (0.2, 0.6):
        estimates.estimate(room.desk, item, one, each, voter=room.person("Bo"))
    (vote,) = room.state.votes
    assert vote.n == 600


def test_what_makes_no_sense_is_refused(room: Room) -> None:
    item, one = stated(room)
    with pytest.raises(ForbiddenMoveError, match="nobody estimated"):
        estimates.reveal(room.desk, item, one)
    with pytest.raises(NotFoundError, match="nobody who is here"):
        estimates.estimate(room.desk, item, one, 0.5, voter="somebody")
    with pytest.raises(ForbiddenMoveError, match="is no forecast item"):
        estimates.estimate(room.desk, room.id("Close"), one, 0.5)
    estimates.estimate(room.desk, item, one, 0.5)
    estimates.reveal(room.desk, item, one)
    for again in (
        lambda: estimates.estimate(room.desk, item, one, 0.5),
        lambda: estimates.reveal(room.desk, item, one),
    ):
        with pytest.raises(ForbiddenMoveError, match="are revealed"):
            again()


def test_a_later_meeting_may_estimate_anew(room: Room) -> None:
    item, one = stated(room)
    estimates.estimate(room.desk, item, one, 0.5)
    estimates.reveal(room.desk, item, one)
    room.begin(forecast_format())
    estimates.estimate(room.desk, room.id("Outlook"), one, 0.7)
    estimates.reveal(room.desk, room.id("Outlook"), one)
    assert expectations.get(room.repo, one).probability == 0.7
