"""Sharing through branches of clones' own, where the host protects the store's branch."""

import itertools
import re
from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.store.repository import open_repository
from retrotui.sync.addresses import address_of
from retrotui.sync.git import Git
from retrotui.sync.joining import join_store
from retrotui.sync.standing import standing
from retrotui.sync.synchronise import synchronise
from tests.support.fakes import FakeIds
from tests.support.git import BRANCH, Clone, make_clone
from tests.support.protected import protect
from tests.sync.office import Office
from tests.sync.people import Person
from tests.sync.test_traps import Counting

DAY = 86_400


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Ana may push; Bo and Cy may not."""
    office = Office(tmp_path)
    protect(office.hub, "ana")
    return office


# The way out of a refusal -----------------------------------------------------------------


def test_a_refused_push_names_the_way_and_the_way_works(office: Office) -> None:
    office.shared("ana")
    bo = office.named("bo")
    bo.add("from bo")
    refused = office.share("bo")
    assert refused.state is SyncState.NEEDS_YOU
    assert refused.message.startswith("origin refuses pushes to its branch retrotui: ")
    assert "retrotui sync --own-branch" in str(refused.hint)
    done = office.shared("bo", own_branch=True)
    assert [done.branch] == office.own_branches()
    assert re.fullmatch(r"retrotui-w-[a-z0-9]{7}", str(done.branch))
    through = f"in step with origin through the branch {done.branch}: "
    assert done.message == f"{through}1 event sent, 0 events received"
    assert standing(bo.store).branch == done.branch
    assert standing(bo.store).in_step
    brought = office.shared("ana")
    assert (brought.sent, brought.received) == (0, 1)
    assert "from bo" in office.held(BRANCH)
    assert "“from bo”" in office.hub_git("log", "-1", "--format=%B", BRANCH) or "+1 card" in (
        office.hub_git("log", "-1", "--format=%B", BRANCH)
    )


def test_it_is_remembered_and_a_dry_run_says_where_to(office: Office) -> None:
    office.shared("bo", own_branch=True)
    office.write("bo")
    told = office.share("bo", dry_run=True)
    assert f"would send 1 event to the branch {told.branch}" in told.message
    assert office.shared("bo").sent == 1


def test_one_who_only_reads_is_not_asked_for_rights(office: Office) -> None:
    office.shared("ana")
    office.write("bo")
    office.shared("bo", own_branch=True)
    for _ in range(2):
        office.shared("cy")
        tip = office.named("cy").git("rev-parse", BRANCH)
    office.shared("cy")
    assert office.named("cy").git("rev-parse", BRANCH) == tip
    assert list(office.named("cy").cards().values()) == ["bo 0"]
    office.write("cy")
    assert office.share("cy").state is SyncState.NEEDS_YOU


def test_joining_works_where_there_are_own_branches_alone(office: Office, tmp_path: Path) -> None:
    protect(office.hub)
    for name in ("ana", "bo"):
        office.write(name)
        office.shared(name, own_branch=True)
    before = office.hub_git("for-each-ref")
    dee = Person("dee", tmp_path / "dee")

    def fill(copy: Path) -> None:
        with open_repository(copy, clock=dee.clock, ids=FakeIds(7)) as repo:
            outcome = synchronise(repo, git=Git(copy), clock=dee.clock)
        assert outcome.state is SyncState.IN_STEP, outcome

    address = address_of(str(office.hub), dee.store, tmp_path)
    join_store(dee.folder, address, fill=fill)
    assert sorted(dee.cards().values()) == ["ana 0", "bo 0"]
    office.clones.append(dee)
    office.shared("dee")
    assert office.hub_git("for-each-ref") == before


def test_another_teams_own_branches_are_a_wrong_address(office: Office, tmp_path: Path) -> None:
    protect(office.hub)
    office.shared("ana", own_branch=True)
    stranger = make_clone(tmp_path / "stranger", "stranger")
    stranger.git("remote", "add", "origin", str(office.hub))
    stranger.add("not for you")
    refused = stranger.sync(own_branch=True)
    assert "keeps another team's store; nothing was shared" in refused.message
    assert len(office.own_branches()) == 1


def test_a_host_that_takes_no_branch_at_all_says_so(office: Office) -> None:
    hook = office.hub / "hooks" / "update"
    hook.write_text("#!/bin/sh\nexit 1\n")
    office.write("bo")
    refused = office.share("bo", own_branch=True)
    assert f"pushes to its branch {refused.branch}" in refused.message
    assert "--own-branch" not in str(refused.hint)
    assert (refused.unshared, standing(office.named("bo").store).in_step) == (1, False)


# Convergence ------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(itertools.permutations(("ana", "bo", "cy"))))
def test_two_own_branches_and_everybodys_come_to_one_state(
    office: Office, order: tuple[str, ...]
) -> None:
    acknowledged = {event for name in order for event in office.write(name, 2)}
    office.shared("bo", "cy", own_branch=True)
    office.settle(order)
    acknowledged |= {event for name in order for event in office.write(name)}
    office.settle(order)
    assert len(office.own_branches()) == 2
    assert office.missing(acknowledged, set()) == []
    assert office.deleted_lines(set()) == []
    office.check()


def test_where_nobody_may_push_to_the_branch_own_branches_do(office: Office) -> None:
    protect(office.hub)
    acknowledged: set[str] = set()
    for name in ("ana", "bo", "cy"):
        acknowledged |= office.write(name)
        (office.named(name).store / "README.md").write_text(f"as {name} has it\n")
        office.shared(name, own_branch=True)
    office.settle()
    assert len(office.own_branches()) == 3
    states = [person.state() for person in office.people]
    assert states == [states[0]] * 3
    trees = {office.hub_git("rev-parse", f"{each}^{{tree}}") for each in office.own_branches()}
    assert trees == {f"{person.tree()}\n" for person in office.people}
    assert all(event in office.held(office.own_branches()[0]) for event in acknowledged)
    assert BRANCH not in office.hub_git("branch", "--format=%(refname:short)").split()


def test_what_was_redacted_stays_so_whatever_an_old_branch_still_says(office: Office) -> None:
    card = office.named("bo").add("a name that should not be here")
    office.shared("bo", own_branch=True)
    office.shared("ana")
    with office.named("ana").open() as repo:
        repo.redact("cards", card, {"text": "[redacted]"}, by="ana")
    for _ in range(2):
        office.shared("ana", "cy")
    assert "should not be here" not in office.held(BRANCH)
    office.settle()
    assert "should not be here" not in office.held(BRANCH, *office.own_branches())
    assert office.named("bo").cards() == {card: "[redacted]"}


# What others do to the branches ------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "rewound"])
def test_an_own_branch_that_is_gone_or_old_is_put_back(office: Office, how: str) -> None:
    protect(office.hub)
    acknowledged = office.write("bo")
    own = str(office.shared("bo", own_branch=True).branch)
    old = office.hub_git("rev-parse", own).strip()
    acknowledged |= office.write("bo")
    office.shared("bo")
    moved = ("-d",) if how == "deleted" else ()
    office.hub_git("update-ref", *moved, f"refs/heads/{own}", *(() if moved else (old,)))
    office.shared("bo")
    assert all(event in office.held(own) for event in acknowledged)


def test_an_own_branch_can_be_merged_by_the_host_at_any_time_and_is_then_followed(
    office: Office,
) -> None:
    office.shared("ana")
    office.write("bo")
    own = str(office.shared("bo", own_branch=True).branch)
    office.write("ana")
    office.shared("ana", "bo")
    office.write("bo")
    office.shared("bo")
    office.hub_git("merge-base", "--is-ancestor", BRANCH, own)
    office.hub_git("update-ref", f"refs/heads/{BRANCH}", own)
    office.hub_git("update-ref", "-d", f"refs/heads/{own}")
    office.shared("bo", "ana")
    assert office.own_branches() == []
    assert len(office.named("ana").cards()) == 3


def test_a_clone_goes_back_to_everybodys_branch_once_it_takes_pushes_again(office: Office) -> None:
    office.shared("ana")
    own = office.shared("bo", own_branch=True).branch
    protect(office.hub, "ana", "bo")
    bo = office.named("bo")
    first = office.write("bo")
    assert office.shared("bo").branch == own
    assert office.missing(first, set())
    bo.clock.advance(DAY)
    first |= office.write("bo")
    back = office.shared("bo")
    assert back.branch is None
    assert "its branch retrotui takes pushes again" in back.message
    assert office.missing(first, set()) == []
    office.settle()
    protect(office.hub, "ana")
    office.write("bo")
    assert "--own-branch" in str(office.share("bo").hint)


def test_a_branch_that_stays_closed_is_asked_once_a_day(office: Office) -> None:
    office.shared("ana")
    office.shared("bo", own_branch=True)
    bo = office.named("bo")
    bo.clock.advance(DAY)
    pushes = []
    for _ in range(2):
        office.write("bo")
        counting = Counting(bo.store)
        assert bo.sync(git=counting).state is SyncState.IN_STEP
        pushes.append(counting.calls.count("-c"))
    assert pushes == [2, 1]


def test_a_copied_clone_goes_on_with_the_same_branch(office: Office) -> None:
    protect(office.hub)
    office.write("bo")
    office.shared("bo", own_branch=True)
    office.clones.append(office.named("bo").copied("copy"))
    told: list[Clone] = [office.named("bo"), office.named("copy")]
    for each in told:
        each.add(each.name)
    for _ in range(2):
        office.shared("bo", "copy")
    assert len(office.own_branches()) == 1
    assert told[0].cards() == told[1].cards()
    assert len(told[0].cards()) == 3
