"""Triage of the inbox on stage: each becomes something in a key or two, and the next one is on."""

from contextlib import AbstractAsyncContextManager, suppress

import pytest

from retrotui.core.dates import Calendar
from retrotui.core.errors import UsageError
from retrotui.core.feedback import FeedbackDraft
from retrotui.core.records.cards import NoteSort
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.services import feedback
from tests.support.hostile import HOSTILE
from tests.support.inbox import SAID, inbox_room
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like


def triaging(
    room: Room | None = None, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Table]:
    return sitting(room or inbox_room(), size=size, item="Inbox")


def said(table: Table, place: int) -> Feedback:
    text = SAID[place][0].text
    return next(each for each in feedback.everything(table.room.repo) if each.text == text)


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with triaging(size=size) as table:
        await table.press("5")
        await looks_like(f"feedback-{size[0]}", table.app, table.pilot)


async def test_an_empty_inbox_teaches_how_to_fill_it() -> None:
    async with triaging(inbox_room(said=False)) as table:
        assert "The inbox is empty. Press enter" in table.text
        await table.press("2")
        assert "The inbox is empty" in table.toasts[-1]
        await table.press("enter")
        await table.type("The export is slow @Jun")
        assert "Jun is new" in table.text
        await table.press("enter", "escape")
        (made,) = table.state.inbox
        assert (made.text, made.triage) == ("The export is slow", Triage.WAITING)
        assert made.by == table.room.person("Jun")
        assert "1 in the inbox" in table.text


async def test_a_card_goes_into_a_column_in_sight_of_everybody() -> None:
    async with triaging() as table:
        await table.press("1")
        assert "Lay it into which column?" in table.text
        await table.press("2")
        (card,) = table.state.cards
        assert (card.column, card.text, card.hidden) == ("stop", SAID[0][0].text, False)
        assert card.author == table.room.person("Cy")
        done = said(table, 0)
        assert done.triage is Triage.CARD
        assert done.became is not None
        assert (done.became.kind, done.became.id) == ("cards", card.id)
        assert done.triaged_in == table.state.meeting.id


async def test_without_a_board_a_card_says_what_else_there_is() -> None:
    async with triaging(inbox_room(board=False)) as table:
        await table.press("1")
        assert "no board" in table.toasts[-1]


async def test_an_action_asks_for_owner_and_date_where_the_line_does_not_say_them() -> None:
    async with triaging() as table:
        await table.press("2", "enter")
        assert "Who does it?" in table.text
        await table.press("enter")
        assert "When is it due?" in table.text
        await table.enter("fri")
        (action,) = table.state.actions
        assert action.title == SAID[0][0].text
        assert action.owners == (table.room.person("Ana"),)
        assert (action.due, action.links) == ("2026-11-27", ("https://example.org/t/812",))
        assert action.origin is not None
        assert action.origin.id == said(table, 0).id
        assert "3 in the inbox" in table.text


async def test_an_action_that_says_it_all_asks_nothing_more_and_one_undo_takes_it_back() -> None:
    async with triaging() as table:
        await table.press("2", "ctrl+u")
        await table.enter("Fix the export @Bo due:fri")
        (action,) = table.state.actions
        assert (action.title, action.due) == ("Fix the export", "2026-11-27")
        await table.press("u")
        assert table.state.actions == ()
        assert said(table, 0).triage is Triage.WAITING


async def test_a_closed_question_leaves_it_waiting() -> None:
    async with triaging() as table:
        await table.press("2", "escape", "3", "escape", "4", "escape", "1", "escape")
        assert all(each.triage is Triage.WAITING for each in table.state.inbox)
        assert table.state.actions == ()


async def test_a_proposal_keeps_the_link_and_a_reworded_one_what_was_said() -> None:
    async with triaging() as table:
        await table.press("3", "ctrl+u")
        await table.enter("Exports are checked every night")
        (decision,) = table.state.decisions
        assert decision.title == "Exports are checked every night"
        assert (decision.context, decision.links) == (
            SAID[0][0].text, ("https://example.org/t/812",),
        )  # fmt: skip
        assert said(table, 0).triage is Triage.DECISION


async def test_thanks_go_to_whoever_is_named() -> None:
    async with triaging() as table:
        await table.press("j", "j", "4", "ctrl+u")
        await table.enter("staying until the bank answered @Bo")
        (note,) = (each for each in table.state.notes if each.sort is NoteSort.THANKS)
        assert (note.text, note.person) == (
            "staying until the bank answered", table.room.person("Bo"),
        )  # fmt: skip
        assert said(table, 2).triage is Triage.THANKS


async def test_one_after_the_other_until_everything_was_looked_at() -> None:
    async with triaging() as table:
        for _ in SAID:
            await table.press("5")
        assert "everything was looked at" in table.text
        assert {each.triage for each in table.state.inbox} == {Triage.NOT_NOW}
        await table.press("O")
        assert "1 in the inbox" in table.text


async def test_what_became_something_says_so_and_may_go_back() -> None:
    async with triaging() as table:
        await table.press("2", "ctrl+u")
        await table.enter("Fix the export @Bo due:fri")
        await table.press("k", "3")
        assert "It became an action already" in table.toasts[-1]
        await table.press("O")
        assert said(table, 0).triage is Triage.WAITING
        assert len(table.state.actions) == 1


async def test_it_is_reworded() -> None:
    async with triaging() as table:
        await table.press("e", "ctrl+u")
        await table.enter("The export lost three rows")
        assert "lost three rows" in table.text


async def test_what_comes_in_from_another_terminal_appears_and_the_selection_stays() -> None:
    async with triaging() as table:
        await table.press("j")
        feedback.add(table.room.desk, FeedbackDraft("The page is slow"))
        await table.follow()
        assert "The page is slow" in table.text
        await table.press("5")
        assert said(table, 1).triage is Triage.NOT_NOW


async def test_the_end_names_what_waits() -> None:
    async with sitting(inbox_room(), item="Close") as table:
        assert "Inbox: 4 pieces of feedback wait in the inbox" in table.text


async def test_hostile_feedback_is_text() -> None:
    room = inbox_room(said=False)
    for each in HOSTILE:
        with suppress(UsageError):
            feedback.add(room.desk, FeedbackDraft(each, source=each))
    async with triaging(room, (120, 60)) as table:
        for _ in range(3):
            assert not any(RAW.search(line) for line in table.text.splitlines())
            await table.press("2", "escape", "5")
        views = feedback.views(
            room.repo, feedback.everything(room.repo), Calendar(room.clock.now().utc)
        )
        assert len(views) > 3
