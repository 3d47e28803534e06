"""``retrotui actions``: the contract of its rows, on a real store."""

import json

import pytest

from tests.support.hostile import HOSTILE
from tests.support.shell import Shell

KEYS = {
    "id", "title", "status", "owners", "due", "overdue_days", "priority", "tags", "links",
    "created", "updated", "closed", "meeting", "origin", "outcome", "moved", "expectation",
}  # fmt: skip


def test_a_promise_is_kept_listed_and_found_overdue_a_week_later(shell: Shell) -> None:
    made = shell.ok("actions", "add", "Fix the flaky deploy @ana due:fri #ci")
    assert len(made.id) == 26
    assert "new person: ana" in made.err
    assert "due Fri 27 Nov 2026 (in 5 days)" in made.err
    (item,) = shell.ok("actions", "--json").items
    assert set(item) == KEYS
    assert (item["title"], item["owners"], item["due"]) == (
        "Fix the flaky deploy", ["ana"], "2026-11-27",
    )  # fmt: skip
    assert item["tags"] == ["ci"]
    assert item["overdue_days"] is None
    shell.at("2026-11-29T09:00:00Z")
    (late,) = shell.ok("actions", "--overdue", "--json").items
    assert late["overdue_days"] == 2
    assert shell("check").code == 1


def test_the_envelope_says_when_and_where(shell: Shell) -> None:
    body = shell.ok("actions", "--json").json
    assert body["schema_version"] == 1
    assert body["kind"] == "actions"
    assert body["now"] == "2026-11-22T09:00:00Z"
    assert body["tz"] == "Europe/Berlin"
    assert body["items"] == []


def test_piped_lines_are_tabs_with_whole_ids_and_nothing_cut(shell: Shell) -> None:
    title = "A very long title " * 20
    made = shell.ok("actions", "add", title, "--owner", "bo", "--due", "2026-12-01")
    (row,) = shell.ok("actions").rows
    assert row == [made.id, "open", "2026-12-01", "bo", title.strip(), ""]


def test_the_whole_life_of_an_action(shell: Shell) -> None:
    action = shell.ok("actions", "add", "Write the runbook", "--due", "3d").id
    short = action[-16:-10]
    shell.all(
        [
            ("actions", "block", short, "--why", "waiting for access"),
            ("actions", "unblock", short),
            ("actions", "move", short, "in 2 weeks"),
            ("actions", "assign", short, "Cy", "Lena"),
            ("actions", "note", short, "access came"),
            ("actions", "edit", short, "--title", "Write the deploy runbook", "--priority", "1"),
            ("actions", "done", short, "--helped", "partly"),
        ]
    )
    assert shell.ok("actions", "--json").items == []
    (item,) = shell.ok("actions", "--all", "--json").items
    assert item["title"] == "Write the deploy runbook"
    assert item["owners"] == ["Cy", "Lena"]
    assert item["moved"] == 1
    assert (item["status"], item["outcome"], item["priority"]) == ("done", "partly", 1)
    shell.ok("actions", "reopen", short)
    shell.ok("actions", "drop", short, "--why", "the service is gone")
    assert "the service is gone" in shell.ok("actions", "show", short).out
    log = shell.ok("actions", "log", short, "--json").items
    assert [step["new"] for step in log if step["field"] == "status"] == [
        "open", "blocked", "open", "done", "open", "dropped",
    ]  # fmt: skip
    assert {step["by"] for step in log} == {"Ana"}


def test_the_log_names_people_and_tells_a_move_once(shell: Shell) -> None:
    id_ = shell.ok("actions", "add", "Ask legal @lena due:fri").id
    shell.ok("actions", "assign", id_, "Bo")
    shell.ok("actions", "move", id_, "eom")
    rows = shell.ok("actions", "log", id_).rows
    assert [row[3:] for row in rows if row[2] == "owners"] == [["", "lena"], ["lena", "Bo"]]
    assert [row[3:] for row in rows if row[2] == "due"][-1] == ["2026-11-27", "2026-11-30"]
    assert {row[2] for row in rows} == {"title", "status", "owners", "due"}


def test_repeating_a_move_is_nothing_to_do(shell: Shell) -> None:
    action = shell.ok("actions", "add", "Once").id
    shell.ok("actions", "done", action)
    again = shell.ok("actions", "done", action)
    assert "nothing to do" in again.err


def test_several_ids_are_moved_together_or_not_at_all(shell: Shell) -> None:
    one = shell.ok("actions", "add", "One").id
    two = shell.ok("actions", "add", "Two").id
    assert shell("actions", "done", one, "zzzz").code == 3
    assert len(shell.ok("actions").rows) == 2
    shell.ok("actions", "done", one, two)
    assert shell.ok("actions").out == ""


