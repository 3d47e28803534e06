"""Formats as files: lines of problems, a store's own, finding and copying."""

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from retrotui.core.errors import CannotWriteError, UsageError
from retrotui.core.formats import SHIPPED, Format, FormatError
from retrotui.exchange.format_files import (
    LARGEST,
    find_format,
    format_by_name,
    format_to_toml,
    known_formats,
    load_format_file,
    new_format_file,
    read_format,
    shipped_formats,
    store_formats,
)
from retrotui.exchange.toml_places import key_lines
from tests.core.test_formats import formats

GOOD = """\
title = "Ours"
kind = "workshop"

[[agenda]]
activity = "talk"
title = "Talk"
minutes = 5
"""

SEVERAL = '''\
title = "Ours"   # [[agenda]] in a comment
kind = "workshop"
about = """
[[agenda]]
minutes = 0
"""
colour = "red"

[[agenda]]
activity = "talk"
title = "First"
minutes = 5

[[agenda]]
activity = "brainstorm"
title = "Second"
minutes = 0
columns = [
  { key = "a", title = "A" },
  { key = "b", title = "a", colour = "red" },
  { key = "{c}", prompt = "A # and a , in a text", title = "C" },
]

[[agenda]]
title = "Third"
activity = "vote"
'''


def lines_of(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(FormatError) as caught:
        read_format(text, "ours", "ours.toml")
    return [(each.line, each.message) for each in caught.value.problems]


def test_every_problem_has_its_line_in_several_items_and_inline_columns() -> None:
    found = lines_of(SEVERAL)
    assert [line for line, _ in found] == [7, 17, 20, 20, 21, 24]
    assert [message.split()[0] for _, message in found] == [
        "unknown",
        "minutes",
        "unknown",
        "title",
        "key",
        "minutes",
    ]


def test_columns_written_as_tables_have_their_lines_too() -> None:
    text = GOOD + (
        '[[agenda]]\nactivity = "brainstorm"\ntitle = "B"\nminutes = 5\n'
        '[[agenda.columns]]\nkey = "a"\ntitle = "A"\n[[agenda.columns]]\nkey = "A"\ntitle = "B"\n'
    )
    ((line, message),) = lines_of(text)
    assert line == 16
    assert 'key = "a"' in message


def test_a_problem_without_a_line_of_its_own_names_the_item() -> None:
    text = 'title = "Ours"\nkind = "workshop"\nagenda = [ {activity = "talk", title = "T"} ]\n'
    with pytest.raises(FormatError, match=r"ours\.toml:3: agenda item 1: minutes is missing"):
        read_format(text, "ours", "ours.toml")
    with pytest.raises(FormatError, match=r"ours\.toml: title is missing"):
        read_format(GOOD.replace('title = "Ours"', ""), "ours", "ours.toml")


def test_a_text_that_is_not_toml_tells_line_and_column() -> None:
    with pytest.raises(FormatError, match=r"ours\.toml:2:8: is not TOML"):
        read_format('title = "x"\nkind = retro\n', "ours", "ours.toml")
    with pytest.raises(FormatError, match=r"ours\.toml:2: is not TOML"):
        read_format('title = "x"\nkind = ', "ours", "ours.toml")
    with pytest.raises(FormatError, match=r"nested too deeply|is not TOML"):
        read_format("a = " + "[" * 50_000, "ours", "ours.toml")


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    found: set[tuple[str | int, ...]] = set()
    for key, each in entries:
        if isinstance(each, dict | list):
            found |= _paths(each, (*path, key))
        elif isinstance(value, dict):
            found.add((*path, key))
    return found


@settings(max_examples=40, deadline=None)
@given(formats())
def test_a_written_format_reads_back_equal_and_every_key_has_its_line(made: Format) -> None:
    text = format_to_toml(made)
    assert read_format(text, made.name, made.source) == made
    lines = key_lines(text)
    written = text.split("\n")
    for path in _paths(tomllib.loads(text)):
        assert f"{path[-1]} = " in written[lines[path] - 1]


def test_keys_in_every_form_toml_allows_are_placed() -> None:
    text = "\n".join(  # noqa: FLY002 - one line of TOML per line here
        [
            "a.b = 1",
            "'c d' = '''x",
            "y = 2''''",
            '"e" = { f = [1, {g = 2}], h = "}" } # z = 3',
            "[i.j]",
            "k = [",
            "  # comment, with = and {",
            "  1, 2,",
            "]",
            "[[l]]",
            "[[l.m]]",
            "n = 2020-01-01T10:00:00Z",
            "[[l]]",
            "o = '='",
        ]
    )
    tomllib.loads(text)
    lines = key_lines(text)
    expected = {
        ("a", "b"): 1,
        ("c d",): 2,
        ("e",): 4,
        ("e", "f", 1, "g"): 4,
        ("e", "h"): 4,
        ("i", "j"): 5,
        ("i", "j", "k"): 6,
        ("l", 0, "m", 0, "n"): 12,
        ("l", 1, "o"): 14,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert ("z",) not in lines
    assert ("y",) not in lines


def test_files_that_cannot_be_formats_are_refused(tmp_path: Path) -> None:
    for name, raw, words in (
        ("large.toml", b"#" * (LARGEST + 1), "larger than"),
        ("latin.toml", b'title = "x"\nkind = "\xe9"\n', "latin.toml:2: is not UTF-8"),
        ("zero.toml", b"\0", "is not TOML"),
        ("digits.toml", b"minutes = " + b"9" * 6000, r"digits.toml: .*number in it is too long$"),
    ):
        path = tmp_path / name
        path.write_bytes(raw)
        with pytest.raises(UsageError, match=words):
            load_format_file(path)
    with pytest.raises(UsageError, match="no such file"):
        load_format_file(tmp_path / "absent.toml")
    with pytest.raises(UsageError, match="is not a file"):
        load_format_file(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(UsageError, match="is not a file"):
        load_format_file(tmp_path / "pipe.toml")


def test_windows_files_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_format_file(path).title == "Ours"


def test_a_bad_file_in_the_store_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "ours.toml").write_text(GOOD)
    (tmp_path / "formats" / "bad.toml").write_text("title = ")
    read, refused = store_formats(tmp_path)
    assert [each.name for each in read] == ["ours"]
    assert [str(each).split("/")[-1].split(":")[0] for each in refused] == ["bad.toml"]
    assert store_formats(tmp_path / "nowhere") == ((), ())


def test_a_store_format_takes_the_place_of_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "one-on-one.toml").write_text(GOOD)
    known, _ = known_formats(tmp_path)
    assert find_format("one-on-one", known).title == "Ours"
    assert len(known) == len(shipped_formats()) == len(known_formats(None)[0])


def test_a_format_is_found_by_name_before_title_and_a_miss_offers_the_nearest() -> None:
    made = read_format(GOOD, "talk", "a")
    other = replace(made, name="other", title="talk")
    assert find_format("talk", [other, made]) is made
    assert find_format(" OURS ", [other, made]) is made
    with pytest.raises(UsageError) as caught:
        find_format("mad-sad-glas", shipped_formats())
    assert caught.value.hint == "did you mean mad-sad-glad?"
    assert "mad-sad-glas" in str(caught.value)


def test_a_new_format_is_a_copy_and_never_overwrites(tmp_path: Path) -> None:
    like = find_format("mad-sad-glad", shipped_formats())
    path = new_format_file(tmp_path, "our-retro", like)
    made = load_format_file(path)
    assert (made.name, made.title) == ("our-retro", "Our retro")
    assert made.agenda == like.agenda
    path.write_text("mine")
    with pytest.raises(UsageError, match="there is such a format already"):
        new_format_file(tmp_path, "our-retro", like)
    assert path.read_text() == "mine"
    for name in ("../up", "Our Retro", "", "a/b"):
        with pytest.raises(UsageError, match="cannot be called"):
            new_format_file(tmp_path, name, like)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "formats").write_text("a file, not a folder")
    with pytest.raises(CannotWriteError):
        new_format_file(tmp_path, "ours", shipped_formats()[0])


