"""What a capture line is understood to say."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.capture import Captured, read_capture
from retrotui.core.text import one_line

MARKS = st.sampled_from(
    ["@ana", '@"Ana Maria"', "#ops", "due:fri", 'due:"in 2 weeks"', "\\@ana", "\\#ops", "\\due:fri",
     "a@b.org", "@", "#", "#4", "due:", 'due:"', '@"', '@""', ",", "word", "[/]", "\x1b[2J", "\\"]
)  # fmt: skip
LINES = st.one_of(
    st.lists(st.tuples(MARKS, st.sampled_from([" ", "", "\n"])), max_size=8).map(
        lambda parts: "".join(mark + space for mark, space in parts)
    ),
    st.text(max_size=60),
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Fix the deploy", Captured("Fix the deploy")),
        (
            "Fix the deploy @ana due:fri #ops",
            Captured("Fix the deploy", ("ana",), "fri", ("ops",)),
        ),
        (
            '@"Ana Maria" @bo Ask legal due:"in 2 weeks" now',
            Captured("Ask legal now", ("Ana Maria", "bo"), "in 2 weeks"),
        ),
        ("Ask @bo, then @zoë.", Captured("Ask, then.", ("bo", "zoë"))),
        ("Ask @Bo @bo @BO #Ops #ops", Captured("Ask", ("Bo",), None, ("Ops",))),
        ("@jean-luc @o'neil @j.doe", Captured("", ("jean-luc", "o'neil", "j.doe"))),
        ("Ship @अनीता", Captured("Ship", ("अनीता",))),
        ("Ship due:fri.", Captured("Ship.", (), "fri")),
        ("Ship due:1.12.", Captured("Ship", (), "1.12.")),
        ("Ship due:2026-12-01, please", Captured("Ship, please", (), "2026-12-01")),
        ("Ship due:fri due:mon", Captured("Ship due:mon", (), "fri")),
        ('Ship due:"in 2', Captured("Ship", (), "in 2")),
        ("Ship DUE:whenever", Captured("Ship", (), "whenever")),
        ("Ship due:none", Captured("Ship", (), "none")),
    ],
)
def test_marks_are_read(line: str, expected: Captured) -> None:
    assert read_capture(line) == expected


@pytest.mark.parametrize(
    "line",
    ["Mail a@b.org", "@types/node", "@ana@host", "icon @2x", "at @ noon", "issue #4", "C# code",
     "see x#ops", "overdue:fri", "due: fri", "(@ana)", '@"open quote', '@" "', '@""', 'due:"" x',
     "#", "a\\@b", "[@click=app.quit]x[/]", "path\\#x", "email@ana"],
)  # fmt: skip
def test_other_words_stay_words(line: str) -> None:
    assert read_capture(line) == Captured(line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("\\@ana", "@ana"),
        ("Use \\#hash and \\@decorator", "Use #hash and @decorator"),
        ("\\due:fri", "due:fri"),
    ],
)
def test_escapes_stand_for_the_bare_character(line: str, title: str) -> None:
    assert read_capture(line) == Captured(title)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_literal_keeps_the_text(line: str) -> None:
    assert read_capture(line, literal=True) == Captured(one_line(line))


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_any_line_is_understood_and_clean(line: str) -> None:
    captured = read_capture(line)
    assert captured.title == one_line(captured.title)
    for text in (*captured.owners, *captured.tags, captured.due_phrase or "x"):
        assert text == one_line(text) != ""
    for names in (captured.owners, captured.tags):
        assert len({name.casefold() for name in names}) == len(names)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_an_escaped_line_says_only_its_words(line: str) -> None:
    text = one_line(line)
    escaped = re.sub(r"(?<!\S)(?=[@#]|due:)", r"\\", text, flags=re.IGNORECASE)
    captured = read_capture(escaped)
    assert (captured.owners, captured.due_phrase, captured.tags) == ((), None, ())


@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_every_plain_name_and_tag_is_read(name: str, tag: str) -> None:
    assert read_capture(f"Do it @{name} #{tag}") == Captured("Do it", (name,), None, (tag,))
