"""The line that narrows a list: opened with a key, open every letter is text."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from retrotui.core.text import one_line
from retrotui.ui.commanding import Obedient
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.widgets.fields import LineField

REGISTRY.add(
    Command(
        "filter.keep",
        ("enter", "down"),
        "to the list",
        "Keep the filter and go to the list",
        "filter",
        hint=True,
        weight=70,
        palette=False,
    ),
    Command(
        "filter.clear",
        ("escape",),
        "show all",
        "Show everything again",
        "filter",
        hint=True,
        weight=60,
        palette=False,
    ),
)


class FilterLine(Obedient, Horizontal):
    """Hidden until it is opened or while it narrows something.

    Args:
        prompt: What the empty line says.
    """

    CONTEXTS = ("filter",)

    class Changed(Message):
        """Another text narrows the list."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The list is to have the focus again."""

    def __init__(self, prompt: str) -> None:
        super().__init__(id="filter")
        self.prompt = prompt

    def compose(self) -> ComposeResult:
        """A sign and the text."""
        yield Static("/", id="filter-sign", markup=False)
        yield LineField(placeholder=self.prompt, compact=True, id="filter-text")

    @property
    def text(self) -> str:
        """What narrows the list; empty for nothing."""
        fields = self.query("#filter-text").results(LineField)
        return next((one_line(each.value) for each in fields), "")

    def open(self) -> None:
        """Takes letters."""
        self.add_class("-open")
        self.query_one(LineField).focus()

    def cmd_keep(self) -> None:
        """Back to the list; an empty line closes."""
        self.set_class(bool(self.text), "-open")
        self.post_message(self.Left())

    def cmd_clear(self) -> None:
        """Narrows nothing any more."""
        self.query_one(LineField).value = ""
        self.cmd_keep()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter narrows."""
        event.stop()
        self.post_message(self.Changed(one_line(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        event.stop()
        self.cmd_keep()
