"""Where stores are found and made, and what a surrounding repository notices of them."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.core.errors import CannotWriteError, StoreError, UsageError
from retrotui.store import gitinit
from retrotui.store.finding import find_store
from retrotui.store.placement import create_store, local_folder, read_meta
from retrotui.store.repository import open_repository
from tests.store.support import new_id, put_all
from tests.support.fakes import FakeClock, FakeIds


def make(team: Path, *, in_tree: bool = False) -> Path:
    return create_store(team, in_tree=in_tree, clock=FakeClock(), ids=FakeIds())


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_store_is_found_from_below(tmp_path: Path) -> None:
    store = make(tmp_path / "team")
    below = tmp_path / "team" / "a" / "b"
    below.mkdir(parents=True)
    assert find_store(below) == store
    assert find_store(tmp_path) is None
    assert find_store(tmp_path, tmp_path / "team") == store
    assert find_store(tmp_path, store) == store
    assert find_store(below, tmp_path) is None


def test_a_folder_without_retro_json_is_no_store(tmp_path: Path) -> None:
    store = make(tmp_path / "team")
    (tmp_path / "team" / "sub" / ".retrotui").mkdir(parents=True)
    assert find_store(tmp_path / "team" / "sub") == store


def test_a_new_store_has_its_files_and_a_repository_of_its_own(tmp_path: Path) -> None:
    store = make(tmp_path / "new" / "team")
    assert json.loads((store / "retro.json").read_text()) == {
        "format": 1, "store": FakeIds().new(), "created": "2026-11-22T09:00:00Z"
    }  # fmt: skip
    assert (store / ".gitattributes").read_text() == "log/** -text merge=union\n"
    assert (store / "README.md").exists()
    assert git(store, "symbolic-ref", "HEAD").strip() == "refs/heads/retrotui"
    assert not list((store / ".git").glob("hooks/*"))
    assert git(store, "ls-files") == ""


def test_git_variables_and_templates_of_the_user_do_not_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "template"
    (template / "hooks").mkdir(parents=True)
    (template / "hooks" / "pre-commit").write_text("#!/bin/sh\n")
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(template))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    store = make(tmp_path / "team")
    assert (store / ".git" / "HEAD").exists()
    assert not (store / ".git" / "hooks").exists()
    assert not (tmp_path / "elsewhere").exists()


def test_an_existing_store_is_never_touched(tmp_path: Path) -> None:
    store = make(tmp_path)
    before = (store / "retro.json").read_text()
    with pytest.raises(StoreError, match=r"\.retrotui"):
        make(tmp_path)
    assert (store / "retro.json").read_text() == before


def test_without_git_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError) as refused:
        make(tmp_path / "team")
    assert "--in-tree" in str(refused.value.hint)
    assert find_store(tmp_path / "team") is None
    make(tmp_path / "team", in_tree=True)


def test_a_failing_git_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gitinit, "BRANCH", "not a branch..")
    with pytest.raises(CannotWriteError, match="git init"):
        make(tmp_path / "team")
    assert find_store(tmp_path / "team") is None


def test_inside_a_code_repository_the_store_is_excluded(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "code")
    code = tmp_path / "code"
    (code / ".git" / "info" / "exclude").write_text("*.swp")
    make(code / "team [a]")
    (code / "x").write_text("x")
    assert git(code, "status", "--porcelain").split() == ["??", "x"]
    git(code, "add", "-A")
    assert git(code, "ls-files").split() == ["x"]
    assert (code / ".git" / "info" / "exclude").read_text().startswith("*.swp\n")


def test_the_exclusion_reaches_the_common_directory_from_a_worktree(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "code")
    git(tmp_path / "code", "commit", "-q", "--allow-empty", "-m", "x")
    git(tmp_path / "code", "worktree", "add", "-q", str(tmp_path / "tree"))
    make(tmp_path / "tree")
    assert git(tmp_path / "tree", "status", "--porcelain") == ""
    in_tree = make(tmp_path / "tree" / "sub", in_tree=True)
    store_id = read_meta(in_tree)["store"]
    assert local_folder(in_tree, store_id) == tmp_path / "code" / ".git" / "retrotui" / store_id


def test_in_tree_shows_only_what_is_to_be_committed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = make(tmp_path, in_tree=True)
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        put_all(repo, Put("cards", new_id(), {"t": 1}))
    shown = git(tmp_path, "status", "--porcelain", "-uall").split("\n")
    names = {line[3:].rsplit("/", 1)[0] for line in shown if line}
    assert {name.split("/")[0] for name in names} == {".retrotui"}
    assert not (store / ".git").exists()
    assert not (store / ".local").exists()


def test_in_tree_without_any_git_keeps_its_local_part_ignored(tmp_path: Path) -> None:
    store = make(tmp_path / "plain", in_tree=True)
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        put_all(repo, Put("cards", new_id(), {"t": 1}))
    assert (store / ".local" / ".gitignore").read_text() == "*\n"
    assert (store / ".local" / "journal.jsonl").exists()


def test_the_local_part_is_for_its_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = make(tmp_path)
        with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
            put_all(repo, Put("cards", new_id(), {"t": 1}))
            repo._engine.snapshot()
    finally:
        os.umask(old)
    local = store / ".git" / "retrotui"
    for path in [local, *local.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 99_999,
        '{"format":"1"}',
        '{"format":1,"store":"../x"}',
        "{}",
        '{"format":true,"store":"01kanar9g10000000000000001"}',
    ],
)
def test_an_unreadable_retro_json_is_a_store_error(tmp_path: Path, text: str) -> None:
    store = make(tmp_path)
    (store / "retro.json").write_text(text)
    with pytest.raises(StoreError, match=r"retro\.json"):
        open_repository(store, clock=FakeClock(), ids=FakeIds())


def test_a_newer_format_is_read_but_not_written(tmp_path: Path) -> None:
    store = make(tmp_path)
    id_ = new_id()
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        put_all(repo, Put("cards", id_, {"t": 1}))
    meta = json.loads((store / "retro.json").read_text())
    (store / "retro.json").write_text(json.dumps({**meta, "format": 2, "more": True}))
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        row = repo.get("cards", id_)
        assert row is not None
        assert row["t"] == 1
        with pytest.raises(StoreError, match="format 2") as refused:
            put_all(repo, Put("cards", id_, {"t": 2}))
        assert refused.value.code == 4
