"""``retrotui feedback``: taken in and read from a prompt or a script, by the contract alone."""

import io
import sys

import pytest

from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "text", "by", "source", "link", "triage", "became", "waiting_days", "triaged", "meeting",
    "created", "updated",
}  # fmt: skip


def pipe(patch: pytest.MonkeyPatch, held: bytes) -> None:
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(held)))


def test_it_keeps_what_was_said_and_add_prints_its_id(shell: Shell) -> None:
    made = shell.ok(
        "feedback", "add", "The", "export", "lost", "rows", "--by", "Jun",
        "--link", "https://example.org/812",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert "new person: Jun" in made.err
    (item,) = shell.ok("feedback", "show", made.id, "--json").items
    assert set(item) == KEYS
    assert (item["text"], item["by"], item["source"]) == ("The export lost rows", "Jun", None)
    assert (item["triage"], item["became"], item["waiting_days"]) == ("waiting", None, 0)


def test_marks_are_left_alone_as_these_are_somebodys_words(shell: Shell) -> None:
    shell.ok("feedback", "add", "ask @support #now due:fri", "--source", "forum")
    (item,) = shell.ok("feedback", "--json").items
    assert (item["text"], item["source"], item["by"]) == (
        "ask @support #now due:fri",
        "forum",
        None,
    )


def test_it_is_read_from_a_pipe(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, "Zwei Zeilen\nfehlen: é\n".encode())
    made = shell.ok("feedback", "add", "-")
    (item,) = shell.ok("feedback", "show", made.id, "--json").items
    assert item["text"] == "Zwei Zeilen\nfehlen: é"


@pytest.mark.parametrize(
    ("held", "said"),
    [(b"", "the feedback is empty"), (b"\xff", "not UTF-8"),
     ("é".encode() * 40_000, "more than 64 KiB")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, held: bytes, said: str
) -> None:
    pipe(monkeypatch, held)
    refused = shell("feedback", "add", "-")
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_an_edit_changes_what_is_given(shell: Shell) -> None:
    made = shell.ok("feedback", "add", "Slow", "--source", "forum", "--link", "https://e.org")
    shell.ok("feedback", "edit", made.id, "--text", "Slow exports", "--link", "")
    (item,) = shell.ok("feedback", "--json").items
    assert (item["text"], item["source"], item["link"]) == ("Slow exports", "forum", None)
    assert "nothing to do" in shell.ok("feedback", "edit", made.id, "--text", "Slow exports").err
    fields = [each["field"] for each in shell.ok("feedback", "log", made.id, "--json").items]
    assert fields == ["text", "source", "link", "triage", "text", "link"]


def test_the_list_is_what_waits_and_says_how_to_begin(shell: Shell) -> None:
    assert shell.ok("feedback").out == ""
    shell.ok("feedback", "add", "one")
    shell.ok("feedback", "add", "two")
    assert [row[-1] for row in shell.ok("feedback").rows] == ["one", "two"]
    assert shell.ok("feedback", "--waiting").out == shell.ok("feedback", "list").out
    counts = shell.ok("feedback", "--all", "--json").json["counts"]
    assert counts == {"items": 2, "waiting": 2, "not_now": 0}
    assert shell("feedback", "--all", "--waiting").code == 2
    assert shell("feedback", "show", "zzzz").code == 3


def test_what_is_redacted_is_gone(shell: Shell) -> None:
    made = shell.ok("feedback", "add", "Her name is Eve", "--source", "Eve's phone")
    shell.ok("redact", made.id, "--yes")
    shown = shell.ok("feedback", "show", made.id).out
    assert "Eve" not in shown
    assert "[redacted]" in shown


def test_nasty_text_comes_out_harmless(shell: Shell) -> None:
    made = shell.ok("feedback", "add", NASTY, "--source", NASTY)
    for words in (("feedback",), ("feedback", "show", made.id), ("feedback", "log", made.id)):
        assert harmless(shell.ok(*words))
