"""Minutes: what is in them, and what never is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from retrotui.core.agenda import AgendaItem
from retrotui.core.dates import Calendar
from retrotui.core.instants import Instant
from retrotui.core.meeting_state import MeetingState, clock
from retrotui.core.minutes import Minutes, build_minutes, to_json
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.people import Directory
from retrotui.core.records.actions import Action, ActionStatus, Outcome
from retrotui.core.records.cards import Ballot, Card, Group, Note, NoteSort, Vote, ballot_id
from retrotui.core.records.decisions import (
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Option,
    Position,
    Prediction,
    Response,
    Stance,
    Verdict,
)
from retrotui.core.records.meetings import Meeting, Participant, Presence
from retrotui.core.records.people import Person, Series
from retrotui.core.timeline import Move, MoveKind

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


CALENDAR = Calendar(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "Europe/Berlin")


def at(minutes: float) -> Instant:
    return Instant(START, "boot", 0.0).plus(minutes * 60)


def meeting_state(say: str = "{}") -> MeetingState:
    """A meeting with everything in it; ``say`` wraps every text that people wrote."""

    def t(text: str) -> str:
        return say.replace("{}", text)

    columns = [{"key": "start", "title": t("Start")}, {"key": "stop", "title": t("Stop")}]
    items = (
        AgendaItem("i1", t("Gather"), "brainstorm", 10, "a", {"columns": columns}),
        AgendaItem("i2", t("Vote"), "vote", 5, "b"),
        AgendaItem("i3", t("Talk"), "talk", 20, "c"),
        AgendaItem("i4", t("Close"), "close", None, "d"),
    )
    moves = (
        Move("1", MoveKind.START, at(0), "i1"),
        Move("2", MoveKind.START, at(12), "i2"),
        Move("3", MoveKind.SKIP, at(16), "i3"),
        Move("4", MoveKind.START, at(16), "i4"),
        Move("5", MoveKind.END, at(18)),
    )
    decision = Decision(
        "d1", t("Ship"), DecisionStatus.ACCEPTED, options=(Option(t("now")),),
        outcome=t("opt-in"), rationale=t("safer"), deciders=("ana",), review_on="2027-02-20",
        meeting="m1",
    )  # fmt: skip
    return MeetingState(
        meeting=Meeting(
            "m1", t("Retro"), kind=t("retrospective"), private=True, started="2026-11-22T09:00:00Z",
            ended="2026-11-22T09:18:00Z",
        ),
        series=Series("s1", t("Sprints")),
        items=items,
        moves=moves,
        participants=(
            Participant("p1", "m1", "ana"),
            Participant("p2", "m1", "bo", Presence.LATE),
            Participant("p3", "m1", "cy", Presence.ABSENT),
            Participant("p4", "m1", "lena"),
        ),
        people=Directory(
            [Person("ana", t("Ana")), Person("bo", t("Bo")), Person("cy", t("Cy")),
             Person("lena", t("Lena"))]
        ),
        cards=(
            Card("c1", "m1", "i1", "start", t("pairing"), author="bo", order="a"),
            Card("c2", "m1", "i1", "start", t("pairs"), author="bo", anonymous=True, group="g1",
                 order="b"),
            Card("c3", "m1", "i1", "start", t("mobs"), group="g1", order="c"),
            Card("c4", "m1", "i1", "stop", t("unrevealed"), author="ana", hidden=True),
        ),
        groups=(Group("g1", "m1", t("Together"), anchor="c2"),),
        votes=(Vote("v", "m1", "i2", "c1", "lena", 77),),
        ballots=(
            Ballot(ballot_id("i2", "vote"), "m1", "i2", "vote", {"g1": 3, "c1": 1}, 2),
            Ballot(ballot_id("i4", "roti"), "m1", "i4", "roti", {"4": 1, "5": 1}, 2),
        ),
        notes=(
            Note("n1", NoteSort.NOTE, t("facilitators only"), meeting="m1"),
            Note("n2", NoteSort.PARKING, t("hiring"), meeting="m1", closed=True),
            Note("n3", NoteSort.THANKS, t("the fix"), meeting="m1", person="bo"),
            Note("n4", NoteSort.REOPENED, t("a new law"), meeting="m1", about="d1"),
            Note("n5", NoteSort.CHECK_IN, t("tired"), meeting="m1", person="bo"),
        ),
        actions=(
            Action("a1", t("Ask legal"), owners=("bo",), due="2026-11-22", meeting="m1"),
            Action("a2", t("Write it"), ActionStatus.BLOCKED, why=t("no key"), meeting="m1"),
        ),
        decisions=(decision,),
        positions=(
            Position("q1", "d1", "ana", Stance.SUPPORT),
            Position("q2", "d1", "lena", Stance.OBJECT, t("no consent")),
        ),
        dissents=(
            Dissent(
                "x1", "d1", t("nobody asked"), by="lena", would_resolve=t("a box"),
                prediction=Prediction(t("complaints"), 0.7), state=DissentState.SUSTAINED,
                response=Response(t("we ask"), "ana"), follow_up_on="2027-01-20", meeting="m1",
            ),
            Dissent("x2", "d0", t("too dear"), state=DissentState.WITHDRAWN,
                    withdrawn_note=t("on request"), meeting="m1"),
            Dissent("x3", "d0", t("too slow"), state=DissentState.ADDRESSED,
                    verdict=Verdict.NOT_BORNE_OUT, evidence=t("it is fast"), meeting="m1"),
        ),
        carried=(
            Action("a0", t("Old"), ActionStatus.DONE, ("ana", "bo"), outcome=Outcome.PARTLY),
        ),
        earlier_decisions=(Decision("d0", t("Before")),),
    )  # fmt: skip


def written(state: MeetingState) -> Minutes:
    return build_minutes(state, clock(state, at(20)), CALENDAR)


def test_the_page_reads_outcome_first() -> None:
    assert to_markdown(written(meeting_state())) == (
        """\
