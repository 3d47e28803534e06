"""With what a check-in may begin: a few calm lines in the middle of the stage."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from retrotui.ui.render import literal


class GoodFaith(Vertical):
    """A text in the middle, with the key that goes on below it."""

    DEFAULT_CSS = """
    GoodFaith {
        height: 1fr;
        align: center middle;
        & > Static { width: 100%; max-width: 68; height: auto; }
        & > #faith-text { text-style: bold; color: $foreground; }
        & > #faith-key { color: $muted; margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self._text = Static("", id="faith-text", markup=False)
        self._key = Static("", id="faith-key", markup=False)

    def compose(self) -> ComposeResult:
        """The text, then the key."""
        yield self._text
        yield self._key

    def show(self, text: str, key: str) -> None:
        """Shows a text; nothing takes no room."""
        self.display = bool(text)
        self._text.update(literal(text))
        self._key.update(literal(key))
