"""When a meeting was last on a screen: noted beside the store, read back at the next start."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrotui.core.instants import Instant
from retrotui.store.seen import last_seen, note_seen

NOON = Instant(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "boot", 100.0)


def test_the_latest_note_counts_with_both_clocks(tmp_path: Path) -> None:
    local = tmp_path / "local"
    assert last_seen(local, "m1") is None
    note_seen(local, "m1", NOON)
    note_seen(local, "m2", NOON.plus(5))
    note_seen(local, "m1", NOON.plus(10))
    assert last_seen(local, "m1") == NOON.plus(10)
    assert last_seen(local, "m2") == NOON.plus(5)
    assert [each.name for each in local.iterdir()] == ["seen.json"]


def test_old_meetings_are_forgotten_first(tmp_path: Path) -> None:
    for number in range(20):
        note_seen(tmp_path, f"m{number}", NOON.plus(number))
    assert last_seen(tmp_path, "m0") is None
    assert last_seen(tmp_path, "m19") == NOON.plus(19)
    assert (tmp_path / "seen.json").stat().st_size < 2000


@pytest.mark.parametrize("held", ["", "[]", '{"m1": 4}', '{"m1": {"utc": "soon"}}', "\x00"])
def test_a_note_that_makes_no_sense_is_none(tmp_path: Path, held: str) -> None:
    (tmp_path / "seen.json").write_text(held)
    assert last_seen(tmp_path, "m1") is None
    note_seen(tmp_path, "m1", NOON)
    assert last_seen(tmp_path, "m1") == NOON


def test_a_disk_that_refuses_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    note_seen(tmp_path / "file", "m1", NOON)
    assert last_seen(tmp_path / "file", "m1") is None
