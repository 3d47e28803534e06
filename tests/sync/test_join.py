"""Joining a team's store: what comes here, what is refused, and that nothing is left half made."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from retrotui.core.errors import BusyError, RetroError, StoreError
from retrotui.store.finding import find_store
from retrotui.store.lock import FileLock
from retrotui.store.placement import create_store, read_meta
from retrotui.store.repository import open_repository
from retrotui.sync.addresses import Address
from retrotui.sync.git import Git
from retrotui.sync.joining import JOINING, join_store
from retrotui.sync.remote_store import OtherStoreError
from retrotui.sync.setting_up import set_up
from retrotui.sync.synchronise import synchronise
from tests.store.doctor_support import findings
from tests.support.fakes import FakeClock, FakeIds
from tests.support.git import make_hub
from tests.support.machines import git


def share(store: Path) -> None:
    with open_repository(store, clock=FakeClock(), ids=FakeIds(50)) as repo:
        outcome = synchronise(repo, git=Git(store), clock=FakeClock())
    assert outcome.code == 0, outcome


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A repository that holds a store with two lines of log."""
    hub = make_hub(tmp_path / "hub.git")
    store = create_store(tmp_path / "first", in_tree=False, clock=FakeClock(), ids=FakeIds())
    with open_repository(store, clock=FakeClock(), ids=FakeIds(9)) as repo:
        repo.database(by="Ana").table("actions").insert({"title": "Fix the deploy"})
    set_up(store, Address(str(hub)), adopt=False)
    share(store)
    return hub


def titles(store: Path) -> list[str]:
    with open_repository(store, clock=FakeClock(), ids=FakeIds(700)) as repo:
        return [str(row["title"]) for row in repo.all("actions").values()]


