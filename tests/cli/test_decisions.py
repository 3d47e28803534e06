"""``retrotui decisions``: the contract of its rows, on a real store."""

import sys
from typing import Any

import pytest

from retrotui.cli import registry
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "title", "status", "method", "options", "outcome", "rationale", "deciders", "consulted",
    "informed", "positions", "consensus", "delegation_level", "review_on", "reopened",
    "supersedes", "links", "meeting", "dissents",
}  # fmt: skip
STANCES = {
    "support", "reservations", "abstain", "stand_aside", "disagree_and_commit",
    "disagree_not_implementing", "object", "recuse", "no_response",
}  # fmt: skip


@pytest.fixture
def decision(shell: Shell) -> str:
    return shell.ok("decisions", "add", "Move billing to Q1", "--decider", "Bo").id


def only(shell: Shell, *words: str) -> dict[str, Any]:
    (item,) = shell.ok("decisions", *words, "--json").items
    return item


def test_a_proposal_keeps_every_field_it_is_given(shell: Shell) -> None:
    older = shell.ok("decisions", "add", "Stay where we are").id
    made = shell.ok(
        "decisions", "add", "Move", "billing", "--method", "rough-consensus",
        "--option", "now", "--option", "later", "--context", "the vendor asks",
        "--driver", "cost", "--decider", "bo", "--decider", "Cy", "--consulted", "Lena",
        "--informed", "sales", "--delegation", "5", "--review-on", "in 2 weeks",
        "--supersedes", older[-16:], "--link", "https://example.org/1",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert len(made.id) == 26
    assert "new person: bo" in made.err
    assert "due Sun 6 Dec 2026 (in 14 days)" in made.err
    item = only(shell, "show", made.id)
    assert set(item) == KEYS
    assert item["title"] == "Move billing"
    assert (item["status"], item["method"]) == ("proposed", "rough_consensus")
    assert item["options"] == [
        {"title": "now", "pros": [], "cons": []},
        {"title": "later", "pros": [], "cons": []},
    ]
    assert (item["deciders"], item["consulted"], item["informed"]) == (
        ["bo", "Cy"], ["Lena"], ["sales"],
    )  # fmt: skip
    assert (item["delegation_level"], item["review_on"]) == (5, "2026-12-06")
    assert (item["supersedes"], item["links"]) == (older, ["https://example.org/1"])
    assert (item["outcome"], item["consensus"], item["meeting"]) == (None, None, None)
    shown = shell.ok("decisions", "show", made.id).out
    assert "the vendor asks" in shown
    assert "cost" in shown


def test_the_envelope_has_its_kind_and_an_order_by_review_date(shell: Shell) -> None:
    for title, when in (("late", "2027-03-01"), ("none", "none"), ("soon", "tomorrow")):
        shell.ok("decisions", "add", title, "--review-on", when)
    body = shell.ok("decisions", "list", "--json").json
    assert (body["schema_version"], body["kind"], body["tz"]) == (1, "decisions", "Europe/Berlin")
    assert body["counts"] == {"items": 3, "due": 0}
    assert [item["title"] for item in body["items"]] == ["soon", "late", "none"]


def test_a_decision_lives_from_proposal_to_review_and_back(shell: Shell, decision: str) -> None:
    short = decision[-16:-6]
    shell.ok("decisions", "position", short, "Bo", "support")
    shell.ok("decisions", "decide", short, "--outcome", "we move", "--why", "cheaper")
    item = only(shell)
    assert (item["status"], item["outcome"], item["rationale"]) == (
        "accepted",
        "we move",
        "cheaper",
    )
    assert item["consensus"] == "unanimity"
    shell.ok("decisions", "edit", short, "--review-on", "tomorrow")
    assert shell.ok("decisions", "--due", "--json").items == []
    shell.at("2026-11-23T09:00:00Z")
    assert only(shell, "--due")["id"] == decision
    assert shell("check", "--decisions-due", "-q").code == 1
    kept = shell.ok("decisions", "review", short, "--keep")
    assert "--review-on WHEN" in kept.err
    assert shell.ok("decisions", "--due", "--json").items == []
    shell.ok("decisions", "review", short, "--reopen", "the price rose")
    again = only(shell, "--status", "proposed")
    assert again["reopened"] == [
        {"at": again["reopened"][0]["at"], "by": "Ana", "new_information": "the price rose"}
    ]
    shell.ok("decisions", "decide", short, "--reject")
    assert only(shell)["status"] == "rejected"


def test_a_position_makes_no_dissent_but_says_how_to_keep_one(shell: Shell, decision: str) -> None:
    said = shell.ok(
        "decisions", "position", decision, "Lena O", "Disagree-and-commit", "--why", "x"
    )
    assert said.out == ""
    assert "new person: Lena O" in said.err
    assert f"retrotui dissent add {decision[-16:][:4]}" in said.err
    assert "--by 'Lena O' --stance disagree_and_commit" in said.err
    item = only(shell)
    assert set(item["positions"]) == STANCES
    assert item["positions"]["disagree_and_commit"] == 1
    assert item["positions"]["no_response"] == 1
    assert item["dissents"] == []
    assert "dissent add" not in shell.ok("decisions", "position", decision, "Cy", "support").err
    shell.ok("dissent", "add", decision, "--by", "Lena O", "--concern", "too early")
    assert "dissent add" not in shell.ok("decisions", "position", decision, "lena o", "object").err


def test_deciding_against_the_reading_is_allowed_and_said(shell: Shell, decision: str) -> None:
    said = shell.ok("decisions", "decide", decision, "--outcome", "we move")
    assert "decided all the same; by consent: 1 not heard" in said.err


def test_repeating_is_nothing_to_do(shell: Shell, decision: str) -> None:
    twice = [
        ("decisions", "position", decision, "Bo", "support"),
        ("decisions", "edit", decision, "--title", "Move billing"),
        ("decisions", "decide", decision, "--outcome", "we move"),
    ]
    for line in twice:
        shell.ok(*line)
        assert "nothing to do" in shell.ok(*line).err


def test_a_move_the_status_forbids_lists_the_allowed_ones(shell: Shell, decision: str) -> None:
    refused = shell("decisions", "review", decision, "--keep")
    assert refused.code == 2
    assert "allowed: edit, position, decide" in refused.err
    shell.ok("decisions", "decide", decision, "--outcome", "we move")
    other = shell("decisions", "decide", decision, "--outcome", "we stay")
    assert other.code == 2
    assert "reopen" in other.err
    assert only(shell)["outcome"] == "we move"


def test_editing_replaces_lists_adds_links_and_clears_with_none(shell: Shell) -> None:
    older = shell.ok("decisions", "add", "Older").id
    id_ = shell.ok(
        "decisions", "add", "Newer", "--option", "a", "--link", "https://a.example",
        "--review-on", "tomorrow", "--supersedes", older, "--decider", "Bo",
    ).id  # fmt: skip
    shell.ok(
        "decisions", "edit", id_, "--option", "b", "--link", "https://b.example",
        "--review-on", "none", "--supersedes", "none", "--decider", "Cy",
    )  # fmt: skip
    item = only(shell, "show", id_)
    assert item["options"] == [{"title": "b", "pros": [], "cons": []}]
    assert item["links"] == ["https://a.example", "https://b.example"]
    assert (item["review_on"], item["supersedes"], item["deciders"]) == (None, None, ["Cy"])


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("add",), 2, "TITLE"),
        (("add", "x", "--method", "dice"), 2, "rough_consensus"),
        (("add", "x", "--review-on", "1/12"), 2, "2027-01-12"),
        (("add", "x", "--review-on", "yesterday"), 2, "--allow-past"),
        (("add", "x", "--delegation", "9"), 2, "delegation level"),
        (("add", "x", "--supersedes", "zzzz"), 3, "zzzz"),
        (("position", "ID", "Bo", "no_response"), 2, "abstain"),
        (("decide", "ID"), 2, "--outcome"),
        (("decide", "ID", "--outcome", "x", "--reject"), 2, "--reject"),
        (("review", "ID"), 2, "--keep"),
        (("show", "zzzz"), 3, "zzzz"),
        (("list", "--status", "done"), 2, "accepted"),
        (("add", "x" * 70_000), 2, "64 KiB"),
    ],
)
def test_what_is_refused_says_why_and_makes_nothing(
    shell: Shell, decision: str, words: tuple[str, ...], code: int, named: str
) -> None:
    refused = shell("decisions", *(decision if each == "ID" else each for each in words))
    assert refused.code == code, refused
    assert named in refused.err
    assert refused.out == ""
    assert only(shell)["id"] == decision


