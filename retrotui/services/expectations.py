"""Expectations: stated, resolved, listed, and how well the team foresees.

Whoever expects is given as a name or id; an unknown name becomes a person. Everything is decided
inside the transaction, on the newest state. Rules: ``core.expectations``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from retrotui.core import expectations as rules
from retrotui.core.changes import Change
from retrotui.core.decision_fields import Unchanged
from retrotui.core.errors import NotFoundError
from retrotui.core.expectation_views import ExpectationView, view_expectation
from retrotui.core.expectations import ExpectationDraft, ExpectationEdit
from retrotui.core.hidden import discarded, is_hidden
from retrotui.core.ids import short_id
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.actions import Origin
from retrotui.core.records.codec import decode_all
from retrotui.core.records.expectations import Came, Expectation
from retrotui.core.records.kinds import Kind
from retrotui.core.telling import NOUNS
from retrotui.services import people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find
from retrotui.services.titles import title_of


@dataclass(frozen=True, slots=True)
class Saved:
    """What was stated or changed; ``people`` says whom its name was taken for."""

    id: str
    receipt: Receipt
    people: tuple[Naming, ...] = ()


def state(desk: Desk, draft: ExpectationDraft, *, by: str | None = None) -> Saved:
    """States an expectation; one about something private is private.

    Args:
        desk: Who types it.
        draft: What is expected.
        by: The name or id of who expects it; the draft's own when not given.

    Raises:
        NotFoundError: There is no such record as it is about.
        UsageError: See ``core.expectations.state``.
    """
    new = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        home = _home(reader, draft.about) or draft.meeting
        found, made = people.name_all(reader, [] if by is None else [by], meeting=home)
        named[:] = found
        given = replace(draft, by=found[0].id) if found else draft
        return (*made, *rules.state(new, given, private=_is_private(reader, home)))

    return Saved(new, desk.transact(plan, meeting=draft.meeting), tuple(named))


def edit(
    desk: Desk,
    typed: str,
    change: ExpectationEdit,
    *,
    by: str | None = None,
    meeting: str | None = None,
) -> Saved:
    """Changes fields while it is not resolved; see ``core.expectations.edit``."""
    seen: list[tuple[str, tuple[Naming, ...]]] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        one = get(reader, typed)
        if not isinstance(change.about, Unchanged):
            _home(reader, change.about)
        named, made = people.name_all(reader, [] if by is None else [by], meeting=one.meeting)
        seen[:] = [(one.id, named)]
        given = replace(change, by=named[0].id) if named else change
        return (*made, *rules.edit(one, given))

    receipt = desk.transact(plan, meeting=meeting)
    id_, named = seen[0]
    return Saved(id_, receipt, named)


def resolve(
    desk: Desk,
    *typed: str,
    came: Came,
    evidence: str | None = None,
    meeting: str | None = None,
) -> Receipt:
    """Says what became of expectations, all or none; see ``core.expectations.resolve``."""
    now = desk.stamp()
    return desk.change_each(
        get, typed, lambda one: rules.resolve(one, came, now, evidence), meeting=meeting
    )


def reopen(desk: Desk, *typed: str, meeting: str | None = None) -> Receipt:
    """Takes back what became of expectations."""
    return desk.change_each(get, typed, rules.reopen, meeting=meeting)


def get(reader: Reader, typed: str) -> Expectation:
    """The expectation of an id or a unique prefix of one.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find(reader, Kind.EXPECTATIONS, Expectation, typed, "expectation")


def everything(reader: Reader) -> tuple[Expectation, ...]:
    """All of them by day; those of discarded meetings are left out."""
    hidden = discarded(reader.all(Kind.MEETINGS))
    rows = reader.all(Kind.EXPECTATIONS)
    kept = {each: row for each, row in rows.items() if not is_hidden(row, hidden)}
    return rules.by_day(decode_all(Expectation, kept))


def views(
    reader: Reader, expectations: Iterable[Expectation], today: date
) -> tuple[ExpectationView, ...]:
    """Expectations with their names, in the order given."""
    known, title = people.directory(reader), title_of(reader)
    return tuple(
        view_expectation(each, known, title, is_due=rules.is_due(each, today))
        for each in expectations
    )


def _home(reader: Reader, about: Origin | None) -> str | None:
    """The meeting that what it is about belongs to; refuses what is not there."""
    if about is None:
        return None
    row = reader.get(Kind(about.kind), about.id) if about.kind in rules.ABOUT else None
    if row is None:
        noun = NOUNS.get(about.kind, about.kind)
        raise NotFoundError(
            f"no {noun} has the id {short_id(about.id, ())!r}",
            hint="an expectation is about an action, a roadmap item, a decision or a goal",
        )
    home = row.get("meeting")
    return home if isinstance(home, str) else None


def _is_private(reader: Reader, meeting: str | None) -> bool:
    row = None if meeting is None else reader.get(Kind.MEETINGS, meeting)
    return row is not None and row.get("private") is True
