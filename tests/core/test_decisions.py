"""Decisions: which moves there are, what they change, and what positions say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core import decisions as rules
from retrotui.core.changes import Change, Exclude, Include, Put
from retrotui.core.decision_fields import DecisionDraft, DecisionEdit
from retrotui.core.decision_reading import Consensus, Passing, consensus, reading, unheard
from retrotui.core.decision_views import asked, view_decision
from retrotui.core.errors import ForbiddenMoveError, TextTooLongError, UsageError
from retrotui.core.people import Directory
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.codec import decode
from retrotui.core.records.decisions import (
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Method,
    Option,
    Position,
    Stance,
    Verdict,
    position_id,
)
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Participant, Presence
from retrotui.core.records.people import Person

NOW = "2026-11-22T09:00:00Z"
ID = "01".ljust(26, "d")
OLDER = "01".ljust(26, "e")


def proposal(**fields: Any) -> Decision:
    return Decision(ID, "Ship it", **fields)


def position(person: str, stance: Stance, **fields: Any) -> Position:
    return Position(position_id(ID, person), ID, person, stance, **fields)


def fields_of(changes: tuple[Change, ...], id_: str = ID) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for each in changes:
        if isinstance(each, Put) and each.id == id_:
            merged |= each.fields
        if isinstance(each, Include) and each.id == id_:
            merged[each.field] = [*merged.get(each.field, []), *each.members]
    return merged


def applied(decision: Decision, changes: tuple[Change, ...]) -> Decision:
    row = {name: getattr(decision, name) for name in ("title", "status", "method")}
    row |= {"meeting": decision.meeting, "supersedes": decision.supersedes}
    made = decode(Decision, decision.id, row | fields_of(changes, decision.id))
    assert made is not None
    return made


def test_a_draft_becomes_the_decision_it_describes() -> None:
    draft = DecisionDraft(
        "Ship\x1b]52;c;eA==\x07 it",
        method=Method.VOTE,
        options=(Option("Now", pros=("fast",)), Option("Later")),
        deciders=("p2", "p1"),
        delegation_level=4,
        review_on=date(2027, 1, 5),
        links=("https://example.org/1",),
        meeting="m1",
    )
    made = decode(Decision, ID, fields_of(rules.add(ID, draft)))
    assert made is not None
    assert "\x1b" not in made.title
    assert made.options == draft.options
    assert set(made.deciders) == {"p1", "p2"}
    assert (made.review_on, made.meeting, made.status) == ("2027-01-05", "m1", "proposed")


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (DecisionDraft("  \x07"), UsageError),
        (DecisionDraft("x" * 70_000), TextTooLongError),
        (DecisionDraft("x", delegation_level=8), UsageError),
        (DecisionDraft("x", options=(Option(""),)), UsageError),
        (DecisionDraft("x", supersedes=ID), UsageError),
    ],
)
def test_what_a_proposal_cannot_be(draft: DecisionDraft, error: type[UsageError]) -> None:
    with pytest.raises(error):
        rules.add(ID, draft)


def test_two_decisions_cannot_replace_each_other() -> None:
    older = Decision(OLDER, "Old", supersedes=ID)
    with pytest.raises(UsageError, match="replace itself"):
        rules.edit(proposal(), DecisionEdit(supersedes=OLDER), [older])


def test_an_edit_changes_only_what_differs() -> None:
    decision = proposal(context="why", links=("b", "a"))
    same = DecisionEdit(title="Ship it", context="why", links=("a", "b"))
    assert rules.edit(decision, same) == ()
    changes = rules.edit(decision, DecisionEdit(context=None, links=("b", "c")))
    assert changes == (
        Put(Kind.DECISIONS, ID, {"context": None}),
        Include(Kind.DECISIONS, ID, "links", ("c",)),
        Exclude(Kind.DECISIONS, ID, "links", ("a",)),
    )


def test_what_was_decided_on_is_fixed_once_decided() -> None:
    accepted = proposal(status=DecisionStatus.ACCEPTED)
    assert rules.edit(accepted, DecisionEdit(title="Ship it soon"))
    with pytest.raises(ForbiddenMoveError, match=r"method.*allowed: .*reopen"):
        rules.edit(accepted, DecisionEdit(method=Method.CHAIR))


@pytest.mark.parametrize("status", list(DecisionStatus))
def test_a_refusal_lists_exactly_the_moves_that_are_offered(status: DecisionStatus) -> None:
    decision = proposal(status=status)
    attempts = {
        "position": lambda: rules.take_position(decision, "p", Stance.SUPPORT),
        "decide": lambda: rules.decide(decision, accept=True, outcome="yes", now=NOW),
        "keep": lambda: rules.keep(decision, now=NOW),
        "reopen": lambda: rules.reopen(decision, "news", note="n", now=NOW),
    }
    allowed = [str(each) for each in rules.allowed_moves(decision)]
    for name, attempt in attempts.items():
        if name in allowed:
            assert attempt()
            continue
        with pytest.raises(ForbiddenMoveError) as refused:
            attempt()
        assert f"is {status}" in refused.value.message
        assert refused.value.message.endswith(f"allowed: {rules.named_moves(decision)}")


def test_accepting_needs_an_outcome_and_rejecting_does_not() -> None:
    with pytest.raises(UsageError, match="no outcome"):
        rules.decide(proposal(), accept=True, outcome="  ", now=NOW)
    fields = fields_of(rules.decide(proposal(), accept=False, rationale="too dear", now=NOW))
    assert (fields["status"], fields["decided"]) == ("rejected", NOW)
    assert fields["rationale"] == "too dear"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DecisionStatus.ACCEPTED, "superseded"),
        (DecisionStatus.PROPOSED, "superseded"),
        (DecisionStatus.REJECTED, None),
        (DecisionStatus.DEPRECATED, None),
    ],
)
def test_the_older_decision_goes_out_of_force_when_the_new_one_is_accepted(
    before: DecisionStatus, after: str | None
) -> None:
    older = Decision(OLDER, "Old", status=before)
    new = proposal(supersedes=OLDER)
    changes = rules.decide(new, accept=True, outcome="yes", now=NOW, others=[older, new])
    assert fields_of(changes, OLDER).get("status") == after
    rejected = rules.decide(new, accept=False, now=NOW, others=[older, new])
    assert fields_of(rejected, OLDER) == {}


def test_rejecting_after_a_reopening_puts_the_older_one_back() -> None:
    older = Decision(OLDER, "Old", status=DecisionStatus.SUPERSEDED, decided=NOW)
    new = proposal(supersedes=OLDER)
    changes = rules.decide(new, accept=False, now=NOW, others=[older])
    assert fields_of(changes, OLDER) == {"status": "accepted"}
    rival = Decision("r", "Rival", status=DecisionStatus.ACCEPTED, supersedes=OLDER)
    changes = rules.decide(new, accept=False, now=NOW, others=[older, rival])
    assert fields_of(changes, OLDER) == {}


def test_a_review_moves_the_date_and_a_reopening_keeps_what_is_new() -> None:
    accepted = proposal(status=DecisionStatus.ACCEPTED, review_on="2026-11-22", meeting="m1")
    assert rules.is_due(accepted, date(2026, 11, 22))
    assert not rules.is_due(accepted, date(2026, 11, 21))
    assert not rules.is_due(proposal(review_on="2026-11-01"), date(2026, 11, 22))
    kept = fields_of(rules.keep(accepted, now=NOW, review_on=date(2027, 2, 1)))
    assert kept == {"reviewed": NOW, "review_on": "2027-02-01"}
    assert fields_of(rules.keep(accepted, now=NOW))["review_on"] is None
    changes = rules.reopen(accepted, "the vendor is gone", note="n1", now=NOW, person="p1")
    again = fields_of(changes)
    assert (again["status"], again["review_on"], again["decided"]) == ("proposed", None, None)
    note = decode(Note, "n1", fields_of(changes, "n1"))
    assert note == Note(
        "n1", NoteSort.REOPENED, "the vendor is gone", meeting="m1", about=ID, person="p1"
    )


def test_positions_are_one_per_person_and_live_with_the_decision() -> None:
    decision = proposal(meeting="m1")
    (change,) = rules.take_position(decision, "p1", Stance.OBJECT, "  too early ")
    assert isinstance(change, Put)
    assert change.id == position_id(ID, "p1")
    assert (change.fields["meeting"], change.fields["why"]) == ("m1", "too early")
    existing = decode(Position, change.id, change.fields)
    assert rules.take_position(decision, "p1", Stance.OBJECT, "too early", existing) == ()
    revised = rules.take_position(decision, "p1", Stance.SUPPORT, None, existing)
    assert fields_of(revised, change.id)["why"] is None


_MOVES = st.sampled_from(["accept", "reject", "keep", "reopen", "deprecate", "position", "edit"])
_STEPS = {
    ("proposed", "accepted"),
    ("proposed", "rejected"),
    ("accepted", "proposed"),
    ("rejected", "proposed"),
    ("accepted", "deprecated"),
}


@settings(max_examples=200, deadline=None)
@given(st.lists(_MOVES, max_size=12))
def test_no_sequence_of_moves_leaves_the_statuses_graph(moves: list[str]) -> None:
    decision = proposal()
    attempts = {
        "accept": lambda one: rules.decide(one, accept=True, outcome="yes", now=NOW),
        "reject": lambda one: rules.decide(one, accept=False, now=NOW),
        "keep": lambda one: rules.keep(one, now=NOW),
        "reopen": lambda one: rules.reopen(one, "news", note="n", now=NOW),
        "deprecate": rules.deprecate,
        "position": lambda one: rules.take_position(one, "p", Stance.OBJECT),
        "edit": lambda one: rules.edit(one, DecisionEdit(title="Other")),
    }
    for move in moves:
        try:
            after = applied(decision, attempts[move](decision))
        except ForbiddenMoveError:
            continue
        step = (str(decision.status), str(after.status))
        assert step[0] == step[1] or step in _STEPS
        decision = after


_stances = st.lists(st.sampled_from(list(Stance)), max_size=6)


@given(_stances, st.integers(0, 3), st.sampled_from(list(Method)))
def test_silence_is_assent_only_under_lazy_consensus(
    stances: list[Stance], silent: int, method: Method
) -> None:
    positions = [position(f"p{n}", each) for n, each in enumerate(stances)]
    people = [each.person for each in positions] + [f"s{n}" for n in range(silent)]
    said = reading(proposal(method=method), positions, asked=people)
    # However the silent would vote, a result that passes now must not turn.
    if said.passing is Passing.PASSES and method is not Method.LAZY_CONSENSUS and silent:
        assert method is Method.VOTE
        against = [position(f"s{n}", Stance.OBJECT) for n in range(silent)]
        again = reading(proposal(method=method), [*positions, *against], asked=people)
        assert again.passing is Passing.PASSES
    if not positions and method is not Method.LAZY_CONSENSUS:
        assert said.passing in (Passing.OPEN, Passing.CALL)


@pytest.mark.parametrize(
    ("method", "stances", "passing"),
    [
        (Method.CONSENT, [Stance.SUPPORT, Stance.RESERVATIONS], Passing.PASSES),
        (Method.CONSENT, [Stance.SUPPORT, Stance.OBJECT], Passing.BLOCKED),
        (Method.CONSENT, [Stance.SUPPORT, Stance.DISAGREE_AND_COMMIT], Passing.PASSES),
        (Method.ROUGH_CONSENSUS, [Stance.SUPPORT, Stance.OBJECT], Passing.BLOCKED),
        (Method.FIST_TO_FIVE, [Stance.SUPPORT, Stance.RESERVATIONS], Passing.PASSES),
        (Method.FIST_TO_FIVE, [Stance.SUPPORT, Stance.DISAGREE_AND_COMMIT], Passing.BLOCKED),
        (Method.GRADIENTS, [Stance.SUPPORT, Stance.DISAGREE_AND_COMMIT], Passing.CALL),
        (Method.GRADIENTS, [Stance.OBJECT], Passing.BLOCKED),
        (Method.VOTE, [Stance.SUPPORT, Stance.ABSTAIN, Stance.RECUSE], Passing.PASSES),
        (Method.VOTE, [Stance.SUPPORT, Stance.OBJECT], Passing.BLOCKED),
        (Method.VOTE, [Stance.ABSTAIN], Passing.OPEN),
        (Method.DELEGATED, [Stance.OBJECT], Passing.CALL),
        (Method.CHAIR, [], Passing.CALL),
        (Method.LAZY_CONSENSUS, [], Passing.PASSES),
        (Method.LAZY_CONSENSUS, [Stance.OBJECT], Passing.BLOCKED),
    ],
)
def test_each_method_reads_the_positions_its_own_way(
    method: Method, stances: list[Stance], passing: Passing
) -> None:
    positions = [position(f"p{n}", each) for n, each in enumerate(stances)]
    assert reading(proposal(method=method), positions).passing is passing


def test_a_vote_waits_only_for_those_who_could_turn_it() -> None:
    vote = proposal(method=Method.VOTE)
    taken = [position("a", Stance.SUPPORT), position("b", Stance.SUPPORT)]
    assert reading(vote, taken, asked=["a", "b", "c"]).passing is Passing.PASSES
    two_missing = reading(vote, taken, asked=["a", "b", "c", "d"])
    assert (two_missing.passing, two_missing.holding) == (Passing.OPEN, ("c", "d"))


def test_an_objection_is_met_by_its_dissents_life() -> None:
    taken = [position("a", Stance.SUPPORT), position("b", Stance.OBJECT)]
    raised = Dissent("x", ID, "why", by="b")
    states = {state: replace(raised, state=state) for state in DissentState}
    for method, met in (
        (Method.CONSENT, {"accepted", "withdrawn"}),
        (Method.ROUGH_CONSENSUS, {"addressed", "accepted", "sustained", "withdrawn"}),
    ):
        for state, dissent in states.items():
            said = reading(proposal(method=method), taken, dissents=[dissent])
            assert (said.passing is Passing.PASSES) == (str(state) in met)


def test_consensus_is_none_until_decided_and_no_verdict_changes_it() -> None:
    support = [position("a", Stance.SUPPORT), position("b", Stance.SUPPORT)]
    accepted = proposal(status=DecisionStatus.ACCEPTED)
    assert consensus(proposal(), support, (), ["a"]) is None
    assert consensus(accepted, support, (), ["a", "b"]) is Consensus.UNANIMITY
    assert consensus(accepted, support, (), ["a", "b", "c"]) is Consensus.CONSENSUS
    assert consensus(accepted, (), (), ()) is Consensus.CONSENSUS
    abstained = [*support, position("c", Stance.ABSTAIN)]
    assert consensus(accepted, abstained, (), ["a"]) is Consensus.CONSENSUS
    for state in DissentState:
        for verdict in (None, *Verdict):
            dissent = Dissent("x", ID, "why", state=state, verdict=verdict)
            unresolved = state in ("raised", "addressed", "sustained")
            expected = Consensus.DISSENT if unresolved else Consensus.UNANIMITY
            assert consensus(accepted, support, [dissent], ["a", "b"]) is expected


def test_who_is_asked_and_not_heard_follows_merges_and_leaves_out_the_absent() -> None:
    directory = Directory([Person("a", "Ana"), Person("a2", "Anna", merged_into="a")])
    there = [
        Participant("1", "m1", "a2"),
        Participant("2", "m1", "b"),
        Participant("3", "m1", "c", Presence.ABSENT),
        Participant("4", "other", "d"),
    ]
    decision = proposal(meeting="m1", deciders=("e",))
    people = asked(decision, there, directory)
    assert people == ("e", "a", "b")
    assert unheard(people, [position("a", Stance.ABSTAIN)]) == ("e", "b")


def test_a_view_has_every_field_of_the_contract_with_names() -> None:
    directory = Directory(
        [Person("a", "Ana"), Person("a2", "Anna", merged_into="a"), Person("b", "Bo")]
    )
    decision = proposal(deciders=("a2", "b"), meeting="m1", options=(Option("Now"),))
    view = view_decision(
        decision,
        directory,
        positions=[
            position("a", Stance.SUPPORT, updated="1"),
            position("a2", Stance.OBJECT, updated="2"),
        ],
        dissents=[Dissent("x", ID, "why", by="a2"), Dissent("y", "elsewhere", "why")],
        notes=[Note("n", NoteSort.REOPENED, "news", about=ID, person="b", created=NOW)],
    )
    shown = view.to_json()
    assert list(shown) == [
        "id", "title", "status", "method", "options", "outcome", "rationale", "deciders",
        "consulted", "informed", "positions", "consensus", "delegation_level", "review_on",
        "reopened", "supersedes", "links", "meeting", "dissents",
    ]  # fmt: skip
    assert shown["deciders"] == ["Ana", "Bo"]
    assert shown["positions"]["object"] == 1
    assert shown["positions"]["support"] == 0
    assert shown["positions"]["no_response"] == 1
    assert shown["reopened"] == [{"at": NOW, "by": "Bo", "new_information": "news"}]
    (dissent,) = shown["dissents"]
    assert dissent["by"] == "Ana"
    assert list(dissent) == [
        "id", "decision", "by", "stance", "concern", "would_resolve", "prediction", "follow_up_on",
        "state", "response", "verdict", "evidence", "created", "updated",
    ]  # fmt: skip
