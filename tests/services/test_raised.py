"""Raised before: which earlier meetings count, what came of it, and what stays unsaid."""

import pytest

from retrotui.core.dates import Calendar
from retrotui.core.minutes import to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.raised import Raised, mark, words
from retrotui.core.records.actions import Outcome
from retrotui.core.records.kinds import Kind
from retrotui.services import cards, meetings, minutes
from retrotui.services.raised import Radar
from tests.support.earlier_retros import AGAIN, Past, returning_topic
from tests.support.meeting_room import start_stop_continue


def test_it_says_how_often_in_how_many_meetings_and_what_came_of_it() -> None:
    known = returning_topic().known()
    assert set(known) == {AGAIN}
    assert words(known[AGAIN]) == "4th time in 6 meetings; 2 actions, none helped"
    assert mark(known[AGAIN]) == "↻4"


def test_the_first_time_is_nothing_to_tell() -> None:
    past = Past()
    past.retro(AGAIN)
    assert past.known() == {}
    past.retro("Short standups")
    assert past.known() == {}


def test_an_action_on_a_group_counts_for_every_card_in_it_and_only_once() -> None:
    past = Past()
    one, other = past.retro(AGAIN, "The build machine is full")
    cards.gather(past.room.desk, [one, other], "Machines")
    past.action(past.room.state.groups[0].id, kind=Kind.GROUPS, helped=Outcome.YES)
    past.retro(AGAIN)
    cards.gather(past.room.desk, past.retro(AGAIN, "The build machine is full"), "Machines")
    assert words(past.known()["Machines"]) == "3rd time in 3 meetings; 1 action, which helped"


def test_meetings_without_a_board_do_not_count_and_old_ones_are_forgotten() -> None:
    past = Past()
    past.retro(AGAIN)
    past.retro()
    past.retro(AGAIN)
    assert past.known()[AGAIN] == Raised(2, 2)
    for _ in range(12):
        past.retro("Something else altogether")
    past.retro(AGAIN)
    assert past.known() == {}


def test_the_series_comes_first_and_without_one_the_team() -> None:
    past = Past()
    past.retro(AGAIN)
    past.retro(AGAIN, series="Another series")
    assert past.known()[AGAIN] == Raised(2, 2)
    past.retro(AGAIN, series="Another series")
    assert past.known()[AGAIN] == Raised(2, 2)


def test_a_private_meeting_knows_its_own_series_and_is_known_to_no_other() -> None:
    private = start_stop_continue(private=True, hidden=False)
    past = Past()
    past.retro(AGAIN)
    past.retro(AGAIN, chosen=private, series="Ana and Bo")
    assert past.known() == {}
    past.retro(AGAIN, chosen=private, series="Ana and Cy")
    assert past.known() == {}
    past.retro(AGAIN, chosen=private, series="Ana and Bo")
    assert past.known()[AGAIN] == Raised(2, 2)
    past.retro(AGAIN, series="Ana and Bo")
    assert past.known()[AGAIN] == Raised(2, 2)


def test_a_discarded_meeting_never_happened() -> None:
    past = Past()
    past.retro(AGAIN)
    gone = past.room.meeting
    past.retro(AGAIN)
    meetings.discard(past.room.desk, gone)
    assert past.known() == {}


def test_hidden_cards_are_not_compared_here_and_do_not_count_there() -> None:
    hides = start_stop_continue()
    past = Past()
    past.retro(AGAIN, chosen=hides)
    past.retro(AGAIN, chosen=hides)
    state = past.room.state
    radar = Radar(state.meeting)
    assert list(radar.steps(past.room.repo, state)) == []
    assert radar.known(state) == {}
    assert radar.is_through(state)
    cards.reveal(past.room.desk, past.room.id("Gather"))
    assert not radar.is_through(past.room.state)
    assert past.known()[AGAIN] == Raised(2, 2)
    past.retro(AGAIN)
    assert past.known()[AGAIN] == Raised(3, 3)


def test_the_minutes_tell_it_under_the_card_in_every_form() -> None:
    past = Past()
    past.retro(AGAIN)
    past.retro("*Waiting* on staging again")
    desk, meeting = past.room.desk, past.room.meeting
    now = desk.clock.now()
    made = minutes.minutes(desk.repo, meeting, now, Calendar(now.utc))
    told = "2nd time in 2 meetings; no action came of it"
    assert f"\n  - Raised before: {told}\n" in to_markdown(made)
    (stack,) = to_json(made)["columns"][0]["stacks"]
    assert stack["raised"] == {
        "times": 2, "meetings": 2, "actions": 0, "done": 0, "helped": 0, "partly": 0, "in_vain": 0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (Raised(2, 2), "2nd time in 2 meetings; no action came of it"),
        (Raised(3, 9, 1, 1, 1), "3rd time in 9 meetings; 1 action, which helped"),
        (Raised(3, 9, 1, 1, 0, 1), "3rd time in 9 meetings; 1 action, which helped partly"),
        (Raised(3, 9, 1, 1, 0, 0, 1), "3rd time in 9 meetings; 1 action, which did not help"),
        (Raised(11, 12, 1, 1), "11th time in 12 meetings; 1 action, done"),
        (Raised(12, 12, 1), "12th time in 12 meetings; 1 action, not done"),
        (Raised(4, 6, 3, 2, 1, 1), "4th time in 6 meetings; 3 actions, 1 helped, 1 helped partly"),
        (Raised(4, 6, 3, 2), "4th time in 6 meetings; 3 actions, 2 done"),
        (Raised(4, 6, 3), "4th time in 6 meetings; 3 actions, none done"),
    ],
)
def test_words(raised: Raised, told: str) -> None:
    assert words(raised) == told
