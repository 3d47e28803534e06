"""What a meeting expected and what it resolved, for its minutes."""

from dataclasses import dataclass

from retrotui.core.activities.forecast import stated_here, was_resolved_here
from retrotui.core.estimates import Estimates, revealed
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.expectations import Came, Expectation


@dataclass(frozen=True, slots=True)
class MinutesExpectation:
    """An expectation that was stated or resolved in the meeting.

    Attributes:
        about: The title of what it is on; None when it is on nothing, or that is no more.
        by: The name of the person who expects it; None when it is the room's.
        stated: In this meeting.
        resolved: In this meeting.
        came: What became of it, in this meeting or later.
        estimates: What everybody thought, where the meeting revealed it.
    """

    statement: str
    probability: float | None
    resolve_on: str | None
    about: str | None
    by: str | None
    stated: bool
    resolved: bool
    came: Came | None
    evidence: str
    estimates: Estimates | None


@dataclass(frozen=True, slots=True)
class MinutesForecast:
    """What was stated and resolved under one agenda item; ``item`` is its title."""

    item: str
    expectations: tuple[MinutesExpectation, ...]


def forecasts(state: MeetingState) -> tuple[MinutesForecast, ...]:
    """By agenda item, resolved ones first; items under which nothing happened are left out.

    What was stated stands under its item, what was only resolved or estimated under the first that
    forecasts.
    """
    items = [each for each in state.items if each.activity == "forecast"]
    titles = {each.id for each in items}
    found = []
    for place, item in enumerate(items):
        here = [
            each
            for each in state.outlook.expectations
            if _is_under(state, each, item.id, is_first=place == 0, items=titles)
        ]
        ordered = sorted(
            here, key=lambda each: (stated_here(state, each), each.resolved or "", each.id)
        )
        if ordered:
            found.append(MinutesForecast(item.title, tuple(_told(state, each) for each in ordered)))
    return tuple(found)


def _is_under(
    state: MeetingState, one: Expectation, item: str, *, is_first: bool, items: set[str]
) -> bool:
    if stated_here(state, one):
        return one.item == item or (is_first and one.item not in items)
    dealt_with = was_resolved_here(state, one) or revealed(state, one.id) is not None
    return is_first and dealt_with


def _told(state: MeetingState, one: Expectation) -> MinutesExpectation:
    return MinutesExpectation(
        one.statement,
        one.probability,
        one.resolve_on,
        state.outlook.title(one.about) or None,
        None if one.by is None else state.people.name(one.by),
        stated_here(state, one),
        was_resolved_here(state, one),
        one.came,
        one.evidence,
        revealed(state, one.id),
    )
