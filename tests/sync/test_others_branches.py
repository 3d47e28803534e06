"""Reading the branches of other clones, whatever somebody calls one or puts on it."""

import json
from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.store.placement import META
from retrotui.sync.branches import MOST, own_branch
from tests.support.git import BRANCH
from tests.support.protected import protect
from tests.sync.office import Office
from tests.sync.test_traps import Counting


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Ana may push; Bo and Cy may not."""
    office = Office(tmp_path)
    protect(office.hub, "ana")
    return office


def test_branches_with_odd_names_are_left_alone(office: Office, tmp_path: Path) -> None:
    office.write("ana")
    office.shared("ana")
    tip = office.hub_git("rev-parse", BRANCH).strip()
    odd = ["w-$(touch${IFS}x)", "w-;x", "w-AAAAAAA", "w-aaaaaaa/b", "w-aaaaaaaa", "x", "w-aaaaaa"]
    for each in odd:
        office.hub_git("update-ref", f"refs/heads/retrotui-{each}", tip)
    (office.hub / "packed-refs").write_text(
        f"# pack-refs with: peeled fully-peeled sorted \n{tip} refs/heads/retrotui-w-../x\n"
    )
    told = office.shared("bo")
    assert any("left out, not of a clone" in each for each in told.problems)
    assert list(office.named("bo").cards().values()) == ["ana 0"]
    office.hub_git("update-ref", "-d", "refs/heads/retrotui-w-aaaaaaa/b")
    office.hub_git("update-ref", "refs/heads/retrotui-w-aaaaaaa", tip)
    office.shared("bo")
    assert not list(tmp_path.rglob("x"))


def test_a_branch_that_cannot_be_fetched_keeps_nobody_from_the_stores(office: Office) -> None:
    office.write("ana")
    office.shared("ana")
    office.write("cy")
    office.shared("cy", own_branch=True)
    bo = office.named("bo")
    bo.git("fetch", "-q", "origin")
    # Where its copy belongs is something else, as where names differ by their case alone.
    bo.git("update-ref", "refs/retrotui/own/origin", f"origin/{BRANCH}")
    told = office.shared("bo")
    assert list(bo.cards().values()) == ["ana 0"]
    assert any("not every branch could be fetched: " in each for each in told.problems)
    bo.git("update-ref", "-d", "refs/retrotui/own/origin")
    assert office.shared("bo").problems == ()
    assert len(bo.cards()) == 2


def test_thousands_of_branches_do_no_harm(office: Office) -> None:
    office.write("ana")
    office.shared("ana")
    tip = office.hub_git("rev-parse", BRANCH).strip()
    names = [f"retrotui-w-{each:07}" for each in range(3000)]
    lines = "".join(f"create refs/heads/{name} {tip}\n" for name in names)
    office.hub_git_given("update-ref", "--stdin", given=lines)
    bo = office.named("bo")
    counting = Counting(bo.store)
    told = bo.sync(git=counting)
    assert told.state is SyncState.IN_STEP
    assert any(f"{3000 - MOST} branches: left out" in each for each in told.problems)
    assert len(counting.calls) <= 14


def test_a_branch_of_another_store_or_of_none_is_left_out_and_told(office: Office) -> None:
    office.write("ana")
    office.shared("ana")
    meta = json.loads((office.named("ana").store / META).read_text())
    stranger = "".join(reversed(meta["store"]))
    other = office.commit((META, json.dumps({**meta, "store": stranger})))
    office.hub_git("update-ref", f"refs/heads/{own_branch('w-aaaaaaa')}", other)
    none = office.commit(("evil.sh", "rm -rf ."))
    office.hub_git("update-ref", f"refs/heads/{own_branch('w-bbbbbbb')}", none)
    told = office.shared("bo").problems
    assert told == (
        "branch retrotui-w-aaaaaaa: left out, another team's store",
        "branch retrotui-w-bbbbbbb: left out, it holds no store",
    )
    assert office.shared("ana").commit == office.hub_git("rev-parse", BRANCH).strip()


def test_files_that_are_no_part_of_a_store_come_from_no_branch(office: Office) -> None:
    office.shared("ana")
    office.write("bo")
    own = str(office.shared("bo", own_branch=True).branch)
    bo = office.named("bo")
    bo.git("checkout", "-q", BRANCH)
    (bo.store / "evil.sh").write_text("rm -rf .")
    bo.git("add", "-f", "evil.sh")
    bo.git("commit", "-q", "-m", "more")
    bo.git("push", "-q", "origin", f"HEAD:{own}")
    told = office.shared("ana").problems
    assert told == (f"branch {own}: evil.sh: left out, no part of a store",)
    assert not (office.named("ana").store / "evil.sh").exists()
    assert "evil.sh" not in office.hub_files()
    assert len(office.named("ana").cards()) == 1


def test_without_such_branches_a_sync_asks_git_no_more_often(office: Office) -> None:
    ana = office.named("ana")
    office.shared("ana", "bo")
    quiet = Counting(ana.store)
    ana.sync(git=quiet)
    assert len(quiet.calls) <= 8
    assert not any(call in quiet.calls for call in ("ls-remote", "merge-base", "-c"))


def test_others_branches_that_did_not_move_cost_nothing(office: Office) -> None:
    office.shared("ana")
    for name in ("bo", "cy"):
        office.write(name)
        office.shared(name, own_branch=True)
    office.shared("ana")
    ana = office.named("ana")
    quiet = Counting(ana.store)
    assert ana.sync(git=quiet).state is SyncState.IN_STEP
    assert quiet.calls.count("ls-tree") == 1
