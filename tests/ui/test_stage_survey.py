"""A survey on the screen: one paper after the other, nothing to be seen before the count."""

import pytest

from retrotui.core.activities import survey
from retrotui.core.meeting_state import open_votes
from retrotui.core.surveys import SCALES
from retrotui.services import surveys
from retrotui.ui.dialogs.confirm import Confirm
from tests.support.hostile import HOSTILE
from tests.support.meeting_room import Room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import Table, assert_harmless, on_stage
from tests.support.survey_room import checked_room, column, count, fill, outcomes, survey_room


def given(table: Table) -> dict[str, dict[str, int]]:
    """Answers by voter, from the records."""
    found: dict[str, dict[str, int]] = {}
    for each in open_votes(table.room.state, table.room.id("Survey")):
        found.setdefault(each.voter, {})[each.subject] = each.n
    return found


def counted_room(scale: str = "agreement") -> Room:
    room = checked_room() if scale == "agreement" else survey_room(scale)
    high = SCALES[scale].high
    fill(room, *column("pace", high, high, high - 1), *column("safety", 1, 2))
    count(room)
    return room


async def test_a_full_paper_says_what_can_be_done_now() -> None:
    room = survey_room(people=("Ana", "Bo", "Cy"))
    async with on_stage("Survey", room, size=(80, 24), run=False) as table:
        for _ in range(2):
            await table.press(*"3333")
            assert "This paper is full: f takes the next, C counts." in table.text
            await table.press("f")
        await table.press(*"3333")
        assert "This was the last paper: C counts." in table.text


