"""Which cards say the same: their words compared, and groups proposed from what is alike.

Pure rules; how alike two texts are is measured by whoever calls. Linkage is between single and
complete (Sørensen 1948): every two members of a proposed group are near each other, so that a chain
of cards that are alike two by two does not become one heap.
"""

import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeVar

from retrotui.core.text import display_width, one_line

LIKE = 66.0
"""From here on two texts count as the same, of 100. Chosen on sixty cards sorted by hand, so that
hardly any pair is wrong (``tests/core/test_similar.py`` tells the figures)."""

NEAR = 52.0
"""How near any two members of a group must be, of 100."""

_READ = 2000
_LONGEST = 300
"""Characters: a card says what it is about at its beginning."""

_LONGEST_TITLE = 40
_UNITS_AT_ONCE = 25
_EDGES_AT_ONCE = 500
_WORD = re.compile(r"[^\W_]+")
_LEAST_STEM = 3

_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about after again all also always an and any are as at be because been before being
        but by can could did do does done each every few for from get gets getting give given
        go goes going got had has have having he her his how i if in into is it its just keep
        let made make makes many may me might more most much must my need needs never no
        nobody not nothing now of off often on once one only or other our out over please
        rather really same she should so some still such take takes taking than that the their
        them then there these they thing things this those to too two three under until up us
        very was we well were what when where which while who why will with within without
        would yet you your""",
    )
)


class Measured(NamedTuple):
    """How alike a text is to one of several others, from 0 to 100.

    Attributes:
        place: The other's, among all others.
        shared: By the words that both have, however many more one of them has.
        whole: By all words of both, in whatever order.
    """

    place: int
    shared: float
    whole: float


Measure = Callable[[str, Sequence[str], float], Iterable[Measured]]
"""Compares a text with others; what shares less than the given share may be left out."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What may become part of a group.

    Attributes:
        id: A loose card's id, or a group's.
        title: The card's text, or the group's name.
        texts: What it says: the texts of its cards.
        words: The same, normalised.
        is_group: It is a group already; two of those are never put together.
    """

    id: str
    title: str
    texts: tuple[str, ...]
    words: tuple[str, ...]
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cards that could be one group.

    Attributes:
        ids: Ids of the subjects, in their order on the board.
        title: A name for it; that of the group it is added to, if there is one.
    """

    ids: tuple[str, ...]
    title: str


T = TypeVar("T")
Steps = Generator[None, None, T]
"""Work in small steps; what it comes to is returned."""

Likes = Mapping[str, Mapping[str, float]]
"""How alike normalised texts are, both ways; pairs below ``NEAR`` are left out."""


def normalised(text: str) -> str:
    """The words that tell what a text is about: folded, without accents, stop words and plurals.

    A text of stop words keeps them; one without any word, such as emoji, is kept as it is.
    """
    folded = unicodedata.normalize("NFKD", text[:_READ]).casefold()
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    words = _WORD.findall(plain)
    kept = [_singular(each) for each in words if each not in _STOP_WORDS] or words
    said = " ".join(kept) or "".join(plain.split())
    return unicodedata.normalize("NFC", said)[:_LONGEST].strip()


def neighbours(text: str, others: Sequence[str], measure: Measure) -> dict[str, float]:
    """The other texts that are near one, each with how near; all of them normalised."""
    found = {
        others[each.place]: near
        for each in measure(text, others, NEAR)
        if (near := _likeness(text, others[each.place], each)) >= NEAR
    }
    if text in others:
        found[text] = 100.0
    return found


def suggest(subjects: Sequence[Subject], likes: Likes) -> Steps[tuple[Suggestion, ...]]:
    """Groups that could be made, the largest first; nothing is in two of them.

    Args:
        subjects: Everything on the board, in its order.
        likes: Of their normalised texts.

    Yields:
        Nothing, every millisecond or two; what was found is returned.
    """
    clusters = yield from _clusters(subjects, likes)
    place = {each.id: index for index, each in enumerate(subjects)}
    found: list[Suggestion] = []
    for cluster in clusters:
        if len(cluster) > 1:
            found.append(_suggestion(sorted(cluster, key=lambda each: place[each.id])))
            yield
    return tuple(sorted(found, key=lambda each: (-len(each.ids), place[each.ids[0]])))


