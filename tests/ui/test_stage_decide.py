"""Deciding in a meeting: positions in three keys, the dissent that is offered, the outcome."""

from datetime import date

import pytest

from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.dissent import DissentDraft
from retrotui.core.records.decisions import (
    DecisionStatus,
    DissentState,
    Method,
    Option,
    Stance,
)
from retrotui.services import decisions, dissent, people
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like
from tests.support.stage_app import on_stage as alone

WHY = "no explicit consent is asked of those whose data it is"
ROOM = (("Ana", "engineering"), ("Bo", "sales"), ("Cy", "design"), ("Lena", "legal"))


def room_with(*, options: tuple[str, ...] = ("everybody", "opt-in", "not now")) -> Room:
    """One proposal that nobody has spoken on; Mia of marketing is to be heard, and not here."""
    room = Room(people=[name for name, _ in ROOM])
    for name, function in (*ROOM, ("Mia", "marketing")):
        people.add(room.desk, name, function=function)
    draft = DecisionDraft(
        "Ship profiling to all customers",
        options=tuple(map(Option, options)),
        consulted=("Mia",),
        meeting=room.meeting,
        item=room.id("Decide"),
    )
    decisions.add(room.desk, draft)
    return room


def debated() -> Room:
    room = room_with()
    made = room.state.decisions[0].id
    decisions.take_position(room.desk, made, "Ana", Stance.SUPPORT)
    decisions.take_position(room.desk, made, "Lena", Stance.OBJECT, WHY)
    decisions.take_position(room.desk, made, "Bo", Stance.RESERVATIONS, "tickets will double")
    return room


def disputed() -> Room:
    room = debated()
    draft = DissentDraft(
        WHY,
        by="Lena",
        stance=Stance.OBJECT,
        would_resolve="opt-in",
        predicts="a complaint within the quarter",
        probability=0.7,
        follow_up_on=date(2027, 11, 20),
    )
    dissent.add(room.desk, room.state.decisions[0].id, draft)
    return room


def decided() -> Room:
    room = disputed()
    made, against = room.state.decisions[0].id, room.state.dissents[0].id
    dissent.answer(room.desk, against, "New customers are asked first.")
    dissent.sustain(room.desk, against)
    decisions.edit(room.desk, made, DecisionEdit(review_on=date(2027, 2, 20)))
    decisions.decide(room.desk, made, accept=True, outcome="opt-in", rationale="it is lawful")
    return room


async def select(table: Table, text: str) -> None:
    """Moves to the row that shows a text."""
    for _ in range(12):
        if any("› " in line and text in line for line in stage_lines(table)):
            return
        await table.press("j")
    raise AssertionError(f"no row says {text!r}\n{table.text}")


def stage_lines(table: Table) -> list[str]:
    region = table.stage.region
    lines = table.text.splitlines()[region.y : region.bottom]
    return [line[region.x : region.right] for line in lines]


def on_stage(table: Table) -> str:
    return "\n".join(stage_lines(table))


async def test_enter_puts_a_proposal_on_the_table_decided_by_the_items_method() -> None:
    async with sitting(item="Decide") as table:
        assert "Press enter" in on_stage(table)
        await table.press("enter")
        await table.enter("Move billing to the new stack")
        made = table.state.decisions[0]
        assert (made.title, made.method) == ("Move billing to the new stack", Method.CONSENT)
        assert made.item == table.room.id("Decide")
        assert "Move billing to the new stack" in on_stage(table)
        assert on_stage(table).count("○ no response") == 3
        await table.press("escape", "u")
        assert not table.state.decisions


async def test_silence_in_the_room_and_those_not_asked_yet_are_told_apart() -> None:
    async with sitting(room_with(), item="Decide") as table:
        shown = on_stage(table)
        assert "1 everybody" in shown
        assert shown.count("○ no response") == 4
        assert "– not heard yet" in next(each for each in stage_lines(table) if "Mia" in each)
        assert "marketing" in shown


async def test_a_position_takes_three_steps_and_goes_on_to_the_next_unheard() -> None:
    async with sitting(room_with(), item="Decide") as table:
        await table.press("s", "enter", "s", "enter")
        await table.press("s", "enter", "o")
        await table.enter("  too early ")
        taken = {each.person: (each.stance, each.why) for each in table.state.positions}
        assert taken == {
            table.room.person("Ana"): (Stance.SUPPORT, None),
            table.room.person("Bo"): (Stance.OBJECT, "too early"),
        }
        await table.press("u")
        assert len(table.state.positions) == 1


async def test_somebody_from_outside_is_heard_by_name_and_a_step_can_be_left() -> None:
    async with sitting(room_with(), item="Decide") as table:
        await table.press("s")
        await table.enter("Zoe")
        await table.press("r", "enter")
        assert table.state.positions[0].person == table.room.person("Zoe")
        await table.press("s", "enter", "s", "escape")
        assert len(table.state.positions) == 1


