"""``demo``: where it makes its team, what it refuses, and as whom it opens the app."""

import tempfile
from pathlib import Path

import pytest

from retrotui.cli import opening
from retrotui.cli.session import Session
from tests.support.shell import Shell


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_ui_prints_the_path_that_store_takes_and_nothing_else(
    bare: Shell, temporary: Path
) -> None:
    made = bare.ok("demo", "--no-ui")
    (line,) = made.out.splitlines()
    assert made.err == ""
    assert Path(line).is_relative_to(temporary)
    answer = bare("check", "--store", line, "--json")
    assert answer.code == 1
    assert answer.json["status"] == "findings"
    assert len(answer.items) == 6
    assert bare.ok("settings", "get", "team", "--store", line).out == "Payments\n"


def test_keep_takes_an_empty_folder_and_needs_no_git(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare.folder / "empty").mkdir()
    monkeypatch.setenv("PATH", str(bare.folder))
    bare.ok("demo", "--keep", "empty", "--no-ui")
    assert bare("check", "--store", "empty").code == 1


def test_without_a_terminal_it_names_the_command_that_needs_none(
    bare: Shell, temporary: Path
) -> None:
    refused = bare("demo", "--keep", "kept")
    assert refused.code == 2
    assert "retrotui demo --no-ui" in refused.err
    assert not (bare.folder / "kept").exists()
    assert list(temporary.iterdir()) == []


def test_a_demo_that_cannot_be_told_leaves_nothing_behind(bare: Shell, temporary: Path) -> None:
    for now in ("0001-02-01T00:00:00Z", "9999-12-31T00:00:00Z"):
        bare.at(now)
        refused = bare("demo", "--no-ui")
        assert refused.code == 2
        assert now in refused.err
    assert list(temporary.iterdir()) == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, bool]]:
    """As whom and on which store the app was opened, and whether that was there."""
    seen: list[tuple[str, str, bool]] = []

    def open_app(session: Session, meeting: str | None = None, *, shares: bool = True) -> int:
        assert not shares
        store = session.store_dir
        seen.append((session.desk.by or "", str(store), (store / "log").is_dir()))
        return 0

    monkeypatch.setattr(opening, "open_app", open_app)
    monkeypatch.setattr(Session, "require_app", lambda _session, _instead: None)
    return seen


def test_the_app_opens_as_the_person_whose_machine_it_is_and_leaves_nothing(
    bare: Shell,
    temporary: Path,
    opened: list[tuple[str, str, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RETROTUI_USER", "Zoe")
    bare.ok("demo")
    ((who, store, was_there),) = opened
    assert who == "Ana"
    assert was_there
    assert not Path(store).exists()
    assert list(temporary.iterdir()) == []


def test_a_kept_demo_is_opened_where_it_stays_and_never_made_over_something(
    bare: Shell, opened: list[tuple[str, str, bool]]
) -> None:
    kept = bare.folder / "deep" / "kept"
    told = bare.ok("demo", "--keep", str(kept), "--user", "Omar")
    assert opened == [("Omar", str(kept / ".retrotui"), True)]
    assert f"--store {kept}" in told.err
    before = {each: each.stat().st_mtime_ns for each in kept.rglob("*")}
    assert before
    for folder in (kept, kept / ".retrotui", kept / ".retrotui" / "retro.json"):
        again = bare("demo", "--keep", str(folder), "--no-ui")
        assert again.code == 2
        assert "--keep" in again.err
        assert again.out == ""
    assert {each: each.stat().st_mtime_ns for each in kept.rglob("*")} == before
