"""A process killed at every system call of every way to write loses nothing it acknowledged."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.crash_paths import PATHS, Ground
from tests.support.crashing import CHANGING, EVERY, SEAM, Victims, means
from tests.support.tally import Tally

pytestmark = pytest.mark.counted
SLOW = os.environ.get("RETROTUI_SLOW") == "1"
CALLS = EVERY if SLOW else CHANGING
LIMIT = 2000


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as made:
        yield made


@pytest.mark.parametrize("name", PATHS)
def test_killed_at_every_call(name: str, victims: Victims, tmp_path: Path, tally: Tally) -> None:
    ground = Ground(tmp_path / "ground", name)
    killed, lost = 0, []
    for at in range(1, LIMIT):
        team = ground.fresh()
        died = victims.die(name, team, at, CALLS)
        wrong = ground.lost(team, None if died else True)
        lost += [f"call {at}: {each}" for each in wrong]
        if not died:
            break
        killed += 1
    tally(f"crash points ({means()})", killed=killed, lost=len(lost))
    assert lost == []
    assert 3 < killed < LIMIT - 2


def test_git_killed_while_a_store_is_made(victims: Victims, tmp_path: Path, tally: Tally) -> None:
    ground = Ground(tmp_path / "ground", "init")
    killed, lost = 0, []
    for at in range(1, LIMIT, 1 if SLOW else 2):
        team = ground.fresh()
        died = victims.die("init", team, at, CALLS, children=True)
        lost += [f"call {at}: {each}" for each in ground.lost(team, None if died else True)]
        if not died:
            break
        killed += 1
    tally(f"crash points of init with git ({means()})", killed=killed, lost=len(lost))
    assert lost == []
    assert killed


@pytest.mark.parametrize("name", list(PATHS) if SLOW else ["append", "reveal"])
def test_killed_without_a_tracer(name: str, victims: Victims, tmp_path: Path, tally: Tally) -> None:
    ground = Ground(tmp_path / "ground", name)
    killed, lost = 0, []
    for at in range(1, LIMIT):
        team = ground.fresh()
        died = victims.die_by_seam(name, team, at)
        lost += [f"call {at}: {each}" for each in ground.lost(team, None if died else True)]
        if not died:
            break
        killed += 1
    tally(f"crash points ({SEAM})", killed=killed, lost=len(lost))
    assert lost == []
    assert killed > 3
