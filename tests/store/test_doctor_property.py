"""Whatever happens to a store's files: ``doctor`` answers, and mending loses no event."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from retrotui.services import doctor as service
from tests.store.doctor_support import (
    LINE,
    findings,
    foreign,
    git,
    healthy,
    inspected,
    patient,
    readable,
    snapshot,
)

_MANY = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module", params=["own", "in-tree", "plain"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team's folder of each placement, with another clone's log."""
    team = tmp_path_factory.mktemp("model")
    if request.param == "in-tree":
        git(team, "init", "-q", ".")
    store = healthy(team, in_tree=request.param != "own")
    foreign(store, LINE + "\n")
    return team


def ours(team: Path) -> list[Path]:
    """Every file of a store and its private part, but for those that are git's."""
    found = [*team.glob(".retrotui/*"), *team.glob(".retrotui/log/**/*")]
    for local in (".retrotui/.local", ".retrotui/.git/retrotui", ".git/retrotui"):
        found += team.glob(f"{local}/**/*")
    found.append(team / ".retrotui" / ".git" / "HEAD")
    return sorted(path for path in set(found) if path.is_file())


def truncated(path: Path, draw: Callable[..., Any]) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: draw(st.integers(0, len(data)))])


def flipped(path: Path, draw: Callable[..., Any]) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[draw(st.integers(0, len(data) - 1))] ^= 1 << draw(st.integers(0, 7))
    path.write_bytes(bytes(data))


def deleted(path: Path, draw: Callable[..., Any]) -> None:
    path.unlink()


def extended(path: Path, draw: Callable[..., Any]) -> None:
    with path.open("ab") as file:
        file.write(draw(st.binary(max_size=40)))


def joined(path: Path, draw: Callable[..., Any]) -> None:
    """Adds a file beside it."""
    name = draw(st.text("abAB.-_\x1b\n~0", min_size=1, max_size=6).filter(lambda n: n.strip(".")))
    beside = path.with_name(name)
    if not beside.exists():
        beside.write_bytes(draw(st.binary(max_size=40)))


def turned(path: Path, draw: Callable[..., Any]) -> None:
    """Puts a folder or a link in its place."""
    path.unlink()
    if draw(st.booleans()):
        path.mkdir()
    else:
        path.symlink_to(draw(st.sampled_from(["/nowhere", "/etc/hostname", "."])))


@_MANY
@given(data=st.data())
def test_random_damage_never_crashes_it_and_mending_loses_nothing(
    model: Path, data: st.DataObject
) -> None:
    team = model.with_name(model.name + "-damaged")
    shutil.rmtree(team, ignore_errors=True)
    shutil.copytree(model, team, copy_function=shutil.copy2)
    store = team / ".retrotui"
    service.mend(patient(store))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(ours(team)))
        how = data.draw(st.sampled_from([truncated, flipped, deleted, extended, joined, turned]))
        how(path, data.draw)
    before, events = snapshot(team), readable(store)
    for found in inspected(store):
        assert found.means
        assert found.fix
    assert snapshot(team) == before, "looking writes nothing"
    mended = service.mend(patient(store))
    assert events <= readable(store)
    left = {each.finding.key for each in mended if not each.fixed}
    assert {(ill, path, line) for ill, path, line in findings(store)} == left
    settled = snapshot(team)
    assert not any(each.fixed for each in service.mend(patient(store)))
    assert snapshot(team) == settled, "a second run changes nothing"
