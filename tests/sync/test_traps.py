"""Mistakes that prototypes of a sync through git made, each of which must not come back.

Others of their kind are where they belong: hostile paths and links (``test_hostile``), races taken
for refusals (``test_trouble``), resets and shallow clones (``test_own_history``).
"""

import json
import os
from pathlib import Path

import pytest

from retrotui.core.ids import natural_id
from retrotui.store.redaction import STUB, stub_of
from retrotui.sync import files as files_module
from retrotui.sync.git import Git
from tests.support.git import BRANCH, Clone, Team, new_id


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path, ("ana", "bo"))


class Counting(Git):
    """Counts the processes that a sync takes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.calls: list[str] = []

    def ask(self, *arguments: str, given: bytes = b"", remote: bool = False):  # type: ignore[no-untyped-def]  # a stand-in
        self.calls.append(arguments[0])
        return super().ask(*arguments, given=given, remote=remote)


def grow(team: Team, numbers: range) -> None:
    """Many writers' files appear at once in Ana's log, as after months."""
    for number in numbers:
        writer = natural_id("writer", str(number))[:7]
        folder = team.clones[0].store / "log" / f"w-{writer}"
        folder.mkdir()
        event = {
            "t": f"{number:012x}-0000-{writer}q2zrq", "at": "2026-11-22T09:00:00Z", "by": "x",
            "in": "cards", "id": new_id(), "set": {"text": "x"},
        }  # fmt: skip
        (folder / "2026-11-x7m2qa.jsonl").write_text(json.dumps(event) + "\n")


def test_the_number_of_processes_does_not_grow_with_the_number_of_files(team: Team) -> None:
    counts = []
    for numbers in (range(3), range(3, 63)):
        grow(team, numbers)
        for clone in team.clones:
            counting = Counting(clone.store)
            clone.sync(git=counting)
            counts.append(len(counting.calls))
    assert len(team.clones[1].cards()) == 63
    assert max(counts) <= 14, counts


@pytest.mark.parametrize("racy", [True, False])
def test_a_file_of_equal_size_and_time_is_not_taken_for_equal(
    team: Team, monkeypatch: pytest.MonkeyPatch, racy: bool
) -> None:
    ana, bo = team.clones
    if not racy:
        monkeypatch.setattr(files_module, "_RACY_NS", -1 << 62)
    card = ana.add("one")
    team.sync_all()
    (name,) = ana.log_files()
    path = ana.store / name
    for seconds in (0, 3600):
        status = path.stat()
        old = status.st_mtime_ns - seconds * 10**9
        os.utime(path, ns=(old, old))
        ana.synced()
        data = path.read_bytes()
        other = data.replace(b'"t":"0', b'"t":"1', 1)
        path.write_bytes(other)
        os.utime(path, ns=(old, old))
        ana.synced()
        assert b'"t":"1' in path.read_bytes()
        assert '"t":"1' in team.hub_files()[name]
        path.write_bytes(data)
        ana.synced()
    bo.synced()
    assert bo.cards()[card] == "one"


def test_a_moved_folder_of_logs_conflicts_for_nobody_and_comes_back(team: Team) -> None:
    ana, bo = team.clones
    cards = {ana.add("one")}
    team.sync_all()
    bo.git("mv", "log", "archive")
    bo.git("commit", "-q", "-m", "tidy")
    bo.git("push", "-q", "origin", BRANCH)
    cards.add(ana.add("two"))
    team.sync_all()
    assert ana.cards().keys() == bo.cards().keys() == cards
    assert not any(name.startswith("archive") for name in team.hub_files())


def test_line_ends_changed_by_a_checkout_travel_nowhere(team: Team) -> None:
    ana, bo = team.clones
    ana.add("one")
    team.sync_all()
    tree = team.hub_tree()
    (name,) = bo.log_files()
    (bo.store / name).write_bytes((bo.store / name).read_bytes().replace(b"\n", b"\r\n"))
    bo.synced()
    assert team.hub_tree() == tree
    assert bo.log_files() == ana.log_files()


def test_marks_of_a_hand_merge_are_read_around_left_out_and_kept_aside(team: Team) -> None:
    ana, bo = team.clones
    card = ana.add("one")
    team.sync_all()
    (name,) = ana.log_files()
    path = bo.store / name
    mine = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n" + mine + b"=======\nmy own note\n>>>>>>> theirs\n")
    more = ana.add("two")
    ana.synced()
    bo.synced()
    assert bo.cards().keys() == {card, more}
    assert b"<<<<<<<" not in path.read_bytes()
    kept = [each.read_bytes() for each in (bo.local / "quarantine").iterdir()]
    assert b"my own note" in kept
    assert ana.tree() == bo.tree()


def test_a_stray_line_in_a_file_that_nobody_else_changed_makes_no_turns(team: Team) -> None:
    ana, _ = team.clones
    ana.add("one")
    (name,) = ana.log_files()
    (ana.store / name).write_bytes((ana.store / name).read_bytes() + b"=======\n")
    team.sync_all(3)
    tip = team.hub_git("rev-parse", BRANCH)
    team.sync_all(2)
    assert team.hub_git("rev-parse", BRANCH) == tip


def test_two_versions_of_the_readme_do_not_take_turns(team: Team) -> None:
    ana, bo = team.clones
    ana.add("one")
    team.sync_all()
    (bo.store / "README.md").write_text("another release's text\n")
    bo.synced()
    team.sync_all()
    tip = team.hub_git("rev-parse", BRANCH)
    team.sync_all(3)
    assert team.hub_git("rev-parse", BRANCH) == tip
    assert team.hub_files()["README.md"] == "another release's text\n"


def test_what_was_redacted_stays_redacted_whoever_still_holds_the_text(team: Team) -> None:
    ana, bo = team.clones
    ana.add("a name that should not be here")
    team.sync_all()
    (name,) = ana.log_files()
    event = (ana.store / name).read_bytes()[6:36].decode()
    late = Clone("late", team.folder / "late")
    bo.git("clone", "-q", str(team.hub), str(late.store))
    redaction = {"t": f"{1:012x}-0000-k3f9q2zrqgzx", "at": "2026-11-22T09:00:00Z", "by": "bo",
                 "redact": [event]}  # fmt: skip
    folder = bo.store / "log" / "w-k3f9q2z"
    folder.mkdir()
    (folder / "2026-11-x7m2qa.jsonl").write_text(json.dumps(redaction) + "\n")
    bo.synced()
    late.add("from one who was away")
    late.synced()
    team.sync_all()
    late.synced()
    for clone in (ana, bo, late):
        assert clone.log_files()[name].decode() == stub_of(event) + "\n"
        assert STUB in team.hub_files()[name]
        assert clone.tree() == team.hub_tree()
    assert "should not be here" not in "".join(team.hub_files().values())
