"""The wording and order of what ``doctor`` finds, and the table of git's holes."""

import string
from collections.abc import Sequence
from pathlib import Path

import pytest

from retrotui.core.doctor import WORDING, Finding, Ill, by_gravity, outcome
from retrotui.core.git_holes import Version, closed_in, holes, version_in
from retrotui.services import doctor as service

DOCS = Path(__file__).parents[2] / "docs" / "doctor.md"


@pytest.mark.parametrize("ill", list(Ill))
def test_every_finding_says_what_it_means_and_what_is_done(ill: Ill) -> None:
    found = Finding(ill, "x", detail="{why}")
    assert found.means
    assert "{}" not in found.means
    assert found.fix
    assert found.fixable == (WORDING[ill].mends is not None)
    left = found._replace(mendable=False)
    assert left.fix == WORDING[ill].leaves
    assert not left.fixable
    names = [name for _, name, _, _ in string.Formatter().parse(WORDING[ill].means) if name]
    assert names == [], "one detail, without a name"


def test_every_finding_is_in_the_documentation_in_its_order() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    assert [line.split("`")[1] for line in rows] == [ill.value for ill in Ill]


def test_the_gravest_comes_first_and_nothing_twice() -> None:
    one, two = Finding(Ill.README, "a"), Finding(Ill.PRIVATE_TRACKED, "z")
    three = Finding(Ill.BAD_LINE, "a", 2)
    four = Finding(Ill.BAD_LINE, "a", 10)
    assert by_gravity([one, four, three, two, one]) == [two, three, four, one]


def test_fixed_is_what_another_look_no_longer_finds() -> None:
    gone, left = Finding(Ill.README, "a"), Finding(Ill.BAD_LINE, "a", 2, "before")
    now = left._replace(detail="after")
    assert [(each.finding, each.fixed) for each in outcome([gone, left], [now])] == [
        (now, False), (gone, True)
    ]  # fmt: skip


class Stubborn:
    """A store that nothing helps."""

    def __init__(self) -> None:
        self.tried = 0

    def inspect(self) -> Sequence[Finding]:
        return [Finding(Ill.README, "a")]

    def mend(self, findings: Sequence[Finding]) -> None:
        self.tried += 1


def test_what_cannot_be_mended_is_tried_once_and_told() -> None:
    stubborn = Stubborn()
    (checked,) = service.mend(stubborn)
    assert (checked.fixed, stubborn.tried) == (False, 1)


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("git version 2.39.5", (2, 39, 5)),
        ("git version 2.39.5 (Apple Git-154)", (2, 39, 5)),
        ("git version 2.50", (2, 50, 0)),
        ("git version 2.48.1.windows.1", (2, 48, 1)),
        ("hub version 1", None),
    ],
)
def test_versions_are_read(said: str, version: Version | None) -> None:
    assert version_in(said) == version


@pytest.mark.parametrize(
    ("version", "cves"),
    [
        ((2, 50, 1), set()),
        ((2, 60, 0), set()),
        ((2, 43, 7), set()),
        ((2, 50, 0), {"CVE-2025-48385"}),
        ((2, 42, 4), {"CVE-2025-48385"}),
        ((2, 45, 1), {"CVE-2025-48385", "CVE-2024-52006"}),
        ((2, 36, 5), {"CVE-2025-48385", "CVE-2024-52006", "CVE-2024-32004"}),
    ],
)
def test_a_version_has_the_holes_that_no_release_of_its_series_closed(
    version: Version, cves: set[str]
) -> None:
    assert {each.cve for each in holes(version)} == cves
    assert all(closed_in(each, version) > version for each in holes(version))
    assert len(holes((2, 30, 0))) == 5
