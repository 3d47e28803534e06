"""Two processes with one store open: each follows what the other writes and what a sync brings."""

import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrotui.core.changes import Put
from tests.store.support import environment
from tests.support.git import Team, new_id

DEADLINE = 60
"""Seconds until a process that says nothing is taken for one that never will."""


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


@pytest.fixture
def watcher(team: Team) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sync.second_process", str(team.clones[0].store)],
        cwd=Path(__file__).parents[2],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    yield process
    process.communicate(timeout=DEADLINE)
    assert process.returncode == 0


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], DEADLINE)[0], "it saw nothing"
    return process.stdout.readline().strip()


def test_each_sees_what_the_other_writes_while_both_stay_open(
    team: Team, watcher: "subprocess.Popen[str]"
) -> None:
    ana, _ = team.clones
    with ana.open() as repo:
        assert said(watcher) == "watching"
        for count in range(1, 11):
            card = new_id()
            repo.transact(lambda _, card=card: [Put("cards", card, {"text": "?"})], by="ana")
            assert said(watcher) == f"answered {card}"
            assert repo.refresh() is True
            answers = [row["text"] for row in repo.all("notes").values()]
            assert answers.count(card) == 1
            assert len(answers) == count


def test_what_a_sync_receives_is_seen_by_a_process_that_stays_open(
    team: Team, watcher: "subprocess.Popen[str]"
) -> None:
    ana, bo = team.clones
    assert said(watcher) == "watching"
    for number in range(3):
        card = bo.add(f"from Bo {number}")
        bo.synced()
        ana.sync()
        assert said(watcher) == f"answered {card}"
        ana.synced()
        bo.synced()
        assert len(bo.cards("notes")) == number + 1
