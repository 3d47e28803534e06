"""Whatever a person does to their own clone with git: sync goes on, and leaves it alone."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.git import BRANCH, Clone, Team, make_clone, make_hub, plain_git


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


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
