"""Four clones, up to three processes each, all writing and syncing, one killed every moment.

What a process was told is kept is kept: in every clone, after everybody has synced. The counts are
printed; ``RETROTUI_SLOW=1`` runs it for minutes.
"""

import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from retrotui.store.system import SystemClock
from tests.store.support import environment
from tests.support.tally import Tally
from tests.sync.people import Company, Person

SLOW = os.environ.get("RETROTUI_SLOW") == "1"
KILLS = 480 if SLOW else 40
PACE = 0.25
"""Seconds from one kill to the next."""
CROWD = (1, 2, 3, 3)
"""Processes on each clone."""


class Crowd:
    """Processes at work on one clone each, replaced as they are killed."""

    def __init__(self, company: Company, folder: Path) -> None:
        self.folder = folder
        self.started = 0
        self.at_work: list[tuple[Person, subprocess.Popen[bytes]]] = []
        for person, count in zip(company.people, CROWD, strict=True):
            for _ in range(count):
                self.start(person)

    def start(self, person: Person) -> None:
        self.started += 1
        command = "-m", "tests.sync.stress_worker", str(person.store), str(self.told)
        with (self.folder / f"said-{self.started}").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=Path(__file__).parents[2],
                env=environment(),
                stderr=said,
            )
        self.at_work.append((person, process))

    @property
    def told(self) -> Path:
        return self.folder / "told"

    def kill_one(self) -> Person:
        """Ends any of the processes, none of which may have ended by itself."""
        person, process = self.at_work.pop(random.randrange(len(self.at_work)))
        with suppress(subprocess.TimeoutExpired):
            process.wait(PACE)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, self.said()
        return person

    def said(self) -> str:
        return "".join(each.read_text() for each in self.folder.glob("said-*"))

    def lines(self) -> list[str]:
        """What was acknowledged: a record and its events on each line."""
        return self.told.read_text().splitlines() if self.told.exists() else []


@pytest.mark.counted
def test_killed_while_writing_and_syncing_nobody_loses_what_was_acknowledged(
    tmp_path: Path, tally: Tally
) -> None:
    company = Company(tmp_path, ("ana", "bo", "cy", "di"))
    for person in company.people:
        person.clock = SystemClock()
    (tmp_path / "crowd").mkdir()
    crowd = Crowd(company, tmp_path / "crowd")
    kills = 0
    while kills < KILLS or len(crowd.lines()) <= kills:
        crowd.start(crowd.kill_one())
        kills += 1
    while crowd.at_work:
        crowd.kill_one()
        kills += 1

    rounds = company.exchange()
    acknowledged = [line.split() for line in crowd.lines()]
    events = {event for line in acknowledged for event in line[1:]}
    missing = company.missing(events, set())
    for person in company.people:
        missing += {line[0] for line in acknowledged} - person.cards("actions").keys()
    deleted = company.deleted_lines(set())
    tally(
        "stress",
        acknowledged=len(acknowledged),
        kills=kills,
        missing=len(missing),
        deleted_lines=len(deleted),
        commits=len(company.hub_git("log", "--format=%H", "retrotui").split()),
        rounds=rounds,
    )
    assert (missing, deleted, crowd.said()) == ([], [], "")
    company.check()
    assert company.hub_git("log", "--merges", "--format=%H", "retrotui") == ""
