"""``retrotui meetings pace``, and what ``run`` and ``formats show`` say about how long it takes."""

import pytest

from retrotui.exchange.format_files import find_format, known_formats
from retrotui.services.desk import Desk
from retrotui.store.repository import open_repository
from retrotui.store.system import SystemIds
from tests.support.fakes import FakeClock
from tests.support.harmless import NASTY, harmless
from tests.support.held import hold
from tests.support.shell import Shell
from tests.support.typing_person import Person

KEYS = {
    "title", "activity", "samples", "p50_minutes", "p80_minutes", "timebox_minutes",
    "suggested_minutes",
}  # fmt: skip
SSC = "start-stop-continue"


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


def teach(shell: Shell, name: str = SSC, times: int = 6) -> None:
    """Holds a format so often; gathering takes half as long again as planned."""
    chosen = find_format(name, known_formats(None)[0])
    clock = FakeClock()
    with open_repository(shell.folder / ".retrotui", clock=clock, ids=SystemIds()) as repo:
        desk = Desk(repo, clock, SystemIds(), "Ana")
        hold(desk, clock, chosen, times, minutes={"Gather": 12, "Talk about the top cards": 30})


def test_activities_are_listed_with_their_samples_and_percentiles(shell: Shell) -> None:
    teach(shell)
    body = shell.ok("meetings", "pace", "--json").json
    assert (body["kind"], body["forecast"]) == ("pace", None)
    assert all(set(item) == KEYS for item in body["items"])
    by_activity = {item["activity"]: item for item in body["items"]}
    gather = by_activity["brainstorm"]
    assert (gather["samples"], gather["timebox_minutes"], gather["title"]) == (6, 8, None)
    assert 11 < gather["p50_minutes"] < 13 < gather["p80_minutes"] < 15


def test_a_format_is_forecast_for_a_slot(shell: Shell) -> None:
    teach(shell)
    said = shell.ok("meetings", "pace", SSC, "--people", "3", "--minutes", "50", "--json").json
    told = said["forecast"]
    assert (told["format"], told["people"], told["slot_minutes"], told["learned"]) == (
        SSC, 3, 50, 8,
    )  # fmt: skip
    assert told["p50_minutes"] < told["p80_minutes"]
    assert told["unfit"] == ["Talk about the top cards", "Who does what by when", "Close"]
    titles = [item["title"] for item in said["items"]]
    assert titles[-1] == "Close"
    better = {item["title"]: item["suggested_minutes"] for item in said["items"]}
    assert 12 <= better["Gather"] <= 14


def test_piped_lines_are_tabs_and_the_forecast_is_on_stderr(shell: Shell) -> None:
    teach(shell)
    said = shell.ok("meetings", "pace", SSC)
    assert said.rows[2][0] == "brainstorm"
    assert said.rows[2][-1] == "Gather"
    assert said.rows[2][1] == "6"
    assert "for a 60 min slot: items" in said.err
    assert shell.ok("meetings", "pace", SSC, "--format", "{title}").rows[-1] == ["Close"]


def test_too_few_meetings_are_said_to_be_too_few(shell: Shell) -> None:
    teach(shell, times=4)
    said = shell.ok("meetings", "pace", SSC, "--json").items
    assert {item["samples"] for item in said} == {4}
    assert {item["p80_minutes"] for item in said} == {None}
    assert "8 of 8 items were held fewer than 5 times" in shell.ok("meetings", "pace", SSC).err


def test_as_many_people_are_compared_with_as_many(shell: Shell) -> None:
    teach(shell)
    assert shell.ok("meetings", "pace", SSC, "--people", "12", "--json").items[0]["samples"] == 0
    assert shell.ok("meetings", "pace", "--people", "4", "--json").items[0]["samples"] == 6


def test_an_empty_store_has_no_pace(shell: Shell) -> None:
    assert shell.ok("meetings", "pace").out == ""
    assert shell.ok("meetings", "pace", "--json").items == []


