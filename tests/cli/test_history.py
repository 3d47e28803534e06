"""Looking back from the shell: log, undo, trash, conflicts, redaction."""

import shutil
from pathlib import Path

from retrotui.store.repository import open_repository
from tests.support.clones import unite
from tests.support.fakes import FakeClock, FakeIds
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell


def second_clone(shell: Shell) -> Path:
    """Another clone of the shell's store, with the same records."""
    ours = shell.folder / ".retrotui"
    shell.ok(
        "init", str(shell.folder / "other"), "--team", "Payments", "--timezone", "Europe/Berlin"
    )
    theirs = shell.folder / "other" / ".retrotui"
    shutil.copy(ours / "retro.json", theirs / "retro.json")
    shutil.rmtree(theirs / "log", ignore_errors=True)
    exchange(ours, theirs)
    return theirs


def exchange(*stores: Path) -> None:
    clones = [open_repository(each, clock=FakeClock(), ids=FakeIds()) for each in stores]
    unite(*clones)
    for each in clones:
        each.close()


def test_the_log_says_who_did_what(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Fix staging", "--due", "2026-11-27").id
    shell.at("2026-11-23T09:00:00Z")
    shell.ok("actions", "move", id_, "2026-12-04", "--user", "Bo")
    rows = shell.ok("log", "--limit", "2").rows
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("2026-11-23T09:00:00Z", "Bo", "moved “Fix staging” from 27 Nov to 4 Dec"),
        ("2026-11-22T09:00:00Z", "Ana", "added the action “Fix staging”"),
    ]
    (newest, *_) = shell.ok("log", "--since", "2026-11-23", "--json").items
    assert newest["changes"] == [{"field": "due", "old": "2026-11-27", "new": "2026-12-04"}]
    assert len(shell.ok("log", "--since", "2026-11-23").rows) == 1
    monday = shell.ok("log", "--since", "mon")
    assert monday.err == "since Mon 23 Nov 2026 (today)\n"
    assert len(monday.rows) == 1
    assert shell("log", "--since", "2027-01-01").code == 2
    about = shell.ok("log", id_).rows
    assert [row[1] for row in about] == ["Ana", "Bo"]
    assert shell("log", "zzzz").code == 3
    assert shell("log", id_, "--limit", "3").code == shell("log", "--limit", "x").code == 2
    assert len(shell.ok("log", "--limit", "0").rows) > 2


def test_work_in_one_s_name_from_another_s_clone_is_told(shell: Shell) -> None:
    shell.ok("actions", "add", "Hers")
    other = second_clone(shell)
    for who, title in (*[("Bo", "His")] * 9, ("Ana", "Whose?")):
        shell.ok("--store", str(other), "actions", "add", title, "--user", who)
    exchange(shell.folder / ".retrotui", other)
    items = shell.ok("log", "--json").items
    assert {each["title"]: each["via"] for each in items if each["kind"] == "actions"} == {
        "Hers": None, "His": None, "Whose?": "Bo"
    }  # fmt: skip
    assert "Ana via Bo" in shell.ok("log", "--format", "{by} via {via}").out


