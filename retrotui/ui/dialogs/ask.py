"""Ask for a text: one line, or several."""

from textual.app import ComposeResult
from textual.widgets import Input, Static, TextArea

from retrotui.core.errors import RetroError
from retrotui.core.text import clean, one_line
from retrotui.ui.dialogs.base import Check, Dialog, Echo
from retrotui.ui.render import literal
from retrotui.ui.widgets.fields import LineField, TextField


def verdict(check: Check, text: str) -> str | None:
    """What is wrong with a text; a refusal raised by the check counts as an answer."""
    try:
        return check(text)
    except RetroError as error:
        return f"{error.message}; {error.hint}" if error.hint else error.message


def _fine(_text: str) -> None:
    return None


def _silent(_text: str) -> str:
    return ""


def unseen_verdict(check: Check, text: str) -> str | None:
    """The same without the text, which a refusal repeats: only what would be right."""
    try:
        return check(text)
    except RetroError as error:
        return error.hint or "this cannot be kept"


class Ask(Dialog[str]):
    """Returns one line of text. Refused text stays where it is, with the reason below.

    Args:
        title: What is asked.
        prompt: Shown while nothing is typed.
        value: What stands there at first.
        check: Says what is wrong with the text when it is to be kept.
        echo: Says below, while typing, what was understood.
        masked: Show dots instead of letters until somebody peeks.
    """

    def __init__(
        self,
        title: str,
        *,
        prompt: str = "",
        value: str = "",
        check: Check = _fine,
        echo: Echo = _silent,
        masked: bool = False,
    ) -> None:
        self.masked = masked
        super().__init__(title)
        self.prompt = prompt
        self.value = value
        self.check = check
        self.echo = echo

    def body(self) -> ComposeResult:
        """The line and what is said about it."""
        yield LineField(one_line(self.value), placeholder=one_line(self.prompt), compact=True,
                        password=self.masked, id="dialog-line")  # fmt: skip
        yield Static("", id="dialog-note", markup=False)

    def contexts(self) -> tuple[str, ...]:
        """Peeking is there only for hidden text."""
        own = ("ask", "ask-masked", "dialog") if self.masked else ("ask", "dialog")
        return (*own, "screen")

    def cmd_peek(self) -> None:
        """Shows or hides the letters."""
        field = self.query_one("#dialog-line", LineField)
        field.password = not field.password

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what was understood."""
        event.stop()
        self._note(self.echo(one_line(event.value)), refused=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps."""
        event.stop()
        await self.run_command("ask.accept")

    def cmd_accept(self) -> None:
        """Returns the text, or says what is wrong with it."""
        text = one_line(self.query_one("#dialog-line", LineField).value)
        wrong = unseen_verdict(self.check, text) if self.masked else verdict(self.check, text)
        if wrong is None:
            self.dismiss(text)
        else:
            self._note(f"✱ {wrong}", refused=True)

    def unsaved(self) -> str | None:
        """The line, when it was changed."""
        changed = self.query_one("#dialog-line", LineField).value != one_line(self.value)
        return "The line you are writing is not kept" if changed else None

    def _note(self, text: str, *, refused: bool) -> None:
        note = self.query_one("#dialog-note", Static)
        note.set_class(refused, "-refused")
        note.update(literal(one_line(text)))


class AskLines(Dialog[str]):
    """Returns a text of several lines. Escape asks a second time before it drops changes."""

    CONTEXTS = ("form", "dialog")

    def __init__(self, title: str, *, value: str = "", check: Check = _fine) -> None:
        super().__init__(title)
        self.value = clean(value)
        self.check = check
        self._warned = False

    def body(self) -> ComposeResult:
        """The text and what is said about it."""
        yield TextField(self.value, id="dialog-lines")
        yield Static("", id="dialog-note", markup=False)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Writing on takes the warning back."""
        event.stop()
        self._warned = False
        self._note("")

    def cmd_accept(self) -> None:
        """Returns the text, or says what is wrong with it."""
        text = clean(self._area.text)
        wrong = verdict(self.check, text)
        if wrong is None:
            self.dismiss(text)
        else:
            self._note(f"✱ {wrong}")

    def cmd_cancel(self) -> None:
        """Closes; changed text only at the second time."""
        if self.unsaved() and not self._warned:
            self._warned = True
            self._note("✱ Not kept yet: ctrl+s keeps it, escape again drops it.")
            return
        self.dismiss(None)

    def unsaved(self) -> str | None:
        """The text, when it was changed."""
        return "The text you are writing is not kept" if self._area.text != self.value else None

    @property
    def _area(self) -> TextField:
        return self.query_one("#dialog-lines", TextField)

    def _note(self, text: str) -> None:
        note = self.query_one("#dialog-note", Static)
        note.set_class(bool(text), "-refused")
        note.update(literal(text))
