"""Dissent: its life, who may end it, and when it is due."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core import dissent as rules
from retrotui.core.changes import Change, Drop, Put
from retrotui.core.dissent import DissentDraft
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.people import Directory
from retrotui.core.records.codec import decode, encode_fields
from retrotui.core.records.decisions import (
    Decision,
    DecisionStatus,
    Dissent,
    DissentState,
    Prediction,
    Stance,
    Verdict,
)
from retrotui.core.records.people import Person

NOW = "2026-11-22T09:00:00Z"
TODAY = date(2026, 11, 22)
ID = "01".ljust(26, "x")
DECISION = Decision("01".ljust(26, "d"), "Ship it", meeting="m1")


def dissent(**fields: Any) -> Dissent:
    return Dissent(ID, DECISION.id, "too early", **({"by": "lena", "created": NOW} | fields))


def applied(before: Dissent, changes: tuple[Change, ...]) -> Dissent:
    row = encode_fields(before, *(set(Dissent.__dataclass_fields__) - {"id"}))
    for each in changes:
        assert isinstance(each, Put)
        row |= each.fields
    after = decode(Dissent, before.id, row)
    assert after is not None
    return after


def test_a_draft_becomes_the_dissent_and_lives_with_the_decision() -> None:
    draft = DissentDraft(
        "no consent\x1b[2J asked",
        by="lena",
        stance=Stance.OBJECT,
        would_resolve="opt-in",
        predicts="a complaint",
        probability=0.7,
        follow_up_on=date(2027, 2, 1),
    )
    (change,) = rules.add(ID, draft, DECISION)
    assert isinstance(change, Put)
    made = decode(Dissent, ID, change.fields)
    assert made is not None
    assert "\x1b" not in made.concern
    assert made.prediction == Prediction("a complaint", 0.7, "2027-02-01")
    assert (made.by, made.meeting, made.state) == ("lena", "m1", DissentState.RAISED)


def test_one_open_dissent_per_person_and_any_number_without_a_name() -> None:
    directory = Directory([Person("lena", "Lena"), Person("lene", "Lene", merged_into="lena")])
    first = dissent(by="lena")
    with pytest.raises(UsageError, match="Lena") as refused:
        rules.add("n", DissentDraft("again", by="lene"), DECISION, [first], directory)
    assert ID[-16:-12] in refused.value.message
    closed = [dissent(state=DissentState.WITHDRAWN), dissent(state=DissentState.ACCEPTED)]
    assert rules.add("n", DissentDraft("again", by="lena"), DECISION, closed, directory)
    assert rules.add("n", DissentDraft("again"), DECISION, [dissent(by=None)], directory)


@pytest.mark.parametrize(
    "draft",
    [
        DissentDraft(" "),
        DissentDraft("x", probability=0.5),
        DissentDraft("x", predicts="y", probability=1.5),
        DissentDraft("x", predicts="y", probability=float("nan")),
    ],
)
def test_what_a_dissent_cannot_be(draft: DissentDraft) -> None:
    with pytest.raises(UsageError):
        rules.add(ID, draft, DECISION)


def test_history_is_not_disputed() -> None:
    gone = replace(DECISION, status=DecisionStatus.SUPERSEDED)
    with pytest.raises(ForbiddenMoveError, match="proposed, accepted, rejected"):
        rules.add(ID, DissentDraft("x"), gone)


_MOVES = {
    "edit": lambda one: rules.edit(one, "worded better", person=one.by),
    "answer": lambda one: rules.answer(one, "because", by="bo", now=NOW),
    "accept": rules.accept,
    "sustain": rules.sustain,
    "withdraw": lambda one: rules.withdraw(one, person=one.by, note="on request"),
    "verdict": lambda one: rules.give_verdict(one, Verdict.PARTLY, now=NOW),
}
_STEPS = {
    ("raised", "addressed"),
    ("raised", "withdrawn"),
    ("addressed", "accepted"),
    ("addressed", "sustained"),
    ("addressed", "withdrawn"),
    ("sustained", "addressed"),
    ("sustained", "withdrawn"),
}


def attempted(move: str, one: Dissent) -> tuple[tuple[Change, ...], str | None]:
    try:
        return _MOVES[move](one), None
    except ForbiddenMoveError as refused:
        return (), refused.message


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(sorted(_MOVES)), max_size=12), st.sampled_from(["lena", None]))
def test_no_sequence_of_moves_leaves_the_graph_or_hides_a_dissent(
    moves: list[str], by: str | None
) -> None:
    now = dissent(by=by)
    for move in moves:
        allowed = [str(each) for each in rules.allowed_moves(now)]
        changes, refusal = attempted(move, now)
        if refusal is not None:
            assert move not in allowed or (move == "edit" and by is None)
            # Wording it better is its author's alone, and nothing for whoever was refused here.
            offered = [each for each in allowed if each != "edit"]
            assert refusal.endswith(f"allowed: {', '.join(offered) or 'none'}")
            continue
        assert not any(isinstance(each, Drop) for each in changes)
        after = applied(now, changes)
        assert move in allowed or after == now
        step = (str(now.state), str(after.state))
        assert step[0] == step[1] or step in _STEPS
        assert (after.state is DissentState.WITHDRAWN) == (
            now.state is DissentState.WITHDRAWN or move == "withdraw"
        )
        if after.verdict is not None and now.verdict is None:
            assert now.state in ("addressed", "accepted", "sustained")
        assert after.verdict is not None or now.verdict is None
        now = after


def test_only_the_author_words_it_and_only_before_it_is_answered() -> None:
    assert applied(dissent(), rules.edit(dissent(), "Too early.", person="lena")).concern == (
        "Too early."
    )
    for one, person in (
        (dissent(), "bo"),
        (dissent(), None),
        (dissent(by=None), None),
        (dissent(state=DissentState.ADDRESSED), "lena"),
    ):
        with pytest.raises(ForbiddenMoveError):
            rules.edit(one, "never mind", person=person)


@pytest.mark.parametrize(("by", "person"), [("lena", "bo"), (None, "bo"), (None, None)])
def test_others_withdraw_only_with_a_note(by: str | None, person: str | None) -> None:
    one = dissent(by=by)
    with pytest.raises(UsageError, match="note"):
        rules.withdraw(one, person=person, note=" ")
    after = applied(one, rules.withdraw(one, person=person, note="withdrawn on request"))
    assert (after.state, after.withdrawn_note) == (DissentState.WITHDRAWN, "withdrawn on request")
    assert rules.withdraw(after, person=person) == ()


def test_its_author_withdraws_it_without_a_reason() -> None:
    assert applied(dissent(), rules.withdraw(dissent(), person="lena")).state == "withdrawn"


def test_an_answer_says_by_whom_and_when() -> None:
    after = applied(dissent(), rules.answer(dissent(), "opt-in it is", by="bo", now=NOW))
    assert after.response is not None
    assert (after.response.text, after.response.by, after.response.at) == (
        "opt-in it is",
        "bo",
        NOW,
    )


def test_a_verdict_can_be_corrected_but_not_taken_back() -> None:
    sustained = dissent(state=DissentState.SUSTAINED)
    judged = applied(sustained, rules.give_verdict(sustained, Verdict.MOOT, now=NOW))
    assert judged.verdict_at == NOW
    corrected = rules.give_verdict(judged, Verdict.VINDICATED, now=NOW, evidence="two complaints")
    assert applied(judged, corrected).evidence == "two complaints"
    assert rules.give_verdict(judged, Verdict.MOOT, now="later") == ()
    with pytest.raises(ForbiddenMoveError, match="verdict moot"):
        rules.withdraw(judged, person="lena")


@given(st.sampled_from(list(DissentState)), st.integers(-30, 30), st.booleans(), st.booleans())
def test_due_is_exactly_as_promised(
    state: DissentState, days: int, judged: bool, follow_up: bool
) -> None:
    day = TODAY - timedelta(days=days)
    one = dissent(
        state=state,
        created=f"{day}T12:00:00Z",
        follow_up_on=day.isoformat() if follow_up else None,
        verdict=Verdict.MOOT if judged else None,
    )
    expected = {
        "raised": days >= 14 and not judged,
        "addressed": follow_up and days >= 0 and not judged,
        "sustained": follow_up and days >= 0 and not judged,
    }.get(str(state), False)
    assert rules.is_due(one, TODAY, 14) is expected


def test_the_days_are_counted_in_the_stores_zone() -> None:
    one = dissent(created="2026-11-08T23:30:00Z")
    assert rules.is_due(one, TODAY, 14)
    assert not rules.is_due(one, TODAY, 14, ZoneInfo("Europe/Berlin"))
    assert rules.is_due(dissent(created="forged"), TODAY)
    assert not rules.is_due(dissent(), TODAY, 10**9)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0.7", 0.7),
        (".7", 0.7),
        ("70%", 0.7),
        (" 70 % ", 0.7),
        ("1", 1.0),
        ("1%", 0.01),
        ("0", 0.0),
    ],
)
def test_probabilities_people_write(typed: str, value: float) -> None:
    assert rules.read_probability(typed) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["", "70", "101%", "-0.1", "1e-1", "nan", "٠.٧", "high", "7/10"])
def test_probabilities_that_are_not_guessed_at(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        rules.read_probability(typed)
    assert refused.value.hint == "write 0.7 or 70%"
