"""Capturing in a meeting, and changing its people and its agenda while it runs."""

from typing import Any

import pytest

from retrotui.core.actions import Draft
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.meeting_state import attending
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.meetings import Presence
from retrotui.services import actions, decisions, participants, settings
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.meeting.agenda_editor import AgendaList
from retrotui.ui.meeting.captured import CapturedList
from retrotui.ui.meeting.people import PeopleList
from retrotui.ui.meeting.wording import promise_text, read_promise
from tests.support.meeting_app import sitting
from tests.support.meeting_room import Room, captured_room

SMALL = (80, 24)


# Capturing.


async def test_every_letter_is_text_while_the_line_is_open() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("a", *"Gnq?", "space", "X")
        assert table.line.text == "Gnq? X"
        assert table.running_title == "Check-in"


async def test_an_action_is_understood_echoed_and_kept() -> None:
    async with sitting() as table:
        await table.press("a")
        await table.type("Fix the deploy @ana @Zed due:fri #ops")
        assert "Ana" in table.text
        assert "Zed is new" in table.text
        assert "#ops · Fri 27 Nov (in 5" in table.text
        await table.press("enter")
        (action,) = table.state.actions
        assert action.title == "Fix the deploy"
        assert action.due == "2026-11-27"
        assert action.tags == ("ops",)
        assert table.state.people.names(action.owners) == ("Ana", "Zed")
        assert table.line.is_open
        assert table.line.text == ""


async def test_a_wrong_date_is_refused_and_the_text_stays() -> None:
    async with sitting(size=(200, 60)) as table:
        await table.press("a")
        await table.enter("Fix it due:31feb")
        assert table.state.actions == ()
        assert table.line.text == "Fix it due:31feb"
        assert "✱" in table.text


async def test_parking_thanks_and_notes() -> None:
    async with sitting() as table:
        await table.press("p")
        await table.enter("On-call rota")
        await table.press("escape", "t")
        await table.enter("@bo @cy the calm")
        await table.press("escape", "N")
        await table.enter("Bo looks tired")
        sorts = [(each.sort, each.text) for each in table.state.notes]
        assert sorts.count((NoteSort.THANKS, "the calm")) == 2
        assert (NoteSort.PARKING, "On-call rota") in sorts
        assert (NoteSort.NOTE, "Bo looks tired") in sorts
        await table.press("escape")
        assert "Bo looks tired" not in table.text
        await table.press("u", "u")
        assert [each.sort for each in table.state.notes] == [NoteSort.PARKING]


async def test_dissent_without_a_decision_offers_to_write_it_first() -> None:
    async with sitting() as table:
        await table.press("w")
        await table.enter("Bo")
        await table.press("x")
        assert isinstance(table.app.screen, Confirm)
        await table.press("y")
        await table.enter("Ship it")
        await table.until(lambda: "dissent" in table.text and table.line.capture)
        await table.enter("Nobody asked for consent")
        (dissent,) = table.state.dissents
        assert dissent.concern == "Nobody asked for consent"
        assert dissent.by == table.room.person("Bo")
        assert dissent.decision == table.state.decisions[0].id


async def test_dissent_asks_which_of_several_decisions_and_can_be_anonymous() -> None:
    room = captured_room()
    decisions.add(room.desk, DecisionDraft("Move billing", meeting=room.meeting))
    async with sitting(room) as table:
        await table.press("x")
        await table.enter("billing")
        assert "nobody named" in table.text
        await table.enter("Too early")
        (dissent,) = table.state.dissents
        assert dissent.by is None
        await table.press("escape", "u")
        assert table.state.dissents == ()
        shared = [event for event, _ in table.room.repo.events if "Too early" in repr(event)]
        assert {event["by"] for event in shared} == {None}


async def test_undo_names_what_it_takes_back() -> None:
    async with sitting() as table:
        await table.press("p")
        await table.enter("Rota")
        await table.press("escape")
        await table.press("u")
        assert any("parking Rota" in each for each in table.toasts)
        assert table.state.notes == ()


