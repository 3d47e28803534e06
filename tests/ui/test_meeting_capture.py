"""Capturing in a meeting, and changing its people and its agenda while it runs."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from retrotui.core.actions import Draft
from retrotui.core.changes import Scope
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.meeting_state import attending
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.decisions import Method
from retrotui.core.records.meetings import Presence
from retrotui.services import actions, decisions, notes, participants, settings
from retrotui.ui.meeting.agenda_editor import AgendaList
from retrotui.ui.meeting.captured import CapturedList
from retrotui.ui.meeting.people import PeopleList
from retrotui.ui.meeting.wording import promise_text, read_promise
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.rows import Row, RowList
from tests.support.meeting_app import sitting
from tests.support.meeting_room import Room, captured_room, start_stop_continue

SMALL = (80, 24)


# Capturing.


async def test_every_letter_is_text_while_the_line_is_open() -> None:
    async with sitting(size=SMALL) as table:
        await table.press("a", *"Gnq?", "space", "X")
        assert table.line.text == "Gnq? X"
        assert table.running_title == "Check-in"


async def test_tab_leaves_neither_the_line_nor_the_text() -> None:
    async with sitting() as table:
        await table.press("a", *"Fix it", "tab", "shift+tab")
        assert table.line.text == "Fix it"
        assert table.screen.focused in table.line.query("*")
        assert table.toasts == ["There is no other place to write this; esc closes the line."]
        assert "tab next column" not in table.text


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


async def test_dissent_without_a_decision_writes_that_first_and_loses_no_letter() -> None:
    async with sitting() as table:
        await table.press("w")
        await table.enter("Bo")
        # At one go, as somebody types who knows what comes.
        await table.press("x", *"Ship", "enter", *"Too early", "enter", *"A trial", "enter")
        (dissent,) = table.state.dissents
        assert table.state.decisions[0].title == "Ship"
        assert dissent.decision == table.state.decisions[0].id
        assert (dissent.concern, dissent.would_resolve) == ("Too early", "A trial")
        assert dissent.by == table.room.person("Bo")


async def test_what_would_resolve_a_dissent_may_be_left_out() -> None:
    room = captured_room()
    async with sitting(room) as table:
        await table.press("x")
        await table.enter("Too early")
        assert "what would resolve it" in table.text
        await table.press("enter")
        assert not table.line.is_open
        (dissent,) = table.state.dissents
        assert dissent.would_resolve is None


async def test_a_proposal_is_decided_as_the_agenda_says() -> None:
    chosen = start_stop_continue()
    agenda = tuple(
        replace(each, settings={**each.settings, "method": "vote"})
        if each.activity == "decide"
        else each
        for each in chosen.agenda
    )
    async with sitting(Room(replace(chosen, agenda=agenda))) as table:
        await table.press("d")
        await table.enter("Ship it")
        assert table.state.decisions[0].method is Method.VOTE


async def test_a_new_name_is_said_and_the_known_one_is_a_key_away() -> None:
    async with sitting() as table:
        await table.press("a")
        await table.enter("Fix the deploy @Anna")
        assert "Anna is new in the team. Did you mean Ana?" in table.text
        await table.press("ctrl+y")
        (action,) = table.state.actions
        assert table.state.people.names(action.owners) == ("Ana",)
        assert table.state.people.find("Anna") is None
        await table.enter("Call legal @Zed")
        assert "Zed is new in the team." in table.text
        await table.press("ctrl+y")
        assert len(table.state.actions) == 2
        await table.press("escape", "u")
        assert table.state.people.find("Zed") is None


async def test_thanks_to_a_new_name_can_go_to_the_known_one() -> None:
    async with sitting() as table:
        await table.press("t")
        await table.enter("@Anna the calm")
        await table.press("ctrl+y")
        (thanks,) = table.state.notes
        assert thanks.person == table.room.person("Ana")


async def test_one_undo_for_the_whole_session_and_nothing_told_of_another_meeting() -> None:
    room = Room()
    async with sitting(room) as table:
        await table.press("p")
        await table.enter("Rota")
        await table.press("escape")
        assert table.app.undo.next_label == "parking Rota"
        other = Room(people=("Ana",))
        receipt = notes.add(table.app.desk, NoteSort.PARKING, "Secret").receipt
        table.app.undo.push("parking Secret", receipt, meeting=other.meeting + "x")
        await table.press("j")
        assert "Secret" not in table.text
        await table.press("u", "u")
        assert not any("Secret" in each for each in table.toasts)
        assert table.state.notes == ()


async def test_toasts_cover_neither_the_line_nor_the_keys() -> None:
    async with sitting(size=SMALL) as table:
        for number in range(3):
            table.app.notify(f"Toast {number}")
        await table.until(lambda: "Toast 2" in table.text)
        rows = table.text.splitlines()
        assert not any("Toast" in each for each in rows[-2:])
        assert rows[-2].startswith(" ›")


async def test_dissent_asks_which_of_several_decisions_and_can_be_anonymous() -> None:
    room = captured_room()
    decisions.add(room.desk, DecisionDraft("Move billing", meeting=room.meeting))
    async with sitting(room) as table:
        await table.press("x")
        await table.enter("billing")
        assert "nobody named" in table.text
        await table.enter("Too early")
        await table.enter("A month more")
        (dissent,) = table.state.dissents
        assert (dissent.by, dissent.would_resolve) == (None, "A month more")
        await table.press("escape", "u", "u")
        assert table.state.dissents == ()
        for said in ("Too early", "A month more"):
            assert table.room.acting(Scope.SHARED, said) == {None}


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


async def test_whoever_was_added_is_selected_for_the_next_key() -> None:
    async with sitting() as table:
        await table.press("W", "n")
        await table.enter("Aaron")
        await table.press("e")
        gone = [each for each in table.state.participants if each.presence is Presence.LEFT]
        assert [table.state.people.name(each.person) for each in gone] == ["Aaron"]


async def test_several_who_came_are_several_people() -> None:
    async with sitting() as table:
        await table.press("W", "n")
        await table.type(" , ")
        await table.press("enter")
        assert "the name is empty" in table.text
        await table.press("ctrl+u")
        await table.enter("Aaron, Jo,")
        names = {table.state.people.name(each.person) for each in table.state.participants}
        assert {"Aaron", "Jo"} <= names


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


async def test_the_agenda_is_listed_in_titles_and_keeps_what_is_to_come_after_what_was() -> None:
    async with sitting(item="Last actions") as table:
        await table.press("A")
        shown = table.app.screen.query_one(RowList).items
        said = [each.cells[2] for each in shown if isinstance(each, Row)]
        assert said[:3] == [
            Bit(each, Tone.MUTED) for each in ("Check-in", "Last actions", "Gather")
        ]
        before = table.state.items
        await table.press("j", "K")
        assert "“Last actions” is running: what has not begun comes after it." in table.toasts
        await table.press("g", "n")
        assert isinstance(table.app.screen, AgendaList)
        assert table.state.items == before
        await table.press("j", "j", "J")
        assert [each.title for each in table.state.items][2:4] == ["Group", "Gather"]


async def test_what_lies_over_the_clock_is_drawn_anew_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting() as table:
        meeting = table.screen
        await table.press("W", "n")
        drawn: list[str] = []
        for each in table.app.screen_stack[-2:]:
            monkeypatch.setattr(each, "refresh", partial(drawn.append, type(each).__name__))
        meeting.tick()
        assert drawn == ["PeopleList", "Ask"]
