"""Ids: well formed, sortable, and short enough to type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.errors import NotFoundError
from retrotui.core.ids import (
    ALPHABET,
    TAIL_LENGTH,
    is_id,
    later_id,
    natural_id,
    resolve_id,
    short_ids,
    shortener,
    ulid,
)

ids = st.text(ALPHABET, min_size=26, max_size=26)
crowded = st.text("01", min_size=26, max_size=26)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_a_ulid_is_an_id_that_sorts_by_its_time(moment: int, randomness: bytes) -> None:
    made = ulid(moment, randomness)
    assert is_id(made)
    later = ulid(min(moment + 1, 2**48 - 1), bytes(10))
    assert made[:10] <= later[:10]


@given(st.sets(crowded, min_size=1, max_size=40))
def test_every_short_id_finds_its_own_record_and_no_other(known: set[str]) -> None:
    tails = {each[-TAIL_LENGTH:]: each for each in known}
    distinct = list(tails.values())
    for full, short in short_ids(distinct).items():
        assert len(short) >= 4
        assert resolve_id(short, distinct, "action") == full
        assert resolve_id(full, distinct, "action") == full


@given(st.sets(crowded, max_size=40), crowded)
def test_one_id_is_shortened_as_it_is_among_all(known: set[str], other: str) -> None:
    tails = {each[-TAIL_LENGTH:]: each for each in (*known, other)}
    every = short_ids(tails.values())
    short = shortener(tails.values())
    assert {each: short(each) for each in every} == every
    mine = tails[other[-TAIL_LENGTH:]]
    beside = shortener(each for each in tails.values() if each != mine)
    assert beside(mine) == every[mine], "one that is not known is told from all that are"


def test_several_are_counted_in_the_nouns_own_plural() -> None:
    alike = ["a" * 26, "a" * 25 + "b"]
    for noun, said in (("series", "2 series have"), ("person", "2 people have")):
        with pytest.raises(NotFoundError, match=said):
            resolve_id("aaaa", alike, noun)


def test_an_ambiguous_prefix_names_what_it_could_mean() -> None:
    one, two = "a" * 26, "a" * 25 + "b"
    with pytest.raises(NotFoundError, match=r"2 actions have ids that start with 'aaaa'") as caught:
        resolve_id("aaaa", [one, two], "action")
    assert "aaaaaaaaaaaaaaaa" in caught.value.message
    assert caught.value.code == 3


def test_a_hostile_prefix_is_quoted_not_sent_to_the_terminal() -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve_id("\x1b]52;c;x\x07", [], "action")
    assert "\x1b" not in caught.value.message


def test_natural_ids_tell_parts_apart() -> None:
    assert natural_id("vote", "ab", "c") != natural_id("vote", "a", "bc")
    assert natural_id("vote", "a", "b") == natural_id("vote", "a", "b")
    assert is_id(natural_id("\ud800"))


@given(ids.filter(lambda each: each != "z" * 26 and each < "7"), ids)
def test_a_later_id_sorts_after_the_last_one(last: str, made: str) -> None:
    assert later_id(made, last) > last
    assert is_id(later_id(made, last))
