"""Rounds and icebreakers are drawn once, recorded, fair over a series, and can be undone."""

from typing import Any

import pytest

from retrotui.core import icebreakers as questions
from retrotui.core import turns as rules
from retrotui.core.activities import check_in, discuss
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.formats import Format, check_format
from retrotui.core.progress import Thumbs
from retrotui.core.records.meetings import Presence
from retrotui.services import agenda, icebreakers, participants, topics, turns, undo
from tests.support.meeting_room import Room
from tests.support.stage_app import with_group


def going_round(**arriving: Any) -> Format:
    items = [
        {"activity": "check-in", "title": "Arrive", "minutes": 5, **arriving},
        {"activity": "talk", "title": "Talk", "minutes": 10, "turns": "round_robin"},
        {"activity": "close", "title": "Close", "minutes": 5},
    ]
    return check_format({"title": "Round", "kind": "workshop", "agenda": items}, "round", "a test")


def order(room: Room, title: str) -> list[str]:
    state, item = room.state, room.item(title)
    held = rules.round_of(state, item)
    assert held is not None
    return [each.name for each in rules.lineup(state, item, held).waiting]


def test_the_first_item_has_its_order_as_the_meeting_begins() -> None:
    room = Room(going_round(turns="round_robin"))
    assert order(room, "Arrive") == ["Cy", "Bo", "Ana"]


def test_an_item_that_goes_round_has_its_order_as_it_begins_and_keeps_it() -> None:
    room = Room(going_round())
    assert rules.round_of(room.state, room.item("Talk")) is None
    agenda.advance(room.desk, room.meeting)
    turns.next_speaker(room.desk, room.id("Talk"))
    agenda.go_back(room.desk, room.meeting)
    agenda.advance(room.desk, room.meeting)
    assert order(room, "Talk") == ["Bo", "Ana"]


def test_who_opened_before_in_the_series_opens_later() -> None:
    room = Room(going_round(turns="round_robin"))
    openers = [order(room, "Arrive")[0]]
    for _ in range(2):
        agenda.end(room.desk, room.meeting)
        room.clock.advance(86_400)
        room.begin(going_round(turns="round_robin"))
        openers.append(order(room, "Arrive")[0])
    assert sorted(openers) == ["Ana", "Bo", "Cy"]


def test_going_on_passing_and_undoing() -> None:
    room = Room()
    item = room.id("Check-in")
    with pytest.raises(ForbiddenMoveError, match="no round goes on"):
        turns.next_speaker(room.desk, item)
    turns.draw(room.desk, item)
    turns.pass_on(room.desk, item)
    stack = undo.UndoStack()
    stack.push("next", turns.next_speaker(room.desk, item), meeting=room.meeting)
    assert order(room, "Check-in") == ["Ana", "Cy"]
    stack.undo(room.desk)
    assert order(room, "Check-in") == ["Bo", "Ana", "Cy"]


def test_who_is_not_there_is_passed_over_and_who_comes_is_last() -> None:
    room = Room()
    item = room.id("Check-in")
    turns.draw(room.desk, item)
    participants.set_presence(room.desk, room.meeting, room.person("Cy"), Presence.LEFT)
    room.clock.advance(60)
    participants.join(room.desk, room.meeting, "Abe")
    assert order(room, "Check-in") == ["Bo", "Ana", "Abe"]


def test_nobody_there_draws_nothing() -> None:
    room = Room(people=())
    with pytest.raises(ForbiddenMoveError, match="nobody is there"):
        turns.draw(room.desk, room.id("Check-in"))


def test_ending_the_silence_is_recorded() -> None:
    room = Room()
    turns.talk_now(room.desk, room.id("Check-in"))
    assert room.state.progress[room.id("Check-in")].talking is not None


def test_a_question_is_drawn_as_the_check_in_begins_and_another_by_hand() -> None:
    room = Room(going_round(icebreaker=True))
    first = check_in.question(room.state, room.item("Arrive"))
    assert first == questions.QUESTIONS[-1]
    icebreakers.draw(room.desk, room.id("Arrive"))
    assert check_in.question(room.state, room.item("Arrive")) == questions.QUESTIONS[-2]


def test_no_question_comes_twice_in_a_series_before_all_have_come() -> None:
    room = Room(going_round(icebreaker=True))
    asked = [check_in.question(room.state, room.item("Arrive"))]
    agenda.end(room.desk, room.meeting)
    room.clock.advance(86_400)
    room.begin(going_round(icebreaker=True))
    asked.append(check_in.question(room.state, room.item("Arrive")))
    for _ in range(len(questions.QUESTIONS) - 2):
        icebreakers.draw(room.desk, room.id("Arrive"))
        asked.append(check_in.question(room.state, room.item("Arrive")))
    assert sorted(asked) == sorted(questions.QUESTIONS)


def test_there_are_enough_questions_and_each_is_one_line_of_its_own() -> None:
    assert len(set(questions.QUESTIONS)) == len(questions.QUESTIONS) >= 60
    assert all(each.endswith("?") and len(each) <= 76 for each in questions.QUESTIONS)


def test_only_a_check_in_draws_questions_and_agrees() -> None:
    room = Room(going_round(prime_directive=True))
    for move in (icebreakers.draw, icebreakers.agree):
        with pytest.raises(ForbiddenMoveError, match="is no check-in"):
            move(room.desk, room.id("Talk"))
    assert check_in.is_before_agreeing(room.state, room.item("Arrive"))
    icebreakers.agree(room.desk, room.id("Arrive"))
    assert not check_in.is_before_agreeing(room.state, room.item("Arrive"))
    assert icebreakers.agree(room.desk, room.id("Arrive")).events == ()


def test_thumbs_extend_a_topic_by_half_or_go_on() -> None:
    room = with_group()
    item = room.id("Discuss")
    agenda.go_to(room.desk, room.meeting, item)

    def current() -> discuss.Topic:
        listed = discuss.topics(room.state, room.item("Discuss"), room.clock.now())
        return next(each for each in listed if each.is_current)

    first = current()
    topics.keep_going(room.desk, item, Thumbs(4, 1, 2))
    assert (current().stack.id, current().budget) == (first.stack.id, 6 * 60)
    room.clock.advance(300)
    receipt = topics.keep_going(room.desk, item, Thumbs(2, 1, 2))
    assert current().stack.id != first.stack.id
    votes = discuss.votes(room.state, room.item("Discuss"))
    assert votes == {first.stack.id: (Thumbs(4, 1, 2), Thumbs(2, 1, 2))}
    stack = undo.UndoStack()
    stack.push("thumbs", receipt, meeting=room.meeting)
    stack.undo(room.desk)
    assert current().stack.id == first.stack.id
