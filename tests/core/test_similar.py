"""Which cards say the same, and which groups are proposed."""

import sys
from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.similar import Steps, Subject, Suggestion, normalised, shared_name, suggest
from retrotui.services.likeness import Likeness
from tests.support.alike import GROUPS, texts, truly_alike
from tests.support.hostile import HOSTILE

T = TypeVar("T")


def subject(id_: str, title: str, *said: str, is_group: bool = False) -> Subject:
    return Subject(id_, title, said, tuple(map(normalised, said)), is_group)


def on_board(said: Sequence[str]) -> list[Subject]:
    return [subject(f"{n:03}", text, text) for n, text in enumerate(said)]


def found(subjects: Sequence[Subject]) -> tuple[Suggestion, ...]:
    """What is suggested, with everything really compared."""
    likeness = Likeness()
    said = [normalised(text) for each in subjects for text in each.texts]
    for _ in likeness.steps(said, said):
        pass
    return whole(suggest(subjects, likeness.likes))


def whole(steps: Steps[T]) -> T:
    """What some steps come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def grouped(said: Sequence[str]) -> list[set[str]]:
    """The texts of each suggested group."""
    board = on_board(said)
    titles = {each.id: each.title for each in board}
    return [{titles[id_] for id_ in each.ids} for each in found(board)]


WORDS = ("deploy", "deploys", "slow", "staging", "tests", "flaky", "Café", "meeting", "🎉", "遅い")
cards = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
        st.sampled_from(texts()),
        st.text(min_size=1, max_size=30),
    ),
    max_size=14,
)


def test_cards_sorted_by_hand_are_found_again_without_a_wrong_pair() -> None:
    said, truth = texts(), truly_alike()
    assert len(said) >= 60
    pairs = {frozenset(pair) for group in grouped(said) for pair in combinations(sorted(group), 2)}
    right = pairs & truth
    precision, recall = len(right) / len(pairs), len(right) / len(truth)
    sys.stdout.write(
        f"{len(said)} cards, {len(GROUPS)} groups: precision {precision:.2f}, recall {recall:.2f}"
    )
    assert precision == 1.0, pairs - truth
    assert recall >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flaky tests", "the TESTS are flaky!"),
        ("Café visits", "visit to a cafe"),
        ("リリースが遅い", "リリースが遅すぎる"),
        ("Документация устарела", "Устаревшая документация"),
        ("🎉🎉", "🎉🎉"),
        ("nobody", "Nobody"),
    ],
)
def test_case_order_accents_and_small_words_do_not_matter(one: str, other: str) -> None:
    assert grouped([one, "Something else altogether", other]) == [{one, other}]


def test_one_word_is_not_the_same_as_every_text_that_holds_it() -> None:
    assert grouped(["Mornings", "Meetings that cut every morning in two"]) == []
    assert grouped(["👍", "🎉"]) == []


def test_a_chain_does_not_become_one_heap() -> None:
    chain = [
        "deploy staging slow",
        "staging slow tests",
        "slow tests flaky",
        "tests flaky build",
        "flaky build server",
    ]
    assert all(len(each) < len(chain) for each in grouped(chain))


def test_a_card_is_offered_to_the_group_that_says_the_same_and_groups_are_left_apart() -> None:
    group = subject("g", "Releases", "Deploys are slow", "Friday", is_group=True)
    other = subject("h", "Deploys", "Slow deploys", is_group=True)
    card = subject("c", "The deploy is so slow", "The deploy is so slow")
    assert found([card, group]) == (Suggestion(("c", "g"), "Releases"),)
    assert found([group, other]) == ()
    assert len(found([group, other, card])) == 1


def named(texts: Sequence[str]) -> str:
    return shared_name(texts, [normalised(each) for each in texts])


def test_the_name_is_the_shortest_card_or_words_that_stand_together_in_all() -> None:
    assert named(["Slow deploys", "Deploys are slow every single time"]) == "Slow deploys"
    long = (
        "A second factor will be asked of us within the year",
        "When can the bank try a second factor with us, please?",
    )
    assert named(long) == "Second factor"
    apart = ("seconds go by while the whole big dashboard loads", "x" * 60)
    assert named(apart) == apart[0]


@given(cards, st.randoms(use_true_random=False))
def test_the_order_of_the_cards_changes_nothing(said: list[str], chance: object) -> None:
    board = on_board(said)
    mixed = list(board)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    as_sets = {(frozenset(each.ids), each.title) for each in found(board)}
    assert {(frozenset(each.ids), each.title) for each in found(mixed)} == as_sets


@given(cards)
def test_nothing_is_in_two_groups_and_none_has_one_card(said: list[str]) -> None:
    suggested = found(on_board(said))
    ids = [id_ for each in suggested for id_ in each.ids]
    assert len(ids) == len(set(ids))
    assert all(len(each.ids) > 1 for each in suggested)


@given(cards, st.data())
def test_equal_texts_are_together(said: list[str], data: st.DataObject) -> None:
    twice = data.draw(st.sampled_from(said or ["x"]))
    board = on_board([*said, twice, twice])
    home = {id_: n for n, each in enumerate(found(board)) for id_ in each.ids}
    same = {home.get(each.id, -1) for each in board if each.title == twice}
    assert len(same) == 1
    assert same != {-1}


def test_hostile_and_endless_texts_are_compared_without_harm() -> None:
    said = [*HOSTILE, "x " * 30_000, "slow deploys " * 5_000]
    assert all(each for each in grouped([*said, *said]))
