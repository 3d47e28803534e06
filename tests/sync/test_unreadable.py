"""A disk or system that refuses in the middle of a sync: told with the file, and nothing lost."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.errors import CannotWriteError, StoreError
from retrotui.core.sharing import SyncState
from retrotui.store.disk import read_bytes
from retrotui.sync import files
from tests.support.git import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path, ("ana", "bo"))
    for clone in made.clones:
        clone.add(f"of {clone.name}")
        clone.synced()
    return made


def failing(number: int, on: int) -> Callable[..., Any]:
    """Reads as ever, but for one call, which is refused."""
    calls = iter(range(1_000))

    def read(path: Path, *rest: Any) -> bytes:
        if next(calls) == on:
            raise OSError(number, os.strerror(number), str(path))
        return read_bytes(path, *rest)

    return read


WAYS_OUT = {errno.EIO: "look at the disk", errno.EACCES: "doctor --fix", errno.EMFILE: "ulimit"}


@pytest.mark.parametrize("number", WAYS_OUT)
def test_a_log_that_cannot_be_read_is_named_with_the_way_out(
    team: Team, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ana, bo = team.clones
    card = bo.add("since")
    refusals: list[StoreError] = []
    outcome = None
    while outcome is None:
        with monkeypatch.context() as patched:
            patched.setattr(files, "read_bytes", failing(number, on=len(refusals)))
            try:
                outcome = bo.sync()
            except StoreError as error:
                refusals.append(error)
    assert outcome.state is SyncState.IN_STEP
    assert refusals
    for refused in refusals:
        assert refused.code == 4
        assert f"{bo.store}/log/w-" in refused.message
        assert WAYS_OUT[number] in str(refused.hint)
    ana.synced()
    assert card in ana.cards()


def test_a_log_that_somebody_takes_away_meanwhile_is_put_back(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo = team.clones
    card = bo.add("since")
    for on in range(6):
        with monkeypatch.context() as patched:
            patched.setattr(files, "read_bytes", failing(errno.ENOENT, on))
            assert bo.sync().state in {SyncState.IN_STEP, SyncState.MORE_TO_SHARE}
    bo.synced()
    ana.synced()
    assert card in ana.cards()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE])
def test_a_log_that_cannot_be_written_is_named(
    team: Team, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ana, bo = team.clones
    card = ana.add("since")
    ana.synced()

    def refuse(*_arguments: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_all", refuse)
        with pytest.raises(CannotWriteError) as refused:
            bo.sync()
    assert refused.value.code == 7
    assert f"{bo.store}/log/w-" in refused.value.message
    assert os.strerror(number) in refused.value.message
    bo.synced()
    assert card in bo.cards()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOMEM, errno.EAGAIN, errno.EACCES])
def test_a_git_that_cannot_be_started_is_told(
    team: Team, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    _, bo = team.clones
    bo.add("since")

    def refuse(*_arguments: Any, **_more: Any) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", refuse)
        outcome = bo.sync()
    later = SyncState.NEEDS_YOU if number == errno.EACCES else SyncState.UNREACHABLE
    assert (outcome.state, outcome.unshared) == (later, 1)
    assert os.strerror(number) in outcome.message
    bo.synced()


def limited(files_open: int, *command: str) -> "subprocess.CompletedProcess[str]":
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files_open, files_open))

    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, preexec_fn=limit
    )


def fewest_to_start() -> int:
    """How many files an interpreter may open at least to start without a word."""
    quiet = (each for each in range(4, 20) if not limited(each, "-c", "pass").stderr)
    return next(quiet)


def test_with_few_files_to_open_it_says_so_and_is_never_an_internal_error(team: Team) -> None:
    _, bo = team.clones
    bo.add("since")
    codes, fewest = [], fewest_to_start()
    for files_open in range(fewest, fewest + 8):
        done = limited(files_open, "-m", "retrotui", "--store", str(bo.store), "sync")
        codes.append(done.returncode)
        assert done.returncode in {0, 4, 6, 7}, done.stderr
        if done.returncode:
            assert "Too many open files" in done.stderr
    assert codes[0] != 0
    assert codes[-1] == 0
