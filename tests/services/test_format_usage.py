"""When a format was run last and how it was rated, from the team's own meetings."""

from typing import Any

import pytest

from retrotui.core.changes import Put
from retrotui.core.format_list import Usage
from retrotui.core.records.kinds import Kind
from retrotui.services import meetings, votes
from retrotui.services.format_usage import usage
from tests.support.meeting_room import Room, start_stop_continue


def rate(room: Room, *scores: int) -> None:
    close = room.id("Close")
    for score in scores:
        votes.rate(room.desk, close, score)
    votes.close_rating(room.desk, close)


def test_nothing_was_run_yet() -> None:
    room = Room()
    meetings.discard(room.desk, room.meeting)
    assert usage(room.repo) == {}


def test_the_latest_meeting_counts_and_every_rating_weighs_the_same() -> None:
    room = Room()
    rate(room, 5, 5, 5)
    room.clock.advance(86_400)
    room.begin(start_stop_continue())
    rate(room, 1)
    last = room.state.meeting.started
    found = usage(room.repo)["start-stop-continue"]
    assert (found.last, found.rated) == (last, 2)
    assert found.rating == pytest.approx(4.0)


def test_a_discarded_meeting_and_an_open_rating_do_not_count() -> None:
    room = Room()
    first = room.state.meeting.started
    votes.rate(room.desk, room.id("Close"), 1)
    room.clock.advance(86_400)
    room.begin(start_stop_continue())
    rate(room, 2)
    meetings.discard(room.desk, room.meeting)
    assert usage(room.repo) == {"start-stop-continue": Usage(first)}


def test_rows_that_make_no_sense_are_left_out() -> None:
    room = Room()
    rate(room, 4)
    odd: tuple[dict[str, Any], ...] = (
        {"meeting": ["a"], "sort": "roti", "counts": {"5": 1}},
        {"meeting": room.meeting, "sort": "roti", "counts": 7},
        {"meeting": room.meeting, "sort": "roti", "counts": {"5": "many", "9": 3}},
    )
    ids = room.ids
    puts = [Put(Kind.BALLOTS, ids.new(), each) for each in odd]
    puts += [
        Put(Kind.MEETINGS, ids.new(), {"format": 3, "started": "x"}),
        Put(Kind.MEETINGS, ids.new(), {"format": "half", "started": None}),
    ]
    room.repo.transact(lambda _: puts, by=None)
    (found,) = usage(room.repo).values()
    assert (found.rating, found.rated) == (4.0, 1)
