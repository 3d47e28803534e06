"""Ids as tables show them: what is read off a screen can be typed back."""

import sys

import pytest

from retrotui.core.changes import Change, Put
from retrotui.core.ports import Reader
from retrotui.core.records.kinds import Kind
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from tests.support.shell import Shell

_LATE = "2026-11-01"


def keep(shell: Shell, kind: Kind, id_: str, **fields: object) -> str:
    def plan(_reader: Reader) -> tuple[Change, ...]:
        return (Put(kind, id_, fields),)

    with open_repository(shell.folder / ".retrotui", clock=SystemClock(), ids=SystemIds()) as repo:
        repo.transact(plan, by="Ana")
    return id_


def id_of(tail: str) -> str:
    return "01kb" + tail.rjust(22, "0")


def shown(shell: Shell, *words: str, column: int = 0) -> list[str]:
    """The cells of the id column of a table on a terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.stdout, "isatty", lambda: True)
        out = shell(*words, "--color", "never").out
    header, *lines = out.splitlines()
    start = header.index("id") if column else 0
    return [line[start:].split()[0] for line in lines]


@pytest.fixture
def crowd(shell: Shell) -> Shell:
    """Two actions whose ids begin alike, one of them closed; and so for people."""
    fields = {"title": "Ship", "due": _LATE}
    keep(shell, Kind.ACTIONS, id_of("abcdefaaaaaaaaaa"), **fields, status="open")
    keep(shell, Kind.ACTIONS, id_of("abcdefbbbbbbbbbb"), **fields, status="done")
    root = keep(shell, Kind.PEOPLE, id_of("qrstuvaaaaaaaaaa"), name="Ana")
    keep(shell, Kind.PEOPLE, id_of("qrstuvbbbbbbbbbb"), name="Anna", merged_into=root)
    return shell


def test_an_id_in_a_table_is_told_from_those_the_table_leaves_out(crowd: Shell) -> None:
    assert shown(crowd, "actions") == ["abcdefa"]
    assert shown(crowd, "actions", "--all") == ["abcdefa", "abcdefb"]
    assert shown(crowd, "check", column=1) == ["abcdefa"]
    assert shown(crowd, "check", "--overdue", "--outcome-due", "14d", column=1) == ["abcdefa"]
    assert shown(crowd, "people") == ["qrstuva"]


def test_what_a_table_shows_can_be_typed_back(crowd: Shell) -> None:
    (action,) = shown(crowd, "actions")
    assert crowd.ok("actions", "show", action, "--json").items[0]["status"] == "open"
    (person,) = shown(crowd, "people")
    crowd.ok("people", "rename", person, "Ann")
    assert shown(crowd, "people") == [person]


def test_an_ambiguous_id_is_answered_with_forms_that_are_not(crowd: Shell) -> None:
    said = crowd("actions", "show", "abcd")
    assert said.code == 3
    assert "2 actions" in said.err
    for form in ("abcdefa", "abcdefb"):
        assert form in said.err
        crowd.ok("actions", "show", form)
    assert "2 people" in crowd("people", "rename", "qrst", "Bo").err
