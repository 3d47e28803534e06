"""What people are asked above a stage, and the page that takes a stage's place."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from retrotui.ui.commanding import Obedient
from retrotui.ui.render import literal, wrap

_MOST_LINES = 3


class Prompt(Widget):
    """What people are asked, in as many lines as it needs, at most three."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._text = ""

    def show(self, text: str) -> None:
        """Asks something else; nothing takes no room."""
        if text == self._text:
            return
        self._text = text
        self.display = bool(text)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines it wraps into."""
        del container, viewport
        return len(wrap(self._text, width, _MOST_LINES))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(wrap(self._text, self.size.width, _MOST_LINES)))


class Page(Obedient, VerticalScroll, can_focus=True, inherit_bindings=False):
    """A text to read in place of a stage: the minutes of an ended meeting."""

    CONTEXTS = ("list",)

    def __init__(self, text: str) -> None:
        super().__init__(id="page")
        self.text = text

    def compose(self) -> ComposeResult:
        """The text, as it is."""
        yield Static(literal(self.text), id="page-text", markup=False)

    def show(self, text: str) -> None:
        """Another text."""
        if text != self.text:
            self.text = text
            self.query_one("#page-text", Static).update(literal(text))

    def cmd_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False)

    def cmd_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False)

    def cmd_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def cmd_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def cmd_first(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def cmd_last(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)
