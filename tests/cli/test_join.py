"""``init --branch``, ``init --join`` and the pointer, at the prompt."""

import json
import shutil
from pathlib import Path

import pytest

from retrotui.store.placement import read_meta
from tests.support.fakes import FakeIds
from tests.support.git import make_hub
from tests.support.machines import Machine, git
from tests.support.shell import Shell


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with a code repository of one commit."""
    hub = make_hub(tmp_path / "hub.git")
    git(hub, "symbolic-ref", "HEAD", "refs/heads/main")
    first = tmp_path / "seed"
    git(tmp_path, "init", "-q", "-b", "main", "seed")
    (first / "src").mkdir()
    (first / "src" / "main.py").write_text("print()\n")
    git(first, "add", ".")
    git(first, "commit", "-qm", "code")
    git(first, "push", "-q", str(hub), "main")
    return hub


@pytest.fixture
def code(hub: Path, tmp_path: Path) -> Path:
    """A clone of the code."""
    git(tmp_path, "clone", "-q", str(hub), "code")
    return tmp_path / "code"


@pytest.fixture
def at(bare: Shell, monkeypatch: pytest.MonkeyPatch, code: Path) -> Shell:
    """A prompt in the clone of the code."""
    monkeypatch.chdir(code)
    return bare


def branch_files(hub: Path) -> set[str]:
    listed = git(hub, "ls-tree", "-r", "--name-only", "retrotui").split()
    return {name.split("/")[0] for name in listed}


def joined_by(hub: Path, tmp_path: Path, code: Path) -> Path:
    """Another clone of the code, after the pointer was committed in the first."""
    git(code, "add", ".retrotui.json")
    git(code, "commit", "-qm", "pointer")
    git(code, "push", "-q")
    git(tmp_path, "clone", "-q", str(hub), "other")
    return tmp_path / "other"


def test_branch_shares_the_store_and_leaves_the_code_alone(
    at: Shell, hub: Path, code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = git(hub, "rev-parse", "main")
    monkeypatch.chdir(code / "src")
    made = at.ok("init", "--branch", "--team", "Payments")
    store = code / ".retrotui"
    assert made.out == f"{store}\n"
    assert "git add ../.retrotui.json" in made.err
    assert json.loads((code / ".retrotui.json").read_text()) == {
        "store": read_meta(store)["store"], "branch": "retrotui", "remote": "origin"
    }  # fmt: skip
    assert git(code, "status", "--porcelain") == "?? .retrotui.json"
    assert git(code, "for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main"
    assert branch_files(hub) == {".gitattributes", "README.md", "log", "retro.json"}
    assert git(hub, "rev-parse", "main") == before
    at.ok("actions", "add", "Fix the deploy")
    assert "1 event sent" in at.ok("sync").err


def test_a_colleague_joins_through_the_pointer(
    at: Shell, hub: Path, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.ok("init", "--branch", "--team", "Payments")
    at.ok("actions", "add", "Fix the deploy")
    at.ok("sync")
    other = joined_by(hub, tmp_path, code)
    monkeypatch.chdir(other / "src")
    for words in (("actions",), ("check",), ("init",), ("sync",), ("actions", "add", "x")):
        away = at(*words)
        assert away.code == 4
        assert "branch retrotui of origin" in away.err
        assert "retrotui init --join" in away.err
        assert away.out == ""
    assert at.ok("when", "fri").out
    joined = at.ok("init", "--join")
    assert joined.out == f"{other / '.retrotui'}\n"
    assert "Payments" in joined.err
    assert [each["title"] for each in at.ok("actions", "--json").items] == ["Fix the deploy"]
    assert git(other, "status", "--porcelain") == ""
    again = at("init", "--join")
    assert again.code == 4
    assert "retrotui sync" in again.err
    (other / ".retrotui" / "retro.json").unlink()
    damaged = at("actions")
    assert damaged.code == 4
    assert "retrotui doctor --fix" in damaged.err
    assert "init --join" not in damaged.err


def test_branch_joins_the_store_that_is_there(
    at: Shell, hub: Path, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.ok("init", "--branch", "--team", "Payments")
    git(tmp_path, "clone", "-q", str(hub), "other")
    monkeypatch.chdir(tmp_path / "other")
    joined = at.ok("init", "--branch", "--team", "Mine")
    assert "joined the store of Payments" in joined.err
    pointers = [(tmp_path / each / ".retrotui.json").read_text() for each in ("code", "other")]
    assert pointers[0] == pointers[1]


@pytest.mark.parametrize(
    ("remotes", "words", "says"),
    [
        ({}, (), "no remote"),
        ({"a": "x", "b": "x"}, (), "--remote NAME"),
        ({"a": "x"}, ("--remote", "b"), "it has: a"),
        ({"origin": "ext::sh -c date"}, (), "cannot share through"),
    ],
)
def test_branch_without_a_usable_remote_names_the_way_out(
    at: Shell, code: Path, remotes: dict[str, str], words: tuple[str, ...], says: str
) -> None:
    git(code, "remote", "remove", "origin")
    for name, url in remotes.items():
        git(code, "remote", "add", name, url)
    refused = at("init", "--branch", *words)
    assert refused.code == 2
    assert says in refused.err
    assert not (code / ".retrotui").exists()
    assert not (code / ".retrotui.json").exists()


def test_branch_outside_a_repository_or_offline_makes_nothing(
    bare: Shell, code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = bare("init", "--branch")
    assert outside.code == 2
    assert "sync --setup" in outside.err
    git(code, "remote", "set-url", "origin", "https://localhost:9/code.git")
    monkeypatch.chdir(code)
    assert bare("init", "--branch").code == 6
    assert git(code, "status", "--porcelain") == ""
    assert not (code / ".retrotui").exists()


def test_the_remote_may_be_called_otherwise(
    at: Shell, hub: Path, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(code, "remote", "rename", "origin", "team")
    at.ok("init", "--branch")
    assert json.loads((code / ".retrotui.json").read_text())["remote"] == "team"
    git(code, "add", ".")
    git(code, "commit", "-qm", "pointer")
    git(code, "push", "-q")
    git(tmp_path, "clone", "-q", str(hub), "other")
    monkeypatch.chdir(tmp_path / "other")
    lost = at("init", "--join")
    assert lost.code == 2
    assert "it has: origin" in lost.err
    at.ok("init", "--join", "origin")
    assert at.ok("actions").out == ""


def test_a_relative_remote_is_the_codes_not_the_stores(at: Shell, code: Path) -> None:
    git(code, "remote", "set-url", "origin", "../hub.git")
    at.ok("init", "--branch")
    at.ok("actions", "add", "x")
    assert "sent" in at.ok("sync").err


def test_the_pointer_of_another_team_is_not_followed(at: Shell, code: Path) -> None:
    at.ok("init", "--branch")
    file = code / ".retrotui.json"
    said = json.loads(file.read_text())
    (code / ".retrotui").rename(code.parent / "kept")
    other = FakeIds(77).new()
    file.write_text(json.dumps({**said, "store": other}))
    for words in (("--join",), ("--branch",), ("--join", "origin")):
        refused = at("init", *words)
        assert refused.code == 5
        assert other in refused.err
        assert said["store"] in refused.err
    assert not (code / ".retrotui").exists()
    file.write_text(json.dumps({**said, "branch": "notes"}))
    assert "notes" in at("init", "--join").err


def test_a_branch_that_is_gone_is_not_made_anew_by_chance(at: Shell, hub: Path, code: Path) -> None:
    at.ok("init", "--branch")
    (code / ".retrotui").rename(code.parent / "kept")
    git(hub, "branch", "-q", "-D", "retrotui")
    for way in ("--join", "--branch"):
        refused = at("init", way)
        assert refused.code == 4
        assert "no branch retrotui" in refused.err
    assert not (code / ".retrotui").exists()


@pytest.mark.parametrize("around", ["worktree", "submodule"])
def test_the_pointer_counts_in_work_trees_and_submodules(
    at: Shell, hub: Path, code: Path, monkeypatch: pytest.MonkeyPatch, around: str
) -> None:
    tmp_path = code.parent
    at.ok("init", "--branch", "--team", "Payments")
    joined_by(hub, tmp_path, code)
    if around == "worktree":
        git(code, "worktree", "add", "-q", "-b", "feature", str(tmp_path / "tree"))
        place = tmp_path / "tree"
    else:
        git(tmp_path, "init", "-q", "whole")
        add = ("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(hub), "payments")
        git(tmp_path / "whole", *add)
        place = tmp_path / "whole" / "payments"
    monkeypatch.chdir(place / "src")
    assert at("actions").code == 4
    assert at.ok("init", "--join").out == f"{place / '.retrotui'}\n"
    at.ok("actions", "add", "Fix the deploy")
    at.ok("sync")
    assert git(place, "status", "--porcelain") == ""
    monkeypatch.chdir(code)
    at.ok("sync")
    assert "Fix the deploy" in at.ok("actions").out


def test_join_needs_to_know_where(bare: Shell, hub: Path) -> None:
    unsaid = bare("init", "--join")
    assert unsaid.code == 2
    assert "init --join URL" in unsaid.err
    wrong = bare("init", "--join", str(hub))
    assert wrong.code == 4
    assert "no branch retrotui" in wrong.err
    assert bare("init", "--join", "--team", "x").code == 2
    assert bare("init", "--join", "x", "--branch").code == 2
    assert bare("init", "--remote", "x").code == 2
    assert [each.name for each in bare.folder.iterdir() if each.name.startswith(".")] == []


def test_a_store_made_first_is_shared_beside_the_code_later(
    at: Shell, hub: Path, code: Path
) -> None:
    at.ok("init")
    hint = at("init", "--branch")
    assert hint.code == 4
    assert "sync --setup origin" in hint.err
    said = at.ok("sync", "--setup", "origin")
    assert "git add .retrotui.json" in said.err
    assert "log" in branch_files(hub)


def test_a_pointer_with_an_address_of_its_own(
    bare: Shell, tmp_path: Path, code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hub(tmp_path / "notes.git")
    bare.ok("init", "team", "--team", "Payments")
    bare.ok("sync", "--setup", "notes.git", "--store", "team")
    store = read_meta(tmp_path / "team" / ".retrotui")["store"]
    pointer = {"store": store, "url": str(tmp_path / "notes.git")}
    (code / ".retrotui.json").write_text(json.dumps(pointer))
    monkeypatch.chdir(code)
    assert str(tmp_path / "notes.git") in bare("actions").err
    assert "Payments" in bare.ok("init", "--join").err
    (code / ".retrotui.json").write_text(json.dumps({"store": store, "path": "../shared"}))
    (code / ".retrotui").rename(tmp_path / "kept")
    refused = bare("init", "--join")
    assert refused.code == 2
    bare.ok("init", "--join", str(tmp_path / "notes.git"))
    assert (tmp_path / "shared" / ".retrotui" / "retro.json").exists()
    assert bare.ok("settings", "get", "team").out == "Payments\n"


def test_a_store_beside_a_pointer_to_another_is_used_and_told(at: Shell, code: Path) -> None:
    at.ok("init")
    store = read_meta(code / ".retrotui")["store"]
    other = store[:-1] + ("1" if store.endswith("0") else "0")
    (code / ".retrotui.json").write_text(json.dumps({"store": other}))
    answer = at.ok("actions", "--json")
    assert answer.items == []
    assert "another store" in answer.err


def test_two_people_change_one_action_offline_and_both_versions_stay(
    hub: Path, tmp_path: Path
) -> None:
    ana, bo = (Machine(tmp_path / "machines" / name, name) for name in ("Ana", "Bo"))
    ana.clone(hub, "payments")
    ana.ok("init", "--branch", "--team", "Payments", "--timezone", "UTC")
    ana.git("add", ".retrotui.json")
    ana.git("commit", "-qm", "Where our team's store is")
    ana.git("push", "-q")
    action = ana.ok("actions", "add", "Fix the deploy", "--owner", "Ana").id
    ana.ok("sync")
    bo.clone(hub, "payments")
    bo.ok("init", "--join")
    ana.ok("actions", "edit", action, "--title", "Fix the deploy on Friday")
    bo.ok("actions", "edit", action, "--title", "Fix the deploy for good")
    bo.ok("actions", "add", "Ask legal", "--owner", "Bo")
    for person in (bo, ana, bo):
        person.ok("sync")
    lists = [person.ok("actions", "--json").items for person in (ana, bo)]
    assert lists[0] == lists[1]
    assert len(lists[0]) == 2
    assert git(bo.here, "status", "--porcelain") == ""


def test_a_store_whose_git_was_deleted_is_not_taken_for_code(
    at: Shell, hub: Path, code: Path
) -> None:
    at.ok("init", "--branch")
    at.ok("actions", "add", "Fix the deploy")
    at.ok("sync")
    shutil.rmtree(code / ".retrotui" / ".git")
    at.ok("actions", "add", "Ask legal")
    lost = at("sync")
    assert lost.code == 5
    assert "its own git repository is gone" in lost.err
    assert "doctor --fix makes it anew; then retrotui sync --setup origin" in lost.err
    at.ok("doctor", "--fix")
    at.ok("sync", "--setup", "origin")
    log = git(hub, "grep", "-h", "title", "retrotui", "--", "log")
    assert "Fix the deploy" in log
    assert "Ask legal" in log


@pytest.mark.parametrize("junk", ["", "junk"])
def test_a_store_whose_git_is_damaged_is_mended_as_sync_says(
    at: Shell, code: Path, junk: str
) -> None:
    at.ok("init", "--branch")
    at.ok("actions", "add", "Fix the deploy")
    at.ok("sync")
    at.ok("actions", "add", "Ask legal")
    own = code / ".retrotui" / ".git"
    head = git(code / ".retrotui", "rev-parse", "retrotui").strip()
    broken = own / "objects" / head[:2] / head[2:]
    broken.chmod(0o600)
    broken.write_text(junk)
    damaged = at("sync")
    assert damaged.code == 5
    assert "own git repository is damaged" in damaged.err
    at.ok("doctor", "--fix")
    assert "1 event sent" in at.ok("sync").err
    assert at.ok("doctor").out == ""
