"""How far a store is shared, told without asking git; and what the journal is let go of."""

from pathlib import Path

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.core.sharing import SyncState
from retrotui.store.discharge import discharge
from retrotui.store.journal import Journal
from retrotui.store.logs import Logs
from retrotui.store.own import load_bookkeeping
from retrotui.store.placement import create_store
from retrotui.sync import standing as standing_module
from retrotui.sync.standing import standing
from tests.support.fakes import FakeClock, FakeIds
from tests.support.git import Clone, Team, new_id


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


@pytest.fixture
def ana(team: Team) -> Clone:
    return team.clones[0]


def test_it_counts_what_is_not_shared_yet_and_says_in_step_only_then(
    ana: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not standing(ana.store).in_step
    ana.add("one")
    ana.add("two")
    assert standing(ana.store).unshared == 2
    ana.synced()
    now = standing(ana.store)
    assert now.in_step
    assert (now.remote, now.shared_at) == ("origin", "2026-11-22T09:00:00Z")
    ana.add("three")
    now = standing(ana.store)
    assert (now.unshared, now.in_step, now.state) == (1, False, SyncState.IN_STEP)


def test_an_attempt_that_failed_is_remembered_and_the_last_good_one_too(team: Team) -> None:
    ana, _ = team.clones
    ana.synced()
    ana.clock.advance(3600)
    team.hub.rename(team.hub.with_name("away"))
    ana.sync()
    now = standing(ana.store)
    assert now.state is SyncState.NEEDS_YOU
    assert "no repository" in str(now.message)
    assert now.hint
    assert (now.shared_at, now.tried_at) == ("2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z")


def test_a_dry_run_is_no_attempt(ana: Clone) -> None:
    ana.sync(dry_run=True)
    assert standing(ana.store).state is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"last": 3, "remotes": []}', "\x00"])
def test_a_broken_note_is_as_none(ana: Clone, text: str) -> None:
    ana.add()
    ana.synced()
    (ana.local / "sync.json").write_text(text)
    assert standing(ana.store).state is None
    assert ana.synced().sent == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": 3}', '{"log/w-aaaaaaa/x": [1, 2]}'])
def test_a_broken_cache_of_names_is_made_anew(ana: Clone, text: str) -> None:
    ana.add("one")
    ana.synced()
    (ana.local / "oids.json").write_text(text)
    ana.add("two")
    assert ana.synced().sent == 1


def test_an_in_tree_store_is_shared_by_hand(tmp_path: Path) -> None:
    store = create_store(tmp_path / "t", in_tree=True, clock=FakeClock(), ids=FakeIds(77))
    assert standing(store).state is SyncState.BY_HAND
    assert not standing(store).in_step


def test_the_journal_is_read_anew_only_when_it_changed(
    ana: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.add()
    assert standing(ana.store).unshared == 1
    monkeypatch.setattr(standing_module.Journal, "waiting", lambda _self: 1 / 0)
    assert standing(ana.store).unshared == 1


# The journal ------------------------------------------------------------------------------


def test_held_and_private_events_never_travel_and_stay_here(team: Team) -> None:
    ana, bo = team.clones
    ana.write(
        Put("cards", new_id(), {"text": "open"}),
        Put("cards", new_id(), {"text": "hidden-till-reveal"}, scope=Scope.HELD),
        Put("notes", new_id(), {"text": "one-on-one"}, scope=Scope.PRIVATE),
    )
    ana.synced()
    assert (ana.local / "journal.jsonl").stat().st_size == 0
    everything = "".join(team.hub_files().values()) + team.hub_git("log", "--format=%B%an")
    assert "hidden-till-reveal" not in everything
    assert "one-on-one" not in everything
    bo.synced()
    assert list(bo.cards().values()) == ["open"]
    assert sorted(ana.cards().values()) == ["hidden-till-reveal", "open"]
    assert list(ana.cards("notes").values()) == ["one-on-one"]


def test_a_held_event_that_is_in_no_log_keeps_its_place_in_the_journal(ana: Clone) -> None:
    ana.add("open")
    ana.write(Put("cards", new_id(), {"text": "hidden"}, scope=Scope.HELD))
    ana.synced()
    ana.write(Put("cards", new_id(), {"text": "hidden too"}, scope=Scope.HELD))
    for file in ana.local.glob("held/*/*.jsonl"):
        file.write_bytes(file.read_bytes().split(b"\n")[0] + b"\n")
    ana.synced()
    assert sorted(ana.cards().values()) == ["hidden", "hidden too", "open"]


def test_a_held_event_that_no_log_holds_is_never_let_go(ana: Clone) -> None:
    ana.write(Put("cards", new_id(), {"text": "hidden"}, scope=Scope.HELD))
    (file,) = ana.local.glob("held/*/*.jsonl")
    file.write_bytes(b"")
    logs, books = Logs(ana.store, ana.local), load_bookkeeping(ana.local)
    journal = Journal(ana.local)
    before = journal.lines()
    assert discharge(journal, logs, ana.local, books, lambda _line: True) == 0
    assert journal.lines() == before


def test_an_unreadable_transaction_is_set_aside_and_does_not_block(ana: Clone) -> None:
    ana.add("one")
    journal = ana.local / "journal.jsonl"
    journal.write_bytes(b"nonsense\n" + journal.read_bytes())
    ana.synced()
    assert journal.stat().st_size == 0
    with ana.open() as repo:
        assert any("unreadable transaction" in reason for _, _, reason in repo.problems())


def test_an_open_repository_goes_on_writing_after_another_process_let_go(ana: Clone) -> None:
    with ana.open() as repo:
        first, second = new_id(), new_id()
        repo.transact(lambda _: [Put("cards", first, {"text": "one"})], by="ana")
        ana.synced()
        repo.transact(lambda _: [Put("cards", second, {"text": "two"})], by="ana")
        assert repo.unshared() == 1
    assert ana.synced().sent == 1
    assert ana.cards().keys() == {first, second}
