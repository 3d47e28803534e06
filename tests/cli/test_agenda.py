"""``retrotui agenda FILE``: what was taken, what was ignored and why."""

import sys

import pytest

from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

NOTES = """\
# Harbour council

Some words before.

## Agenda

- Tides and moorings (15m, Ana)
- The new crane (5m, Bo, Cy)
- Any other business

## Attendees

- Ana
"""


@pytest.fixture
def notes(bare: Shell) -> str:
    path = bare.folder / "notes.md"
    path.write_text(NOTES)
    return str(path)


def test_json_has_items_and_beside_them_what_was_ignored(bare: Shell, notes: str) -> None:
    answer = bare.ok("agenda", notes, "--json")
    body = answer.json
    assert (body["schema_version"], body["kind"], body["tz"]) == (1, "agenda", "UTC")
    assert set(body) == {"schema_version", "kind", "now", "tz", "counts", "items", "ignored"}
    assert all(set(item) == {"title", "minutes", "people", "line"} for item in body["items"])
    assert body["items"][0] == {
        "title": "Tides and moorings", "minutes": 15, "people": ["Ana"], "line": 7,
    }  # fmt: skip
    assert body["items"][2]["minutes"] is None
    assert all(set(each) == {"line", "text", "why"} for each in body["ignored"])
    assert {1, 3} <= {each["line"] for each in body["ignored"]}
    assert body["counts"] == {"items": len(body["items"]), "ignored": len(body["ignored"])}
    assert answer.err == ""


def test_people_see_items_and_what_was_ignored_with_line_numbers(bare: Shell, notes: str) -> None:
    said = bare.ok("agenda", notes)
    assert said.rows[0] == ["7", "15", "Ana", "Tides and moorings"]
    assert said.rows[1] == ["8", "5", "Bo,Cy", "The new crane"]
    assert "ignored line 3 (" in said.err
    assert "Some words before." in said.err


def test_a_terminal_shows_a_table(bare: Shell, notes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    header, first, *_ = bare.ok("agenda", notes, "--color", "never").out.splitlines()
    assert header.split() == ["line", "min", "people", "title"]
    assert first.split(maxsplit=3) == ["7", "15", "Ana", "Tides and moorings"]


def test_it_makes_nothing_and_heeds_the_teams_zone(shell: Shell) -> None:
    (shell.folder / "notes.md").write_text(NOTES)
    assert shell.ok("agenda", "notes.md", "--json").json["tz"] == "Europe/Berlin"
    assert shell.ok("meetings", "--json").items == []
    assert shell.ok("people", "--json").items == []


@pytest.mark.parametrize("text", ["", "Only a sentence.\n", None, "\x00binary"])
def test_a_file_without_an_agenda_is_refused(bare: Shell, text: str | None) -> None:
    if text is not None:
        (bare.folder / "x.md").write_text(text)
    refused = bare("agenda", "x.md")
    assert refused.code == 2
    assert "x.md" in refused.err
    assert refused.out == ""


def test_hostile_text_does_no_harm(bare: Shell) -> None:
    text = "".join(f"- {NASTY} (5m)\n\n{NASTY}\n\n" for _ in range(3))
    (bare.folder / "x.md").write_text(text, errors="surrogatepass")
    (bare.folder / "y.md").write_text(text.replace("\udcff", "").replace("\0", ""))
    lines = [("x.md",), ("y.md",), ("y.md", "--json"), (NASTY,), ("y.md", "--format", "{title}")]
    answers = [bare("agenda", *line) for line in lines]
    assert all(map(harmless, answers))
    assert [each.code for each in answers] == [2, 0, 0, 2, 0]
