"""Rounds are fair, know who is there, and ask whoever passed once more."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core import turns
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import MeetingState
from retrotui.core.people import Directory
from retrotui.core.progress import Progress, Round
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.meetings import Meeting, Participant, Presence
from retrotui.core.records.people import Person
from retrotui.core.timeline import rules, timeline
from tests.support.meeting_clock import MeetingRun

TALK = AgendaItem("t", "Talk", "talk", 10, "1", {"turns": "round_robin"})
NAMES = ("1", "2", "3", "4")


def state(*present: str, late: tuple[str, ...] = (), **more: Any) -> MeetingState:
    people = Directory([Person(each, f"P{each}") for each in NAMES])
    came = [Participant(f"p{each}", "m", each, created="09:00") for each in present]
    came += [Participant(f"p{each}", "m", each, Presence.LATE, created="09:10") for each in late]
    gone = [each for each in NAMES if each not in (*present, *late)]
    came += [Participant(f"p{each}", "m", each, Presence.ABSENT) for each in gone]
    return MeetingState(
        Meeting("m", "Retro"), items=(TALK,), people=people, participants=tuple(came), **more
    )


def waiting(at: MeetingState, held: Round) -> list[str]:
    return [each.id for each in turns.lineup(at, TALK, held).waiting]


@given(st.permutations(NAMES), st.lists(st.permutations(NAMES), max_size=9))
def test_everybody_opens_once_before_anybody_opens_again(
    shuffled: list[str], chances: list[list[str]]
) -> None:
    held: list[Round] = []
    for chance in (*chances, shuffled):
        order = turns.draw(NAMES, held, lambda _, chance=chance: chance)
        assert sorted(order) == sorted(NAMES)
        held.append(Round(order))
    opened = [each.order[0] for each in held]
    counts = [opened.count(each) for each in NAMES]
    assert max(counts) - min(counts) <= 1


def test_among_equals_it_is_chance_and_who_really_opened_counts() -> None:
    assert turns.draw("123", (), lambda ids: list(reversed(ids))) == ("3", "2", "1")
    earlier = [Round(("1", "2", "3"), spoken=("2",))]
    assert turns.draw("123", earlier, list) == ("1", "3", "2")


def test_the_round_goes_on_through_those_who_are_there() -> None:
    held, here = Round(("3", "1", "2")), state("1", "2", "3")
    assert waiting(here, held) == ["3", "1", "2"]
    held = turns.next_speaker(here, TALK, held)
    assert waiting(here, held) == ["1", "2"]
    assert waiting(state("2", "3"), held) == ["2"]
    for _ in range(2):
        held = turns.next_speaker(here, TALK, held)
    assert [each.id for each in turns.lineup(here, TALK, held).spoken] == ["3", "1", "2"]
    with pytest.raises(ForbiddenMoveError, match="everybody has spoken"):
        turns.next_speaker(here, TALK, held)


def test_whoever_passes_is_asked_once_more_and_then_no_more() -> None:
    held, here = Round(("1", "2")), state("1", "2")
    held = turns.pass_on(here, TALK, held)
    line = turns.lineup(here, TALK, held)
    assert ([each.id for each in line.waiting], line.again) == (["2", "1"], frozenset("1"))
    held = turns.next_speaker(here, TALK, held)
    held = turns.pass_on(here, TALK, held)
    assert waiting(here, held) == []


def test_who_comes_late_speaks_at_the_end_and_stays_there() -> None:
    held = Round(("3", "2"))
    assert waiting(state("2", "3", late=("4",)), held) == ["3", "2", "4"]
    held = turns.next_speaker(state("2", "3", late=("4",)), TALK, held)
    assert held.order == ("3", "2", "4")
    assert waiting(state("2", "3", late=("1", "4")), held) == ["2", "4", "1"]


@given(st.lists(st.sampled_from(["next", "pass"]), max_size=20), st.permutations(NAMES))
def test_a_round_ends_and_nobody_is_lost_or_heard_twice(steps: list[str], order: list[str]) -> None:
    here, held = state(*NAMES), Round(tuple(order))
    for step in steps:
        if not waiting(here, held):
            break
        move = turns.next_speaker if step == "next" else turns.pass_on
        held = move(here, TALK, held)
        line = turns.lineup(here, TALK, held)
        left, said = [each.id for each in line.waiting], [each.id for each in line.spoken]
        assert len(set(said)) == len(said)
        assert not set(left) & set(said)
        silent = {each for each in held.passed if held.passed.count(each) == 2}
        assert set(left) | set(said) | silent == set(NAMES)
    for _ in range(2 * len(NAMES)):
        if waiting(here, held):
            held = turns.pass_on(here, TALK, held)
    assert waiting(here, held) == []


def test_a_written_answer_in_a_check_in_counts_as_having_spoken() -> None:
    item = AgendaItem("c", "Check-in", "check-in", 5, "1")
    said = Note("n", NoteSort.CHECK_IN, "fine", "m", "c", person="2")
    line = turns.lineup(state("1", "2", notes=(said,)), item, Round(("2", "1")))
    assert [each.id for each in line.waiting] == ["1"]


def test_the_latest_round_about_a_topic_is_the_one_that_goes_on() -> None:
    rounds = (Round(("1",)), Round(("2",), about="topic"), Round(("3",)))
    at = state("1", progress={"t": Progress("t", rounds=rounds)})
    assert turns.round_of(at, TALK) == rounds[2]
    assert turns.round_of(at, TALK, "topic") == rounds[1]
    assert turns.round_of(at, TALK, "other") is None


def test_silence_is_half_the_timebox_at_most_five_minutes_without_pauses() -> None:
    silent = AgendaItem("a", "Item A", "talk", 6, "1", {"turns": "silent"})
    run = MeetingRun(6, 5).do(rules.begin)

    def left(**progress: Any) -> float | None:
        known = {"a": Progress("a", **progress)}
        line = timeline(run.items, run.moves, run.clock.now())
        return turns.silence(state("1", progress=known), silent, line)

    assert left() == 180
    run.wait(60).do(rules.pause).wait(600).do(rules.resume)
    assert left() == 120
    assert left(talking="2026-11-22T09:01:00Z") is None
    run.wait(120)
    assert left() is None


def test_open_items_and_unknown_activities_have_no_turns() -> None:
    assert turns.turns(AgendaItem("a", "A", "talk", 5)) == turns.OPEN
    assert turns.turns(AgendaItem("a", "A", "vote", 5, "", {"turns": "silent"})) == turns.OPEN
    assert turns.turns(AgendaItem("a", "A", "newer", 5)) == turns.OPEN
    assert turns.turns(TALK) == turns.ROUND_ROBIN
