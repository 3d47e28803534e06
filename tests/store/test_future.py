"""A store of a newer version: every command reads what it knows, and damages not a byte."""

import json
from pathlib import Path

import pytest

from retrotui.store.codec import encode
from retrotui.store.repository import open_repository
from tests.support.fakes import FakeClock, FakeIds
from tests.support.shell import Shell

ACTION, ROCKET = "0" * 24 + "fa", "0" * 24 + "fb"


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    made = Shell(tmp_path, capsys, monkeypatch)
    made.ok("init", "--team", "Payments")
    made.ok("actions", "add", "Old and known", "--due", "2026-11-22")
    return made


def event(number: int, **more: object) -> str:
    return encode(
        {"t": f"01a2055a7b4e-{number:04x}-future0abcde", "at": "2026-11-22T08:00:00Z", "by": "Zed"}
        | more
    )


def from_the_future(shell: Shell, format_: int) -> Path:
    """Writes what a newer version might: a field, a verb, a table, a key and a status it knows."""
    store = shell.folder / ".retrotui"
    meta = json.loads((store / "retro.json").read_text())
    (store / "retro.json").write_text(json.dumps(meta | {"format": format_, "codec": "v9"}))
    folder = store / "log" / "w-future0"
    folder.mkdir(parents=True)
    put = {"title": "New field", "status": "open", "due": "2026-11-20", "mood": {"x": [1]}}
    lines = [
        event(1, **{"in": "actions", "id": ACTION, "set": put, "weave": {"y": 1}}),
        event(2, **{"in": "rockets", "id": ROCKET, "set": {"thrust": 9}}, sealed="yes"),
        event(3, **{"in": "actions", "id": ACTION, "rotate": [1, 2]}),
        event(4, envelope={"kind": "newer"}),
        event(5, **{"in": "decisions", "id": ROCKET, "set": {"title": "D", "status": "pondered"}}),
    ]
    (folder / "2026-11-abcdef.jsonl").write_text("\n".join(lines) + "\n")
    return store


def shared(store: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(store)): path.read_bytes()
        for path in sorted(store.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(store).parts
    }


READING = (
    ("actions",), ("actions", "list", "--all"), ("actions", "show", "fa"), ("actions", "log", "fa"),
    ("check",), ("decisions",), ("dissent",), ("people",), ("settings",), ("meetings",), ("log",),
    ("log", "fa"), ("log", "--dropped"), ("conflicts",), ("undo", "--dry-run"),
)  # fmt: skip
WRITING = (
    ("actions", "add", "New"), ("people", "add", "Lena"), ("settings", "set", "team", "X"),
    ("undo",), ("redact", ACTION, "title", "--yes"), ("conflicts", "pick", ACTION, "due", "1"),
)  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_every_command_reads_a_newer_store_and_says_so_once(
    shell: Shell, words: tuple[str, ...]
) -> None:
    store = from_the_future(shell, 2)
    before = shared(store)
    typed = [ACTION if each == "fa" else each for each in words]
    for _ in range(2):
        answer = shell(*typed)
        assert answer.code in (0, 1), answer
        assert answer.err.count("the store is in format 2") == 1
    assert shared(store) == before


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_no_command_writes_to_a_newer_store(shell: Shell, words: tuple[str, ...]) -> None:
    store = from_the_future(shell, 2)
    before = shared(store)
    answer = shell(*words)
    assert answer.code in (3, 4), answer
    assert shared(store) == before
    assert "in format 2" in answer.err


def test_what_a_newer_program_wrote_in_this_format_survives_our_own_writing(shell: Shell) -> None:
    store = from_the_future(shell, 1)
    before = shared(store)
    shell.ok("actions", "move", ACTION, "2026-12-24")
    shell.ok("actions", "done", ACTION)
    shell.ok("undo")
    assert "New field" in shell.ok("actions", "show", ACTION).out
    after = shared(store)
    assert all(after[name].startswith(data) for name, data in before.items())
    with open_repository(store, clock=FakeClock(), ids=FakeIds()) as repo:
        assert repo.problems() == []
        assert repo.all("rockets")[ROCKET]["thrust"] == 9
        assert repo.all("actions")[ACTION]["mood"] == {"x": [1]}
        assert repo.all("actions")[ACTION]["due"] == "2026-12-24"
    assert "only a newer version understands" in shell.ok("log", "--limit", "0").out
