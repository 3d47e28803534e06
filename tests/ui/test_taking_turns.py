"""Taking turns on the screen: rounds, silence, thumbs, questions to arrive with, good faith."""

from typing import Any

import pytest

from retrotui.core.activities import check_in, discuss
from retrotui.core.formats import Format, check_format
from retrotui.core.icebreakers import QUESTIONS
from retrotui.core.records.cards import NoteSort
from retrotui.services import agenda, notes, turns
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import COLUMNS, Room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import CARDS, assert_harmless
from tests.support.stage_app import cards as cards_service

PEOPLE = ("Ana", "Bo", "Cy", "Dee", "Eli")


def meeting(arriving: dict[str, Any], talking: dict[str, Any] | None = None) -> Format:
    items = [
        {"activity": "check-in", "title": "Arrive", "minutes": 5, **arriving},
        {"activity": "talk", "title": "Talk", "minutes": 8, **(talking or {})},
        {"activity": "brainstorm", "title": "Gather", "minutes": 5, "columns": COLUMNS,
         "hidden": False},
        {"activity": "discuss", "title": "Discuss", "minutes": 12, "minutes_each": 4,
         "extend": "vote", "turns": "round_robin"},
        {"activity": "decide", "title": "Decide", "minutes": 5, "turns": "round_robin"},
    ]  # fmt: skip
    return check_format({"title": "Round", "kind": "workshop", "agenda": items}, "round", "a test")


def with_topics() -> Room:
    room = Room(meeting({}), people=PEOPLE)
    for column, texts in CARDS.items():
        for text in texts:
            cards_service.add(room.desk, room.id("Gather"), column, text)
    return room


def line_of(table: Table) -> str:
    lines = [each.split("│")[-2] for each in table.text.splitlines() if "speaks:" in each]
    return " ".join(lines[0].split()) if lines else ""


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_a_check_in_with_a_round_looks_right(size: tuple[int, int]) -> None:
    room = Room(meeting({"turns": "round_robin", "icebreaker": True}), people=PEOPLE)
    notes.add(room.desk, NoteSort.CHECK_IN, "A foghorn, what else", meeting=room.meeting,
              item=room.id("Arrive"), person="Eli")  # fmt: skip
    turns.pass_on(room.desk, room.id("Arrive"))
    async with sitting(room, size=size) as table:
        await looks_like(f"check-in-round-{size[0]}", table.app, table.pilot)


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_the_question_whether_to_keep_going_looks_right(size: tuple[int, int]) -> None:
    async with sitting(with_topics(), size=size, item="Discuss") as table:
        await table.wait(250)
        await table.press("K")
        await table.enter("4 1 0")
        await table.wait(130)
        await looks_like(f"discuss-keep-going-{size[0]}", table.app, table.pilot)


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_good_faith_looks_calm(size: tuple[int, int]) -> None:
    room = Room(meeting({"prime_directive": True}), people=PEOPLE)
    async with sitting(room, size=size) as table:
        await looks_like(f"check-in-faith-{size[0]}", table.app, table.pilot)


async def test_in_a_round_answers_follow_its_order() -> None:
    room = Room(meeting({"turns": "round_robin"}))
    async with sitting(room, size=(80, 24)) as table:
        assert line_of(table).startswith("speaks: › Cy Bo Ana")
        await table.press("enter")
        await table.until(lambda: "answer for Cy" in table.text)
        await table.enter("fine")
        await table.until(lambda: "answer for Bo" in table.text)
        await table.press("escape", "z")
        assert line_of(table).startswith("speaks: › Ana Bo again Cy ✓")
        await table.press("v", "u", "u")
        assert line_of(table).startswith("speaks: › Bo Ana Cy ✓")


async def test_any_item_goes_round_with_one_key() -> None:
    async with sitting(Room(meeting({})), size=(80, 24), item="Talk") as table:
        assert line_of(table) == ""
        await table.press("v")
        assert "No round goes on; R draws one." in table.toasts
        await table.press("R", "v", "v")
        assert line_of(table).startswith("speaks: › Ana Cy ✓ Bo ✓")
        await table.press("v")
        assert "everybody has spoken · R draws another round" in table.text
        await table.press("v")
        assert "Everybody has spoken in this round." in table.toasts


