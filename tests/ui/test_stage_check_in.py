"""Check-in: everybody is heard once, answers are kept under their names and can be mended."""

import pytest

from retrotui.core.activities.check_in import answers
from retrotui.core.records.cards import NoteSort
from retrotui.core.text import one_line
from retrotui.services import notes
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like


def said(table: Table) -> list[tuple[str | None, str]]:
    state = table.state
    return [(each.person, each.text) for each in answers(state, table.room.item("Check-in"))]


def heard_room() -> Room:
    room = Room()
    item = room.id("Check-in")
    notes.add(room.desk, NoteSort.CHECK_IN, "Tired, and glad it is over", meeting=room.meeting,
              item=item, person="Bo")  # fmt: skip
    return room


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with sitting(heard_room(), size=size) as table:
        await looks_like(f"check-in-{size[0]}", table.app, table.pilot)


async def test_answers_go_round_without_naming_anybody() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("enter")
        for name, text in (("Ana", "calm"), ("Bo", "tired"), ("Cy", "curious")):
            await table.until(lambda name=name: f"answer for {name}" in table.text)
            await table.enter(text)
        await table.until(lambda: "answer for the room" in table.text)
        person = table.room.person
        assert said(table) == [
            (person("Ana"), "calm"), (person("Bo"), "tired"), (person("Cy"), "curious"),
        ]  # fmt: skip
        assert "3 of 3 heard" in table.text
        assert table.screen.who is None


async def test_whoever_is_heard_first_is_selected_below_those_who_were() -> None:
    room = Room()
    item = room.id("Check-in")
    notes.add(
        room.desk, NoteSort.CHECK_IN, "fine", meeting=room.meeting, item=item,
        person=room.person("Ana"),
    )  # fmt: skip
    async with sitting(room) as table:
        assert "› ·  Bo" in table.text
        await table.press("k")
        await table.follow()
        assert "› ✓  Ana" in table.text


async def test_whoever_is_chosen_speaks_and_the_next_follows() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("w")
        await table.enter("Bo")
        await table.press("enter")
        await table.enter("tired")
        await table.until(lambda: "answer for Cy" in table.text)
        assert said(table) == [(table.room.person("Bo"), "tired")]
        assert table.screen.who == table.room.person("Cy")


async def test_the_selected_person_is_next() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("j", "enter")
        assert "answer for Bo" in table.text


async def test_an_answer_is_edited_deleted_and_brought_back() -> None:
    async with sitting(heard_room(), size=(80, 24)) as table:
        await table.press("g", "home", "e", "ctrl+u")
        await table.enter("Wide awake")
        assert said(table) == [(table.room.person("Bo"), "Wide awake")]
        await table.press("D")
        assert said(table) == []
        assert "0 of 3 heard" in table.text
        await table.press("u")
        assert said(table) == [(table.room.person("Bo"), "Wide awake")]


async def test_without_an_answer_there_is_nothing_to_edit() -> None:
    async with sitting(size=(80, 24)) as table:
        await table.press("e")
        assert "Select an answer first" in table.toasts[-1]


async def test_an_answer_from_another_terminal_appears() -> None:
    async with sitting(size=(80, 24)) as table:
        notes.add(table.room.desk, NoteSort.CHECK_IN, "from afar", meeting=table.room.meeting,
                  item=table.room.id("Check-in"), person="Cy")  # fmt: skip
        await table.follow()
        assert "from afar" in table.text
        assert "1 of 3 heard" in table.text


async def test_hostile_answers_are_text() -> None:
    room = Room()
    for text in filter(one_line, HOSTILE):
        notes.add(room.desk, NoteSort.CHECK_IN, text, meeting=room.meeting,
                  item=room.id("Check-in"), person="Ana")  # fmt: skip
    async with sitting(room, size=(120, 300)) as table:
        await table.press("home")
        assert not any(RAW.search(line) for line in table.text.splitlines())
        assert "[@click=app.quit]x[/]" in table.text
