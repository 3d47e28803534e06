"""``-`` in the place of a file: what is piped in is read, and the app still has a keyboard."""

import io
import os
import sys

import pytest

from retrotui.exchange.agenda_markdown import LARGEST
from tests.support.shell import Shell
from tests.support.terminal import Terminal, child_environment

NOTES = "# Harbour council\n\n- Tides (15m, Ana)\n- Crane (5m)\n"
FORMAT = """\
title = "Ours"
kind = "retrospective"
about = "For us."
[[agenda]]
activity = "talk"
title = "Talk"
minutes = 10
"""


def pipe(patch: pytest.MonkeyPatch, held: bytes) -> None:
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(held)))


def test_an_agenda_is_read_from_a_pipe(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, NOTES.encode())
    assert [row[3] for row in bare.ok("agenda", "-").rows] == ["Tides", "Crane"]
    pipe(monkeypatch, NOTES.encode())
    assert [each["minutes"] for each in bare.ok("agenda", "-", "--json").items] == [15, 5]


@pytest.mark.parametrize("held", [b"", b"\x00", b"\xff\xfe", b"x" * (LARGEST + 1)])
def test_what_is_no_agenda_is_refused_as_a_file_would_be(
    bare: Shell, monkeypatch: pytest.MonkeyPatch, held: bytes
) -> None:
    pipe(monkeypatch, held)
    refused = bare("agenda", "-")
    assert (refused.code, refused.out) == (2, "")
    assert "stdin" in refused.err


def test_no_stdin_at_all_is_refused(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert bare("agenda", "-").code == 2


def test_a_format_is_checked_from_a_pipe(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, FORMAT.encode())
    assert "stdin: good: Ours" in bare.ok("formats", "check", "-").err
    pipe(monkeypatch, FORMAT.replace("talk", "tlak").encode())
    refused = bare("formats", "check", "-")
    assert (refused.code, "stdin:5" in refused.err) == (2, True)


def test_a_piped_agenda_leaves_the_app_its_keyboard(shell: Shell) -> None:
    notes = shell.folder / "notes.md"
    notes.write_text(NOTES)
    with Terminal(
        ("run", "--agenda", "-"),
        environ=child_environment(RETROTUI_NOW="2026-11-22T09:00:00Z", RETROTUI_USER="Ana"),
        cwd=os.fspath(shell.folder),
        stdin=os.fspath(notes),
    ) as terminal:
        terminal.wait_for("Tides")
        terminal.press("?")
        terminal.wait_for("Go on to the next agenda item")
    (meeting,) = shell.ok("meetings", "--json").items
    assert [step["title"] for step in meeting["agenda"]][:2] == ["Tides", "Crane"]
