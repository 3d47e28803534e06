"""Running the app without a terminal: screens as text, goldens, and text that means harm."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from retrotui.services.desk import Desk
from retrotui.ui.app import RetroApp
from tests.support.fakes import FakeClock, FakeIds
from tests.support.memory import MemoryRepository

SIZES = ((80, 24), (120, 36), (200, 60))
"""Every screen must look right at these."""

UPDATING = os.environ.get("RETROTUI_GOLDEN") == "update"
"""Read here, as every test runs without the owner's settings."""

GOLDEN = Path(__file__).parents[1] / "ui" / "golden"

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]")
"""What must never be in a drawn line."""


def fake_desk(by: str = "ana") -> Desk:
    """A desk on an empty store in memory."""
    clock, ids = FakeClock(), FakeIds()
    return Desk(MemoryRepository(clock, ids), clock, ids, by)


def app_with(screen: Screen[Any], **more: Any) -> RetroApp:
    """The app with this screen as its first."""
    return RetroApp(fake_desk(), first=lambda: screen, **more)


@asynccontextmanager
async def running(app: RetroApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The app, running without a terminal, with toasts. A crash fails the test."""
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        yield pilot
        await pilot.pause()
        assert app._exception is None
        assert app.return_code in (None, 0)


def screen_text(app: RetroApp) -> str:
    """What the screen shows, a line per row, without colours."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def assert_golden(name: str, text: str) -> None:
    """Compares with ``tests/ui/golden/<name>.txt``; ``RETROTUI_GOLDEN=update`` writes it."""
    path = GOLDEN / f"{name}.txt"
    shown = "".join(line.rstrip() + "\n" for line in text.splitlines())
    if UPDATING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert path.exists(), f"no golden {path.name}: look at the text, then RETROTUI_GOLDEN=update"
    assert shown == path.read_text(encoding="utf-8")


async def looks_like(name: str, app: RetroApp, pilot: Pilot[None]) -> None:
    """Waits until the screen is the golden one, as laying out takes a few rounds; else fails."""
    path = GOLDEN / f"{name}.txt"
    wanted = path.read_text(encoding="utf-8") if path.exists() else ""
    for _ in range(100):
        await pilot.pause()
        shown = "".join(line.rstrip() + "\n" for line in screen_text(app).splitlines())
        if shown == wanted and not UPDATING:
            return
    assert_golden(name, screen_text(app))