def shared_name(texts: Sequence[str], words: Sequence[str]) -> str:
    """A name for cards: the shortest of them, or words all of them share where even that is long.

    Shared words are taken only as they stand together in the shortest card.

    Args:
        texts: What the cards say.
        words: The same, normalised.
    """
    short = min(map(one_line, texts), key=lambda each: (display_width(each), each))
    if display_width(short) <= _LONGEST_TITLE:
        return short
    common = set.intersection(*(set(each.split()) for each in words))
    said = max(_runs(short[:_READ], common), key=display_width, default="")
    return said[:1].upper() + said[1:] or short


def _runs(text: str, common: set[str]) -> Iterator[str]:
    """Where two or more common words stand together, with stop words in between."""
    run: list[re.Match[str]] = []
    for word in (*_WORD.finditer(text), None):
        if word is not None and normalised(word[0]) in common:
            run.append(word)
        elif word is None or word[0].casefold() not in _STOP_WORDS:
            said = text[run[0].start() : run[-1].end()] if len(run) > 1 else ""
            if 0 < display_width(said) <= _LONGEST_TITLE:
                yield said
            run = []


def _singular(word: str) -> str:
    if len(word) <= _LEAST_STEM or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > _LEAST_STEM + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _likeness(text: str, other: str, measured: Measured) -> float:
    # A single word is part of many texts that are about something else.
    if " " not in text or " " not in other:
        return measured.whole
    return (measured.shared + measured.whole) / 2


class _Unit(NamedTuple):
    """Subjects that say exactly the same, or one group."""

    texts: tuple[str, ...]
    members: tuple[Subject, ...]

    @property
    def is_group(self) -> bool:
        return self.members[0].is_group


def _units(subjects: Iterable[Subject]) -> list[_Unit]:
    loose: dict[tuple[str, ...], list[Subject]] = {}
    units: list[_Unit] = []
    for each in sorted(subjects, key=lambda one: one.id):
        said = tuple(sorted(set(each.words)))
        if each.is_group:
            units.append(_Unit(said, (each,)))
        else:
            loose.setdefault(said, []).append(each)
    units += [_Unit(said, tuple(members)) for said, members in loose.items()]
    return sorted(units, key=lambda unit: (unit.texts, unit.members[0].id))


def _clusters(subjects: Sequence[Subject], likes: Likes) -> Steps[list[list[Subject]]]:
    units = _units(subjects)
    near = yield from _near(units, likes)
    yield
    linked = [(-score, pair) for pair, score in near.items() if score >= LIKE]
    yield
    linked.sort()
    yield
    cluster_of = {index: [index] for index in range(len(units))}
    for done, (_, (one, other)) in enumerate(linked, 1):
        if done % _EDGES_AT_ONCE == 0:
            yield
        first, second = cluster_of[one], cluster_of[other]
        if first is second or sum(units[each].is_group for each in (*first, *second)) > 1:
            continue
        if all(_pair(a, b) in near for a in first for b in second):
            first += second
            cluster_of.update(dict.fromkeys(second, first))
    distinct = {id(each): each for each in cluster_of.values()}
    return [
        [member for index in cluster for member in units[index].members]
        for cluster in distinct.values()
    ]


def _near(units: Sequence[_Unit], likes: Likes) -> Steps[dict[tuple[int, int], float]]:
    """How near units are, by the nearest of their texts."""
    saying: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        for text in unit.texts:
            saying.setdefault(text, []).append(index)
    near: dict[tuple[int, int], float] = {}
    for index, unit in enumerate(units):
        if index % _UNITS_AT_ONCE == 0:
            yield
        for text in unit.texts:
            for other, score in likes.get(text, {}).items():
                for there in saying.get(other, ()):
                    if there != index:
                        pair = _pair(index, there)
                        near[pair] = max(near.get(pair, 0.0), score)
    for together in saying.values():
        near |= dict.fromkeys(combinations(together, 2), 100.0)
    return near


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _suggestion(members: Sequence[Subject]) -> Suggestion:
    named = [each.title for each in members if each.is_group]
    texts = [text for each in members for text in each.texts]
    words = [text for each in members for text in each.words]
    title = named[0] if named else shared_name(texts, words)
    return Suggestion(tuple(each.id for each in members), one_line(title))
