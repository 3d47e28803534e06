"""``retrotui run`` and bare ``retrotui``: what is checked first, and what the app is opened on."""

import json

import pytest

from retrotui.store.placement import read_meta
from tests.support.git import make_hub
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell
from tests.support.typing_person import Person

NOTES = "# Harbour council\n\nHello.\n\n## Agenda\n\n- Tides (15m, Ana)\n- Crane\n"


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


def only(shell: Shell) -> dict[str, object]:
    (item,) = shell.ok("meetings", "--json").items
    return item


@pytest.mark.parametrize("words", [("start-stop-continue",), ()])
def test_without_a_terminal_it_names_what_does_without(
    shell: Shell, words: tuple[str, ...]
) -> None:
    refused = shell("run", *words)
    assert refused.code == 2
    assert "retrotui formats" in refused.err
    assert "retrotui agenda FILE" in refused.err
    assert shell.ok("meetings", "--json").items == []


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("start-stop-contine",), 3, "start-stop-continue"),
        (("one-on-one", "--agenda", "x.md"), 2, "--agenda"),
        (("--agenda", "missing.md"), 2, "missing.md"),
        (("--agenda", "empty.md"), 2, "empty.md"),
        (("one-on-one", "--minutes", "2"), 2, "do not fit"),
        (("one-on-one", "--minutes", "soon"), 2, "--minutes"),
        (("one-on-one", "--minutes", "100000"), 2, "480"),
        (("one-on-one", "--title", " "), 2, "--title"),
        (("one-on-one", "--series", "\x1b"), 2, "--series"),
        (("one-on-one", "--with", "Ana," + "x" * 200), 2, "name"),
    ],
)
@pytest.mark.parametrize("at_terminal", [False, True])
def test_arguments_are_checked_before_anything_is_made(
    shell: Shell,
    person: Person,
    *,
    words: tuple[str, ...],
    code: int,
    named: str,
    at_terminal: bool,
) -> None:
    (shell.folder / "empty.md").write_text("nothing\n")
    if at_terminal:
        person.sits_down()
    refused = shell("run", *words)
    assert refused.code == code, refused
    assert named in refused.err
    assert person.opened == []
    assert shell.ok("meetings", "--json").items == []


def test_a_meeting_starts_as_asked_and_the_app_opens_on_it(shell: Shell, person: Person) -> None:
    person.sits_down()
    said = shell.ok(
        "run", "start-stop-continue", "--title", "Retro 12", "--series", "Sprint retro",
        "--with", "Bo, cy", "--with", "Lena", "--minutes", "30",
    )  # fmt: skip
    item = only(shell)
    assert (item["title"], item["series"], item["planned_minutes"]) == (
        "Retro 12", "Sprint retro", 30,
    )  # fmt: skip
    assert item["people"] == ["Ana", "Bo", "cy", "Lena"]
    assert item["format"] == "start-stop-continue"
    (opened,) = person.opened
    assert (opened.by, opened.meeting) == ("Ana", item["id"])
    assert "new person: Bo" in said.err
    assert f"retrotui meetings resume {str(item['id'])[-16:][:4]}" in said.err


def test_an_agenda_from_a_document_says_what_was_taken_first(shell: Shell, person: Person) -> None:
    (shell.folder / "notes.md").write_text(NOTES)
    person.sits_down()
    said = shell.ok("run", "--agenda", "notes.md")
    assert "line 7: Tides (15 min, Ana)" in said.err
    assert "ignored line 3 (" in said.err
    item = only(shell)
    assert (item["title"], item["format"]) == ("Harbour council", None)
    agenda = item["agenda"]
    assert isinstance(agenda, list)
    assert [step["title"] for step in agenda] == ["Tides", "Crane", "Actions", "Close"]
    assert person.opened[0].meeting == item["id"]


def test_without_a_format_a_person_is_asked_once(shell: Shell, person: Person) -> None:
    person.sits_down("one-on-one")
    said = shell.ok("run")
    assert "start-stop-continue" in said.err
    assert "One-on-ones: feedback-360, career-conversation, " in said.err
    assert only(shell)["format"] == "one-on-one"


