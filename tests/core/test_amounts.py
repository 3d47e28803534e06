"""Numbers as people type them: understood, or refused with the form that would have been."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.amounts import common_unit, read_amount, show_amount
from retrotui.core.errors import UsageError
from tests.support.hostile import HOSTILE


@pytest.mark.parametrize(
    ("typed", "number", "unit"),
    [
        ("41", 41, ""), (" 41.5 ", 41.5, ""), (".5", 0.5, ""), ("-3", -3, ""), ("−3", -3, ""),
        ("+7", 7, ""), ("41%", 41, "%"), ("41 %", 41, "%"), ("350ms", 350, "ms"),
        ("1.2k", 1200, ""), ("1.2 k", 1200, ""), ("3M", 3_000_000, ""), ("3m", 3, "m"),
        ("12k€", 12_000, "€"), ("2kg", 2, "kg"), ("0.125", 0.125, ""),
    ],
)  # fmt: skip
def test_a_number_is_read_with_the_unit_behind_it(typed: str, number: float, unit: str) -> None:
    assert read_amount(typed) == (pytest.approx(number), unit)


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [("41%", "%", 41), ("41", "%", 41), ("350 MS", "ms", 350), ("€1.2k", "€", 1200),
     ("1.2k€", "€", 1200), ("3 k", "k", 3), ("1 day", "days", 1),
     ("3 days", "day", 3)],
)  # fmt: skip
def test_the_goals_unit_may_stand_around_it(typed: str, unit: str, number: float) -> None:
    assert read_amount(typed, unit=unit).number == pytest.approx(number)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("41,5", "write 41.5"), ("1,200", "write 1.2 or 1200"), ("1,200%", "write 1.2% or 1200%"),
        ("12,345,678", "write 12345678"), ("1 200", "write 1200"), ("1'200", "write 1200"),
        ("4 5", "write 4"), ("5-6", "write 5"), ("1e3", "write 1"), ("many", "write 41, "),
        ("", "write 41, "), ("nan", "write 41, "), ("9999999999999999", "choose a larger unit"),
        ("1" * 400, "choose a larger unit"),
    ],
)  # fmt: skip
def test_what_has_two_readings_or_none_is_refused_with_the_nearest_form(
    typed: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_amount(typed)
    assert (refused.value.hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("baseline", "target", "unit"),
    [("3 days", "1 day", "days"), ("1 Week", "4 weeks", "weeks"), ("20%", "60", "%"),
     ("3", "1", ""), ("3 m", "3 ms", None), ("2 days", "2 daily", None), ("1 €", "2 €s", None)],
)  # fmt: skip
def test_one_and_many_of_a_unit_are_counted_together(
    baseline: str, target: str, unit: str | None
) -> None:
    assert common_unit(read_amount(baseline), read_amount(target)) == unit
    assert common_unit(None, read_amount(target)) == read_amount(target).unit


def test_another_unit_is_refused_with_the_goals_own() -> None:
    with pytest.raises(UsageError, match="not counted in %") as refused:
        read_amount("42ms", unit="%")
    assert refused.value.hint == "write 42%"
    with pytest.raises(UsageError, match="plain numbers"):
        read_amount("42%", unit="")


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "%", "ms", "€", "teams"]))
def test_what_is_shown_reads_as_the_same_amount(thousandths: int, unit: str) -> None:
    number = thousandths / 1000
    assert read_amount(show_amount(number, unit), unit=unit).number == pytest.approx(number)


@pytest.mark.parametrize("unit", ["", "%"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_on_one_line(text: str, unit: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_amount(text, unit=unit)
    assert refused.value.message.isprintable()


def test_numbers_are_shown_without_noise() -> None:
    assert [show_amount(each) for each in (41.0, 0.1 + 0.2, -0.00001, 1200.5, None)] == [
        "41", "0.3", "0", "1200.5", "-",
    ]  # fmt: skip