async def test_a_dissent_is_offered_after_a_dissenting_stance_and_never_made_by_itself() -> None:
    async with sitting(room_with(), item="Decide") as table:
        await table.press("s")
        await table.enter("Lena")
        await table.press("o")
        await table.enter(WHY)
        assert not table.state.dissents
        assert "x keeps this as a dissent" in on_stage(table)
        await table.press("x")
        await table.press("enter")
        await table.enter("opt-in")
        await table.enter("a complaint")
        await table.enter("70%")
        await table.enter("2027-02-20")
        await table.press("ctrl+s")
        await table.until(lambda: table.state.dissents)
        made = table.state.dissents[0]
        assert (made.concern, made.by) == (WHY, table.room.person("Lena"))
        assert (made.stance, made.would_resolve) == (Stance.OBJECT, "opt-in")
        assert made.prediction is not None
        assert (made.prediction.statement, made.prediction.probability) == ("a complaint", 0.7)
        assert made.follow_up_on == "2027-02-20"
        assert "keeps this as a dissent" not in on_stage(table)
        assert "✱ raised" in on_stage(table)


async def test_an_anonymous_dissent_stores_nobody_and_no_stance() -> None:
    async with sitting(debated(), item="Decide") as table:
        await select(table, "Lena")
        await table.press("x", "tab", "tab", "tab", "tab", "tab")
        assert "Lena" in table.text
        await table.press("ctrl+u")
        assert "anonymous: no name is stored" in table.text
        await table.press("ctrl+s")
        await table.until(lambda: table.state.dissents)
        made = table.state.dissents[0]
        assert (made.by, made.stance) == (None, None)
        event = table.room.repo.events[-1][0]
        assert "Ana" not in repr(event)
        assert event["by"] is None


async def test_the_dissent_form_keeps_what_was_typed_when_something_is_missing() -> None:
    async with sitting(disputed(), item="Decide") as table:
        await select(table, "Lena")
        await table.press("x")
        await table.type("one more")
        await table.press("ctrl+s")
        assert "has an open dissent on this already" in table.text
        await table.press("ctrl+u", "shift+tab", "shift+tab")
        await table.type("70%")
        await table.press("ctrl+s")
        assert "a probability needs a prediction" in table.text
        assert "one more" in table.text
        assert len(table.state.dissents) == 1


async def test_deciding_says_first_who_blocks_and_who_was_not_heard() -> None:
    async with sitting(debated(), item="Decide") as table:
        assert "✱ blocked by Lena" in on_stage(table)
        await table.press("D")
        assert "consent: ✱ blocked by Lena" in table.text
        assert "design and marketing have not been heard" in table.text
        await table.enter("2")
        await table.enter("it is lawful")
        await table.enter("2027-02-20")
        await table.until(lambda: table.state.decisions[0].status is DecisionStatus.ACCEPTED)
        made = table.state.decisions[0]
        assert (made.outcome, made.rationale) == ("opt-in", "it is lawful")
        assert made.review_on == "2027-02-20"
        assert "Outcome: 2 opt-in" in on_stage(table)
        assert "review sat 20 Feb" in on_stage(table)
        await table.press("u")
        assert table.state.decisions[0].status is DecisionStatus.PROPOSED
        assert table.state.decisions[0].review_on is None


async def test_an_outcome_is_needed_and_may_be_in_own_words() -> None:
    async with sitting(debated(), item="Decide") as table:
        await table.press("D", "ctrl+s")
        assert "the outcome" in table.text
        assert table.state.decisions[0].status is DecisionStatus.PROPOSED
        await table.type("opt-in, for new customers only")
        await table.press("ctrl+s")
        await table.until(lambda: table.state.decisions[0].outcome)
        assert table.state.decisions[0].outcome == "opt-in, for new customers only"


async def test_a_decision_shows_what_it_stands_over() -> None:
    async with sitting(decided(), item="Decide", size=(200, 60)) as table:
        shown = on_stage(table)
        assert "stands over 1 sustained dissent (follow-up sat 20 Nov)" in shown
        assert "✱ dissent" in shown
        assert "because it is lawful" in shown


async def test_the_life_of_a_dissent_with_reasons_where_it_does_not_go() -> None:
    async with sitting(disputed(), item="Decide") as table:
        await table.press("y")
        assert "Nobody has answered it yet: r does." in table.toasts
        await table.press("r")
        await table.type("New customers are asked first.")
        await table.press("ctrl+s")
        await table.until(lambda: table.state.dissents[0].state is DissentState.ADDRESSED)
        assert "y accepted · h sustained · Z withdrawn" in on_stage(table)
        await table.press("h")
        assert table.state.dissents[0].state is DissentState.SUSTAINED
        await table.press("u", "y")
        assert table.state.dissents[0].state is DissentState.ACCEPTED
        await table.press("Z")
        assert "This dissent is accepted: nothing more is done to it here." in table.toasts


