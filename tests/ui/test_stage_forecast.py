"""Forecast on stage: what is due comes first, and what is expected is asked how surely and when."""

from contextlib import AbstractAsyncContextManager, suppress

import pytest

from retrotui.core.errors import UsageError
from retrotui.core.expectations import ExpectationDraft
from retrotui.core.records.expectations import Came, Expectation
from retrotui.services import estimates, expectations
from tests.support.forecasting import DAY, MOVED, RAIN, REFUNDS, empty_room, forecast_room
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like


def forecasting(
    room: Room | None = None, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Table]:
    return sitting(room or forecast_room(), size=size, item="Outlook")


def one(table: Table, statement: str = RAIN) -> Expectation:
    known = expectations.everything(table.room.repo)
    return next(each for each in known if each.statement == statement)


@pytest.mark.parametrize("size", [*SIZES, (40, 12)])
async def test_it_looks_right(size: tuple[int, int]) -> None:
    async with forecasting(forecast_room(resolved=10), size) as table:
        await table.press("2")
        await table.enter("Rolled back on the 14th")
        await looks_like(f"forecast-{size[0]}", table.app, table.pilot)


async def test_nothing_expected_teaches_the_first_key() -> None:
    async with forecasting(empty_room()) as table:
        assert "Nothing is expected yet. Press enter" in table.text
        await table.press("1")
        assert "Nothing is expected yet" in table.toasts[-1]


async def test_how_surely_and_when_is_asked_after_the_words() -> None:
    async with forecasting(empty_room()) as table:
        await table.press("enter")
        await table.enter("The export is used by half of the teams")
        assert "How surely?" in table.text
        await table.type("70")
        assert "write 70%" in table.text
        await table.press("ctrl+u")
        await table.enter("7/10")
        await table.enter("in 2 weeks")
        made = one(table, "The export is used by half of the teams")
        assert (made.probability, made.resolve_on) == (0.7, "2026-12-06")
        assert (made.meeting, made.item) == (table.state.meeting.id, table.room.id("Outlook"))
        assert "Expected here" in table.text
        await table.type("The next one due:fri")
        await table.press("enter", "escape")
        assert one(table, "The next one").resolve_on == "2026-11-27"


async def test_certainty_is_refused_with_the_reason() -> None:
    async with forecasting() as table:
        await table.press("e", "tab", "ctrl+u")
        await table.type("100%")
        await table.press("ctrl+s")
        assert "100% is certain" in table.text
        assert one(table).probability == 0.9


async def test_the_due_ones_are_resolved_one_after_the_other() -> None:
    async with forecasting() as table:
        assert "0 of 2 due resolved" in table.text
        await table.press("2")
        await table.enter("Rolled back on the 14th")
        first = one(table)
        assert (first.came, first.evidence) == (Came.FALSE, "Rolled back on the 14th")
        await table.press("1", "enter")
        assert (one(table, MOVED).came, one(table, MOVED).evidence) == (Came.TRUE, "")
        assert "2 of 2 due resolved · 2 resolved, too few to tell" in table.text
        await table.press("u")
        assert one(table, MOVED).came is None


async def test_what_cannot_be_told_counts_in_no_score() -> None:
    async with forecasting() as table:
        await table.press("3")
        await table.enter("Nobody counted")
        assert one(table).came is Came.VOID
        assert "too few to tell" not in table.text.splitlines()[2]
        await table.press("k", "1")
        assert "O opens it again" in table.toasts[-1]
        await table.press("O")
        assert (one(table).came, one(table).evidence) == (None, "")


async def test_ten_resolved_make_a_score() -> None:
    async with forecasting(forecast_room(resolved=10), (120, 36)) as table:
        assert "Brier 0.04 of 10" in table.text
        assert "0 is perfect, 0.25 is a coin" in table.text


async def test_it_is_about_something_picked_from_a_list() -> None:
    async with forecasting() as table:
        await table.press("o")
        await table.enter("resellers")
        about = one(table).about
        assert about is not None
        assert about == one(table, MOVED).about
        assert "about Move the two resellers" in table.text


async def test_an_edit_keeps_what_was_not_touched() -> None:
    async with forecasting() as table:
        await table.press("j", "j", "e", "ctrl+u")
        await table.type("Refunds take two days")
        await table.press("ctrl+s")
        after = one(table, "Refunds take two days")
        assert (after.probability, after.resolve_on) == (0.35, "2027-01-31")


async def test_what_another_terminal_resolves_appears_and_the_selection_stays() -> None:
    async with forecasting() as table:
        await table.press("j")
        expectations.resolve(table.room.desk, one(table).id, came=Came.TRUE)
        await table.follow()
        assert "✓ came true" in table.text
        await table.press("2", "enter")
        assert one(table, MOVED).came is Came.FALSE


async def test_the_end_names_what_is_due() -> None:
    async with sitting(forecast_room(), item="Close") as table:
        assert "Outlook: 2 expectations are due" in table.text


async def test_hostile_expectations_are_text() -> None:
    room = empty_room()
    for each in HOSTILE:
        with suppress(UsageError):
            made = expectations.state(room.desk, ExpectationDraft(each, 0.5, DAY))
            expectations.resolve(room.desk, made.id, came=Came.TRUE, evidence=each)
    async with forecasting(room, (120, 60)) as table:
        for _ in range(3):
            assert not any(RAW.search(line) for line in table.text.splitlines())
            await table.press("j")
        assert REFUNDS not in table.text


async def test_estimates_are_unseen_until_the_middle_is_the_rooms() -> None:
    async with forecasting() as table:
        for typed in ("30%", "80%", "0.5"):
            await table.press("v")
            await table.type(typed)
            assert typed not in table.text
            await table.press("enter")
        assert "3 estimates, unseen until C reveals them" in table.text
        assert one(table).probability == 0.9
        assert "30%" not in table.text
        await table.press("C")
        assert one(table).probability == 0.5
        assert "3 estimates: 30% to 80%, in the middle 50%" in table.text
        assert table.state.votes == ()
        await table.press("v")
        assert "revealed; e changes it" in table.toasts[-1]


async def test_revealing_asks_before_it_leaves_anybody_out() -> None:
    async with forecasting() as table:
        await table.press("C")
        assert "Nobody has estimated it" in table.toasts[-1]
        await table.press("v")
        await table.enter("40%")
        await table.press("C")
        assert "1 estimate for 3 people" in table.text
        await table.press("n")
        assert len(table.state.votes) == 1
        await table.press("u")
        assert table.state.votes == ()


async def test_who_estimates_by_name_mends_their_own() -> None:
    async with forecasting() as table:
        table.screen.enter_for(table.room.person("Bo"))
        for typed in ("30%", "60%"):
            await table.press("v")
            assert "How surely, Bo?" in table.text
            await table.enter(typed)
        (vote,) = table.state.votes
        assert (vote.voter, vote.n) == (table.room.person("Bo"), 600)


async def test_what_nobody_has_seen_is_loose() -> None:
    room = forecast_room()
    first = expectations.everything(room.repo)[0]
    estimates.estimate(room.desk, room.id("Outlook"), first.id, 0.4)
    async with sitting(room, item="Close") as table:
        assert "2 expectations are due, 1 forecast is not" in table.text
