"""``retrotui meetings``: history in figures, ended, discarded, resumed."""

import sys

import pytest

from retrotui.core.actions import Draft as ActionDraft
from retrotui.core.decision_fields import DecisionDraft
from retrotui.exchange.format_files import find_format, shipped_formats
from retrotui.services import actions, decisions, meetings
from retrotui.services.desk import Desk
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemClock, SystemIds
from tests.support.harmless import NASTY, harmless
from tests.support.shell import Shell
from tests.support.typing_person import Person

KEYS = {
    "id", "title", "kind", "format", "series", "started", "ended", "people", "planned_minutes",
    "actual_minutes", "agenda", "actions", "decisions", "dissents", "roti",
}  # fmt: skip


def start(shell: Shell, name: str = "start-stop-continue", title: str | None = None) -> str:
    clock, ids = SystemClock(), SystemIds()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "Ana")
        chosen = find_format(name, shipped_formats())
        return meetings.start(desk, chosen, title=title, people=("Bo", "Ana")).id


@pytest.fixture
def meeting(shell: Shell) -> str:
    return start(shell)


def test_a_meeting_has_the_contracts_figures(shell: Shell, meeting: str) -> None:
    shell.at("2026-11-22T09:30:00Z")
    shell.ok("meetings", "end", meeting[-16:-4])
    body = shell.ok("meetings", "--json").json
    assert (body["kind"], body["counts"]) == ("meetings", {"items": 1, "running": 0})
    (item,) = body["items"]
    assert set(item) == KEYS
    assert (item["id"], item["title"]) == (meeting, "Start, Stop, Continue")
    assert (item["kind"], item["format"]) == ("retrospective", "start-stop-continue")
    assert item["series"] == "Start, Stop, Continue"
    assert item["people"] == ["Ana", "Bo"]
    assert item["planned_minutes"] == 60
    assert item["actual_minutes"] == pytest.approx(30, abs=0.2)
    assert (item["actions"], item["decisions"], item["dissents"], item["roti"]) == (0, 0, 0, None)
    for step in item["agenda"]:
        assert set(step) == {
            "title", "activity", "planned_minutes", "actual_minutes", "skipped",
        }  # fmt: skip
    assert item["agenda"][0]["actual_minutes"] == pytest.approx(30, abs=0.2)
    assert item["started"].startswith("2026-11-22T09:00:0")
    assert item["ended"].startswith("2026-11-22T09:30:0")


def test_the_latest_comes_first_and_one_is_shown(shell: Shell, meeting: str) -> None:
    shell.at("2026-11-23T09:00:00Z")
    later = start(shell, "sprint-planning", "Planning 25")
    assert [item["id"] for item in shell.ok("meetings", "--json").items] == [later, meeting]
    (shown,) = shell.ok("meetings", "show", later, "--json").items
    assert (set(shown), shown["title"], shown["ended"]) == (KEYS, "Planning 25", None)
    said = shell.ok("meetings", "show", meeting).out
    assert "2026-11-22 10:00" in said, "in the team's zone"
    assert "Ana, Bo" in said
    assert "Gather (0 of 8 min)" in said


def test_what_came_of_it_is_counted(shell: Shell, meeting: str) -> None:
    clock, ids = SystemClock(), SystemIds()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "Ana")
        for title in ("Pair on the deploy", "Ask legal"):
            actions.add(desk, ActionDraft(title, meeting=meeting))
        decided = decisions.add(desk, DecisionDraft("Ship it", meeting=meeting)).id
    shell.ok("actions", "add", "Not of this meeting")
    shell.ok("dissent", "add", decided, "--concern", "too early")
    (item,) = shell.ok("meetings", "--json").items
    assert (item["actions"], item["decisions"], item["dissents"]) == (2, 1, 1)


def test_ending_is_done_once(shell: Shell, meeting: str) -> None:
    assert shell.ok("meetings", "end", meeting).err == ""
    assert "nothing to do" in shell.ok("meetings", "end", meeting).err


def test_a_discarded_one_leaves_every_list_and_comes_back_in_none(
    shell: Shell, meeting: str
) -> None:
    shell.ok("meetings", "discard", meeting)
    assert shell.ok("meetings", "--json").items == []
    assert "nothing to do" in shell.ok("meetings", "discard", meeting).err
    refused = shell("meetings", "end", meeting)
    assert refused.code == 2
    assert "discarded; allowed: restore" in refused.err


