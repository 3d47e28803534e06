"""``retrotui doctor``: what a person, a script and a broken store get from it."""

import json
import shutil
from argparse import Namespace
from io import StringIO
from pathlib import Path

import pytest

from retrotui.cli.commands.doctor import COMMAND
from retrotui.cli.output import Output
from retrotui.cli.session import Session
from retrotui.store.lock import FileLock
from tests.support.shell import Shell

ITEM = {"finding", "path", "line", "means", "fix", "fixable", "fixed"}


@pytest.fixture
def damaged(shell: Shell) -> Shell:
    """A store with a stranger, a conflict marker, and a missing file."""
    shell.ok("actions", "add", "Fix the deploy")
    store = shell.folder / ".retrotui"
    (store / "notes.txt").write_text("mine")
    (store / "README.md").unlink()
    other = store / "log" / "w-another"
    other.mkdir()
    (other / "2026-11-aaaaaa.jsonl").write_text("<<<<<<< HEAD\n")
    return shell


def test_a_healthy_store_is_silent_but_for_a_word_on_stderr(shell: Shell) -> None:
    answer = shell("doctor")
    assert (answer.code, answer.out, answer.err) == (0, "", "nothing found\n")
    body = shell.ok("doctor", "--json").json
    assert (body["kind"], body["status"], body["items"]) == ("doctor", "clean", [])
    assert body["tz"] == "Europe/Berlin"
    assert shell("doctor", "--fix").err == "nothing found\n"


def test_the_demo_team_is_healthy(bare: Shell) -> None:
    store = bare.ok("demo", "--no-ui", "--keep", "demo").out.strip()
    assert bare("doctor", "--store", store).err == "nothing found\n"


def test_findings_are_one_gravest_first(damaged: Shell) -> None:
    answer = damaged("doctor", "--json")
    assert answer.code == 1
    assert all(set(item) == ITEM for item in answer.items)
    assert [(item["finding"], item["path"], item["line"]) for item in answer.items] == [
        ("conflict_marker", "log/w-another/2026-11-aaaaaa.jsonl", 1),
        ("foreign", "notes.txt", None),
        ("readme", "README.md", None),
    ]
    assert [item["fixable"] for item in answer.items] == [False, True, True]
    assert answer.json["counts"] == {"items": 3, "fixable": 2, "fixed": 0}


def test_piped_it_is_a_line_each(damaged: Shell) -> None:
    answer = damaged("doctor")
    assert [row[:3] for row in answer.rows] == [
        ["conflict_marker", "log/w-another/2026-11-aaaaaa.jsonl", "1"],
        ["foreign", "notes.txt", ""],
        ["readme", "README.md", ""],
    ]
    assert [row[5:] for row in answer.rows] == [
        ["false", "false"],
        ["true", "false"],
        ["true", "false"],
    ]
    assert "2 can be mended: retrotui doctor --fix" in answer.err
    lines = damaged("doctor", "--format", "{finding} {path}").out.splitlines()
    assert lines[1] == "foreign notes.txt"


class Screen(StringIO):
    """A terminal as far as the output can tell."""

    def isatty(self) -> bool:
        return True


def on_screen(shell: Shell, *, fix: bool = False) -> list[str]:
    screen, environ = Screen(), {"COLUMNS": "100", "NO_COLOR": "1"}
    output = Output(
        as_json=False, plain=False, template=None, color="auto", environ=environ, stdout=screen
    )
    with Session(output, environ, store_option=str(shell.folder)) as session:
        COMMAND.verbs[""].run(session, Namespace(fix=fix))
    return screen.getvalue().splitlines()


def test_a_person_reads_place_meaning_and_what_would_be_done(
    damaged: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert on_screen(damaged) == [
        "log/w-another/2026-11-aaaaaa.jsonl:1",
        "  a conflict marker that somebody committed; not quarantined, left out when reading",
        "  nothing is lost: the lines around it count; by hand: delete it, then sync",
        "notes.txt",
        "  not part of a store: it has nothing of that name",
        "  --fix moves it into a dated folder of the private part",
        "README.md",
        "  the note for people who find the folder is missing",
        "  --fix writes it again",
    ]
    assert "  mended: writes it again" in on_screen(damaged, fix=True)


def test_mending_moves_and_says_so(damaged: Shell) -> None:
    answer = damaged("doctor", "--fix", "--json")
    assert answer.code == 1, "the marker is left"
    assert [item["fixed"] for item in answer.items] == [False, True, True]
    (kept,) = damaged.folder.glob(".retrotui/.git/retrotui/doctor/2026-11-22-090000/*-notes.txt")
    assert kept.read_text() == "mine"
    shutil.rmtree(damaged.folder / ".retrotui" / "log" / "w-another")
    assert damaged("doctor", "--fix").code == 0


def test_all_mended_is_zero(shell: Shell) -> None:
    (shell.folder / ".retrotui" / "README.md").unlink()
    answer = shell("doctor", "--fix")
    assert (answer.code, "1 found" in answer.err, "1 mended" in answer.err) == (0, True, True)


@pytest.mark.parametrize("text", [None, "{", '{"format":9,"store":"' + "0" * 26 + '"}'])
def test_it_opens_what_no_other_command_does(shell: Shell, text: str | None) -> None:
    shell.ok("actions", "add", "x")
    meta = shell.folder / ".retrotui" / "retro.json"
    meta.unlink()
    if text is not None:
        meta.write_text(text)
        assert shell("actions", "add", "y").code == 4
    for words in (("doctor",), ("doctor", "--fix"), ("doctor", "--json")):
        answer = shell(*words)
        assert answer.code == 1, answer
    item = json.loads(answer.out)["items"][0]
    assert item["finding"].startswith("retro_")
    assert not item["fixable"]


def test_no_store_at_all_is_four(bare: Shell) -> None:
    answer = bare("doctor")
    assert answer.code == 4
    assert "retrotui init" in answer.err


def test_a_name_cannot_steer_the_terminal(shell: Shell) -> None:
    (shell.folder / ".retrotui" / "a\x1b]52;c;eA==\x07\nb").write_text("")
    for words in (("doctor",), ("doctor", "--json")):
        answer = shell(*words)
        assert "\x1b" not in answer.out + answer.err
        assert "\x07" not in answer.out
        assert answer.out.count("\n") == 1


def test_another_process_that_writes_makes_mending_wait_and_refuse(
    damaged: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(damaged.folder / ".retrotui" / ".git" / "retrotui" / "lock")
    monkeypatch.setattr(FileLock.__init__, "__defaults__", (0.0,))
    with FileLock(path):
        assert damaged("doctor").code == 1, "looking needs no lock"
        assert damaged("doctor", "--fix").code == 6
    assert (damaged.folder / ".retrotui" / "notes.txt").exists()
