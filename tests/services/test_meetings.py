"""A meeting's whole life: started, worked in, left, resumed, ended, and taken up by the next."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import actions as action_rules
from retrotui.core.activities import close, discuss, review_actions
from retrotui.core.changes import Scope
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import (
    attending,
    captured,
    clock,
    for_whom,
    last_activity,
    ranking,
    returning_dissents,
)
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import MeetingStatus, Presence
from retrotui.core.timeline import ItemState, MoveKind
from retrotui.services import (
    actions,
    agenda,
    cards,
    decisions,
    dissent,
    meetings,
    notes,
    participants,
    topics,
    votes,
)
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from tests.support.fakes import FakeIds
from tests.support.meeting_room import Room, start_stop_continue


def running(room: Room) -> str:
    line = clock(room.state, room.clock.now())
    item = line.item(line.running)
    return item.title if item else "nothing"


def go_on(room: Room, minutes: float) -> None:
    room.clock.advance(minutes * 60)
    agenda.advance(room.desk, room.meeting)


def gather_and_vote(room: Room) -> None:
    desk, bo = room.desk, room.person("Bo")
    gather = room.id("Gather")
    assert running(room) == "Gather"
    for column, text in (("start", "pair"), ("stop", "rush"), ("stop", "hurry"), ("start", "rest")):
        cards.add(desk, gather, column, text, author=bo)
    room.clock.advance(600)
    cards.reveal(desk, gather)
    agenda.advance(desk, room.meeting)
    cards.group(desk, room.card("hurry").id, room.card("rush").id)
    go_on(room, 3)
    vote = room.id("Vote")
    votes.cast(desk, vote, room.state.groups[0].id, bo, 3)
    votes.cast(desk, vote, room.card("rest").id, "paper-1", 1)
    votes.close_vote(desk, vote)
    go_on(room, 4)


def test_a_start_stop_continue_from_start_to_the_next_one() -> None:
    room = Room()
    desk, bo = room.desk, room.person("Bo")
    assert running(room) == "Check-in"
    notes.add(
        desk,
        NoteSort.CHECK_IN,
        "curious",
        meeting=room.meeting,
        item=room.id("Check-in"),
        person=bo,
    )
    go_on(room, 4)
    go_on(room, 2)
    gather_and_vote(room)
    assert [each.stack.title for each in ranking(room.state, room.item("Discuss"))][:2] == [
        "rush", "rest",
    ]  # fmt: skip
    room.clock.advance(200)
    topics.next_topic(desk, room.id("Discuss"))
    actions.add(desk, action_rules.Draft("slow down", meeting=room.meeting), owners=["Bo"])
    go_on(room, 3)
    decision = decisions.add(
        desk, DecisionDraft("no friday releases", meeting=room.meeting, item=room.id("Decide"))
    ).id
    dissent.add(desk, decision, DissentDraft("customers wait", by="Cy"))
    go_on(room, 5)
    go_on(room, 2)
    votes.rate(desk, room.id("Close"), 4)
    loose = close.checklist(room.state, date(2026, 11, 22))
    assert {each.kind for each in loose} == {
        close.Loose.INCOMPLETE_ACTION, close.Loose.UNANSWERED_DISSENT, close.Loose.OPEN_VOTE,
    }  # fmt: skip
    votes.close_rating(desk, room.id("Close"))
    rating = close.rating(room.state, room.item("Close"))
    assert rating is not None
    assert rating.average == 4
    agenda.end(desk, room.meeting)
    state = room.state
    assert state.meeting.status is MeetingStatus.ENDED
    assert (captured(state).actions, captured(state).decisions, captured(state).dissents) == (
        1,
        1,
        1,
    )
    line = clock(state, room.clock.now())
    assert {item.state for item in line.items} == {ItemState.DONE}
    spent = {item.title: round(item.spent / 60, 1) for item in line.items}
    assert (spent["Check-in"], spent["Gather"], spent["Discuss"]) == (4, 10, 6.3)

    room.clock.advance(14 * 86400)
    room.begin(start_stop_continue())
    state = room.state
    assert [each.action.title for each in review_actions.queue(state)] == ["slow down"]
    assert [each.concern for each in returning_dissents(state, date(2026, 12, 6))] == [
        "customers wait"
    ]
    assert [each.title for each in state.earlier_decisions] == ["no friday releases"]
    actions.done(desk, state.carried[0].id, meeting=room.meeting)
    assert [each.reviewed for each in review_actions.queue(room.state)] == [True]
    assert room.state.cards == ()


def test_a_start_is_one_transaction_that_a_second_screen_follows() -> None:
    room = Room()
    assert len(room.repo.events) == 1
    state = room.state
    assert [person.name for person in attending(state)] == ["Ana", "Bo", "Cy"]
    assert state.series is not None
    assert state.series.title == "Start, Stop, Continue"
    assert len(state.items) == 9
    agenda.advance(Desk(room.repo, room.clock, FakeIds(900), "Bo"), room.meeting)
    assert running(room) == "Last actions"
    assert room.repo.events[-1][0]["by"] == "Bo"


def test_the_clock_goes_on_where_a_killed_program_left_it() -> None:
    room = Room()
    room.clock.advance(90)
    back = meetings.resume(room.desk, room.meeting)
    assert back.line.remaining == 210
    assert back.gap is None
    room.clock.advance(3600)
    back = meetings.resume(room.desk, room.meeting)
    assert back.gap == 3690
    seen = last_activity(back.state)
    assert seen is not None
    agenda.leave_out(room.desk, room.meeting, seen.plus(90))
    assert meetings.resume(room.desk, room.meeting).line.remaining == 210


def test_work_in_the_meeting_counts_as_activity() -> None:
    room = Room(start_stop_continue(hidden=False))
    room.clock.advance(500)
    cards.add(room.desk, room.id("Gather"), "start", "still here")
    room.clock.advance(60)
    assert meetings.resume(room.desk, room.meeting).gap is None
    seen = last_activity(room.state)
    assert seen == Instant(room.clock.now().plus(-60).utc)


def test_every_clock_move_is_recorded_and_refused_by_name() -> None:
    room = Room()
    agenda.pause(room.desk, room.meeting)
    room.clock.advance(300)
    agenda.resume(room.desk, room.meeting)
    agenda.extend(room.desk, room.meeting, 60)
    agenda.borrow(room.desk, room.meeting, room.id("Discuss"), 120)
    line = clock(room.state, room.clock.now())
    assert line.remaining == 480
    agenda.skip(room.desk, room.meeting)
    agenda.go_back(room.desk, room.meeting)
    assert running(room) == "Check-in"
    agenda.go_to(room.desk, room.meeting, room.id("Decide"))
    with pytest.raises(ForbiddenMoveError, match="allowed now"):
        agenda.resume(room.desk, room.meeting)
    agenda.end(room.desk, room.meeting)
    assert room.state.meeting.ended is not None
    agenda.go_to(room.desk, room.meeting, room.id("Close"))
    assert room.state.meeting.status is MeetingStatus.RUNNING
    assert room.state.meeting.ended is None


def test_the_agenda_changes_while_it_runs() -> None:
    room = Room()
    added, _ = agenda.add_item(room.desk, room.meeting, "talk", title="Visitors", minutes=None)
    titles = [item.title for item in room.state.items]
    assert titles[:3] == ["Check-in", "Visitors", "Last actions"]
    agenda.move_item(room.desk, added, 99)
    agenda.edit_item(room.desk, added, title="Guests", minutes=12)
    last = room.state.items[-1]
    assert (last.title, last.minutes) == ("Guests", 12)
    agenda.drop_item(room.desk, added)
    assert room.state.items[-1].title == "Close"
    with pytest.raises(ForbiddenMoveError, match="is running"):
        agenda.drop_item(room.desk, room.id("Check-in"))
    cards.add(room.desk, room.id("Gather"), "start", "kept")
    with pytest.raises(ForbiddenMoveError, match="holds cards"):
        agenda.drop_item(room.desk, room.id("Gather"))


def test_what_is_to_come_stays_after_what_has_begun() -> None:
    room = Room()
    agenda.advance(room.desk, room.meeting)
    before = [each.title for each in room.state.items]
    for item, index in (("Gather", 1), ("Gather", 0), ("Close", -5), ("Check-in", 99)):
        with pytest.raises(ForbiddenMoveError, match=r"“.*” is (running|over): "):
            agenda.move_item(room.desk, room.id(item), index)
    with pytest.raises(ForbiddenMoveError, match="“Last actions” is running: what has not begun"):
        agenda.add_item(room.desk, room.meeting, "talk", index=1)
    assert [each.title for each in room.state.items] == before
    agenda.move_item(room.desk, room.id("Close"), 2)
    agenda.move_item(room.desk, room.id("Last actions"), 0)
    titles = [each.title for each in room.state.items]
    assert titles[:4] == ["Last actions", "Check-in", "Close", "Gather"]


def test_what_was_jumped_over_can_be_put_in_order_again() -> None:
    room = Room()
    agenda.go_to(room.desk, room.meeting, room.id("Vote"))
    agenda.move_item(room.desk, room.id("Group"), 2)
    agenda.move_item(room.desk, room.id("Last actions"), 5)
    titles = [each.title for each in room.state.items]
    assert titles[:5] == ["Check-in", "Group", "Gather", "Vote", "Discuss"]


def test_what_cannot_be_on_an_agenda_is_refused_with_the_nearest_form() -> None:
    room = Room()
    with pytest.raises(UsageError) as refused:
        agenda.add_item(room.desk, room.meeting, "brainstrom")
    assert refused.value.hint == "did you mean brainstorm?"
    with pytest.raises(UsageError, match="votes"):
        agenda.add_item(room.desk, room.meeting, "vote", settings={"votes": 1000})
    with pytest.raises(UsageError, match="unknown setting"):
        agenda.add_item(room.desk, room.meeting, "vote", settings={"dots": 3})
    for minutes in (0, -1, 481, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="no timebox"):
            agenda.edit_item(room.desk, room.id("Vote"), minutes=minutes)
    agenda.add_item(room.desk, room.meeting, "vote", settings={"votes": 2}, minutes=3)


def test_people_come_late_and_leave() -> None:
    room = Room()
    named, _ = participants.join(room.desk, room.meeting, "Dee")
    assert named.is_new
    participants.set_presence(room.desk, room.meeting, room.person("Bo"), Presence.LEFT)
    assert [name for _, name in for_whom(room.state)] == ["the room", "Ana", "Cy", "Dee"]
    again, _ = participants.join(room.desk, room.meeting, "bo", Presence.PRESENT)
    assert again.id == room.person("Bo")
    assert len(attending(room.state)) == 4
    with pytest.raises(ForbiddenMoveError, match="join"):
        participants.set_presence(room.desk, room.meeting, "0" * 26, Presence.LEFT)


def test_discarding_hides_a_meeting_and_says_what_goes_with_it() -> None:
    room = Room()
    actions.add(room.desk, action_rules.Draft("promise", meeting=room.meeting))
    gone = meetings.discard(room.desk, room.meeting)
    assert (gone.open_actions, gone.decisions, gone.dissents) == (1, 0, 0)
    assert meetings.listing(room.repo) == ()
    assert len(room.repo.all(Kind.ACTIONS)) == 1
    with pytest.raises(ForbiddenMoveError, match="discarded"):
        agenda.advance(room.desk, room.meeting)
    with pytest.raises(ForbiddenMoveError, match="discarded"):
        meetings.resume(room.desk, room.meeting)
    meetings.restore(room.desk, room.meeting)
    assert [each.id for each in meetings.running(room.repo)] == [room.meeting]


def test_who_is_here_already_stays_as_they_are_when_named_again() -> None:
    room = Room()
    bo = room.person("Bo")
    _, receipt = participants.join(room.desk, room.meeting, "Bo")
    assert not receipt.events
    participants.set_presence(room.desk, room.meeting, bo, Presence.LEFT)
    participants.join(room.desk, room.meeting, "Bo")
    there = {each.person: each.presence for each in room.state.participants}
    assert there[bo] is Presence.LATE


def test_the_latest_meeting_is_listed_first_and_an_unknown_one_not_found() -> None:
    room = Room()
    first = room.meeting
    agenda.end(room.desk, first)
    room.clock.advance(3600)
    room.begin(start_stop_continue())
    assert [each.id for each in meetings.listing(room.repo)] == [room.meeting, first]
    assert [each.id for each in meetings.running(room.repo)] == [room.meeting]
    meetings.rename(room.desk, room.meeting, "Retro 12")
    assert room.state.meeting.title == "Retro 12"
    with pytest.raises(NotFoundError):
        load_state(room.repo, "0" * 26)


def test_a_private_meeting_leaves_no_trace() -> None:
    room = Room(start_stop_continue(private=True), people=("Ana", "Lena"))
    agenda.advance(room.desk, room.meeting)
    notes.add(room.desk, NoteSort.PARKING, "salary", meeting=room.meeting)
    assert room.written(Scope.SHARED) == ""
    series = room.state.series
    assert series is not None
    assert room.repo.scope_of(Kind.SERIES, series.id) == Scope.PRIVATE
    room.begin(start_stop_continue())
    assert room.repo.scope_of(Kind.SERIES, room.state.meeting.series or "") == Scope.SHARED
    assert room.state.parked == ()


def test_the_topics_share_the_meetings_clock() -> None:
    room = Room(start_stop_continue(hidden=False))
    for text in ("alpha", "beta", "gamma"):
        cards.add(room.desk, room.id("Gather"), "start", text)
    discussion = room.id("Discuss")
    with pytest.raises(ForbiddenMoveError, match="no topic"):
        topics.next_topic(room.desk, discussion)
    agenda.go_to(room.desk, room.meeting, discussion)

    def spent() -> dict[str, float]:
        queue = discuss.topics(room.state, room.item("Discuss"), room.clock.now())
        return {each.stack.title: round(each.spent) for each in queue}

    room.clock.advance(100)
    agenda.pause(room.desk, room.meeting)
    room.clock.advance(1000)
    agenda.resume(room.desk, room.meeting)
    assert spent() == {"alpha": 100, "beta": 0}
    topics.next_topic(room.desk, discussion)
    room.clock.advance(50)
    agenda.go_to(room.desk, room.meeting, room.id("Close"))
    room.clock.advance(500)
    agenda.go_to(room.desk, room.meeting, discussion)
    room.clock.advance(10)
    assert spent() == {"alpha": 100, "beta": 60}
    topics.extend(room.desk, discussion, 120)
    current = [each for each in discuss.topics(
        room.state, room.item("Discuss"), room.clock.now()) if each.is_current]  # fmt: skip
    assert [(each.stack.title, each.remaining) for each in current] == [("beta", 300)]
    topics.choose(room.desk, discussion, room.card("gamma").id)
    room.clock.advance(5)
    assert spent() == {"alpha": 100, "beta": 60, "gamma": 5}
    topics.next_topic(room.desk, discussion)
    room.clock.advance(5)
    assert spent() == {"alpha": 100, "beta": 60, "gamma": 5}
    with pytest.raises(ForbiddenMoveError, match="every topic was discussed"):
        topics.next_topic(room.desk, discussion)
    with pytest.raises(ForbiddenMoveError, match="no topic is on"):
        topics.extend(room.desk, discussion, 60)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(1, 480))
def test_a_slot_is_filled_exactly_with_a_minute_for_everything(boxes: list, minutes: int) -> None:
    timed = [each for each in boxes if each]
    if minutes < len(timed):
        with pytest.raises(UsageError, match="do not fit"):
            meetings.scaled(boxes, minutes)
        return
    filled = meetings.scaled(boxes, minutes)
    assert [each is None for each in filled] == [each == 0 for each in boxes]
    if timed:
        assert sum(each for each in filled if each) == minutes
        assert min(each for each in filled if each) >= 1


def test_a_slot_scales_the_agenda_of_a_meeting() -> None:
    room = Room()
    half = meetings.start(room.desk, start_stop_continue(), minutes=30).id
    state = load_state(room.repo, half)
    assert sum(item.minutes or 0 for item in state.items) == 30
    assert next(item.minutes for item in state.items if item.title == "Discuss") == 8
    with pytest.raises(UsageError, match="no meeting"):
        meetings.start(room.desk, start_stop_continue(), minutes=1000)


def test_a_clock_set_back_does_not_put_a_move_before_an_earlier_one() -> None:
    room = Room()
    agenda.advance(room.desk, room.meeting)
    behind = replace(room.desk, ids=FakeIds(start=1))
    agenda.pause(behind, room.meeting)
    assert room.state.moves[-1].kind is MoveKind.PAUSE
    assert clock(room.state, room.clock.now()).paused
