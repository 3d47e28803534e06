"""Choose from a list: type to narrow it, or press a choice's own key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from retrotui.core.text import one_line
from retrotui.ui.commanding import Hint
from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.fields import LineField
from retrotui.ui.widgets.rows import Column, Row, RowList

V = TypeVar("V")
R = TypeVar("R")

_NEW = "new"
_MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Choice(Generic[V]):
    """One thing to choose.

    Attributes:
        value: What is returned.
        title: What is shown and searched; text from people is fine.
        note: Shown beside it, quiet; searched too.
        key: A letter that picks it at once, in a list without a filter.
    """

    value: V
    title: str
    note: str = ""
    key: str = ""


class _Picker(Dialog[R], Generic[V, R]):
    CONTEXTS: ClassVar[tuple[str, ...]] = ("choose", "dialog")

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[V]],
        *,
        prompt: str = "type to narrow",
        current: V | None = None,
        filtered: bool = True,
        make: Callable[[str], V] | None = None,
    ) -> None:
        super().__init__(title)
        self.choices = tuple(choices)
        self.prompt = prompt
        self.current = current
        self.filtered = filtered
        self.make = make

    def body(self) -> ComposeResult:
        """The filter and the list."""
        if self.filtered:
            yield LineField(placeholder=one_line(self.prompt), compact=True, id="dialog-line")
        rows = RowList(
            Column(width=3),
            Column(),
            Column(width=30, keep=-1),
            empty="Nothing fits. Shorten what you typed.",
            opens=False,
            id="choose-rows",
        )
        rows.styles.height = self._height
        rows.keep_lit = True
        rows.can_focus = not self.filtered
        yield rows

    def on_mount(self) -> None:
        """All choices, the present one selected."""
        self._fill("")
        for index, choice in enumerate(self.choices):
            if self.current is not None and choice.value == self.current:
                self._rows.select(str(index))

    def why_not(self, command_id: str, /) -> str | None:
        """Picking needs something to pick."""
        if command_id in ("choose.pick", "choose.mark") and self._rows.selected_id is None:
            return "Nothing fits what you typed."
        return None

    def cmd_up(self) -> None:
        """To the one above."""
        self._rows.cmd_up()

    def cmd_down(self) -> None:
        """To the one below."""
        self._rows.cmd_down()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing narrows the list."""
        event.stop()
        self._fill(event.value)
        if event.value:
            self._rows.cmd_first()
        self.refresh_hints()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter picks."""
        event.stop()
        await self.run_command("choose.pick")

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A second click picks."""
        event.stop()
        await self.run_command("choose.pick")

    async def on_key(self, event: Key) -> None:
        """A choice's own key picks it."""
        if self.filtered or event.character is None:
            return
        for index, choice in enumerate(self.choices):
            if choice.key and choice.key == event.character:
                event.stop()
                self._rows.select(str(index))
                await self.run_command("choose.pick")
                return

    @property
    def _height(self) -> int:
        """One for all filters, so that nothing jumps while typing."""
        return min(_MOST_ROWS, len(self.choices) + (self.make is not None) or 1)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#choose-rows", RowList)

    @property
    def _typed(self) -> str:
        return one_line(self.query_one("#dialog-line", LineField).value) if self.filtered else ""

    def _fill(self, typed: str) -> None:
        words = one_line(typed).casefold().split()
        exact = one_line(typed).casefold()
        fits = [
            (_closeness(exact, choice.title), index)
            for index, choice in enumerate(self.choices)
            if all(word in f"{choice.title} {choice.note}".casefold() for word in words)
        ]
        rows = [self._row(index) for _, index in sorted(fits)]
        known = any(one_line(choice.title).casefold() == exact for choice in self.choices)
        if self.make is not None and exact and not known:
            rows.append(Row(_NEW, (Bit("+", Tone.ACCENT), one_line(typed), Bit("new", Tone.MUTED))))
        self._rows.set_rows(rows)

    def _row(self, index: int) -> Row:
        choice = self.choices[index]
        return Row(str(index), (self._sign(index), choice.title, Bit(choice.note, Tone.MUTED)))

    def _sign(self, index: int) -> Bit:
        return Bit(self.choices[index].key, Tone.ACCENT)

    def _selected(self) -> V | None:
        chosen = self._rows.selected_id
        if chosen == _NEW and self.make is not None:
            return self.make(self._typed)
        return None if chosen is None else self.choices[int(chosen)].value


def _closeness(typed: str, shown: str) -> int:
    """0 when a title begins with what was typed, 1 when it holds it, 2 when only its note does."""
    title = one_line(shown).casefold()
    if title.startswith(typed):
        return 0
    return 1 if typed in title else 2


class Choose(_Picker[V, V], Generic[V]):
    """Returns the value of one choice.

    Args:
        title: What is chosen.
        choices: What there is.
        prompt: What the empty filter says.
        current: The value selected at first.
        filtered: Typing narrows the list; without, a choice's ``key`` picks it and ``j``/``k``
            move.
        make: Makes a value of what was typed, offered when nothing is called exactly that.
    """

    def cmd_pick(self) -> None:
        """Returns the selected one."""
        self.dismiss(self._selected())


class ChooseSeveral(_Picker[V, tuple[V, ...]], Generic[V]):
    """Returns the values of all marked choices, and the one typed for; else the selected one.

    Of what is new, several are made at once with commas between them.
    """

    CONTEXTS = ("choose-several", "choose", "dialog")

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice[V]],
        *,
        marked: Sequence[V] = (),
        prompt: str = "type to narrow, tab to mark",
        make: Callable[[str], V] | None = None,
    ) -> None:
        super().__init__(title, choices, prompt=prompt, make=make)
        self.marked: list[V] = list(marked)

    def titled(self, hint: Hint) -> str:
        """Enter takes them all."""
        return "take marked" if hint.command_id == "choose.pick" else hint.title

    def why_not(self, command_id: str, /) -> str | None:
        """With something marked, enter always works."""
        if command_id == "choose.pick" and self.marked:
            return None
        return super().why_not(command_id)

    def cmd_mark(self) -> None:
        """Marks or unmarks the selected one, and clears the filter for the next."""
        if self._rows.selected_id == _NEW:
            self._mark_new()
        elif (value := self._selected()) in self.marked:
            self.marked.remove(value)
        elif value is not None:
            self.marked.append(value)
        self.query_one("#dialog-line", LineField).value = ""
        self._fill("")

    def cmd_pick(self) -> None:
        """Returns the marked ones; somebody typed for is meant, marked or not."""
        if self._rows.selected_id == _NEW:
            self._mark_new()
        elif self._typed or not self.marked:
            value = self._selected()
            if value is not None and value not in self.marked:
                self.marked.append(value)
        self.dismiss(tuple(self.marked))

    def _mark_new(self) -> None:
        """Marks all that was typed, what is new and what is there already."""
        make = self.make
        if make is None:
            return
        for each in filter(None, map(one_line, self._typed.split(","))):
            name = each.casefold()
            known = (one for one in self.choices if one_line(one.title).casefold() == name)
            choice = next(known, None) or Choice(make(each), each)
            if choice not in self.choices:
                self.choices = (*self.choices, choice)
            if choice.value not in self.marked:
                self.marked.append(choice.value)
        self._rows.styles.height = self._height

    def _row(self, index: int) -> Row:
        choice = self.choices[index]
        return Row(str(index), (self._sign(index), choice.title, Bit(choice.note, Tone.MUTED)))

    def _sign(self, index: int) -> Bit:
        on = self.choices[index].value in self.marked
        return Bit("●", Tone.ACCENT) if on else Bit("○", Tone.MUTED)
