"""People, the series their meetings belong to, and the team's settings."""

from dataclasses import dataclass

from retrotui.core.ids import natural_id


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the store knows.

    Attributes:
        id: From the name as first written, case folded, so that two clones make one person.
        function: What they speak for: engineering, legal, sales …
        merged_into: The person this record was found to be the same as.
    """

    id: str
    name: str
    function: str | None = None
    merged_into: str | None = None
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Meetings that belong together; by default one per format title."""

    id: str
    title: str
    format: str | None = None
    created: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One of the team's settings; the id comes from the key."""

    id: str
    key: str
    value: str
    created: str = ""
    updated: str = ""


def person_id(name: str) -> str:
    """The id of a person first written with this name."""
    return natural_id("person", name.casefold())


def series_id(title: str) -> str:
    """The id of the series with this title."""
    return natural_id("series", title.casefold())


def setting_id(key: str) -> str:
    """The id of a setting."""
    return natural_id("setting", key)
