"""``sync --setup``: a store shared through a repository of its own, at the prompt."""

from pathlib import Path

import pytest

from retrotui.store.placement import read_meta
from tests.support.git import make_hub
from tests.support.machines import git
from tests.support.shell import Shell


def test_a_store_is_shared_through_a_repository_of_its_own(
    bare: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = make_hub(tmp_path / "notes.git")
    bare.ok("init", "team", "--team", "Payments")
    monkeypatch.chdir(tmp_path / "team")
    shared = bare.ok("sync", "--setup", "../notes.git")
    assert f"init --join {hub}" in shared.err
    assert not (tmp_path / "team" / ".retrotui.json").exists()
    bare.ok("actions", "add", "Ask legal")
    bare.ok("sync")
    monkeypatch.chdir(tmp_path)
    bare.ok("init", "second", "--join", "notes.git")
    assert "Ask legal" in bare.ok("actions", "--store", "second").out
    assert bare.ok("sync", "--setup", str(hub), "--store", "team").code == 0
    other = bare("sync", "--setup", "elsewhere.git", "--store", "team")
    assert other.code == 2
    assert "remote set-url" in other.err


def test_another_teams_remote_is_refused_until_adopted(bare: Shell, tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "notes.git")
    for team in ("first", "second"):
        bare.ok("init", team)
        bare.ok("actions", "add", f"of {team}", "--store", team)
    bare.ok("sync", "--setup", str(hub), "--store", "first")
    before = git(hub, "rev-parse", "retrotui")
    refused = bare("sync", "--setup", str(hub), "--store", "second")
    assert refused.code == 5
    for team in ("first", "second"):
        assert read_meta(tmp_path / team / ".retrotui")["store"] in refused.err
    assert git(hub, "rev-parse", "retrotui") == before
    assert git(tmp_path / "second" / ".retrotui", "remote") == ""
    bare.ok("sync", "--setup", str(hub), "--store", "second", "--adopt")
    bare.ok("sync", "--store", "first")
    for team in ("first", "second"):
        assert len(bare.ok("actions", "--store", team).rows) == 2


def test_set_up_refuses_what_cannot_be_shared(bare: Shell, tmp_path: Path) -> None:
    bare.ok("init", "--in-tree")
    in_tree = bare("sync", "--setup", "notes.git")
    assert in_tree.code == 2
    assert "--in-tree" in in_tree.err
    bare.ok("init", "own")
    for url in ("ext::sh -c date", "-oProxyCommand=x", "http://x/\x1b[2J", ""):
        assert bare("sync", f"--setup={url}", "--store", "own").code == 2
    assert bare("sync", "--setup", "x.git", "--dry-run", "--store", "own").code == 2
    assert git(tmp_path / "own" / ".retrotui", "remote") == ""
