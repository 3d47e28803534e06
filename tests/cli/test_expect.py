"""``retrotui expect``: stated, resolved and scored from a prompt or a script, by the contract."""

import pytest

from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "statement", "probability", "resolve_on", "due", "about", "by", "came", "evidence",
    "resolved", "meeting", "created", "updated",
}  # fmt: skip


@pytest.fixture
def expectation(shell: Shell) -> str:
    return shell.ok(
        "expect", "add", "Refunds take a day", "--probability", "70%", "--resolve-on", "eoq"
    ).id


def only(shell: Shell, *words: str) -> dict[str, object]:
    (item,) = shell.ok("expect", *words, "--json").items
    return item


def test_it_keeps_what_it_is_given_and_add_prints_its_id(shell: Shell) -> None:
    action = shell.ok("actions", "add", "Call the bank").id
    made = shell.ok(
        "expect", "add", "The", "bank", "answers", "--probability", "7/10", "--resolve-on",
        "2026-12-01", "--about", action, "--by", "Lena",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert "new person: Lena" in made.err
    assert "due Tue 1 Dec 2026" in made.err
    item = only(shell, "show", made.id)
    assert set(item) == KEYS
    assert (item["statement"], item["probability"]) == ("The bank answers", 0.7)
    assert item["about"] == {"kind": "actions", "id": action, "title": "Call the bank"}
    assert (item["resolve_on"], item["by"], item["due"]) == ("2026-12-01", "Lena", False)


@pytest.mark.parametrize(
    ("flags", "said"),
    [(("--probability", "70"), "write 70%"), (("--probability", "1"), "is certain"),
     (("--resolve-on", "yesterday"), "--allow-past")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(shell: Shell, flags: tuple[str, ...], said: str) -> None:
    refused = shell("expect", "add", "x", *flags)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_without_a_probability_it_says_what_that_means(shell: Shell) -> None:
    assert "counts in no score" in shell.ok("expect", "add", "x").err
    assert shell("expect", "add", "x", "--about", "zzzz").code == 3


def test_it_is_resolved_reopened_and_void(shell: Shell, expectation: str) -> None:
    shell.ok("expect", "resolve", expectation, "TRUE", "--evidence", "21 hours in May")
    item = only(shell, "--all")
    assert (item["came"], item["evidence"]) == ("true", "21 hours in May")
    assert shell.ok("expect", "--json").items == []
    assert "nothing to do" in shell.ok("expect", "resolve", expectation, "true").err
    for words in (("resolve", expectation, "false"), ("void", expectation),
                  ("edit", expectation, "--probability", "90%")):  # fmt: skip
        refused = shell("expect", *words)
        assert refused.code == 2
        assert "possible: reopen" in refused.err
    shell.ok("expect", "reopen", expectation)
    shell.ok("expect", "void", expectation, "--evidence", "the bank closed")
    assert only(shell, "--all")["came"] == "void"


def test_due_ones_are_filtered_and_the_score_is_beside_the_items(shell: Shell) -> None:
    for number in range(11):
        made = shell.ok(
            "expect", "add", f"n{number}", "--probability", "0.8", "--resolve-on", "2026-11-22"
        ).id
        if number < 10:
            shell.ok("expect", "resolve", made, "true" if number < 8 else "false")
    envelope = shell.ok("expect", "--due", "--json").json
    assert [each["statement"] for each in envelope["items"]] == ["n10"]
    assert envelope["counts"] == {"items": 1, "due": 1}
    assert envelope["brier"]["number"] == 10
    assert envelope["brier"]["score"] == pytest.approx(0.16)
    assert envelope["brier"]["tells"] is True


def test_every_probability_is_in_its_log(shell: Shell, expectation: str) -> None:
    shell.ok("expect", "edit", expectation, "--probability", "40%", "--statement", "Two days")
    items = shell.ok("expect", "log", expectation, "--json").items
    assert [each["new"] for each in items if each["field"] == "probability"] == [0.7, 0.4]
    assert "nothing to do" in shell.ok("expect", "edit", expectation, "--probability", "2/5").err


def test_nasty_text_comes_out_harmless(shell: Shell) -> None:
    made = shell.ok("expect", "add", NASTY, "--probability", "10%").id
    assert harmless(shell("expect", "add", "x", "--probability", NASTY))
    shell.ok("expect", "resolve", made, "false", "--evidence", NASTY)
    for words in (("--all",), ("show", made), ("log", made)):
        assert harmless(shell.ok("expect", *words))
