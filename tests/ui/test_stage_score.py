"""Scoring on the screen: values typed where the cursor is, rows that stay, winners followed up."""

import pytest

from retrotui.core.activities import score
from retrotui.core.errors import UsageError
from retrotui.core.meeting_state import clock, open_votes
from retrotui.services import cards, scores
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.widgets.cells import CellTable
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import sitting
from tests.support.meeting_room import Room
from tests.support.scored_room import give, outcome, scoring_room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import Table, assert_harmless, on_stage


def scored_room(model: str = "weighted") -> Room:
    room = scoring_room(model)
    give(room, "Pair", customer="3", viability="4", feasibility="5", values="5")
    give(room, "Write", customer="4", viability="4", feasibility="5", values="4")
    give(room, "Invite", customer="5", viability="5", feasibility="4", values="5")
    give(room, "Waiting", customer="5")
    return room


def values(table: Table, row: int) -> dict[str, str]:
    """What a row was given, from the records."""
    return {key: str(each) for key, each in outcome(table.room).rows[row].values.items()}


def titles(table: Table) -> list[str]:
    return [each.title.split()[0] for each in table.stage.cells.items]


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_while_scoring_and_in_order(size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with on_stage("Score", scoring_room("rice"), size=size) as table:
        await table.press(*"1200", "enter", "3", "enter", *"80", "enter", "2", "enter", *"50")
        await looks_like(f"stage-score-{name}", table.app, table.pilot)
    async with on_stage("Score", scored_room(), size=size) as table:
        await table.press("r", "j")
        await looks_like(f"stage-score-ranked-{name}", table.app, table.pilot)


async def test_it_stands_in_a_tiny_terminal() -> None:
    async with on_stage("Score", scored_room(), size=(40, 12)) as table:
        await table.press("l", "l", "3", "h", "j", "tab", "r", "shift+up")
        assert "[" in table.text


async def test_enter_takes_the_value_and_goes_on_to_the_next_empty_cell() -> None:
    async with on_stage("Score", scoring_room("wsjf")) as table:
        await table.press("1", "enter", "1", "3", "enter", *"20", "enter", "5", "enter", "2")
        assert values(table, 0) == {"value": "1", "time": "13", "risk": "20", "size": "5"}
        assert "[2_]" in table.text
        await table.press("h")
        assert values(table, 1) == {"value": "2"}


async def test_only_valid_values_are_taken_and_the_valid_ones_are_shown() -> None:
    async with on_stage("Score", scoring_room("wsjf")) as table:
        assert "1, 2, 3, 5, 8, 13, 20" in table.text
        await table.press("4")
        assert "takes 1, 2, 3, 5, 8, 13, 20, not 4" in table.toasts
        assert values(table, 0) == {}
        await table.press("l", "l", "l")
        assert "How big is the job?" in table.text


async def test_what_is_typed_halfway_is_refused_or_forgotten_never_kept() -> None:
    async with on_stage("Score", scoring_room("rice"), size=(80, 24)) as table:
        await table.press("l", "0", "full_stop", "l")
        assert "not 0." in table.toasts
        await table.press("h", "0", "full_stop", "2", "escape")
        assert values(table, 0) == {}
        assert "[0" not in table.text
        await table.press("0", "full_stop", "backspace", "full_stop", "2", "5")
        assert values(table, 0) == {"impact": "0.25"}


async def test_going_on_keeps_what_is_typed() -> None:
    room = scoring_room("rice")
    async with sitting(room, size=(80, 24), item="Score") as table:
        await table.press("3", "0", "n")
        await table.until(lambda: clock(room.state, room.clock.now()).running == room.id("Close"))
        await table.until(lambda: room.state.scores)
        assert outcome(room).rows[0].values == {"reach": 30}


async def test_steps_and_emptying_and_undo() -> None:
    async with on_stage("Score", scoring_room("ice")) as table:
        await table.press("greater_than_sign", "greater_than_sign", "shift+up", "less_than_sign")
        assert values(table, 0) == {"impact": "2"}
        await table.press("delete")
        assert values(table, 0) == {}
        await table.press("delete")
        assert "has no value for Impact" in table.toasts
        await table.press("u")
        assert values(table, 0) == {"impact": "2"}


async def test_keys_that_come_faster_than_redraws_all_count() -> None:
    async with on_stage("Score", scoring_room("ice")) as table:
        for _ in range(4):
            table.stage.cells.cmd_raise()
        await table.settle()
        assert values(table, 0) == {"impact": "4"}


async def test_rows_never_move_while_values_are_given() -> None:
    async with on_stage("Score", scored_room()) as table:
        before = titles(table)
        await table.press("j", "j", "j", "l", "5", "l", "5", "l", "5")
        assert titles(table) == before
        await table.press("r")
        ranked = titles(table)
        assert ranked == ["Waiting", "Invite", "Pair", "Write", "Short"]
        assert "3=" in table.text
        chosen = table.stage.cells.selected_id
        await table.press("1")
        assert titles(table) == ranked
        assert table.stage.cells.selected_id == chosen
        await table.press("r")
        assert titles(table) == ["Invite", "Pair", "Write", "Waiting", "Short"]
        await table.press("r")
        assert titles(table) == before


async def test_a_weight_changes_the_places_and_can_be_undone() -> None:
    async with on_stage("Score", scored_room()) as table:
        await table.press("l", "l", "e")
        assert isinstance(table.app.screen, Ask)
        await table.press("backspace", *"900", "enter")
        assert "1 to 100" in table.text
        await table.press("backspace", "enter")
        assert score.settings(table.room.item("Score")).criteria[2].weight == 90
        assert "counts 97 %" in table.text
        await table.press("u")
        assert "counts 25 %" in table.text


async def test_what_is_mistyped_in_a_quick_round_stays_unseen() -> None:
    async with on_stage("Score", scoring_room("weighted"), size=(80, 24)) as table:
        await table.press("i", "4", "5", "enter")
        assert "✱ valid: 1 to 5" in table.text
        assert "45" not in table.text.split("unseen")[1]


async def test_a_quick_round_is_unseen_and_proposes_the_median() -> None:
    async with on_stage("Score", scoring_room("wsjf"), size=(80, 24)) as table:
        await table.press("i", "4", "enter")
        assert "valid: 1, 2, 3" in table.text
        await table.press("backspace", *"13")
        assert "13 " not in table.text.replace("8, 13, 20", "")
        await table.press("enter", "2", "enter", "3", "enter", "enter")
        assert "2 to 13: talk" in table.text
        assert "1× 2, 1× 3, 1× 13" in table.text
        await table.press("n")
        assert values(table, 0) == {}
        await table.press("i", "5", "enter", "enter", "y")
        assert values(table, 0) == {"value": "5"}
        assert not open_votes(table.room.state, table.room.id("Score"))


async def test_a_model_without_weights_says_so() -> None:
    async with on_stage("Score", scoring_room("ice")) as table:
        await table.press("e")
        assert "ICE has no weights." in table.toasts


async def test_a_winner_becomes_a_decision_that_says_why() -> None:
    async with on_stage("Score", scored_room()) as table:
        await table.press("j", "j", "D")
        (made,) = table.room.state.decisions
        assert made.title == "Invite support to planning"
        assert (made.context or "").startswith("Place 1 of 5 by Weighted criteria: 4.75")
        assert "Customer impact 5 (weight 1)" in (made.context or "")
        await table.press("j", "D")
        assert "no place yet" in table.toasts


async def test_a_winner_becomes_an_action_with_its_origin() -> None:
    async with on_stage("Score", scored_room()) as table:
        await table.press("j", "j", "T")
        await table.press("end", *" @bo", "enter")
        (made,) = table.room.state.actions
        subject = table.room.card("Invite support to planning").id
        assert made.origin is not None
        assert (made.origin.kind, made.origin.id) == ("cards", subject)
        assert made.owners == (table.room.person("Bo"),)


async def test_another_terminal_fills_in_the_same_table() -> None:
    async with on_stage("Score", scoring_room("ice")) as table:
        await table.press("j", "1")
        row = outcome(table.room).rows[0].subject.id
        scores.give(table.room.desk, table.room.id("Score"), row, "ease", "7")
        await table.elsewhere()
        assert "7" in table.text
        assert "[1_]" in table.text


async def test_a_click_chooses_a_cell() -> None:
    async with on_stage("Score", scoring_room("ice"), size=(80, 24)) as table:
        lines = table.text.splitlines()
        y = next(n for n, line in enumerate(lines) if "Invite" in line)
        x = lines[1].index("Ease") + 3
        await table.pilot.click(offset=(x, y))
        await table.press("9")
        assert values(table, 2) == {"ease": "9"}


async def test_without_cards_it_says_what_to_do() -> None:
    room = scoring_room("ice", "alpha")
    cards.delete(room.desk, room.card("alpha").id)
    async with on_stage("Score", room) as table:
        assert "No cards to score yet" in table.text
        await table.press("3", "r", "D")
        assert "There is no row here." in table.toasts


async def test_many_criteria_scroll_with_the_cursor() -> None:
    criteria = [{"key": f"c{n}", "title": f"Criterion {n}", "weight": n} for n in range(1, 13)]
    room = scoring_room("weighted", "alpha", criteria=criteria)
    async with on_stage("Score", room, size=(80, 24)) as table:
        assert "Criterion 1 " in table.text
        assert "›" in table.text.splitlines()[1]
        await table.press(*"5l" * 11, "5")
        assert "Criterion 12" in table.text
        assert "‹" in table.text.splitlines()[1]
        assert "5.00" in table.text
        assert table.stage.query_one(CellTable).column_key == "c12"


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = scoring_room("ice", "alpha")
    for text in HOSTILE:
        try:
            cards.add(room.desk, room.id("Gather"), "ideas", text)
        except UsageError:
            continue
    async with on_stage("Score", room, size=(96, 60)) as table:
        for _ in HOSTILE:
            await table.press("3", "j")
            assert_harmless(table.app)
