"""Yes or no."""

from textual.app import ComposeResult
from textual.widgets import Static

from retrotui.ui.commanding import Hint
from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.render import literal


class Confirm(Dialog[bool]):
    """Asks before something that cannot be taken back easily.

    Args:
        question: The title.
        detail: What would happen.
        yes: What the hint of the affirming key says.
        no: What the hint of the other one says.
    """

    CONTEXTS = ("confirm",)

    def __init__(
        self, question: str, detail: str = "", *, yes: str = "yes", no: str = "no"
    ) -> None:
        super().__init__(question)
        self.detail = detail
        self._titles = {"confirm.yes": yes, "confirm.no": no}

    def body(self) -> ComposeResult:
        """What would happen."""
        yield Static(literal(self.detail), classes="dialog-text")

    def titled(self, hint: Hint) -> str:
        """The two answers in the words of this question."""
        return self._titles.get(hint.command_id, hint.title)

    def cmd_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def cmd_no(self) -> None:
        """Leave it."""
        self.dismiss(False)
