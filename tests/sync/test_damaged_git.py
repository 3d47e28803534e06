"""A store whose git is damaged or gone: sync names the doctor, and after mending all is shared."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.core.sharing import SyncState
from retrotui.services import doctor as service
from tests.store.doctor_support import DAMAGES, patient
from tests.support.git import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path, ("ana", "bo"))
    for clone in (*made.clones, *made.clones):
        clone.add(f"of {clone.name}")
        clone.synced()
    return made


@pytest.mark.parametrize(("part", "damage"), DAMAGES.values(), ids=DAMAGES)
def test_after_mending_it_is_in_step_again(
    team: Team, part: str, damage: Callable[[Path], object]
) -> None:
    ana, bo = team.clones
    card = bo.add("before")
    damage(bo.store)
    cards = {card, bo.add("after"), *ana.cards(), *bo.cards()}
    hurt = bo.sync()
    assert hurt.state is SyncState.IN_STEP or "retrotui doctor" in str(hurt.hint), hurt
    service.mend(patient(bo.store))
    if part == "config":
        bo.git("remote", "add", "origin", str(team.hub))
    bo.synced()
    ana.synced()
    assert set(ana.cards()) == set(bo.cards()) == cards
    assert bo.status() == ""
    bo.git("fsck")


def test_a_git_that_is_gone_is_made_anew_and_shared_again(team: Team) -> None:
    ana, bo = team.clones
    shutil.rmtree(bo.store / ".git")
    cards = {bo.add("since"), *ana.cards(), *bo.cards()}
    assert bo.sync().state is SyncState.NEEDS_YOU
    service.mend(patient(bo.store))
    bo.git("remote", "add", "origin", str(team.hub))
    bo.synced()
    ana.synced()
    assert set(ana.cards()) == set(bo.cards()) == cards
