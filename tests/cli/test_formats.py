"""``retrotui formats``: what can be run, what is wrong with a file, and the team's own."""

import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from retrotui.exchange.format_files import load_format_file
from retrotui.services import meetings
from retrotui.services.desk import Desk
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {"name", "title", "kind", "about", "minutes", "agenda", "source"}
GOOD = """\
title = "Harbour review"
kind = "workshop"
[[agenda]]
activity = "talk"
title = "Tides"
minutes = 7
"""


def test_the_shipped_ones_are_listed_without_a_store(bare: Shell) -> None:
    body = bare.ok("formats", "list", "--json").json
    assert (body["schema_version"], body["kind"]) == (1, "formats")
    assert body["now"].startswith("2026-11-22T09:00:0")
    assert body["tz"] == "UTC"
    by_name = {item["name"]: item for item in body["items"]}
    assert {"start-stop-continue", "one-on-one", "sprint-planning"} <= set(by_name)
    for item in body["items"]:
        assert set(item) == KEYS
        assert item["source"] == "shipped"
        assert item["minutes"] == sum(step["minutes"] for step in item["agenda"])
        assert all(set(step) == {"activity", "title", "minutes"} for step in item["agenda"])


def test_one_is_shown_by_name_or_title(bare: Shell) -> None:
    (item,) = bare.ok("formats", "show", "start-stop-continue", "--json").items
    assert set(item) == KEYS
    said = bare.ok("formats", "show", "start, stop, continue").out
    assert "retrospective" in said
    assert item["about"] in said
    for step in item["agenda"]:
        assert f"{step['minutes']:>3} min  {step['title']} ({step['activity']})" in said


def test_an_unknown_one_names_the_nearest(bare: Shell) -> None:
    refused = bare("formats", "show", "start-stop-continu")
    assert refused.code == 3
    assert "start-stop-continue" in refused.err


def test_piped_lines_are_tabs_and_a_terminal_has_a_header(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ["one-on-one", "30", "one-on-one", "One-on-one", "shipped"] in bare.ok("formats").rows
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert bare.ok("formats").out.splitlines()[0].split() == [
        "\x1b[2mname", "min", "title\x1b[0m",
    ]  # fmt: skip


def on_terminal(shell: Shell, patch: pytest.MonkeyPatch, *words: str) -> list[str]:
    patch.setattr(sys.stdout, "isatty", lambda: True)
    patch.setenv("COLUMNS", "60")
    return shell.ok("formats", *words, "--color", "never").out.splitlines()


def test_a_terminal_shows_a_heading_for_each_kind(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("formats", "new", "our-retro", "--from", "start-stop-continue")
    lines = on_terminal(shell, monkeypatch)
    headings = [after for before, after in pairwise(lines) if not before]
    assert headings[:3] == ["Yours", "Retrospectives", "Planning"]
    assert len(headings) == 12
    assert lines[3].split() == ["our-retro", "60", "Our", "retro"]
    assert max(map(len, lines)) <= 60
    assert "formats show NAME" in shell.ok("formats", "--color", "never").err


def test_a_kind_a_time_and_words_narrow_it(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    every = bare.ok("formats").rows
    short = bare.ok("formats", "list", "--fits", "30").rows
    assert {row[0] for row in short} == {row[0] for row in every if int(row[1]) <= 30}
    kinds = bare.ok("formats", "--kind", "pre-mortem", "--json").items
    assert {item["kind"] for item in kinds} == {"pre-mortem"}
    assert len(kinds) >= 3
    names = [row[0] for row in bare.ok("formats", "list", "LEAN", "coffee").rows]
    assert names == ["lean-coffee"]
    both = bare.ok("formats", "list", "retrospective", "--fits", "40", "--kind", "retrospective")
    assert "quick-retro" in both.out
    assert "sailboat" not in both.out
    lines = on_terminal(bare, monkeypatch, "list", "lean", "coffee")
    assert lines[1:] == ["", "Retrospectives", "lean-coffee  60   Lean coffee"]


def test_nothing_like_that_is_said_and_no_failure(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bare.ok("formats", "list", "zzz").out == ""
    assert bare.ok("formats", "list", "zzz", "--json").items == []
    assert on_terminal(bare, monkeypatch, "list", "zzz") == []
    assert "no format is like that" in bare.ok("formats", "list", "zzz").err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--kind", "retro"), "did you mean retrospective?"),
        (("--kind", NASTY), "known: retrospective"),
        (("--fits", "0"), "1 to 480 minutes"),
        (("--fits", "481"), "1 to 480 minutes"),
        (("--fits", "soon"), "--fits"),
        (("--fit", "45"), "--fit"),
    ],
)
def test_what_cannot_narrow_it_is_refused(bare: Shell, words: tuple[str, ...], named: str) -> None:
    refused = bare("formats", "list", *words)
    assert (refused.code, named in refused.err) == (2, True), refused
    assert harmless(refused)


def test_one_is_shown_though_another_file_is_broken(shell: Shell) -> None:
    folder = shell.folder / ".retrotui" / "formats"
    folder.mkdir()
    (folder / "bad.toml").write_text("title = 3\n")
    said = shell.ok("formats", "show", "lean-coffee")
    assert (said.err, "Lean coffee" in said.out) == ("", True)
    (folder / "lean-coffee.toml").write_text("title = 3\n")
    said = shell.ok("formats", "show", "lean-coffee")
    assert "skipped" in said.err
    assert "shipped" in said.out


def test_a_good_file_is_said_to_be_good(bare: Shell) -> None:
    path = bare.folder / "harbour.toml"
    path.write_text(GOOD)
    said = bare.ok("formats", "check", str(path))
    assert (said.out, "Harbour review, 7 min, 1 item" in said.err) == ("", True)
    (item,) = bare.ok("formats", "check", str(path), "--json").items
    assert (set(item), item["name"], item["source"]) == (KEYS, "harbour", str(path))


def test_everything_wrong_with_a_file_is_listed_with_its_line(bare: Shell) -> None:
    path = bare.folder / "bad.toml"
    path.write_text(GOOD.replace("workshop", "workshp").replace("talk", "tlak") + "minuts = 3\n")
    refused = bare("formats", "check", str(path))
    assert refused.code == 2
    lines = refused.err.splitlines()
    assert [line.removeprefix(str(path)).split(":")[1] for line in lines[:2]] == ["2", "4"]
    assert "workshop" in lines[0]
    assert "talk" in lines[1]
    as_json = bare("formats", "check", str(path), "--json")
    assert as_json.code == 2
    assert '"code": 2' in as_json.err
    assert "tlak" in as_json.err


@pytest.mark.parametrize("text", [None, "title = ", "\x00\x1b[2J", NASTY])
def test_a_file_that_is_no_format_is_refused(bare: Shell, text: str | None) -> None:
    path = bare.folder / "x.toml"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    refused = bare("formats", "check", str(path))
    assert refused.code == 2
    assert str(path) in refused.err
    assert harmless(refused)


def test_the_teams_own_starts_as_a_copy_and_is_listed_first(shell: Shell) -> None:
    made = shell.ok("formats", "new", "our-retro", "--from", "start-stop-continue")
    path = Path(made.id)
    assert path == shell.folder / ".retrotui" / "formats" / "our-retro.toml"
    assert tomllib.loads(path.read_text())["title"] == "Our retro"
    assert shell.ok("formats", "check", str(path)).code == 0
    first = shell.ok("formats", "--json").items[0]
    assert (first["name"], first["source"]) == ("our-retro", str(path))
    again = shell("formats", "new", "our-retro", "--from", "start-stop-continue")
    assert again.code == 2
    assert "already" in again.err


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("new", "x"), 2, "--from"),
        (("new", "Our Retro", "--from", "one-on-one"), 2, "our-retro"),
        (("new", "../evil", "--from", "one-on-one"), 2, "evil"),
        (("new", "x", "--from", "nope"), 3, "nope"),
        (("show",), 2, "NAME"),
        (("shw",), 2, "show"),
    ],
)
def test_what_is_refused_names_the_way_out(
    shell: Shell, words: tuple[str, ...], code: int, named: str
) -> None:
    refused = shell("formats", *words)
    assert refused.code == code, refused
    assert named in refused.err
    assert not (shell.folder / ".retrotui" / "formats").exists()


