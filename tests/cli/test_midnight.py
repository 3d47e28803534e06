"""Near midnight a day is the day in the store's zone, not the day in UTC."""

import pytest

from tests.support.shell import Shell

ZONES = [
    ("Europe/Berlin", "2026-11-20T23:30:00Z", "2026-11-21"),
    ("Europe/Berlin", "2026-11-20T22:30:00Z", "2026-11-20"),
    ("America/Los_Angeles", "2026-11-21T07:30:00Z", "2026-11-20"),
    ("America/Los_Angeles", "2026-11-21T08:30:00Z", "2026-11-21"),
]


@pytest.mark.parametrize(("zone", "now", "day"), ZONES)
def test_a_note_and_a_reopening_bear_the_teams_day(
    shell: Shell, zone: str, now: str, day: str
) -> None:
    shell.ok("settings", "set", "timezone", zone)
    action = shell.ok("actions", "add", "Fix staging").id
    decision = shell.ok("decisions", "add", "Move billing").id
    shell.ok("decisions", "decide", decision, "--outcome", "In spring")
    shell.at(now)
    shell.ok("actions", "note", action, "Waits for the key")
    shell.ok("decisions", "review", decision, "--reopen", "The key came")
    assert f"{day} Waits for the key" in shell.ok("actions", "show", action).out
    assert f"{day} Ana: The key came" in shell.ok("decisions", "show", decision).out
