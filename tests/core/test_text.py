"""Text from people is data: nothing in it may steer a terminal, hide or be cut."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.errors import TextTooLongError, UsageError
from retrotui.core.text import MAX_TEXT_BYTES, admit, clean, display_width, fit, one_line

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
KEPT = [
    "Fix the flaky deploy",
    "Überprüfung für Zoë, naïve façade",
    "日本語のタイトル、テスト。",
    "Проверить развёртывание",
    "שָׁלוֹם עולם",
    "می\u200cخواهم",
    "क्\u200dष",
    FAMILY,
    "🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3 👍🏽 🇩🇪",
    "葛\U000e0100城",
    "[/] [@click=app.quit]x[/] `a [b] c`",
    "a\tb\nc",
    "",
]
HOSTILE = st.sampled_from(
    [*"ae1# \t\n\r\x0b\x0c\x1b\x00\x7f\x85\x9b\xad\xa0", "\u0301", "\u0308", "\u0323", "\u0344",
     "\u034f", "\u115f", "\u1100", "\u1161", "\u11a8", "\u2028", "\u2029", "\u200b", "\u200c",
     "\u200d", "\u202e", "\u2067", "\u20e3", "\u212a", "\u2126", "\u3000", "\u3164", "\ufe00",
     "\ufe0e", "\ufe0f", "\ufeff", "\ud800", "\udfff", "葛", "\uf900", "❤", "👩", "🏽", "🇩", "ก",
     "็",      "\U000e0041", "\U000e0100", "\U000e01f0", "é", "क", "\u094d", "\u09c7", "\u09be"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(HOSTILE, max_size=30).map("".join),
    st.text(st.characters(codec=None), max_size=60),
    st.text(st.characters(categories=["Mn", "Me", "Cf", "Cs", "Cc", "Lo"]), max_size=30),
)


@pytest.mark.parametrize("text", KEPT)
def test_what_people_write_is_kept(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[2Jhi", "[2Jhi"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("a\x9b31mb", "a31mb"),
        ("abc\u202edef\u2066", "abcdef"),
        ("pay\u200bpal\ufeff", "paypal"),
        ("so\xadft", "soft"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("e" + "\u0316" * 50 + "x", "e" + "\u0316" * 4 + "x"),
        ("ก" + "็" * 9, "ก" + "็" * 4),
        ("admin\u200d\u200c", "admin"),
        ("ok\ufe0f", "ok"),
        ("x\U000e0100", "x"),
        ("\u3164", ""),
    ],
)
def test_what_could_do_harm_is_taken_out(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


def test_one_line_folds_all_white_space() -> None:
    assert one_line("  a\t\tb \r\n\n c\u2028d\xa0e\u3000") == "a b c d e"


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.booleans())
def test_cleaning_clean_text_changes_nothing(text: str, lines: bool) -> None:
    cleaned = clean(text, lines=lines)
    assert clean(cleaned, lines=lines) == cleaned
    assert clean(cleaned) == cleaned


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_nothing_that_steers_or_hides_gets_through(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
    for char in cleaned:
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip
    folded = one_line(text)
    assert folded == folded.strip()
    assert not {"\n", "\t"} & set(folded)
    assert "  " not in folded


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
def test_printable_ascii_is_kept_to_the_letter(text: str) -> None:
    assert clean(text) == text


def test_admit_cleans() -> None:
    assert admit(" a\x1b\n b ", "the title", lines=False) == "a b"
    assert admit("a\r\n\tb", "the note") == "a\n\tb"


def test_admit_refuses_long_text_whole() -> None:
    assert len(admit("x" * MAX_TEXT_BYTES, "the note")) == MAX_TEXT_BYTES
    assert admit("x" * MAX_TEXT_BYTES + "\x00", "the note")
    with pytest.raises(TextTooLongError, match=r"the note is 64\.1 KiB long; the limit is 64 KiB"):
        admit("x" * MAX_TEXT_BYTES + "y", "the note")
    with pytest.raises(TextTooLongError, match=r"the note is 96\.0 KiB"):
        admit("語" * (32 * 1024), "the note")


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\x1b", "\u3164"])
def test_admit_refuses_text_that_shows_nothing(text: str) -> None:
    with pytest.raises(UsageError, match="the title is empty"):
        admit(text, "the title")
    assert admit(text, "the note", lines=False, required=False) == ""


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("äö", 2),
        ("日本", 4),
        ("x\u0302\u0316", 1),
        (FAMILY, 2),
        ("🏳\ufe0f\u200d🌈", 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("1\ufe0f\u20e3", 2),
        ("👍🏽", 2),
        ("🇩🇪🇫🇷", 4),
        ("🇩", 1),
        ("क्\u200dष", 2),
        ("각", 2),
        ("", 0),
    ],
)
def test_width_counts_what_is_drawn(text: str, cells: int) -> None:
    assert display_width(text) == cells


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abc", 5, "abc  "),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        (f"a{FAMILY}b", 3, "a… "),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("❤\u200d", 2, "❤\u200d "),
        ("", 2, "  "),
    ],
)
def test_fit_cuts_between_glyphs_and_pads(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 30))
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    shown = fit(one_line(text), width)
    assert display_width(shown) == width