# Retro

retrospective · Sprints · 2026-11-22 10:00 to 10:18 (Europe/Berlin)

**Private:** these minutes are on this machine only.

People: Ana, Bo (late), Cy (absent), Lena

Worth the time: 4.5 of 5 (1× 4, 1× 5)

## Decisions

- **Ship**: accepted by consent (dissent)
  - Outcome: opt-in
  - Why: safer
  - Options: now
  - Review on: 2027-02-20
  - Positions: Ana support; Lena object (no consent); not heard: Bo
  - Reopened: a new law
  - Dissent, Lena (sustained): nobody asked · Would resolve it: a box · \
Predicts: complaints (70%) · Answer, Ana: we ask · Follow-up on 2027-01-20

## Dissent

- **Before**, anonymous (withdrawn): too dear · Note: on request
- **Before**, anonymous (addressed): too slow · Verdict: not borne out (it is fast)

## Actions

- **Bo**
  - [ ] Ask legal, due 2026-11-22
- **Nobody yet**
  - [ ] Write it, blocked (no key)

## Earlier actions

- **Ana, Bo**
  - [x] Old, helped: partly

## Parking lot

- [x] hiring

## Thanks

- **Bo**: the fix

## Gather

### Start

- **Together** (3 votes)
  - pairs
  - mobs
- pairing (Bo) (1 vote)

## Agenda

| Item | Planned | Actual |
| :--- | ---: | ---: |
| Gather | 10 min | 12 min |
| Vote | 5 min | 4 min |
| Talk | 20 min | skipped |
| Close | open | 2 min |
| Total | 35 min | 18 min |
"""
    )


def noted_state(say: str = "{}") -> MeetingState:
    """The same meeting, discussed and talked over, with notes on topics and on items."""

    def t(text: str) -> str:
        return say.replace("{}", text)

    def note(id_: str, text: str, about: str | None, item: str, person: str | None = None) -> Note:
        return Note(id_, NoteSort.NOTE, t(text), "m1", item, about, person)

    def answer(id_: str, text: str, item: str | None, person: str | None = None) -> Note:
        return Note(id_, NoteSort.CHECK_IN, t(text), "m1", item, None, person)

    base = meeting_state(say)
    asked = {"question": t("How are you?")}
    arrived = AgendaItem("i0", t("Arrive"), "check-in", 5, "Z", asked)
    later = AgendaItem("i6", t("Not begun"), "check-in", 5, "f", asked)
    discussed = AgendaItem("i5", t("Dig in"), "discuss", 15, "e")
    return replace(
        base,
        items=(arrived, *base.items, discussed, later),
        moves=(Move("0", MoveKind.START, at(0), "i0"), *base.moves),
        notes=(
            *base.notes,
            note("o1", "on a card of the group", "c3", "i5", "bo"),
            note("o2", "on the hidden one", "c4", "i5"),
            note("o3", "on the group", "g1", "i5"),
            note("o4", "said aloud", "i3", "i3", "lena"),
            note("o5", "for my eyes", None, "i5", "ana"),
            note("o6", "of an item taken away", "i9", "i9"),
            answer("p1", "slept well", "i0", "bo"),
            answer("p2", "all of us are late", "i0"),
            answer("p3", "at an item taken away", "i8", "lena"),
        ),
    )


def test_notes_stand_under_the_item_or_topic_they_are_about() -> None:
    page = to_markdown(written(noted_state()))
    assert (
        """\
