"""``retrotui minutes``: a document or JSON, printed or written; and what following up imports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_meetings import KEYS as MEETING
from tests.cli.test_meetings import start
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

HEAVY = ("textual", "rich", "asyncio", "pydantic", "dateutil")


@pytest.fixture
def meeting(shell: Shell) -> str:
    return start(shell)


def test_markdown_is_the_default(shell: Shell, meeting: str) -> None:
    said = shell.ok("minutes", meeting[-16:-4])
    assert said.out.startswith("# Start, Stop, Continue\n")
    assert "People: Ana, Bo" in said.out
    assert said.out == shell.ok("minutes", meeting, "--as", "md").out


def test_json_is_an_envelope_with_one_item(shell: Shell, meeting: str) -> None:
    for words in (("--json",), ("--as", "json")):
        body = shell.ok("minutes", meeting, *words).json
        assert (body["schema_version"], body["kind"], body["tz"]) == (1, "minutes", "Europe/Berlin")
        (item,) = body["items"]
        assert set(item) >= MEETING
        assert item["id"] == meeting


def test_last_is_the_one_that_ended_last(shell: Shell, meeting: str) -> None:
    shell.ok("meetings", "end", meeting)
    shell.at("2026-11-23T09:00:00Z")
    running = start(shell, title="Today")
    assert shell.ok("minutes", "last", "--json").items[0]["id"] == meeting
    shell.ok("meetings", "end", running)
    assert shell.ok("minutes", "last", "--json").items[0]["id"] == running


def test_nothing_to_tell_yet_is_not_found(shell: Shell) -> None:
    refused = shell("minutes", "last")
    assert refused.code == 3
    assert "retrotui run" in refused.err
    assert shell("minutes", "zzzz").code == 3


def test_it_is_written_where_it_is_wanted(shell: Shell, meeting: str) -> None:
    said = shell.ok("minutes", meeting, "-o", "minutes.md")
    assert (said.out, "minutes.md" in said.err) == ("", True)
    assert (shell.folder / "minutes.md").read_text() == shell.ok("minutes", meeting).out
    shell.ok("minutes", meeting, "--as", "json", "-o", "minutes.json")
    loaded = json.loads((shell.folder / "minutes.json").read_text())
    assert loaded["items"][0]["id"] == meeting


@pytest.mark.parametrize("where", ["missing/minutes.md", ".", "bad\0name"])
def test_a_place_that_cannot_be_written_answers_seven(
    shell: Shell, meeting: str, where: str
) -> None:
    refused = shell("minutes", meeting, "-o", where)
    assert refused.code == 7, refused
    assert "-o" in refused.err
    assert harmless(refused)


def test_a_refused_write_keeps_the_file_that_was_there(
    shell: Shell, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = shell.folder / "minutes.md"
    kept.write_text("by hand\n")

    def full(path: Path, _text: str, encoding: str) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    before = sorted(shell.folder.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        refused = shell("minutes", meeting, "-o", "minutes.md")
    assert refused.code == 7
    assert "No space left" in refused.err
    assert kept.read_text() == "by hand\n"
    assert sorted(shell.folder.iterdir()) == before


def test_an_overwritten_file_keeps_its_mode(shell: Shell, meeting: str) -> None:
    kept = shell.folder / "minutes.md"
    kept.write_text("by hand\n")
    kept.chmod(0o600)
    shell.ok("minutes", meeting, "-o", "minutes.md")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_pipe_is_written_to_and_stays_one(shell: Shell, meeting: str) -> None:
    pipe = shell.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        shell.ok("minutes", meeting, "-o", "pipe")
        assert os.read(reader, 65536).startswith(b"# Start, Stop, Continue")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "words", [("--as", "pdf"), ("--json", "--as", "md"), ("--format", "{id}"), ()]
)
def test_forms_that_there_are_not_are_refused(
    shell: Shell, meeting: str, words: tuple[str, ...]
) -> None:
    refused = shell("minutes", *((meeting, *words) if words else ()))
    assert refused.code == 2
    assert refused.out == ""


def test_html_is_one_page_on_its_own(shell: Shell, meeting: str) -> None:
    page = shell.ok("minutes", meeting, "--as", "html").out
    assert page.startswith("<!doctype html>")
    assert "<h1>Start, Stop, Continue</h1>" in page
    assert "<table>" in page
    assert "<script" not in page
    assert "http" not in page
    shell.ok("minutes", meeting, "--as", "html", "-o", "minutes.html")
    assert (shell.folder / "minutes.html").read_text() == page
    assert shell("minutes", meeting, "--json", "--as", "html").code == 2


def test_hostile_text_does_no_harm(shell: Shell) -> None:
    id_ = start(shell, title=NASTY)
    lines = [(id_,), (id_, "--json"), (NASTY,), (id_, "-o", NASTY)]
    assert all(harmless(shell("minutes", *line)) for line in lines)


def test_following_up_never_loads_what_draws(shell: Shell, meeting: str) -> None:
    decision = shell.ok("decisions", "add", "Ship it").id
    lines = [
        ("decisions", "list"),
        ("decisions", "show", decision),
        ("dissent", "add", decision, "--concern", "x", "--follow-up", "2027-01-10"),
        ("dissent", "list"),
        ("meetings",),
        ("meetings", "show", meeting),
        ("minutes", meeting),
        ("minutes", meeting, "--json"),
    ]
    program = (
        "import json, sys; from retrotui.cli.main import run\n"
        "codes = [run(line) for line in json.loads(sys.argv[1])]\n"
        f"loaded = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "print(json.dumps([codes, loaded]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(lines)],
        env={**os.environ, "RETROTUI_STORE": str(shell.folder)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [[0] * len(lines), []]
