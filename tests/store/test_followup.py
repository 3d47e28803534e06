"""Following up reads little, and sees exactly what reading everything sees."""

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.changes import Change, Drop, Include, Put, Scope
from retrotui.core.records.columns import LISTED
from retrotui.store import engine
from retrotui.store import followup as module
from retrotui.store.followup import FollowUp, followup
from retrotui.store.repository import StoreRepository
from tests.store.support import environment, local, make_repository, new_id, put_all

KINDS = ("actions", "dissents", "decisions", "meetings", "people", "settings")


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


def is_open(kind: str, row: Any) -> bool:
    if kind == "actions":
        return row.get("status") in (None, "open", "blocked")
    if kind == "dissents":
        return row.get("state") != "withdrawn" and row.get("verdict") is None
    if kind == "decisions":
        return row["status"] in ("proposed", "accepted") and row.get("review_on") is not None
    return True


def agrees(repo: StoreRepository) -> FollowUp:
    found = followup(repo.path)
    work = {id_: row for id_, row in repo.all("actions").items() if is_open("actions", row)}
    columns = found.columns()
    assert columns == {"id": list(work)} | {
        field: [row.get(field) for row in work.values()] for field in LISTED
    }
    titled = found.brief("title", lambda title: title == "t")
    assert titled == {
        id_: {field: row.get(field) for field in LISTED}
        for id_, row in work.items()
        if row.get("title") == "t"
    }
    for kind in KINDS:
        rows = repo.all(kind)
        assert list(found.all(kind)) == sorted(found.all(kind))
        assert found.all(kind) == {id_: row for id_, row in rows.items() if is_open(kind, row)}
    for kind in ("meetings", "decisions"):
        for id_ in repo._engine.fold.ids(kind):
            row = repo.get(kind, id_)
            assert found.title(kind, id_) == (None if row is None else row["title"])
    return found


def test_random_work_is_followed_exactly(repo: StoreRepository) -> None:
    chance = random.Random(7)
    known: list[tuple[str, str]] = []
    statuses = {
        "actions": ("status", ["open", "blocked", "done", "dropped"]),
        "dissents": ("verdict", [None, "moot"]),
        "decisions": ("status", ["proposed", "accepted", "rejected"]),
        "meetings": ("title", ["a", "b"]),
        "people": ("name", ["a", "b"]),
        "cards": ("text", ["a", "b"]),
    }
    for step in range(120):
        kind = chance.choice(list(statuses))
        field, values = statuses[kind]
        old = [id_ for each, id_ in known if each == kind]
        id_ = chance.choice(old) if old and chance.random() < 0.5 else new_id()
        known.append((kind, id_))
        more = {"status": "proposed", "review_on": chance.choice([None, "2026-12-01"])}
        fields = {"title": "t", **(more if kind == "decisions" else {})}
        if kind == "meetings":
            fields["status"] = chance.choice(["running", "ended", "discarded"])
        change: Change = Put(kind, id_, {**fields, field: chance.choice(values)})
        if chance.random() < 0.1:
            change = Drop(kind, id_)
        put_all(repo, change)
        if step % 3 == 0:
            agrees(repo)


