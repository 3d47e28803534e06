"""What goes wrong around a shared store, and what comes of it: nothing is lost, and it is said."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.store.placement import META
from retrotui.sync.git import Git
from retrotui.sync.standing import standing
from tests.support.git import BRANCH, Clone, Team, make_clone, make_hub, plain_git


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


def hub_hook(team: Team, name: str, body: str) -> None:
    path = team.hub / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


# The remote's history -----------------------------------------------------------------------


def rewound(team: Team) -> None:
    team.hub_git("update-ref", f"refs/heads/{BRANCH}", f"{BRANCH}~1")


def squashed(team: Team) -> None:
    tree = team.hub_git("rev-parse", f"{BRANCH}^{{tree}}").strip()
    commit = team.hub_git("commit-tree", tree, "-m", "one").strip()
    team.hub_git("update-ref", f"refs/heads/{BRANCH}", commit)


def emptied_of_logs(team: Team) -> None:
    blob = team.hub_git("rev-parse", f"{BRANCH}:{META}").strip()
    made = plain_git(team.hub, "mktree", given=f"100644 blob {blob}\t{META}\n".encode()).strip()
    commit = team.hub_git("commit-tree", made, "-p", BRANCH, "-m", "gone").strip()
    team.hub_git("update-ref", f"refs/heads/{BRANCH}", commit)


def emptied_whole(team: Team) -> None:
    made = plain_git(team.hub, "mktree", given=b"").strip()
    commit = team.hub_git("commit-tree", made, "-p", BRANCH, "-m", "gone").strip()
    team.hub_git("update-ref", f"refs/heads/{BRANCH}", commit)


@pytest.mark.parametrize("how", [rewound, squashed, emptied_of_logs, emptied_whole])
def test_whatever_becomes_of_the_remotes_history_every_clone_puts_its_copy_back(
    team: Team, how: Callable[[Team], None]
) -> None:
    ana, bo = team.clones
    cards = {ana.add("one"), bo.add("two")}
    team.sync_all()
    cards.add(ana.add("three"))
    team.sync_all()
    how(team)
    cards.add(bo.add("four"))
    team.sync_all()
    assert ana.cards().keys() == bo.cards().keys() == cards
    assert ana.tree() == team.hub_tree()


def test_a_deleted_branch_stops_and_asks_and_is_put_back_when_told(team: Team) -> None:
    ana, bo = team.clones
    ana.add("one")
    team.sync_all()
    tree = team.hub_tree()
    team.hub_git("update-ref", "-d", f"refs/heads/{BRANCH}")
    for clone in (ana, bo):
        outcome = clone.sync()
        assert outcome.state is SyncState.NEEDS_YOU
        assert "--recreate" in str(outcome.hint)
    assert team.hub_git("for-each-ref") == ""
    ana.synced(recreate=True)
    assert team.hub_tree() == tree
    bo.synced()


def test_a_new_empty_remote_at_the_same_name_is_no_deleted_one(team: Team, tmp_path: Path) -> None:
    ana, _ = team.clones
    ana.add("one")
    ana.synced()
    other = make_hub(tmp_path / "other.git")
    ana.git("remote", "set-url", "origin", str(other))
    ana.synced()
    assert plain_git(other, "rev-parse", f"{BRANCH}^{{tree}}").strip() == ana.tree()


def test_another_teams_store_is_refused_until_it_is_adopted(tmp_path: Path) -> None:
    team = Team(tmp_path / "one", ("ana",))
    (ana,) = team.clones
    mine = ana.add("ours")
    ana.synced()
    stranger = make_clone(tmp_path / "two", "eve")
    stranger.git("remote", "add", "origin", str(team.hub))
    theirs = stranger.add("theirs")
    before, tree = stranger.log_files(), team.hub_tree()
    outcome = stranger.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert "another team's store" in outcome.message
    assert "--adopt" in str(outcome.hint)
    assert (stranger.log_files(), team.hub_tree()) == (before, tree)
    stranger.synced(adopt=True)
    ana.synced()
    assert ana.cards().keys() == stranger.cards().keys() == {mine, theirs}
    assert (ana.store / META).read_bytes() == (stranger.store / META).read_bytes()
    assert stranger.synced().sent == 0


def test_a_branch_that_is_no_store_is_left_alone(team: Team, tmp_path: Path) -> None:
    ana, _ = team.clones
    work = tmp_path / "work"
    plain_git(tmp_path, "init", "-q", "-b", BRANCH, str(work))
    (work / "program.py").write_text("print()")
    plain_git(work, "add", "-A")
    plain_git(work, "commit", "-q", "-m", "code on a branch of that name")
    plain_git(work, "push", "-q", str(team.hub), BRANCH)
    ana.add()
    outcome = ana.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert "holds no store" in outcome.message
    assert team.hub_files() == {"program.py": "print()"}


def test_a_store_of_a_newer_format_is_taken_over_and_not_taken_back(team: Team) -> None:
    ana, bo = team.clones
    card = ana.add("by the old one")
    text = (bo.store / META).read_text().replace('"format": 1', '"format": 2')
    (bo.store / META).write_text(text)
    bo.synced()
    ana.synced()
    assert '"format": 2' in (ana.store / META).read_text()
    assert '"format": 2' in team.hub_files()[META]
    bo.synced()
    assert card in bo.cards()


# The clone's own history --------------------------------------------------------------------


def test_a_shallow_clone_works_and_fills_even_an_empty_remote(team: Team, tmp_path: Path) -> None:
    ana, _ = team.clones
    ana.add("one")
    ana.synced()
    ana.add("two")
    ana.synced()
    folder = tmp_path / "shallow"
    source = f"file://{team.hub}"
    plain_git(tmp_path, "clone", "-q", "--depth=1", source, str(folder / ".retrotui"))
    di = Clone("di", folder)
    di.add("three")
    di.synced()
    ana.synced()
    assert ana.cards() == di.cards()
    empty = make_hub(tmp_path / "empty.git")
    di.git("remote", "set-url", "origin", str(empty))
    di.add("four")
    di.synced()
    assert plain_git(empty, "rev-parse", f"{BRANCH}^{{tree}}").strip() == di.tree()


def detached(bo: Clone) -> None:
    bo.git("checkout", "-q", "--detach")


def other_branch(bo: Clone) -> None:
    bo.git("checkout", "-q", "-b", "mine")


def staged(bo: Clone) -> None:
    (bo.store / "mine.txt").write_text("mine")
    bo.git("add", "mine.txt")


def dirty(bo: Clone) -> None:
    (bo.store / "README.md").write_text("mine")


def merging(bo: Clone) -> None:
    bo.git("checkout", "-q", "-b", "side", "HEAD~1")
    (bo.store / "README.md").write_text("side\n")
    bo.git("commit", "-q", "-am", "side")
    bo.git("checkout", "-q", BRANCH)
    (bo.store / "README.md").write_text("main\n")
    bo.git("commit", "-q", "-am", "main")
    assert "CONFLICT" in bo.git("merge", "side", check=False)


def rebasing(bo: Clone) -> None:
    bo.git("checkout", "-q", "-b", "side", "HEAD~1")
    (bo.store / "README.md").write_text("side\n")
    bo.git("commit", "-q", "-am", "side")
    assert "CONFLICT" not in bo.git("rebase", "-q", "--exec", "false", BRANCH, check=False)


def stale_lock(bo: Clone) -> None:
    (bo.store / ".git" / "index.lock").touch()


STATES = (detached, other_branch, staged, dirty, merging, rebasing, stale_lock)


@pytest.mark.parametrize("state", STATES, ids=lambda each: each.__name__)
def test_whatever_the_person_is_at_sync_works_and_leaves_it_alone(
    team: Team, state: Callable[[Clone], None]
) -> None:
    ana, bo = team.clones
    first = ana.add("one")
    team.sync_all()
    ana.add("two")
    ana.synced()
    bo.synced()
    state(bo)
    mine = bo.add("mine")
    yours = ana.add("yours")
    ana.synced()
    readme, index = (bo.store / "README.md").read_bytes(), bo.git("ls-files", "--stage")
    head = bo.git("rev-parse", "HEAD") if state in (detached, rebasing) else ""
    symbolic = bo.git("symbolic-ref", "HEAD", check=False)
    bo.synced()
    assert {first, mine, yours} <= bo.cards().keys()
    assert (bo.store / "README.md").read_bytes() == readme
    assert bo.git("symbolic-ref", "HEAD", check=False) == symbolic
    if head:
        assert bo.git("rev-parse", "HEAD") == head
    if state is not dirty:
        assert bo.git("ls-files", "--stage") == index
    ana.synced()
    assert ana.cards() == bo.cards()


def reset(clone: Clone) -> None:
    clone.git("reset", "-q", "--hard", "HEAD")
    clone.git("clean", "-qfdx")


def stashed(clone: Clone) -> None:
    clone.git("stash", "-q", "-u")


def old_checkout(clone: Clone) -> None:
    clone.git("checkout", "-q", "-f", "HEAD~1")


def emptied(clone: Clone) -> None:
    shutil.rmtree(clone.store / "log")


@pytest.mark.parametrize("loss", [reset, stashed, old_checkout, emptied])
def test_what_was_acknowledged_survives_plain_git_in_the_store(
    team: Team, loss: Callable[[Clone], None]
) -> None:
    ana, bo = team.clones
    cards = {ana.add("shared one")}
    ana.synced()
    cards.add(ana.add("shared two"))
    ana.synced()
    cards.add(ana.add("not shared yet"))
    loss(ana)
    ana.synced()
    bo.synced()
    assert ana.cards().keys() == bo.cards().keys() == cards


def test_a_clone_copied_with_its_state_goes_on_as_another_writer(team: Team) -> None:
    ana, bo = team.clones
    ana.add("one")
    copy = Clone("copy", team.folder / "copy")
    shutil.copytree(ana.folder, copy.folder)
    made = {ana.add(f"a{number}") for number in range(5)}
    made |= {copy.add(f"c{number}") for number in range(5)}
    ana.synced()
    copy.synced()
    ana.synced()
    bo.synced()
    assert made <= bo.cards().keys()
    assert ana.state() == bo.state() == copy.state()


# Reaching the remote ------------------------------------------------------------------------


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
    reset(ana)
    assert len(ana.cards()) == 2
    assert ana.synced().sent == 1
    assert ana.status() == ""


# Placements ---------------------------------------------------------------------------------


def test_a_store_whose_git_directory_is_elsewhere_syncs_as_any(team: Team) -> None:
    ana, bo = team.clones
    kept = bo.folder / "modules" / "store"
    kept.parent.mkdir()
    (bo.store / ".git").rename(kept)
    (bo.store / ".git").write_text(f"gitdir: {os.path.relpath(kept, bo.store)}\n")
    card = bo.add("from a submodule")
    with bo.open() as repo:
        assert repo.local == bo.store / os.path.relpath(kept, bo.store) / "retrotui"
    bo.synced()
    ana.synced()
    assert card in ana.cards()


def test_a_store_in_a_code_repository_never_touches_that_repository(tmp_path: Path) -> None:
    code = tmp_path / "code"
    plain_git(tmp_path, "init", "-q", str(code))
    (code / "main.py").write_text("print()")
    plain_git(code, "add", "-A")
    plain_git(code, "commit", "-q", "-m", "code")
    clone = make_clone(code / "team", "ana")
    clone.git("remote", "add", "origin", str(make_hub(tmp_path / "hub.git")))
    before = plain_git(code, "for-each-ref"), plain_git(code, "status", "--porcelain")
    (code / "main.py").write_text("changed")
    plain_git(code, "add", "main.py")
    clone.add("x")
    clone.synced()
    assert plain_git(code, "for-each-ref") == before[0]
    assert plain_git(code, "status", "--porcelain") == "M  main.py\n"
