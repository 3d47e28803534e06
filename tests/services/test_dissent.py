"""Dissent as a service: who acts, who is kept, and where it lives."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from retrotui.core.changes import Put, Scope
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import ForbiddenMoveError, NotFoundError, UsageError
from retrotui.core.ports import Receipt
from retrotui.core.records.decisions import DissentState, Stance, Verdict
from retrotui.core.records.kinds import Kind
from retrotui.services import decisions, dissent, people
from retrotui.services.desk import Desk
from tests.support.fakes import START
from tests.support.memory import MemoryRepository


@pytest.fixture
def desk() -> Desk:
    repo = MemoryRepository()
    return Desk(repo, repo.clock, repo.ids, "Ana")


@pytest.fixture
def decision(desk: Desk) -> str:
    return decisions.add(desk, DecisionDraft("Ship it")).id


def authors(desk: Desk, id_: str) -> list[str | None]:
    return [each.by for each in desk.repo.history(Kind.DISSENTS, id_)]


def test_a_named_dissent_runs_its_course(desk: Desk, decision: str) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by="Lena"))
    assert raised.by is not None
    assert raised.by.is_new
    dissent.edit(desk.acting("lena"), raised.id, "Too early.")
    dissent.answer(desk.acting("Bo"), raised.id, "we wait a week")
    dissent.sustain(desk, raised.id)
    assert dissent.sustain(desk, raised.id).events == ()
    decisions.decide(desk, decision, accept=True, outcome="ship")
    assert decisions.view(desk.repo, decision).consensus == "dissent"
    judged = dissent.give_verdict(desk, raised.id, Verdict.VINDICATED, "two complaints")
    assert (judged.offers_reopening, judged.decision) == (True, decision)
    shown = dissent.view(desk.repo, raised.id).to_json()
    assert (shown["by"], shown["concern"], shown["state"]) == ("Lena", "Too early.", "sustained")
    assert shown["response"] == {
        "text": "we wait a week",
        "by": "Bo",
        "at": "2026-11-22T09:00:00Z",
    }
    assert shown["decision"] == {"id": decision, "title": "Ship it"}
    assert decisions.view(desk.repo, decision).consensus == "dissent"


def test_an_anonymous_dissent_keeps_nobody_at_all(desk: Desk, decision: str) -> None:
    first = dissent.add(desk, decision, DissentDraft("too early", stance=Stance.OBJECT))
    second = dissent.add(desk, decision, DissentDraft("too dear"))
    assert first.by is None
    assert authors(desk, first.id) == authors(desk, second.id) == [None]
    assert dissent.view(desk.repo, first.id).by is None
    assert "Ana" not in repr([each for each, _ in desk.repo.events[1:]])


@pytest.mark.parametrize("by", ["Lena", None])
def test_what_would_resolve_it_can_follow_while_nobody_has_said(
    desk: Desk, decision: str, by: str | None
) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by=by)).id
    dissent.say_what_resolves(desk, raised, "a trial")
    assert dissent.get(desk.repo, raised).would_resolve == "a trial"
    assert authors(desk, raised)[-1] == ("Ana" if by else None)
    with pytest.raises(ForbiddenMoveError, match="says already"):
        dissent.say_what_resolves(desk, raised, "two trials")
    late = dissent.add(desk, decision, DissentDraft("too dear", by="Omar")).id
    dissent.answer(desk, late, "it is paid for")
    with pytest.raises(ForbiddenMoveError, match="before it is answered; allowed: answer"):
        dissent.say_what_resolves(desk, late, "less")


def test_a_second_one_by_the_same_person_names_the_first(desk: Desk, decision: str) -> None:
    first = dissent.add(desk, decision, DissentDraft("too early", by="Lena"))
    events = len(desk.repo.events)
    with pytest.raises(UsageError) as refused:
        dissent.add(desk, decision, DissentDraft("too dear", by="LENA"))
    named = refused.value.message.rsplit(" ", 1)[-1]
    assert dissent.get(desk.repo, named).id == first.id
    assert len(desk.repo.events) == events


def test_a_merged_person_still_owns_what_they_raised(desk: Desk, decision: str) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by="Lena"))
    lena = people.resolve(desk.repo, "Lena")
    keep, _ = people.add(desk, "Magdalena")
    people.merge(desk, keep.id, lena)
    with pytest.raises(UsageError):
        dissent.add(desk, decision, DissentDraft("again", by="Magdalena"))
    dissent.edit(desk.acting("Magdalena"), raised.id, "Too early.")
    dissent.withdraw(desk.acting("Magdalena"), raised.id)
    assert dissent.get(desk.repo, raised.id).state is DissentState.WITHDRAWN


def test_others_withdraw_it_only_with_a_note(desk: Desk, decision: str) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by="Lena"))
    for other in ("Bo", None):
        with pytest.raises(UsageError, match="note"):
            dissent.withdraw(desk.acting(other), raised.id)
    with pytest.raises(ForbiddenMoveError):
        dissent.edit(desk.acting("Bo"), raised.id, "never mind")
    dissent.withdraw(desk.acting("Bo"), raised.id, "withdrawn on request")
    assert authors(desk, raised.id)[-1] == "Bo"
    assert desk.repo.get(Kind.DISSENTS, raised.id) is not None


@pytest.mark.parametrize("step", [dissent.accept, dissent.sustain])
def test_what_the_author_of_an_anonymous_one_says_later_names_nobody(
    desk: Desk, decision: str, step: Callable[[Desk, str], Receipt]
) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by=None))
    dissent.answer(desk.acting("Bo"), raised.id, "we start small")
    step(desk.acting("Quiet"), raised.id)
    assert authors(desk, raised.id) == [None, "Bo", None]


def test_an_anonymous_one_is_withdrawn_without_telling_who_did_it(
    desk: Desk, decision: str
) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by=None))
    dissent.withdraw(desk.acting("Quiet"), raised.id, "it was answered in the corridor")
    assert set(authors(desk, raised.id)) == {None}


def test_a_dissent_lives_where_its_decision_lives(desk: Desk) -> None:
    talk = "talk".ljust(26, "m")
    desk.commit([Put(Kind.MEETINGS, talk, {"title": "1:1", "private": True}, Scope.PRIVATE)])
    made = decisions.add(desk, DecisionDraft("A raise", meeting=talk))
    raised = dissent.add(desk, made.id, DissentDraft("too small", by="Lena"))
    dissent.answer(desk, raised.id, "next year")
    assert desk.repo.scope_of(Kind.DISSENTS, raised.id) == desk.repo.scope_of(Kind.MEETINGS, talk)


def test_lists_go_by_state_and_by_what_is_due(desk: Desk, decision: str) -> None:
    raised = dissent.add(desk, decision, DissentDraft("too early", by="Lena"))
    followed = dissent.add(
        desk, decision, DissentDraft("too dear", follow_up_on=START.date() + timedelta(days=3))
    )
    dissent.answer(desk, followed.id, "we shall see")
    today = START.date()
    in_days = [
        [each.record.id for each in dissent.everything(desk.repo, due=today + timedelta(days=days))]
        for days in (2, 3, 14)
    ]
    assert in_days == [[], [followed.id], [followed.id, raised.id]]
    (only,) = dissent.everything(desk.repo, state=DissentState.RAISED)
    assert only.record.id == raised.id


def test_an_unknown_decision_or_dissent_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="decision"):
        dissent.add(desk, "zzzz", DissentDraft("x"))
    with pytest.raises(NotFoundError, match="dissent"):
        dissent.accept(desk, "zzzz")
