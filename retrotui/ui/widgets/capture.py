"""The line at the bottom where everything is captured, without leaving what is on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from retrotui.core.errors import RetroError
from retrotui.core.text import MAX_TEXT_BYTES, one_line
from retrotui.ui.command_screen import Keyed
from retrotui.ui.commanding import Obedient
from retrotui.ui.render import count, joined, literal
from retrotui.ui.widgets.fields import LineField

if TYPE_CHECKING:
    from textual.widget import Widget


class CaptureKind(StrEnum):
    """What is being written."""

    CARD = "card"
    ACTION = "action"
    DISSENT = "dissent"
    DECISION = "decision"
    PARKING = "parking"
    THANKS = "thanks"
    ANSWER = "answer"
    NOTE = "note"
    RESOLUTION = "what would resolve it"
    READING = "reading"
    OUTCOME = "outcome"
    FEEDBACK = "feedback"
    EXPECTATION = "expectation"


_SIDEWAYS = ("capture.next", "capture.previous")


@dataclass(frozen=True, slots=True)
class Then:
    """What follows a text that was kept.

    Attributes:
        ask: What the line is used for next; None goes on as before.
        note: Said below the line until something else is kept.
        instead: Mends what the note is about, by a key of its own.
    """

    ask: "Capture | None" = None
    note: str = ""
    instead: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One way to use the line.

    Attributes:
        keep: Stores the text. It refuses by raising a ``RetroError``; the text then stays.
        who: Whom it is for.
        place: Where it goes, such as a column's title.
        echo: What was understood of a text, shown beside it while typing. While the text is
            hidden it is given an empty one.
        masked: Show dots instead of letters until somebody peeks.
        limit: The longest text, in bytes of UTF-8.
        aside: Turns to the place beside, 1 on or -1 back, and says how it is written to.
        back: Where the focus goes when the line is closed; None is where it came from.
    """

    kind: CaptureKind
    keep: Callable[[str], Then | None]
    who: str = ""
    place: str = ""
    echo: Callable[[str], str] = one_line
    masked: bool = False
    limit: int = MAX_TEXT_BYTES
    aside: "Callable[[int], Capture | None] | None" = None
    back: "Widget | None" = None

    @property
    def label(self) -> str:
        """What stands before the text: ``card for bo in Anchors``."""
        who = f"for {self.who}" if self.who else ""
        place = f"in {self.place}" if self.place else ""
        return joined((self.kind.value, who, place), " ")


