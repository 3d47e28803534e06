"""Real processes on one store: killed, crowded, and out of space."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.store.repository import StoreRepository
from tests.store.support import environment, log_files, make_repository, new_id, put_all, reopened
from tests.support.tally import Tally

SLOW = os.environ.get("RETROTUI_SLOW") == "1"
WRITER = """
import sys
from pathlib import Path
from retrotui.core.changes import Put
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
count = int(sys.argv[2])
ids = SystemIds()
repo = open_repository(Path(sys.argv[1]), clock=SystemClock(), ids=ids)
COUNTER = "c" * 26
while count:
    id_ = ids.new()
    def plan(reader):
        n = (reader.get("counters", COUNTER) or {}).get("n", 0)
        return [Put("counters", COUNTER, {"n": n + 1}), Put("cards", id_, {"text": "x" * 200})]
    repo.transact(plan, by=None)
    sys.stdout.write(id_ + "\\n")
    sys.stdout.flush()
    count -= 1
repo.close()
"""


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


def start(repo: StoreRepository, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(repo.path), str(count)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def counter(repo: StoreRepository) -> int:
    row = repo.get("counters", "c" * 26)
    return 0 if row is None else int(row["n"])


@pytest.mark.parametrize("writers", [2, 4])
def test_processes_at_once_write_200_each(
    writers: int, repo: StoreRepository, tally: Tally
) -> None:
    processes = [start(repo, 200) for _ in range(writers)]
    acknowledged = []
    for process in processes:
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
        acknowledged += out.split()
    repo.refresh()
    missing = set(acknowledged) - set(repo.all("cards"))
    tally(
        "processes at once", increments=counter(repo), acknowledged=len(acknowledged),
        missing=len(missing),
    )  # fmt: skip
    assert len(acknowledged) == 200 * writers
    assert set(repo.all("cards")) == set(acknowledged)
    assert counter(repo) == 200 * writers, "each read what the others had written"
    assert repo.problems() == []
    assert len({file.parent for file in log_files(repo)}) == 1


def test_killed_writers_lose_nothing_they_acknowledged(repo: StoreRepository, tally: Tally) -> None:
    rounds = 60 if SLOW else 6
    acknowledged: list[str] = []
    kills = 0
    for round_ in range(rounds):
        processes = [start(repo, -1) for _ in range(1 + round_ % 2)]
        for process in processes:
            assert process.stdout is not None
            wanted = 3 + 7 * round_ % 20
            acknowledged.extend(process.stdout.readline().strip() for _ in range(wanted))
        for process in processes:
            process.send_signal(signal.SIGKILL)
            out, _ = process.communicate(timeout=60)
            acknowledged += [line for line in out.split("\n")[:-1] if line]
            kills += process.returncode == -signal.SIGKILL
    again = reopened(repo)
    missing = set(acknowledged) - set(again.all("cards"))
    tally("killed writers", kills=kills, acknowledged=len(acknowledged), missing=len(missing))
    assert kills
    assert len(acknowledged) > kills
    assert missing == set()
    assert counter(again) == len(again.all("cards"))
    assert all("unfinished" in why for _, _, why in again.problems())
    put_all(again, Put("cards", new_id(), {}))


def test_a_full_disk_is_told_and_leaves_the_store_whole(repo: StoreRepository) -> None:
    put_all(repo, Put("cards", new_id(), {"text": "before"}))
    limited = (
        "import resource, sys; from pathlib import Path; sys.path.insert(0, '.');"
        "from retrotui.core.changes import Put; from retrotui.core.errors import CannotWriteError;"
        "from retrotui.store.repository import open_repository;"
        "from retrotui.store.system import SystemClock, SystemIds; ids = SystemIds();"
        "repo = open_repository(Path(sys.argv[1]), clock=SystemClock(), ids=ids);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "made = []\n"
        "try:\n"
        "    while len(made) < 50:\n"
        "        id_ = ids.new()\n"
        "        repo.transact(lambda _: [Put('cards', id_, {'text': 'x' * 100})], by=None)\n"
        "        made.append(id_)\n"
        "except CannotWriteError as error:\n"
        "    print(error.code, len(repo.all('cards')) - len(made), *made)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(repo.path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    code, extra, *made = done.stdout.split()
    assert (code, extra) == ("7", "1")
    assert made
    again = reopened(repo)
    assert set(made) < set(again.all("cards"))
    assert len(again.all("cards")) == len(made) + 1
    put_all(again, Put("cards", new_id(), {"text": "after"}))
    assert len(reopened(repo).all("cards")) == len(made) + 2


def test_another_process_is_followed(repo: StoreRepository) -> None:
    assert repo.refresh() is False
    process = start(repo, 3)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    before = repo.revision
    assert repo.refresh() is True
    assert repo.revision > before
    assert set(repo.all("cards")) == set(out.split())
    assert repo.refresh() is False