async def test_somebody_elses_dissent_is_withdrawn_on_request_with_a_note() -> None:
    async with sitting(disputed(), item="Decide") as table:
        await table.press("Z", "enter")
        made = table.state.dissents[0]
        assert made.state is DissentState.WITHDRAWN
        assert made.withdrawn_note == "withdrawn on request"


async def test_a_rejected_proposal_is_reopened_for_something_new() -> None:
    async with sitting(debated(), item="Decide") as table:
        await table.press("J")
        await table.enter("too early")
        assert table.state.decisions[0].status is DecisionStatus.REJECTED
        await table.press("o")
        assert any("O reopens it" in each for each in table.toasts)
        await table.press("O")
        await table.enter("the law is settled")
        assert table.state.decisions[0].status is DecisionStatus.PROPOSED
        assert "reopened: the law is settled" in on_stage(table)


async def test_options_method_and_words_are_changed_while_it_is_proposed() -> None:
    async with sitting(room_with(options=()), item="Decide") as table:
        await table.press("o")
        await table.enter("opt-in")
        await table.press("m", "5")
        made = table.state.decisions[0]
        assert (made.options, made.method) == ((Option("opt-in"),), Method.VOTE)
        assert "0 for, 0 against, 4 not heard" in on_stage(table)
        await table.press("e", "end")
        await table.type(", soon")
        await table.press("ctrl+s")
        await table.until(lambda: table.state.decisions[0].title.endswith(", soon"))
        assert table.state.decisions[0].title == "Ship profiling to all customers, soon"
        assert table.state.decisions[0].options == (Option("opt-in"),)


async def test_several_proposals_are_turned_like_pages() -> None:
    room = debated()
    other = DecisionDraft("Move billing", meeting=room.meeting, item=room.id("Discuss"))
    decisions.add(room.desk, other)
    async with sitting(room, item="Decide") as table:
        assert "proposal 1 of 2" in on_stage(table)
        await table.press("]")
        assert "Move billing" in on_stage(table)
        await table.press("[")
        assert "Ship profiling" in on_stage(table)
        await table.press("J", "enter")
        assert "Ship profiling" in on_stage(table), "what was just decided stays on stage"


async def test_what_another_terminal_does_appears_and_the_selection_stays() -> None:
    async with sitting(debated(), item="Decide") as table:
        await select(table, "Lena")
        decisions.take_position(
            table.room.desk, table.state.decisions[0].id, "Cy", Stance.STAND_ASIDE
        )
        await table.follow()
        assert "◌ stands aside" in on_stage(table)
        assert any("› " in line and "Lena" in line for line in stage_lines(table))


async def test_nothing_on_the_table_says_how_to_begin() -> None:
    async with sitting(item="Decide") as table:
        await table.press("s")
        assert "Nothing is proposed yet: enter writes a proposal." in table.toasts


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = room_with(options=tuple(each for each in HOSTILE if each.strip("\u200b\u2028\ufeff ")))
    made = room.state.decisions[0].id
    for index, text in enumerate(HOSTILE):
        name = f"person {index} {text[:60]}"
        decisions.take_position(room.desk, made, name, Stance.OBJECT, text)
        if text.strip("\u200b\u2028\ufeff "):
            dissent.add(room.desk, made, DissentDraft(text, by=name, would_resolve=text))
    decisions.edit(
        room.desk, made, DecisionEdit(title="[@click=app.quit]x[/] " * 50, context="[/]")
    )
    async with sitting(room, size=(80, 60), item="Decide") as table:
        for key in ("G", "escape", "pagedown", "pagedown", "D", "escape", "s", "escape", "x"):
            await table.press(key)
            assert not any(RAW.search(line) for line in table.text.splitlines())
        assert not table.app._exit


@pytest.mark.parametrize("size", [*SIZES, (40, 12)], ids=str)
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with alone("Decide", decided(), size=size) as table:
        await looks_like(f"stage-decide-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_the_proposal_and_its_forms_look_right() -> None:
    async with alone("Decide", disputed(), size=(80, 24)) as table:
        await looks_like("stage-decide-open-80x24", table.app, table.pilot)
        await table.press("D")
        await looks_like("form-outcome-80x24", table.app, table.pilot)
        await table.press("escape", "x")
        await looks_like("form-dissent-80x24", table.app, table.pilot)
        await table.press("escape", "s", "enter")
        await looks_like("form-stance-80x24", table.app, table.pilot)
