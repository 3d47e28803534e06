"""The roadmap: outcomes put there, moved, ordered, linked, done, dropped. Rules: ``core.roadmap``.

Outcomes and goals are named by id, by a prefix of it, or by words of their title; stakeholders by
name. Everything is decided inside the transaction, on the newest state.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retrotui.core import roadmap as rules
from retrotui.core.changes import Change
from retrotui.core.decision_fields import Unchanged
from retrotui.core.decision_views import Titled
from retrotui.core.hidden import discarded, is_hidden
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode_all
from retrotui.core.records.expectations import Expectation
from retrotui.core.records.goals import Goal
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.core.records.roadmap import Horizon, RoadmapItem, RoadmapStatus
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit
from retrotui.core.roadmap_reading import HORIZONS
from retrotui.core.roadmap_views import RoadmapView, Surroundings, view_outcome
from retrotui.services import goals as goal_service
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find_worded

_NOUN = "roadmap item"
_Rule = Callable[[RoadmapItem, Sequence[RoadmapItem]], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Links:
    """What an outcome is linked with, as typed; None leaves a link as it is.

    Attributes:
        goals: Ids, prefixes or words of titles.
        stakeholders: Names; an unknown one makes a person.
        depends_on: Ids, prefixes or words of titles of other outcomes.
    """

    goals: tuple[str, ...] | None = None
    stakeholders: tuple[str, ...] | None = None
    depends_on: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """An outcome that was put on the roadmap or changed; ``people`` says whom names meant."""

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


def add(desk: Desk, draft: RoadmapDraft, links: Links = Links()) -> Saved:
    """Puts an outcome on the roadmap; see ``core.roadmap.add`` for what is refused."""
    new = desk.ids.new()
    named: tuple[Naming, ...] = ()

    def plan(reader: Reader) -> tuple[Change, ...]:
        nonlocal named
        linked, named, made = _linked(reader, links, draft.meeting)
        given: dict[str, Any] = {
            name: (*getattr(draft, name), *ids) for name, ids in linked.items()
        }
        return (*made, *rules.add(new, replace(draft, **given), _all(reader)))

    return Saved(new, desk.transact(plan, meeting=draft.meeting), named)


def edit(
    desk: Desk,
    typed: str,
    change: RoadmapEdit,
    links: Links = Links(),
    *,
    meeting: str | None = None,
) -> Saved:
    """Changes fields of an outcome; links that are given replace those it has.

    Raises:
        UsageError: See ``core.roadmap.edit``: nothing may wait for itself.
    """
    found = ""
    named: tuple[Naming, ...] = ()

    def plan(reader: Reader) -> tuple[Change, ...]:
        nonlocal found, named
        item = get(reader, typed)
        found = item.id
        linked, named, made = _linked(reader, links, item.meeting)
        given: dict[str, Any] = {
            name: ids if isinstance(before := getattr(change, name), Unchanged) else (*before, *ids)
            for name, ids in linked.items()
        }
        return (*made, *rules.edit(item, replace(change, **given), _all(reader)))

    receipt = desk.transact(plan, meeting=meeting)
    return Saved(found, receipt, named)


def move(
    desk: Desk,
    typed: str,
    horizon: Horizon,
    *,
    index: int | None = None,
    meeting: str | None = None,
) -> Receipt:
    """Moves an outcome to another horizon, last there unless an index says where."""
    now = desk.stamp()
    return _one(
        desk, typed, lambda item, others: rules.move(item, horizon, now, others, index), meeting
    )


def reorder(desk: Desk, typed: str, index: int, *, meeting: str | None = None) -> Receipt:
    """Puts an outcome at an index of its horizon."""
    return _one(desk, typed, lambda item, others: rules.reorder(item, index, others), meeting)


def finish(desk: Desk, *typed: str, meeting: str | None = None) -> Receipt:
    """Outcomes are there, all or none."""
    return desk.change_each(
        get, typed, lambda item: rules.finish(item, desk.stamp()), meeting=meeting
    )


def drop(desk: Desk, *typed: str, why: str, meeting: str | None = None) -> Receipt:
    """Gives outcomes up, with the reason."""
    return desk.change_each(
        get, typed, lambda item: rules.drop(item, desk.stamp(), why), meeting=meeting
    )


def reopen(desk: Desk, *typed: str, meeting: str | None = None) -> Receipt:
    """Takes outcomes up again."""
    return desk.change_each(get, typed, rules.reopen, meeting=meeting)


def get(reader: Reader, typed: str) -> RoadmapItem:
    """The outcome of an id, a unique prefix of one, or words of its title.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find_worded(reader, Kind.ROADMAP, RoadmapItem, typed, _NOUN)


def view(reader: Reader, typed: str) -> RoadmapView:
    """One outcome with everything that belongs to it, whatever became of its meeting."""
    return view_outcome(get(reader, typed), _surroundings(reader))


def everything(
    reader: Reader,
    *,
    statuses: Iterable[RoadmapStatus] = (),
    horizon: Horizon | None = None,
    goal: str | None = None,
) -> tuple[RoadmapView, ...]:
    """Outcomes by horizon and their order in it; those of discarded meetings are left out.

    Args:
        reader: Where to look.
        statuses: Only those; none given means every one.
        horizon: Only those of this one.
        goal: Only those that serve the goal with this id.
    """
    hidden = discarded(reader.all(Kind.MEETINGS))
    wanted = set(statuses)
    rows = reader.all(Kind.ROADMAP)
    found = decode_all(
        RoadmapItem, {each: row for each, row in rows.items() if not is_hidden(row, hidden)}
    )
    chosen = (
        each
        for each in found
        if (not wanted or each.status in wanted)
        and (horizon is None or each.horizon is horizon)
        and (goal is None or goal in each.goals)
    )
    around = _surroundings(reader)
    ordered = sorted(
        chosen,
        key=lambda each: (HORIZONS.index(each.horizon), not each.is_open, each.order, each.id),
    )
    return tuple(view_outcome(each, around) for each in ordered)


def _one(desk: Desk, typed: str, rule: _Rule, meeting: str | None) -> Receipt:
    return desk.transact(lambda reader: rule(get(reader, typed), _all(reader)), meeting=meeting)


def _all(reader: Reader) -> tuple[RoadmapItem, ...]:
    return decode_all(RoadmapItem, reader.all(Kind.ROADMAP))


def _linked(
    reader: Reader, links: Links, meeting: str | None
) -> tuple[dict[str, tuple[str, ...]], tuple[Naming, ...], tuple[Change, ...]]:
    """The ids of what is linked, by field; whom names meant, and what makes the new people."""
    found: dict[str, tuple[str, ...]] = {}
    named: tuple[Naming, ...] = ()
    made: tuple[Change, ...] = ()
    if links.goals is not None:
        found["goals"] = tuple(goal_service.get(reader, each).id for each in links.goals)
    if links.depends_on is not None:
        found["depends_on"] = tuple(get(reader, each).id for each in links.depends_on)
    if links.stakeholders is not None:
        named, made = people.name_all(reader, links.stakeholders, meeting=meeting)
        found["stakeholders"] = tuple(each.id for each in named)
    return found, named, made


def _surroundings(reader: Reader) -> Surroundings:
    meetings = decode_all(Meeting, reader.all(Kind.MEETINGS))
    return Surroundings(
        {each.id: each for each in _all(reader)},
        {each.id: each for each in decode_all(Goal, reader.all(Kind.GOALS))},
        people.directory(reader),
        decode_all(Expectation, reader.all(Kind.EXPECTATIONS)),
        {each.id: Titled(each.id, each.title) for each in meetings},
    )
