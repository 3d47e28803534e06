"""People, the series their meetings belong to, and the team's settings.

Every command reads some of these, so they are named tuples: data classes take several times as
long to make when a program starts.
"""

from typing import NamedTuple

from retrotui.core.ids import natural_id


class Person(NamedTuple):
    """Someone the store knows.

    Attributes:
        id: From the name as first written, case folded, so that two clones make one person.
        function: What they speak for: engineering, legal, sales …
        merged_into: The person this record was found to be the same as.
        private: Named in private meetings only, so that nothing of them leaves this machine; the
            id is another than the one they get once they are named in something shared.
    """

    id: str
    name: str
    function: str | None = None
    merged_into: str | None = None
    private: bool = False
    created: str = ""
    updated: str = ""


class Series(NamedTuple):
    """Meetings that belong together; by default one per format title."""

    id: str
    title: str
    format: str | None = None
    created: str = ""
    updated: str = ""


class Setting(NamedTuple):
    """One of the team's settings; the id comes from the key."""

    id: str
    key: str
    value: str
    created: str = ""
    updated: str = ""


def person_id(name: str) -> str:
    """The id of a person first written with this name."""
    return natural_id("person", name.casefold())


def private_person_id(name: str) -> str:
    """The id of a person first written with this name in a private meeting."""
    return natural_id("private-person", name.casefold())


def series_id(title: str) -> str:
    """The id of the series with this title."""
    return natural_id("series", title.casefold())


def setting_id(key: str) -> str:
    """The id of a setting."""
    return natural_id("setting", key)
