"""The app and a shell on one store: each sees what the other writes, by itself."""

import os
import subprocess
import sys
from pathlib import Path

from retrotui.core.actions import Draft
from retrotui.services import actions
from retrotui.services.desk import Desk
from tests.support.fakes import FakeClock, FakeIds
from tests.support.screens import running, screen_text
from tests.support.stores import make_repository
from tests.support.team import app_on


def shell(store: Path, *words: str) -> str:
    """Another process on the same store."""
    return subprocess.run(
        [sys.executable, "-m", "retrotui", "--store", str(store), "--user", "Bo", *words],
        env=dict(os.environ),
        check=True,
        capture_output=True,
        text=True,
    ).stdout


async def test_what_a_shell_writes_appears_without_a_key_and_the_other_way_round(
    tmp_path: Path,
) -> None:
    with make_repository(tmp_path) as repo:
        desk = Desk(repo, FakeClock(), FakeIds(900_000), "Ana")
        actions.add(desk, Draft("written before"))
        app = app_on(desk)
        async with running(app) as pilot:
            await pilot.press("a")
            shell(repo.path, "actions", "add", "written in a shell @bo")
            for _ in range(500):
                # A real pause: nothing but the app's own timer looks.
                await pilot.pause(0.02)
                if "written in a shell" in screen_text(app):
                    break
            assert "written in a shell" in screen_text(app)
            actions.add(app.desk, Draft("written in the app"))
            assert "written in the app" in shell(repo.path, "actions", "--plain")
