"""Talk: a timebox with notes, which can be mended and taken back."""

import pytest

from retrotui.core.changes import Put
from retrotui.core.formats import check_format
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.text import one_line
from retrotui.services import notes
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like


def talk_room(*texts: str) -> Room:
    item = {"activity": "talk", "title": "News", "minutes": 10, "prompt": "What is new?",
            "about": "Keep it short; park what needs more."}  # fmt: skip
    data = {"title": "Weekly", "kind": "update", "agenda": [item]}
    room = Room(check_format(data, "weekly", "a test"))
    for text in texts:
        notes.add(room.desk, NoteSort.NOTE, text, meeting=room.meeting, item=room.id("News"),
                  about=room.id("News"), person="Bo")  # fmt: skip
    return room


def noted(table: Table) -> list[str]:
    return [each.text for each in table.state.notes]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with sitting(talk_room("The release is out", "Two people are ill"), size=size) as table:
        await looks_like(f"talk-{size[0]}", table.app, table.pilot)


async def test_an_empty_stage_teaches_the_key_and_says_what_to_talk_about() -> None:
    async with sitting(talk_room(), size=(80, 24)) as table:
        assert "What is new?" in table.text
        assert "Keep it short" in table.text
        assert "enter writes a note" in table.text
        await table.press("e")
        assert "There is no note yet" in table.toasts[-1]


async def test_notes_are_written_edited_deleted_and_brought_back() -> None:
    async with sitting(talk_room(), size=(80, 24)) as table:
        await table.press("enter")
        await table.enter("one")
        await table.enter("two")
        await table.press("escape")
        assert noted(table) == ["one", "two"]
        assert "2 notes" in table.text
        await table.press("j", "e", "ctrl+u")
        await table.enter("second")
        assert noted(table) == ["one", "second"]
        await table.press("D")
        assert noted(table) == ["one"]
        await table.press("u")
        assert noted(table) == ["one", "second"]


async def test_a_note_is_kept_as_said_by_whoever_it_is_entered_for() -> None:
    async with sitting(talk_room(), size=(80, 24)) as table:
        await table.press("w")
        await table.enter("Cy")
        await table.press("enter")
        await table.enter("one")
        assert [each.person for each in table.state.notes] == [table.room.person("Cy")]


async def test_an_activity_of_a_newer_version_is_talked_through() -> None:
    room = talk_room()
    room.desk.commit([Put(Kind.ITEMS, room.id("News"), {"activity": "telepathy"})])
    async with sitting(room, size=(80, 24)) as table:
        await table.press("enter")
        await table.enter("one")
        assert noted(table) == ["one"]


async def test_a_facilitators_note_is_not_for_the_shared_screen() -> None:
    async with sitting(talk_room("The release is out"), size=SIZES[1]) as table:
        await table.press("N", *"tired")
        assert "tired" not in table.text
        await table.press("ctrl+u")
        await table.enter("Bo looks tired")
        await table.press("escape")
        assert noted(table) == ["The release is out", "Bo looks tired"]
        assert "The release is out" in table.text
        assert "Bo looks tired" not in table.text
        await table.press("enter")
        await table.enter("Two people are ill")
        await table.until(lambda: "▪  Two people are ill" in table.text)


async def test_hostile_notes_are_text() -> None:
    async with sitting(talk_room(*filter(one_line, HOSTILE)), size=(120, 300)) as table:
        assert not any(RAW.search(line) for line in table.text.splitlines())
        assert "[@click=app.quit]x[/]" in table.text
