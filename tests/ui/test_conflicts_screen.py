"""Two versions of a field: seen side by side, and one is kept, both are, or a third is written."""

import pytest

from retrotui.core.actions import Draft, Edit
from retrotui.core.changes import Put
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.records.kinds import Kind
from retrotui.services import actions, cards, conflicts, decisions, dissent
from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp
from retrotui.ui.commands import REGISTRY
from retrotui.ui.lists.reading import Reading
from retrotui.ui.screens.conflicts import ConflictsScreen
from tests.support.clones import desks, exchange, memory_clones
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import sitting
from tests.support.meeting_room import Room
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.stage_app import with_cards
from tests.support.team import app_on, press, settled, toasts, typed, until_shown


def doubled(title: str = "Fix staging") -> tuple[Desk, str, str]:
    """A desk on a store with an action's title and a dissent's concern in two versions."""
    ana, bo = desks(*memory_clones(2))
    action = actions.add(ana, Draft("Fix it", due="2026-11-24")).id
    about = decisions.add(ana, DecisionDraft("Ship it", deciders=("Ana", "Bo"))).id
    concern = dissent.add(ana, about, DissentDraft("Too early", by="Ana")).id
    exchange(ana.repo, bo.repo)  # type: ignore[arg-type]
    # As another program may have written it, whatever it says.
    ana.commit((Put(Kind.ACTIONS, action, {"title": title}),))
    dissent.edit(ana, concern, "Too early\nand untested")
    actions.edit(bo, action, Edit(title="Fix production"))
    dissent.edit(bo.acting("Ana"), concern, "Too early\nand costly")
    exchange(ana.repo, bo.repo)  # type: ignore[arg-type]
    return ana, action, concern


def title(app: RetroApp, id_: str) -> str:
    return actions.get(app.desk.repo, id_).title


@pytest.mark.parametrize("size", SIZES)
async def test_versions_look_right(size: tuple[int, int]) -> None:
    desk, _, _ = doubled()
    app = app_on(desk)
    async with running(app, size) as pilot:
        await press(pilot, "V")
        assert isinstance(app.screen, ConflictsScreen)
        await looks_like(f"conflicts-{size[0]}x{size[1]}", app, pilot)


async def test_home_counts_them_and_opens_them() -> None:
    app = app_on(doubled()[0])
    async with running(app) as pilot:
        await until_shown(app, pilot, "▲ 2 fields")
        await press(pilot, "home", "enter")
        assert isinstance(app.screen, ConflictsScreen)


def doubled_card() -> Room:
    """A meeting with a card that two clones worded differently."""
    room = with_cards()
    other = memory_clones(2)[1]
    exchange(room.repo, other)
    card = room.card("Write the runbook").id
    cards.edit(room.desk, card, "Write the runbook for staging")
    cards.edit(Desk(other, other.clock, other.ids, "Bo"), card, "Write the runbook for deploys")
    exchange(room.repo, other)
    return room


@pytest.mark.parametrize("item", ["Gather", "Group"])
async def test_a_card_on_the_board_says_that_it_has_two_versions(item: str) -> None:
    room = doubled_card()
    async with sitting(room, item=item) as table:
        await table.until(lambda: "≠ 2 versions; V" in table.text)
        assert table.text.count("≠") == 1
        await table.press("V")
        assert "No card with two versions is selected." in table.toasts
        await table.press("j", "V")
        assert isinstance(table.app.screen, ConflictsScreen)
        assert "for deploys" in table.text
        await table.press("j", "p", "escape")
        await table.until(lambda: "≠" not in table.text)
        assert not conflicts.count(room.repo)


async def test_while_voting_the_key_is_another_and_the_card_names_none() -> None:
    async with sitting(doubled_card(), item="Vote") as table:
        await table.until(lambda: "≠ 2 versions" in table.text)
        assert "versions; V" not in table.text


def test_the_key_of_versions_is_free_on_every_board() -> None:
    for stage in ("brainstorm", "group"):
        assert REGISTRY.clashes(f"stage:{stage}", "card-versions", "board", "meeting") == ()


async def test_the_lists_say_which_record_has_two_versions() -> None:
    app = app_on(doubled()[0])
    async with running(app) as pilot:
        await press(pilot, "a")
        await until_shown(app, pilot, "≠ 2 versions of title; V")
        await press(pilot, "escape", "d")
        await until_shown(app, pilot, "≠ 2 versions of concern; V")


async def test_enter_keeps_the_selected_version_and_u_takes_that_back() -> None:
    desk, action, _ = doubled()
    app = app_on(desk)
    async with running(app) as pilot:
        await press(pilot, "a", "V")
        shown = title(app, action)
        await press(pilot, "j", "enter")
        other = title(app, action)
        assert {shown, other} == {"Fix staging", "Fix production"}
        assert conflicts.count(desk.repo) == 1
        await press(pilot, "u")
        assert title(app, action) == shown
        await until_shown(app, pilot, "Fix production")
        await until_shown(app, pilot, "Fix staging")
        assert conflicts.count(desk.repo) == 2


async def test_a_status_shows_with_the_reason_it_was_given_with() -> None:
    ana, bo = desks(*memory_clones(2))
    action = actions.add(ana, Draft("Fix it")).id
    actions.block(ana, action, why="waits for legal")
    exchange(ana.repo, bo.repo)  # type: ignore[arg-type]
    actions.drop(ana, action, why="no need")
    actions.done(bo, action)
    exchange(ana.repo, bo.repo)  # type: ignore[arg-type]
    app = app_on(ana)
    async with running(app) as pilot:
        await until_shown(app, pilot, "▲ 1 field")
        await press(pilot, "V")
        await until_shown(app, pilot, "dropped: no need")
        assert "why of" not in screen_text(app)


async def test_a_third_value_is_written_and_a_refused_one_stays_to_be_mended() -> None:
    desk, action, _ = doubled()
    app = app_on(desk)
    async with running(app) as pilot:
        await press(pilot, "a", "V", "w", "ctrl+u", "enter")
        await until_shown(app, pilot, "at least one visible character")
        await typed(pilot, "Fix both")
        await press(pilot, "enter")
        assert title(app, action) == "Fix both"


async def test_longer_texts_can_keep_every_line_and_others_say_why_not() -> None:
    desk, _, concern = doubled()
    app = app_on(desk)
    async with running(app) as pilot:
        await press(pilot, "a", "V", "m")
        assert "Only longer texts" in toasts(app)
        app.pop_screen()
        app.open("conflicts", concern)
        await press(pilot, "i")
        assert isinstance(app.screen, Reading)
        await press(pilot, "escape", "m")
        kept = dissent.view(desk.repo, concern).record.concern
        assert set(kept.splitlines()) == {"Too early", "and untested", "and costly"}


async def test_without_any_the_key_says_so() -> None:
    (desk,) = desks(*memory_clones(1))
    actions.add(desk, Draft("one"))
    app = app_on(desk)
    async with running(app) as pilot:
        await press(pilot, "V")
        assert "Nothing has two versions." in toasts(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_versions_are_only_text(text: str) -> None:
    desk, _, _ = doubled(text)
    app = app_on(desk)
    async with running(app, (40, 12)) as pilot:
        await press(pilot, "V", "i")
        await settled(pilot)
        assert not RAW.search(screen_text(app))
