"""``retrotui goals``: set, read and closed from a prompt or a script, by the contract alone."""

import pytest

from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell

KEYS = {
    "id", "title", "status", "metric", "unit", "direction", "baseline", "target", "begins", "due",
    "owners", "latest", "progress", "time_gone", "standing", "readings", "why", "closed",
    "meeting", "created", "updated",
}  # fmt: skip


@pytest.fixture
def goal(shell: Shell) -> str:
    return shell.ok(
        "goals", "add", "Weekly active teams", "--baseline", "20%", "--target", "60%",
        "--begins", "2026-10-01", "--due", "2027-01-13", "--owner", "Lena",
    ).id  # fmt: skip


def only(shell: Shell, *words: str) -> dict[str, object]:
    (item,) = shell.ok("goals", *words, "--json").items
    return item


def test_a_goal_keeps_what_it_is_given_and_add_prints_its_id(shell: Shell) -> None:
    made = shell.ok(
        "goals", "add", "Pages", "open", "fast", "--baseline", "900ms", "--target", "350",
        "--metric", "p95 of the start page", "--due", "2027-01-13", "--owner", "Lena",
    )  # fmt: skip
    assert made.out == f"{made.id}\n"
    assert "new person: Lena" in made.err
    assert "due Wed 13 Jan 2027" in made.err
    item = only(shell, "show", made.id)
    assert set(item) == KEYS
    assert (item["title"], item["unit"], item["direction"]) == ("Pages open fast", "ms", "down")
    assert (item["baseline"], item["target"], item["status"]) == (900, 350, "open")
    assert (item["standing"], item["latest"], item["progress"]) == ("no_reading", None, None)
    assert (item["metric"], item["owners"]) == ("p95 of the start page", ["Lena"])


def test_a_reading_is_echoed_and_found_by_words(shell: Shell, goal: str) -> None:
    said = shell.ok("goals", "read", "weekly", "30%", "--on", "2026-11-01", "--note", "trials too")
    assert said.out == ""
    assert "on Sun 1 Nov 2026" in said.err
    assert "Weekly active teams: 30%" in said.err
    shell.ok("goals", "read", goal, "41")
    assert "42%, instead of 41%" in shell.ok("goals", "read", goal, "42 %").err
    item = only(shell, "show", goal)
    assert item["readings"] == [
        {"day": "2026-11-01", "value": 30, "note": "trials too"},
        {"day": "2026-11-22", "value": 42, "note": None},
    ]
    assert (item["progress"], item["time_gone"], item["standing"]) == (0.55, 0.5, "on")
    assert "nothing to do" in shell.ok("goals", "read", goal, "42").err
    shown = shell.ok("goals", "show", goal).out
    assert "on track: 55% of the way, 50% of the time" in shown
    assert "30% to 42% in 2 readings, rising" in shown


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("read", "ID", "41,5"), 2, "write 41.5"),
        (("read", "ID", "1,200"), 2, "write 1.2 or 1200"),
        (("read", "ID", "41ms"), 2, "write 41%"),
        (("read", "ID", "41", "--on", "2027-01-01"), 2, "still to come"),
        (("read", "payroll", "41"), 3, "no goal"),
        (("add", "x"), 2, "--target"),
        (("add", "x", "--target", "5%", "--baseline", "5ms"), 2, "one unit"),
        (("add", "x", "--target", "5", "--baseline", "1", "--direction", "down"), 2, "up"),
        (("add", "x", "--target", "5", "--due", "2026-01-01"), 2, "--allow-past"),
        (("edit", "ID", "--target", "60ms"), 2, "write 60%"),
        (("drop", "ID"), 2, "--why"),
        (("list", "--standing", "fine"), 2, "met"),
    ],
)
def test_what_cannot_be_is_refused_with_the_nearest_form(
    shell: Shell, goal: str, words: tuple[str, ...], code: int, named: str
) -> None:
    answer = shell("goals", *(goal if each == "ID" else each for each in words))
    assert (answer.code, answer.out) == (code, "")
    assert named in answer.err


def test_the_list_filters_counts_and_pipes(shell: Shell, goal: str) -> None:
    shell.ok("goals", "read", goal, "41")
    other = shell.ok("goals", "add", "Fewer calls", "--target", "5").id
    assert shell.ok("goals").rows == [
        [goal, "on", "41%", "20% → 60%", "41", "2027-01-13", "Lena", "Weekly active teams"],
        [other, "no_reading", "", "- → 5", "", "", "", "Fewer calls"],
    ]
    listed = shell.ok("goals", "--json").json
    assert listed["kind"] == "goals"
    assert listed["counts"] == {
        "items": 2, "met": 0, "on": 1, "at_risk": 0, "off": 0, "no_reading": 1,
    }  # fmt: skip
    assert [each["id"] for each in shell.ok("goals", "--standing", "on", "--json").items] == [goal]
    assert [each["id"] for each in shell.ok("goals", "--owner", "lena", "--json").items] == [goal]
    assert shell.ok("goals", "--format", r"{title}\t{standing}").rows[0][1] == "on"


def test_a_goal_is_closed_and_taken_up_again(shell: Shell, goal: str) -> None:
    shell.ok("goals", "missed", goal, "--why", "the campaign came late")
    assert shell.ok("goals").out == ""
    item = only(shell, "list", "--all")
    assert (item["status"], item["why"]) == ("missed", "the campaign came late")
    assert item["closed"] == "2026-11-22T09:00:00Z"
    refused = shell("goals", "read", goal, "3")
    assert refused.code == 2
    assert "possible: reopen" in refused.err
    assert "nothing to do" in shell.ok("goals", "missed", goal).err
    shell.ok("goals", "reopen", goal)
    assert (only(shell)["status"], only(shell)["why"]) == ("open", None)
    shell.ok("goals", "met", goal)
    shell.ok("goals", "reopen", goal)
    shell.ok("goals", "drop", goal, "--why", "we sell it")
    assert only(shell, "list", "--status", "dropped")["why"] == "we sell it"


def test_an_edit_replaces_and_the_log_tells_it(shell: Shell, goal: str) -> None:
    shell.ok("goals", "read", goal, "41")
    shell.ok("goals", "edit", goal, "--title", "Active teams", "--target", "70", "--owner", "Bo")
    item = only(shell)
    assert (item["title"], item["target"], item["owners"]) == ("Active teams", 70, ["Bo"])
    assert "nothing to do" in shell.ok("goals", "edit", goal, "--target", "70%").err
    steps = shell.ok("goals", "log", goal, "--json").items
    assert ("target", 60, 70) in [(each["field"], each["old"], each["new"]) for each in steps]
    assert "reading of 2026-11-22" in [each["field"] for each in steps]
    told = shell.ok("log").out
    assert "noted the reading “Active teams, 22 Nov”" in told
    assert "reworded the goal “Weekly active teams” to “Active teams”" in told


def test_hostile_text_goes_in_and_out_without_harm(shell: Shell, goal: str) -> None:
    for words in (
        ("add", NASTY, "--target", "5", "--metric", NASTY, "--owner", NASTY),
        ("add", "x", "--target", NASTY), ("add", "x", "--target", "5", "--unit", NASTY),
        ("read", goal, NASTY), ("read", NASTY, "5"), ("read", goal, "5", "--note", NASTY),
        ("edit", goal, "--title", NASTY), ("drop", goal, "--why", NASTY), ("show", goal),
        ("show", goal, "--json"), ("list", "--all"), ("list", "--all", "--json"), ("log", goal),
    ):  # fmt: skip
        answer = shell("goals", *words)
        assert answer.code in (0, 2, 3), answer
        assert harmless(answer)
