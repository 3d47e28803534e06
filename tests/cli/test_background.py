"""Syncs that the app begins: in a process of their own, which outlives the app that began it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrotui.cli import background
from retrotui.cli.background import BackgroundSync
from retrotui.core.sharing import SyncState
from tests.support.git import Team, make_clone


def wait(sync: BackgroundSync) -> None:
    assert sync._running is not None
    sync._running.wait(60)
    assert not sync.poll()


def test_it_shares_in_another_session_and_the_badge_can_read_how_it_ended(tmp_path: Path) -> None:
    ana, bo = Team(tmp_path, ("ana", "bo")).clones
    made = ana.add("shared by the app")
    sync = BackgroundSync(ana.store, os.environ)
    assert sync.has_remote()
    assert sync.standing().unshared == 1
    sync.start()
    first = sync._running
    assert first is not None
    assert os.getsid(first.pid) == first.pid != os.getsid(0)
    sync.start()
    assert sync._running is first
    wait(sync)
    assert not sync.crashed
    assert sync.standing().in_step
    bo.synced()
    assert bo.cards() == {made: "shared by the app"}


def test_a_remote_that_is_gone_is_told_in_words(tmp_path: Path) -> None:
    (ana,) = Team(tmp_path, ("ana",)).clones
    ana.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    sync = BackgroundSync(ana.store, os.environ)
    sync.start()
    wait(sync)
    assert not sync.crashed
    assert sync.standing().state is SyncState.NEEDS_YOU
    assert sync.standing().hint


def test_a_store_without_a_remote_has_none(tmp_path: Path) -> None:
    sync = BackgroundSync(make_clone(tmp_path / "alone", "alone").store, os.environ)
    assert sync.standing().travels
    assert not sync.has_remote()


def test_a_machine_that_cannot_start_it_is_no_crash_of_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ana,) = Team(tmp_path, ("ana",)).clones
    sync = BackgroundSync(ana.store, os.environ)
    monkeypatch.setattr(background.sys, "executable", str(tmp_path / "no-python"))
    sync.start()
    assert not sync.poll()
    assert sync.crashed


def test_code_in_the_stores_folder_is_not_run(tmp_path: Path) -> None:
    (ana,) = Team(tmp_path, ("ana",)).clones
    for name in ("json", "subprocess", "retrotui"):
        (ana.store / f"{name}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    sync = BackgroundSync(ana.store, os.environ)
    sync.start()
    wait(sync)
    assert sync.standing().in_step


def test_it_goes_on_when_the_app_that_began_it_is_gone(tmp_path: Path) -> None:
    (ana,) = Team(tmp_path, ("ana",)).clones
    ana.add("the last word")
    began = (
        "import os, pathlib, sys; from retrotui.cli.background import BackgroundSync;"
        "BackgroundSync(pathlib.Path(sys.argv[1]), os.environ).start(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", began, str(ana.store)], check=True)
    # The lock of a sync is held to its end; the next one waits for it.
    left = BackgroundSync(ana.store, os.environ)
    left.start()
    wait(left)
    assert left.standing().in_step
    assert list(ana.cards().values()) == ["the last word"]
