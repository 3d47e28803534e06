"""Each activity's own rules: its settings, why it cannot start, what stays undone."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import formats
from retrotui.core.activities import (
    ACTIVITIES,
    actions,
    activity_of,
    brainstorm,
    check_in,
    close,
    decide,
    discuss,
    goals,
    review_actions,
    roadmap,
    vote,
)
from retrotui.core.activities.activity import guidance, prompt
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState
from retrotui.core.people import Directory
from retrotui.core.plan import Plan
from retrotui.core.progress import Progress
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.records.cards import Ballot, Card, Note, NoteSort, Vote
from retrotui.core.records.decisions import Decision, DecisionStatus, Method
from retrotui.core.records.goals import Goal, GoalStatus, Reading
from retrotui.core.records.meetings import Meeting, Participant
from retrotui.core.records.people import Person
from retrotui.core.records.roadmap import Horizon, RoadmapItem, RoadmapStatus
from retrotui.core.votes import VoteRules
from tests.support.fakes import FakeClock

MEETING = Meeting("m", "Retro", started="2026-11-22T09:00:00Z")
BRAINSTORM = AgendaItem("b", "Gather", "brainstorm", 10, "1")
VOTE = AgendaItem("v", "Vote", "vote", 4, "3")
PEOPLE = Directory([Person("1", "Ana"), Person("2", "Bo")])
HERE = (Participant("p1", "m", "1"), Participant("p2", "m", "2"))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def item(activity: str, **settings: Any) -> AgendaItem:
    return AgendaItem("x", activity, activity, 5, "2", settings)


def state(**parts: Any) -> MeetingState:
    base: dict[str, Any] = {"items": (BRAINSTORM, VOTE), "people": PEOPLE, "participants": HERE}
    return MeetingState(MEETING, **(base | parts))


def card(id: str, hidden: bool = False) -> Card:  # noqa: A002 - the field's own name
    return Card(id, "m", "b", "cards", id, hidden=hidden)


def test_every_activity_a_format_may_name_is_here_and_described() -> None:
    assert list(ACTIVITIES) == list(formats.ACTIVITIES)
    assert all(each.about.endswith(".") and each.minutes > 0 for each in ACTIVITIES.values())


def test_an_activity_of_a_newer_version_is_talked_through() -> None:
    assert activity_of(item("seance")).name == "talk"
    assert activity_of(BRAINSTORM).name == "brainstorm"


@given(st.sampled_from(sorted(ACTIVITIES)), st.data())
def test_forged_settings_never_stop_a_meeting(name: str, data: st.DataObject) -> None:
    keys = [*formats.ACTIVITIES[name].settings, "prompt", "about"]
    forged = item(name, **{key: data.draw(ANYTHING) for key in keys})
    activity, there = ACTIVITIES[name], state(items=(BRAINSTORM, forged), cards=(card("a"),))
    activity.settings(forged)
    activity.ready(there, forged)
    activity.unfinished(there, forged)
    assert isinstance(prompt(forged), str)
    assert isinstance(guidance(forged), str)


def test_settings_are_read_with_their_defaults() -> None:
    assert vote.settings(item("vote")) == VoteRules(5, 3)
    assert vote.settings(item("vote", votes=2, cap=9)) == VoteRules(2, 2)
    assert discuss.settings(item("discuss", top=3)) == discuss.Discuss(3, 5)
    assert decide.settings(item("decide", method="chair")).method is Method.CHAIR
    assert close.settings(item("close", rate=False)).rate is False
    assert check_in.settings(item("check-in", question="How?")).question == "How?"
    read = brainstorm.settings(item("brainstorm", anonymous=True))
    assert (read.anonymous, read.hidden) == (True, True)


@pytest.mark.parametrize("name", ["group", "vote", "discuss"])
def test_work_on_cards_says_why_it_cannot_begin(name: str) -> None:
    activity, step = ACTIVITIES[name], item(name)
    items = (BRAINSTORM, step)
    assert "no brainstorm" in (activity.ready(state(items=(step,)), step) or "")
    assert "no cards" in (activity.ready(state(items=items), step) or "")
    hidden = state(items=items, cards=(card("a", hidden=True), card("b")))
    assert activity.ready(hidden, step) == "1 card is still hidden: reveal first"
    assert activity.ready(state(items=items, cards=(card("a"), card("b"))), step) is None


def test_one_card_cannot_be_grouped() -> None:
    alone = state(items=(BRAINSTORM, item("group")), cards=(card("a"),))
    assert ACTIVITIES["group"].ready(alone, item("group")) == "one card alone cannot be grouped"


def test_leaving_a_brainstorm_says_what_nobody_saw() -> None:
    there = state(cards=(card("a", hidden=True), card("b", hidden=True)))
    assert brainstorm.unfinished(there, BRAINSTORM) == "2 cards are still hidden"
    assert brainstorm.is_hiding(there, BRAINSTORM)
    shown = state(progress={"b": Progress("b", revealed="2026-11-22T09:10:00Z", ready=("1",))})
    assert not brainstorm.is_hiding(shown, BRAINSTORM)
    ready = {person.name: done for person, done in brainstorm.readiness(shown, BRAINSTORM)}
    assert ready == {"Ana": True, "Bo": False}


def test_an_open_vote_is_unfinished_and_a_closed_one_is_not() -> None:
    voted = Vote("x", "m", "v", "a", "1", 2)
    assert vote.unfinished(state(), VOTE) is None
    assert vote.unfinished(state(votes=(voted,)), VOTE) is not None
    assert vote.unfinished(state(ballots=(Ballot("y", "m", "v", "vote", {"a": 2}),)), VOTE) is None


def test_a_check_in_waits_for_everybody_who_is_here() -> None:
    step = item("check-in")
    said = Note("n", NoteSort.CHECK_IN, "fine", "m", "x", person="1")
    elsewhere = Note("o", NoteSort.CHECK_IN, "fine", "m", "other", person="2")
    there = state(notes=(said, elsewhere))
    assert check_in.answers(there, step) == (said,)
    assert check_in.unfinished(there, step) == "not heard yet: Bo"


def done(id: str, closed: str, outcome: Outcome | None = None) -> Action:  # noqa: A002 - its name
    return Action(id, id, ActionStatus.DONE, closed=closed, outcome=outcome)


def test_the_review_asks_for_what_is_open_and_remembers_what_was_said() -> None:
    late = Action("late", "late", due="2026-11-01")
    moved = Action("moved", "moved", moves=("2026-11-22T09:05:00Z 2026-11-01 2026-12-01",))
    finished = done("finished", "2026-11-22T09:06:00.500Z")
    there = state(carried=(moved, finished, late))
    queue = review_actions.queue(there)
    assert [(each.action.id, each.reviewed) for each in queue] == [
        ("late", False), ("finished", True), ("moved", True),
    ]  # fmt: skip
    offered = review_actions.Verdict
    assert queue[0].verdicts == (offered.DONE, offered.MOVE, offered.DROP)
    assert queue[1].verdicts == (offered.HELPED,)
    assert review_actions.unfinished(there, item("review-actions")) == "1 action was not reviewed"
    assert review_actions.ready(state(), item("review-actions")) is not None


def test_done_since_last_time_is_asked_about_once() -> None:
    began = FakeClock().now().utc
    last = began.replace(day=8)
    recent, old = done("a", "2026-11-10T09:00:00Z"), done("b", "2026-11-01T09:00:00Z")
    assert review_actions.is_carried(recent, began, last)
    assert not review_actions.is_carried(old, began, last)
    assert not review_actions.is_carried(
        done("c", "2026-11-10T09:00:00Z", Outcome.YES), began, last
    )
    assert review_actions.is_carried(Action("d", "d", ActionStatus.BLOCKED), began, last)
    dropped = Action("e", "e", ActionStatus.DROPPED, closed="2026-11-10T09:00:00Z")
    assert not review_actions.is_carried(dropped, began, last)


def test_an_action_needs_an_owner_and_a_date_or_a_not_yet() -> None:
    made = (
        Action("bare", "bare"),
        Action("owned", "owned", owners=("1",)),
        Action("full", "full", owners=("1",), due="2026-12-01"),
        Action("later", "later", not_yet=True),
        Action("done", "done", ActionStatus.DONE),
    )
    there = state(actions=made)
    assert [each.id for each in actions.incomplete(there)] == ["bare", "owned"]
    assert [actions.missing(each) for each in made[:2]] == [("owner", "date"), ("date",)]
    assert actions.unfinished(there, item("actions")) == "2 actions have no owner or no date"


def test_the_first_open_proposal_is_on_the_table() -> None:
    step = item("decide")
    one = Decision("1", "one", DecisionStatus.ACCEPTED, item="x")
    two = Decision("2", "two", item="x")
    other = Decision("3", "elsewhere", item="other")
    assert decide.current(state(decisions=(one, two, other)), step) == two
    assert decide.current(state(decisions=(one, other)), step) == one
    assert decide.current(state(), step) is None
    assert decide.unfinished(state(decisions=(one, two)), step) == "1 proposal is not decided"


def test_a_discussion_takes_the_voted_topics_and_no_more() -> None:
    step = AgendaItem("d", "Discuss", "discuss", 20, "4", {"top": 2})
    cards = tuple(Card(each, "m", "b", "cards", each, order=each) for each in ("a", "b", "c", "d"))
    now = FakeClock().now()
    counted = Ballot("y", "m", "v", "vote", {"d": 3, "b": 1, "c": 1})
    there = state(items=(BRAINSTORM, VOTE, step), cards=cards, ballots=(counted,))
    assert [each.stack.id for each in discuss.topics(there, step, now)] == ["d", "b"]
    assert discuss.unfinished(there, step) == "2 topics were not discussed"
    unvoted = state(items=(BRAINSTORM, VOTE, step), cards=cards)
    assert [each.stack.id for each in discuss.topics(unvoted, step, now)] == ["a", "b"]


def test_a_goal_is_read_when_it_was_since_the_last_meeting_or_in_this_one() -> None:
    kept = (Goal("a", "a", target=1), Goal("b", "b", target=1), Goal("c", "c", target=1))
    readings = (
        Reading("1", "a", 1, "2026-11-08"),
        Reading("2", "b", 1, "2026-11-09"),
        Reading("3", "c", 1, "2026-11-01", meeting="m"),
    )
    closed = Goal("d", "d", status=GoalStatus.MET, closed="2026-11-21T09:00:00Z")
    closed_here = Goal("e", "e", status=GoalStatus.MET, closed="2026-11-22T09:10:00Z")
    plan = Plan((*kept, closed, closed_here), readings, last_time="2026-11-08T09:00:00Z")
    there, step = state(plan=plan), item("goals")
    assert [each.id for each in goals.listed(there)] == ["a", "b", "c", "e"]
    assert [each.id for each in goals.unread(there)] == ["a"]
    assert goals.unfinished(there, step) == "1 goal has no reading since the last meeting"
    first = state(plan=replace(plan, last_time=None, readings=readings[:2]))
    assert goals.unfinished(first, step) == "1 goal has no reading"
    assert goals.ready(there, step) is None
    assert goals.ready(state(), step) == "no goal is open"


def test_a_roadmap_asks_how_sure_the_team_is_of_now() -> None:
    step = item("roadmap")
    outcomes = (
        RoadmapItem("a", "a", Horizon.NOW, order="5"),
        RoadmapItem("b", "b", Horizon.NOW, confidence=60, order="3"),
        RoadmapItem("c", "c", Horizon.LATER),
        RoadmapItem("d", "d", status=RoadmapStatus.DONE, closed="2026-11-22T09:10:00Z"),
        RoadmapItem("e", "e", status=RoadmapStatus.DONE, closed="2026-11-21T09:10:00Z"),
    )
    there = state(plan=Plan(roadmap=outcomes))
    assert [[each.id for each in row] for _, row in roadmap.columns(there)] == [
        ["b", "a"], [], ["c"],
    ]  # fmt: skip
    assert [each.id for each in roadmap.closed_here(there)] == ["d"]
    assert roadmap.unfinished(there, step) == "1 outcome in now has no confidence"
    assert roadmap.ready(there, step) is None
    assert roadmap.ready(state(), step) == "nothing is on the roadmap yet"
