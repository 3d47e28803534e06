"""Expectations as people read them: names and titles for ids."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from retrotui.core.decision_views import Titled
from retrotui.core.people import Directory
from retrotui.core.records.codec import encode
from retrotui.core.records.expectations import Expectation

TitleOf = Callable[[str, str], str | None]
"""The title of a record by its kind and id; None when there is none, or not any more."""


@dataclass(frozen=True, slots=True)
class ExpectationView:
    """An expectation with its names.

    Attributes:
        by: The name of the person who expects it; None when it is the room's.
        about: The title of what it is on; None when it is on nothing, or that is no more.
        is_due: It should be known by now and is not resolved.
    """

    record: Expectation
    is_due: bool
    by: str | None = None
    about: str | None = None
    meeting: Titled | None = None

    def to_json(self) -> dict[str, Any]:
        """As the command line's contract has it."""
        one = self.record
        about = None
        if one.about is not None:
            about = {"kind": one.about.kind, "id": one.about.id, "title": self.about}
        return {
            "id": one.id,
            "statement": one.statement,
            "probability": one.probability,
            "resolve_on": one.resolve_on,
            "due": self.is_due,
            "about": about,
            "by": self.by,
            "came": None if one.came is None else one.came.value,
            "evidence": one.evidence or None,
            "resolved": one.resolved,
            "meeting": encode(self.meeting),
            "created": one.created,
            "updated": one.updated,
        }


def view_expectation(
    one: Expectation, people: Directory, title: TitleOf, *, is_due: bool
) -> ExpectationView:
    """An expectation with its names.

    Args:
        one: The record.
        people: Everybody.
        title: Gives the title of what it is about and of its meeting.
        is_due: It should be known by now.
    """
    home = None if one.meeting is None else title("meetings", one.meeting)
    return ExpectationView(
        one,
        is_due,
        None if one.by is None else people.name(one.by),
        None if one.about is None else title(one.about.kind, one.about.id),
        None if one.meeting is None or home is None else Titled(one.meeting, home),
    )
