"""``retrotui dissent``: a disagreement's whole life, by the contract alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrotui.cli import registry
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "decision", "by", "stance", "concern", "would_resolve", "prediction", "follow_up_on",
    "state", "response", "verdict", "evidence", "created", "updated",
}  # fmt: skip


@pytest.fixture
def decision(shell: Shell) -> str:
    return shell.ok("decisions", "add", "Ship profiling").id


@pytest.fixture
def raised(shell: Shell, decision: str) -> str:
    return shell.ok("dissent", "add", decision, "--concern", "no consent", "--by", "Lena").id


def only(shell: Shell, *words: str) -> dict[str, object]:
    (item,) = shell.ok("dissent", *words, "--json").items
    return item


def test_a_dissent_keeps_every_field_it_is_given(shell: Shell, decision: str) -> None:
    made = shell.ok(
        "dissent", "add", decision[-16:-4], "--concern", "nobody asked legal", "--by", "Lena",
        "--stance", "object", "--would-resolve", "a signed opinion", "--predict", "two complaints",
        "--probability", "70%", "--follow-up", "2027-01-10",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert "new person: Lena" in made.err
    assert "due Sun 10 Jan 2027 (in 49 days)" in made.err
    item = only(shell, "show", made.id)
    assert set(item) == KEYS
    assert item["decision"] == {"id": decision, "title": "Ship profiling"}
    assert (item["by"], item["stance"], item["state"]) == ("Lena", "object", "raised")
    assert (item["concern"], item["would_resolve"]) == ("nobody asked legal", "a signed opinion")
    assert item["prediction"] == {
        "statement": "two complaints", "probability": 0.7, "resolve_on": "2027-01-10",
    }  # fmt: skip
    assert item["follow_up_on"] == "2027-01-10"
    assert (item["response"], item["verdict"], item["evidence"]) == (None, None, None)


def test_nobody_named_means_the_person_acting(shell: Shell, decision: str) -> None:
    shell.ok("dissent", "add", decision, "--concern", "too early", "--user", "Omar")
    assert only(shell)["by"] == "Omar"


def test_an_anonymous_one_stores_no_author_and_says_what_remains(
    shell: Shell, decision: str
) -> None:
    for concern in ("too early", "too dear"):
        said = shell.ok(
            "dissent", "add", decision, "--anonymous", "--concern", concern, "--user", "Quiet Q"
        )
        assert "the commit that carries it still comes from this clone" in said.err
    assert [item["by"] for item in shell.ok("dissent", "--json").items] == [None, None]
    logs = "".join(path.read_text() for path in shell.folder.rglob("*.jsonl"))
    assert "too early" in logs
    assert "Quiet Q" not in logs
    assert "Quiet" not in shell.ok("people").out
    assert "too early" in shell.ok("dissent").out


def test_a_script_that_knows_only_the_contract_lives_a_whole_life(shell: Shell) -> None:
    """Runs the real program as a script would, from proposal to vindication and reopening."""

    def run(*words: str, now: str = "2026-11-22T09:00:00Z") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "retrotui", *words],
            env={**os.environ, "RETROTUI_NOW": now, "RETROTUI_STORE": str(shell.folder)},
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def items(*words: str, now: str = "2026-11-22T09:00:00Z") -> list[dict[str, object]]:
        found = json.loads(run(*words, "--json", now=now).stdout)["items"]
        assert isinstance(found, list)
        return found

    decision = run("decisions", "add", "Ship profiling").stdout.splitlines()[-1]
    assert run("decisions", "decide", decision, "--outcome", "ship").returncode == 0
    id_ = run(
        "dissent", "add", decision, "--by", "Lena", "--concern", "no consent asked",
        "--follow-up", "2027-01-10",
    ).stdout.splitlines()[-1]  # fmt: skip
    assert run("check", "--dissent-due").returncode == 0
    assert run("check", "--dissent-due", now="2026-12-06T09:00:00Z").returncode == 1
    refused = run("dissent", "verdict", id_, "moot", "--json")
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["error"]["code"] == 2
    assert "allowed: answer, withdraw" in json.loads(refused.stderr)["error"]["message"]
    assert run("dissent", "answer", id_, "legal signs off first").returncode == 0
    assert run("dissent", "sustain", id_).returncode == 0
    assert run("check", now="2026-12-06T09:00:00Z").returncode == 0
    follow_up = "2027-01-10T09:00:00Z"
    (due,) = items("dissent", "list", "--due", now=follow_up)
    assert (due["id"], due["state"]) == (id_, "sustained")
    found = items("check", "--dissent-due", now=follow_up)
    assert [(each["finding"], each["id"]) for each in found] == [("dissent_due", id_)]
    judged = run(
        "dissent", "verdict", id_, "vindicated", "--evidence", "2 complaints", now=follow_up
    )
    assert judged.returncode == 0
    assert "retrotui decisions review" in judged.stderr
    assert "--reopen" in judged.stderr
    assert run("check", now=follow_up).returncode == 0
    run("decisions", "review", decision, "--reopen", "two complaints in March", now=follow_up)
    (after,) = items("decisions", "show", decision, now=follow_up)
    assert after["status"] == "proposed"
    assert isinstance(after["dissents"], list)
    (told,) = after["dissents"]
    assert (told["verdict"], told["evidence"]) == ("vindicated", "2 complaints")


def test_states_follow_each_other_and_repeating_is_nothing_to_do(shell: Shell, raised: str) -> None:
    shell.ok("dissent", "answer", raised, "we", "wait")
    item = only(shell)
    assert item["state"] == "addressed"
    response = item["response"]
    assert isinstance(response, dict)
    assert (set(response), response["text"], response["by"]) == (
        {"text", "by", "at"}, "we wait", "Ana",
    )  # fmt: skip
    shell.ok("dissent", "accept", raised)
    assert "nothing to do" in shell.ok("dissent", "accept", raised).err
    shell.ok("dissent", "verdict", raised, "not-borne-out", "--evidence", "no complaint")
    assert "nothing to do" in shell.ok(
        "dissent", "verdict", raised, "not_borne_out", "--evidence", "no complaint"
    ).err  # fmt: skip
    assert only(shell, "--state", "accepted")["verdict"] == "not_borne_out"
    assert shell.ok("dissent", "--state", "raised", "--json").items == []


@pytest.mark.parametrize("words", [("accept",), ("sustain",), ("verdict", "moot")])
def test_what_is_not_answered_cannot_be_settled(
    shell: Shell, raised: str, words: tuple[str, ...]
) -> None:
    refused = shell("dissent", words[0], raised, *words[1:])
    assert refused.code == 2
    assert "allowed: answer, withdraw" in refused.err
    assert only(shell)["state"] == "raised"


def test_only_its_author_withdraws_it_or_a_note_says_why(shell: Shell, raised: str) -> None:
    refused = shell("dissent", "withdraw", raised)
    assert refused.code == 2
    assert "--note" in refused.err
    shell.ok("dissent", "withdraw", raised, "--user", "Lena")
    assert "nothing to do" in shell.ok("dissent", "withdraw", raised, "--user", "Lena").err
    assert only(shell)["state"] == "withdrawn"


def test_an_anonymous_one_is_withdrawn_on_request(shell: Shell, decision: str) -> None:
    id_ = shell.ok("dissent", "add", decision, "--anonymous", "--concern", "x").id
    shell.ok("dissent", "withdraw", id_, "--note", "withdrawn on request", "--user", "Quiet Q")
    assert "withdrawn on request" in shell.ok("dissent", "show", id_).out
    assert "Quiet Q" not in "".join(path.read_text() for path in shell.folder.rglob("*.jsonl"))


def test_a_second_open_one_by_the_same_person_names_the_first(
    shell: Shell, decision: str, raised: str
) -> None:
    refused = shell("dissent", "add", decision, "--concern", "again", "--by", "LENA")
    assert refused.code == 2
    assert raised[-16:][:4] in refused.err
    assert only(shell)["id"] == raised


def test_a_verdict_on_what_is_still_proposed_offers_no_reopening(shell: Shell, raised: str) -> None:
    shell.ok("dissent", "answer", raised, "we wait")
    assert "reopen" not in shell.ok("dissent", "verdict", raised, "vindicated").err


def test_what_is_due_follows_the_teams_setting_and_zone(shell: Shell, raised: str) -> None:
    shell.ok("settings", "set", "dissent_due_days", "3")
    shell.at("2026-11-24T22:59:00Z")
    assert shell.ok("dissent", "--due", "--json").items == []
    shell.at("2026-11-24T23:01:00Z")
    body = shell.ok("dissent", "--due", "--json").json
    assert [item["id"] for item in body["items"]] == [raised]
    assert (body["kind"], body["counts"]) == ("dissents", {"items": 1, "due": 1})


def test_the_list_goes_by_follow_up_date(shell: Shell, decision: str) -> None:
    for by, when in (("a", "2027-03-01"), ("b", "none"), ("c", "2027-01-10")):
        words = ("--concern", by, "--by", by, "--follow-up", when)
        shell.ok("dissent", "add", decision, *words)
    assert [item["by"] for item in shell.ok("dissent", "--json").items] == ["c", "a", "b"]


def test_piped_lines_are_tabs_and_a_terminal_shows_state_and_due(
    shell: Shell, raised: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = [raised, "raised", "", "2026-12-06", "Lena", "Ship profiling", "no consent"]
    assert shell.ok("dissent").rows == [row]
    shell.at("2026-12-08T09:00:00Z")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    header, line = shell.ok("dissent", "--color", "never").out.splitlines()
    assert header.split() == ["id", "state", "verdict", "due", "by", "decision", "concern"]
    assert line.split()[:2] == [raised[-16:][:4], "raised"]
    assert "2 days over" in line


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("add", "D"), 2, "--concern"),
        (("add", "zzzz", "--concern", "x"), 3, "zzzz"),
        (("add", "D", "--concern", "x", "--by", "Bo", "--anonymous"), 2, "--anonymous"),
        (("add", "D", "--concern", "x", "--probability", "0.5"), 2, "--predict"),
        (("add", "D", "--concern", "x", "--predict", "y", "--probability", "70"), 2, "70%"),
        (("add", "D", "--concern", "x", "--follow-up", "yesterday"), 2, "--allow-past"),
        (("add", "D", "--concern", " "), 2, "concern"),
        (("verdict", "X", "right"), 2, "vindicated"),
        (("show", "zzzz"), 3, "zzzz"),
        (("list", "--state", "open"), 2, "sustained"),
        (("answer", "X"), 2, "TEXT"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    shell: Shell, decision: str, raised: str, *, words: tuple[str, ...], code: int, named: str
) -> None:
    known = {"D": decision, "X": raised}
    refused = shell("dissent", *(known.get(each, each) for each in words))
    assert refused.code == code, refused
    assert named in refused.err
    assert only(shell)["state"] == "raised"


def test_hostile_text_goes_in_and_out_without_harm(shell: Shell, decision: str) -> None:
    id_ = shell.ok("dissent", "add", decision, "--concern", NASTY, "--by", "Bo").id
    lines = [
        ("add", decision, "--anonymous", "--concern", NASTY, "--would-resolve", NASTY,
         "--predict", NASTY),
        ("add", decision, "--concern", "x", "--by", NASTY), ("add", NASTY, "--concern", "x"),
        ("add", decision, "--concern", "x", "--by", "Cy", "--follow-up", NASTY),
        ("add", decision, "--concern", "x", "--predict", "y", "--probability", NASTY),
        ("answer", id_, NASTY), ("verdict", id_, "partly", "--evidence", NASTY),
        ("withdraw", id_, "--note", NASTY), ("verdict", id_, NASTY), ("show", id_),
        ("show", id_, "--json"), ("list",), ("list", "--json"), ("show", NASTY),
    ]  # fmt: skip
    answers = [shell("dissent", *line) for line in lines]
    assert [line for line, each in zip(lines, answers, strict=True) if not harmless(each)] == []


def test_a_store_that_cannot_be_written_answers_seven_and_changes_nothing(
    shell: Shell, decision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        refused = shell("dissent", "add", decision, "--concern", "x")
    assert refused.code == 7, refused
    assert shell.ok("dissent", "--json").items == []


def test_a_concern_is_worded_better_by_its_author_until_it_is_answered(
    shell: Shell, raised: str
) -> None:
    better = ("dissent", "edit", raised, "--concern", "no consent, no opt-out")
    refused = shell(*better)
    assert (refused.code, "only the person who raised it" in refused.err) == (2, True)
    shell.ok(*better, "--user", "Lena")
    assert only(shell)["concern"] == "no consent, no opt-out"
    assert "nothing to do" in shell.ok(*better, "--user", "Lena").err
    shell.ok("dissent", "answer", raised, "legal signs off")
    assert shell(*better, "--user", "Lena").code == 2
    shown = shell.ok("dissent", "show", raised).out.splitlines()
    (moves,) = (line.split(maxsplit=1)[1] for line in shown if line.startswith("next"))
    assert set(moves.split(", ")) <= registry.load("dissent").verbs.keys()
