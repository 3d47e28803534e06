"""Texts with signs and tones: due dates, clocks, statuses, wrapped lines."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.decisions import DissentState, Stance
from retrotui.ui import signs as signs_of
from retrotui.ui.render import clock_text, due, wrap

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "text"),
    [(-3, "▲ 3 days over"), (-1, "▲ 1 day over"), (0, "▲ today"), (1, "· tomorrow"),
     (2, "· in 2 days"), (30, "· in 30 days")],
)  # fmt: skip
def test_due_says_it_with_a_sign(days: int, text: str) -> None:
    assert due(TODAY + timedelta(days), TODAY).text == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(277, "04:37"), (276.2, "04:37"), (0, "00:00"), (-0.5, "+00:00"), (-72, "+01:12"),
     (3877, "1:04:37"), (-3600, "+1:00:00")],
)  # fmt: skip
def test_the_clock_counts_down_and_then_up(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


def test_every_status_has_a_sign_of_its_own() -> None:
    signs = [signs_of.status_sign(each).text for each in ActionStatus]
    stances = [signs_of.stance_text(each).text for each in (None, *Stance)]
    states = [signs_of.dissent_text(each).text for each in DissentState]
    for texts in (signs, stances, states):
        assert len(set(texts)) == len(texts)


@settings(max_examples=50)
@given(st.text(max_size=100), st.integers(2, 40))
def test_wrapped_text_fits_and_keeps_its_words(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    if text.isascii() and text.isprintable():
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wrapped_text_is_cut_with_a_sign() -> None:
    assert wrap("word " * 100, 10, 2)[-1].endswith("…")
    assert len(wrap("x" * 10_000, 10, 3)) == 3
