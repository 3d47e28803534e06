"""How alike texts are, measured by the rapidfuzz library; imported when something is compared."""

from collections.abc import Iterable, Iterator, Sequence

from retrotui.core.similar import Measured, neighbours

_AT_ONCE = 2
"""Texts compared with all others in one step: some milliseconds with hundreds of them."""


def measure(text: str, others: Sequence[str], floor: float) -> Iterator[Measured]:
    """Compares normalised texts; see ``core.similar.Measure``.

    Source: https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html (token_set_ratio and
    token_sort_ratio).
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - takes as long as opening a small store

    found = process.extract(
        text, others, scorer=fuzz.token_set_ratio, processor=None, score_cutoff=floor, limit=None
    )
    for other, shared, index in found:
        yield Measured(index, shared, fuzz.token_sort_ratio(text, other))


class Likeness:
    """What was compared before, so that nothing is compared twice."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, float]] = {}
        self._against: dict[str, set[str]] = {}

    @property
    def likes(self) -> dict[str, dict[str, float]]:
        """See ``core.similar.Likes``; of everything compared so far."""
        return self._known

    def steps(self, texts: Iterable[str], others: Iterable[str]) -> Iterator[None]:
        """Compares each text with each other one, pausing every few.

        Args:
            texts: Normalised.
            others: What they are compared with, normalised.
        """
        wanted = list(dict.fromkeys(others))
        done = 0
        for text in dict.fromkeys(texts):
            against = self._against.setdefault(text, set())
            fresh = wanted if not against else [each for each in wanted if each not in against]
            if not fresh:
                continue
            self._known.setdefault(text, {}).update(neighbours(text, fresh, measure))
            against.update(fresh)
            done += 1
            if done % _AT_ONCE == 0:
                yield
