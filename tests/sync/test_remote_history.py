"""Whatever becomes of the remote's history: nothing is lost, and it is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.store.placement import META
from tests.support.git import BRANCH, Team, make_clone, make_hub, plain_git


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


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