## Talk

- said aloud (Lena)

## Dig in

- on the hidden one

### Together

- on a card of the group (Bo)
- on the group

## Check-in

- at an item taken away (Lena)

## Notes

- of an item taken away

## Agenda
"""
        in page
    )
    told = to_json(written(noted_state()))["notes"][:3]
    assert [each.pop("thumbs") for each in told] == [[], [], []]
    assert told == [
        {"item": "Talk", "topic": None, "notes": [{"text": "said aloud", "person": "Lena"}]},
        {"item": "Dig in", "topic": None, "notes": [{"text": "on the hidden one", "person": None}]},
        {
            "item": "Dig in",
            "topic": "Together",
            "notes": [
                {"text": "on a card of the group", "person": "Bo"},
                {"text": "on the group", "person": None},
            ],
        },
    ]


def test_what_was_asked_and_said_at_check_in_stands_under_its_item() -> None:
    minutes = written(noted_state())
    assert """\
## Arrive

How are you?

- slept well (Bo)
- all of us are late

## Gather
""" in to_markdown(minutes)
    assert to_json(minutes)["check_ins"] == [
        {
            "item": "Arrive",
            "question": "How are you?",
            "answers": [
                {"text": "slept well", "person": "Bo"},
                {"text": "all of us are late", "person": None},
            ],
        },
        {
            "item": "",
            "question": "",
            "answers": [{"text": "at an item taken away", "person": "Lena"}],
        },
    ]


def test_a_question_that_was_asked_is_told_without_answers_and_one_that_was_not_is_not() -> None:
    state = noted_state()
    unheard = replace(
        state, notes=tuple(each for each in state.notes if each.sort is not NoteSort.CHECK_IN)
    )
    (told,) = written(unheard).check_ins
    assert (told.item, told.question, told.answers) == ("Arrive", "How are you?", ())
    assert "Not begun" not in repr(written(unheard).check_ins)


def test_an_empty_meeting_still_has_minutes() -> None:
    state = MeetingState(Meeting("m1", "\x07"))
    assert to_markdown(written(state)) == (
        "# Meeting\n\nretrospective\n\nNothing was decided, and nobody took an action.\n"
    )


@pytest.mark.parametrize(
    "secret", ["unrevealed", "facilitators only", "for my eyes", "tired", "77"]
)
def test_what_nobody_may_see_is_in_no_form(secret: str) -> None:
    minutes = written(noted_state())
    assert secret not in to_markdown(minutes)
    assert secret not in repr(to_json(minutes))


def test_an_anonymous_card_has_no_author_even_when_a_record_says_one() -> None:
    (column,) = to_json(written(meeting_state()))["columns"]
    authors = {card["text"]: card["author"] for each in column["stacks"] for card in each["cards"]}
    assert authors == {"pairs": None, "mobs": None, "pairing": "Bo"}


def test_an_open_vote_shows_nothing() -> None:
    state = replace(meeting_state(), ballots=())
    minutes = written(state)
    assert "vote" not in to_markdown(minutes).split("## Agenda")[0]
    assert {each.dots for column in minutes.columns for each in column.stacks} == {None}
    assert minutes.roti is None


def test_the_json_is_a_meeting_of_the_contract() -> None:
    made = to_json(written(meeting_state()))
    assert [made[key] for key in ("title", "kind", "format", "series", "started", "ended")] == [
        "Retro", "retrospective", None, "Sprints", "2026-11-22T09:00:00Z", "2026-11-22T09:18:00Z",
    ]  # fmt: skip
    assert made["people"] == ["Ana", "Bo", "Lena"]
    assert (made["planned_minutes"], made["actual_minutes"]) == (35.0, 18.0)
    assert made["agenda"][2] == {
        "title": "Talk",
        "activity": "talk",
        "planned_minutes": 20.0,
        "actual_minutes": 0.0,
        "skipped": True,
    }
    (decision,) = made["decisions"]
    assert (decision["consensus"], decision["positions"]["no_response"]) == ("dissent", 1)
    assert [each["id"] for each in made["dissents"]] == ["x1", "x2", "x3"]
    assert [each["overdue_days"] for each in made["actions"]] == [1, None]
    assert made["roti"] == {"average": 4.5, "counts": [0, 0, 0, 1, 1], "voters": 2}
    assert made["private"] is True


def strings(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value
    else:
        assert value is None or isinstance(value, bool | int | float)


def test_the_json_holds_plain_values_only() -> None:
    assert "Ship" in set(strings(to_json(written(meeting_state()))))
