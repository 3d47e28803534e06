"""``doctor`` between the store and git, and on the file that makes a folder a store."""

import json
from pathlib import Path

import pytest

from retrotui.core.doctor import Ill
from retrotui.services import doctor as service
from retrotui.store.doctor.git import odd_address
from retrotui.store.placement import ATTRIBUTES_TEXT
from tests.store.doctor_support import (
    cured,
    find_damaged,
    findings,
    git,
    healthy,
    inspected,
    kinds,
    local,
    own_log,
    patient,
    readable,
    snapshot,
    told,
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return healthy(tmp_path / "team")


def commit(store: Path) -> None:
    git(store, "add", "-A")
    git(store, "commit", "-q", "-m", "x")


# retro.json ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"format":1,"store":"../x"}'])
def test_a_broken_retro_json_comes_back_from_git(store: Path, text: str | None) -> None:
    commit(store)
    kept = (store / "retro.json").read_bytes()
    (store / "retro.json").unlink()
    if text is not None:
        (store / "retro.json").write_text(text)
    (store / "notes.txt").write_text("x")
    assert find_damaged(store.parent) == store
    ill = Ill.RETRO_MISSING if text is None else Ill.RETRO_BROKEN
    cured(store, ill)
    assert (store / "retro.json").read_bytes() == kept
    assert not (store / "notes.txt").exists(), "the rest is mended in the same run"


def test_in_a_code_tree_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path / "sub", in_tree=True)
    commit(store)
    (store / "retro.json").write_text("{")
    cured(store, Ill.RETRO_BROKEN)
    assert findings(store) == []


def test_a_retro_json_that_was_committed_broken_comes_back_from_before(store: Path) -> None:
    commit(store)
    kept = (store / "retro.json").read_bytes()
    for text in ("", "{"):
        (store / "retro.json").write_text(text)
        commit(store)
    cured(store, Ill.RETRO_BROKEN)
    assert (store / "retro.json").read_bytes() == kept


def test_without_a_copy_nothing_is_touched(store: Path) -> None:
    (store / "retro.json").write_text("{")
    (store / "notes.txt").write_text("x")
    before = snapshot(store)
    assert "another clone" in told(store, Ill.RETRO_BROKEN).fix
    assert snapshot(store) == before


def test_a_newer_store_is_looked_at_and_not_touched(store: Path) -> None:
    meta = json.loads((store / "retro.json").read_text())
    (store / "retro.json").write_text(json.dumps({**meta, "format": 2}))
    (store / "notes.txt").write_text("x")
    before = snapshot(store)
    assert "update retrotui" in told(store, Ill.RETRO_NEWER).fix
    assert {"retro_newer", "foreign"} <= kinds(store)
    assert snapshot(store) == before


def test_another_store_s_retro_json_is_told(store: Path) -> None:
    commit(store)
    meta = json.loads((store / "retro.json").read_text())
    (store / "retro.json").write_text(json.dumps({**meta, "store": "0" * 26}))
    told(store, Ill.RETRO_REPLACED)


def test_without_its_head_the_private_part_is_found_again(store: Path) -> None:
    events = readable(store)
    (store / ".git" / "HEAD").unlink()
    assert readable(store) == events
    cured(store, Ill.HEAD_MISSING)
    assert git(store, "symbolic-ref", "HEAD").strip() == "refs/heads/retrotui"


# What git sees ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "", "log/** merge=ours\n"])
def test_the_rules_for_git_are_written_again(store: Path, text: str | None) -> None:
    path = store / ".gitattributes"
    path.unlink()
    if text is not None:
        path.write_text(text)
    cured(store, Ill.ATTRIBUTES)
    assert path.read_text() == ATTRIBUTES_TEXT
    kept = [each.read_text() for each in (local(store) / "doctor").glob("*/*-.gitattributes")]
    assert kept == ([] if text is None else [text])


def test_rules_beside_ours_are_nothing_to_tell(store: Path) -> None:
    (store / ".gitattributes").write_text("*.toml text\n" + ATTRIBUTES_TEXT)
    assert findings(store) == []


def test_the_readme_is_written_again(store: Path) -> None:
    (store / "README.md").unlink()
    cured(store, Ill.README)


def test_the_store_is_excluded_from_the_code_around_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path)
    exclude = tmp_path / ".git" / "info" / "exclude"
    exclude.write_text("*.swp\n")
    cured(store, Ill.NOT_EXCLUDED)
    assert exclude.read_text() == "*.swp\n/.retrotui/\n"
    exclude.write_text("")
    (tmp_path / ".gitignore").write_text(".retrotui/\n")
    assert findings(store) == [], "any rule will do"


def test_a_store_that_the_code_around_it_tracks_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path)
    commit(store)
    git(tmp_path, "-c", "advice.addEmbeddedRepo=false", "add", "-f", ".retrotui")
    told(store, Ill.TRACKED_BY_CODE)