def test_enter_takes_the_one_to_begin_with(shell: Shell, person: Person) -> None:
    person.sits_down("")
    shell.ok("run")
    assert only(shell)["format"] == "start-stop-continue"


def test_leaving_the_question_makes_nothing(shell: Shell, person: Person) -> None:
    person.sits_down()
    assert shell("run").code == 130
    assert shell.ok("meetings", "--json").items == []


def test_nobody_is_asked_with_no_input(shell: Shell, person: Person) -> None:
    person.sits_down("one-on-one")
    refused = shell("run", "--no-input")
    assert refused.code == 2
    assert "FORMAT" in refused.err


def test_the_teams_own_format_can_be_run(shell: Shell, person: Person) -> None:
    shell.ok("formats", "new", "our-retro", "--from", "start-stop-continue")
    person.sits_down()
    shell.ok("run", "our-retro")
    assert only(shell)["format"] == "our-retro"


def test_hostile_arguments_do_no_harm(shell: Shell, person: Person) -> None:
    (shell.folder / "x.md").write_text(f"- {NASTY} (5m)\n- b\n".replace("\udcff", ""), newline="")
    person.sits_down()
    lines = [
        (NASTY,), ("--agenda", NASTY), ("--agenda", "x.md"), ("one-on-one", "--title", NASTY),
        ("one-on-one", "--series", NASTY), ("one-on-one", "--with", NASTY),
        ("one-on-one", "--minutes", NASTY),
    ]  # fmt: skip
    answers = [shell("run", *line) for line in lines]
    assert [line for line, each in zip(lines, answers, strict=True) if not harmless(each)] == []


# Bare ``retrotui`` -----------------------------------------------------------------------


def test_the_app_opens_on_the_store_found(shell: Shell, person: Person) -> None:
    person.sits_down()
    assert shell.ok().out == ""
    (opened,) = person.opened
    assert opened.meeting is None


def test_without_a_terminal_the_app_names_what_does_without(shell: Shell) -> None:
    refused = shell()
    assert refused.code == 2
    assert "retrotui check" in refused.err


@pytest.mark.parametrize("words", [(), ("--no-input",)])
def test_without_store_and_person_the_answer_is_four(
    bare: Shell, person: Person, words: tuple[str, ...]
) -> None:
    if words:
        person.sits_down("Payments", "y")
    refused = bare(*words)
    assert refused.code == 4
    assert "retrotui init" in refused.err
    assert list(bare.folder.iterdir()) == []


def test_a_welcome_asks_two_questions_and_makes_the_store(bare: Shell, person: Person) -> None:
    person.sits_down("Payments", "y")
    said = bare.ok()
    assert "retrotui demo" in said.err
    assert f"{bare.folder / '.retrotui'}? y/n" in said.err
    assert len(person.opened) == 1
    assert bare.ok("settings", "get", "team").out == "Payments\n"


@pytest.mark.parametrize("answer", ["", "n"])
def test_a_welcome_offers_to_join_the_store_that_a_pointer_names(
    bare: Shell, person: Person, answer: str
) -> None:
    hub = make_hub(bare.folder / "notes.git")
    bare.ok("init", "first", "--team", "Payments")
    bare.ok("sync", "--setup", str(hub), "--store", "first")
    store = read_meta(bare.folder / "first" / ".retrotui")["store"]
    pointer = {"store": store, "url": str(hub)}
    (bare.folder / ".retrotui.json").write_text(json.dumps(pointer))
    person.sits_down(answer)
    said = bare.ok()
    assert f"branch retrotui of {hub}" in said.err
    assert "y/n" in said.err
    assert len(person.opened) == (0 if answer else 1)
    assert (bare.folder / ".retrotui").exists() == (not answer)


@pytest.mark.parametrize("answers", [("Payments", "n"), ("", "No"), ()])
def test_a_no_makes_nothing(bare: Shell, person: Person, answers: tuple[str, ...]) -> None:
    person.sits_down(*answers)
    assert bare().code == (0 if answers else 130)
    assert list(bare.folder.iterdir()) == []
    assert person.opened == []


def test_a_hostile_team_name_does_no_harm(bare: Shell, person: Person) -> None:
    person.sits_down("--in-tree \x1b[2J" + NASTY.replace("\udcff", ""), "y")
    assert harmless(bare())