def test_discarding_says_what_goes_and_how_it_comes_back(shell: Shell, meeting: str) -> None:
    clock, ids = SystemClock(), SystemIds()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=ids) as repo:
        desk = Desk(repo, clock, ids, "Ana")
        for title in ("Pair on the deploy", "Ask legal"):
            actions.add(desk, ActionDraft(title, meeting=meeting))
        decisions.add(desk, DecisionDraft("Ship it", meeting=meeting))
    said = shell.ok("meetings", "discard", meeting).err
    assert '"Start, Stop, Continue", and with it 2 open actions, 1 decision' in said
    assert shell.ok("actions", "--json").items == []
    (away,) = shell.ok("meetings", "list", "--discarded", "--json").items
    assert away["id"] == meeting
    way_back = said.splitlines()[-1].partition("retrotui ")[2]
    assert '"Start, Stop, Continue"' in shell.ok(*way_back.split()).err
    assert len(shell.ok("actions", "--json").items) == 2
    assert [each["ended"] for each in shell.ok("meetings", "--json").items] == [None]
    assert "nothing to do" in shell.ok("meetings", "restore", meeting).err
    assert shell.ok("meetings", "list", "--discarded", "--json").items == []


def test_resuming_needs_a_terminal_and_names_what_does_not(shell: Shell, meeting: str) -> None:
    refused = shell("meetings", "resume", meeting)
    assert refused.code == 2
    assert f"retrotui minutes {meeting}" in refused.err
    assert shell("meetings", "resume", "zzzz").code == 3


def test_resuming_opens_the_app_on_it(
    shell: Shell, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    person.sits_down()
    shell.ok("meetings", "resume", meeting[-16:-4])
    (opened,) = person.opened
    assert (opened.by, opened.meeting) == ("Ana", meeting)
    assert "start-stop-continue" in opened.formats


def test_last_is_the_last_of_those_that_the_verb_is_for(shell: Shell, meeting: str) -> None:
    shell.at("2026-11-22T10:00:00Z")
    shell.ok("meetings", "end", meeting)
    running = start(shell, "sprint-planning", "Planning")
    assert shell.ok("meetings", "show", "last", "--json").items[0]["id"] == meeting
    shell.ok("meetings", "end", "last")
    assert all(each["ended"] for each in shell.ok("meetings", "--json").items)
    assert "no meeting is running" in shell("meetings", "end", "last").err
    assert shell("meetings", "resume", "last").code == 3
    shell.at("2026-11-22T11:00:00Z")
    ended_last = shell.ok("meetings", "show", "last", "--json").items[0]["id"]
    assert "restore" in shell.ok("meetings", "discard", "last").err
    left = {meeting, running} - {ended_last}
    assert {each["id"] for each in shell.ok("meetings", "--json").items} == left
    shell.ok("meetings", "restore", "last")
    assert len(shell.ok("meetings", "--json").items) == 2
    assert shell("meetings", "restore", "last").code == 3


def test_last_means_a_meeting_in_the_list_of_actions_too(shell: Shell, meeting: str) -> None:
    clock, ids = SystemClock(), SystemIds()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=ids) as repo:
        actions.add(Desk(repo, clock, ids, "Ana"), ActionDraft("Ask legal", meeting=meeting))
    shell.ok("actions", "add", "Not of this meeting")
    for form in ("last", meeting, meeting[-16:-4]):
        (item,) = shell.ok("actions", "--meeting", form, "--json").items
        assert item["title"] == "Ask legal"
    assert shell("actions", "--meeting", "zzzz").code == 3


def test_piped_lines_are_tabs_and_a_terminal_says_how_to_begin(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = start(shell)
    (row,) = shell.ok("meetings").rows
    assert row[0] == id_
    assert row[2:] == ["running", "0", "0", "0", "0", "Start, Stop, Continue"]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    header, line = shell.ok("meetings", "--color", "never").out.splitlines()
    assert header.split()[:4] == ["id", "started", "state", "min"]
    assert "2026-11-22 10:00  running  0 of 60" in line
    shell.ok("meetings", "discard", id_)
    assert "retrotui run" in shell.ok("meetings").err


def test_hostile_titles_do_no_harm(shell: Shell) -> None:
    id_ = start(shell, title=NASTY)
    lines = [
        ("list",), ("list", "--json"), ("show", id_), ("show", NASTY), ("end", NASTY),
        ("discard", id_), ("resume", id_), ("list", "--format", "{title}"),
    ]  # fmt: skip
    assert all(harmless(shell("meetings", *line)) for line in lines)