async def test_somebody_alone_is_told_that_a_survey_takes_two() -> None:
    async with on_stage("Survey", survey_room(people=("Ana",)), size=(80, 24), run=False) as table:
        await table.press(*"3333")
        assert "One alone is not anonymous: W adds who else is here." in table.text


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm_open_and_counted(size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with on_stage("Survey", checked_room(), size=size, run=False) as table:
        await table.press(*"3452", "f", "5", "3")
        await looks_like(f"stage-survey-{name}", table.app, table.pilot)
        await table.press("5", "5", "f", *"3351")
        await table.press("C", "y", "enter")
        await table.write("Since the rota changed, the nights are calm")
        await table.press("escape")
        await looks_like(f"stage-survey-counted-{name}", table.app, table.pilot)


async def test_delegation_shows_the_level_and_the_spread() -> None:
    room = survey_room("delegation")
    fill(room, *column("pace", 4, 4, 4))
    count(room)
    async with on_stage("Survey", room, size=(80, 24), run=False) as table:
        assert "4 agree" in table.text
        assert "agreed: 4 agree" in table.text
        assert "delegate" in table.text
        await table.press("O", "y")
        fill(room, *column("pace", 2, 5, 3))
        count(room)
        await table.elsewhere()
        assert "3 consult" in table.text
        assert "2 to 5: talk" in table.text


async def test_it_stands_in_a_tiny_terminal() -> None:
    async with on_stage("Survey", checked_room(), size=(40, 12), run=False) as table:
        await table.press(*"3452", "f", *"3452", "C", "y", "j", "j", "k")
        assert "I can say what went" in table.text


async def test_a_digit_answers_and_goes_on() -> None:
    async with on_stage("Survey", survey_room(), run=False) as table:
        await table.press(*"34")
        assert given(table) == {"paper-1": {"pace": 3, "safety": 4}}
        assert "3 of 4" in table.text
        await table.press(*"52")
        assert given(table)["paper-1"] == {"pace": 3, "safety": 4, "value": 5, "fun": 2}
        assert "This paper is full: f takes the next" in table.text
        await table.press("f", "1")
        assert given(table)["paper-2"] == {"pace": 1}


async def test_keys_that_come_faster_than_redraws_all_count() -> None:
    async with on_stage("Survey", survey_room(), run=False) as table:
        for digit in (3, 4, 5, 2):
            table.stage.type_digit(digit)
        assert given(table) == {"paper-1": {"pace": 3, "safety": 4, "value": 5, "fun": 2}}


async def test_an_answer_shows_nowhere_before_the_count() -> None:
    texts = []
    for digits in ("1111", "5555"):
        async with on_stage("Survey", survey_room(), run=False) as table:
            await table.press(*digits)
            texts.append(table.text)
    assert texts[0] == texts[1]


async def test_an_answer_is_mended_taken_back_and_undone() -> None:
    async with on_stage("Survey", survey_room(), run=False) as table:
        await table.press("3", "k", "5")
        assert given(table) == {"paper-1": {"pace": 5}}
        await table.press("k", "Z")
        assert given(table) == {}
        await table.press("u")
        assert given(table) == {"paper-1": {"pace": 5}}
        await table.press("j", "Z")
        assert "not answered on this paper" in table.toasts


async def test_what_is_not_on_the_scale_is_refused() -> None:
    async with on_stage("Survey", survey_room("traffic_light"), run=False) as table:
        await table.press("4", "0")
        assert "4 is not on the scale: 1 to 3." in table.toasts
        assert given(table) == {}
    async with on_stage("Survey", survey_room("one_to_ten"), run=False) as table:
        await table.press("0")
        assert given(table) == {"paper-1": {"pace": 10}}


async def test_counting_says_who_and_what_is_missing() -> None:
    async with on_stage("Survey", survey_room(), run=False) as table:
        await table.press("C")
        assert "Nobody has answered yet" in table.toasts
        await table.press("3", "f", "4", "C")
        assert isinstance(table.app.screen, Confirm)
        assert "3 people of those present have not begun" in table.text
        assert "6 answers left out" in table.text
        await table.press("n")
        assert survey.outcomes(table.room.state, table.room.item("Survey")) is None
        await table.press("C", "y")
        assert "3.5" in table.text
        await table.press("3")
        assert "The answers are counted" in table.toasts
        await table.press("O", "y")
        assert survey.outcomes(table.room.state, table.room.item("Survey")) is None


async def test_no_more_papers_than_people() -> None:
    room = survey_room(people=("Ana", "Bo"))
    async with on_stage("Survey", room, run=False) as table:
        await table.press(*"3333", "f", *"3333", "f")
        assert "2 people came, and there are as many papers" in table.toasts
        assert set(given(table)) == {"paper-1", "paper-2"}


async def test_a_restart_goes_on_with_the_paper_that_is_not_full() -> None:
    room = survey_room()
    async with on_stage("Survey", room, run=False) as table:
        await table.press("3")
    async with on_stage("Survey", room, run=False) as table:
        assert "› paper 1: 1 of 4" in table.text
        await table.press("j", "4")
        assert given(table) == {"paper-1": {"pace": 3, "safety": 4}}


async def test_by_name_it_says_who_has_answered_and_never_what() -> None:
    room = survey_room(anonymous=False)
    async with on_stage("Survey", room, run=False, who="Bo") as table:
        assert "Ana 0 of 4" in table.text
        await table.press(*"3452")
        assert "› Bo ✓ done" in table.text
        await table.press("f")
        assert "Bo answers by name" in table.toasts
        assert given(table) == {room.person("Bo"): {"pace": 3, "safety": 4, "value": 5, "fun": 2}}


async def test_an_anonymous_survey_forgets_for_whom_things_are_entered() -> None:
    async with on_stage("Survey", survey_room(), run=False, who="Bo") as table:
        await table.press("3")
        assert set(given(table)) == {"paper-1"}
        assert "Bo" not in table.text


async def test_the_trend_is_an_arrow_a_number_and_a_word() -> None:
    async with on_stage("Survey", counted_room(), size=(120, 36), run=False) as table:
        assert "▲ +2.0 up" in table.text
        assert "▼ -2.5 down" in table.text
        assert "too few answers" in table.text
        assert "before: 2.7 on 6 Dec (3), 2.3 on 22 Nov (3)" in table.text


async def test_answers_from_another_terminal_only_show_as_papers() -> None:
    room = survey_room()
    async with on_stage("Survey", room, run=False) as table:
        await table.press("3")
        surveys.answer(room.desk, room.id("Survey"), "pace", 1)
        await table.elsewhere()
        assert "paper 2: 1 of 4" in table.text
        assert "› paper 1" in table.text
        fill(room, *column("pace", 2))
        count(room)
        await table.elsewhere()
        assert outcomes(room)["pace"].answers is not None
        assert "counted" in table.text


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = survey_room(anonymous=False, people=("[/] \x1b[2J Ana", "Bo", "Cy"))
    harmful = [each for each in HOSTILE if each.strip("\u200b\u2028\ufeff ") and len(each) < 200]
    for text in harmful:
        surveys.comment(room.desk, room.meeting, room.item("Survey"), "pace", text, person="Bo")
    async with on_stage("Survey", room, size=(96, 40), run=False) as table:
        assert_harmless(table.app)
        await table.press("3", "f", "3", "C", "y")
        assert_harmless(table.app)
