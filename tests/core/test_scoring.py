"""Scores: what may be given, what it comes to, who is ahead, and what to beware of."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.errors import UsageError
from retrotui.core.formats import MODELS
from retrotui.core.scoring import Model, Scale, Subject, Typing, exact, model_of, score
from retrotui.core.scoring.models import abbreviated
from retrotui.core.scoring.rounds import Round
from retrotui.core.setting_tables import DEFAULT_CRITERIA, Criterion

A, B, C, D = (Subject(each, "cards", each.upper()) for each in "abcd")
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)


def model(name: str) -> Model:
    return model_of(name, DEFAULT_CRITERIA)


def values(**typed: str) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in typed.items()}


def total(name: str, **typed: str) -> Fraction | None:
    return model(name).total(values(**typed))


def scale(name: str, key: str) -> Scale:
    axis = model(name).axis(key)
    assert axis is not None
    return axis.scale


def test_the_totals_are_those_of_the_models() -> None:
    assert total("rice", reach="500", impact="2", confidence="0.8", effort="4") == 200
    assert total("rice", reach="1", impact="0.25", confidence="0.5", effort="3") == Fraction(1, 24)
    assert total("wsjf", value="8", time="5", risk="3", size="5") == Fraction(16, 5)
    assert total("ice", impact="8", confidence="5", ease="2") == 80
    assert total("ice_average", impact="8", confidence="5", ease="2") == 5
    assert total("weighted", customer="5", viability="3", feasibility="2", values="4") == Fraction(
        14, 4
    )


def test_weights_are_normalised() -> None:
    heavy = model_of("weighted", [Criterion("a", "A", weight=3), Criterion("b", "B", weight=1)])
    assert [heavy.share(each) for each in heavy.axes] == [Fraction(3, 4), Fraction(1, 4)]
    assert heavy.total(values(a="5", b="1")) == 4
    doubled = model_of("weighted", [Criterion("a", "A", weight=6), Criterion("b", "B", weight=2)])
    assert doubled.total(values(a="5", b="1")) == 4


@pytest.mark.parametrize(
    ("name", "key", "good", "bad"),
    [
        ("weighted", "customer", "1 5", "0 6 2.5 x"),
        ("rice", "reach", "0 120 1.5 10000000 2,25", "-1 1.234 10000001 x"),
        ("rice", "impact", "3 2 1 0.5 .25 .5", "4 0 0.75"),
        ("rice", "confidence", "100 80 50 80%", "0 90 1"),
        ("rice", "effort", "0.5 12", "0.25 0"),
        ("wsjf", "size", "1 2 3 5 8 13 20", "4 21 0"),
        ("ice", "ease", "1 10", "0 11 1.5"),
        ("moscow", "priority", "1 4 must won't", "0 5 maybe"),
        ("moscow", "effort", "0 2.5", "x"),
    ],
)
def test_only_values_on_the_scale_are_taken(name: str, key: str, good: str, bad: str) -> None:
    taken = scale(name, key)
    for text in good.split():
        value = taken.parse(text)
        assert taken.read(float(value)) == value
    for text in bad.split():
        with pytest.raises(UsageError) as refused:
            taken.parse(text)
        assert taken.valid in (refused.value.hint or "")


def test_typing_knows_what_may_still_follow() -> None:
    size, impact, reach = scale("wsjf", "size"), scale("rice", "impact"), scale("rice", "reach")
    said = {text: size.typing(text) for text in ("1", "13", "3", "4", "2", "20")}
    assert said == {
        "1": Typing.OPEN, "13": Typing.DONE, "3": Typing.DONE, "4": Typing.WRONG,
        "2": Typing.OPEN, "20": Typing.DONE,
    }  # fmt: skip
    assert [impact.typing(each) for each in ("0", "0.", ".5", "0.2")] == [
        Typing.BEGUN, Typing.BEGUN, Typing.DONE, Typing.BEGUN,
    ]  # fmt: skip
    assert reach.typing("12") is Typing.OPEN
    assert reach.typing("1.") is Typing.BEGUN
    assert reach.typing("1.234") is Typing.WRONG


@given(st.sampled_from(MODELS), st.data())
def test_what_is_typed_to_the_end_is_what_is_shown(name: str, data: st.DataObject) -> None:
    axis = data.draw(st.sampled_from(model(name).axes))
    typed = data.draw(st.text("0123456789.,", min_size=1, max_size=6))
    if axis.scale.typing(typed) in (Typing.OPEN, Typing.DONE):
        value = axis.scale.parse(typed)
        assert axis.scale.read(float(value)) == value
        assert axis.scale.parse(axis.scale.show(value)) == value
    else:
        with pytest.raises(UsageError):
            axis.scale.parse(typed)


@given(st.sampled_from(MODELS), st.data())
def test_steps_stay_on_the_scale(name: str, data: st.DataObject) -> None:
    axis = data.draw(st.sampled_from(model(name).axes))
    value = None
    for by in data.draw(st.lists(st.sampled_from((-1, 1)), min_size=1, max_size=30)):
        value = axis.scale.step(value, by)
        assert axis.scale.read(float(value)) == value


@given(ANYTHING)
def test_forged_values_are_none_or_numbers(raw: object) -> None:
    for name in MODELS:
        for axis in model(name).axes:
            read = axis.scale.read(raw)
            assert read is None or (read.is_finite() and not isinstance(raw, bool))


def test_recorded_fractions_are_exact() -> None:
    assert exact(0.1) == Decimal("0.1")
    assert exact("0.1") == Decimal("0.1")
    assert exact(True) is None
    assert exact(float("nan")) is None
    assert exact("9" * 400) is None


def test_ties_share_a_place_and_the_next_one_is_left_out() -> None:
    found = score(
        model("ice"),
        (A, B, C, D),
        {
            "a": values(impact="2", confidence="3", ease="4"),
            "b": values(impact="4", confidence="3", ease="2"),
            "c": values(impact="1", confidence="1", ease="1"),
            "d": values(impact="9"),
        },
    )
    assert [(each.subject.id, each.rank, each.tied) for each in found.ranked] == [
        ("a", 1, True), ("b", 1, True), ("c", 3, False),
    ]  # fmt: skip
    assert [(each.subject.id, each.missing) for each in found.incomplete] == [
        ("d", ("Confidence", "Ease"))
    ]


def test_thirds_tie_with_thirds() -> None:
    three = model_of("weighted", [Criterion(each, each) for each in "xyz"])
    rows = {"a": values(x="1", y="2", z="5"), "b": values(x="5", y="1", z="2")}
    assert [each.rank for each in score(three, (A, B), rows).ranked] == [1, 1]


@given(st.lists(st.lists(st.sampled_from("12345"), min_size=4, max_size=4), min_size=1, max_size=8))
def test_places_follow_the_totals(rows: list[list[str]]) -> None:
    chosen = model("weighted")
    subjects = [Subject(str(n), "cards", "") for n in range(len(rows))]
    cells = {
        str(n): {axis.key: Decimal(v) for axis, v in zip(chosen.axes, row, strict=True)}
        for n, row in enumerate(rows)
    }
    found = score(chosen, subjects, cells)
    for one in found.rows:
        assert one.total is not None
        better = [each for each in found.rows if each.total is not None and each.total > one.total]
        assert one.rank == len(better) + 1
        assert one.tied == (sum(each.total == one.total for each in found.rows) > 1)


def test_a_relative_column_without_a_one_is_told() -> None:
    full = {"a": values(value="2", time="1", risk="1", size="3"),
            "b": values(value="3", time="2", risk="1", size="5")}  # fmt: skip
    assert [each.split(":")[0] for each in score(model("wsjf"), (A, B), full).remarks] == [
        "User-business value", "Job size",
    ]  # fmt: skip
    assert score(model("wsjf"), (A, B, C), full).remarks == ()


def test_too_many_musts_are_told() -> None:
    def said(must: str, should: str, could: str, wont: str = "0") -> tuple[str, ...]:
        rows = {
            "a": values(priority="4", effort=must),
            "b": values(priority="3", effort=should),
            "c": values(priority="2", effort=could),
            "d": values(priority="1", effort=wont),
        }
        return score(model("moscow"), (A, B, C, D), rows).remarks

    assert said("60", "20", "20", "900") == ()
    assert "musts take 61 %" in said("61", "19", "20")[0]
    assert "just over 60 %" in said("60.2", "19.8", "20")[0]
    assert "coulds take 5 %" in said("55", "40", "5")[0]
    assert said("0", "0", "0") == ()


@given(st.text())
def test_headings_are_short(title: str) -> None:
    assert len(abbreviated(title)) <= 7


def test_headings_that_read_the_same_are_numbered() -> None:
    same = model_of("weighted", [Criterion("a", "Customer impact"), Criterion("b", "Customers"),
                                 Criterion("c", "Fit")])  # fmt: skip
    assert [each.short for each in same.axes] == ["Cust.1", "Cust.2", "Fit"]


def test_a_round_proposes_the_median_and_says_when_to_talk() -> None:
    size, reach = scale("wsjf", "size"), scale("rice", "reach")

    def gave(on: Scale, *typed: str) -> Round:
        return Round(on, tuple(on.parse(each) for each in typed))

    far = gave(size, "2", "5", "3", "3")
    assert (far.median, far.spread, far.told) == (3, "2 to 5: talk", "1× 2, 2× 3, 1× 5")
    assert gave(size, "2", "3").spread == "2 to 3, close"
    assert gave(size, "2", "3").median == 2
    assert gave(size, "8", "8").spread == "all gave 8"
    assert gave(reach, "100", "150").spread == "100 to 150, close"
    assert gave(reach, "100", "200").spread == "100 to 200: talk"


@given(st.sampled_from(MODELS), st.data())
def test_a_rounds_median_was_given_by_somebody(name: str, data: st.DataObject) -> None:
    axis = data.draw(st.sampled_from(model(name).axes))
    steps = data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=9))
    taken = []
    for up in steps:
        value = axis.scale.step(None, 1)
        for _ in range(up):
            value = axis.scale.step(value, 1)
        taken.append(value)
    found = Round(axis.scale, tuple(taken))
    assert found.median in taken
    assert axis.scale.parse(axis.scale.show(found.median)) == found.median
