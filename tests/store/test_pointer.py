"""The tracked pointer: what it may say, what is refused, and which store a command then means."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.errors import StoreError
from retrotui.store.finding import POINTER, find_pointer, find_store, stray
from retrotui.store.placement import create_store, read_meta
from retrotui.store.pointer import Pointer, not_here, read_pointer, write_pointer
from tests.support.fakes import FakeClock, FakeIds

ID = FakeIds().new()


def make(team: Path, start: int = 1) -> Path:
    return create_store(team, in_tree=False, clock=FakeClock(), ids=FakeIds(start))


def point(folder: Path, **said: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / POINTER
    file.write_text(json.dumps({"store": ID, **said}))
    return file


@pytest.mark.parametrize(
    "said",
    [
        {"branch": "retrotui", "remote": "upstream"},
        {"url": "git@example.org:team/notes.git", "branch": "team/notes"},
        {"path": "../team/.retrotui"},
    ],
)
def test_what_is_written_is_read_back(tmp_path: Path, said: dict[str, str]) -> None:
    pointer = Pointer(tmp_path / POINTER, ID, **said)
    old = os.umask(0o077)
    try:
        write_pointer(pointer)
    finally:
        os.umask(old)
    assert read_pointer(tmp_path / POINTER) == pointer
    assert (tmp_path / POINTER).stat().st_mode & 0o777 == 0o644
    assert json.loads((tmp_path / POINTER).read_text()) == {"store": ID, **said}


def test_a_pointer_may_leave_out_what_is_usual_and_say_more(tmp_path: Path) -> None:
    file = point(tmp_path, later={"than": "this version"})
    assert read_pointer(file) == Pointer(file, ID, "retrotui", "origin")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"store": "../../x"}, "store"),
        ({"store": 7}, "store"),
        ({"remote": "--upload-pack=touch x"}, "remote"),
        ({"remote": ""}, "remote"),
        ({"branch": "../main"}, "branch"),
        ({"branch": "a:b"}, "branch"),
        ({"branch": ["retrotui"]}, "branch"),
        ({"url": "-oProxyCommand=x"}, "url"),
        ({"url": "https://x/\n\x1b[2J"}, "url"),
        ({"url": "u" * 3000}, "url"),
        ({"path": "/etc"}, "path"),
        ({"path": "a\x00b"}, "path"),
        ({"path": None}, "path"),
        ({"url": "https://x/y", "remote": "origin"}, "remote and url"),
    ],
)
def test_what_makes_no_sense_is_refused_by_file_and_key(
    tmp_path: Path, said: dict[str, object], names: str
) -> None:
    file = point(tmp_path, **said)
    with pytest.raises(StoreError) as refused:
        read_pointer(file)
    assert str(file) in refused.value.message
    assert names in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff\xfe", b"[" * 9000, b'{"store": NaN}', b" " * 20_000, b'"x"']
)
def test_what_is_no_pointer_at_all_is_refused_by_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / POINTER).write_bytes(data)
    with pytest.raises(StoreError, match=r"\.retrotui\.json"):
        find_store(tmp_path)


@given(data=st.binary(max_size=200))
def test_no_content_does_more_than_be_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / POINTER
    file.write_bytes(data)
    with pytest.raises(StoreError):
        read_pointer(file)


def test_links_pipes_and_folders_are_not_read(tmp_path: Path) -> None:
    real = point(tmp_path / "real")
    for name, make_it in (
        ("link", lambda path: path.symlink_to(real)),
        ("pipe", os.mkfifo),
        ("folder", Path.mkdir),
    ):
        (tmp_path / name).mkdir()
        make_it(tmp_path / name / POINTER)
        with pytest.raises(StoreError, match=r"\.retrotui\.json"):
            find_store(tmp_path / name)


def test_a_store_that_is_not_here_is_pointed_to_from_below(tmp_path: Path) -> None:
    make(tmp_path)
    file = point(tmp_path / "code")
    below = tmp_path / "code" / "src"
    below.mkdir()
    assert find_store(below) is None
    assert find_store(tmp_path, tmp_path / "code") is None
    pointer = find_pointer(below)
    assert pointer is not None
    assert pointer.file == file
    refusal = not_here(pointer)
    assert "branch retrotui of origin" in refusal.message
    assert "init --join" in str(refusal.hint)


def test_a_store_beside_its_pointer_is_found(tmp_path: Path) -> None:
    store = make(tmp_path)
    point(tmp_path)
    assert find_store(tmp_path) == store
    assert find_pointer(tmp_path) is None
    assert stray(store) is None


def test_a_store_beside_a_pointer_to_another_is_told(tmp_path: Path) -> None:
    store = make(tmp_path, start=9)
    point(tmp_path)
    assert find_store(tmp_path) == store
    assert "another store" in str(stray(store))
    (tmp_path / POINTER).write_text("{")
    assert "not readable" in str(stray(store))


def test_a_path_leads_to_the_store_or_to_its_parent(tmp_path: Path) -> None:
    store = make(tmp_path / "team")
    for path in ("../team/.retrotui", "../team"):
        point(tmp_path / "code", path=path)
        assert find_store(tmp_path / "code") == store


def test_a_path_to_nothing_says_where_that_is(tmp_path: Path) -> None:
    point(tmp_path / "code", path="../team")
    assert find_store(tmp_path / "code") is None
    pointer = find_pointer(tmp_path / "code")
    assert pointer is not None
    assert str(tmp_path / "team") in not_here(pointer).message


def test_a_path_to_another_store_names_both(tmp_path: Path) -> None:
    store = make(tmp_path / "team", start=9)
    point(tmp_path / "code", path="../team")
    with pytest.raises(StoreError) as refused:
        find_store(tmp_path / "code")
    assert ID in refused.value.message
    assert read_meta(store)["store"] in refused.value.message


def test_a_path_through_a_link_is_refused_and_says_where_it_leads(tmp_path: Path) -> None:
    make(tmp_path / "private")
    point(tmp_path / "code", path="shared")
    (tmp_path / "code" / "shared").symlink_to(tmp_path / "private")
    with pytest.raises(StoreError, match="symbolic link") as refused:
        find_store(tmp_path / "code")
    assert str(tmp_path / "private") in refused.value.message


def test_a_pointer_reached_through_a_link_is_as_good(tmp_path: Path) -> None:
    store = make(tmp_path / "team")
    point(tmp_path / "code", path="../team")
    (tmp_path / "home").symlink_to(tmp_path / "code")
    found = find_store(tmp_path / "home")
    assert found == Path(os.path.realpath(store))


def test_a_plain_clone_of_a_store_is_one_whatever_its_name(tmp_path: Path) -> None:
    store = make(tmp_path / "first")
    add = ["git", "-C", str(store), "add", "retro.json", "README.md", ".gitattributes"]
    subprocess.run(add, check=True)
    subprocess.run(["git", "-C", str(store), "commit", "-qm", "x"], check=True)
    for name in ("team", "other/.retrotui"):
        clone = tmp_path / name
        command = ["git", "clone", "-q", "-b", "retrotui", str(store), str(clone)]
        subprocess.run(command, check=True)
        assert find_store(clone) == clone
        assert find_store(clone / "log") == clone
        assert read_meta(clone) == read_meta(store)
    assert find_store(tmp_path / "other") == tmp_path / "other" / ".retrotui"
    with pytest.raises(StoreError, match="a store itself"):
        make(tmp_path / "team")


def test_a_retro_json_of_something_else_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "retro.json").write_text('{"games": ["tetris"]}')
    assert find_store(tmp_path) is None
    make(tmp_path / "team")
