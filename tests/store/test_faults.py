"""Disks that refuse: what a command says is what happened, and nothing acknowledged is lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrotui.core.ids import is_id
from tests.support.crash_paths import Ground, local, opened
from tests.support.crashing import Fault, Outcome, Victims, means
from tests.support.tally import Tally

pytestmark = pytest.mark.counted
SLOW = os.environ.get("RETROTUI_SLOW") == "1"
REFUSALS = (4, 6, 7)
FAULTS = {
    "openat": ("EMFILE", "EROFS", "ENOSPC", "EIO", "EACCES"),
    "write,pwrite64": ("ENOSPC", "EIO", "EDQUOT"),
    "fsync,fdatasync": ("EIO", "ENOSPC"),
    "rename,renameat,renameat2": ("ENOSPC", "EROFS"),
    "mkdir,mkdirat": ("ENOSPC", "EROFS"),
    "ftruncate,truncate": ("EIO",),
    "unlink,unlinkat": ("EIO",),
    "%%stat": ("EIO",),
}
STARTS = ("append", "first commit", "log mend")
MORE_STARTS = ("heal", "roll", "journal mend", "reveal", "private")
LIMIT = 200


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as made:
        yield made


def adding(team: Path) -> list[str]:
    return ["actions", "add", "promised", "--store", str(team), "--user", "Ana"]


def wrong_with(team: Path, told: Outcome, ground: Ground) -> list[str]:
    """What is wrong after ``actions add``, and after going on from there."""
    code, _, out, err = told
    wrong: list[str] = []
    if code and code not in REFUSALS:
        wrong.append(f"exit {code}: {err.strip()[:200]}")
    if code and not err.strip():
        wrong.append("a refusal without a word")
    kept = opened(team).all("actions")
    honest = "not known" in err or "may be done" in err
    if code == 0 and (not is_id(out.strip()) or out.strip() not in kept):
        wrong.append("acknowledged and lost")
    if code and kept and not honest:
        wrong.append(f"refused and kept: {err.strip()[:200]}")
    return wrong + [f"later: {each}" for each in ground.lost(team, None)]


def chosen(start: str) -> list[tuple[str, str, bool]]:
    """The calls and errors tried from a start: in the short form all of them from one only."""
    found = []
    for calls, errors in FAULTS.items():
        some = errors if SLOW else errors[: 2 if start == "append" else 1]
        found += [(calls, error, False) for error in some]
        # A stream cannot be told of while nothing at all can be written.
        if calls != "write,pwrite64" and (SLOW or start == "append"):
            found.append((calls, errors[0], True))
    return found


@pytest.mark.parametrize("start", STARTS + MORE_STARTS if SLOW else STARTS)
def test_a_command_whose_calls_fail_says_so(
    start: str, victims: Victims, tmp_path: Path, tally: Tally
) -> None:
    ground = Ground(tmp_path / "ground", start)
    struck, refused, wrong = 0, 0, []
    for calls, error, stays in chosen(start):
        for at in range(1, LIMIT):
            team = ground.fresh()
            fault = Fault(calls, error, at, stays)
            told = victims.command(adding(team), team, fault)
            if not told.struck:
                break
            struck += 1
            refused += told.code != 0
            wrong += [f"{fault}: {each}" for each in wrong_with(team, told, ground)]
    tally(f"failing calls ({means()})", struck=struck, refused=refused, lost=len(wrong))
    assert wrong == []
    assert struck > refused > 0


@pytest.mark.parametrize("start", ["append", "first commit"])
def test_a_disk_that_is_full_in_mid_write(
    start: str, victims: Victims, tmp_path: Path, tally: Tally
) -> None:
    ground = Ground(tmp_path / "ground", start)
    before = local(ground.fresh()) / "journal.jsonl"
    size = before.stat().st_size if before.exists() else 0
    tried, refused, wrong = 0, 0, []
    for limit in range(max(size, 29), size + 1200, 1 if SLOW else 29):
        team = ground.fresh()
        told = victims.limited(adding(team), team, limit)
        tried += 1
        refused += told.code != 0
        wrong += [f"{limit} bytes: {each}" for each in wrong_with(team, told, ground)]
    tally("full in mid-write", tried=tried, refused=refused, lost=len(wrong))
    assert wrong == []
    assert tried > refused > 0