def test_private_meetings_are_not_told_of(shell: Shell) -> None:
    teach(shell, "one-on-one")
    assert shell.ok("meetings", "pace", "--json").items == []
    assert shell.ok("meetings", "pace", "one-on-one", "--json").items[0]["samples"] == 6


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("start-stop-contine",), 3, SSC),
        (("--people", "0"), 2, "--people"),
        (("--people", "-3"), 2, "--people"),
        (("--people", "99999"), 2, "from 1 to 10000"),
        ((SSC, "--minutes", "0"), 2, "--minutes"),
        ((SSC, "--minutes", "9999"), 2, "480"),
        (("--minutes", "45"), 2, "FORMAT"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    shell: Shell, words: tuple[str, ...], code: int, named: str
) -> None:
    refused = shell("meetings", "pace", *words)
    assert refused.code == code
    assert named in refused.err


def test_formats_show_mentions_it_where_enough_is_known(shell: Shell) -> None:
    assert "your team" not in shell.ok("formats", "show", SSC).out
    teach(shell)
    said = shell.ok("formats", "show", SSC).out
    assert "your team     P80 " in said
    assert "for a 60 min slot" in said


def test_formats_show_needs_no_store_that_is_whole(shell: Shell) -> None:
    (shell.folder / ".retrotui" / "retro.json").write_text("{")
    assert "Gather" in shell.ok("formats", "show", SSC).out


def test_run_says_whether_it_fits_before_it_opens(shell: Shell, person: Person) -> None:
    person.sits_down()
    assert "fewer than 5 times" in shell.ok("run", SSC, "--with", "Bo,Cy").err
    teach(shell)
    said = shell.ok("run", SSC, "--with", "Bo,Cy", "--minutes", "45").err
    assert "min for a 45 min slot: items" in said


def test_run_until_an_hour_makes_the_slot(shell: Shell, person: Person) -> None:
    person.sits_down()
    # It is 10:00 in Berlin.
    shell.ok("run", SSC, "--until", "10:40")
    (item,) = shell.ok("meetings", "--json").items
    assert item["planned_minutes"] in (39, 40)


@pytest.mark.parametrize(
    "words", [("--until", "9:00"), ("--until", "soon"), ("--until", "11:00", "--minutes", "3")]
)
def test_an_end_that_is_none_is_refused(
    shell: Shell, person: Person, words: tuple[str, ...]
) -> None:
    person.sits_down()
    assert shell("run", SSC, *words).code == 2
    assert shell.ok("meetings", "--json").items == []


def test_run_takes_learned_timeboxes(shell: Shell, person: Person) -> None:
    teach(shell)
    person.sits_down()
    said = shell.ok("run", SSC, "--learned", "--with", "Bo,Cy").err
    (line,) = [each for each in said.splitlines() if each.startswith("Gather: ")]
    assert line.endswith("min in place of 8 (6 times: P50 12, P80 14)")
    running = [each for each in shell.ok("meetings", "--json").items if each["ended"] is None]
    planned = {step["title"]: step["planned_minutes"] for step in running[0]["agenda"]}
    assert line.startswith(f"Gather: {planned['Gather']:.0f} min")
    assert 12 <= planned["Gather"] <= 14


def test_hostile_titles_do_no_harm(shell: Shell, person: Person) -> None:
    teach(shell)
    (shell.folder / "ours.md").write_text(
        f"- {NASTY} (5m)\n- b\n".replace("\udcff", "").replace("\x00", "")
    )
    said = shell.ok("meetings", "pace", "--json")
    assert harmless(said), said
    person.sits_down()
    said = shell.ok("run", "--agenda", "ours.md", "--minutes", "10", "--learned")
    assert harmless(said), said
    for words in ((NASTY,), ("--people", NASTY), (SSC, "--minutes", NASTY)):
        refused = shell("meetings", "pace", *words)
        assert harmless(refused), refused
        assert refused.code in (2, 3)
