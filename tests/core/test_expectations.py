"""Expectations: what a probability may be, what may happen to them, and the score they make."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrotui.core import expectations as rules
from retrotui.core.changes import Put, Scope
from retrotui.core.conflicts import admit_value
from retrotui.core.dates import Calendar
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.expectations import ENOUGH, ExpectationDraft, ExpectationEdit, Score
from retrotui.core.records.expectations import Came, Expectation

ONE = Expectation("e", "It rains", 0.7, "2026-11-22", evidence="")
NOW = "2026-11-22T09:00:00Z"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("70%", 0.7), ("0.7", 0.7), (".7", 0.7), ("7/10", 0.7), (" 1 / 3 ", 1 / 3), ("0.5 %", 0.005),
     ("99.9%", 0.999)],
)  # fmt: skip
def test_probabilities_as_people_type_them(typed: str, value: float) -> None:
    assert rules.read_probability(typed) == pytest.approx(value)


@pytest.mark.parametrize(
    "typed",
    ["", "7", "101%", "250%", "-0.1", "1e-1", "nan", "٠.٧", "high", "1/0", "11/10", "7/", "1/2/3"],
)
def test_probabilities_that_are_not_guessed_at(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a probability") as refused:
        rules.read_probability(typed)
    assert refused.value.hint == "write 70%, 0.7 or 7/10"


def test_a_number_without_its_sign_is_refused_with_it() -> None:
    with pytest.raises(UsageError, match="'70' is not a probability") as refused:
        rules.read_probability("70")
    assert refused.value.hint == "write 70%"


@pytest.mark.parametrize(("typed", "nearest"), [("0", "1%"), ("100%", "99%"), ("4/4", "99%")])
def test_certainty_is_no_expectation(typed: str, nearest: str) -> None:
    with pytest.raises(UsageError, match="is certain") as refused:
        rules.read_probability(typed)
    assert nearest in (refused.value.hint or "")
    with pytest.raises(UsageError, match="is certain"):
        rules.state("e", ExpectationDraft("x", float(typed == "100%")))


@given(st.floats(0.001, 0.999))
def test_what_is_shown_is_read_again(value: float) -> None:
    shown = rules.show_probability(value)
    assert rules.read_probability(shown) == pytest.approx(value, abs=0.0006)


def put(changes: object) -> Put:
    (change,) = changes  # type: ignore[misc]  # one is expected
    assert isinstance(change, Put)
    return change


def test_only_what_was_said_is_written() -> None:
    written = put(rules.state("e", ExpectationDraft("It rains"), private=True))
    assert (written.fields, written.scope) == ({"statement": "It rains"}, Scope.PRIVATE)
    with pytest.raises(UsageError, match="the statement is empty"):
        rules.state("e", ExpectationDraft(" "))


def test_an_edit_writes_what_changed_and_nothing_once_it_is_resolved() -> None:
    same = ExpectationEdit("It rains", 0.7, date(2026, 11, 22), None)
    assert rules.edit(ONE, same) == ()
    assert put(rules.edit(ONE, ExpectationEdit(probability=0.4))).fields == {"probability": 0.4}
    resolved = replace(ONE, came=Came.TRUE)
    assert rules.edit(resolved, same) == ()
    with pytest.raises(ForbiddenMoveError, match=r"resolved as true.*possible: reopen"):
        rules.edit(resolved, ExpectationEdit(probability=0.9))


def test_it_is_resolved_once_and_reopening_takes_that_back() -> None:
    fields = put(rules.resolve(ONE, Came.TRUE, NOW, "wet")).fields
    assert fields == {"came": "true", "resolved": NOW, "evidence": "wet"}
    known = replace(ONE, came=Came.TRUE, resolved=NOW, evidence="wet")
    assert rules.resolve(known, Came.TRUE, "later") == ()
    assert rules.resolve(known, Came.TRUE, "later", "wet") == ()
    assert put(rules.resolve(known, Came.TRUE, "later", "very wet")).fields == {
        "evidence": "very wet"
    }
    for other in (Came.FALSE, Came.VOID):
        with pytest.raises(ForbiddenMoveError, match="possible: reopen"):
            rules.resolve(known, other, NOW)
    assert put(rules.reopen(known)).fields == {"came": None, "resolved": None, "evidence": None}
    assert rules.reopen(ONE) == ()


@pytest.mark.parametrize(
    ("day", "came", "due"),
    [("2026-11-22", None, True), ("2026-11-21", None, True), ("2026-11-23", None, False),
     (None, None, False), ("someday", None, False), ("2026-11-21", Came.VOID, False)],
)  # fmt: skip
def test_it_is_due_from_its_day_until_it_is_resolved(
    day: str | None, came: Came | None, due: bool
) -> None:
    one = replace(ONE, resolve_on=day, came=came)
    assert rules.is_due(one, date(2026, 11, 22)) is due


def resolved(probability: float | None, came: Came | None) -> Expectation:
    return replace(ONE, probability=probability, came=came)


expectations = st.builds(
    resolved, st.none() | st.floats(0, 1), st.none() | st.sampled_from(list(Came))
)


def test_the_score_is_the_mean_of_the_squares() -> None:
    known = [resolved(0.9, Came.TRUE), resolved(0.6, Came.FALSE), resolved(0.5, Came.VOID),
             resolved(None, Came.TRUE), resolved(0.2, None), resolved(1.7, Came.TRUE)]  # fmt: skip
    found = rules.score(known)
    assert found.number == 2
    assert found.brier == pytest.approx((0.1**2 + 0.6**2) / 2)
    assert rules.score_words(found) == "2 resolved, too few to tell"
    assert rules.score([]) == Score()
    assert rules.score_words(Score()) == ""
    enough = rules.score(known[:2] * (ENOUGH // 2))
    assert rules.score_words(enough) == "Brier 0.18 of 10"


@given(st.lists(expectations, max_size=20))
def test_the_score_is_between_perfect_and_worst_whatever_the_order(
    known: list[Expectation],
) -> None:
    found = rules.score(known)
    assert rules.score(list(reversed(known))) == found
    counted = [each for each in known if each.came in (Came.TRUE, Came.FALSE)]
    assert found.number == sum(each.probability is not None for each in counted)
    assert (found.brier is None) == (found.number == 0)
    assert found.brier is None or 0 <= found.brier <= 1


@given(st.floats(0.001, 0.999), st.booleans())
def test_nothing_beats_saying_what_happens_and_a_coin_gets_a_quarter(
    probability: float, came: bool
) -> None:
    outcome = Came.TRUE if came else Came.FALSE
    right = rules.score([resolved(float(came), outcome)]).brier
    said = rules.score([resolved(probability, outcome)]).brier
    assert right == 0
    assert said is not None
    assume(probability != 0.5)
    nearer = abs(probability - came) < 0.5
    assert (said < 0.25) == nearer
    assert rules.score([resolved(0.5, outcome)]).brier == 0.25


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [("expectations", "came", "FALSE", "false"),
     ("expectations", "resolve_on", "fri", "2026-11-27"),
     ("expectations", "probability", "7/10", 0.7), ("expectations", "statement", "a  b", "a b"),
     ("feedback", "triage", "not now", "not_now"), ("feedback", "source", "forum", "forum")],
)  # fmt: skip
def test_what_may_be_typed_in_place_of_two_versions(
    kind: str, field: str, typed: str, value: object
) -> None:
    calendar = Calendar(datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert admit_value(kind, field, typed, calendar, str) == value


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [("expectations", "came", "maybe"), ("expectations", "probability", "1"),
     ("feedback", "triage", "done")],
)  # fmt: skip
def test_a_version_that_cannot_be_is_refused(kind: str, field: str, typed: str) -> None:
    calendar = Calendar(datetime(2026, 11, 22, 9, tzinfo=UTC))
    with pytest.raises(UsageError):
        admit_value(kind, field, typed, calendar, str)
