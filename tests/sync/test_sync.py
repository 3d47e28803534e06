"""Sharing between clones: everything arrives, nothing is lost, nobody has to reconcile."""

from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.core.dates import Calendar
from retrotui.core.sharing import SyncState
from retrotui.services import conflicts
from tests.support.git import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


def test_two_clones_that_sync_have_the_same_state_and_the_same_tree(team: Team) -> None:
    ana, bo = team.clones
    first, second = ana.add("from Ana"), bo.add("from Bo")
    assert ana.synced().sent == 1
    outcome = bo.synced()
    assert (outcome.sent, outcome.received) == (1, 1)
    assert ana.synced().received == 1
    assert ana.cards() == bo.cards() == {first: "from Ana", second: "from Bo"}
    assert ana.state() == bo.state()
    assert ana.tree() == bo.tree() == team.hub_tree()


def test_the_same_field_changed_in_both_keeps_both_values(team: Team) -> None:
    ana, bo = team.clones
    card = ana.add("first")
    team.sync_all()
    ana.change(card, "by Ana")
    bo.change(card, "by Bo")
    ana.synced()
    assert bo.synced().conflicts == 1
    assert ana.synced().conflicts == 1
    with ana.open() as repo:
        assert {each.value for each in repo.versions("cards", card)["text"]} == {"by Ana", "by Bo"}
    assert ana.state() == bo.state()


def test_a_sync_counts_the_fields_that_are_to_be_picked_as_everything_else_does(team: Team) -> None:
    ana, bo = team.clones
    stamped, twice = ana.add(kind="actions", title="Fix"), ana.add(kind="actions", title="Ship")
    team.sync_all()
    for clone, at, due in (
        (ana, "2026-11-21T10:00:00Z", "2026-11-27"),
        (bo, "2026-11-22T10:00:00Z", "2026-12-04"),
    ):
        clone.write(Put("actions", stamped, {"status": "done", "closed": at}))
        clone.write(Put("actions", twice, {"title": f"Ship {clone.name}", "due": due}))
    ana.synced()
    for clone in (bo, ana):
        counted = clone.synced().conflicts
        with clone.open() as repo:
            assert counted == conflicts.count(repo) == 2
            assert len(conflicts.list_conflicts(repo, Calendar(clone.clock.now().utc))) == counted


def test_a_sync_without_anything_new_makes_no_commit(team: Team) -> None:
    ana, _ = team.clones
    ana.add()
    team.sync_all()
    tip = team.hub_git("rev-parse", "retrotui")
    team.sync_all()
    assert team.hub_git("rev-parse", "retrotui") == tip


def test_the_history_is_linear_and_only_adds_lines(team: Team) -> None:
    ana, bo = team.clones
    for number in range(3):
        ana.add(f"a{number}")
        bo.add(f"b{number}")
        team.sync_all(1)
    merges = team.hub_git("rev-list", "--merges", "retrotui")
    removed = team.hub_git("log", "--numstat", "--format=", "retrotui")
    assert merges == ""
    assert all(line.split()[1] == "0" for line in removed.splitlines() if line)


def test_the_journal_is_let_go_only_when_the_remote_holds_all(team: Team) -> None:
    ana, _ = team.clones
    ana.add()
    journal = ana.local / "journal.jsonl"
    assert journal.stat().st_size > 0
    ana.synced()
    assert journal.stat().st_size == 0
    card = ana.add("after")
    team.hub.rename(team.hub.with_name("away"))
    outcome = ana.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert outcome.unshared == 1
    assert journal.stat().st_size > 0
    team.hub.with_name("away").rename(team.hub)
    ana.synced()
    assert journal.stat().st_size == 0
    assert card in ana.cards()


def test_without_a_remote_it_commits_here_and_keeps_the_journal(team: Team) -> None:
    ana, _ = team.clones
    ana.git("remote", "remove", "origin")
    ana.add()
    outcome = ana.sync()
    assert outcome.state is SyncState.LOCAL
    assert outcome.code == 0
    assert (ana.local / "journal.jsonl").stat().st_size > 0
    assert ana.git("log", "--format=%s").strip() == "+1 card"
    assert ana.status() == ""


def test_status_is_clean_after_a_sync_and_what_is_staged_stays_staged(team: Team) -> None:
    ana, bo = team.clones
    ana.add()
    ana.synced()
    assert ana.status() == ""
    (bo.store / "notes.txt").write_text("mine")
    bo.git("add", "notes.txt")
    bo.synced()
    assert "A  notes.txt" in bo.status()
