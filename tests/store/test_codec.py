"""Lines from anywhere: an event of the right shape, or a reason why not."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.core.errors import TextTooLongError, UsageError
from retrotui.store.codec import BadLineError, decode, encode
from retrotui.store.plain import plain

EID = "01a2045ec33e-0000-k3f9q2zrqgzx"
RID = "01kanar9g10000000000000001"


def line(**changes: Any) -> str:
    event = {"t": EID, "at": "2026-11-22T09:00:00Z", "by": "ana", "in": "cards", "id": RID}
    return encode({**event, "set": {"title": "x"}, **changes})


GOOD = line()
HOSTILE = {
    "<<<<<<< HEAD": "marker",
    "=======": "marker",
    ">>>>>>> theirs": "marker",
    "": "not JSON",
    "nonsense": "not JSON",
    GOOD[:-1]: "not JSON",
    GOOD + GOOD: "more than one",
    GOOD + " x": "more than one",
    "[]": "not an object",
    "null": "not an object",
    "{}": "event id",
    GOOD.replace('"x"', "NaN"): "NaN",
    GOOD.replace('"x"', "-Infinity"): "Infinity",
    GOOD.replace('"x"', "1e999"): "too large",
    GOOD.replace('"x"', "9007199254740993"): "2^53",
    GOOD.replace('"x"', "9" * 6000): "2^53",
    GOOD.replace('"x"', '"x","title":"y"'): "twice",
    GOOD.replace('"x"', '"x","title" :"y"'): "twice",
    GOOD.replace('"x"', '"x\\n","title":"y"'): "twice",
    GOOD.replace('"x"', "[" * 12 + "]" * 12): None,
    GOOD.replace('"x"', "[" * 17 + "]" * 17): "deep",
    GOOD.replace('"x"', "[" * 100_000 + "]" * 100_000): "deep",
    GOOD.replace('"x"', '"' + "x" * (1 << 20) + '"'): "1 MiB",
    GOOD.replace('"x"', '"\x01"'): "not JSON",
    line(t="now"): "event id",
    line(t=EID.upper()): "event id",
    line(at=5): "time",
    line(by=["ana"]): "author",
    line(id="../../etc/passwd"): "record id",
    line(id=RID + "\n"): "record id",
    line(**{"in": "Cards"}): "kind",
    line(**{"in": "../x"}): "kind",
    line(set=[]): "malformed 'set'",
    line(seen={"title": "x"}): "malformed 'seen'",
    line(add={"tags": [1]}): "malformed 'add'",
    line(**{"del": {"tags": ["x"]}}): "malformed 'del'",
    line(drop={}): "malformed 'drop'",
    line(unset="title"): "malformed 'unset'",
    line(ops={}): "not a list",
    line(ops=[1]): "not an object",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:40]) + str(len(text)))
def test_a_hostile_line_is_refused_with_its_reason(text: str) -> None:
    reason = HOSTILE[text]
    if reason is None:
        decode(text)
        return
    with pytest.raises(BadLineError, match=reason.replace("^", r"\^")):
        decode(text)


@pytest.mark.parametrize("start", ["[", '{"a":', '[{"t":'])
def test_bottomless_nesting_is_refused(start: str) -> None:
    with pytest.raises(BadLineError):
        decode(start * 150_000)


def test_what_acts_on_a_terminal_is_cleaned_on_reading() -> None:
    for hostile in ("\x1b]52;c;x\x07", "a\u202eb", "\x9b31m", "\x7f", "\ud800"):
        text = json.dumps({**json.loads(GOOD), "set": {"title": hostile}})
        shown = decode(text)["set"]["title"]
        assert shown.encode() is not None
        assert not set(shown) & set("\x1b\x07\u202e\x9b\x7f")
    raw = decode(GOOD.replace('"x"', '"a\u202eb\x85\x7f"'))["set"]["title"]
    assert not set(raw) & set("\u202e\x85\x7f")


def test_carriage_returns_of_a_checkout_are_accepted() -> None:
    assert decode(GOOD + "\r") == decode(GOOD)


def test_emoji_quotes_and_newlines_survive() -> None:
    text = 'say "yes": 👩‍👩‍👧\n\tnaïve — 日本語 {[":'
    assert decode(line(set={"title": text}))["set"]["title"] == text


def test_unknown_fields_and_verbs_of_newer_versions_are_read_past() -> None:
    assert decode(line(redact=[EID], set={"title": "x"}))["set"] == {"title": "x"}
    assert decode(encode({"t": EID, "at": "", "by": None, "redact": [EID]}))["t"] == EID


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(values)
def test_everything_admitted_is_read_back_as_it_was_admitted(value: Any) -> None:
    try:
        kept = plain(value, "cards.x")
    except UsageError:
        return
    text = line(set={"x": kept})
    assert "\n" not in text
    assert json.dumps(decode(text)["set"]["x"]) == json.dumps(kept)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_reading_fail_otherwise(text: str) -> None:
    for hostile in (text, GOOD[: len(text)] + text, GOOD.replace("x", text)):
        try:
            decode(hostile)
        except BadLineError:
            continue


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"x", float("nan"), float("inf"), 2**53 + 1, {1: 2}, {"": 1}]
)
def test_what_is_not_json_is_refused_on_writing(value: Any) -> None:
    with pytest.raises(UsageError, match=r"cards\.x"):
        plain(value, "cards.x")


def test_depth_and_length_are_refused_on_writing() -> None:
    deep: Any = "x"
    for _ in range(13):
        deep = [deep]
    with pytest.raises(UsageError, match="deep"):
        plain(deep, "cards.x")
    decode(line(ops=[{"in": "cards", "id": RID, "set": {"x": plain(deep[0], "cards.x")}}]))
    assert len(plain("é" * 32_768, "cards.x")) == 32_768
    with pytest.raises(TextTooLongError):
        plain("é" * 32_769, "cards.x")