def test_a_format_of_ones_own_needs_a_store(bare: Shell) -> None:
    refused = bare("formats", "new", "x", "--from", "one-on-one")
    assert refused.code == 4
    assert "retrotui init" in refused.err


def test_a_bad_file_in_the_store_is_reported_and_skipped(shell: Shell) -> None:
    folder = shell.folder / ".retrotui" / "formats"
    folder.mkdir()
    (folder / "bad.toml").write_text("title = 3\n")
    (folder / "harbour.toml").write_text(GOOD)
    said = shell.ok("formats", "--json")
    assert "skipped" in said.err
    assert "bad.toml" in said.err
    assert said.items[0]["name"] == "harbour"


def test_hostile_names_do_no_harm(shell: Shell) -> None:
    lines = [("show", NASTY), ("check", NASTY), ("new", NASTY, "--from", "one-on-one"), (NASTY,)]
    assert all(harmless(shell("formats", *line)) for line in lines)


def test_hostile_text_in_a_format_is_shown_without_harm(bare: Shell) -> None:
    path = bare.folder / "evil.toml"
    path.write_text(GOOD.replace("Tides", "\\u001b[2J\\u202e[@click=app.quit]x"))
    answers = [bare("formats", "check", str(path), *more) for more in ((), ("--json",))]
    assert all(map(harmless, answers))


@pytest.mark.parametrize("now", [None, "title = 3\n", GOOD.replace("Tides", "Reefs")])
def test_a_meeting_outlives_its_format_file(shell: Shell, now: str | None) -> None:
    folder = shell.folder / ".retrotui" / "formats"
    folder.mkdir()
    path = folder / "harbour.toml"
    path.write_text(GOOD)
    clock, ids = SystemClock(), SystemIds()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "Ana")
        meeting = meetings.start(desk, load_format_file(path), people=("Ana",)).id
    if now is None:
        path.unlink()
    else:
        path.write_text(now)
    (item,) = shell.ok("meetings", "show", meeting, "--json").items
    assert (item["format"], item["title"]) == ("harbour", "Harbour review")
    assert [(each["title"], each["planned_minutes"]) for each in item["agenda"]] == [("Tides", 7)]
    shell.ok("meetings", "end", meeting)
    assert "Tides" in shell.ok("minutes", meeting).out
