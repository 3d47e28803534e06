"""What runs from prompts and scripts loads only what it needs, so that it starts at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shell import Shell

PROGRAM = """
import json, sys
from retrotui.cli.main import run
code = run(sys.argv[1:])
sys.stderr.write("\\n" + json.dumps([code, sorted(sys.modules)]))
"""
NEVER = {
    "asyncio", "bz2", "concurrent.futures", "dateutil", "difflib", "hypothesis",
    "importlib.metadata", "inspect", "logging", "lzma", "markdown_it", "platformdirs", "pydantic",
    "random", "rapidfuzz", "rich", "secrets", "shutil", "socket", "tempfile", "textual", "tinydb",
    "urllib.request",
}  # fmt: skip
READING = NEVER | {
    "argparse", "dataclasses", "gettext", "hashlib", "subprocess", "threading", "zoneinfo",
    "retrotui.core.actions", "retrotui.core.changes", "retrotui.core.dates.grammar",
    "retrotui.core.ports", "retrotui.core.records.decisions", "retrotui.core.records.meetings",
    "retrotui.services.actions", "retrotui.services.desk", "retrotui.services.people",
    "retrotui.store.engine", "retrotui.store.planner", "retrotui.store.repository",
}  # fmt: skip
WRITING = NEVER - {"inspect"}
"""Changes, drafts and receipts are data classes, and ``dataclasses`` imports ``inspect``."""


@pytest.fixture
def team(bare: Shell) -> Shell:
    """A store with an action that is late, and with its caches."""
    bare.ok("init")
    bare.ok("actions", "add", "Fix the deploy @ana", "--due", "2026-11-01", "--allow-past")
    bare("check")
    return bare


def loaded(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command line in a fresh process, and the modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, "RETROTUI_USER": "Ana"},
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize("more", [(), ("--json",), ("--owner", "ana")])
def test_check_loads_what_it_reads_with(team: Shell, more: tuple[str, ...]) -> None:
    code, modules = loaded(team.folder, "check", *more)
    assert code == 1
    names_people = {"hashlib"} if "--owner" in more else set()
    assert modules & READING <= names_people


@pytest.mark.parametrize("more", [(), ("--json",), ("--overdue",), ("--format", "{title}")])
def test_the_list_of_actions_loads_what_it_reads_with(team: Shell, more: tuple[str, ...]) -> None:
    code, modules = loaded(team.folder, "actions", *more)
    assert code == 0
    assert modules & READING == set()


def test_adding_an_action_draws_nothing_and_queries_nothing(team: Shell) -> None:
    code, modules = loaded(team.folder, "actions", "add", "Ask legal @ana", "--due", "fri")
    assert code == 0
    assert modules & WRITING == set()


@pytest.mark.parametrize(
    "words",
    [
        ("goals",),
        ("goals", "read", "weekly", "41%"),
        ("goals", "show", "weekly", "--json"),
        ("roadmap",),
        ("roadmap", "move", "resellers", "next"),
    ],
)
def test_goals_and_roadmap_draw_nothing_and_query_nothing(
    team: Shell, words: tuple[str, ...]
) -> None:
    team.ok("goals", "add", "Weekly active teams", "--target", "60%")
    team.ok("roadmap", "add", "Resellers onboard alone", "--horizon", "now")
    code, modules = loaded(team.folder, *words)
    assert code == 0
    assert modules & WRITING == set()
