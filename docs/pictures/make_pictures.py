"""Draws the README's pictures from the demo team, by the program itself: ``make pictures``."""

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["RETROTUI_NOW"] = "2026-11-22T09:00:00Z"

from textual.pilot import Pilot

from retrotui.exchange.format_files import shipped_formats
from retrotui.services.demo import NARRATOR, ScriptedClock, SeededIds, beginning_of, build_demo
from retrotui.services.desk import Desk
from retrotui.store.placement import create_store
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from retrotui.ui.launch import Launched

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIZE = (120, 36)
PICTURES: dict[str, Sequence[str]] = {
    "home": (),
    "picker": ("n",),
    "brainstorm": ("r",),
    "decisions": ("d",),
    "actions": ("a",),
}
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def demo(folder: Path) -> Path:
    """A store with the demo team, as of a fixed day."""
    clock = ScriptedClock(beginning_of(NOW))
    ids = SeededIds(clock)
    store = create_store(folder, in_tree=True, clock=clock, ids=ids)
    with open_repository(store, clock=clock, ids=ids) as repo:
        build_demo(repo, clock=clock, ids=ids, now=NOW, timezone="UTC", formats=shipped_formats())
    return store


async def draw(store: Path, keys: Sequence[str]) -> str:
    """One screen as SVG, without the fonts it would fetch from elsewhere."""
    clock, ids = SystemClock(runs=False), SystemIds()
    with open_repository(store, clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, NARRATOR)
        app = Launched(desk, formats=lambda: (shipped_formats(), ()))
        async with app.run_test(size=SIZE) as pilot:
            svg = await settled(app, pilot)
            for key in keys:
                await pilot.press(key)
                svg = await settled(app, pilot)
    return _FONT_FACE.sub("", svg).replace("Fira Code", "DejaVu Sans Mono")


async def settled(app: Launched, pilot: Pilot[int]) -> str:
    """The screen once it no longer changes."""
    before = ""
    while (svg := app.export_screenshot(title="retrotui")) != before:
        before = svg
        await pilot.pause(0.1)
    return svg


def main() -> None:
    """Draws every picture, each from a fresh team."""
    for name, keys in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(draw(demo(Path(folder) / "team"), keys))
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"{name}.svg")


if __name__ == "__main__":
    main()
