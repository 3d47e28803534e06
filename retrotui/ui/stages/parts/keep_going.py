"""Whether a topic goes on: the line that asks the room, and the dialog that counts thumbs."""

from collections.abc import Sequence

from retrotui.core.errors import UsageError
from retrotui.core.progress import Thumbs
from retrotui.core.thumbs import read_thumbs, told, words
from retrotui.ui.commands import keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.stages.parts.marks import Marks

_MINUTE = 60


class KeepGoing(Marks):
    """Asks at the end of a topic's timebox, and says what the room said before."""

    def __init__(self) -> None:
        super().__init__()
        self.display = False

    def ask(self, *, over: bool, asks: bool, said: Sequence[Thumbs]) -> None:
        """Draws the line.

        Args:
            over: The topic's time is up.
            asks: The format lets the room say whether it goes on.
            said: What the room said of it before.
        """
        key = keys_label("discuss.keep-going")
        question = f"Keep going? {key} counts thumbs" if over and asks else ""
        before = told(said)
        self.display = bool(question or before)
        tone = Tone.WARN if question else Tone.MUTED
        self.show(Bit(joined((question, before)), tone))


def thumbs_dialog(topic: str, seconds: float) -> Ask:
    """Asks for three numbers, and says what they come to.

    Args:
        topic: The topic's title.
        seconds: What it gets when the room wants to go on.
    """

    def check(typed: str) -> None:
        read_thumbs(typed)

    def echo(typed: str) -> str:
        try:
            thumbs = read_thumbs(typed)
        except UsageError:
            return "up, side, down: 4 1 2"
        more = f"{seconds / _MINUTE:g} min more" if thumbs.carries else "the next topic"
        return f"{words(thumbs)} → {more}"

    return Ask(f"Keep going with {topic}?", prompt="thumbs up, to the side, down: 4 1 2",
               check=check, echo=echo)  # fmt: skip
