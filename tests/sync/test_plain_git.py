"""People use plain git on the store, and hosts merge it: no markers, nothing lost, sync goes on.

Local operations run in a clone; "hosted" is what a hosting site's merge button does: a merge in a
bare repository, without work tree or configuration.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.git import BRANCH, Clone, Team, plain_git

MARKERS = (b"<<<<<<<", b">>>>>>>", b"=======", b"|||||||")


def merge(bo: Clone) -> None:
    bo.git("merge", "-q", "--no-edit", "theirs")


def rebase(bo: Clone) -> None:
    bo.git("rebase", "-q", "theirs")


def squash(bo: Clone) -> None:
    bo.git("merge", "-q", "--squash", "theirs")
    bo.git("commit", "-q", "-m", "squashed")


def cherry_pick(bo: Clone) -> None:
    bo.git("cherry-pick", "theirs")


def stash_pop(bo: Clone) -> None:
    bo.git("reset", "-q", "--mixed", "HEAD~1")
    bo.git("stash", "-q", "-u")
    bo.git("merge", "-q", "--ff-only", "theirs")
    bo.git("stash", "pop", "-q")


def hosted(bo: Clone) -> None:
    bare = bo.folder / "bare.git"
    plain_git(bo.folder, "clone", "-q", "--bare", str(bo.store), str(bare))
    made = plain_git(bare, "merge-tree", "--write-tree", BRANCH, "theirs").split()
    assert len(made) == 1, made
    commit = plain_git(bare, "commit-tree", "-p", BRANCH, "-p", "theirs", made[0], given=b"merge")
    plain_git(bare, "update-ref", f"refs/heads/{BRANCH}", commit.strip())
    bo.git("pull", "-q", "--ff-only", str(bare), BRANCH)


OPERATIONS = (merge, rebase, squash, cherry_pick, stash_pop, hosted)


@pytest.mark.parametrize("same_record", [False, True], ids=["different", "same"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.__name__)
def test_two_branches_come_together_without_a_mark(
    tmp_path: Path, operation: Callable[[Clone], None], same_record: bool
) -> None:
    team = Team(tmp_path, ("ana", "bo"))
    ana, bo = team.clones
    card = ana.add("at first")
    team.sync_all()
    for clone in (ana, bo):
        if same_record:
            clone.change(card, f"by {clone.name}")
        else:
            clone.add(f"by {clone.name}")
        clone.git("add", "-A")
        clone.git("commit", "-q", "-m", "by hand")
    bo.git("fetch", "-q", str(ana.store), f"{BRANCH}:theirs")
    operation(bo)
    assert not any(mark in data for data in bo.log_files().values() for mark in MARKERS)
    with bo.open() as repo:
        assert repo.problems() == []
        texts = [row["text"] for row in repo.all("cards").values()]
        texts += [each.value for each in repo.versions("cards", card).get("text", ())]
    assert {"by ana", "by bo"} <= set(texts)
    team.sync_all()
    assert ana.state() == bo.state()
    assert ana.tree() == bo.tree() == team.hub_tree()


def test_a_colleague_may_commit_pull_and_push_by_hand(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana", "bo"))
    ana, bo = team.clones
    ana.add("from Ana")
    ana.synced()
    bo.synced()
    bo.add("from Bo")
    bo.git("add", "-A")
    bo.git("commit", "-q", "-m", "by hand")
    ana.add("more from Ana")
    ana.synced()
    bo.git("pull", "-q", "--rebase", "origin", BRANCH)
    bo.git("push", "-q", "origin", BRANCH)
    assert bo.synced().sent == 0
    ana.synced()
    assert sorted(ana.cards().values()) == ["from Ana", "from Bo", "more from Ana"]
    assert bo.sync().unshared == 0


def test_a_store_cloned_by_hand_is_a_store(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana",))
    (ana,) = team.clones
    card = ana.add("from Ana")
    ana.synced()
    folder = tmp_path / "di"
    plain_git(tmp_path, "clone", "-q", str(team.hub), str(folder / ".retrotui"))
    di = Clone("di", folder)
    di.change(card, "from Di")
    assert di.synced().sent == 1
    ana.synced()
    assert ana.cards() == {card: "from Di"}
    assert ana.status() == di.status() == ""
