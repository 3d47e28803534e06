"""Groups suggested for a board: looked for between keys, and never made without one."""

from collections.abc import Iterable, Iterator, Sequence

from retrotui.core.cards import Stack
from retrotui.core.similar import Subject, Suggestion, normalised, suggest
from retrotui.services.likeness import Likeness

_AT_ONCE = 50
_Board = tuple[tuple[str, tuple[str, ...]], ...]


class Suggestions:
    """Looks for cards that say the same; compares no text twice."""

    def __init__(self) -> None:
        self._likeness = Likeness()
        self._words: dict[str, str] = {}
        self._looked: _Board | None = None
        self.found: tuple[Suggestion, ...] = ()
        """What was found last."""

    def is_new(self, stacks: Iterable[Stack]) -> bool:
        """The board says something else than when it was looked at last."""
        return _board(stacks) != self._looked

    def steps(self, stacks: Sequence[Stack]) -> Iterator[None]:
        """Looks at everything on a board, pausing every few cards.

        Args:
            stacks: Revealed cards and groups, in the order of the board.
        """
        self._looked = _board(stacks)
        subjects: list[Subject] = []
        for each in stacks:
            subjects.append(self._subject(each))
            if len(subjects) % _AT_ONCE == 0:
                yield
        said = list(dict.fromkeys(text for each in subjects for text in each.words))
        yield from self._likeness.steps(said, said)
        self.found = yield from suggest(subjects, self._likeness.likes)

    def _subject(self, stack: Stack) -> Subject:
        texts = tuple(card.text for card in stack.cards)
        for text in texts:
            if text not in self._words:
                self._words[text] = normalised(text)
        words = tuple(self._words[text] for text in texts)
        return Subject(stack.id, stack.title, texts, words, stack.group is not None)


def _board(stacks: Iterable[Stack]) -> _Board:
    return tuple((each.id, (each.title, *(card.text for card in each.cards))) for each in stacks)
