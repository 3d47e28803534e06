"""Remotes that refuse, are away or are taken by others: told apart, and nothing is lost."""

from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.sync.git import Git
from retrotui.sync.standing import standing
from tests.support.git import Team, plain_git


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


def hub_hook(team: Team, name: str, body: str) -> None:
    path = team.hub / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("hook", ["pre-receive", "update"])
def test_a_protected_branch_says_the_way_out_and_keeps_the_entries(team: Team, hook: str) -> None:
    ana, bo = team.clones
    bo.add("there")
    bo.synced()
    hub_hook(team, hook, "echo 'not here' >&2; exit 1")
    card = ana.add("mine")
    outcome = ana.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert "refuses pushes" in outcome.message
    assert "allow pushes" in str(outcome.hint)
    assert (outcome.received, outcome.unshared) == (1, 1)
    assert len(ana.cards()) == 2
    (team.hub / "hooks" / hook).unlink()
    ana.synced()
    assert card in "".join(team.hub_files().values())


FAKE_SSH = {
    "echo 'git@h: Permission denied (publickey).' >&2; exit 255": (SyncState.NEEDS_YOU, "let you"),
    "echo 'Host key verification failed.' >&2; exit 255": (SyncState.NEEDS_YOU, "identity"),
    "echo 'ssh: Could not resolve hostname h: no' >&2; exit 255": (
        SyncState.UNREACHABLE, "cannot be reached",
    ),
    "echo 'ssh: connect to host h port 22: refused' >&2; exit 255": (
        SyncState.UNREACHABLE, "cannot be reached",
    ),
    "sleep 600": (SyncState.UNREACHABLE, "does not answer"),
}  # fmt: skip


@pytest.mark.parametrize("body", FAKE_SSH, ids=range(len(FAKE_SSH)))
def test_a_remote_that_cannot_be_reached_is_told_apart_and_nothing_is_lost(
    team: Team, body: str
) -> None:
    ana, _ = team.clones
    program = team.folder / "ssh"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    ana.git("config", "core.sshCommand", str(program))
    ana.git("remote", "set-url", "origin", "git@h:team.git")
    ana.add("kept")
    state, words = FAKE_SSH[body]
    outcome = ana.sync(git=Git(ana.store, patience=0.5))
    assert outcome.state is state
    assert words in outcome.message
    assert outcome.unshared == 1
    assert (ana.local / "journal.jsonl").stat().st_size > 0


def test_a_hub_that_has_the_branch_checked_out_is_told(team: Team) -> None:
    ana, _ = team.clones
    ana.add()
    ana.synced()
    other = team.folder / "work"
    plain_git(team.folder, "clone", "-q", str(team.hub), str(other))
    ana.git("remote", "set-url", "origin", str(other))
    ana.add()
    assert "checked out" in ana.sync().message


def test_a_push_that_was_overtaken_starts_again(team: Team) -> None:
    ana, bo = team.clones
    card = bo.add("faster")
    overtaken: list[str] = []

    class Overtaken(Git):
        def ask(self, *arguments: str, given: bytes = b"", remote: bool = False):  # type: ignore[no-untyped-def]  # a stand-in
            if "push" in arguments and not overtaken:
                overtaken.append(bo.synced().message)
            return super().ask(*arguments, given=given, remote=remote)

    ana.add("slower")
    outcome = ana.sync(git=Overtaken(ana.store))
    assert outcome.state is SyncState.IN_STEP
    assert (outcome.sent, outcome.received) == (1, 1)
    assert card in ana.cards()


def test_after_twelve_overtaken_pushes_it_gives_up_for_now(team: Team) -> None:
    ana, _ = team.clones
    pushes: list[str] = []

    class Always(Git):
        def ask(self, *arguments: str, given: bytes = b"", remote: bool = False):  # type: ignore[no-untyped-def]  # a stand-in
            if "push" in arguments:
                pushes.append(arguments[-1])
                arguments = (*arguments[:-1], arguments[-1] + "x/y/../z")
            answer = super().ask(*arguments, given=given, remote=remote)
            return (
                answer._replace(code=1, err="!\tx:y\t[rejected] (fetch first)\n")
                if ("push" in arguments)
                else answer
            )

    ana.add("patient")
    outcome = ana.sync(git=Always(ana.store))
    assert outcome.state is SyncState.UNREACHABLE
    assert outcome.unshared == 1
    assert len(pushes) == 12
    ana.synced()


def test_a_second_sync_at_the_same_time_is_told_apart_from_a_failure(team: Team) -> None:
    ana, _ = team.clones

    class Nested(Git):
        def ask(self, *arguments: str, given: bytes = b"", remote: bool = False):  # type: ignore[no-untyped-def]  # a stand-in
            if arguments[0] == "fetch":
                assert ana.sync(wait=0).state is SyncState.BUSY
            return super().ask(*arguments, given=given, remote=remote)

    assert ana.sync(git=Nested(ana.store)).state is SyncState.IN_STEP


def test_what_is_written_during_a_sync_is_more_to_share(team: Team) -> None:
    ana, _ = team.clones
    ana.add("before")

    class Meanwhile(Git):
        def ask(self, *arguments: str, given: bytes = b"", remote: bool = False):  # type: ignore[no-untyped-def]  # a stand-in
            if "push" in arguments:
                ana.add("meanwhile")
            return super().ask(*arguments, given=given, remote=remote)

    outcome = ana.sync(git=Meanwhile(ana.store))
    assert outcome.state is SyncState.MORE_TO_SHARE
    assert outcome.unshared == standing(ana.store).unshared == 1
    ana.git("reset", "-q", "--hard", "HEAD")
    assert len(ana.cards()) == 2
    assert ana.synced().sent == 1
    assert ana.status() == ""
