"""Feedback as people read it: names and titles for ids, and for how long it has waited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from retrotui.core.dates import Calendar
from retrotui.core.decision_views import Titled
from retrotui.core.instants import local_date
from retrotui.core.people import Directory
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import encode
from retrotui.core.records.feedback import Feedback

TitleOf = Callable[[str, str], str | None]
"""The title of a record by its kind and id; None when there is none, or not any more."""


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Feedback with its names.

    Attributes:
        by: The name of who said it; None when it is nobody the team knows.
        became: What was made of it; its title is empty when that is no more.
        said: The day it came in, in the team's zone.
        waiting_days: For how many days it has been waiting; None when it is not.
    """

    record: Feedback
    by: str | None = None
    became: Titled | None = None
    meeting: Titled | None = None
    said: date | None = None
    waiting_days: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As the command line's contract has it."""
        one = self.record
        became = None
        if one.became is not None:
            title = self.became.title if self.became else None
            became = {"kind": one.became.kind, "id": one.became.id, "title": title}
        return {
            "id": one.id,
            "text": one.text,
            "by": self.by,
            "source": one.source or None,
            "link": one.link,
            "triage": one.triage.value,
            "became": became,
            "waiting_days": self.waiting_days,
            "triaged": one.triaged,
            "meeting": encode(self.meeting),
            "created": one.created,
            "updated": one.updated,
        }


def view_feedback(
    feedback: Feedback, people: Directory, calendar: Calendar, title: TitleOf
) -> FeedbackView:
    """Feedback with its names.

    Args:
        feedback: The record.
        people: Everybody.
        calendar: The team's time.
        title: Gives the title of what it became and of the meeting that triaged it.
    """
    said = local_date(feedback.created, calendar.zone)
    waits = feedback.is_waiting and said is not None
    return FeedbackView(
        feedback,
        None if feedback.by is None else people.name(feedback.by),
        _titled(feedback.became, title),
        _titled(
            None if feedback.triaged_in is None else Origin("meetings", feedback.triaged_in), title
        ),
        said,
        max(0, (calendar.today - said).days) if waits and said is not None else None,
    )


def _titled(origin: Origin | None, title: TitleOf) -> Titled | None:
    if origin is None:
        return None
    found = title(origin.kind, origin.id)
    return None if found is None else Titled(origin.id, found)
