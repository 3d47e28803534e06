"""Where people type: what cannot be shown safely never gets in, by key or by paste."""

from collections.abc import Callable

from textual.binding import BindingsMap
from textual.events import Key, Paste
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from retrotui.core.text import clean, one_line

_EDITING = BindingsMap(Input.BINDINGS)


class LineField(Input):
    """One line of text. A paste of several lines is folded into one.

    Attributes:
        entered: What enter does, before the next letter is taken; None tells the parents of it
            with ``Input.Submitted``, after which letters typed ahead may already be in the text.
    """

    entered: Callable[[], None] | None = None

    def validate_value(self, value: str) -> str:
        """Keeps spaces as typed, drops what steers a terminal."""
        return clean(value.replace("\n", " ").replace("\r", " ").replace("\t", " "))

    async def _on_key(self, event: Key) -> None:
        """Does the field's own keys as they come.

        Textual does bound keys once they came up to the app; in a burst the letters typed after
        them would be in the text by then.
        """
        bound = () if event.is_printable else _EDITING.key_to_bindings.get(event.key, ())
        for binding in bound:
            if await self.app.run_action(binding.action, self):
                event.stop()
                return

    async def action_submit(self) -> None:
        """Enter."""
        if self.entered is None:
            await super().action_submit()
        else:
            self.entered()

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