async def test_another_terminal_goes_on_and_every_screen_shows_it() -> None:
    async with sitting(Room(meeting({"turns": "round_robin"})), size=(80, 24)) as table:
        turns.next_speaker(table.room.desk, table.room.id("Arrive"))
        await table.follow()
        assert line_of(table).startswith("speaks: › Bo")


async def test_every_topic_and_every_proposal_has_its_round() -> None:
    async with sitting(with_topics(), size=(120, 36), item="Discuss") as table:
        first = line_of(table)
        assert first.startswith("speaks: › Eli")
        await table.press("v", "f")
        assert line_of(table).startswith("speaks: › Dee Cy Bo Ana Eli")
        await table.go_to("Decide")
        assert line_of(table).startswith("speaks: › Cy")


async def test_silence_is_shown_with_its_end_and_can_be_ended() -> None:
    room = Room(meeting({}, {"turns": "silent"}))
    async with sitting(room, size=(80, 24), item="Talk") as table:
        assert "silent until 09:04, then talk" in table.text
        await table.press("enter")
        await table.enter("a thought")
        await table.press("escape", "V")
        assert "silent until" not in table.text
        await table.press("u")
        assert "silent until" in table.text
        agenda.pause(table.room.desk, table.room.meeting)
        await table.follow()
        assert "silent; the clock is paused" in table.text
        agenda.resume(table.room.desk, table.room.meeting)
        await table.follow()
        await table.wait(241)
        assert "silent until" not in table.text
        await table.press("V")
        assert "Nobody has to be silent now." in table.toasts


async def test_thumbs_are_counted_with_a_few_keys() -> None:
    async with sitting(with_topics(), size=(80, 24), item="Discuss") as table:

        def current() -> discuss.Topic:
            state, item = table.state, table.room.item("Discuss")
            listed = discuss.topics(state, item, table.room.clock.now())
            return next(each for each in listed if each.is_current)

        first = current()
        assert "Keep going?" not in table.text
        await table.wait(241)
        assert "Keep going? K counts thumbs" in table.text
        await table.press("K", *"412")
        assert "4 up, 1 side, 2 down → 2 min more" in table.text
        await table.press("enter")
        assert current().budget == 6 * 60
        assert "extended once, 4 up 1 side 2 down" in table.text
        await table.press("K", *"nonsense", "enter")
        assert "no count of thumbs" in table.text
        await table.press("escape", "K", *"1 1 5", "enter")
        assert current().stack.id != first.stack.id
        await table.press("u")
        assert current().stack.id == first.stack.id


async def test_a_question_is_drawn_and_drawn_again_by_key() -> None:
    async with sitting(Room(meeting({})), size=(120, 36)) as table:
        await table.press("I")
        item = table.room.item("Arrive")
        assert check_in.question(table.state, item) == QUESTIONS[-1]
        assert QUESTIONS[-1] in table.text
        await table.press("I")
        assert QUESTIONS[-2] in table.text
        await table.press("u", "u")
        assert check_in.question(table.state, item) == ""


async def test_nothing_is_asked_before_the_room_agreed() -> None:
    room = Room(meeting({"prime_directive": True, "question": "How are you?"}))
    async with sitting(room, size=(80, 24)) as table:
        assert "How are you?" not in table.text
        await table.press("enter")
        assert "There is nothing to write here" in table.toasts[-1]
        await table.press("y")
        assert "How are you?" in table.text
        await table.press("y")
        assert "There is nothing to agree with here." in table.toasts
        await table.press("enter")
        assert "answer for" in table.text


async def test_hostile_names_go_round_harmlessly() -> None:
    room = Room(meeting({"turns": "round_robin"}), people=("[/] \x1b[2J", "[@click=app.quit]x[/]"))
    async with sitting(room, size=(80, 24)) as table:
        await table.press("z", "v")
        assert_harmless(table.app)
        assert "[@click=app.quit" in table.text
