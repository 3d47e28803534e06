"""Surveys in the minutes: results with their trend, comments in place, nothing before the count."""

from datetime import UTC, datetime

from retrotui.core.dates import Calendar
from retrotui.core.meeting_state import clock
from retrotui.core.minutes import Minutes, build_minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.services import surveys
from tests.support.meeting_room import Room
from tests.support.survey_room import checked_room, column, count, fill, survey_room

CALENDAR = Calendar(datetime(2026, 12, 30, 9, 0, tzinfo=UTC), "Europe/Berlin")


def written(room: Room) -> Minutes:
    state = room.state
    return build_minutes(state, clock(state, room.clock.now()), CALENDAR)


def test_every_statement_has_its_result_and_its_trend() -> None:
    room = checked_room()
    fill(room, *column("pace", 5, 4), *column("fun", 1, 5), {"value": 3})
    surveys.comment(room.desk, room.meeting, room.item("Survey"), "fun", "the offsite helped")
    count(room)
    page = to_markdown(written(room))
    assert (
        """\
## Survey

5 answered, from 1 strongly disagree to 5 strongly agree.

| Statement | Result | Answers | Since last time |  |
| :--- | ---: | :--- | :--- | :--- |
| We can keep this pace for a year | 4.5 | 1× 4, 1× 5 | ▲ +1.8 (was 2.7) |  |
| I can say what went wrong without fear | – | too few to be told |  |  |
"""
        in page
    )
    assert "| Fun | 3.0 | 1× 1, 1× 5 | first time | 1 to 5: talk |" in page
    assert "### Fun\n\n- the offsite helped" in page
    (told,) = to_json(written(room))["surveys"]
    pace = told["statements"][0]
    assert pace["counts"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 1}
    assert pace["trend"] == {
        "direction": "up", "change": 1.83, "before": 2.67, "since": "2026-12-06T09:00:00Z",
    }  # fmt: skip


def test_delegation_tells_the_level_and_no_average() -> None:
    room = survey_room("delegation")
    fill(room, *column("pace", 2, 5, 3))
    count(room)
    page = to_markdown(written(room))
    assert "| 3 consult | 1× 2, 1× 3, 1× 5 | first time | 2 to 5: talk |" in page
    (told,) = to_json(written(room))["surveys"]
    assert (told["statements"][0]["average"], told["statements"][0]["level"]) == (None, "consult")


def test_an_open_survey_is_not_in_the_minutes() -> None:
    room = survey_room()
    fill(room, *column("pace", 5, 4))
    minutes = written(room)
    assert minutes.surveys == ()
    assert "We can keep this pace" not in to_markdown(minutes)
