"""Redaction takes a text out of every file, and changes nothing else that anybody can see."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.changes import Drop, Exclude, Include, Put, Scope
from retrotui.store.codec import decode
from retrotui.store.fold import Fold
from retrotui.store.redaction import id_of, is_stub, named_by, prefer, scrub, stub_of
from retrotui.store.repository import StoreRepository
from tests.store.support import log_files, make_repository, new_id, put_all, reopened, rows
from tests.store.test_fold import A, play, steps
from tests.support.clones import disk_clones, unite
from tests.support.memory import MemoryRepository

SECRET = "Bo's salary is 71,234"
MARK = "[redacted]"
NAME = "01a2055a7b4e-0000-g7x8y3gk8k2m"


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[StoreRepository]:
    with make_repository(tmp_path) as made:
        yield made


def files_with(folder: Path, text: str) -> list[str]:
    needle = text.encode()
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and needle in path.read_bytes()
    ]


def without_stamp(row: Any) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "updated"}


def test_a_stub_is_an_event_of_the_usual_form_that_says_nothing() -> None:
    event = decode(stub_of(NAME))
    assert (event["t"], event["at"]) == (NAME, "2026-11-22T22:22:25.614Z")
    assert id_of(stub_of(NAME).encode()) == NAME
    assert decode(stub_of("ffffffffffff-ffff-000000000000"))
    with pytest.raises(ValueError, match="not an event id"):
        stub_of("x")


def test_a_union_keeps_the_stub_and_otherwise_the_same_line_everywhere() -> None:
    text = f'{{"t":"{NAME}","at":"2026-11-22T09:00:00Z","by":"a"}}'.encode()
    forged = f'{{"redacted":true,"t":"{NAME}","at":"","in":"cards"}}'.encode()
    stub = stub_of(NAME).encode()
    assert is_stub(stub)
    assert not is_stub(forged)
    for one, other, kept in ((text, stub, stub), (forged, stub, stub), (text, forged, forged)):
        assert prefer(one, other) == prefer(other, one) == kept


def test_scrubbing_leaves_every_other_byte_alone() -> None:
    other = NAME.replace("0000", "0001")
    lines = [f'{{"t":"{NAME}","set":1}}', "<<<<<<<", f'{{"t":"{other}"}}', f"about {NAME}", ""]
    data = "\n".join(lines).encode()
    kept = scrub(data, {NAME})
    assert kept.decode().split("\n") == [stub_of(NAME), *lines[1:]]
    assert scrub(kept, {NAME}) is kept
    assert scrub(data, {other.replace("g7", "h7")}) is data


def test_what_a_redaction_names_is_read_with_care() -> None:
    assert named_by({"redact": [NAME, 3, "x", None]}) == (NAME,)
    assert named_by({"redact": "x"}) == named_by({}) == ()


def test_the_text_is_in_no_file_any_more_and_the_rest_of_the_record_stands(
    repo: StoreRepository,
) -> None:
    id_, other = new_id(), new_id()
    put_all(
        repo,
        Put("actions", id_, {"title": SECRET, "status": "open"}),
        Include("actions", id_, "owners", ("bo", "cy")),
        Put("actions", other, {"title": "Other", "why": "same step"}),
    )
    put_all(repo, Put("actions", id_, {"title": f"{SECRET} net"}), by="bo")
    put_all(repo, Put("actions", id_, {"status": "done"}), Put("actions", other, {"why": None}))
    put_all(repo, Exclude("actions", id_, "owners", ("cy",)))
    before = rows(repo, "actions")
    repo._engine.snapshot()
    assert len(files_with(repo.path, SECRET)) >= 3
    receipt = repo.redact("actions", id_, {"title": MARK}, by="ana")
    assert len(receipt.events) == 1
    assert files_with(repo.path, SECRET) == []
    after = rows(repo, "actions")
    assert without_stamp(after[id_]) == without_stamp(before[id_]) | {"title": MARK}
    assert without_stamp(after[other]) == without_stamp(before[other])
    with reopened(repo) as again:
        assert rows(again, "actions") == after
        assert again.conflicts() == []
        put_all(again, Put("actions", id_, {"title": "Fresh"}))
        assert again.problems() == []
    assert repo.refresh()
    assert repo.all("actions")[id_]["title"] == "Fresh"
    told = json.dumps([each.changed for each in repo.history("actions", id_)], default=list)
    assert SECRET not in told
    assert repo.redact("actions", new_id(), {"title": MARK}, by="ana").events == ()


def test_members_of_a_set_go_without_their_words_staying_in_the_redaction(
    repo: StoreRepository,
) -> None:
    id_ = new_id()
    put_all(
        repo, Put("actions", id_, {"title": "Fix"}), Include("actions", id_, "links", (SECRET,))
    )
    repo.redact("actions", id_, {"links": MARK}, by="ana")
    assert files_with(repo.path, SECRET) == []
    assert repo.all("actions")[id_].get("links", []) == []
    with reopened(repo) as again:
        assert again.all("actions")[id_].get("links", []) == []


def test_a_second_redaction_keeps_the_first(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(
        repo, Put("actions", id_, {"title": SECRET, "why": "plain secret", "due": "2026-12-01"})
    )
    created = repo.all("actions")[id_]["created"]
    repo.redact("actions", id_, {"title": MARK}, by="ana")
    repo.redact("actions", id_, {"why": MARK}, by="ana")
    assert files_with(repo.path, SECRET) == files_with(repo.path, "plain secret") == []
    row = repo.all("actions")[id_]
    assert (row["title"], row["why"], row["due"], row["created"]) == (
        MARK, MARK, "2026-12-01", created,
    )  # fmt: skip
    assert repo.redact("actions", id_, {"title": MARK, "why": MARK}, by="ana").events == ()


def test_a_dropped_record_stays_dropped_and_private_text_stays_private(
    repo: StoreRepository,
) -> None:
    gone, private = new_id(), new_id()
    put_all(repo, Put("actions", gone, {"title": SECRET}))
    put_all(repo, Drop("actions", gone))
    put_all(repo, Put("actions", private, {"title": SECRET, "why": "w"}, Scope.PRIVATE))
    for id_ in (gone, private):
        repo.redact("actions", id_, {"title": MARK}, by="ana")
    assert files_with(repo.path, SECRET) == []
    assert list(repo.all("actions")) == [private]
    assert repo.hidden("actions")[gone]["title"] == MARK
    assert all(private not in path.read_text() for path in log_files(repo))
    with reopened(repo) as again:
        assert list(again.all("actions")) == [private]


def test_a_hidden_card_loses_the_words_it_had_before_its_reveal(repo: StoreRepository) -> None:
    hidden, shown = new_id(), new_id()
    put_all(repo, Put("cards", hidden, {"text": SECRET, "hidden": True}, Scope.HELD), by=None)
    put_all(repo, Drop("cards", hidden), Put("cards", shown, {"text": SECRET, "hidden": False}))
    repo.redact("cards", shown, {"text": MARK}, by="ana")
    assert files_with(repo.path, SECRET) == []
    assert {id_: row["text"] for id_, row in repo.all("cards").items()} == {shown: MARK}


def test_every_clone_loses_the_text_and_all_come_to_one_state(tmp_path: Path) -> None:
    ana, bo, cy = disk_clones(tmp_path, 3)
    id_ = new_id()
    put_all(ana, Put("actions", id_, {"title": SECRET, "status": "open"}))
    unite(ana, bo, cy)
    put_all(bo, Put("actions", id_, {"title": f"Not {SECRET}"}))
    put_all(cy, Put("actions", id_, {"title": f"Or {SECRET}"}))
    unite(ana, bo, cy)
    assert bo.conflicts() == [("actions", id_)]
    bo.redact("actions", id_, {"title": MARK}, by="bo")
    assert "Or" not in str(bo.versions("actions", id_))
    unite(bo, cy)
    put_all(ana, Put("actions", id_, {"status": "done"}))
    unite(ana, bo, cy)
    for clone in (ana, bo, cy):
        assert files_with(clone.path, SECRET) == []
        assert clone.problems() == []
        assert (clone.conflicts(), rows(clone, "actions")) == ([], rows(ana, "actions"))
    assert rows(ana, "actions")[id_]["status"] == "done"
    for clone in (ana, bo, cy):
        clone.close()


def test_healing_never_brings_a_redacted_text_back(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(repo, Put("actions", id_, {"title": SECRET}))
    journal = repo.path / ".git" / "retrotui" / "journal.jsonl"
    kept = journal.read_bytes()
    repo.redact("actions", id_, {"title": MARK}, by="ana")
    journal.write_bytes(kept + journal.read_bytes()[len(kept) :])
    for path in log_files(repo):
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[1:]))
    with reopened(repo) as again:
        assert rows(again, "actions")[id_]["title"] == MARK
    assert all(SECRET not in path.read_text() for path in log_files(repo))


def test_a_text_that_comes_back_into_an_own_file_is_taken_out_again(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(repo, Put("actions", id_, {"title": SECRET}))
    (path,) = log_files(repo)
    text = path.read_bytes()
    repo.redact("actions", id_, {"title": MARK}, by="ana")
    path.write_bytes(text + path.read_bytes())
    with reopened(repo) as again:
        assert rows(again, "actions")[id_]["title"] == MARK
    assert files_with(repo.path / "log", SECRET) == []


def _rows(fold: Fold) -> Any:
    table = {id_: without_stamp(row) for id_, row in fold.table("cards").items()}
    return json.loads(json.dumps([table, fold.conflicts()]))


@settings(max_examples=200, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_nothing_but_the_field_changes_whatever_the_history(
    history: list[Any], chance: random.Random
) -> None:
    repo = MemoryRepository()
    repo.events = play(history)
    for event, scope in repo.events:
        repo.fold.apply(event, scope)
    repo._hlc.absorb(repo.fold.top)
    before, _ = _rows(repo.fold)
    told = [each.event for each in repo.history("cards", A)]
    repo.redact("cards", A, {"title": MARK}, by="ana")
    events = list(repo.events)
    chance.shuffle(events)
    fresh = Fold(redacted=repo.fold.redacted)
    for event, scope in events:
        fresh.apply(event, scope)
    after, _ = _rows(fresh)
    if A in before and "title" in before[A]:
        was = before[A].pop("title")
        now = after[A].pop("title")
        assert now == (was if was is None else MARK)
    assert after == before
    assert [each.event for each in repo.history("cards", A)] == told
