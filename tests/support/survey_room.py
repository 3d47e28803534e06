"""Meetings with a health check, one after the other in a series, in memory."""

from collections.abc import Mapping, Sequence
from typing import Any

from retrotui.core.activities import survey
from retrotui.core.activities.survey import Outcome
from retrotui.core.formats import Format, check_format
from retrotui.services import agenda, surveys
from tests.support.meeting_room import Room

STATEMENTS = [
    {"key": "pace", "title": "We can keep this pace for a year",
     "good": "calm weeks, no heroes", "bad": "evenings and weekends"},
    {"key": "safety", "title": "I can say what went wrong without fear"},
    {"key": "value", "title": "What we ship is used, and we know by whom, because we ask them "
     "and watch them"},
    {"key": "fun", "title": "Fun"},
]  # fmt: skip


def health_check(
    scale: str = "agreement", statements: Sequence[Mapping[str, Any]] = STATEMENTS, **more: Any
) -> Format:
    """A survey and a close; keywords go into the survey."""
    agenda_: list[dict[str, Any]] = [
        {"activity": "survey", "title": "Survey", "minutes": 10, "scale": scale,
         "statements": list(statements), **more},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]  # fmt: skip
    data = {"title": "Health check", "kind": "health-check", "agenda": agenda_}
    return check_format(data, "health-check", "a test")


def survey_room(scale: str = "agreement", *, people: Sequence[str] = (), **more: Any) -> Room:
    """A running health check of five people."""
    names = people or ("Ana", "Bo", "Cy", "Di", "Ed")
    return Room(health_check(scale, **more), people=names)


def fill(room: Room, *papers: Mapping[str, int]) -> None:
    """Fills in papers: statement key to answer."""
    for paper in papers:
        voter = None
        for key, given in paper.items():
            voter, _ = surveys.answer(room.desk, room.id("Survey"), key, given, voter=voter)


def column(key: str, *given: int) -> list[dict[str, int]]:
    """Papers that answer one statement."""
    return [{key: each} for each in given]


def count(room: Room) -> None:
    """Counts."""
    surveys.count_answers(room.desk, room.id("Survey"))


def next_run(room: Room, scale: str = "agreement", *, days: int = 14, **more: Any) -> None:
    """Ends the meeting, and begins the next of its series some days later."""
    agenda.go_to(room.desk, room.meeting, room.id("Close"))
    agenda.end(room.desk, room.meeting)
    room.clock.advance(days * 86_400)
    room.begin(health_check(scale, **more))


def outcomes(room: Room) -> dict[str, Outcome]:
    """What came out, by statement."""
    found = survey.outcomes(room.state, room.item("Survey"))
    return {each.statement.key: each for each in found or ()}


def checked_room(scale: str = "agreement") -> Room:
    """The third health check of a series, open, with two counted before it."""
    room = survey_room(scale)
    for shift in (0, 1):
        fill(
            room,
            {"pace": 2, "safety": 4, "value": 3},
            {"pace": 2 + shift, "safety": 4, "value": 2},
            {"pace": 3, "safety": 5 - shift, "value": 4},
        )
        count(room)
        next_run(room, scale)
    return room
