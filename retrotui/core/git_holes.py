"""Versions of git with holes that matter to a store fetched from other people.

From the release notes of git itself (Documentation/RelNotes in git's repository): 2.35.2, 2.39.2,
2.45.1, 2.48.1 and 2.50.1 name the versions in which each was closed.
"""

import re
from typing import Final, NamedTuple

Version = tuple[int, int, int]
NEEDED: Final[Version] = (2, 30, 0)
"""The oldest version that sync works with."""


class Hole(NamedTuple):
    """A weakness and the versions that closed it, oldest first; all later series are whole."""

    cve: str
    closed: tuple[Version, ...]


def _closed(*versions: str) -> tuple[Version, ...]:
    found = (version_in(f"git version {each}") for each in versions)
    return tuple(each for each in found if each is not None)


def version_in(said: str) -> Version | None:
    """The version in what ``git version`` says."""
    match = re.match(r"git version (\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?", said)
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


_TABLE: Final = (
    # Runs programs that the repository of somebody else, found above, names in its settings.
    Hole("CVE-2022-24765", _closed("2.30.3", "2.31.2", "2.32.1", "2.33.2", "2.34.2", "2.35.2")),
    # A local clone that takes files from outside the repository with it.
    Hole(
        "CVE-2023-22490",
        _closed(
            "2.30.8", "2.31.7", "2.32.6", "2.33.7", "2.34.7", "2.35.7", "2.36.5", "2.37.6",
            "2.38.4", "2.39.2",
        ),
    ),
    # Fetching from a folder of somebody else runs what its settings name.
    Hole(
        "CVE-2024-32004",
        _closed("2.39.4", "2.40.2", "2.41.1", "2.42.2", "2.43.4", "2.44.1", "2.45.1"),
    ),
    # An address with control characters gets at passwords for another host.
    Hole(
        "CVE-2024-52006",
        _closed(
            "2.40.4", "2.41.3", "2.42.4", "2.43.6", "2.44.3", "2.45.3", "2.46.3", "2.47.2",
            "2.48.1",
        ),
    ),
    # A server that names a bundle has files written outside the repository.
    Hole(
        "CVE-2025-48385",
        _closed(
            "2.43.7", "2.44.4", "2.45.4", "2.46.4", "2.47.3", "2.48.2", "2.49.1", "2.50.1"
        ),
    ),
)  # fmt: skip


def holes(version: Version) -> list[Hole]:
    """The holes that a version has, as git's own project numbers them."""
    return [each for each in _TABLE if not _is_closed(version, each.closed)]


def closed_in(hole: Hole, version: Version) -> Version:
    """The nearest version without a hole: of the same series, or the first whole one after it."""
    later = [each for each in hole.closed if each > version]
    return later[0]


def _is_closed(version: Version, closed: tuple[Version, ...]) -> bool:
    same = [each for each in closed if each[:2] == version[:2]]
    return version >= same[0] if same else version > closed[-1]
