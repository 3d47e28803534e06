"""kill -9 and failing disks at every step of a sync: no acknowledged event is lost, ever."""

import errno
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.core.errors import CannotWriteError, RetroError
from retrotui.core.sharing import SyncState
from retrotui.store import discharge as discharge_module
from retrotui.store import journal as journal_module
from retrotui.sync import files as files_module
from retrotui.sync.git import Git
from tests.store.support import environment
from tests.support.git import Clone, Team, new_id

ENOUGH = 10
"""Git calls that a sync with something to share makes at least."""
TURNS = (1, 2, 3) if os.environ.get("RETROTUI_SLOW") == "1" else (1,)
"""At which of a step's calls it is ended."""
BUSY = 6
"""The exit code of a sync that others kept from its turn."""
WHENS = ("before", "after") if len(TURNS) > 1 else ("after",)
"""When around a call of git: what happens between two calls is looked at step by step too."""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


def prepared(team: Team) -> set[str]:
    """Ana has events to send and to receive, shared and held ones."""
    ana, bo = team.clones
    cards = {*ana.cards(), ana.add("old")}
    team.sync_all(1)
    cards.add(bo.add("from Bo"))
    bo.synced()
    cards |= {ana.add("from Ana"), ana.add("more from Ana")}
    ana.write(Put("notes", new_id(), {"text": "hidden"}, scope=Scope.HELD))
    return cards


def all_is_well(team: Team, cards: set[str]) -> None:
    """Whatever happened: everything acknowledged is there, and the next sync puts all in step."""
    ana, bo = team.clones
    held = set(ana.cards("notes"))
    assert held
    assert cards - set(ana.cards()) <= {each for each in cards if each in bo.cards()}
    ana.synced()
    bo.synced()
    assert ana.cards().keys() == bo.cards().keys() == cards
    assert ana.cards("notes").keys() >= held
    assert not bo.cards("notes")
    assert ana.state()["cards"] == bo.state()["cards"]
    assert ana.tree() == team.hub_tree()
    assert (ana.local / "journal.jsonl").stat().st_size == 0
    removed = team.hub_git("log", "--numstat", "--format=", "retrotui")
    assert all(line.split()[1] == "0" for line in removed.splitlines() if line)


def killer(folder: Path, at: int, when: str) -> Path:
    """A git that ends the process that called it, before or after the ``at``-th call."""
    counter, program = folder / f"count-{at}-{when}", folder / f"git-{at}-{when}"
    kill = 'kill -9 "$PPID"'
    program.write_text(
        f"""#!/bin/sh
n=$(($(cat {counter} 2>/dev/null || echo 0) + 1)); echo $n > {counter}
[ $n = {at} ] && [ {when} = before ] && {{ {kill}; exit 1; }}
git "$@"; code=$?
[ $n = {at} ] && [ {when} = after ] && {kill}
exit $code
"""
    )
    program.chmod(0o755)
    return program


def sync_until_killed(ana: Clone, program: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sync.killed_sync", str(ana.store), str(program)],
        env=environment(),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode


def test_a_kill_at_any_git_call_loses_nothing(team: Team) -> None:
    kills = 0
    for when in WHENS:
        for at in itertools.count(1):
            cards = prepared(team)
            code = sync_until_killed(team.clones[0], killer(team.folder, at, when))
            all_is_well(team, cards)
            if code == 0:
                break
            kills += 1
    print(f"\nkilled at {kills} git calls")  # noqa: T201 - the count is the result
    assert kills >= ENOUGH * len(WHENS)


class Killed(BaseException):
    """Stands for kill -9: nothing in the program catches it."""


Patch = tuple[Any, str]
STEPS: tuple[Patch, ...] = (
    (discharge_module, "sync_file"),
    (discharge_module, "sync_folder"),
    (discharge_module, "save_bookkeeping"),
    (journal_module, "write_all"),
    (journal_module, "sync_file"),
    (journal_module, "sync_folder"),
    (journal_module.Journal, "replace"),
    (files_module, "write_all"),
    (files_module, "sync_file"),
    (files_module.os, "rename"),
    (files_module, "replace_bytes"),
)


def stopped(original: Callable[..., Any], at: int, when: str, error: BaseException) -> Any:
    calls = itertools.count(1)

    def step(*arguments: Any, **named: Any) -> Any:
        if next(calls) != at:
            return original(*arguments, **named)
        if when == "after":
            original(*arguments, **named)
        elif when == "half" and isinstance(arguments[1], bytes | memoryview):
            original(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        raise error

    return step


def test_a_kill_at_any_step_on_disk_loses_nothing(team: Team) -> None:
    kills = 0
    for owner, name in STEPS:
        whens = ("before", "half", "after") if name == "write_all" else ("before", "after")
        for when, at in itertools.product(whens, TURNS):
            cards = prepared(team)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(owner, name, stopped(getattr(owner, name), at, when, Killed()))
                try:
                    team.clones[0].sync()
                except Killed:
                    kills += 1
            all_is_well(team, cards)
    print(f"\nkilled at {kills} steps on disk")  # noqa: T201 - the count is the result
    assert kills >= len(STEPS)


def test_a_disk_that_refuses_loses_nothing(team: Team) -> None:
    refusals = 0
    for index, (owner, name) in enumerate(STEPS):
        cards = prepared(team)
        with pytest.MonkeyPatch.context() as patch:
            code = (errno.ENOSPC, errno.EIO, errno.EROFS)[index % 3]
            error = OSError(code, os.strerror(code))
            patch.setattr(owner, name, stopped(getattr(owner, name), 1, "before", error))
            try:
                team.clones[0].sync()
            except CannotWriteError:
                refusals += 1
        all_is_well(team, cards)
    print(f"\n{refusals} refusals")  # noqa: T201 - the count is the result
    assert refusals >= 5


def test_a_full_disk_in_git_is_told_and_loses_nothing(team: Team) -> None:
    ana, _ = team.clones
    cards = prepared(team)
    program = team.folder / "git-full"
    said = "fatal: write error: No space left on device"
    full = f'case "$*" in *fast-import*) echo "{said}" >&2; exit 128;; esac'
    program.write_text(f'#!/bin/sh\n{full}\nexec git "$@"\n')
    program.chmod(0o755)

    with pytest.raises(RetroError) as refused:
        ana.sync(git=Git(ana.store, program=str(program)))
    assert refused.value.code == 7
    all_is_well(team, cards)


def test_syncs_of_one_clone_at_once_and_writers_lose_nothing(team: Team) -> None:
    ana, bo = team.clones
    cards = prepared(team)
    command = [sys.executable, "-m", "tests.sync.killed_sync", str(ana.store), "git"]
    root = Path(__file__).parents[2]
    syncs = [
        subprocess.Popen(command, env=environment(), cwd=root, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for number in range(5):
        cards.add(ana.add(f"meanwhile {number}"))
        cards.add(bo.add(f"there {number}"))
        assert bo.sync().state in (SyncState.IN_STEP, SyncState.MORE_TO_SHARE)
    for each in syncs:
        _, said = each.communicate()
        # One that waits too long for the others is told to come back; nothing else may happen.
        assert each.returncode in (0, BUSY), said.decode()
    all_is_well(team, cards)
