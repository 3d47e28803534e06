"""Asking for an action: all of it, its owners, its date, whether it helped, why it is given up."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from retrotui.core.action_list import ActionView
from retrotui.core.actions import KEEP, Draft, Edit, Keep
from retrotui.core.dates import Calendar, describe, parse_due
from retrotui.core.errors import AmbiguousDateError
from retrotui.core.people import Directory
from retrotui.core.records.actions import Action, Outcome
from retrotui.core.records.people import Person
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose, ChooseSeveral
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import (
    day_field,
    fits,
    needs,
    people_field,
    priority_field,
    read_day,
    read_names,
    read_priority,
    read_tags,
    tags_field,
)
from retrotui.ui.render import short

_HELPED: tuple[Choice[Outcome | None], ...] = (
    Choice(Outcome.YES, "yes", "it helped", key="y"),
    Choice(Outcome.PARTLY, "partly", "it helped a little", key="p"),
    Choice(Outcome.NO, "no", "done, but it did not help", key="n"),
)
_NOT_YET: Choice[Outcome | None] = Choice(None, "not yet known", "asked again later", key="l")


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action as it was typed.

    Attributes:
        owners: Names.
        due: In stored form; None for no date, ``KEEP`` where none was asked for.
    """

    title: str
    owners: tuple[str, ...]
    due: str | Keep | None
    tags: tuple[str, ...]
    priority: int | None
    expectation: str | None

    def draft(self, *, meeting: str | None = None, item: str | None = None) -> Draft:
        """A new action of it; the owners' names go to the service beside it."""
        return Draft(
            self.title,
            due=None if self.due is KEEP else self.due,
            tags=self.tags,
            priority=self.priority,
            expectation=self.expectation,
            meeting=meeting,
            item=item,
        )

    def edit(self, action: Action) -> Edit:
        """What it changes in an action; the owners' names go to the service beside it."""
        return Edit(
            title=self.title,
            due=self.due,
            priority=self.priority,
            expectation=self.expectation,
            tags=self.tags,
            untag=tuple(each for each in action.tags if each not in self.tags),
        )


def action_form(
    title: str, calendar: Calendar, people: Directory, action: Action | None = None
) -> Form:
    """All fields of an action; ``read_action`` reads the answer.

    Args:
        title: What the dialog is called.
        calendar: The team's time.
        people: Who is known.
        action: The one to edit; None for a new one.
    """
    names = () if action is None else people.names(action.owners)
    expected = "" if action is None else action.expectation or ""
    fields = [
        Field("title", "What", "" if action is None else action.title,
              prompt="what is to be done", check=needs("the title", lines=False)),
        people_field("owners", "Who", people, names),
        day_field("due", "Due", calendar, stored=None if action is None else action.due),
        tags_field("tags", () if action is None else action.tags),
        priority_field("priority", None if action is None else action.priority),
        Field("expectation", "Expected", expected, prompt="what will be better then?",
              check=fits("the expectation")),
    ]  # fmt: skip
    # The date of what is done or dropped is history.
    asked = action is None or action.is_open
    return Form(title, fields if asked else [each for each in fields if each.key != "due"])


def read_action(
    answer: Mapping[str, str], calendar: Calendar, action: Action | None = None
) -> ActionEntry:
    """What was filled in.

    Raises:
        UsageError: A field is not what it should be; the form refuses the same before.
    """
    return ActionEntry(
        answer["title"],
        read_names(answer["owners"]),
        _read_due(answer, calendar, action),
        read_tags(answer["tags"]),
        read_priority(answer["priority"]),
        answer["expectation"] or None,
    )


def owners_dialog(
    title: str, people: Directory, here: Sequence[Person], owners: Sequence[str] = ()
) -> ChooseSeveral[str]:
    """Who does it: those who are here first, then everybody known, or somebody new by name.

    Args:
        title: What the dialog is called.
        people: Who is known.
        here: The participants.
        owners: Ids of the present owners.

    Returns:
        A dialog whose answer is ids, and names of new people: what ``services.actions`` takes.
    """
    first = tuple(each.id for each in here)
    absent = [each for each in people.live() if each.id not in first]
    choices = [Choice(each.id, each.name, each.function or "") for each in (*here, *absent)]
    marked = tuple(dict.fromkeys(people.root_id(each) for each in owners))
    return ChooseSeveral(title, choices, marked=marked, make=str)