async def test_the_captured_list_edits_ticks_and_deletes() -> None:
    async with sitting(captured_room()) as table:
        await table.press("c")
        assert isinstance(table.app.screen, CapturedList)
        await table.press("e")
        await table.press("ctrl+u")
        await table.enter("Pair on it @Bo due:2026-12-01")
        action = next(each for each in table.state.actions if "Pair" in each.title)
        assert table.state.people.names(action.owners) == ("Bo",)
        assert (action.title, action.due, action.tags) == ("Pair on it", "2026-12-01", ())
        await table.press("j", "D")
        assert [each.title for each in table.state.actions] == ["Pair on it"]
        await table.press("D")
        assert "never deleted" in table.toasts[-1]
        await table.press("j", "v")
        parked = next(each for each in table.state.notes if each.sort is NoteSort.PARKING)
        assert parked.closed
        await table.press("escape", "u", "u")
        assert len(table.state.actions) == 2


async def test_the_captured_list_veils_what_the_facilitator_noted() -> None:
    async with sitting() as table:
        await table.press("N")
        await table.enter("Bo looks tired")
        await table.press("escape", "c")
        assert "Facilitator's notes" in table.text
        assert "▒▒▒▒▒▒▒▒ · Check-in" in table.text
        assert "tired" not in table.text
        await table.press("D", "escape", "u")
        assert [each.text for each in table.state.notes] == ["Bo looks tired"]
        assert not any("tired" in each for each in table.toasts)


@pytest.mark.parametrize(
    "text",
    ["Fix it", "Fix #3 of due:friday", "ask @bo not @cy", 'with "Lena Bo" @"Lena Bo" #x',
     "due:2026-12-01 #a"],
)  # fmt: skip
def test_an_action_reads_as_it_was_typed(text: str) -> None:
    room = Room()
    saved = actions.add(room.desk, Draft(text, due="2026-12-01", tags=("ops",)),
                        owners=("Ana", "Lena Bo"))  # fmt: skip
    action = actions.get(room.desk.repo, saved.id)
    people = room.state.people
    said = read_promise(promise_text(action, people), calendar_of(room))
    assert said.title == action.title
    assert tuple(sorted(said.owners)) == people.names(action.owners)
    assert (said.due, said.tags) == (action.due, action.tags)


def calendar_of(room: Room) -> Any:
    return settings.calendar(room.desk)


# People and agenda.


async def test_a_late_arrival_is_added_while_choosing_for_whom() -> None:
    async with sitting() as table:
        await table.press("w")
        await table.enter("Dana")
        assert "Dana" in [each.name for each in attending(table.state)]
        assert table.screen.who_name == "Dana"
        participants.set_presence(
            table.room.desk, table.room.meeting, table.room.person("Dana"), Presence.LEFT
        )
        await table.follow()
        assert table.screen.who is None


async def test_participants_can_be_late_absent_or_gone() -> None:
    async with sitting() as table:
        await table.press("W")
        assert isinstance(table.app.screen, PeopleList)
        await table.press("e", "j", "a")
        await table.press("escape")
        assert [each.name for each in attending(table.state)] == ["Cy"]
        assert "1 person" in table.text.splitlines()[0]
        await table.press("u")
        assert len(attending(table.state)) == 2


async def test_the_agenda_is_edited_while_it_runs() -> None:
    async with sitting() as table:
        await table.press("A")
        assert isinstance(table.app.screen, AgendaList)
        await table.press("n")
        await table.enter("talk")
        await table.press("ctrl+u")
        await table.enter("Demo")
        await table.press("ctrl+u")
        await table.enter("7")
        titles = [each.title for each in table.state.items]
        assert titles[:2] == ["Check-in", "Demo"]
        assert table.room.item("Demo").minutes == 7
        await table.press("J")
        assert [each.title for each in table.state.items][:3] == [
            "Check-in",
            "Last actions",
            "Demo",
        ]
        await table.press("D")
        assert "Demo" not in [each.title for each in table.state.items]
        await table.press("g", "D")
        assert any("is running" in each for each in table.toasts)
        await table.press("escape", "u")
        assert "Demo" in [each.title for each in table.state.items]