def put_on_branch(hub: Path, index: str) -> None:
    """Puts entries (``git update-index --index-info``) on top of what the branch holds."""
    environ = {**os.environ, "GIT_DIR": str(hub), "GIT_INDEX_FILE": str(hub / "index.tmp")}

    def run(*words: str, given: str = "") -> str:
        done = subprocess.run(
            ["git", *words], env=environ, input=given, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    run("read-tree", "retrotui")
    run("update-index", "--index-info", given=index)
    commit = run("commit-tree", run("write-tree"), "-m", "x")
    run("update-ref", "refs/heads/retrotui", commit)


def blob(hub: Path, text: str) -> str:
    done = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=hub, input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_everything_that_is_shared_comes_here(tmp_path: Path, hub: Path) -> None:
    store = join_store(tmp_path / "new" / "team", Address(str(hub)), fill=share)
    assert store == tmp_path / "new" / "team" / ".retrotui"
    assert titles(store) == ["Fix the deploy"]
    assert read_meta(store) == read_meta(tmp_path / "first" / ".retrotui")
    assert git(store, "status", "--porcelain") == ""
    assert git(store, "remote", "get-url", "origin") == str(hub)
    assert [each.name for each in store.parent.iterdir()] == [".retrotui"]
    assert git(store, "for-each-ref", "refs/retrotui/probe") == ""


def test_joining_sends_nothing(tmp_path: Path, hub: Path) -> None:
    before = git(hub, "rev-parse", "retrotui")
    join_store(tmp_path / "team", Address(str(hub)), fill=share)
    assert git(hub, "rev-parse", "retrotui") == before


def test_plain_git_pulls_and_pushes_in_a_joined_store(tmp_path: Path, hub: Path) -> None:
    store = join_store(tmp_path / "team", Address(str(hub)), fill=share)
    git(store, "pull", "-q")
    git(store, "commit", "-q", "--allow-empty", "-m", "by hand")
    git(store, "push", "-q")
    assert git(hub, "log", "-1", "--format=%s", "retrotui") == "by hand"


@pytest.mark.parametrize("what", ["missing", "empty", "code", "other-branch"])
def test_what_is_no_store_is_refused_and_leaves_nothing(
    tmp_path: Path, hub: Path, what: str
) -> None:
    wrong = tmp_path / "wrong.git"
    if what != "missing":
        make_hub(wrong)
    if what == "code":
        git(tmp_path, "init", "-q", "-b", "retrotui", "code")
        (tmp_path / "code" / "main.py").write_text("x")
        git(tmp_path / "code", "add", ".")
        git(tmp_path / "code", "commit", "-qm", "x")
        git(tmp_path / "code", "push", "-q", str(wrong), "retrotui")
    if what == "other-branch":
        git(hub, "push", "-q", str(wrong), "retrotui:main")
    with pytest.raises(RetroError) as refused:
        join_store(tmp_path / "deep" / "team", Address(str(wrong)), fill=share)
    assert refused.value.code in (4, 5)
    assert str(wrong) in refused.value.message
    assert refused.value.hint
    assert not (tmp_path / "deep").exists()


@pytest.mark.parametrize("text", ["", "{}", "[" * 70_000, '{"format": 1, "store": "../../x"}'])
def test_a_retro_json_that_makes_no_sense_is_no_store(tmp_path: Path, hub: Path, text: str) -> None:
    put_on_branch(hub, f"100644 {blob(hub, text)}\tretro.json\n")
    with pytest.raises(StoreError, match=r"retro\.json"):
        join_store(tmp_path / "team", Address(str(hub)), fill=share)
    assert not (tmp_path / "team").exists()


def test_another_store_than_the_pointer_names_is_refused(tmp_path: Path, hub: Path) -> None:
    with pytest.raises(OtherStoreError) as refused:
        join_store(tmp_path / "team", Address(str(hub)), fill=share, expected=FakeIds(77).new())
    assert refused.value.code == 5
    assert FakeIds().new() in refused.value.message
    assert FakeIds(77).new() in refused.value.message
    assert not (tmp_path / "team").exists()


def test_a_hostile_tree_puts_only_what_is_a_stores_on_disk(tmp_path: Path, hub: Path) -> None:
    target, code = blob(hub, "/etc/passwd"), blob(hub, "#!/bin/sh\ntouch /tmp/owned\n")
    put_on_branch(
        hub,
        f"120000 {target}\tlog/w-aaaaaaa\n"
        f"120000 {target}\tformats\n"
        f"100755 {code}\thooks/post-checkout\n"
        f"100644 {code}\tlog/w-bbbbbbb/run.sh\n"
        f"160000 {git(hub, 'rev-parse', 'retrotui')}\tsub\n"
        f"100644 {code}\t.gitmodules\n"
        f"120000 {target}\tlog/w-ccccccc/2026-11-aaaaaa.jsonl\n",
    )
    store = join_store(tmp_path / "team", Address(str(hub)), fill=share)
    found = [path for path in store.rglob("*") if ".git" not in path.relative_to(store).parts]
    assert not [path for path in found if path.is_symlink()]
    names = {path.name for path in store.iterdir()}
    assert names == {".git", ".gitattributes", "README.md", "log", "retro.json"}
    assert len(list((store / "log").iterdir())) == 1
    assert titles(store) == ["Fix the deploy"]


def test_hooks_templates_and_filters_of_the_person_have_no_part_in_it(
    tmp_path: Path, hub: Path, isolated_home: Path
) -> None:
    hooks = isolated_home / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "pre-push", "post-merge"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (hooks / name).chmod(0o755)
    (isolated_home / "attributes").write_text("* filter=evil\n")
    with (isolated_home / ".gitconfig").open("a") as file:
        file.write(
            f"[core]\n\thooksPath = {hooks}\n\tattributesFile = {isolated_home}/attributes\n"
            f'\tautocrlf = true\n[init]\n\ttemplateDir = {hooks}\n[filter "evil"]\n'
            f"\tsmudge = touch {tmp_path}/ran\n\tclean = touch {tmp_path}/ran\n"
        )
    store = join_store(tmp_path / "team", Address(str(hub)), fill=share)
    assert titles(store) == ["Fix the deploy"]
    assert not (tmp_path / "ran").exists()
    assert b"\r" not in (store / "retro.json").read_bytes()


@pytest.mark.parametrize("kind", ["store", "file", "folder", "link", "itself"])
def test_what_is_there_is_never_touched(tmp_path: Path, hub: Path, kind: str) -> None:
    team = tmp_path / "team"
    team.mkdir()
    place = team / ".retrotui"
    if kind == "store":
        create_store(team, in_tree=False, clock=FakeClock(), ids=FakeIds(5))
    elif kind == "itself":
        store = create_store(tmp_path / "x", in_tree=True, clock=FakeClock(), ids=FakeIds(5))
        shutil.copytree(store, team, dirs_exist_ok=True)
    elif kind == "file":
        place.write_text("mine")
    elif kind == "link":
        place.symlink_to(tmp_path)
    else:
        (place / "formats").mkdir(parents=True)
    before = sorted(str(path) for path in team.rglob("*"))
    with pytest.raises(StoreError) as refused:
        join_store(team, Address(str(hub)), fill=share)
    assert refused.value.hint
    assert sorted(str(path) for path in team.rglob("*")) == before


def test_an_empty_folder_is_no_hindrance(tmp_path: Path, hub: Path) -> None:
    (tmp_path / "team" / ".retrotui").mkdir(parents=True)
    assert titles(join_store(tmp_path / "team", Address(str(hub)), fill=share))


def test_the_doctor_finds_nothing_in_a_copy_that_just_joined(tmp_path: Path, hub: Path) -> None:
    store = join_store(tmp_path / "team", Address(str(hub)), fill=share)
    share(store)
    assert findings(store) == []


def test_a_store_that_lost_its_retro_json_is_not_moved_away_to_join(
    tmp_path: Path, hub: Path
) -> None:
    store = join_store(tmp_path / "team", Address(str(hub)), fill=share)
    (store / "retro.json").unlink()
    with pytest.raises(StoreError, match=r"its retro.json is missing") as refused:
        join_store(tmp_path / "team", Address(str(hub)), fill=share)
    assert "retrotui doctor --fix" in str(refused.value.hint)


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, StoreError("no")])
def test_a_join_that_is_stopped_leaves_nothing(
    tmp_path: Path, hub: Path, error: type[BaseException] | BaseException
) -> None:
    def stopped(_store: Path) -> None:
        raise error

    with pytest.raises((KeyboardInterrupt, OSError, StoreError)):
        join_store(tmp_path / "team", Address(str(hub)), fill=stopped)
    assert not (tmp_path / "team").exists()


