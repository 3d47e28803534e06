"""The union of one file's versions: a join, so that every clone arrives at the same bytes."""

import itertools
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui.store.redaction import is_stub, scrub, stub_of
from retrotui.sync.union import event_id, events_in, stray_lines, unite

CASES = 500


def name(number: int) -> str:
    return f"{number:012x}-0000-k3f9q2zrqgzx"


def line(number: int, text: str = "x") -> bytes:
    event = {"t": name(number), "at": "2026-11-22T09:00:00Z", "by": None, "text": text}
    return json.dumps(event, separators=(",", ":")).encode()


def file(*numbers: int) -> bytes:
    return b"".join(line(number) + b"\n" for number in numbers)


MARKERS = (b"<<<<<<< HEAD", b"=======", b">>>>>>> bo", b"||||||| base")
JUNK = st.sampled_from([*MARKERS, b"{", b"", b'{"t":"no id"}', b"[" * 2000, b"\xff\xfe", b"null"])
LINES = st.one_of(
    st.integers(0, 7).map(line),
    st.tuples(st.integers(0, 7), st.sampled_from("xyz")).map(lambda each: line(*each)),
    st.integers(0, 7).map(lambda number: stub_of(name(number)).encode()),
    JUNK,
)
FILES = st.tuples(
    st.lists(LINES, max_size=8), st.sampled_from([b"\n", b"\r\n"]), st.integers(0, 20)
).map(lambda each: (each[1].join([*each[0], b""]))[: -each[2] or None])
"""Any lines, either line end, sometimes cut off in the middle of the last line."""


@settings(max_examples=CASES, deadline=None)
@given(FILES, FILES, FILES)
def test_it_is_idempotent_commutative_and_associative(one: bytes, two: bytes, three: bytes) -> None:
    assert unite([one, one]) == unite([one]) == one
    assert unite([one, two]) == unite([two, one])
    whole = unite([one, two, three])
    for first, second, third in itertools.permutations((one, two, three)):
        assert unite([unite([first, second]), third]) == whole
        assert unite([whole, first]) == whole
    assert unite([whole, whole]) == whole


@settings(max_examples=CASES, deadline=None)
@given(st.lists(FILES, min_size=1, max_size=4))
def test_no_event_is_lost_and_none_is_made_up(versions: list[bytes]) -> None:
    united = events_in(unite(versions))
    assert united.keys() == {each for version in versions for each in events_in(version)}
    for each, kept in united.items():
        assert any(events_in(version).get(each) == kept for version in versions)


@settings(max_examples=CASES, deadline=None)
@given(st.lists(FILES, min_size=2, max_size=4).filter(lambda each: len(set(each)) > 1))
def test_markers_and_half_lines_are_left_out_where_versions_differ(versions: list[bytes]) -> None:
    united = unite(versions)
    assert stray_lines(united) == []
    assert b"\r" not in united
    assert united == b"" or united.endswith(b"\n")


@settings(max_examples=CASES, deadline=None)
@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.integers(0, 12))
def test_of_a_file_and_its_beginning_the_longer_one_stays(numbers: list[int], cut: int) -> None:
    whole = file(*numbers)
    assert unite([whole, file(*numbers[:cut])]) == whole


@settings(max_examples=CASES, deadline=None)
@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_ordered_files_go_on_in_order_behind_what_they_share(
    shared: set[int], one: set[int], two: set[int]
) -> None:
    start = sorted(shared)
    mine, yours = sorted(each + 40 for each in one), sorted(each + 40 for each in two)
    united = unite([file(*start, *mine), file(*start, *yours)])
    assert united == file(*start, *sorted({*mine, *yours}))


@settings(max_examples=CASES, deadline=None)
@given(FILES, FILES, st.sets(st.integers(0, 7).map(name)))
def test_what_was_redacted_does_not_come_back(one: bytes, two: bytes, gone: set[str]) -> None:
    united = unite([scrub(one, gone), two])
    for each, kept in events_in(united).items():
        if each in gone and each in events_in(one):
            assert is_stub(kept)


def test_equal_size_is_not_equal_content() -> None:
    one, two = line(1, "a") + b"\n", line(2, "b") + b"\n"
    assert len(one) == len(two)
    assert unite([one, two]) == one + two


def test_a_newer_versions_event_is_kept_though_its_words_are_not_known() -> None:
    newer = (
        b'{"new":1e999,"t":"%b","future":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}' % name(9).encode()
    )
    assert event_id(newer) == name(9)
    assert newer in unite([newer + b"\n", file(1)])