def test_undo_says_what_it_did_and_goes_on_before_it(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Fix", "--due", "2026-11-27").id
    shell.ok("actions", "done", id_)
    assert "would undo: finished “Fix” (22 Nov 10:00)" in shell.ok("undo", "--dry-run").err
    assert "undone: finished “Fix”" in shell.ok("undo").err
    assert shell.ok("actions", "show", id_, "--json").items[0]["status"] == "open"
    assert "undone: added the action “Fix”" in shell.ok("undo").err
    assert shell.ok("actions").out == ""
    shell.ok("undo", "--user", "Ana", "--dry-run")
    assert shell("undo", "--user", "Somebody else").code == 2


def test_what_was_deleted_comes_back(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Fix").id
    shell.ok("undo")
    (row,) = shell.ok("log", "--dropped").rows
    assert row[:4] == [id_, "actions", "Fix", "Ana"]
    assert shell.ok("log", "--dropped", "--json").json["kind"] == "trash"
    assert "“Fix” is back" in shell.ok("restore", id_).err
    assert len(shell.ok("actions").rows) == 1
    assert shell("restore", id_).code == 2
    assert shell("log", "--dropped", "--limit", "2").code == 2


def test_a_dropped_action_is_no_trash_and_the_refusal_names_its_way_back(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Fix").id
    shell.ok("actions", "drop", id_, "--why", "no need")
    refused = shell("restore", id_)
    assert refused.code == 2
    assert f"retrotui actions reopen {id_}" in refused.err
    shell.ok("actions", "reopen", id_)


def test_two_clones_that_changed_one_field_are_settled_by_a_pick(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Fix", "--due", "2026-11-27").id
    theirs = second_clone(shell)
    shell.ok("actions", "move", id_, "2026-12-04")
    shell.ok("actions", "move", id_, "2026-12-11", "--store", str(theirs), "--user", "Bo")
    exchange(shell.folder / ".retrotui", theirs)
    (item,) = shell.ok("conflicts", "--json").items
    assert item["id"] == id_
    assert (item["kind"], item["title"], item["field"]) == ("actions", "Fix", "due")
    found = {each["by"]: each for each in item["versions"]}
    assert {by: each["value"] for by, each in found.items()} == {"Ana": "4 Dec", "Bo": "11 Dec"}
    assert [each["current"] for each in item["versions"]] == [True, False]
    assert [each["with"] for each in item["versions"]] == [{}, {}]
    rows = shell.ok("conflicts").rows
    assert [(row[0], row[4], row[8]) for row in rows] == [(id_, "1", "shows"), (id_, "2", "")]
    assert shell("conflicts", "pick", id_, "due").code == 2
    assert shell("conflicts", "pick", id_, "due", "7").code == 2
    assert shell("conflicts", "pick", id_, "title", "1").code == 2
    assert shell("conflicts", "pick", "zzzz", "due", "1").code == 3
    number = str(found["Ana"]["number"])
    assert "settled" in shell.ok("conflicts", "pick", id_, "due", number).err
    exchange(shell.folder / ".retrotui", theirs)
    for store in (shell.folder / ".retrotui", theirs):
        assert shell.ok("conflicts", "--store", str(store), "--json").items == []
        shown = shell.ok("actions", "show", id_, "--json", "--store", str(store)).items
        assert shown[0]["due"] == "2026-12-04"


def test_redacting_asks_and_says_what_it_cannot_do(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Bo earns 71,234").id
    refused = shell("redact", id_, "title")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert "cannot be undone" in refused.err
    done = shell.ok("redact", id_, "title", "--yes")
    assert "git has committed keeps the old text" in done.err
    assert shell.ok("actions", "show", id_, "--json").items[0]["title"] == "[redacted]"
    kept = [path for path in (shell.folder / ".retrotui").rglob("*") if path.is_file()]
    assert all(b"71,234" not in path.read_bytes() for path in kept)
    assert shell("redact", id_, "title", "--yes").code == 2
    assert shell("redact", id_, "due", "--yes").code == 2
    assert "cannot undo" in shell("undo").err


def test_people_who_may_be_one_are_offered_as_data(shell: Shell) -> None:
    one = shell.ok("people", "add", "Ana").id
    two = shell.ok("people", "add", "Ana López").id
    envelope = shell.ok("people", "--json").json
    assert envelope["likely_same"] == [{"keep": two, "other": one}]
    shell.ok("people", "merge", two, one)
    assert shell.ok("people", "--json").json["likely_same"] == []


def test_hostile_text_steers_no_terminal(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "--literal", NASTY.replace("\x00", "")).id
    shell.ok("actions", "block", id_, "--why", NASTY.replace("\x00", ""))
    for words in (("log",), ("log", id_), ("undo", "--dry-run"), ("undo",), ("undo",),
                  ("log", "--dropped"), ("restore", id_), ("redact", id_, "--yes"),
                  ("conflicts", "pick", NASTY.replace("\x00", ""), "x", "1")):  # fmt: skip
        assert harmless(shell(*words))