class CaptureLine(Obedient, Vertical):
    """Closed until asked; open, every letter is text, enter keeps and goes on, escape closes."""

    class Kept(Message):
        """A text was stored."""

        def __init__(self, kind: CaptureKind, text: str) -> None:
            super().__init__()
            self.kind = kind
            self.text = text

    class Closed(Message):
        """The line was closed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self.capture: Capture | None = None
        self._instead: Callable[[], None] | None = None
        super().__init__(id=id)
        self._drafts: dict[tuple[str, str, str], str] = {}
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """The sign, the text and what was understood; below, in full, why it was refused."""
        # A draft that comes back is gone on with: selected, the next letter would replace it.
        field = LineField(id="capture-text", compact=True, select_on_focus=False)
        field.can_focus = False
        field.entered = self.cmd_keep
        with Horizontal(id="capture-row"):
            yield Static("›", id="capture-label", markup=False)
            yield field
            yield Static("", id="capture-echo", markup=False)
        yield Static("", id="capture-refusal", markup=False)
        yield Static("", id="capture-note", markup=False)

    @property
    def is_open(self) -> bool:
        """Letters are text now."""
        return self.capture is not None

    @property
    def text(self) -> str:
        """What is written and not yet kept."""
        return self._field.value

    def open(self, capture: Capture) -> None:
        """Opens the line, with the draft that was left there."""
        self._leave_draft()
        if not self.is_open:
            self._came_from = self.screen.focused
        self._came_from = capture.back or self._came_from
        self.capture = capture
        field = self._field
        field.can_focus = True
        field.password = capture.masked
        field.value = self._drafts.pop(_draft_key(capture), "")
        field.cursor_position = len(field.value)
        self._label(f"› {capture.label}:")
        self._say(Then())
        self.add_class("-open")
        # At once, as letters may be waiting; and after whatever move of the focus is under way.
        self.screen.set_focus(field)
        field.focus()
        self._understand()

    def close(self) -> None:
        """Closes the line. What was written stays as the draft of this use."""
        if not self.is_open:
            return
        self._leave_draft()
        self.capture = None
        field = self._field
        with field.prevent(Input.Changed):
            field.value = ""
        field.can_focus = False
        field.password = False
        self.remove_class("-open")
        self._say(Then())
        self._label("›")
        self._echo("")
        back = self._came_from
        self.screen.set_focus(back if back is not None and back.is_attached else None)
        self.post_message(self.Closed())

    def unsaved(self) -> str | None:
        """What would be lost by quitting now."""
        drafts = len(self._drafts) + bool(self.is_open and self.text.strip())
        return f"{count(drafts, 'draft')} not kept" if drafts else None

    def contexts(self) -> tuple[str, ...]:
        """Peeking is there only for hidden text, mending only where something may be wrong."""
        masked = self.capture is not None and self.capture.masked
        more = (("capture-masked", masked), ("capture-instead", self._instead is not None))
        return ("capture", *(context for context, is_there in more if is_there))

    def why_not(self, command_id: str, /) -> str | None:
        """Most of what is written has one place."""
        if command_id in _SIDEWAYS and not self._has_aside:
            return "There is no other place to write this; esc closes the line."
        return super().why_not(command_id)

    def offered(self, command_id: str, /) -> bool:
        """Turning to the place beside, where there is one."""
        return command_id not in _SIDEWAYS or self._has_aside

    def cmd_next(self) -> None:
        """On to the place beside."""
        self._turn(1)

    def cmd_previous(self) -> None:
        """Back to the place before."""
        self._turn(-1)

    def cmd_close(self) -> None:
        """Closes the line."""
        self.close()

    def cmd_peek(self) -> None:
        """Shows or hides the letters."""
        self._field.password = not self._field.password
        self._understand()

    def cmd_instead(self) -> None:
        """Does what the note offers."""
        instead = self._instead
        if instead is not None:
            self._say(Then())
            instead()

    def cmd_keep(self) -> None:
        """Stores the text, or says why not and leaves it as it is."""
        capture, text = self.capture, one_line(self.text)
        if capture is None:
            return
        if not text:
            self.close()
            return
        size = len(text.encode())
        if size > capture.limit:
            self._refuse(f"too long: {size:,} of {capture.limit:,} bytes; nothing was cut")
            return
        try:
            then = capture.keep(text) or Then()
        except RetroError as error:
            self._refuse(joined((error.message, error.hint or "")))
            return
        self._field.value = ""
        if then.ask is not None:
            self.open(then.ask)
        self._say(then)
        self.post_message(self.Kept(capture.kind, text))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter may change what is understood."""
        event.stop()
        self.remove_class("-refused")
        self._understand()

    @property
    def _has_aside(self) -> bool:
        return self.capture is not None and self.capture.aside is not None

    def _turn(self, by: int) -> None:
        """The text goes along; where a draft waits, it comes after that."""
        if self.capture is None or self.capture.aside is None:
            return
        beside = self.capture.aside(by)
        if beside is None:
            return
        text, field = self.text, self._field
        with field.prevent(Input.Changed):
            field.value = ""
        self.open(beside)
        field.value = joined((field.value, text), " ")
        field.cursor_position = len(field.value)

    @property
    def _field(self) -> LineField:
        return self.query_one("#capture-text", LineField)

    def _understand(self) -> None:
        if self.capture is None:
            return
        shown = "" if self._field.password else self.text
        understood = self.capture.echo(shown)
        self._echo(f"→ {understood}" if understood else "")

    def _say(self, then: Then) -> None:
        self.remove_class("-refused")
        self.query_one("#capture-note", Static).update(literal(one_line(then.note)))
        self.set_class(bool(then.note), "-noted")
        self._instead = then.instead
        self.rebind()
        if isinstance(self.screen, Keyed):
            self.screen.refresh_hints()

    def _refuse(self, why: str) -> None:
        self._say(Then())
        self.query_one("#capture-refusal", Static).update(literal(one_line(f"✱ {why}")))
        self.add_class("-refused")
        self._echo("")

    def _label(self, text: str) -> None:
        self.query_one("#capture-label", Static).update(literal(text))

    def _echo(self, text: str) -> None:
        echo = self.query_one("#capture-echo", Static)
        echo.update(literal(one_line(text)))
        echo.display = bool(text)

    def _leave_draft(self) -> None:
        if self.capture is not None and self.text.strip():
            self._drafts[_draft_key(self.capture)] = self.text


def _draft_key(capture: Capture) -> tuple[str, str, str]:
    return (capture.kind, capture.who, capture.place)
