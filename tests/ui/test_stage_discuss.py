"""Discussing on the screen: one topic with its own clock, the others in a queue."""

import pytest

from retrotui.core.activities import discuss
from retrotui.core.records.cards import NoteSort
from retrotui.services import agenda, notes, topics, votes
from retrotui.ui.widgets.clock import ClockLine
from retrotui.ui.widgets.fields import LineField
from retrotui.ui.widgets.rows import RowList
from tests.support.meeting_room import Room
from tests.support.screens import SIZES, looks_like
from tests.support.stage_app import (
    CARDS,
    Table,
    assert_harmless,
    on_stage,
    with_cards,
    with_group,
    with_hostile_cards,
)


def voted() -> Room:
    """A closed vote: three dots on the group, two on a card."""
    room = with_group()
    for subject, given in ((room.state.groups[0].id, 3), (room.card(CARDS["start"][2]).id, 2)):
        votes.cast(room.desk, room.id("Vote"), subject, "paper-1", given)
    votes.close_vote(room.desk, room.id("Vote"))
    return room


def current(table: Table) -> str | None:
    listed = discuss.topics(table.room.state, table.room.item("Discuss"), table.room.clock.now())
    return next((each.stack.title for each in listed if each.is_current), None)


def clock_of(table: Table) -> str:
    face = table.host.query_one(ClockLine).face
    return f"{face.digits} {face.word}".strip()


def noted(table: Table) -> list[str]:
    return [each.text for each in table.room.state.notes if each.sort is NoteSort.NOTE]


@pytest.mark.parametrize("size", SIZES)
async def test_it_looks_calm(size: tuple[int, int]) -> None:
    async with on_stage("Discuss", voted(), size=size) as table:
        await table.press("enter")
        await table.write("ask ops for a window")
        await table.press("escape")
        await table.wait(130)
        await looks_like(f"stage-discuss-{size[0]}x{size[1]}", table.app, table.pilot)


async def test_it_stands_in_a_tiny_terminal() -> None:
    async with on_stage("Discuss", voted(), size=(40, 12)) as table:
        assert "04:00" in table.text
        await table.press("f", "T", "escape")
        assert current(table) == CARDS["start"][2]


async def test_the_topic_has_a_clock_of_its_own_which_turns_to_overtime() -> None:
    async with on_stage("Discuss", voted()) as table:
        assert clock_of(table) == "04:00"
        await table.wait(90)
        assert clock_of(table) == "02:30"
        await table.wait(200)
        assert clock_of(table) == "+00:50 over"
        await table.press("m", "m")
        assert clock_of(table) == "01:10"
        await table.press("u")
        assert clock_of(table) == "00:10"


async def test_a_tick_repaints_only_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage("Discuss", voted()) as table:
        painted: list[str] = []

        def listen(name: str, kind: type[RowList] | type[ClockLine]) -> None:
            before = kind.refresh
            monkeypatch.setattr(
                kind,
                "refresh",
                lambda self, *a, **k: (painted.append(name), before(self, *a, **k))[1],
            )

        listen("rows", RowList)
        listen("clock", ClockLine)
        await table.wait(1)
        assert painted == ["clock"]


async def test_the_topic_clock_stands_while_the_meeting_is_paused() -> None:
    async with on_stage("Discuss", voted()) as table:
        await table.wait(30)
        agenda.pause(table.room.desk, table.room.meeting)
        await table.elsewhere()
        await table.wait(600)
        assert clock_of(table) == "03:30 paused"


async def test_next_goes_through_the_queue_and_ticks_off_with_minutes() -> None:
    async with on_stage("Discuss", voted()) as table:
        await table.wait(130)
        await table.press("f")
        assert current(table) == CARDS["start"][2]
        assert "✓" in table.text
        assert "2 of 4 min" in table.text
        assert clock_of(table) == "04:00"
        await table.press("f")
        assert current(table) is None
        assert "Every topic was discussed; T comes back" in table.text
        await table.press("f")
        assert "Every topic was discussed" in table.toasts
        await table.press("u")
        assert current(table) == CARDS["start"][2]


async def test_the_queue_points_at_the_topic_that_is_on_until_somebody_moves() -> None:
    async with on_stage("Discuss", voted()) as table:
        queue = table.host.query_one("#topic-queue", RowList)
        before = queue.selected_id
        await table.press("f")
        assert queue.selected_id == table.room.card(CARDS["start"][2]).id != before
        await table.press("tab", "k")
        await table.elsewhere()
        assert queue.selected_id == before


async def test_any_topic_can_be_chosen_even_one_without_dots() -> None:
    async with on_stage("Discuss", voted()) as table:
        await table.press("T", *"standups", "enter")
        assert current(table) == "Short standups"
        assert "Short standups" in table.text


async def test_enter_writes_a_note_on_the_topic_that_can_be_edited_and_deleted() -> None:
    async with on_stage("Discuss", voted(), who="Cy") as table:
        await table.press("enter")
        await table.write("ask legal")
        await table.press("escape")
        note = table.room.state.notes[-1]
        assert (note.about, note.item) == (table.room.state.groups[0].id, table.room.id("Discuss"))
        assert note.person == table.room.person("Cy")
        await table.press("D")
        assert "Only notes are deleted here" in table.toasts
        await table.press("end", "e")
        table.app.screen.query_one(LineField).value = ""
        await table.write("ask sales")
        assert noted(table) == ["ask sales"]
        await table.press("D")
        assert noted(table) == []
        await table.press("u")
        assert noted(table) == ["ask sales"]


async def test_notes_stay_with_their_topic() -> None:
    async with on_stage("Discuss", voted()) as table:
        await table.press("enter")
        await table.write("on the first")
        await table.press("escape", "f")
        assert "on the first" not in table.text
        await table.press("T", *"pair", "enter")
        assert "on the first" in table.text


async def test_another_terminal_moves_on() -> None:
    async with on_stage("Discuss", voted()) as table:
        item = table.room.id("Discuss")
        topics.next_topic(table.room.desk, item)
        notes.add(table.room.desk, NoteSort.NOTE, "from elsewhere", meeting=table.room.meeting,
                  item=item, about=table.room.card(CARDS["start"][2]).id)  # fmt: skip
        await table.elsewhere()
        assert "from elsewhere" in table.text


async def test_before_it_begins_and_without_cards_it_says_so() -> None:
    async with on_stage("Discuss", voted(), run=False) as table:
        assert "as soon as this item begins" in table.text
        await table.press("f")
        assert "as soon as this item begins" in table.toasts
        await table.press("enter")
        assert "note" not in table.text.splitlines()[-2]
    async with on_stage("Discuss", with_cards(reveal=False)) as table:
        assert "reveal first" in table.text


async def test_hostile_text_is_shown_and_never_obeyed() -> None:
    room = with_hostile_cards()
    async with on_stage("Discuss", room, size=(96, 60)) as table:
        for card in room.state.cards[:16]:
            if current(table) != card.text:
                topics.choose(table.app.desk, room.id("Discuss"), card.id)
            await table.settle()
            assert_harmless(table.app)
        await table.press("enter")
        await table.write("\x1b[2J[/] note")
        await table.press("escape", "T")
        assert_harmless(table.app)
