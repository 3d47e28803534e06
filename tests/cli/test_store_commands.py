"""``init``, ``settings``, ``people``, ``when``, ``version``, ``help``."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from retrotui import __version__
from retrotui.cli import registry
from tests.support.shell import Shell


def test_init_prints_the_store_and_never_touches_an_existing_one(bare: Shell) -> None:
    made = bare.ok("init", "--team", "Payments", "--timezone", "Europe/Berlin")
    assert made.out.strip() == str(bare.folder / ".retrotui")
    before = (bare.folder / ".retrotui" / "retro.json").read_bytes()
    again = bare("init")
    assert again.code in (2, 4)
    assert (bare.folder / ".retrotui" / "retro.json").read_bytes() == before
    assert bare.ok("settings", "get", "team").out == "Payments\n"


def test_init_takes_the_folders_name_and_refuses_unknown_zones(bare: Shell) -> None:
    refused = bare("init", "sub", "--timezone", "Mars/Olympus")
    assert refused.code == 2
    assert "Mars/Olympus" in refused.err
    assert not (bare.folder / "sub").exists()
    bare.ok("init", "sub")
    store = str(bare.folder / "sub")
    assert bare.ok("settings", "get", "team", "--store", store).out == "sub\n"
    assert bare.ok("settings", "get", "timezone", "--store", store).out == "UTC\n"


def test_inside_a_code_repository_the_store_is_not_swallowed(bare: Shell) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=bare.folder, check=True)
    bare.ok("init")
    subprocess.run(["git", "add", "-A"], cwd=bare.folder, check=True)
    shown = subprocess.run(
        ["git", "status", "--porcelain"], cwd=bare.folder, check=True, capture_output=True
    )
    assert shown.stdout == b""


def test_settings_are_read_back_and_bad_ones_refused(shell: Shell) -> None:
    shell.ok("settings", "set", "date_order", "dmy")
    shell.ok("settings", "set", "holidays", "2026-12-25")
    values = {item["key"]: item["value"] for item in shell.ok("settings", "--json").items}
    assert values["date_order"] == "dmy"
    assert values["holidays"] == "2026-12-25"
    for words, says in (
        (("timezone", "Berlin"), "Berlin"),
        (("tiemzone", "UTC"), "timezone"),
        (("dissent_due_days", "0"), "1"),
    ):
        answer = shell("settings", "set", *words)
        assert answer.code == 2
        assert says in answer.err


def test_one_setting_and_the_version_come_in_an_envelope_too(shell: Shell) -> None:
    assert shell.ok("settings", "get", "team", "--json").items == [
        {"key": "team", "value": "Payments"}
    ]
    assert shell.ok("settings", "get", "team", "--format", "{value}!").out == "Payments!\n"
    assert shell.ok("version", "--json").items == [{"version": __version__}]
    assert shell.ok("version", "--format", "v{version}").out == f"v{__version__}\n"
    assert shell.ok("when", "fri", "--format", r"{phrase}\t{due}").out == "fri\t2026-11-27\n"


def test_global_options_go_before_and_after_the_command_and_its_verb(shell: Shell) -> None:
    store = str(shell.folder)
    shell.ok("actions", "--store", store, "add", "Fix the deploy")
    for words in (
        ("--json", "actions", "list", "--all"),
        ("actions", "--json", "list", "--all"),
        ("actions", "list", "--all", "--json"),
    ):
        assert [each["title"] for each in shell.ok(*words).items] == ["Fix the deploy"]
    refused = shell("actions", "--plain", "lst")
    assert refused.code == 2
    assert "did you mean 'list'" in refused.err


def test_a_log_without_its_store_file_is_no_empty_folder(shell: Shell) -> None:
    shell.ok("actions", "add", "Here before")
    meta = shell.folder / ".retrotui" / "retro.json"
    kept = meta.read_text()
    meta.unlink()
    for words in (("actions",), ("actions", "--store", str(shell.folder / ".retrotui")), ("init",)):
        refused = shell(*words)
        assert refused.code == 4
        assert "retro.json is missing" in refused.err
    meta.write_text(kept)
    assert "Here before" in shell.ok("actions").out


@pytest.mark.parametrize("buffered", ["", "1"])
def test_an_output_that_cannot_be_written_is_seven(shell: Shell, buffered: str) -> None:
    shell.ok("actions", "add", "Fix the deploy")
    for words in (("actions",), ("actions", "--json"), ("settings", "get", "team")):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = _program(*words, stdout=full, env={"PYTHONUNBUFFERED": buffered})
        assert done.returncode == 7
        assert "cannot write the output: No space left on device" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_harm_nothing(shell: Shell, closed: str) -> None:
    line = f'"$0" -m retrotui actions add "from cron" {closed}'
    done = subprocess.run(["/bin/sh", "-c", line, sys.executable], cwd=shell.folder, check=False)
    assert done.returncode == 0
    assert [each["title"] for each in shell.ok("actions", "--json").items] == ["from cron"]


def _program(*words: str, stdout: IO[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "retrotui", *words],
        stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, **env},
    )  # fmt: skip


def test_people_are_one_whatever_their_case(shell: Shell) -> None:
    first = shell.ok("people", "add", "ana", "--function", "engineering").id
    assert shell.ok("people", "add", "Ana").id == first
    close = shell.ok("people", "add", "Anna")
    assert "ana" in close.err
    shell.ok("people", "rename", "Anna", "Hanna")
    taken = shell("people", "rename", "Hanna", "ANA")
    assert taken.code == 2
    shell.ok("people", "merge", "ana", "Hanna")
    assert [row[1:] for row in shell.ok("people").rows] == [["ana", "engineering"]]


@pytest.mark.parametrize(
    ("phrase", "out"),
    [("fri", "2026-11-27"), ("in 2 weeks", "2026-12-06"), ("none", "none")],
)
def test_when_needs_no_store(bare: Shell, phrase: str, out: str) -> None:
    assert bare.ok("when", *phrase.split()).out == f"{out}\n"


def test_when_follows_the_store_there_is(shell: Shell) -> None:
    assert shell("when", "12/1").code == 2
    shell.ok("settings", "set", "date_order", "dmy")
    assert shell.ok("when", "12/1").out == "2027-01-12\n"
    (item,) = shell.ok("when", "fri", "--json").items
    assert item == {
        "phrase": "fri", "due": "2026-11-27", "days": 5, "words": "Fri 27 Nov 2026 (in 5 days)",
    }  # fmt: skip


def test_version_and_help_name_every_command(bare: Shell) -> None:
    assert bare.ok("version").out == f"retrotui {__version__}\n"
    assert bare.ok("--version").out == f"retrotui {__version__}\n"
    listed = bare.ok("help").out
    for name in registry.SUMMARIES:
        assert f"  {name} " in listed
        command = registry.load(name)
        assert command.summary
        assert all(verb.summary for verb in command.verbs.values())
    assert bare("hlep").code == 2


def test_a_newer_store_is_four_and_is_left_alone(shell: Shell) -> None:
    meta = shell.folder / ".retrotui" / "retro.json"
    data = json.loads(meta.read_text())
    meta.write_text(json.dumps({**data, "format": 99}))
    refused = shell("actions", "add", "x")
    assert refused.code == 4
    assert "99" in refused.err
    assert shell("actions").code in (0, 4)


def test_a_bad_now_is_named(shell: Shell) -> None:
    shell.at("yesterday")
    answer = shell("check")
    assert answer.code == 2
    assert "RETROTUI_NOW" in answer.err


def test_a_read_only_store_is_seven_and_reading_goes_on(shell: Shell) -> None:
    shell.ok("actions", "add", "Here before")
    child = subprocess.run(
        [sys.executable, "-c", _READ_ONLY, str(shell.folder)],
        capture_output=True, text=True, check=False, cwd=Path.cwd(), env=dict(os.environ),
    )  # fmt: skip
    assert child.stdout.splitlines() == ["7", "0"], child
    assert "nothing was changed" in child.stderr.lower()


_READ_ONLY = """
import resource, sys
from retrotui.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import io
out, sys.stdout = sys.stdout, io.StringIO()
codes = [run(["--store", sys.argv[1], *words]) for words in (["actions", "add", "x"], ["actions"])]
sys.stdout = out
print(*codes, sep="\\n", flush=True)
"""

FORBIDDEN = ("textual", "rich", "asyncio", "pydantic", "dateutil", "importlib.metadata")


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("actions",),
        ("actions", "list", "--json"),
        ("actions", "add", "x", "--due", "in 2 weeks", "--owner", "bo"),
        ("people",),
        ("settings",),
        ("version",),
        ("when", "fri"),
    ],
    ids=" ".join,
)
def test_following_up_never_imports_the_app(shell: Shell, words: tuple[str, ...]) -> None:
    script = (
        "import sys\nfrom retrotui.cli.main import run\ncode = run(sys.argv[1:])\n"
        f"loaded = [m for m in {FORBIDDEN} if m in sys.modules]\n"
        "sys.stderr.write(repr((code, loaded)))"
    )
    child = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
    )
    assert child.stderr.endswith("(0, [])"), child.stderr


@pytest.mark.parametrize("words", [("check",), ("actions",)], ids=" ".join)
def test_checking_never_imports_the_query_layer(shell: Shell, words: tuple[str, ...]) -> None:
    script = (
        "import sys\nfrom retrotui.cli.main import run\nrun(sys.argv[1:])\n"
        "sys.exit('tinydb' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, *words], check=True)


@pytest.mark.parametrize("words", [("actions",), ("actions", "--all"), ("check",)], ids=" ".join)
@pytest.mark.parametrize("first", ["aaaaaaa", "zzzzzzz"])
def test_another_event_under_the_id_of_one_is_reported(
    shell: Shell, words: tuple[str, ...], first: str
) -> None:
    shell.ok("actions", "add", "Still here")
    shell.ok("actions")
    (log,) = (shell.folder / ".retrotui" / "log").glob("*/*.jsonl")
    forged = log.parent.with_name(f"w-{first}") / log.name
    forged.parent.mkdir()
    forged.write_text(log.read_text().replace("Still here", "Something else"))
    for _ in range(2):
        answer = shell.ok(*words)
        assert "1 line of the log makes no sense" in answer.err
    assert "two different events carry one id" in shell("doctor").out
    assert "Something else" in shell.ok("actions").out, "the smaller text, in every clone"


@pytest.mark.parametrize("words", [("actions",), ("actions", "--all"), ("check",)], ids=" ".join)
def test_a_line_that_makes_no_sense_is_reported_and_the_rest_is_read(
    shell: Shell, words: tuple[str, ...]
) -> None:
    shell.ok("actions", "add", "Still here")
    (log,) = (shell.folder / ".retrotui" / "log").glob("*/*.jsonl")
    log.write_text(log.read_text() + "<<<<<<< HEAD\nnot a line\n")
    answer = shell.ok(*words)
    assert "2 lines of the log make no sense" in answer.err
    assert answer.err.count("make no sense") == 1
    assert "retrotui doctor" in answer.err
    assert "Still here" in shell.ok("actions").out
