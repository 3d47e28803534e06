"""A five-finger check at the table: one after the other, unseen until counted."""

from collections.abc import Callable

from textual.app import ComposeResult

from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.fingers import HIGHEST, LOW, LOWEST, Fingers
from retrotui.ui.commanding import Hint
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.stages.parts.flow import Flow, Paragraph
from retrotui.ui.widgets.rows import Column, Row, RowList

_FINGERS = "fingers"
_BAR = 20
_WORDS = ("not at all", "hardly", "with great doubts", "rather", "nearly", "entirely")

REGISTRY.add(
    *(
        Command(f"fingers.show-{score}", (str(score),), word, f"Show {score}: {word}", _FINGERS,
                palette=False)
        for score, word in enumerate(_WORDS, LOWEST)
    ),
    Command("fingers.count", ("C", "enter"), "count", "Count what was shown", _FINGERS, hint=True,
            weight=74, palette=False),
    Command("fingers.take-back", ("Z",), "take back", "Take the last one back", _FINGERS,
            hint=True, weight=73, palette=False),
)  # fmt: skip


class FingersDialog(Dialog[None]):
    """Takes a number from everybody, then shows how many gave which.

    Until it is counted nothing is stored, and only how many have shown theirs is seen.

    Args:
        question: What is asked.
        here: How many are there; 0 where nobody said.
        keep: Keeps the numbers and says what they come to.
    """

    CONTEXTS = (_FINGERS, "dialog")

    def __init__(
        self, question: str, here: int, keep: Callable[[tuple[int, ...]], Fingers]
    ) -> None:
        super().__init__(question)
        self.here = here
        self.keep = keep
        self.counted: Fingers | None = None
        self._shown: list[int] = []

    def body(self) -> ComposeResult:
        """What to do, and the counts once there are any."""
        yield Flow(id="fingers-text")
        bars = RowList(Column(width=1), Column(width=18), Column(width=_BAR), Column(width=4),
                       opens=False, id="fingers-bars")  # fmt: skip
        bars.can_focus = False
        bars.styles.height = len(_WORDS)
        bars.display = False
        yield bars

    def on_mount(self) -> None:
        """Nobody has shown anything yet."""
        self._draw()

    def unsaved(self) -> str | None:
        """What would be lost by quitting now."""
        if self.counted is not None or not self._shown:
            return None
        return f"{count(len(self._shown), 'answer')} not counted"

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if not command_id.startswith("fingers."):
            return super().why_not(command_id)
        if self.counted is not None:
            return "This check is counted; esc closes it, F asks something else."
        if command_id.startswith("fingers.show-"):
            everybody = 0 < self.here <= len(self._shown)
            return f"Everybody has shown theirs; {self._counts} them." if everybody else None
        return None if self._shown else f"Nobody has shown theirs yet: {LOWEST} to {HIGHEST}."

    def offered(self, command_id: str, /) -> bool:
        """What is counted is not counted again."""
        return self.counted is None or not command_id.startswith("fingers.")

    def titled(self, hint: Hint) -> str:
        """What is counted is not cancelled any more."""
        closes = self.counted is not None and hint.command_id == "dialog.cancel"
        return "close" if closes else super().titled(hint)

    def cmd_show_0(self) -> None:
        """Not at all."""
        self._show(0)

    def cmd_show_1(self) -> None:
        """Hardly."""
        self._show(1)

    def cmd_show_2(self) -> None:
        """With great doubts."""
        self._show(2)

    def cmd_show_3(self) -> None:
        """Rather."""
        self._show(3)

    def cmd_show_4(self) -> None:
        """Nearly."""
        self._show(4)

    def cmd_show_5(self) -> None:
        """Entirely."""
        self._show(5)

    def cmd_take_back(self) -> None:
        """Takes the last one back."""
        self._shown.pop()
        self._draw()

    def cmd_count(self) -> None:
        """Shows how many gave which."""
        if not self._shown:
            raise ForbiddenMoveError("nobody has shown theirs yet")
        self.counted = self.keep(tuple(self._shown))
        self._shown.clear()
        self._draw()

    @property
    def _counts(self) -> str:
        return f"{keys_label('fingers.count')} counts"

    def _show(self, score: int) -> None:
        self._shown.append(score)
        self._draw()

    def _draw(self) -> None:
        counted = self.counted
        self.query_one(Flow).show(self._asking() if counted is None else _result(counted))
        bars = self.query_one(RowList)
        bars.display = counted is not None
        bars.set_rows([] if counted is None else _bars(counted))
        self.refresh_hints()

    def _asking(self) -> tuple[Paragraph, ...]:
        scale = [Bit(f"{score} {word}") for score, word in enumerate(_WORDS, LOWEST)]
        shown = len(self._shown)
        of = f" of {self.here}" if self.here else ""
        dots = "●" * shown + "·" * max(0, self.here - shown)
        state = f"{shown}{of} shown" if shown else "One after the other, unseen until counted."
        return (
            Paragraph((Bit(dots, Tone.ACCENT), Bit(state, Tone.MUTED)), most=3),
            Paragraph(tuple(scale), most=6),
        )


def _result(counted: Fingers) -> tuple[Paragraph, ...]:
    average = Bit(f"{counted.average:.1f} of {HIGHEST}", Tone.STRONG)
    heard = Bit(count(counted.voters, "person", "people"), Tone.MUTED)
    word = Bit(f"▲ {counted.word}" if counted.word else "", Tone.WARN)
    return (Paragraph((average, heard)), Paragraph((word,)))


def _bars(counted: Fingers) -> list[Row]:
    most = max(counted.counts)
    return [
        Row(
            str(score),
            (
                str(score),
                _WORDS[score],
                Bit("█" * round(_BAR * given / most), Tone.WARN if score <= LOW else Tone.ACCENT),
                str(given) if given else "",
            ),
        )
        for score, given in reversed(list(enumerate(counted.counts)))
    ]