def test_a_statement_that_is_wrong_is_told_with_its_own_line() -> None:
    text = (
        GOOD
        + """
[[agenda]]
activity = "survey"
title = "Health"
minutes = 5
scale = "agreemnt"
statements = [
  { key = "pace", title = "Our pace" },
  { key = "pace", title = "Our calm", good = 3 },
]
"""
    )
    with pytest.raises(FormatError) as caught:
        read_format(text, "ours", "ours.toml")
    begun = GOOD.count("\n")
    scale, *second = [each.at("ours.toml") for each in caught.value.problems]
    assert scale.startswith(f"ours.toml:{begun + 6}: agenda item 2: scale must not be")
    place = f"ours.toml:{begun + 9}: agenda item 2, statement 2: "
    assert second == [
        f"{place}good must be a text, not 3",
        f'{place}key is used by an earlier statement too: "pace"',
    ]


def test_a_format_is_read_by_its_name_alone(tmp_path: Path) -> None:
    assert format_by_name("lean-coffee", None) == find_format("lean-coffee", shipped_formats())
    for name in ("Lean coffee", "../one-on-one", "", "no-such-format"):
        assert format_by_name(name, tmp_path) is None
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "one-on-one.toml").write_text(GOOD)
    own = format_by_name("one-on-one", tmp_path)
    assert own is not None
    assert (own.title, own.source != SHIPPED) == ("Ours", True)
    (tmp_path / "formats" / "one-on-one.toml").write_text("title = ")
    assert format_by_name("one-on-one", tmp_path) is None
