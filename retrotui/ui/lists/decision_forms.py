"""The form of a decision, and what its fields are read into."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from retrotui.core.dates import Calendar
from retrotui.core.decision_fields import UNCHANGED, DecisionEdit
from retrotui.core.decision_views import DecisionView
from retrotui.core.errors import UsageError
from retrotui.core.records.decisions import DecisionStatus, Method, Option
from retrotui.core.text import one_line
from retrotui.services import people
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import (
    day_field,
    fits,
    needs,
    people_field,
    quietly,
    read_day,
    read_names,
    says,
)
from retrotui.ui.lists.work_screen import WorkScreen


def read_method(typed: str) -> Method:
    """A method by its name or the beginning of it.

    Raises:
        UsageError: None is called that; the hint names the nearest.
    """
    wanted = one_line(typed).casefold().replace(" ", "_").replace("-", "_")
    fitting = [each for each in Method if wanted and each.startswith(wanted)]
    if len(fitting) == 1 or wanted in tuple(Method):
        return fitting[0] if len(fitting) == 1 else Method(wanted)
    near = get_close_matches(wanted, [each.value for each in Method], n=1, cutoff=0.4)
    known = ", ".join(each.replace("_", " ") for each in Method)
    raise UsageError(
        f"{wanted[:20]!r} is no method",
        hint=f"did you mean {near[0]!r}?" if near else f"methods: {known}",
    )


def decision_form(screen: WorkScreen, view: DecisionView | None) -> Form:
    """All of a decision, or of a new one; what the room decided on is not asked again."""
    known = people.directory(screen.desk.repo)
    one = None if view is None else view.record
    fields = [
        Field(
            "title",
            "Proposal",
            "" if one is None else one.title,
            check=needs("the title", lines=False),
        ),
        Field(
            "context", "Context", (one and one.context) or "", check=fits("the context"), lines=3
        ),
        Field(
            "options",
            "Options",
            "" if one is None else "\n".join(each.title for each in one.options),
            echo=says("one option a line"),
            check=fits("the options"),
            lines=3,
        ),
        Field(
            "method",
            "Method",
            ("consent" if one is None else one.method).replace("_", " "),
            echo=says(", ".join(each.replace("_", " ") for each in Method)),
            check=quietly(read_method),
        ),
        people_field("deciders", "Deciders", known, () if view is None else view.deciders),
        day_field(
            "review",
            "Review",
            screen.calendar,
            stored=None if one is None else one.review_on,
            none="not looked at again",
        ),
    ]
    fixed = one is not None and one.status is not DecisionStatus.PROPOSED
    asked = [each for each in fields if not (fixed and each.key in ("options", "method"))]
    return Form("New decision" if view is None else "Decision", asked)


def read_changes(view: DecisionView, answer: Mapping[str, str], calendar: Calendar) -> DecisionEdit:
    """What a filled-in form changes."""
    one = view.record
    changes = DecisionEdit(
        title=answer["title"],
        context=answer["context"] or None,
        deciders=read_names(answer["deciders"]),
        review_on=read_date_only(answer["review"], calendar, one.review_on),
    )
    if "method" not in answer:
        return changes
    options = read_options(answer["options"], one.options)
    method = read_method(answer["method"])
    return replace(
        changes,
        method=UNCHANGED if method is one.method else method,
        options=UNCHANGED if options == one.options else options,
    )


def read_options(typed: str, before: tuple[Option, ...]) -> tuple[Option, ...]:
    """One option a line; what was said for and against one stays with its title."""
    known = {one_line(each.title): each for each in before}
    titles = dict.fromkeys(one_line(line) for line in typed.splitlines())
    return tuple(known.get(each, Option(each)) for each in titles if each)


def read_date_only(typed: str, calendar: Calendar, stored: str | None = None) -> date | None:
    """The day typed, for dates that have no time; nothing is none."""
    due = read_day(typed, calendar, stored=stored)
    return None if due is None else due.date
