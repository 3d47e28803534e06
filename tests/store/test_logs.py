"""What is read of a shared folder that anybody can write to: events, and nothing by its name."""

import os
from pathlib import Path

import pytest

from retrotui.core.changes import Drop, Include, Put, Scope
from retrotui.store.repository import StoreRepository
from tests.store.support import log_files, make_repository, new_id, put_all, reopened

LINE = (
    '{"t":"01a2045ec33e-0000-anothernonce","at":"2026-11-22T09:00:00Z","by":null,"in":"cards",'
    '"id":"01kanar9g10000000000000001","set":{"text":"theirs"}}'
)


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    repo = make_repository(tmp_path)
    put_all(repo, Put("cards", new_id(), {"text": "ours"}))
    return repo


def foreign(
    repo: StoreRepository, content: bytes | str, name: str = "2026-11-aaaaaa.jsonl"
) -> Path:
    path = repo.path / "log" / "w-another" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(repo: StoreRepository) -> list[str]:
    return sorted(str(row["text"]) for row in repo.all("cards").values())


def test_good_lines_between_bad_ones_are_all_read(repo: StoreRepository) -> None:
    other = LINE.replace("33e-", "33f-").replace("00001", "00002").encode()
    bad = [b"<<<<<<< HEAD", b"\xff\xfe", b"", b"{" * 5000, b"[" * 200_000, b"x" * (1 << 20)]
    foreign(repo, b"\n".join([*bad, LINE.encode() + b"\r", b"=======", other]) + b"\n")
    assert repo.refresh()
    assert texts(repo) == ["ours", "theirs", "theirs"]
    assert [line for _, line, _ in repo.problems()] == [1, 2, 3, 4, 5, 6, 8]
    assert all(path == "log/w-another/2026-11-aaaaaa.jsonl" for path, _, _ in repo.problems())


def test_a_line_is_taken_when_its_end_arrives(repo: StoreRepository) -> None:
    path = foreign(repo, LINE[:50])
    repo.refresh()
    assert texts(repo) == ["ours"]
    assert [why for _, _, why in repo.problems()] == ["unfinished last line"]
    path.write_text(LINE + "\n")
    assert repo.refresh()
    assert texts(repo) == ["ours", "theirs"]
    assert repo.problems() == []


def test_a_last_line_without_its_line_end_counts(repo: StoreRepository) -> None:
    path = foreign(repo, LINE)
    repo.refresh()
    assert texts(repo) == ["ours", "theirs"]
    path.write_text(LINE + "\n" + LINE.replace("33e-", "33f-").replace("00001", "00002") + "\n")
    repo.refresh()
    assert texts(repo) == ["ours", "theirs", "theirs"]
    assert repo.problems() == []


def test_links_and_odd_names_are_not_read(tmp_path: Path, repo: StoreRepository) -> None:
    secret = tmp_path / "secret.jsonl"
    secret.write_text(LINE + "\n")
    folder = repo.path / "log" / "w-another"
    folder.mkdir()
    (folder / "2026-11-aaaaaa.jsonl").symlink_to(secret)
    (repo.path / "log" / "w-linkedd").symlink_to(tmp_path)
    (tmp_path / "2026-11-bbbbbb.jsonl").write_text(LINE + "\n")
    os.mkfifo(folder / "2026-11-cccccc.jsonl")
    for name in ("2026-11-AAAAAA.jsonl", "notes.txt", "2026-11-aaaaaa.jsonl.orig", "..jsonl"):
        (folder / name).write_text(LINE + "\n")
    for name in ("UPPER-aaaaaaa", "w-short", "w-another.bak"):
        (repo.path / "log" / name).mkdir()
        (repo.path / "log" / name / "2026-11-dddddd.jsonl").write_text(LINE + "\n")
    assert not repo.refresh()
    assert texts(reopened(repo)) == ["ours"]


def test_a_huge_file_is_reported_and_not_read(repo: StoreRepository) -> None:
    path = foreign(repo, "")
    os.truncate(path, (8 << 20) + 1)
    repo.refresh()
    assert [(line, why) for _, line, why in repo.problems()] == [(0, "larger than 8 MiB; not read")]
    assert texts(repo) == ["ours"]


def test_an_event_in_several_files_counts_once(repo: StoreRepository) -> None:
    for name in ("2026-11-aaaaaa.jsonl", "2026-11-bbbbbb.jsonl"):
        foreign(repo, LINE + "\n" + LINE + "\n", name)
    repo.refresh()
    assert texts(repo) == ["ours", "theirs"]
    assert len(repo.history("cards", "01kanar9g10000000000000001")) == 1


def test_a_newer_version_s_records_and_fields_survive(repo: StoreRepository) -> None:
    line = LINE.replace('"set"', '"later":{"x":1},"set"').replace('"cards"', '"holograms"')
    path = foreign(repo, line + "\n")
    repo.refresh()
    (id_,) = repo.all("holograms")
    put_all(repo, Put("holograms", id_, {"more": 1}))
    assert path.read_text() == line + "\n"
    assert reopened(repo).all("holograms")[id_]["text"] == "theirs"


def test_two_clones_that_exchange_files_agree(tmp_path: Path) -> None:
    one, two = make_repository(tmp_path / "1"), make_repository(tmp_path / "2")
    id_ = new_id()
    put_all(one, Put("cards", id_, {"text": "a"}), by="ana")

    def exchange() -> None:
        for source, target in ((one, two), (two, one)):
            for file in log_files(source):
                copy = target.path / file.relative_to(source.path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
        one.refresh()
        two.refresh()

    exchange()
    put_all(one, Put("cards", id_, {"text": "b"}), by="ana")
    put_all(two, Put("cards", id_, {"text": "c"}), by="bo")
    exchange()
    assert one.get("cards", id_) == two.get("cards", id_)
    found = one.versions("cards", id_)["text"]
    assert {(each.value, each.by) for each in found} == {("b", "ana"), ("c", "bo")}
    assert found == two.versions("cards", id_)["text"]
    assert one.conflicts() == [("cards", id_)]
    put_all(one, Put("cards", id_, {"text": found[0].value}))
    exchange()
    assert one.versions("cards", id_) == two.versions("cards", id_) == {}


def test_nothing_private_or_held_reaches_the_shared_folder(repo: StoreRepository) -> None:
    meeting, held, card, note = (new_id() for _ in range(4))
    put_all(repo, Put("meetings", meeting, {"title": "XSECRETX"}, Scope.PRIVATE), by="XSECRETX")
    put_all(repo, Put("notes", note, {"meeting": meeting, "text": "XSECRETX"}), meeting=meeting)
    put_all(
        repo, Put("notes", note, {"text": "XSECRETX2"}), Include("notes", note, "t", ("XSECRETX",))
    )
    put_all(repo, Put("cards", held, {"text": "XSECRETX"}, Scope.HELD), by="XSECRETX")
    put_all(
        repo, Put("notes", note, {"text": "y"}, Scope.SHARED), Put("cards", card, {"text": "z"})
    )
    put_all(repo, Drop("notes", note), Drop("cards", held), meeting=meeting)
    put_all(
        repo, Put("notes", note, {"text": "XSECRETX"}), Put("people", new_id(), {}), meeting=meeting
    )
    repo._engine.snapshot()
    reopened(repo).close()
    shared = [path for path in repo.path.rglob("*") if path.is_file() and ".git" not in path.parts]
    content = b"".join(path.read_bytes() for path in shared)
    assert b'"text":"z"' in content
    for secret in (b"XSECRETX", meeting.encode(), held.encode(), note.encode()):
        assert secret not in content
