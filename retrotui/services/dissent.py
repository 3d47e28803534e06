"""Dissent: raise, answer, accept, sustain, withdraw, and say what became of it.

Rules: ``core.dissent``. An anonymous dissent is written without any author, whoever is acting, and
so is what its author alone can say later: that they accept it, uphold it or take it back.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from retrotui.core import dissent as rules
from retrotui.core.changes import Change
from retrotui.core.decision_views import DissentView, view_dissent
from retrotui.core.dissent import DissentDraft
from retrotui.core.people import Naming
from retrotui.core.ports import Reader, Receipt
from retrotui.core.records.codec import decode, decode_all
from retrotui.core.records.decisions import Decision, Dissent, DissentState, Verdict
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting
from retrotui.services import decisions, people
from retrotui.services.desk import Desk
from retrotui.services.lookup import find

_NO_DATE = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Raised:
    """A dissent that was raised; ``by`` says whom its name was taken for, None if anonymous."""

    id: str
    receipt: Receipt
    by: Naming | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict that was given; a vindicated one offers to reopen the decision."""

    id: str
    receipt: Receipt
    decision: str
    offers_reopening: bool


def add(desk: Desk, decision: str, draft: DissentDraft) -> Raised:
    """Raises a dissent; see ``core.dissent.add`` for what is refused.

    Args:
        desk: Who writes it down; for an anonymous one nobody is kept.
        decision: What it disagrees with, by id or prefix.
        draft: The disagreement; ``by`` is a name or an id, None is anonymous.

    Raises:
        NotFoundError: There is no such decision.
    """
    id_ = desk.ids.new()
    named: list[Naming] = []

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = decisions.get(reader, decision)
        others = decode_all(Dissent, reader.search(Kind.DISSENTS, decision=found.id))
        directory = people.directory(reader)
        if draft.by is None:
            return rules.add(id_, draft, found, others, directory)
        (naming,), changes = people.name_all(reader, [draft.by], meeting=found.meeting)
        named[:] = [naming]
        given = replace(draft, by=naming.id)
        return (*changes, *rules.add(id_, given, found, others, directory))

    seat = desk.acting(None) if draft.by is None else desk
    receipt = seat.transact(plan)
    return Raised(id_, receipt, named[0] if named else None)


def edit(desk: Desk, typed: str, concern: str) -> Receipt:
    """Words the concern better, as its author, while it is raised."""

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = _canonical(reader, typed)
        return rules.edit(found, concern, person=_who(reader, desk))

    return desk.transact(plan)


def say_what_resolves(desk: Desk, typed: str, text: str) -> Receipt:
    """Adds what would resolve a dissent that was just raised, for whoever raised it."""
    return _dissenters_seat(desk, typed).transact(
        lambda reader: rules.say_what_resolves(get(reader, typed), text)
    )


def answer(desk: Desk, typed: str, text: str) -> Receipt:
    """Responds to a dissent in the acting person's name."""
    now = desk.stamp()

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = get(reader, typed)
        decision = decisions.get(reader, found.decision)
        person, changes = decisions.acting_person(reader, desk, decision)
        return (*changes, *rules.answer(found, text, by=person, now=now))

    return desk.transact(plan)


def accept(desk: Desk, typed: str) -> Receipt:
    """Notes that the dissenter is content with the answer."""
    return _dissenters_seat(desk, typed).transact(lambda reader: rules.accept(get(reader, typed)))


def sustain(desk: Desk, typed: str) -> Receipt:
    """Notes that the dissenter upholds it in spite of the answer."""
    return _dissenters_seat(desk, typed).transact(lambda reader: rules.sustain(get(reader, typed)))


def withdraw(desk: Desk, typed: str, note: str | None = None) -> Receipt:
    """Takes a dissent back as its author, or on the author's request with a note that says so."""

    def plan(reader: Reader) -> tuple[Change, ...]:
        found = _canonical(reader, typed)
        return rules.withdraw(found, person=_who(reader, desk), note=note)

    return _dissenters_seat(desk, typed).transact(plan)


def give_verdict(desk: Desk, typed: str, verdict: Verdict, evidence: str | None = None) -> Judged:
    """Says what reality made of a dissent."""
    found: list[Dissent] = []
    now = desk.stamp()

    def plan(reader: Reader) -> tuple[Change, ...]:
        found[:] = [get(reader, typed)]
        return rules.give_verdict(found[0], verdict, now=now, evidence=evidence)

    receipt = desk.transact(plan)
    return Judged(found[0].id, receipt, found[0].decision, verdict is Verdict.VINDICATED)


def get(reader: Reader, typed: str) -> Dissent:
    """The dissent of an id or a unique prefix of one.

    Raises:
        NotFoundError: Nothing fits, or several do.
    """
    return find(reader, Kind.DISSENTS, Dissent, typed, "dissent")


def view(reader: Reader, typed: str) -> DissentView:
    """One dissent with its names, whatever became of its meeting."""
    found = get(reader, typed)
    row = reader.get(Kind.DECISIONS, found.decision)
    decision = decode(Decision, found.decision, row) if row is not None else None
    return view_dissent(found, decision, people.directory(reader))


def everything(
    reader: Reader,
    *,
    state: DissentState | None = None,
    due: date | None = None,
    due_days: int = rules.DUE_DAYS,
    zone: tzinfo = UTC,
) -> tuple[DissentView, ...]:
    """The dissents, by follow-up date and then id; those of discarded meetings are left out.

    Args:
        reader: Where to look.
        state: Only those in this state.
        due: Only those due on this day, in the store's zone.
        due_days: Days that a raised one may wait.
        zone: The store's time zone.
    """
    directory = people.directory(reader)
    against = {each.id: each for each in decode_all(Decision, reader.all(Kind.DECISIONS))}
    meetings = {each.id: each for each in decode_all(Meeting, reader.all(Kind.MEETINGS))}
    views = (
        view_dissent(each, against.get(each.decision), directory)
        for each in decode_all(Dissent, reader.all(Kind.DISSENTS))
        if (state is None or each.state is state)
        and (due is None or rules.is_due(each, due, due_days, zone))
        and not decisions.is_discarded(meetings.get(each.meeting or ""))
    )
    return tuple(
        sorted(views, key=lambda one: (one.record.follow_up_on or _NO_DATE, one.record.id))
    )


def _dissenters_seat(desk: Desk, typed: str) -> Desk:
    """Where the dissenter's own step is noted; a name there would tell who an anonymous one is."""
    return desk.acting(None) if get(desk.repo, typed).by is None else desk


def _who(reader: Reader, desk: Desk) -> str | None:
    """The id of who is acting, if the store knows them; nobody is made for a question."""
    known = people.directory(reader).find(desk.by) if desk.by is not None else None
    return None if known is None else known.id


def _canonical(reader: Reader, typed: str) -> Dissent:
    """The dissent with its author's merges followed, to be compared with who is acting."""
    found = get(reader, typed)
    if found.by is None:
        return found
    return replace(found, by=people.directory(reader).root_id(found.by))