@pytest.mark.parametrize("name", ["private/w-another/2026-11-aaaaaa.jsonl", "journal.jsonl"])
def test_private_files_that_git_tracks_come_first(store: Path, name: str) -> None:
    (store / name).parent.mkdir(parents=True, exist_ok=True)
    (store / name).write_text("secret\n")
    git(store, "add", "-f", name)
    (store / name).unlink()
    found = told(store, Ill.PRIVATE_TRACKED)
    assert found.path == name.partition("/")[0]
    assert inspected(store)[0] == found


def test_a_private_part_in_a_work_tree_is_kept_from_git(tmp_path: Path) -> None:
    store = healthy(tmp_path / "plain", in_tree=True)
    (store / ".local" / ".gitignore").unlink()
    cured(store, Ill.PRIVATE_VISIBLE)
    assert (store / ".local" / ".gitignore").read_text() == "*\n"


def test_tracked_private_files_of_a_code_tree_are_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path, in_tree=True)
    (store / ".local").mkdir()
    (store / ".local" / "journal.jsonl").write_text("secret")
    git(tmp_path, "add", "-f", ".retrotui/.local")
    assert {"private_tracked", "left_behind"} <= kinds(store)


@pytest.mark.parametrize("in_tree", [False, True])
def test_a_log_that_git_keeps_and_that_is_gone_is_told(tmp_path: Path, in_tree: bool) -> None:
    git(tmp_path, "init", "-q", ".")
    store = healthy(tmp_path, in_tree=in_tree)
    commit(store)
    log = own_log(store)
    log.unlink()
    found = told(store, Ill.LOG_MISSING)
    assert found.path == log.relative_to(store).as_posix()
    git(store, "checkout", "--", "log")
    assert Ill.LOG_MISSING not in kinds(store)


# git itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "odd"),
    [
        ("https://example.org/x.git", None),
        ("git@example.org:x.git", None),
        ("/srv/team.git", None),
        ("ext::sh -c evil", "runs a program"),
        ("EXT::sh", "runs a program"),
        ("-oProxyCommand=evil", "dash"),
        ("https://example.org/\r\nx", "control"),
        ("https://example.org/\x1b[2J", "control"),
    ],
)
def test_an_odd_address_of_a_remote_is_told(store: Path, url: str, odd: str | None) -> None:
    git(store, "config", "remote.origin.url", url)
    if odd is None:
        assert findings(store) == []
        assert odd_address(url) is None
        return
    found = told(store, Ill.REMOTE_ODD)
    assert (found.path, "origin" in found.means, odd in found.means) == (".git/config", True, True)


@pytest.mark.parametrize("name", ["MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD"])
def test_an_unfinished_merge_or_rebase_is_told(store: Path, name: str) -> None:
    (store / ".git" / name).mkdir()
    assert told(store, Ill.UNFINISHED_GIT).path == f".git/{name}"


VERSION = 'case "$*" in *version) echo "{}";; *) exit 1;; esac'


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a git in front of the real one."""
    folder.mkdir()
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize(
    ("said", "ill", "words"),
    [
        ("git version 2.29.9", Ill.GIT_OLD, "2.29.9"),
        ("git version 1.8.3", Ill.GIT_OLD, "1.8.3"),
        ("nonsense", Ill.GIT_OLD, "does not tell"),
        ("git version 2.39.3", Ill.GIT_HOLES, "CVE-2024-32004 (closed in 2.39.4)"),
        ("git version 2.48.1.windows.1", Ill.GIT_HOLES, "CVE-2025-48385 (closed in 2.48.2)"),
    ],
)
def test_a_git_that_is_too_old_or_has_holes_is_told(
    store: Path, monkeypatch: pytest.MonkeyPatch, said: str, ill: Ill, words: str
) -> None:
    folder = store.parent.parent / "bin"
    pretend(folder, monkeypatch, VERSION.format(said))
    found = told(store, ill)
    assert found.path == str(folder / "git")
    assert words in found.means


def test_a_git_without_holes_is_nothing_to_tell(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(tmp_path / "bin", monkeypatch, VERSION.format("git version 2.50.1"))
    assert findings(store) == []


def test_a_git_that_refuses_the_owner_is_told(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'case "$*" in *rev-parse*) echo "fatal: detected dubious ownership" >&2; exit 128;; '
    pretend(tmp_path / "bin", monkeypatch, script + "*) echo git version 2.50.1;; esac")
    assert "safe.directory" in told(store, Ill.OWNERSHIP).fix


def test_without_git_the_rest_is_still_looked_at(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (store / "README.md").unlink()
    assert kinds(store) == {"git_missing", "readme"}
    assert {each.finding.ill for each in service.mend(patient(store)) if each.fixed} == {Ill.README}


def test_a_store_that_needs_no_git_does_not_ask_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    healthy(tmp_path / "plain", in_tree=True)


def test_nothing_that_a_store_s_settings_name_is_run(store: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    git(store, "config", "core.fsmonitor", f"touch {mark}; false")
    git(store, "config", "core.hooksPath", str(tmp_path))
    inspected(store)
    assert not mark.exists()
