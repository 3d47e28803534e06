"""Running git: bounded, without prompts, hooks or another repository, and ended whole."""

import os
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.sync.git import Git
from retrotui.sync.trouble import DiskRefusedError, NeedsPersonError, RetryLaterError, Trouble
from tests.support.git import make_clone, plain_git

Script = Callable[[str], Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Makes a program to run in git's place."""

    def make(body: str) -> Path:
        path = tmp_path / "git.sh"
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


def alive(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid_file.read_text().strip()}/stat")
    return not state.exists() or state.read_text().split()[2] != "Z"


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_silent_child_is_ended_with_all_that_it_started(tmp_path: Path, script: Script) -> None:
    pid = tmp_path / "pid"
    program = script(f"trap '' TERM; (trap '' TERM; echo $$ >{pid}; sleep 600) & sleep 600")
    git = Git(tmp_path, program=str(program), patience=0.3)
    with pytest.raises(RetryLaterError) as refused:
        git.ask("fetch")
    assert refused.value.trouble is Trouble.HUNG
    wait_until(lambda: not alive(pid))


def test_progress_counts_as_a_sign_of_life(tmp_path: Path, script: Script) -> None:
    program = script("for i in 1 2 3 4 5 6 7 8; do echo at $i >&2; sleep 0.3; done; echo done")
    git = Git(tmp_path, program=str(program), patience=2.0)
    assert git.ask("push").out == b"done\n"


def test_a_caller_may_cancel(tmp_path: Path, script: Script) -> None:
    asked: list[int] = []
    git = Git(
        tmp_path,
        program=str(script("sleep 600")),
        cancelled=lambda: len(asked) > 2 or bool(asked.append(1)),  # type: ignore[func-returns-value]  # counts
    )
    with pytest.raises(RetryLaterError) as refused:
        git.ask("fetch")
    assert refused.value.trouble is Trouble.CANCELLED


def test_much_output_and_much_input_do_not_block_each_other(tmp_path: Path, script: Script) -> None:
    given = os.urandom(1 << 22)
    git = Git(tmp_path, program=str(script("exec cat")))
    assert git.ask("x", given=given).out == given


def test_a_child_that_leaves_its_error_stream_open_is_not_waited_for(
    tmp_path: Path, script: Script
) -> None:
    program = script("(sleep 5 >/dev/null) & echo done")
    assert Git(tmp_path, program=str(program), patience=600).ask("x").out == b"done\n"


def test_a_missing_git_and_an_old_one_are_told(tmp_path: Path, script: Script) -> None:
    with pytest.raises(NeedsPersonError, match="not installed"):
        Git(tmp_path, program="no-such-git").check_version()
    with pytest.raises(NeedsPersonError, match="too old"):
        Git(tmp_path, program=str(script("echo git version 2.29.3"))).check_version()
    Git(tmp_path, program=str(script("echo 'git version 2.30.0 (Apple Git-1)'"))).check_version()


def test_a_disk_without_room_for_a_temporary_file_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(DiskRefusedError, match="no temporary file"):
        Git(tmp_path).ask("version")


def test_nothing_that_means_another_repository_or_asks_reaches_git(
    tmp_path: Path, script: Script
) -> None:
    environ = {
        "PATH": os.environ["PATH"], "HOME": "/home/x", "SSH_AUTH_SOCK": "/agent", "LANG": "de_DE",
        "GIT_DIR": "/other/.git", "GIT_WORK_TREE": "/other", "GIT_INDEX_FILE": "/other/index",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": "/x",
        "GIT_ASKPASS": "/bin/ask", "GIT_SSH_COMMAND": "ssh -i key", "GIT_TRACE": "1",
        "GIT_CONFIG_PARAMETERS": "'a.b=c'",
    }  # fmt: skip
    git = Git(tmp_path, environ=environ, program=str(script("env; readlink /proc/self/fd/0")))
    said = git.run("x").decode().splitlines()
    for line in ("HOME=/home/x", "SSH_AUTH_SOCK=/agent", "GIT_SSH_COMMAND=ssh -i key", "LC_ALL=C",
                 "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "/dev/null",
                 "GIT_ALLOW_PROTOCOL=https:ssh:file"):  # fmt: skip
        assert line in said
    assert not any(
        line.startswith(("GIT_DIR", "GIT_WORK", "GIT_INDEX", "GIT_CONFIG", "GIT_TRACE"))
        for line in said
    )


def test_ssh_never_asks_unless_the_person_chose_their_own(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "ana", "ana")
    assert "BatchMode=yes" in Git(clone.store)._environment(remote=True)["GIT_SSH_COMMAND"]
    clone.git("config", "core.sshCommand", "ssh -i mine")
    assert "GIT_SSH_COMMAND" not in Git(clone.store)._environment(remote=True)


def test_a_store_that_lost_its_repository_is_not_looked_for_above(tmp_path: Path) -> None:
    plain_git(tmp_path, "init", "-q")
    (tmp_path / "store").mkdir()
    with pytest.raises(NeedsPersonError) as refused:
        Git(tmp_path / "store").run("rev-parse", "--git-dir")
    assert refused.value.trouble is Trouble.NOT_A_REPOSITORY
