"""Whoever is named for the first time is said on stderr, whatever the command."""

from collections.abc import Iterator

import pytest

from tests.support.shell import Shell
from tests.support.typing_person import Person


@pytest.fixture
def ids(shell: Shell) -> dict[str, str]:
    """A team that knows Bo, with one record of each kind, none of them Ana's."""
    shell.ok("people", "add", "Bo Berg")
    decision = shell.ok("decisions", "add", "Ship it").id
    decided = shell.ok("decisions", "add", "Stay").id
    shell.ok("decisions", "decide", decided, "--outcome", "we stay")
    return {
        "ACTION": shell.ok("actions", "add", "Ask legal").id,
        "DECISION": decision,
        "DECIDED": decided,
        "DISSENT": shell.ok("dissent", "add", decision, "--concern", "no", "--anonymous").id,
    }


def lines() -> Iterator[tuple[str, ...]]:
    yield ("actions", "add", 'Fix it @"Bo Bergman"')
    yield ("actions", "add", "Fix it", "--owner", "bo bergman")
    yield ("actions", "edit", "ACTION", "--owner", "bo bergman")
    yield ("actions", "edit", "ACTION", "--title", 'Ask @"Bo Bergman"')
    yield ("actions", "assign", "ACTION", "bo bergman")
    for role in ("--decider", "--consulted", "--informed"):
        yield ("decisions", "add", "Go", role, "bo bergman")
        yield ("decisions", "edit", "DECISION", role, "bo bergman")
    yield ("decisions", "position", "DECISION", "bo bergman", "support")
    yield ("decisions", "review", "DECIDED", "--reopen", "news", "--user", "bo bergman")
    yield ("dissent", "add", "DECISION", "--concern", "no", "--by", "bo bergman")
    yield ("dissent", "add", "DECISION", "--concern", "no", "--user", "bo bergman")
    yield ("dissent", "answer", "DISSENT", "we ask", "--user", "bo bergman")
    yield ("people", "add", "bo bergman")


@pytest.mark.parametrize("line", tuple(lines()), ids=" ".join)
def test_somebody_new_is_named_with_the_nearest(
    shell: Shell, ids: dict[str, str], line: tuple[str, ...]
) -> None:
    words = tuple(ids.get(each, each) for each in line)
    (said,) = (each for each in shell.ok(*words).err.splitlines() if "new person" in each)
    assert said.casefold().startswith("new person: bo bergman (not bo berg?)")
    assert "new person" not in shell(*words).err, "once is enough"


def test_a_meeting_names_who_is_new_before_the_app_is_drawn(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    person.sits_down()
    shell.ok("people", "add", "Ana")
    said = shell.ok("run", "start-stop-continue", "--with", "Cy,Anna").err
    assert "new person: Cy\nnew person: Anna (not Ana?)" in said
    (opened,) = person.opened
    assert not opened.tells, "nothing is written over the app"
