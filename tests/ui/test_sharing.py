"""The app shares by itself, never in anybody's way, and says how far the store is shared."""

from datetime import UTC, datetime, timedelta

import pytest

from retrotui.core.sharing import Standing, SyncState
from retrotui.services import agenda
from retrotui.ui.app import RetroApp
from retrotui.ui.lists.reading import Reading
from retrotui.ui.screens.home import HomeScreen
from retrotui.ui.sharing import EVERY_SECONDS, FIRST_SECONDS, JITTER_SECONDS, SharingWatch, badge
from tests.support.hostile import HOSTILE
from tests.support.screens import RAW, SIZES, looks_like, running, screen_text
from tests.support.sharing import IN_STEP, FakeSharing, sharing_app
from tests.support.team import Team, empty_desk, press, settled, toasts, until_shown

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Seconds:
    """A count of seconds that passes as told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def watching(port: FakeSharing, *, automatic: bool = True) -> tuple[SharingWatch, Seconds]:
    seconds = Seconds()
    app = RetroApp(Team().desk, lambda: ((), ()))
    return SharingWatch(app, port, automatic=automatic, awake=seconds), seconds


def test_the_first_sync_is_some_seconds_after_the_start_and_then_about_every_45() -> None:
    port = FakeSharing()
    watch, seconds = watching(port)
    watch.tick()
    assert port.started == 0
    seconds.now += FIRST_SECONDS
    watch.tick()
    assert port.started == 1
    for _ in range(5):
        before = port.started
        port.end()
        assert watch.tick()
        seconds.now += EVERY_SECONDS - JITTER_SECONDS - 1
        watch.tick()
        assert port.started == before
        seconds.now += 2 * JITTER_SECONDS + 1
        watch.tick()
        assert port.started == before + 1


@pytest.mark.parametrize(
    ("port", "automatic"),
    [
        (FakeSharing(has_remote=False), True),
        (FakeSharing(Standing(travels=False, unshared=0)), True),
        (FakeSharing(), False),
    ],
)
def test_nothing_is_shared_unasked_without_a_remote_in_a_code_tree_or_switched_off(
    port: FakeSharing, automatic: bool
) -> None:
    watch, seconds = watching(port, automatic=automatic)
    for _ in range(200):
        watch.tick()
        seconds.now += 1
    port.set(unshared=3)
    watch.soon()
    watch.leave()
    assert port.started == 0


def test_a_meetings_end_during_a_sync_gets_one_more_right_after_it() -> None:
    port = FakeSharing()
    watch, seconds = watching(port)
    watch.tick()
    watch.soon()
    watch.soon()
    assert port.started == 1
    port.end()
    watch.tick()
    assert port.started == 2
    port.end()
    watch.tick()
    seconds.now += 1
    watch.tick()
    assert port.started == 2


def test_leaving_shares_what_is_not_shared_yet_and_only_that() -> None:
    port = FakeSharing()
    watch, _ = watching(port)
    watch.tick()
    watch.leave()
    assert port.started == 0
    port.set(unshared=1)
    watch.leave()
    assert port.started == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "✓ in step"),
        ({"unshared": 2}, "↑ 2 not shared yet"),
        ({"state": SyncState.MORE_TO_SHARE}, "· not shared yet"),
        ({"state": None, "shared_at": None}, "· not shared yet"),
        ({"state": SyncState.UNREACHABLE}, "○ offline"),
        ({"state": SyncState.UNREACHABLE, "unshared": 2}, "○ offline, 2 not shared yet"),
        ({"state": SyncState.NEEDS_YOU, "unshared": 2}, "▲ sharing needs you"),
        ({"shared_at": "2026-11-22T06:00:00Z"}, "↓ may be behind"),
        ({"shared_at": None}, "↓ may be behind"),
    ],
)
def test_the_badge_says_in_words_how_far_it_is(fields: dict[str, object], said: str) -> None:
    port = FakeSharing()
    port.set(**fields)
    assert badge(port.now, NOW).text == said
    assert ("in step" in said) <= port.now.in_step


def test_in_step_is_said_for_a_while_and_then_no_more() -> None:
    assert badge(IN_STEP, NOW + timedelta(minutes=5)).text == "✓ in step"
    assert badge(IN_STEP, NOW + timedelta(hours=5)).text != "✓ in step"


@pytest.mark.parametrize("size", SIZES)
async def test_home_says_what_is_not_shared(size: tuple[int, int]) -> None:
    port = FakeSharing()
    port.set(unshared=3)
    app = sharing_app(Team().desk, port)
    async with running(app, size) as pilot:
        app.poll()
        await looks_like(f"home-sharing-{size[0]}x{size[1]}", app, pilot)


async def test_a_store_without_a_remote_shows_nothing_but_a_welcome_that_tells_how() -> None:
    port = FakeSharing(Standing(travels=True, unshared=7), has_remote=False)
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await settled(pilot)
        assert "shar" not in screen_text(app)
        await press(pilot, "S")
        assert "retrotui sync --setup ADDRESS" in toasts(app)
    first = sharing_app(empty_desk(), port)
    async with running(first) as pilot:
        first.poll()
        await looks_like("home-empty-unshared-80x24", first, pilot)


async def test_a_key_shares_at_once_and_says_how_it_ended() -> None:
    port = FakeSharing()
    app = sharing_app(Team().desk, port, unasked=False)
    async with running(app) as pilot:
        app.poll()
        await press(pilot, "S")
        assert port.started == 1
        await until_shown(app, pilot, "… sharing")
        port.end()
        app.poll()
        await until_shown(app, pilot, "✓ in step")
        assert "In step with origin." in toasts(app)


async def test_what_needs_a_person_can_be_read_with_its_way_out() -> None:
    port = FakeSharing()
    port.set(
        state=SyncState.NEEDS_YOU,
        message="origin did not let you in",
        hint="once by hand: git -C .retrotui fetch",
    )
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await until_shown(app, pilot, "▲ sharing needs you")
        await press(pilot, "s")
        assert isinstance(app.screen, Reading)
        await looks_like("sharing-80x24", app, pilot)
        await press(pilot, "escape", "S")
        port.end()
        app.poll()
        await settled(pilot)
        assert isinstance(app.screen, Reading)


async def test_a_branch_of_the_clones_own_is_named() -> None:
    port = FakeSharing()
    port.set(branch="retrotui-w-k3f9q2z")
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await press(pilot, "s")
        await until_shown(app, pilot, "retrotui-w-k3f9q2z")


async def test_a_sync_that_died_is_told_of_and_never_called_in_step() -> None:
    port = FakeSharing()
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await press(pilot, "S")
        port.crashed = True
        port.end()
        app.poll()
        await settled(pilot)
        assert "did not come to its end" in toasts(app)
        assert "In step with" not in toasts(app)


async def test_a_meeting_says_it_quietly_and_its_end_shares() -> None:
    team, port = Team(), FakeSharing()
    port.set(unshared=2)
    app = sharing_app(team.desk, port)
    async with running(app, (120, 36)) as pilot:
        app.poll()
        app.open_meeting(team.running)
        await until_shown(app, pilot, "↑ 2 not shared yet")
        agenda.end(app.desk, team.running)
        await settled(pilot)
        assert port.started == 1


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_a_remote_says_is_only_text(text: str) -> None:
    port = FakeSharing()
    port.set(state=SyncState.NEEDS_YOU, message=text, hint=text, remote=text)
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await press(pilot, "s")
        assert not RAW.search(screen_text(app))


async def test_no_key_waits_for_a_sync() -> None:
    port = FakeSharing()
    app = sharing_app(Team().desk, port)
    async with running(app) as pilot:
        app.poll()
        await press(pilot, "S", "a")
        assert port.running
        assert not isinstance(app.screen, HomeScreen)
