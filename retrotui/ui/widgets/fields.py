"""Where people type: what cannot be shown safely never gets in, by key or by paste."""

from textual.events import Paste
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from retrotui.core.text import clean, one_line


class LineField(Input):
    """One line of text. A paste of several lines is folded into one."""

    def validate_value(self, value: str) -> str:
        """Keeps spaces as typed, drops what steers a terminal."""
        return clean(value.replace("\n", " ").replace("\r", " ").replace("\t", " "))

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        text = one_line(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class TextField(TextArea):
    """Several lines of text."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(clean(text), id=id, tab_behavior="focus", show_line_numbers=False)

    def edit(self, edit: Edit) -> EditResult:
        """Every change goes through here, whatever made it."""
        edit.text = clean(edit.text)
        return super().edit(edit)
