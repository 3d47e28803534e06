"""``retrotui roadmap``: outcomes put there, moved, linked and closed, by the contract alone."""

import pytest

from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "title", "horizon", "status", "confidence", "due", "effort", "goals", "stakeholders",
    "depends_on", "needed_by", "moves", "slipped", "expectations", "why", "closed", "meeting",
    "created", "updated",
}  # fmt: skip


@pytest.fixture
def outcome(shell: Shell) -> str:
    return shell.ok("roadmap", "add", "Resellers onboard alone", "--horizon", "now").id


def only(shell: Shell, *words: str) -> dict[str, object]:
    (item,) = shell.ok("roadmap", *words, "--json").items
    return item


def test_an_outcome_keeps_what_it_is_given(shell: Shell, outcome: str) -> None:
    goal = shell.ok("goals", "add", "Weekly active teams", "--target", "60%").id
    made = shell.ok(
        "roadmap", "add", "Refunds", "in", "a", "day", "--confidence", "70%", "--due", "eoq",
        "--effort", "6", "--goal", "weekly", "--stakeholder", "Jun", "--depends-on", "resellers",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert "due Thu 31 Dec 2026" in made.err
    assert "new person: Jun" in made.err
    item = only(shell, "show", made.id)
    assert set(item) == KEYS
    assert (item["title"], item["horizon"], item["status"]) == ("Refunds in a day", "later", "open")
    assert (item["confidence"], item["due"], item["effort"]) == (70, "2026-12-31", 6)
    assert item["goals"] == [{"id": goal, "title": "Weekly active teams"}]
    assert item["stakeholders"] == ["Jun"]
    assert item["depends_on"] == [
        {"id": outcome, "title": "Resellers onboard alone", "status": "open"}
    ]
    assert only(shell, "list", "--goal", goal)["id"] == made.id
    assert "Resellers onboard alone (open)" in shell.ok("roadmap", "show", made.id).out


def test_a_move_says_how_often_it_slipped(shell: Shell, outcome: str) -> None:
    assert "now → next, slipped once" in shell.ok("roadmap", "move", outcome, "next").err
    shell.at("2026-11-23T09:00:00Z")
    assert "next → later, slipped twice" in shell.ok("roadmap", "move", "resellers", "later").err
    assert "nothing to do" in shell.ok("roadmap", "move", outcome, "later").err
    item = only(shell)
    assert item["slipped"] == 2
    assert item["moves"] == [
        {"at": "2026-11-22T09:00:00Z", "from": "now", "to": "next"},
        {"at": "2026-11-23T09:00:00Z", "from": "next", "to": "later"},
    ]
    other = shell.ok("roadmap", "add", "Another").id
    shell.ok("roadmap", "move", other, "later", "--place", "1")
    assert [row[0] for row in shell.ok("roadmap").rows] == [other, outcome]
    assert shell.ok("roadmap").rows[1] == [
        outcome, "later", "", "2", "", "", "Resellers onboard alone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("add", "x", "--confidence", "0.7"), 2, "from 0 to 100 per cent"),
        (("add", "x", "--effort", "6 weeks"), 2, "write 6"),
        (("add", "x", "--effort", "0"), 2, "person-weeks"),
        (("add", "x", "--goal", "payroll"), 3, "no goal"),
        (("add", "x", "--horizon", "soon"), 2, "now"),
        (("edit", "ID", "--depends-on", "ID"), 2, "wait for itself"),
        (("move", "ID", "next", "--place", "0"), 2, "--place 1"),
        (("move", "nowhere", "next"), 3, "no roadmap item"),
        (("drop", "ID"), 2, "--why"),
    ],
)
def test_what_cannot_be_is_refused_with_the_nearest_form(
    shell: Shell, outcome: str, words: tuple[str, ...], code: int, named: str
) -> None:
    answer = shell("roadmap", *(outcome if each == "ID" else each for each in words))
    assert (answer.code, answer.out) == (code, "")
    assert named in answer.err


def test_an_outcome_is_closed_and_taken_up_again(shell: Shell, outcome: str) -> None:
    shell.ok("roadmap", "done", outcome)
    assert shell.ok("roadmap").out == ""
    assert only(shell, "list", "--all")["closed"] == "2026-11-22T09:00:00Z"
    refused = shell("roadmap", "move", outcome, "next")
    assert refused.code == 2
    assert "possible: reopen" in refused.err
    shell.ok("roadmap", "reopen", outcome)
    shell.ok("roadmap", "drop", outcome, "--why", "they left")
    assert only(shell, "list", "--status", "dropped")["why"] == "they left"


def test_an_edit_replaces_links_and_none_takes_them_away(shell: Shell, outcome: str) -> None:
    shell.ok("roadmap", "edit", outcome, "--stakeholder", "Jun", "--confidence", "60")
    shell.ok("roadmap", "edit", outcome, "--stakeholder", "Lena", "--title", "Resellers onboard")
    item = only(shell)
    assert (item["stakeholders"], item["confidence"]) == (["Lena"], 60)
    shell.ok("roadmap", "edit", outcome, "--stakeholder", "none", "--confidence", "none")
    item = only(shell)
    assert (item["stakeholders"], item["confidence"]) == ([], None)
    assert "nothing to do" in shell.ok("roadmap", "edit", outcome, "--due", "none").err
    fields = [each["field"] for each in shell.ok("roadmap", "log", outcome, "--json").items]
    assert {"title", "horizon", "confidence", "stakeholders"} <= set(fields)


def test_hostile_text_goes_in_and_out_without_harm(shell: Shell, outcome: str) -> None:
    for words in (
        ("add", NASTY, "--stakeholder", NASTY), ("add", "x", "--goal", NASTY),
        ("add", "x", "--confidence", NASTY), ("add", "x", "--effort", NASTY),
        ("edit", outcome, "--title", NASTY), ("move", NASTY, "now"), ("show", outcome),
        ("drop", outcome, "--why", NASTY), ("show", outcome, "--json"), ("list", "--all"),
        ("list", "--all", "--json"), ("log", outcome), ("edit", outcome, "--depends-on", NASTY),
    ):  # fmt: skip
        answer = shell("roadmap", *words)
        assert answer.code in (0, 2, 3), answer
        assert harmless(answer)
