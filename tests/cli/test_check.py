"""``retrotui check``: what cron, CI and monitors rely on."""

import pytest

from tests.support.shell import Shell

ITEM = {"finding", "kind", "id", "title", "owners", "due", "days"}


@pytest.fixture
def late(shell: Shell) -> Shell:
    """A store with one overdue action, one due soon and one that nobody owns."""
    shell.all(
        [
            ("actions", "add", "Overdue @ana", "--due", "2026-11-19", "--allow-past"),
            ("actions", "add", "Soon @bo", "--due", "2026-11-24"),
            ("actions", "add", "Unowned", "--due", "2027-01-15"),
        ]
    )
    return shell


def test_clean_is_silent_and_zero(shell: Shell) -> None:
    answer = shell("check")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    body = shell("check", "--json").json
    assert (body["status"], body["items"], body["kind"]) == ("clean", [], "check")


def test_findings_are_one(late: Shell) -> None:
    answer = late("check", "--json")
    assert answer.code == 1
    assert answer.json["status"] == "findings"
    assert answer.json["counts"] == {"items": 1, "overdue": 1}
    (item,) = answer.items
    assert set(item) == ITEM
    assert (item["finding"], item["kind"], item["days"]) == ("overdue", "action", 3)
    assert item["owners"] == ["ana"]


def test_json_always_prints_its_envelope(late: Shell) -> None:
    whole = late("check", "--json").json
    for flags in (("-q",), ("--format", "nagios"), ("-q", "--format", "{id}")):
        answer = late("check", "--json", *flags)
        assert (answer.code, answer.json, answer.err) == (1, whole, "")
    assert (late("check", "-q").code, late("check", "-q").out) == (1, "")


@pytest.mark.parametrize(
    ("flags", "found"),
    [
        (("--due-within", "3d"), ["overdue", "due_soon"]),
        (("--due-within", "1"), ["overdue"]),
        (("--unowned",), ["unowned"]),
        (("--dissent-due",), []),
        (("--decisions-due",), []),
        (("--overdue", "--owner", "bo"), []),
        (("--unowned", "--overdue"), ["overdue", "unowned"]),
    ],
)
def test_flags_select_exactly_the_kinds_they_name(
    late: Shell, flags: tuple[str, ...], found: list[str]
) -> None:
    answer = late("check", "--json", *flags)
    assert [item["finding"] for item in answer.items] == found
    assert answer.code == bool(found)


def test_stale_and_outcome_look_at_time_since(late: Shell) -> None:
    done = late.ok("actions", "add", "Done one").id
    late.ok("actions", "done", done)
    late.at("2026-12-10T09:00:00Z")
    stale = late("check", "--stale", "14d", "--json").items
    assert [item["title"] for item in stale] == ["Overdue", "Soon", "Unowned"]
    (asked,) = late("check", "--outcome-due", "14d", "--json").items
    assert (asked["title"], asked["finding"]) == ("Done one", "outcome_due")


def test_quiet_says_it_by_the_code_alone(late: Shell) -> None:
    answer = late("check", "-q")
    assert (answer.code, answer.out, answer.err) == (1, "", "")


def test_monitors_get_their_line_and_their_code(late: Shell) -> None:
    answer = late("check", "--format", "nagios")
    assert answer.code == 2
    assert answer.out == "RETROTUI CRITICAL - 1 overdue\n"
    warning = late("check", "--unowned", "--format", "nagios")
    assert (warning.code, warning.out) == (1, "RETROTUI WARNING - 1 no owner\n")
    late.ok("actions", "done", late.ok("actions", "--overdue", "--format", "{id}").out.strip())
    assert late("check", "--format", "nagios").code == 0


def test_the_day_is_the_stores_not_the_machines(shell: Shell) -> None:
    shell.ok("actions", "add", "Due today", "--due", "2026-11-22")
    shell.at("2026-11-22T22:59:00Z")
    assert shell("check").code == 0
    shell.at("2026-11-22T23:01:00Z")
    assert shell("check").code == 1


def test_no_store_is_four_and_says_how_to_make_one(bare: Shell) -> None:
    answer = bare("check")
    assert answer.code == 4
    assert "retrotui init" in answer.err
