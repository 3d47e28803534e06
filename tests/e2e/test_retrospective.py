"""A whole retrospective in a real terminal: from an empty folder to next week's ``check``.

The program is killed with ``kill -9`` in the middle of it.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from retrotui.core.durations import format_clock
from retrotui.core.instants import parse_rfc3339
from tests.support.terminal import Terminal, child_environment

SUNDAY = "2026-11-22T09:00:00Z"
SEVEN_MINUTES_LATER = "2026-11-22T09:07:00Z"
NEXT_WEEK = "2026-11-30T09:00:00Z"
GATHER_SECONDS = 8 * 60


class Team:
    """A folder, its environment, and the shell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def environ(self, now: str) -> Mapping[str, str]:
        return child_environment(RETROTUI_NOW=now, RETROTUI_USER="Ana")

    def shell(self, *words: str, now: str, code: int = 0) -> str:
        answer = subprocess.run(
            [sys.executable, "-m", "retrotui", *words],
            cwd=self.folder, env=self.environ(now), capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert answer.returncode == code, answer
        return answer.stdout

    def items(self, *words: str, now: str, code: int = 0) -> list[dict[str, Any]]:
        items = json.loads(self.shell(*words, "--json", now=now, code=code))["items"]
        assert isinstance(items, list)
        return items

    def open(self, *words: str, now: str) -> Terminal:
        return Terminal(
            words, environ=self.environ(now), size=(120, 36), cwd=os.fspath(self.folder)
        )

    def gather_started(self) -> datetime:
        """When the clock of the third agenda item was started, from the log itself."""
        starts = []
        for file in self.folder.glob(".retrotui/log/*/*.jsonl"):
            for line in file.read_text().splitlines():
                event = json.loads(line)
                for op in event.get("ops", [event]):
                    fields = op.get("set", {})
                    if op["in"] == "moves" and fields.get("kind") == "start":
                        starts.append((op["id"], fields["at"]["utc"]))
        moment = parse_rfc3339(sorted(starts)[2][1])
        assert moment is not None
        return moment


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.shell("init", "--team", "Payments", "--timezone", "Europe/Berlin", now=SUNDAY)
    return made


def capture(terminal: Terminal, key: str, label: str, *texts: str) -> None:
    terminal.press(key)
    terminal.wait_for(f"› {label}")
    for text in texts:
        terminal.type(text)
        terminal.wait_for(text[:30])
        terminal.press("enter")
        empty = re.compile(rf"› {label}[^\n]*: *(→|$)", re.MULTILINE)
        terminal.wait_until(lambda screen, empty=empty: bool(empty.search(screen)), "it to be kept")
    terminal.press("escape")
    terminal.wait_gone(f"› {label}")


def gather_and_die(team: Team) -> None:
    """Check-in, hidden cards, and the power fails while somebody is typing."""
    terminal = team.open(
        "run", "start-stop-continue", "--with", "Ana,Bo,Lena", "--title", "Sprint 44", now=SUNDAY
    )
    with terminal:
        terminal.wait_for("Sprint 44")
        terminal.wait_for("Arrive")
        capture(terminal, "enter", "answer", "tired but glad")
        terminal.press("n")
        terminal.wait_for("▸ What we promised")
        terminal.press("n")
        terminal.wait_for("hidden until you reveal")
        terminal.press("w")
        terminal.wait_for("Enter for")
        terminal.type("Bo")
        terminal.press("enter")
        terminal.wait_gone("Enter for")
        terminal.press("enter")
        terminal.wait_for("› card for Bo in Start")
        for number, text in enumerate(("pair on deploys", "write runbooks"), 1):
            terminal.type(text)
            terminal.press("enter")
            terminal.wait_for(f"Start {number}")
        assert "runbooks" not in terminal.text()
        terminal.type("half a thou")
        terminal.kill()


def resume(team: Team) -> None:
    """What was entered is there, and the clock is right to the second."""
    with team.open(now=SEVEN_MINUTES_LATER) as terminal:
        terminal.wait_for("unfinished")
        terminal.press("r")
        terminal.wait_for("count it")
        terminal.press("c")
        terminal.wait_gone("count it")
        screen = terminal.wait_for("Start 2")
        assert "hidden until you reveal" in screen
        terminal.press("space")
        screen = terminal.wait_for("paused")
        shown = re.search(r"(\+?\d\d:\d\d)\s+paused", screen)
        assert shown is not None, screen
        (paused,) = pauses(team)
        spent = (paused - team.gather_started()).total_seconds()
        left = GATHER_SECONDS - int(spent)
        assert shown[1] in {format_clock(left), format_clock(left - 1)}, (shown[1], spent)
        terminal.press("space")
        terminal.wait_gone("paused")
        finish(terminal)


def pauses(team: Team) -> list[datetime]:
    found = []
    for file in team.folder.glob(".retrotui/log/*/*.jsonl"):
        for line in file.read_text().splitlines():
            event = json.loads(line)
            for op in event.get("ops", [event]):
                if op["in"] == "moves" and op.get("set", {}).get("kind") == "pause":
                    moment = parse_rfc3339(op["set"]["at"]["utc"])
                    assert moment is not None
                    found.append(moment)
    return found


def finish(terminal: Terminal) -> None:
    """Reveal, group, vote, talk, decide over a dissent, promise three things, close."""
    terminal.press("r")
    terminal.wait_for("Reveal 2 cards?")
    terminal.press("y")
    terminal.wait_for("pair on deploys")
    terminal.press("n")
    terminal.wait_for("loose cards")
    terminal.press("n")
    terminal.wait_for("dots each")
    terminal.press("v")
    terminal.wait_for("●●●●·")
    terminal.press("C")
    terminal.wait_for("Close the vote?")
    terminal.press("y")
    terminal.wait_for("1 dot by 1 voter")
    terminal.press("n")
    terminal.wait_for("topic 1 of 1")
    capture(terminal, "d", "decision", "Freeze deploys on Fridays")
    terminal.press("x")
    terminal.wait_for("› dissent")
    terminal.type("incidents do not wait for Monday")
    terminal.press("enter")
    terminal.wait_for("› what would resolve it")
    terminal.type("a person on call at weekends")
    terminal.press("enter")
    terminal.wait_for("1 dissent")
    terminal.wait_for("› dissent")
    terminal.press("escape")
    terminal.wait_gone("› dissent")
    terminal.press("n")
    terminal.wait_for("▸ Who does what")
    terminal.press("a")
    terminal.wait_for("› action")
    for number, text in enumerate(
        (
            "Pair on the deploy script @Ana due:fri #ci",
            "Write the deploy runbook @Bo due:2026-12-04",
            "Ask legal about the export @Lena due:2026-12-11",
        ),
        1,
    ):
        terminal.type(text)
        terminal.wait_for("(in ")
        terminal.press("enter")
        terminal.wait_for(f"{number} action")
    terminal.press("escape")
    terminal.wait_gone("› action")
    terminal.press("n")
    terminal.wait_for("▸ Close")
    terminal.press("E")
    terminal.wait_for("End")
    terminal.press("y")
    terminal.wait_for("Freeze deploys on Fridays")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_from_an_empty_folder_to_next_weeks_check(team: Team) -> None:
    gather_and_die(team)
    resume(team)
    later = SEVEN_MINUTES_LATER
    (meeting,) = team.items("meetings", now=later)
    assert meeting["ended"] is not None
    minutes = team.shell("minutes", "last", now=later)
    for said in ("Freeze deploys on Fridays", "incidents do not wait", "pair on deploys",
                 "Pair on the deploy script"):  # fmt: skip
        assert said in minutes
    assert "half a thou" not in minutes
    promised = team.items("actions", now=later)
    assert [(each["owners"], each["due"]) for each in promised] == [
        (["Ana"], "2026-11-27"), (["Bo"], "2026-12-04"), (["Lena"], "2026-12-11"),
    ]  # fmt: skip
    assert all(each["meeting"]["title"] == "Sprint 44" for each in promised)
    (dissent,) = team.items("dissent", now=later)
    assert dissent["state"] == "raised"
    assert dissent["would_resolve"] == "a person on call at weekends"
    assert dissent["decision"]["title"] == "Freeze deploys on Fridays"
    team.shell("check", now=later)
    (late,) = team.items("check", now=NEXT_WEEK, code=1)
    assert (late["finding"], late["title"]) == ("overdue", "Pair on the deploy script")
    assert late["days"] == 3
    unanswered = datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(days=14, hours=1)
    kinds = {each["finding"] for each in team.items("check", now=unanswered.isoformat(), code=1)}
    assert "dissent_due" in kinds
