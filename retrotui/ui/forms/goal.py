"""Asking for a goal, and for one of its readings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from retrotui.core.amounts import Amount, common_unit, read_amount, show_amount
from retrotui.core.dates import Calendar, Due, describe, parse_due, read_due
from retrotui.core.dates.looking_back import looking_back
from retrotui.core.dates.phrasing import local_day
from retrotui.core.errors import RetroError, UsageError
from retrotui.core.goals import GoalDraft, GoalEdit
from retrotui.core.people import Directory
from retrotui.core.records.goals import Goal
from retrotui.core.text import one_line
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import (
    day_field,
    fits,
    needs,
    people_field,
    quietly,
    read_day,
    read_names,
)
from retrotui.ui.render import joined

_ONE_UNIT = "write both in one unit"


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """A goal as it was typed; owners are names."""

    title: str
    baseline: float | None
    target: float
    unit: str
    metric: str
    due: date | None
    owners: tuple[str, ...]

    def draft(self, meeting: str | None) -> GoalDraft:
        """A new goal of it."""
        return GoalDraft(
            self.title,
            self.target,
            metric=self.metric,
            unit=self.unit,
            baseline=self.baseline,
            due=self.due,
            meeting=meeting,
        )

    def edit(self) -> GoalEdit:
        """What it changes in a goal."""
        return GoalEdit(
            title=self.title,
            metric=self.metric,
            unit=self.unit,
            baseline=self.baseline,
            target=self.target,
            due=self.due,
        )


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """A reading as it was typed."""

    value: float
    day: date
    note: str


class GoalForm(Form):
    """A form that knows that baseline and target are counted in one unit."""

    def cmd_accept(self) -> None:
        """Returns the texts, or goes to the target while the two cannot be compared."""
        index = {field.key: number for number, field in enumerate(self.fields)}
        try:
            baseline = _optional(self.text_of(index["baseline"]))
            target = read_amount(self.text_of(index["target"]))
        except RetroError:
            super().cmd_accept()
            return
        if common_unit(baseline, target) is None:
            self.refuse(index["target"], joined((_two_units(baseline, target), _ONE_UNIT), "; "))
            return
        super().cmd_accept()


def goal_form(
    title: str, calendar: Calendar, people: Directory, goal: Goal | None = None
) -> GoalForm:
    """All fields of a goal; ``read_goal`` reads the answer.

    Args:
        title: What the dialog is called.
        calendar: The team's time.
        people: Who is known.
        goal: The one to edit; None for a new one.
    """
    names = () if goal is None else people.names(goal.owners)
    baseline = target = ""
    if goal is not None:
        target = show_amount(goal.target, goal.unit) if goal.target is not None else ""
        baseline = show_amount(goal.baseline, goal.unit) if goal.baseline is not None else ""
    return GoalForm(title, [
        Field("title", "Goal", "" if goal is None else goal.title,
              prompt="what is better then", check=needs("the title", lines=False)),
        Field("baseline", "From", baseline, prompt="where it is now: 20%, 1.2k, 900 ms",
              check=quietly(_optional), echo=_echo),
        Field("target", "To", target, prompt="where it is to be: 60%",
              check=quietly(read_amount), echo=_echo),
        day_field("due", "By", calendar, stored=None if goal is None else goal.due),
        Field("metric", "Counted", "" if goal is None else goal.metric,
              prompt="what exactly is counted", check=fits("the metric")),
        people_field("owners", "Who", people, names),
    ])  # fmt: skip


def read_goal(answer: Mapping[str, str], calendar: Calendar, goal: Goal | None = None) -> GoalEntry:
    """What was filled in.

    Raises:
        UsageError: A field is not what it should be, or baseline and target are in two units.
    """
    baseline, target = _optional(answer["baseline"]), read_amount(answer["target"])
    unit = common_unit(baseline, target)
    if unit is None:
        raise UsageError(_two_units(baseline, target), hint=_ONE_UNIT)
    due = read_day(answer["due"], calendar, stored=None if goal is None else goal.due)
    return GoalEntry(
        answer["title"],
        None if baseline is None else baseline.number,
        target.number,
        unit or ("" if goal is None else goal.unit),
        answer["metric"],
        None if due is None else local_day(due, calendar),
        read_names(answer["owners"]),
    )


def reading_form(title: str, goal: Goal, calendar: Calendar) -> Form:
    """A value, its day and a word on it; ``read_reading`` reads the answer."""
    return Form(title, [
        Field("value", "Value", prompt=f"such as {show_amount(41, goal.unit)}",
              check=quietly(lambda typed: read_amount(typed, unit=goal.unit)),
              echo=echo_value(goal)),
        Field("day", "On", calendar.today.isoformat(), prompt="today, mon, 2026-11-01",
              check=quietly(lambda typed: _past(typed, calendar)),
              echo=lambda typed: _echo_past(typed, calendar)),
        Field("note", "Note", prompt="where it comes from, or why", check=fits("the note")),
    ])  # fmt: skip


def read_reading(answer: Mapping[str, str], goal: Goal, calendar: Calendar) -> ReadingEntry:
    """What was filled in.

    Raises:
        UsageError: A field is not what it should be; the form refuses the same before.
    """
    return ReadingEntry(
        read_amount(answer["value"], unit=goal.unit).number,
        _past(answer["day"], calendar),
        answer["note"],
    )


def echo_value(goal: Goal, asks: str = "") -> Callable[[str], str]:
    """Says what was understood of a value while it is typed; ``asks`` stands while nothing is."""

    def echo(typed: str) -> str:
        if not one_line(typed):
            return asks
        try:
            return show_amount(read_amount(typed, unit=goal.unit).number, goal.unit)
        except RetroError as error:
            return error.hint or error.message

    return echo


def _optional(typed: str) -> Amount | None:
    return read_amount(typed) if one_line(typed) else None


def _two_units(*amounts: Amount | None) -> str:
    return f"from and to are in {' and '.join(each.unit for each in amounts if each is not None)}"


def _echo(typed: str) -> str:
    if not one_line(typed):
        return ""
    try:
        return show_amount(*read_amount(typed))
    except RetroError as error:
        return joined((error.message, error.hint or ""), "; ")


def _past(typed: str, calendar: Calendar) -> date:
    stored = read_due(one_line(typed))
    due = stored or parse_due(one_line(typed) or "today", calendar, allow_past=True)
    if due is None:
        raise UsageError("a reading has a day", hint="such as mon, yesterday or 2026-11-01")
    return looking_back(local_day(due, calendar), calendar.today)


def _echo_past(typed: str, calendar: Calendar) -> str:
    try:
        return describe(Due(_past(typed, calendar)), calendar)
    except RetroError as error:
        return joined((error.message, error.hint or ""), "; ")