def test_filters_add_up(shell: Shell) -> None:
    shell.all(
        [
            ("actions", "add", "A @ana #ci", "--due", "fri"),
            ("actions", "add", "B @bo #ci", "--due", "in 3 weeks"),
            ("actions", "add", "C @ana"),
        ]
    )

    def titles(*words: str) -> list[str]:
        return [item["title"] for item in shell.ok("actions", *words, "--json").items]

    assert titles() == ["A", "B", "C"]
    assert titles("--owner", "ANA") == ["A", "C"]
    assert titles("--tag", "#ci") == ["A", "B"]
    assert titles("--tag", "ci", "--due-by", "eow") == ["A"]
    assert titles("--status", "done") == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", "x", "--due", "next friday"), 2, "2026-12-04"),
        (("add", "x", "--due", "2026-11-20"), 2, "past"),
        (("add", "x", "--due", "soonish"), 2, "soonish"),
        (("add", "x", "--priority", "9"), 2, "priority"),
        (("add", " "), 2, "title"),
        (("add",), 2, "TITLE"),
        (("done", "zzzz"), 3, "zzzz"),
        (("drop", "zzzz"), 2, "--why"),
        (("lst",), 2, "'list'"),
        (("list", "--overdu"), 2, "--overdue"),
        (("list", "--owner", "nobody"), 3, "nobody"),
    ],
)
def test_refusals_name_the_thing_and_the_way_out(
    shell: Shell, words: tuple[str, ...], code: int, says: str
) -> None:
    answer = shell("actions", *words)
    assert answer.code == code
    assert says in answer.err
    assert answer.out == ""
    in_json = shell("actions", *words, "--json")
    error = json.loads(in_json.err.splitlines()[-1])["error"]
    assert error["code"] == code
    assert shell.ok("actions").out == ""


def test_a_date_in_the_past_is_taken_when_asked_for(shell: Shell) -> None:
    shell.ok("actions", "add", "Late already", "--due", "2026-11-20", "--allow-past")
    assert shell.ok("actions", "--overdue", "--json").items[0]["overdue_days"] == 2


def test_a_ten_megabyte_title_is_refused_and_nothing_is_written(shell: Shell) -> None:
    answer = shell("actions", "add", "x" * 10_000_000)
    assert answer.code == 2
    assert "64 KiB" in answer.err
    assert shell.ok("actions", "--all").out == ""


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_goes_in_and_comes_out_as_plain_text(shell: Shell, text: str) -> None:
    title = "a " + text.encode("utf-8", "replace").decode().replace("\x00", "")
    answers = [
        shell("actions", "add", title, "--literal", "--expect", title, "--due", "3d"),
        shell("actions", "add", title, "--owner", title[:50], "--tag", title[:20]),
        shell("actions"),
        shell("actions", "--json"),
        shell("actions", "--format", "{title} {owners}"),
        shell("people"),
    ]
    for answer in answers:
        assert answer.code in (0, 2), answer
        shown = answer.out + answer.err
        assert not set(shown) & set(map(chr, [*range(9), *range(11, 32), 127, *range(128, 160)]))
        assert "\u202e" not in shown


def test_templates_take_flat_names_only(shell: Shell) -> None:
    action = shell.ok("actions", "add", "Fix @ana @bo", "--due", "2026-12-01").id
    out = shell.ok("actions", "--format", r"{id}\t{owners}: {title} {priority}").out
    assert out == f"{action}\tana,bo: Fix \n"
    refused = shell("actions", "--format", "{title.__class__}")
    assert refused.code == 2
    assert "owners" in refused.err


def test_options_for_all_commands_stand_before_or_after(shell: Shell) -> None:
    store = str(shell.folder / ".retrotui")
    before = shell.ok("--store", store, "--json", "actions").out
    after = shell.ok("actions", "--store", str(shell.folder), "--json").out
    assert before == after


def test_a_past_date_is_refused_with_the_flag_that_takes_it(shell: Shell) -> None:
    added = shell.ok("actions", "add", "Ask legal").id
    past = "2026-11-01"
    for line in (
        ("add", "Ship", "--due", past),
        ("add", f"Ship due:{past}"),
        ("edit", added, "--due", past),
        ("move", added, past),
    ):
        refused = shell("actions", *line)
        assert (refused.code, refused.out) == (2, "")
        assert "--allow-past" in refused.err
        shell.ok("actions", *line, "--allow-past")
    assert "--allow-past" in shell("when", past).err


def test_a_filters_date_is_echoed_too(shell: Shell) -> None:
    answer = shell.ok("actions", "--due-by", "fri", "--json")
    assert (answer.items, answer.err) == ([], "due Fri 27 Nov 2026 (in 5 days)\n")


def test_an_edit_that_changes_nothing_says_so(shell: Shell) -> None:
    added = shell.ok("actions", "add", "Ask legal").id
    for same in ((), ("--title", "Ask legal")):
        assert shell.ok("actions", "edit", added, *same).err == "nothing to do\n"
    assert shell.ok("actions", "edit", added, "--priority", "1").err == ""
