"""Durations as agendas have them, and as clocks show them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.durations import (
    DAY_MINUTES,
    find_duration,
    format_clock,
    format_minutes,
    parse_duration,
    parse_minutes,
)
from retrotui.core.errors import UsageError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("- Release notes (12:30)", 750),
        ("- Planning (1:05:00)", 3900),
        ("**Time**: 15 minutes", 900),
        ("### Topic (**Time**: 15 minutes)", 900),
        ("1. Memory proposal (Ana, 30 min)", 1800),
        ("1. Memory proposal (Ana, Bo; 1 h 30 min)", 5400),
        ("30m", 1800),
        ("1h30", 5400),
        ("1h30m", 5400),
        ("1 h 30 min", 5400),
        ("1 hour and 30 minutes", 5400),
        ("90 minutes", 5400),
        ("1 hour", 3600),
        ("1.5 hours", 5400),
        ("45 s", 45),
        ("~10 min", 600),
        ("05:00", 300),
        ("Timebox: 20m", 1200),
        ("Demo [10 min]", 600),
        ("Demo – 10 min", 600),
        ("Demo, 10 min", 600),
        ("10 min: Demo", 600),
        ("| 30m", 1800),
        ("Demo (new) (5 min)", 300),
        ("24 h", 86400),
    ],
)
def test_every_form_is_read(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "30", "Topic", "Discuss the 30 minutes rule", "Lunch at 12:30", "(12:75)", "(0:00)",
     "(1:60:00)", "0 min", "-5 min", "25 h", "Bug (10 min, 20 min)",
     "[10 min](https://example.org)", "３0m", "99999999999999 min", "Fix issue (2026)", "1h 1h",
     ",", "and", "Demo - 12:30"],
)  # fmt: skip
def test_what_is_no_duration_is_left_alone(text: str) -> None:
    assert parse_duration(text) is None


def test_the_title_and_the_presenter_are_what_is_left() -> None:
    line = "Memory proposal (Ana Maria, 30 min) and questions"
    found = find_duration(line)
    assert found is not None
    assert (found.seconds, found.beside) == (1800, ("Ana Maria",))
    assert line[: found.start] + line[found.end :] == "Memory proposal  and questions"


def test_a_label_is_cut_out_whole() -> None:
    line = "Welcome **Time**: 15 minutes"
    found = find_duration(line)
    assert found is not None
    assert line[: found.start].strip() == "Welcome"
    assert found.end == len(line)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text("0123456789:hms ()[]*,-–Timen", max_size=30)))
def test_any_line_is_read_or_left_alone(line: str) -> None:
    found = find_duration(line)
    if found:
        assert 0 < found.seconds <= 86_400
        assert 0 <= found.start < found.end <= len(line)
        assert parse_duration(line) is not None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("25", 25), (" 25 min ", 25), ("1h30", 90), ("2 h", 120), ("1440", 1440), ("10:00", 10)],
)
def test_minutes_as_typed(text: str, minutes: int) -> None:
    assert parse_minutes(text, "the timebox") == minutes


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("0", "1 min"),
        ("-5", "1 min"),
        ("-5 min", "1 min"),
        ("1441", "1440 min"),
        ("99999999", "1440 min"),
        ("9" * 500, "25m"),
        ("90 s", "2 min"),
        ("00:30", "1 min"),
        ("25 h", "25m"),
        ("soon", "25m"),
        ("", "25m"),
        ("２5", "25m"),
        ("\x1b[31m5", "25m"),
    ],
)
def test_refused_minutes_name_the_nearest_form(text: str, hint: str) -> None:
    with pytest.raises(UsageError, match="the timebox") as refusal:
        parse_minutes(text, "the timebox")
    assert hint in (refusal.value.hint or "")
    assert refusal.value.message.isprintable()


@given(st.integers(1, DAY_MINUTES))
def test_shown_minutes_read_back(minutes: int) -> None:
    assert parse_minutes(format_minutes(minutes), "the timebox") == minutes


@given(st.integers(1, 86_400))
def test_a_shown_clock_reads_back(seconds: int) -> None:
    assert parse_duration(format_clock(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "overtime", "shown"),
    [
        (277, False, "04:37"),
        (3877.9, False, "1:04:37"),
        (0, False, "00:00"),
        (-0.4, False, "00:00"),
        (-72, False, "-01:12"),
        (-72, True, "+01:12"),
        (72.5, True, "+01:12"),
        (-3672, True, "+1:01:12"),
    ],
)
def test_clock(seconds: float, overtime: bool, shown: str) -> None:
    assert format_clock(seconds, overtime=overtime) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (-90, "-1 h 30 min")],
)
def test_minutes_shown(minutes: int, shown: str) -> None:
    assert format_minutes(minutes) == shown
