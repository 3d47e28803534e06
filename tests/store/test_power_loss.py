"""A power cut: what was acknowledged is on the medium, whatever else the disk had not yet kept.

The long form copies a live ext4 image while processes write to it, which is what a disk holds when
the power goes, and mounts the copy. The short form cuts and removes what a journaling file system
may have lost: the end of the journal, the logs, the bookkeeping.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.store import loading
from retrotui.store.placement import create_store
from retrotui.store.repository import StoreRepository, open_repository
from retrotui.store.system import SystemClock, SystemIds
from tests.store.support import environment, local, make_repository, new_id, put_all, reopened, rows
from tests.store.test_processes import WRITER
from tests.support.tally import Tally

pytestmark = pytest.mark.counted
SLOW = os.environ.get("RETROTUI_SLOW") == "1"
ROUNDS = 25 if SLOW else 1
BLOCK = 512


def written(tmp_path: Path) -> tuple[StoreRepository, list[str]]:
    """A store with three acknowledged transactions in all three logs."""
    repo = make_repository(tmp_path)
    ids = [new_id() for _ in range(3)]
    for id_ in ids[:2]:
        put_all(repo, Put("cards", id_, {"text": "wört " * 30}))
    put_all(
        repo,
        Put("cards", ids[2], {"text": "wört " * 30}),
        Put("votes", ids[2], {"n": 1}, Scope.HELD),
        Put("notes", ids[2], {"n": 1}, Scope.PRIVATE),
    )
    return repo, ids


def lose_logs(repo: StoreRepository) -> None:
    for root in (repo.path / "log", local(repo) / "held", local(repo) / "private"):
        shutil.rmtree(root, ignore_errors=True)


def test_the_journal_cut_at_every_byte_of_the_last_transaction(
    tmp_path: Path, tally: Tally
) -> None:
    repo, ids = written(tmp_path)
    journal, books = local(repo) / "journal.jsonl", (local(repo) / "own.json").read_bytes()
    data = journal.read_bytes()
    last = data.rindex(b"\n", 0, -1) + 1
    cuts = sorted({*range(last, len(data) + 1, 1 if SLOW else 3), *range(0, len(data), BLOCK)})
    lost = 0
    for cut in cuts:
        lose_logs(repo)
        shutil.rmtree(local(repo) / "cache", ignore_errors=True)
        journal.write_bytes(data[:cut])
        (local(repo) / "own.json").write_bytes(books)
        again = reopened(repo)
        whole = data[:cut].count(b"\n")
        kept = [set(again.all(kind)) for kind in ("cards", "votes", "notes")]
        lost += kept[0] != set(ids[:whole])
        lost += kept[1] != kept[2] or kept[1] != ({ids[2]} if whole == 3 else set())
        put_all(again, Put("cards", new_id(), {"text": "next"}))
        lost += len(reopened(again).all("cards")) != whole + 1
    tally("power loss, cuts of the journal", tried=len(cuts), lost=lost)
    assert lost == 0


@pytest.mark.parametrize("books", ["kept", "lost", "empty"])
@pytest.mark.parametrize("logs", ["lost", "empty", "zeros", "half"])
def test_the_own_logs_lost_are_healed_from_the_journal(
    books: str, logs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    repo, _ = written(tmp_path)
    before = [rows(repo, kind) for kind in ("cards", "votes", "notes")]
    for root in (repo.path / "log", local(repo) / "held", local(repo) / "private"):
        for file in root.glob("*/*.jsonl"):
            size = file.stat().st_size
            if logs == "lost":
                file.unlink()
            elif logs == "zeros":
                file.write_bytes(bytes(size))
            else:
                os.truncate(file, size // 2 if logs == "half" else 0)
    if books != "kept":
        (local(repo) / "own.json").write_bytes(b"")
    if books == "lost":
        (local(repo) / "own.json").unlink()
    monkeypatch.setattr(loading, "boot_id", lambda: "the boot after the cut")
    for _ in range(2):
        again = reopened(repo)
        assert [rows(again, kind) for kind in ("cards", "votes", "notes")] == before
    put_all(again, Put("cards", new_id(), {"text": "next"}))
    assert len(reopened(repo).all("cards")) == len(before[0]) + 1
    tally("power loss, own logs", tried=1, lost=0)


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    """A mounted image.

    Raises:
        OSError: It cannot be mounted here.
    """
    at.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-o", "loop", str(image), str(at)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OSError(done.stderr.strip())
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def test_an_image_copied_while_processes_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    try:
        acknowledged, lost = cut_power(tmp_path, monkeypatch)
    except (OSError, subprocess.CalledProcessError) as error:
        tally(f"power loss, copied images: not possible here: {error}", not_run=1)
        return
    tally("power loss, copied images", rounds=ROUNDS, acknowledged=acknowledged, lost=lost)
    assert lost == 0
    assert acknowledged > ROUNDS


def cut_power(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Does the rounds; gives how many entries were acknowledged before a cut, and lost by it."""
    acknowledged, lost = 0, 0
    for round_ in range(ROUNDS):
        image, copy = tmp_path / "disk.img", tmp_path / "copy.img"
        with image.open("wb") as file:
            file.truncate(32 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True, capture_output=True)
        with mounted(image, tmp_path / "disk") as disk:
            store = create_store(
                disk / "team", in_tree=False, clock=SystemClock({}), ids=SystemIds()
            )
            known = write_and_copy(store, image, copy, 20 + 13 * round_ % 90)
        monkeypatch.setattr(loading, "boot_id", lambda round_=round_: f"boot {round_}")
        with mounted(copy, tmp_path / "after") as after:
            repo = open_repository(
                after / "team" / ".retrotui", clock=SystemClock({}), ids=SystemIds()
            )
            lost += len(known - set(repo.all("cards")))
            put_all(repo, Put("cards", new_id(), {"text": "next"}))
        acknowledged += len(known)
        copy.unlink()
    return acknowledged, lost


def write_and_copy(store: Path, image: Path, copy: Path, wanted: int) -> set[str]:
    """Lets two processes write, and copies the image in the midst of it.

    Returns:
        The ids that were acknowledged before the copy began.
    """
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store), "-1"],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    known: set[str] = set()
    for process in processes:
        assert process.stdout is not None
        known.update(process.stdout.readline().strip() for _ in range(wanted))
    shutil.copyfile(image, copy)
    for process in processes:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    return known
