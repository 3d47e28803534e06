"""Real stores on disk for tests."""

from pathlib import Path

from retrotui.core.ports import Clock, Ids
from retrotui.store.placement import create_store
from retrotui.store.repository import StoreRepository, open_repository
from tests.support.fakes import FakeClock, FakeIds

_OPENED: dict[Path, int] = {}
"""How often each store was opened, so that counting ids never start over in one."""


def make_repository(
    tmp_path: Path, clock: Clock | None = None, ids: Ids | None = None
) -> StoreRepository:
    """The store at ``tmp_path/team/.retrotui``, made when it is not there yet."""
    opened = _OPENED[tmp_path] = _OPENED.get(tmp_path, -1) + 1
    clock, ids = clock or FakeClock(), ids or FakeIds(1 + opened * 100_000)
    team = tmp_path / "team"
    store = team / ".retrotui"
    if not (store / "retro.json").exists():
        create_store(team, in_tree=False, clock=clock, ids=ids)
    return open_repository(store, clock=clock, ids=ids)