def test_new_open_work_is_added_without_reading_everything(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, open_, meeting = new_id(), new_id(), new_id()
    put_all(
        repo,
        Put("actions", done, {"status": "done"}),
        Put("actions", open_, {"status": "open"}),
        Put("meetings", meeting, {"title": "first"}),
    )
    agrees(repo)
    monkeypatch.setattr(module, "_from_scratch", lambda _: pytest.fail("everything was read"))
    put_all(repo, Put("actions", new_id(), {"status": "open"}), Put("cards", new_id(), {"t": 1}))
    put_all(repo, Put("actions", open_, {"status": "done"}), Put("meetings", meeting, {"roti": 4}))
    put_all(repo, Put("meetings", meeting, {"title": "renamed"}))
    put_all(repo, Put("meetings", new_id(), {"title": "new"}, Scope.PRIVATE))
    put_all(repo, Include("actions", open_, "owners", ("x",)))
    agrees(repo)


@pytest.mark.parametrize("change", ["reopen", "first field"])
def test_touching_what_is_left_out_reads_everything_once(
    repo: StoreRepository, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = new_id()
    put_all(repo, Put("actions", done, {"status": "done"}))
    agrees(repo)
    changes: dict[str, Change] = {
        "reopen": Put("actions", done, {"status": "open"}),
        "first field": Put("actions", done, {"outcome": "yes"}),
    }
    put_all(repo, changes[change])
    agrees(repo)
    monkeypatch.setattr(module, "_from_scratch", lambda _: pytest.fail("read again"))
    agrees(repo)


def test_what_only_the_journal_holds_is_followed_too(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_all(repo, Put("actions", new_id(), {"status": "open"}))
    agrees(repo)

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(engine.OwnLog, "publish", fail)
        put_all(repo, Put("actions", new_id(), {"status": "open"}))
        agrees(repo)
    assert len(agrees(repo).all("actions")) == 2


def test_a_damaged_cache_is_not_believed(repo: StoreRepository) -> None:
    put_all(repo, Put("actions", new_id(), {"status": "open", "title": "xyz"}))
    agrees(repo)
    path = local(repo) / "cache" / "followup.json"
    path.write_bytes(path.read_bytes().replace(b"xyz", b"xxx"))
    agrees(repo)


def test_rows_that_another_process_has_meanwhile_replaced_are_read_anew(
    repo: StoreRepository,
) -> None:
    kept, closed = new_id(), new_id()
    put_all(repo, *(Put("actions", id_, {"status": "open"}) for id_ in (kept, closed)))
    agrees(repo)
    early = followup(repo.path)
    put_all(repo, Put("actions", closed, {"status": "done"}))
    repo._engine.snapshot()
    assert list(early.all("actions")) == [kept]
    early = followup(repo.path)
    (local(repo) / "cache" / "followup-rows.json").unlink()
    assert early.get("actions", kept) == repo.get("actions", kept)


def test_values_that_no_set_can_hold_are_asked_one_by_one(repo: StoreRepository) -> None:
    late, odd = new_id(), new_id()
    put_all(repo, Put("actions", late, {"due": "x"}), Put("actions", odd, {"due": [{}]}))
    agrees(repo)
    assert list(followup(repo.path).brief("due", lambda due: due == "x")) == [late]


def test_it_is_a_reader_of_these_kinds_only(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(repo, Put("actions", id_, {"status": "open", "n": 1}))
    found = agrees(repo)
    row = found.get("actions", id_)
    assert row is not None
    assert row["n"] == 1
    assert list(found.search("actions", n=1, status="open")) == [id_]
    for ask in (lambda: found.all("cards"), lambda: found.get("votes", id_)):
        with pytest.raises(ValueError, match="does not hold"):
            ask()


def test_nothing_slow_is_imported(repo: StoreRepository) -> None:
    put_all(repo, Put("actions", new_id(), {"status": "open"}))
    agrees(repo)
    program = (
        "import sys; from pathlib import Path; from retrotui.store.followup import followup;"
        "assert len(followup(Path(sys.argv[1])).all('actions')) == 1;"
        "print([name for name in ('tinydb', 'subprocess', 'textual', 'rich', 'asyncio', 'secrets',"
        "'retrotui.store.engine', 'retrotui.store.planner') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(repo.path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_process_that_only_commits_does_not_import_tinydb(repo: StoreRepository) -> None:
    program = (
        "import sys; from pathlib import Path; from retrotui.core.changes import Put;"
        "from retrotui.store.repository import open_repository;"
        "from retrotui.store.system import SystemClock, SystemIds;"
        "ids = SystemIds(); id_ = ids.new();"
        "repo = open_repository(Path(sys.argv[1]), clock=SystemClock(), ids=ids);"
        "repo.transact(lambda reader: [Put('cards', id_, {'n': len(reader.search('cards', n=1))})],"
        "by='ana');"
        "assert repo.get('cards', id_)['n'] == 0; repo.close();"
        "print([name for name in ('tinydb', 'subprocess', 'textual') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(repo.path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
