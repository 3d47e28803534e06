"""Asking for an outcome on the roadmap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from retrotui.core.amounts import read_amount, show_amount
from retrotui.core.dates import Calendar
from retrotui.core.dates.phrasing import local_day
from retrotui.core.people import Directory
from retrotui.core.records.roadmap import RoadmapItem
from retrotui.core.roadmap_fields import RoadmapEdit, admit_effort, read_confidence
from retrotui.core.text import one_line
from retrotui.services.roadmap import Links
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import (
    day_field,
    needs,
    people_field,
    quietly,
    read_day,
    read_names,
)


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """An outcome as it was typed; stakeholders are names."""

    title: str
    confidence: int | None
    due: date | None
    effort: float | None
    stakeholders: tuple[str, ...]

    def edit(self) -> RoadmapEdit:
        """What it changes in an outcome; ``links`` goes beside it."""
        return RoadmapEdit(
            title=self.title, confidence=self.confidence, due=self.due, effort=self.effort
        )

    @property
    def links(self) -> Links:
        """Its stakeholders; goals and dependencies stay as they are."""
        return Links(stakeholders=self.stakeholders)


def outcome_form(item: RoadmapItem, calendar: Calendar, people: Directory) -> Form:
    """All fields of an outcome but its links; ``read_outcome`` reads the answer."""
    sure = "" if item.confidence is None else f"{item.confidence}%"
    effort = "" if item.effort is None else show_amount(item.effort)
    return Form("Edit the outcome", [
        Field("title", "Outcome", item.title, prompt="what is better then, not the feature",
              check=needs("the title", lines=False)),
        Field("confidence", "How sure", sure, prompt="to reach it in its horizon: 70%",
              check=quietly(_confidence)),
        day_field("due", "Wanted by", calendar, stored=item.due),
        Field("effort", "Effort", effort, prompt="person-weeks, such as 6",
              check=quietly(_effort)),
        people_field("stakeholders", "For whom", people, people.names(item.stakeholders)),
    ])  # fmt: skip


def read_outcome(answer: Mapping[str, str], calendar: Calendar, item: RoadmapItem) -> OutcomeEntry:
    """What was filled in.

    Raises:
        UsageError: A field is not what it should be; the form refuses the same before.
    """
    due = read_day(answer["due"], calendar, stored=item.due)
    return OutcomeEntry(
        answer["title"],
        _confidence(answer["confidence"]),
        None if due is None else local_day(due, calendar),
        _effort(answer["effort"]),
        read_names(answer["stakeholders"]),
    )


def _confidence(typed: str) -> int | None:
    return read_confidence(typed) if one_line(typed) else None


def _effort(typed: str) -> float | None:
    return admit_effort(read_amount(typed, unit="").number) if one_line(typed) else None
