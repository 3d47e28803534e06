"""A finished meeting is stepped through in time, and shows what stood then and no more."""

import pytest

from retrotui.core.actions import Draft
from retrotui.services import actions, agenda, cards
from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.screens.replay import ReplayScreen
from tests.support.hostile import HOSTILE
from tests.support.meeting_room import Room, start_stop_continue
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.team import app_on, press, settled, toasts, until_shown


def held(text: str = "Deploys are slow", *, anonymous: bool = False) -> tuple[Desk, str]:
    """A meeting that ended: three cards that were hidden, then shown; one action, done later."""
    room = Room(start_stop_continue(hidden=True, anonymous=anonymous))
    gather = room.id("Gather")
    agenda.go_to(room.desk, room.meeting, gather)
    for each in (text, "Pair more", "Fewer meetings"):
        room.clock.advance(60)
        cards.add(room.desk, gather, "start", each, author=None if anonymous else room.person("Bo"))
    room.clock.advance(60)
    cards.reveal(room.desk, gather)
    room.clock.advance(600)
    made = actions.add(
        room.desk,
        Draft("Cache the build", meeting=room.meeting),
        owners=("Bo",),
        meeting=room.meeting,
    )
    room.clock.advance(600)
    agenda.end(room.desk, room.meeting)
    actions.done(room.desk, made.id)
    return room.desk, room.meeting


def replaying(app: RetroApp) -> ReplayScreen:
    assert isinstance(app.screen, ReplayScreen)
    return app.screen


def moment(app: RetroApp) -> str:
    rows = replaying(app).query_one("#moment", ListPanel).rows.items
    return "\n".join(str(each) for each in rows)


@pytest.mark.parametrize("size", SIZES)
async def test_replay_looks_right(size: tuple[int, int]) -> None:
    app = app_on(held()[0])
    async with running(app, size) as pilot:
        await press(pilot, "p")
        await press(pilot, "end")
        await looks_like(f"replay-{size[0]}x{size[1]}", app, pilot)


async def test_each_step_shows_what_stood_then() -> None:
    desk, meeting = held()
    app = app_on(desk)
    async with running(app) as pilot:
        app.open("replay", meeting)
        await settled(pilot)
        total = len(replaying(app)._steps)
        await until_shown(app, pilot, f"step 1 of {total}")
        assert "Deploys are slow" not in moment(app)
        shown = []
        for place in range(1, total):
            await press(pilot, "j" if place % 2 else "n")
            await until_shown(app, pilot, f"step {place + 1} of {total}")
            shown.append(("Deploys are slow" in moment(app), "Cache the build" in moment(app)))
        # The start, the item, the reveal, the action, the end.
        assert shown == [(False, False), (True, False), (True, True), (True, True)]
        assert "DONE" not in moment(app)
        await press(pilot, "n")
        assert "This is the last step." in toasts(app)
        await press(pilot, "home")
        assert "Deploys are slow" not in moment(app)
        await press(pilot, "b")
        assert "This is the first step." in toasts(app)
        await press(pilot, "end", "up", "pageup", "escape")
        assert not isinstance(app.screen, ReplayScreen)


async def test_anonymous_work_stays_anonymous() -> None:
    desk, meeting = held(anonymous=True)
    app = app_on(desk)
    async with running(app, (120, 36)) as pilot:
        app.open("replay", meeting)
        await press(pilot, "end")
        cards_shown = moment(app).partition("Actions")[0]
        assert "Deploys are slow" in cards_shown
        assert not any(name in cards_shown for name in ("Ana", "Bo", "Cy"))


async def test_without_a_meeting_the_key_says_so_and_a_running_one_is_not_replayed() -> None:
    room = Room()
    app = app_on(room.desk)
    async with running(app) as pilot:
        await press(pilot, "p")
        assert "No meeting was held yet." in toasts(app)
        app.open_meeting(room.meeting)
        await until_shown(app, pilot, "How are you?")
        await app.screen.run_command("meeting.replay")  # type: ignore[attr-defined]
        await settled(pilot)
        assert "The meeting goes on" in toasts(app)
        agenda.end(app.desk, room.meeting)
        await settled(pilot)
        await app.screen.run_command("meeting.replay")  # type: ignore[attr-defined]
        await settled(pilot)
        assert isinstance(app.screen, ReplayScreen)


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_was_written_is_only_text(text: str) -> None:
    desk, meeting = held(f"it says {text}"[:2000])
    app = app_on(desk)
    async with running(app, (40, 12)) as pilot:
        app.open("replay", meeting)
        await press(pilot, "end")
        assert not RAW.search(screen_text(app))
