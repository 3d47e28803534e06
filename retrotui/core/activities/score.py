"""Score: the room weighs cards or roadmap items by one measure."""

from dataclasses import dataclass
from decimal import Decimal

from retrotui.core.activities.activity import Activity, plural, read_settings
from retrotui.core.activities.group import why_no_cards
from retrotui.core.agenda import AgendaItem
from retrotui.core.meeting_state import MeetingState
from retrotui.core.meeting_state import subjects as stacks
from retrotui.core.records.kinds import Kind
from retrotui.core.records.scores import Score
from retrotui.core.roadmap_reading import HORIZONS, column
from retrotui.core.scoring import Model, Result, Subject, model_of, score
from retrotui.core.setting_tables import DEFAULT_CRITERIA, Criterion

ROADMAP = "roadmap"


@dataclass(frozen=True, slots=True)
class Scoring:
    """The settings.

    Attributes:
        criteria: Those of the weighted model.
        of_roadmap: Open roadmap items are scored, not the cards of the round.
    """

    model: Model
    criteria: tuple[Criterion, ...]
    of_roadmap: bool


def settings(item: AgendaItem) -> Scoring:
    """The item's settings; criteria that nobody can read are the usual four."""
    read = read_settings(item, "score")
    criteria = read["criteria"] or DEFAULT_CRITERIA
    return Scoring(model_of(read["model"], criteria), criteria, read["subjects"] == ROADMAP)


def subjects(state: MeetingState, item: AgendaItem) -> tuple[Subject, ...]:
    """What is scored: revealed cards and groups, or the roadmap.

    A roadmap item that was scored here stays when it is done or dropped later on.
    """
    if not settings(item).of_roadmap:
        return tuple(
            Subject(each.id, Kind.CARDS if each.group is None else Kind.GROUPS, each.title)
            for each in stacks(state, item)
        )
    known = {each.id: each for each in state.plan.roadmap}
    scored = {each.subject.id: each for each in records(state, item)}
    open_ = [
        Subject(each.id, Kind.ROADMAP, each.title)
        for horizon in HORIZONS
        for each in column(state.plan.roadmap, horizon)
    ]
    there = {each.id for each in open_}
    gone = [
        Subject(id_, Kind.ROADMAP, known[id_].title if id_ in known else each.title)
        for id_, each in scored.items()
        if id_ not in there
    ]
    return (*open_, *gone)


def records(state: MeetingState, item: AgendaItem) -> tuple[Score, ...]:
    """What was given in an item by its model."""
    name = settings(item).model.name
    return tuple(each for each in state.scores if each.item == item.id and each.model == name)


def values(model: Model, record: Score) -> dict[str, Decimal]:
    """A record's values that are on their scales, by criterion."""
    read = {axis.key: axis.scale.read(record.values.get(axis.key)) for axis in model.axes}
    return {key: value for key, value in read.items() if value is not None}


def result(state: MeetingState, item: AgendaItem) -> Result:
    """Everything scored so far, ranked.

    All rows go by the item's weights: ranks by different weights could not be compared.
    """
    model = settings(item).model
    given = {each.subject.id: values(model, each) for each in records(state, item)}
    return score(model, subjects(state, item), given)


def ready(state: MeetingState, item: AgendaItem) -> str | None:
    """Scoring needs something to score."""
    if not settings(item).of_roadmap:
        return why_no_cards(state, item, "to score")
    return None if subjects(state, item) else "there is no open roadmap item to score"


def unfinished(state: MeetingState, item: AgendaItem) -> str | None:
    """Rows that lack a value have no place."""
    found = result(state, item)
    if not found.is_begun or not found.incomplete:
        return None
    lacking = plural(len(found.incomplete), "row lacks", "rows lack")
    return f"{lacking} a value and {'has' if len(found.incomplete) == 1 else 'have'} no place"


ACTIVITY = Activity(
    name="score",
    title="Score",
    about="The room gives each card or roadmap item a value on every criterion; the total ranks.",
    minutes=15,
    settings=settings,
    ready=ready,
    unfinished=unfinished,
)
