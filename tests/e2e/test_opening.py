"""The app paints its frame before it opens the store; what opening finds is told all the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrotui.core.errors import StoreError
from retrotui.store.placement import META
from tests.support.terminal import Terminal, child_environment

ENVIRON = child_environment(RETROTUI_NOW="2026-11-22T09:00:00Z", RETROTUI_USER="Ana")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    words = ["init", "--in-tree", "--team", "Payments"]
    subprocess.run(
        [sys.executable, "-m", "retrotui", *words], cwd=tmp_path, env=dict(ENVIRON), check=True
    )
    return tmp_path / ".retrotui"


def test_a_store_that_cannot_be_read_is_refused_and_the_screen_given_back(store: Path) -> None:
    (store / META).write_text("{", encoding="utf-8")
    with Terminal((), environ=ENVIRON, cwd=str(store.parent)) as terminal:
        terminal.wait_for("restore it from another clone")
        assert terminal.wait_exit() == StoreError("").code


def test_lines_that_make_no_sense_are_told_of_once_the_screen_is_free(store: Path) -> None:
    log = next((store / "log").rglob("*.jsonl"))
    with log.open("a", encoding="utf-8") as file:
        file.write("no event\n")
    with Terminal((), environ=ENVIRON, cwd=str(store.parent)) as terminal:
        terminal.wait_for("start a meeting")
        assert "no sense; kept" not in terminal.raw
        terminal.press("q")
        terminal.wait_for("1 line of the log makes no sense")
        assert terminal.wait_exit() == 0
