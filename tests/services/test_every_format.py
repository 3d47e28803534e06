"""Every shipped format is run from its first item to its last, with nothing skipped."""

import json
from zlib import crc32

import pytest

from retrotui.core.activities import ACTIVITIES, activity_of
from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.formats import Format
from retrotui.core.meeting_state import clock
from retrotui.core.minutes import to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.records.meetings import MeetingStatus
from retrotui.core.timeline import ItemState
from retrotui.exchange.format_files import shipped_formats
from retrotui.exchange.minutes_html import to_html
from retrotui.services import agenda
from retrotui.services.minutes import minutes
from tests.support.meeting_room import Room
from tests.support.players import PLAYERS
from tests.support.tally import Tally

NAMES = ("Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida")
FORMATS = tuple(shipped_formats())


def test_every_activity_has_somebody_who_plays_it() -> None:
    assert set(PLAYERS) == set(ACTIVITIES)


def test_no_format_is_left_out() -> None:
    assert len(FORMATS) == 88


def people_for(made: Format) -> tuple[str, ...]:
    """As many as the format's name says, so that every run of this test is the same."""
    if made.kind == "one-on-one":
        return NAMES[:2]
    return NAMES[: 3 + crc32(made.name.encode()) % (len(NAMES) - 2)]


def room_for(made: Format) -> Room:
    """A meeting of a format, after one in which what it needs was made."""
    room = Room(made, people=people_for(made))
    for activity in sorted({each.activity for each in made.agenda}):
        PLAYERS[activity].prepare(room)
    agenda.end(room.desk, room.meeting)
    room.clock.advance(14 * 86_400)
    room.begin(made)
    return room


def play(room: Room, item: AgendaItem) -> None:
    """Does one item; what is left of its timebox passes."""
    activity = activity_of(item)
    assert activity.ready(room.state, item) is None, item.title
    began = room.clock.now()
    PLAYERS[item.activity].play(room, item)
    assert activity.unfinished(room.state, room.item(item.title)) is None, item.title
    room.clock.advance(
        (item.minutes or 0) * 60 - (room.clock.now().utc - began.utc).total_seconds()
    )


@pytest.mark.counted
@pytest.mark.parametrize("made", FORMATS, ids=[each.name for each in FORMATS])
def test_a_shipped_format_runs_to_its_end(made: Format, tally: Tally) -> None:
    room = room_for(made)
    items = room.state.items
    assert [each.title for each in items] == [each.title for each in made.agenda]
    for number, item in enumerate(items):
        if number:
            agenda.advance(room.desk, room.meeting)
        assert clock(room.state, room.clock.now()).running == item.id
        play(room, item)
    agenda.end(room.desk, room.meeting)
    state = room.state
    line = clock(state, room.clock.now())
    assert state.meeting.status is MeetingStatus.ENDED
    assert {each.state for each in line.items} == {ItemState.DONE}
    assert line.elapsed == made.minutes * 60
    assert_told(room, made)
    tally("shipped formats run to their end", run=1, items=len(items))


def assert_told(room: Room, made: Format) -> None:
    """The minutes say what was done, in every form."""
    now = room.clock.now()
    told = minutes(room.repo, room.meeting, now, Calendar(now.utc))
    page, html = to_markdown(told), to_html(told)
    data = json.loads(json.dumps(to_json(told), default=dict))
    assert [each["title"] for each in data["agenda"]] == [each.title for each in made.agenda]
    assert not any(each["skipped"] for each in data["agenda"])
    assert data["private"] == made.private
    for word in ("Proposal of", "Promised and due", "From "):
        assert (word in page) == (word in html) == (word in json.dumps(data))
    assert page.startswith("# ")