def test_a_join_that_was_killed_is_done_anew_by_the_same_command(tmp_path: Path, hub: Path) -> None:
    team = tmp_path / "team"
    git(tmp_path, "init", "-q", "team")
    seen: list[str] = []

    def killed(copy: Path) -> None:
        share(copy)
        seen.append(git(team, "status", "--porcelain"))
        # As kill -9 leaves it: the copy is whole, and not in place.
        shutil.copytree(team / JOINING, tmp_path / "left")
        raise StoreError("killed")

    with pytest.raises(StoreError, match="killed"):
        join_store(team, Address(str(hub)), fill=killed)
    shutil.copytree(tmp_path / "left", team / JOINING)
    assert find_store(team) is None
    assert seen == [""]
    assert git(team, "status", "--porcelain") == ""
    assert titles(join_store(team, Address(str(hub)), fill=share)) == ["Fix the deploy"]
    assert {each.name for each in team.iterdir()} == {".git", ".retrotui"}
    assert git(team, "status", "--porcelain") == ""


def test_two_joins_at_once_do_not_meet(tmp_path: Path, hub: Path) -> None:
    team = tmp_path / "team"
    with FileLock(team / JOINING / "lock"), pytest.raises(BusyError, match="joining"):
        join_store(team, Address(str(hub)), fill=share)
    assert titles(join_store(team, Address(str(hub)), fill=share))


def test_an_unreachable_remote_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(RetroError, match="reach") as refused:
        join_store(tmp_path / "team", Address("https://localhost:9/x.git"), fill=share)
    assert refused.value.code == 6
    assert not (tmp_path / "team").exists()


@pytest.mark.parametrize("around", ["worktree", "submodule"])
def test_the_store_stays_out_of_linked_work_trees_and_submodules(
    tmp_path: Path, hub: Path, around: str
) -> None:
    git(tmp_path, "init", "-q", "code")
    git(tmp_path / "code", "commit", "-q", "--allow-empty", "-m", "x")
    if around == "worktree":
        git(tmp_path / "code", "worktree", "add", "-q", str(tmp_path / "tree"))
        place = tmp_path / "tree"
    else:
        git(tmp_path, "init", "-q", "lib")
        git(tmp_path / "lib", "commit", "-q", "--allow-empty", "-m", "x")
        add = ("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(tmp_path / "lib"))
        git(tmp_path / "code", *add, "lib")
        place = tmp_path / "code" / "lib"
    assert (place / ".git").is_file()
    store = join_store(place, Address(str(hub)), fill=share)
    assert titles(store)
    assert git(place, "status", "--porcelain") == ""
    assert (store / ".git" / "retrotui").is_dir()
