"""``doctor`` on what the logs say: lines, events, records, clocks."""

from pathlib import Path

import pytest

from retrotui.core.changes import Drop, Put
from retrotui.core.doctor import Ill
from retrotui.store.repository import open_repository
from retrotui.store.system import wall_ms
from tests.store.doctor_support import (
    FOREIGN,
    LINE,
    cured,
    findings,
    foreign,
    healthy,
    inspected,
    local,
    own_log,
    patient,
    readable,
    told,
)
from tests.store.support import new_id, put_all
from tests.support.fakes import FakeClock, FakeIds


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return healthy(tmp_path / "team")


@pytest.mark.parametrize(
    ("line", "ill", "why"),
    [
        ("garbage", Ill.BAD_LINE, "not JSON"),
        ("{}", Ill.BAD_LINE, "no event id"),
        ("", Ill.BAD_LINE, "not JSON"),
        (LINE.replace("notes", "No Tes"), Ill.BAD_LINE, "no kind of record"),
        ("<<<<<<< HEAD", Ill.CONFLICT_MARKER, ""),
        ("=======", Ill.CONFLICT_MARKER, ""),
    ],
)
def test_an_unreadable_line_is_told_with_its_place_and_reason(
    store: Path, line: str, ill: Ill, why: str
) -> None:
    foreign(store, f"{LINE}\n{line}\n")
    found = told(store, ill)
    assert (found.path, found.line, found.detail) == (FOREIGN, 2, why)
    assert "not quarantined" in found.means


def test_a_file_full_of_garbage_does_not_flood(store: Path) -> None:
    foreign(store, "garbage\n" * 500)
    found = inspected(store)
    assert len(found) <= 22
    assert "more such lines" in " ".join(each.means for each in found)


def test_half_a_line_of_another_clone_is_left_to_it(store: Path) -> None:
    path = foreign(store, LINE + "\n" + LINE[:40])
    assert told(store, Ill.UNFINISHED_LINE).line == 2
    assert path.read_text() == LINE + "\n" + LINE[:40]


def test_a_whole_last_line_without_its_end_is_nothing_to_tell(store: Path) -> None:
    foreign(store, LINE)
    assert findings(store) == []


def test_a_torn_tail_of_our_own_is_cut_and_written_again(store: Path) -> None:
    events = readable(store)
    path = own_log(store)
    path.write_bytes(path.read_bytes()[:-30])
    cured(store, Ill.TORN_TAIL)
    assert readable(store) == events
    assert (local(store) / "doctor").exists(), "the half line is kept"


@pytest.mark.parametrize("folder", ["held", "private"])
def test_a_torn_tail_of_the_private_part_too(store: Path, folder: str) -> None:
    events = readable(store)
    (path,) = local(store).glob(f"{folder}/*/*.jsonl")
    path.write_bytes(path.read_bytes()[:-30])
    cured(store, Ill.TORN_TAIL)
    assert readable(store) == events


def test_a_damaged_line_of_our_own_comes_back_from_the_journal(store: Path) -> None:
    events = readable(store)
    path = own_log(store)
    path.write_bytes(path.read_bytes().replace(b'"title"', b'"title', 1))
    cured(store, Ill.UNPUBLISHED, leaves={Ill.BAD_LINE})
    assert readable(store) == events


def test_two_events_with_one_id_are_told(store: Path) -> None:
    foreign(store, LINE + "\n" + LINE.replace("theirs", "other") + "\n")
    found = told(store, Ill.ID_CLASH)
    assert (found.path, found.line, found.detail) == (FOREIGN, 2, LINE[6:36])


def test_one_event_in_several_files_is_normal(store: Path) -> None:
    foreign(store, LINE + "\n" + LINE + "\n")
    foreign(store, LINE + "\n", "log/w-another/2026-11-bbbbbb.jsonl")
    assert findings(store) == []


@pytest.mark.parametrize("folder", ["held", "private"])
def test_a_private_event_in_the_shared_log_is_told_first(store: Path, folder: str) -> None:
    (path,) = local(store).glob(f"{folder}/*/*.jsonl")
    foreign(store, path.read_text())
    found = told(store, Ill.PRIVATE_SHARED)
    assert (found.path, found.line) == (FOREIGN, 1)
    assert inspected(store)[0].ill is Ill.PRIVATE_SHARED


def test_records_that_do_not_make_sense_are_told(store: Path) -> None:
    foreign(store, LINE.replace('"text":"theirs"', '"text":7,"closed":"maybe"') + "\n")
    texts = [each.means for each in inspected(store) if each.ill is Ill.BAD_RECORD]
    name = "notes/01kanar9g10000000000000001"
    assert texts == [
        f"{name} has a closed that makes no sense ('maybe')",
        f"{name} has no readable text, so it is shown nowhere",
    ]
    told(store, Ill.BAD_RECORD)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("actions", {"title": "x", "meeting": "9" * 26}),
        ("dissents", {"concern": "x", "decision": "9" * 26}),
        ("notes", {"sort": "note", "text": "x", "person": "9" * 26}),
        ("decisions", {"title": "x", "deciders": ["9" * 26]}),
    ],
)
def test_a_reference_into_nothing_is_told(
    store: Path, kind: str, fields: dict[str, object]
) -> None:
    id_ = new_id()
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        put_all(repo, Put(kind, id_, fields))
    found = told(store, Ill.DANGLING)
    assert id_ in found.means
    assert "9" * 26 in found.means
    assert found.path.startswith("log/")


def test_a_dropped_record_is_known(store: Path) -> None:
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        decision, dissent = new_id(), new_id()
        put_all(repo, Put("decisions", decision, {"title": "x"}))
        put_all(repo, Put("dissents", dissent, {"concern": "x", "decision": decision}))
        put_all(repo, Drop("decisions", decision))
    assert findings(store) == []


def test_a_clock_far_ahead_is_told_with_its_clone(store: Path) -> None:
    later = f"{wall_ms() + 2 * 24 * 3_600_000:012x}"
    foreign(store, LINE.replace("01a2045ec33e", later) + "\n")
    assert told(store, Ill.CLOCK_AHEAD).path == "log/w-another"


def test_a_clock_behind_the_newest_event_is_told(store: Path) -> None:
    behind = patient(store, lambda: wall_ms() - 3 * 3_600_000)
    (found,) = behind.inspect()
    assert found.ill is Ill.CLOCK_BEHIND
    assert "2 h" in found.means or "3 h" in found.means
    assert not patient(store, lambda: wall_ms() - 60_000).inspect()
