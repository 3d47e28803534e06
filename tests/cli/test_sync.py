"""``retrotui sync`` at the prompt."""

import json
from pathlib import Path

import pytest

from tests.support.git import make_hub, plain_git
from tests.support.protected import protect
from tests.support.shell import Shell


@pytest.fixture
def shared(shell: Shell, tmp_path: Path) -> Shell:
    """A store with a hub as its remote."""
    hub = make_hub(tmp_path / "hub.git")
    plain_git(shell.folder / ".retrotui", "remote", "add", "origin", str(hub))
    return shell


def test_sync_says_what_travelled_and_that_all_is_in_step(shared: Shell) -> None:
    answer = shared.ok("sync")
    assert answer.out == ""
    assert answer.err.startswith("in step with origin: ")
    assert shared.ok("sync").err == "in step with origin: 0 events sent, 0 events received\n"


def test_the_envelope_says_the_same(shared: Shell) -> None:
    shared.ok("actions", "add", "Ask legal")
    (item,) = shared.ok("sync", "--json").items
    assert item["state"] == "in step"
    assert item["sent"] > 0
    assert item["unshared"] == 0
    assert sorted(item) == [
        "branch", "commit", "conflicts", "hint", "message", "problems", "received", "remote",
        "sent", "state", "unshared",
    ]  # fmt: skip


def test_a_dry_run_changes_nothing_anywhere(shared: Shell) -> None:
    def kept() -> dict[str, bytes]:
        files = (each for each in shared.folder.rglob("*") if each.is_file())
        return {str(each): each.read_bytes() for each in files if each.suffix != ".lock"}

    before = {name: data for name, data in kept().items() if not name.endswith(".queue")}
    answer = shared.ok("sync", "--dry-run")
    assert "would send" in answer.err
    after = kept()
    assert {name: after.get(name) for name in before} == before
    assert plain_git(shared.folder / "hub.git", "for-each-ref") == ""
    assert plain_git(shared.folder / ".retrotui", "for-each-ref") == ""


def test_an_own_branch_is_the_way_out_of_a_protected_one(shared: Shell) -> None:
    shared.ok("actions", "add", "Ask legal")
    protect(shared.folder / "hub.git")
    refused = shared("sync")
    assert refused.code == 5
    assert "refuses pushes to its branch retrotui: " in refused.err
    assert "retrotui sync --own-branch" in refused.err
    assert shared("sync", "--own-branch", "--dry-run").code == 2
    (item,) = shared.ok("sync", "--own-branch", "--json").items
    assert plain_git(shared.folder / "hub.git", "branch").split() == [item["branch"]]
    assert f"through the branch {item['branch']}: 0 events sent" in shared.ok("sync").err
    assert f"to the branch {item['branch']} and" in shared.ok("sync", "--dry-run").err
    assert f"through the branch {item['branch']} of its own" in shared.ok("doctor").err


def test_an_own_branch_needs_a_remote(shell: Shell) -> None:
    assert "sync --setup" in shell("sync", "--own-branch").err


def test_without_a_remote_it_commits_here_and_succeeds(shell: Shell) -> None:
    assert "no remote" in shell.ok("sync").err
    log = plain_git(shell.folder / ".retrotui", "log", "--oneline")
    assert len(log.splitlines()) == 1


def test_a_store_in_no_repository_is_told_to_be_shared_by_nobody(bare: Shell) -> None:
    bare.ok("init", "--in-tree")
    answer = bare("sync")
    assert answer.code == 5
    assert "nothing is shared" in answer.err
    assert "retrotui sync --setup URL" in answer.err


def test_an_in_tree_store_is_left_to_people(bare: Shell) -> None:
    plain_git(bare.folder, "init", "-q")
    bare.ok("init", "--in-tree")
    assert "commit and push it there" in bare.ok("sync").err


@pytest.mark.parametrize("name", ["--upload-pack=touch x", "../x", "a b", "-x", ""])
def test_a_name_that_git_could_take_for_something_else_is_refused(shared: Shell, name: str) -> None:
    assert shared("sync", f"--remote={name}").code == 2


def test_an_unreachable_remote_exits_6_and_a_lost_one_5(shared: Shell) -> None:
    store = shared.folder / ".retrotui"
    plain_git(store, "remote", "set-url", "origin", "ssh://nobody@127.0.0.1:1/x.git")
    answer = shared("sync")
    assert answer.code == 6
    assert "origin cannot be reached" in answer.err
    plain_git(store, "remote", "set-url", "origin", str(shared.folder / "nowhere.git"))
    assert shared("sync").code == 5


def test_two_versions_are_told_and_are_no_failure(shared: Shell, tmp_path: Path) -> None:
    action = shared.ok("actions", "add", "Ask legal").id
    shared.ok("sync")
    other = tmp_path / "other"
    store = shared.folder / ".retrotui"
    plain_git(tmp_path, "clone", "-q", str(shared.folder / "hub.git"), str(other / ".retrotui"))
    there = ("--store", str(other), "--user", "Bo")
    shared.ok("actions", "edit", action, "--title", "Ask the lawyers")
    shared.ok("actions", "edit", action, "--title", "Ask Lena", *there)
    shared.ok("sync")
    answer = shared.ok("sync", *there)
    assert "1 field with two versions" in answer.err
    assert (store / "retro.json").read_bytes() == (other / ".retrotui/retro.json").read_bytes()
    shared.ok("sync")
    for where in ((), there):
        (found,) = json.loads(shared.ok("conflicts", "--json", *where).out)["items"]
        titles = {each["value"] for each in found["versions"]}
        assert titles == {"Ask the lawyers", "Ask Lena"}
