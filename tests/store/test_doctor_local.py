"""``doctor`` on the private part: journal, bookkeeping, this clone's name, caches, quarantine."""

import json
import shutil
import zlib
from pathlib import Path

import pytest

from retrotui.core.doctor import Ill
from retrotui.services import doctor as service
from retrotui.store import cache, quarantine
from retrotui.store.followup import followup
from retrotui.store.own import writer_here
from retrotui.store.repository import open_repository
from tests.store.doctor_support import (
    LINE,
    cured,
    findings,
    foreign,
    healthy,
    inspected,
    kinds,
    local,
    own_log,
    patient,
    readable,
    told,
)
from tests.support.fakes import FakeClock, FakeIds


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return healthy(tmp_path / "team")


def test_events_that_only_the_journal_has_are_published(store: Path) -> None:
    events = readable(store)
    shutil.rmtree(store / "log")
    (found,) = [each for each in inspected(store) if each.ill is Ill.UNPUBLISHED]
    assert found.means == "3 events in the journal, acknowledged, that the log lacks"
    cured(store, Ill.UNPUBLISHED)
    assert readable(store) == events
    assert own_log(store).read_bytes().count(b"\n") == 3


def test_they_are_published_when_the_bookkeeping_denies_them(store: Path) -> None:
    events = readable(store)
    own_log(store).unlink()
    books = json.loads((local(store) / "own.json").read_text())
    books["files"] = {}
    (local(store) / "own.json").write_text(json.dumps(books))
    shutil.rmtree(local(store) / "cache")
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        assert not repo.all("actions"), "no other command notices"
    cured(store, Ill.UNPUBLISHED)
    assert readable(store) == events


def test_half_a_line_in_the_journal_is_put_aside(store: Path) -> None:
    with (local(store) / "journal.jsonl").open("a") as file:
        file.write("0\t{half")
    assert (Ill.JOURNAL_TORN, 6) in [(each.ill, each.line) for each in inspected(store)]
    cured(store, Ill.JOURNAL_TORN)


@pytest.mark.parametrize("line", ["9\t{}", "nonsense", "0\tnonsense"])
def test_a_senseless_line_of_the_journal_is_told_and_kept(store: Path, line: str) -> None:
    path = local(store) / "journal.jsonl"
    path.write_text(path.read_text() + line + "\n")
    told(store, Ill.JOURNAL_LINE)
    assert path.read_text().endswith(line + "\n")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files":{},"journal":"x"}', '{"files":{}}'])
def test_unreadable_bookkeeping_is_made_anew(store: Path, text: str) -> None:
    (local(store) / "own.json").write_text(text)
    cured(store, Ill.BOOKKEEPING)


def test_bookkeeping_of_a_longer_journal_is_made_anew(store: Path) -> None:
    path = local(store) / "journal.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    cured(store, Ill.BOOKKEEPING)


def test_bookkeeping_of_another_file_is_made_anew(store: Path) -> None:
    path = own_log(store)
    path.write_bytes(path.read_bytes().replace(b"Promise", b"PROMISE"))
    assert "bookkeeping" in kinds(store)
    service.mend(patient(store))
    assert "bookkeeping" not in kinds(store)


def test_a_copied_clone_takes_a_name_of_its_own(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / ".retrotui"
    shutil.copytree(store, copy, copy_function=shutil.copy2)
    assert writer_here(local(copy)) is None
    cured(copy, Ill.WRITER_COPIED)
    assert writer_here(local(copy)) not in {None, writer_here(local(store))}
    assert findings(store) == []


def test_the_original_s_torn_tail_is_not_the_copy_s_to_cut(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / ".retrotui"
    shutil.copytree(store, copy, copy_function=shutil.copy2)
    path = own_log(copy)
    path.write_bytes(path.read_bytes() + b'{"t":"01')
    torn = path.read_bytes()
    service.mend(patient(copy))
    assert path.read_bytes() == torn


@pytest.mark.parametrize("name", [cache.STATE, cache.FOLLOW_UP])
@pytest.mark.parametrize("how", ["flipped", "short", "empty", "other store"])
def test_a_damaged_cache_is_built_anew(store: Path, name: str, how: str) -> None:
    path = local(store) / "cache" / name
    data = path.read_bytes()
    header, _, payload = data.partition(b"\n")
    if how == "flipped":
        data = data.replace(b"Promise", b"promise") if name == cache.STATE else data[:-9] + b"x" * 9
    elif how == "other store":
        data = json.dumps({**json.loads(header), "store": "0" * 26}).encode() + b"\n" + payload
    path.write_bytes(data[: len(data) // 2] if how == "short" else b"" if how == "empty" else data)
    cured(store, Ill.CACHE_OTHER if how == "other store" else Ill.CACHE_DAMAGED)
    assert path.exists()


def forge(path: Path, old: bytes, new: bytes) -> None:
    """Changes a cache so that its checksum fits."""
    header, _, payload = path.read_bytes().partition(b"\n")
    payload = payload.replace(old, new)
    told_ = {**json.loads(header), "crc": zlib.crc32(payload)}
    path.write_bytes(json.dumps(told_).encode() + b"\n" + payload)


@pytest.mark.parametrize("name", [cache.STATE, cache.FOLLOW_UP])
def test_a_cache_that_shows_something_else_is_built_anew(store: Path, name: str) -> None:
    forge(local(store) / "cache" / name, b"Promise 1", b"Forged 11")
    cured(store, Ill.CACHE_WRONG)
    titles = {row["title"] for row in followup(store).all("actions").values()}
    assert titles == {"Promise 0", "Promise 1", "Promise 2"}


@pytest.mark.parametrize(
    ("name", "held"), [(cache.STATE, b'"actions",'), (cache.FOLLOW_UP, b'"actions":')]
)
def test_a_cache_of_another_shape_is_built_anew(store: Path, name: str, held: bytes) -> None:
    forge(local(store) / "cache" / name, held, held.replace(b"s", b"z"))
    cured(store, Ill.CACHE_WRONG)


def test_a_cache_that_is_merely_behind_is_nothing_to_tell(store: Path) -> None:
    foreign(store, LINE + "\n")
    assert findings(store) == []


def test_a_cache_of_an_older_version_is_nothing_to_tell(store: Path) -> None:
    path = local(store) / "cache" / cache.STATE
    header, _, payload = path.read_bytes().partition(b"\n")
    path.write_bytes(json.dumps({**json.loads(header), "v": 1}).encode() + b"\n" + payload)
    assert findings(store) == []


def test_what_was_cut_off_earlier_is_told_until_it_is_moved(store: Path) -> None:
    quarantine.keep(local(store), "log/w-another/x.jsonl", 7, "unfinished line", b"half")
    (found,) = inspected(store)
    assert (found.path, found.line) == ("log/w-another/x.jsonl", 7)
    assert "kept in quarantine/" in found.means
    cured(store, Ill.SET_ASIDE)
    (kept,) = (local(store) / "doctor").glob("*/0001-quarantine/x.jsonl.*")
    assert kept.read_bytes() == b"half"


def test_a_local_part_that_nobody_reads_any_more_is_told(tmp_path: Path) -> None:
    store = healthy(tmp_path / "plain", in_tree=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    assert told(store, Ill.LEFT_BEHIND).path == ".local"
