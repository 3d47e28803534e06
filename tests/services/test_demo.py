"""The demo: a whole team in a second, the same every time, and true to its own clock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core import raised
from retrotui.core.activities import survey
from retrotui.core.activities.review_actions import queue
from retrotui.core.changes import Drop, Exclude, Include, Put, Scope
from retrotui.core.check import FindingKind, Selection
from retrotui.core.expectations import is_due, score
from retrotui.core.goal_standing import Standing
from retrotui.core.instants import parse_rfc3339
from retrotui.core.meeting_state import subjects
from retrotui.core.records.decisions import DecisionStatus, DissentState, Verdict
from retrotui.core.records.feedback import Triage
from retrotui.core.records.goals import GoalStatus
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.core.records.roadmap import Horizon, RoadmapStatus
from retrotui.core.roadmap_reading import slipped
from retrotui.core.surveys import Direction
from retrotui.core.timeline import ItemState
from retrotui.core.votes import VoteRules
from retrotui.exchange.format_files import shipped_formats
from retrotui.services import (
    cards,
    check,
    decisions,
    dissent,
    expectations,
    feedback,
    goals,
    meetings,
    minutes,
    people,
    roadmap,
)
from retrotui.services import settings as setting_service
from retrotui.services.demo import NARRATOR, ScriptedClock, SeededIds, beginning_of, build_demo
from retrotui.services.demo.buffer import BufferedRepository
from retrotui.services.demo.dealing import deal
from retrotui.services.demo.model import Gathering
from retrotui.services.demo.story import STORY
from retrotui.services.desk import Desk
from retrotui.services.meeting_state import load_state
from retrotui.services.raised import with_raised
from retrotui.services.similar import Suggestions
from tests.support.memory import MemoryRepository

BERLIN, AUCKLAND = "Europe/Berlin", "Pacific/Auckland"
TOLD = (
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN),
    (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), BERLIN),
    (datetime(2024, 2, 29, 12, tzinfo=UTC), "UTC"),
    (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), BERLIN),
    (datetime(2027, 4, 6, 11, 59, tzinfo=UTC), AUCKLAND),
)
"""Clocks set back; a new year begun; a leap day; clocks set forward; a Tuesday far away."""

EXPECTED = {
    (FindingKind.OVERDUE, 9),
    (FindingKind.OVERDUE, 4),
    (FindingKind.OVERDUE, 1),
    (FindingKind.DECISION_DUE, 2),
    (FindingKind.DISSENT_DUE, 0),
}


@dataclass(frozen=True)
class Told:
    """The demo as it stands on a day."""

    repo: MemoryRepository
    desk: Desk
    now: datetime

    @property
    def calendar(self) -> Any:
        return setting_service.calendar(self.desk)

    def meetings(self) -> Iterator[Meeting]:
        return reversed(meetings.listing(self.repo))

    def findings(self, selection: Selection) -> list[tuple[FindingKind, int | None]]:
        known = setting_service.read_settings(self.repo)
        found = check.check(self.repo.all, self.calendar, known, selection)
        return [(each.finding, each.days) for each in found]


@cache
def told(now: datetime, timezone: str) -> Told:
    return tell(now, timezone)


def tell(now: datetime, timezone: str) -> Told:
    clock = ScriptedClock(beginning_of(now))
    ids = SeededIds(clock)
    repo = MemoryRepository(clock, ids)  # type: ignore[arg-type]  # any ports will do
    build_demo(repo, clock=clock, ids=ids, now=now, timezone=timezone, formats=shipped_formats())
    return Told(repo, Desk(repo, clock, ids, NARRATOR), now)


@pytest.fixture(params=TOLD, ids=lambda each: f"{each[0]:%Y-%m-%d}-{each[1]}")
def demo(request: pytest.FixtureRequest) -> Told:
    return told(*request.param)


@pytest.fixture
def sunday() -> Told:
    return told(*TOLD[0])


# The same on every day ---------------------------------------------------------------------


def test_it_is_the_same_for_the_same_moment(sunday: Told) -> None:
    again = tell(*TOLD[0])
    for kind in Kind:
        assert again.repo.all(kind) == sunday.repo.all(kind)


def test_check_finds_what_the_story_left_undone_and_nothing_else(demo: Told) -> None:
    found = demo.findings(Selection())
    waiting = [days for kind, days in found if kind is FindingKind.DISSENT_DUE and days]
    assert len(found) == 6
    assert set(found) >= EXPECTED
    assert len(waiting) == 1
    assert waiting[0] is not None
    assert waiting[0] > 0


def test_two_actions_are_due_soon_and_one_has_no_owner(demo: Told) -> None:
    kinds = Counter(kind for kind, _ in demo.findings(Selection(due_within=3, unowned=True)))
    assert kinds[FindingKind.DUE_SOON] == 2
    assert kinds[FindingKind.OVERDUE] == 3
    assert kinds[FindingKind.UNOWNED] == 1


def test_it_tells_of_six_months_and_nothing_of_the_future(demo: Told) -> None:
    stamps = [
        moment
        for kind in Kind
        for row in demo.repo.all(kind).values()
        for name in ("created", "updated", "started", "ended", "closed", "decided")
        if (moment := parse_rfc3339(row.get(name))) is not None
    ]
    assert max(stamps) <= demo.now
    assert timedelta(days=180) < demo.now - min(stamps) < timedelta(days=191)


def test_meetings_begin_on_working_days_at_the_hour_of_the_story(demo: Told) -> None:
    starts = [parse_rfc3339(each.started) for each in demo.meetings()]
    here = [each.astimezone(demo.calendar.zone) for each in starts if each is not None]
    assert [(each.hour, each.minute) for each in here] == [each.hour for each in STORY.meetings]
    assert all(each.weekday() < 5 for each in here)


# What there is to see ----------------------------------------------------------------------


def test_the_team_is_the_cast_and_nobody_was_made_by_a_slip(sunday: Told) -> None:
    known = {(each.name, each.function) for each in people.everybody(sunday.repo)}
    assert known == {(each.name, each.function) for each in STORY.members}


def test_every_meeting_ran_as_long_as_told_and_has_minutes(demo: Told) -> None:
    clock = demo.desk.clock
    for meeting, story in zip(demo.meetings(), STORY.meetings, strict=True):
        made = minutes.minutes(demo.repo, meeting.id, clock.now(), demo.calendar)
        assert made.title == story.title
        spent = [each.actual_minutes for each in made.agenda]
        assert spent[: len(story.spent)] == pytest.approx(story.spent)
        assert not any(spent[len(story.spent) :])


def test_votes_come_out_as_told_and_nobody_can_say_whose_they_were(sunday: Told) -> None:
    assert sunday.repo.all(Kind.VOTES) == {}
    ballots = sunday.repo.all(Kind.BALLOTS).values()
    for meeting, story in zip(sunday.meetings(), STORY.meetings, strict=True):
        mine = {each["sort"]: each for each in ballots if each["meeting"] == meeting.id}
        dots = sorted(each.dots for each in story.subjects if each.dots)
        if story.roti:
            assert mine["roti"]["voters"] == len(story.roti)
        if dots:
            assert sorted(mine["vote"]["counts"].values()) == dots


def test_groups_have_the_cards_and_titles_of_the_story(sunday: Told) -> None:
    for meeting, story in zip(sunday.meetings(), STORY.meetings, strict=True):
        state = load_state(sunday.repo, meeting.id)
        titles = {each.id: each.title for each in state.groups}
        found = {(titles.get(each.group or ""), each.text) for each in state.cards}
        assert found == {(each.title, card.text) for each in story.subjects for card in each.cards}


def test_one_retrospective_waits_in_the_middle_of_its_brainstorm(demo: Told) -> None:
    (left,) = meetings.running(demo.repo)
    back = meetings.resume(demo.desk, left.id)
    item = back.line.item(back.line.running)
    assert item is not None
    assert item.title == "Gather"
    assert item.state is ItemState.RUNNING
    assert back.line.paused
    assert back.gap is None
    assert len(back.state.cards) == 7
    assert all(each.hidden for each in back.state.cards)
    assert back.state.carried
    assert len(back.state.parked) == 3
    assert any(each.reviewed for each in queue(back.state))


def test_all_other_meetings_ended(demo: Told) -> None:
    states = Counter(each.status for each in demo.meetings())
    assert states == {MeetingStatus.ENDED: 15, MeetingStatus.RUNNING: 1}


def test_actions_were_done_helped_dropped_blocked_and_forgotten(sunday: Told) -> None:
    rows = sunday.repo.all(Kind.ACTIONS).values()
    outcomes = Counter(row.get("outcome") for row in rows)
    assert {"yes", "partly", "no"} <= outcomes.keys()
    assert Counter(row["status"] for row in rows)["blocked"] == 1
    assert all(row["why"] for row in rows if row["status"] in ("blocked", "dropped"))
    assert 30 <= len(rows) <= 45


def test_decisions_were_taken_replaced_reopened_and_left_open(sunday: Told) -> None:
    views = decisions.everything(sunday.repo)
    states = Counter(each.record.status for each in views)
    assert states[DecisionStatus.ACCEPTED] == 5
    assert states[DecisionStatus.SUPERSEDED] == 1
    assert states[DecisionStatus.PROPOSED] == 1
    (reopened,) = (each for each in views if each.reopened)
    assert reopened.record.status is DecisionStatus.ACCEPTED
    assert {each.consensus for each in views if each.consensus} == {
        "consensus", "unanimity", "dissent",
    }  # fmt: skip


def test_dissents_are_in_different_states_of_life(sunday: Told) -> None:
    found = [(each.by, each.record.state, each.record.verdict) for each in
             dissent.everything(sunday.repo)]  # fmt: skip
    assert sorted(found, key=str) == sorted(
        [
            ("Bo", DissentState.WITHDRAWN, None),
            ("Lena", DissentState.SUSTAINED, None),
            ("Omar", DissentState.RAISED, None),
            ("Omar", DissentState.SUSTAINED, Verdict.VINDICATED),
            (None, DissentState.ADDRESSED, None),
        ],
        key=str,
    )


def test_goals_stand_in_every_way_and_outcomes_slipped_on_whatever_day_it_is_told(
    demo: Told,
) -> None:
    views = goals.everything(demo.repo, demo.calendar)
    standings = Counter(each.judgement.standing for each in views)
    assert set(standings) == set(Standing)
    assert [each.record.status for each in views if not each.record.is_open] == [GoalStatus.MET]
    courses = {each.record.title: each for each in roadmap.everything(demo.repo)}
    assert len(courses) == len(STORY.courses)
    gone = courses["Nobody uses payout API v1 any more"]
    assert (gone.record.horizon, slipped(gone.record)) == (Horizon.LATER, 2)
    assert [each.title for each in gone.needed_by] == ["There is one ledger"]
    assert {each.record.horizon for each in courses.values() if each.record.is_open} == set(Horizon)
    assert {each.record.status for each in courses.values()} == set(RoadmapStatus)


def test_a_health_check_is_told_twice_and_shows_what_moved(demo: Told) -> None:
    first, second = (each for each in demo.meetings() if each.title.startswith("Health check"))
    item = next(
        each for each in load_state(demo.repo, second.id).items if each.activity == "survey"
    )
    told = survey.outcomes(load_state(demo.repo, second.id), item)
    assert told is not None
    found = {each.statement.key: each.answers for each in told}
    assert all(each is not None and len(each.past) == 1 for each in found.values())
    moved = {key: each.direction for key, each in found.items() if each is not None}
    assert set(moved.values()) == set(Direction)
    assert found["safe"] is not None
    assert found["safe"].is_far_apart
    earlier = minutes.minutes(demo.repo, first.id, demo.desk.clock.now(), demo.calendar)
    assert len(earlier.surveys) == 1


def test_a_roadmap_review_reads_goals_walks_through_the_roadmap_and_weighs_it(demo: Told) -> None:
    meeting = [each for each in demo.meetings() if each.title.startswith("Roadmap review")][-1]
    made = minutes.minutes(demo.repo, meeting.id, demo.desk.clock.now(), demo.calendar)
    touched = Counter(each.kind for plan in made.plan for each in plan.steered)
    assert touched[Kind.GOALS] >= 4
    assert touched[Kind.ROADMAP] >= 4
    (scored,) = made.scores
    assert scored.rows[0].title == "Payouts run every day of the week"
    state = load_state(demo.repo, meeting.id)
    began = {each.item: each.at.utc for each in reversed(state.moves)}
    read = [each.updated for each in state.plan.readings if each.meeting == meeting.id]
    (item,) = (each for each in state.items if each.activity == "goals")
    assert {parse_rfc3339(each) for each in read} == {began[item.id]}


def test_feedback_waits_was_thanked_for_and_was_left(demo: Told) -> None:
    found = Counter(each.triage for each in feedback.everything(demo.repo))
    assert found == {Triage.WAITING: 6, Triage.THANKS: 1, Triage.NOT_NOW: 1}


def test_the_team_foresees_enough_to_be_told_how_well(demo: Told) -> None:
    known = expectations.everything(demo.repo)
    found = score(known)
    assert found.tells
    assert found.brier is not None
    assert 0.1 < found.brier < 0.25
    assert sum(is_due(each, demo.calendar.today) for each in known) == 1
    assert sum(each.about is not None for each in known) == 3


# What stays unsaid -------------------------------------------------------------------------


def test_nothing_of_the_one_on_one_is_in_a_log_that_travels(sunday: Told) -> None:
    (private,) = (each for each in sunday.meetings() if each.private)
    for kind in Kind:
        for id_, row in sunday.repo.all(kind).items():
            if private.id in (id_, row.get("meeting")):
                assert sunday.repo.scope_of(kind, id_) == Scope.PRIVATE
    shared = [event for event, scope in sunday.repo.events if scope == 0]
    assert private.id not in str(shared)
    for secret in _texts(next(each for each in STORY.meetings if each.format == "one-on-one")):
        assert secret not in str(shared)


def _texts(story: Gathering) -> list[str]:
    promised = [each.title for each in story.promises]
    return [story.title, *promised, *(text for _, text in story.check_in)]


def test_anonymous_cards_and_dissents_are_nobodys(sunday: Told) -> None:
    cards = {id_ for id_, row in sunday.repo.all(Kind.CARDS).items() if row["anonymous"]}
    (nameless,) = (id_ for id_, row in sunday.repo.all(Kind.DISSENTS).items() if not row.get("by"))
    assert len(cards) > 20
    assert all(sunday.repo.get(Kind.CARDS, each).get("author") is None for each in cards)  # type: ignore[union-attr]
    written = {id_: sunday.repo.history(Kind.CARDS, id_)[0].by for id_ in cards}
    assert set(written.values()) == {None}
    assert sunday.repo.history(Kind.DISSENTS, nameless)[0].by is None


# Its tools ---------------------------------------------------------------------------------


def _buffered() -> tuple[BufferedRepository, MemoryRepository, ScriptedClock]:
    clock = ScriptedClock(datetime(2026, 1, 1, tzinfo=UTC))
    inner = MemoryRepository(clock)  # type: ignore[arg-type]  # any clock will do
    return BufferedRepository(inner, clock), inner, clock


ONE, TWO = "0" * 25 + "1", "0" * 25 + "2"


def test_a_buffer_reads_what_it_has_not_written_yet() -> None:
    buffer, inner, _ = _buffered()
    buffer.transact(lambda _: [Put("actions", TWO, {"title": "b", "due": None})], by="Ana")
    buffer.transact(lambda _: [Put("actions", ONE, {"title": "a"})], by="Ana")
    buffer.transact(lambda _: [Include("actions", ONE, "tags", ("x", "y"))], by="Ana")
    buffer.transact(lambda _: [Exclude("actions", ONE, "tags", ("x",))], by="Ana")
    assert inner.all("actions") == {}
    assert list(buffer.all("actions")) == [ONE, TWO]
    assert list(buffer.search("actions", due=None)) == [TWO]
    pending = {id_: dict(row) for id_, row in buffer.all("actions").items()}
    buffer.flush()
    assert {id_: dict(row) for id_, row in inner.all("actions").items()} == pending
    buffer.transact(lambda _: [Drop("actions", ONE)], by="Ana")
    assert buffer.get("actions", ONE) is None
    assert list(buffer.all("actions")) == [TWO]


def test_a_buffer_keeps_when_and_by_whom_it_was_done() -> None:
    buffer, inner, clock = _buffered()
    steps = (("Ana", 0), ("Ana", 0), (None, 0), ("Bo", 60), ("Bo", 60))
    for number, (by, seconds) in enumerate(steps):
        clock.advance(seconds)
        made = Put("notes", f"{number:026}", {"text": str(number)})
        buffer.transact(lambda _, made=made: [made], by=by)
    clock.advance(3600)
    buffer.flush()
    who = [(event["by"], event["at"][11:16]) for event, _ in inner.events]
    assert who == [("Ana", "00:00"), (None, "00:00"), ("Bo", "00:01"), ("Bo", "00:02")]
    assert clock.now().utc.hour == 1


def test_a_buffer_says_whether_anything_changed() -> None:
    buffer, _, _ = _buffered()
    assert buffer.transact(lambda _: (), by="Ana").events == ()
    assert buffer.transact(lambda _: [Put("notes", ONE, {"text": "a"})], by="Ana").events


@settings(max_examples=60, deadline=None)
@given(
    wanted=st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 30), max_size=6),
    voters=st.integers(1, 7),
    budget=st.integers(1, 8),
    cap=st.integers(1, 8),
)
def test_dealt_dots_obey_the_rules_of_the_vote(
    wanted: dict[str, int], voters: int, budget: int, cap: int
) -> None:
    rules = VoteRules(budget, min(cap, budget))
    names = [f"voter {number}" for number in range(voters)]
    spent: Counter[str] = Counter()
    given_to: Counter[str] = Counter()
    for voter, subject, dots in deal(wanted, names, rules):
        assert 0 < dots <= rules.cap
        spent[voter] += dots
        given_to[subject] += dots
    assert all(each <= rules.votes for each in spent.values())
    assert all(given_to[subject] <= dots for subject, dots in wanted.items())


def test_a_topic_comes_back_and_today_two_cards_say_the_same() -> None:
    copy = tell(*TOLD[0])
    (left,) = meetings.running(copy.repo)
    items = load_state(copy.repo, left.id).items
    gather = next(each for each in items if each.activity == "brainstorm")
    cards.reveal(copy.desk, gather.id)
    state = with_raised(copy.repo, load_state(copy.repo, left.id))
    told = {card.text: raised.words(state.raised[card.id]) for card in state.cards
            if card.id in state.raised}  # fmt: skip
    again = told["Meetings that cut mornings and afternoons in two, mine first"]
    assert again == "3rd time in 9 meetings; 2 actions, 1 helped partly"
    suggestions = Suggestions()
    for _ in suggestions.steps(subjects(state, gather)):
        pass
    assert [len(each.ids) for each in suggestions.found] == [2]
