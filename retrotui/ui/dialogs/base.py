"""What every dialog is: a titled box in the middle, its keys below, the old focus after it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from retrotui.ui.command_screen import Keyed
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.panel import Panel

R = TypeVar("R")

_STYLES = Path(__file__).parents[1] / "styles" / "dialogs.tcss"

Check = Callable[[str], str | None]
"""Says what is wrong with a text, as a sentence; None when it is right."""

Echo = Callable[[str], str]
"""Says what was understood of a text."""


class Dialog(Keyed, ModalScreen[R], Generic[R]):
    """A short question. It returns its answer, or None when it was closed."""

    CONTEXTS: ClassVar[tuple[str, ...]] = ("dialog",)
    SHARED_CSS: ClassVar[tuple[Path, ...]] = (_STYLES,)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    def compose(self) -> ComposeResult:
        """The box, what it asks, its keys."""
        with Panel(title=self.heading, classes="dialog"):
            yield from self.body()
            yield HintBar()

    def body(self) -> ComposeResult:
        """What is in the box."""
        raise NotImplementedError

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Closes with an answer, once.

        Keys typed ahead may still reach a dialog that was answered; taking away what is on top
        by then would close the screen below it.
        """
        on_top = self.app.screen is self
        return super().dismiss(result) if on_top else AwaitComplete()

    def cmd_cancel(self) -> None:
        """Closes without an answer."""
        self.dismiss(None)
