"""Several labelled fields at once: editing an action, a decision, a dissent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Input, Static, TextArea

from retrotui.core.text import clean, one_line
from retrotui.ui.dialogs.ask import verdict
from retrotui.ui.dialogs.base import Check, Dialog, Echo
from retrotui.ui.render import literal
from retrotui.ui.widgets.fields import LineField, TextField

_AROUND_FIELDS = 6
_LEAST_ROOM = 2


def _fine(_text: str) -> None:
    return None


def _silent(_text: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        key: Its name in the answer.
        label: What stands before it.
        value: What stands in it at first.
        prompt: Shown while it is empty.
        check: Says what is wrong with its text.
        echo: Says, while typing, what was understood.
        lines: More than one makes it a text of several lines.
    """

    key: str
    label: str
    value: str = ""
    prompt: str = ""
    check: Check = _fine
    echo: Echo = _silent
    lines: int = 1


class Form(Dialog[Mapping[str, str]]):
    """Returns every field's text by key. Enter goes on to the next field, in the last one it keeps.

    A refused field says why below itself and gets the focus; nothing typed is lost. Escape asks a
    second time before it drops changes.
    """

    CONTEXTS = ("form", "dialog")

    def __init__(self, title: str, fields: Sequence[Field]) -> None:
        super().__init__(title)
        self.fields = tuple(fields)
        self._warned = False

    def body(self) -> ComposeResult:
        """The fields, each with a line for what is said about it."""
        with VerticalScroll(id="form-fields", can_focus=False):
            for index, field in enumerate(self.fields):
                with Horizontal(classes="form-row"):
                    yield Static(literal(one_line(field.label)), classes="form-label")
                    yield self._editor(index, field)
                yield Static("", id=f"form-note-{index}", classes="form-note", markup=False)

    def on_mount(self) -> None:
        """What was understood of what stands there."""
        for index in range(len(self.fields)):
            self._understand(index)

    def on_resize(self, event: Resize) -> None:
        """The fields scroll where the screen is too low for them; the keys stay in sight."""
        room = max(_LEAST_ROOM, event.size.height - _AROUND_FIELDS)
        self.query_one("#form-fields").styles.max_height = room

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what was understood."""
        event.stop()
        self._changed(event.input.id)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Says what was understood."""
        event.stop()
        self._changed(event.text_area.id)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on, or keeps."""
        event.stop()
        if event.input.id == _editor_id(len(self.fields) - 1):
            await self.run_command("form.accept")
        else:
            self.focus_next()

    def cmd_accept(self) -> None:
        """Returns the texts, or goes to the first that is wrong."""
        first_wrong: int | None = None
        for index, field in enumerate(self.fields):
            wrong = verdict(field.check, self._text(index))
            if wrong is not None:
                self._note(index, f"✱ {wrong}", refused=True)
                first_wrong = index if first_wrong is None else first_wrong
        if first_wrong is not None:
            self.query_one(f"#{_editor_id(first_wrong)}").focus()
            return
        self.dismiss({field.key: self._text(index) for index, field in enumerate(self.fields)})

    def cmd_cancel(self) -> None:
        """Closes; changed fields only at the second time."""
        if self.unsaved() and not self._warned:
            self._warned = True
            last = len(self.fields) - 1
            self._note(last, "✱ Not kept yet: ctrl+s keeps it, escape again drops it.",
                       refused=True)  # fmt: skip
            return
        self.dismiss(None)

    def text_of(self, index: int) -> str:
        """What stands in a field now."""
        return self._text(index)

    def refuse(self, index: int, why: str) -> None:
        """Says what is wrong with a field, and goes there."""
        self._note(index, f"✱ {why}", refused=True)
        self.query_one(f"#{_editor_id(index)}").focus()

    def unsaved(self) -> str | None:
        """The fields, when one was changed."""
        for index, field in enumerate(self.fields):
            was = clean(field.value) if field.lines > 1 else one_line(field.value)
            if self._text(index) != was:
                return "The form you are filling in is not kept"
        return None

    def _editor(self, index: int, field: Field) -> LineField | TextField:
        if field.lines > 1:
            area = TextField(field.value, id=_editor_id(index))
            area.styles.height = field.lines
            return area
        return LineField(one_line(field.value), placeholder=one_line(field.prompt), compact=True,
                         id=_editor_id(index))  # fmt: skip

    def _changed(self, editor_id: str | None) -> None:
        self._warned = False
        for index in range(len(self.fields)):
            if editor_id == _editor_id(index):
                self._understand(index)

    def _understand(self, index: int) -> None:
        self._note(index, self.fields[index].echo(self._text(index)), refused=False)

    def _text(self, index: int) -> str:
        editor = self.query_one(f"#{_editor_id(index)}")
        if isinstance(editor, TextField):
            return clean(editor.text)
        return one_line(editor.value) if isinstance(editor, LineField) else ""

    def _note(self, index: int, text: str, *, refused: bool) -> None:
        note = self.query_one(f"#form-note-{index}", Static)
        note.set_class(refused, "-refused")
        note.update(literal(one_line(text)))


def _editor_id(index: int) -> str:
    return f"form-field-{index}"