def date_dialog(title: str, calendar: Calendar, stored: str | None = None) -> Ask:
    """When it is due; nothing or ``none`` is no date. ``read_date_typed`` reads the answer.

    A phrase with several readings is let pass, so that they can be offered (``readings_dialog``).
    """
    field = day_field("due", "Due", calendar, stored=stored)

    def check(typed: str) -> str | None:
        try:
            return field.check(typed)
        except AmbiguousDateError:
            return None

    return Ask(title, prompt=field.prompt, value=field.value, check=check, echo=field.echo)


def read_date_typed(typed: str, calendar: Calendar, stored: str | None = None) -> str | None:
    """The date typed, in stored form; None for no date.

    Raises:
        AmbiguousDateError: It has several readings.
    """
    due = read_day(typed, calendar, stored=stored)
    return None if due is None else due.text


def readings_dialog(refused: AmbiguousDateError, calendar: Calendar) -> Choose[str]:
    """The readings of an ambiguous date, each in full; the answer is in stored form."""
    choices = []
    for index, phrase in enumerate(refused.candidates, 1):
        due = parse_due(phrase, calendar, allow_past=True)
        if due is not None:
            choices.append(Choice(due.text, describe(due, calendar), key=str(index)))
    return Choose("Which day is meant?", choices, filtered=False)


def ask_owners(
    action: Action | ActionView, people: Directory, here: Sequence[Person] = ()
) -> Generator[Screen[Any], Any, tuple[str, ...] | None]:
    """Asks who does an action: ids, and names of new people; None when it was closed.

    Args:
        action: As it stands.
        people: Who is known.
        here: The participants, when it is asked in a meeting.
    """
    owners = action.owners if isinstance(action, Action) else action.owner_ids
    answer: tuple[str, ...] | None
    answer = yield owners_dialog(f"Who does it? {short(action.title)}", people, here, owners)
    return answer


def ask_date(
    action: Action | ActionView, calendar: Calendar
) -> Generator[Screen[Any], Any, str | Keep | None]:
    """Asks when an action is due, in stored form; None is no date, ``KEEP`` a closed dialog.

    A phrase with several readings is asked about.
    """
    typed = yield date_dialog(f"When is it due? {short(action.title)}", calendar, action.due)
    if typed is None:
        return KEEP
    try:
        return read_date_typed(typed, calendar, action.due)
    except AmbiguousDateError as refused:
        chosen: str | None = yield readings_dialog(refused, calendar)
        return KEEP if chosen is None else chosen


def ask_helped(
    action: Action | ActionView, *, later: bool = False
) -> Generator[Screen[Any], Any, Outcome | None]:
    """Asks whether what was done helped; None when it was closed or is not yet known.

    Args:
        action: As it stands.
        later: Offer that it is not yet known.
    """
    choices = (*_HELPED, _NOT_YET) if later else _HELPED
    title = f"Did it help? {short(action.title)}"
    answer = yield Choose(title, choices, filtered=False, current=action.outcome)
    return answer if isinstance(answer, Outcome) else None


def ask_why_dropped(action: Action | ActionView) -> Generator[Screen[Any], Any, str | None]:
    """Asks why an action is given up; None when it was closed."""
    check = needs("the reason", lines=False)
    why: str | None
    why = yield Ask(f"Drop: {short(action.title)}", prompt="why is it given up?", check=check)
    return why


def _read_due(
    answer: Mapping[str, str], calendar: Calendar, action: Action | None
) -> str | Keep | None:
    if "due" not in answer:
        return KEEP
    stored = None if action is None else action.due
    return read_date_typed(answer["due"], calendar, stored)