def test_a_day_in_the_past_needs_a_word(shell: Shell) -> None:
    shell.ok("decisions", "add", "x", "--review-on", "2026-01-05", "--allow-past")
    assert only(shell)["review_on"] == "2026-01-05"


def test_an_ambiguous_prefix_is_not_guessed_at(shell: Shell) -> None:
    ids = [shell.ok("decisions", "add", f"d{n}").id for n in range(40)]
    letters = [each[-16] for each in ids]
    shared = next(each for each in letters if letters.count(each) > 1)
    refused = shell("decisions", "show", shared, "--json")
    assert refused.code == 3
    assert '"code": 3' in refused.err


def test_piped_lines_are_tabs_with_whole_ids(shell: Shell, decision: str) -> None:
    shell.ok("dissent", "add", decision, "--concern", "no", "--by", "Lena")
    shell.ok("decisions", "edit", decision, "--review-on", "2026-12-01")
    assert shell.ok("decisions").rows == [
        [decision, "proposed", "2026-12-01", "1 raised", "Move billing to Q1"]
    ]
    made = shell.ok("decisions", "--format", r"{id}\t{status}\t{deciders}")
    assert made.out == f"{decision}\tproposed\tBo\n"


def test_on_a_terminal_a_table_shows_short_ids_review_and_dissent(
    shell: Shell, decision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("dissent", "add", decision, "--concern", "no", "--by", "Lena")
    shell.ok("decisions", "edit", decision, "--review-on", "tomorrow")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    header, line = shell.ok("decisions", "--color", "never").out.splitlines()
    assert header.split() == ["id", "status", "review", "dissent", "title"]
    assert line.split("  ")[0] == decision[-16:][:4]
    assert "tomorrow  1 raised  Move billing to Q1" in line
    assert "\x1b" not in line


def test_an_empty_list_says_on_a_terminal_how_to_begin(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.ok("decisions").err == ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = shell.ok("decisions")
    assert (said.out, "retrotui decisions add TITLE" in said.err) == ("", True)


def test_hostile_text_goes_in_and_out_without_harm(shell: Shell) -> None:
    id_ = shell.ok("decisions", "add", "x").id
    lines = [
        ("add", NASTY, "--option", NASTY, "--context", NASTY, "--driver", NASTY, "--link", NASTY),
        ("add", "y", "--decider", NASTY), ("add", "y", "--review-on", NASTY),
        ("position", id_, "\x1b[1mEve", "object", "--why", NASTY), ("position", id_, "Bo", NASTY),
        ("decide", id_, "--outcome", NASTY, "--why", NASTY),
        ("review", id_, "--reopen", NASTY), ("show", NASTY), ("show", id_), ("list",),
        ("list", "--json"), ("show", id_, "--json"),
        ("list", "--format", "{title} {options} {links}"),
    ]  # fmt: skip
    answers = [shell("decisions", *line) for line in lines]
    assert [line for line, each in zip(lines, answers, strict=True) if not harmless(each)] == []
    assert len(shell.ok("decisions", "--json").items) == 2


def test_without_a_store_the_answer_is_four(bare: Shell) -> None:
    refused = bare("decisions")
    assert refused.code == 4
    assert "retrotui init" in refused.err


def test_a_decision_is_taken_out_of_force_once(shell: Shell, decision: str) -> None:
    early = shell("decisions", "deprecate", decision)
    assert (early.code, "allowed: edit, position, decide" in early.err) == (2, True)
    shell.ok("decisions", "decide", decision, "--outcome", "We move it")
    shell.ok("decisions", "deprecate", decision)
    (item,) = shell.ok("decisions", "show", decision, "--json").items
    assert item["status"] == "deprecated"
    assert "nothing to do" in shell.ok("decisions", "deprecate", decision).err


def test_every_move_that_a_refusal_names_is_a_verb(shell: Shell, decision: str) -> None:
    shell.ok("decisions", "decide", decision, "--outcome", "We move it")
    refused = shell("decisions", "edit", decision, "--method", "vote").err
    assert "allowed: edit, position, deprecate, review (keep or reopen)" in refused
    assert {"edit", "position", "deprecate", "review"} <= registry.load("decisions").verbs.keys()
    shell.ok("decisions", "review", decision, "--keep")
    shell.ok("decisions", "review", decision, "--reopen", "the law changed")
