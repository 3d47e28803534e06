"""A scrolling list drawn line by line: items of their own heights, one of them selected."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Generic, Protocol, Self, TypeVar

from textual.cache import LRUCache
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from retrotui.ui.commanding import Obedient
from retrotui.ui.render import Tone, wrap
from retrotui.ui.widgets.inks import Inked


class Item(Protocol):
    """Anything with a name that lasts; an empty one cannot be selected."""

    @property
    def id(self) -> str:
        """The record's id; empty for headings and rules."""
        ...


_INDENT = "  "
_MOST_DRAWN = 256
"""Lines kept as they were drawn: a few windows full."""

_Line = tuple[int, int, int, bool, bool]
"""Index of the item, line in it, cells of the window, selected, lit."""

I = TypeVar("I", bound=Item)  # noqa: E741 - a type variable


class LineList(Obedient, Inked, ScrollView, Generic[I], can_focus=True, inherit_bindings=False):
    """The common part of rows and cards. Heights are summed once; moving repaints two items.

    Subclasses say how high an item is and draw one of its lines. The width handed to both already
    leaves room for the scrollbar, which never makes the text jump.

    Args:
        empty: What to say when there are none.
        letters: ``g`` and ``G`` go to the ends; without, they are free for what is around it.
    """

    class Moved(Message):
        """Another item was selected by a key or the mouse."""

        def __init__(self, control: "LineList[Any]", item_id: str) -> None:
            super().__init__()
            self._control = control
            self.item_id = item_id

        @property
        def control(self) -> "LineList[Any]":
            """The list it happened in."""
            return self._control

    def __init__(
        self,
        *,
        empty: str = "",
        letters: bool = True,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        self.letters = letters
        super().__init__(name=name, id=id, classes=classes)
        self._empty = empty
        self.keep_lit = False
        """Show the selection as if it had the focus, for a list that a text field steers."""
        self._items: tuple[I, ...] = ()
        self._starts: list[int] = [0]
        self._index = -1
        self._drawn: LRUCache[_Line, Strip] = LRUCache(_MOST_DRAWN)

    def height_of(self, item: I, width: int, /) -> int:
        """The lines an item takes at a width, at least 1."""
        raise NotImplementedError

    def draw(self, item: I, line: int, width: int, *, selected: bool) -> Strip:
        """One line of an item."""
        raise NotImplementedError

    def contexts(self) -> tuple[str, ...]:
        """Moving; to the ends by letters, too, unless others want these."""
        return ("list", "list-ends") if self.letters else ("list",)

    @property
    def empty(self) -> str:
        """What to say when there are none."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            self.refresh()

    @property
    def items(self) -> tuple[I, ...]:
        """What it shows."""
        return self._items

    @property
    def selected_id(self) -> str | None:
        """The id of the selected item; None when there is nothing to select."""
        return self._items[self._index].id if 0 <= self._index < len(self._items) else None

    @property
    def lit(self) -> bool:
        """The selection is what keys act on."""
        return self.keep_lit or self.has_focus

    @property
    def line_width(self) -> int:
        """The cells one line has."""
        return self.scrollable_content_region.width

    def set_items(self, items: Sequence[I]) -> None:
        """Shows other items. The selection stays on its record, else near where it was."""
        before, chosen, old_starts = self._items, self.selected_id, self._starts
        self._items = tuple(items)
        self._index = self._index_of(chosen)
        self._lay_out()
        if len(before) != len(self._items) or old_starts != self._starts:
            self.refresh()
            return
        for index, (old, new) in enumerate(zip(before, self._items, strict=True)):
            if old != new:
                self._refresh_item(index)

    def select(self, item_id: str) -> bool:
        """Selects a record without a message; False when it is not shown."""
        for index, item in enumerate(self._items):
            if item.id == item_id and item_id:
                self._move_to(index, tell=False)
                return True
        return False

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Asks for a repaint; without a region nothing drawn before serves any more."""
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Lines in other colours are other lines."""
        self._drawn.clear()
        super().notify_style_update()

    def watch_has_focus(self, _focused: bool) -> None:
        """The selection says where the focus is; no style sheet does, so nothing is restyled."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the window, without Textual's way around borders: a list has none.

        A line drawn once serves until it changes, wherever it is scrolled to, with all that
        Textual keeps in it.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        filters = self.get_line_filters()
        if filters:
            _, ground = self.background_colors
            for each in filters:
                strips = [strip.apply_filter(each, ground) for strip in strips]
        if crop.column_span == (0, self.size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        line, width = y + self.scroll_offset.y, self.size.width
        if not self._items or line >= self._starts[-1]:
            key = (-1, line, width, False, False)
        else:
            index = bisect_right(self._starts, line) - 1
            key = (index, line - self._starts[index], width, index == self._index, self.lit)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = self._draw(key)
        return found

    def cmd_up(self) -> None:
        """To the item above."""
        self._step(-1)

    def cmd_down(self) -> None:
        """To the item below."""
        self._step(1)

    def cmd_first(self) -> None:
        """To the first item."""
        self._move_to(self._selectable(range(len(self._items))))
        self.scroll_home(animate=False)

    def cmd_last(self) -> None:
        """To the last item."""
        self._move_to(self._selectable(range(len(self._items) - 1, -1, -1)))

    def cmd_page_up(self) -> None:
        """Up by what the window shows."""
        self._page(-1)

    def cmd_page_down(self) -> None:
        """Down by what the window shows."""
        self._page(1)

    def on_resize(self, _event: Resize) -> None:
        """Heights depend on the width."""
        self._lay_out()
        self._show(self._index)
        self.refresh()

    def on_focus(self, _event: Focus) -> None:
        """The selection looks different with the focus."""
        self._refresh_item(self._index)

    def on_blur(self, _event: Blur) -> None:
        """The selection looks different with the focus."""
        self._refresh_item(self._index)

    def on_click(self, event: Click) -> None:
        """A click selects."""
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= line < self._starts[-1]:
            index = bisect_right(self._starts, line) - 1
            if self._items[index].id:
                self._move_to(index)

    def _lay_out(self) -> None:
        self._drawn.clear()
        width = self.line_width
        heights = [max(1, self.height_of(item, width)) for item in self._items] if width else []
        self._starts = [0, *accumulate(heights)]
        self.virtual_size = Size(width, self._starts[-1])

    def _index_of(self, item_id: str | None) -> int:
        for index, item in enumerate(self._items):
            if item_id and item.id == item_id:
                return index
        near = min(max(self._index, 0), len(self._items) - 1)
        onward = self._selectable(range(max(near, 0), len(self._items)))
        return onward if onward >= 0 else self._selectable(range(near, -1, -1))

    def _selectable(self, indexes: range) -> int:
        return next((each for each in indexes if self._items[each].id), -1)

    def _step(self, by: int) -> None:
        end = len(self._items) if by > 0 else -1
        found = self._selectable(range(self._index + by, end, by))
        if found >= 0:
            self._move_to(found)
        elif self._items:
            # Nothing more to select that way: show the headings or the rest of a long item.
            self.scroll_relative(y=by, animate=False)

    def _page(self, by: int) -> None:
        if self._index < 0:
            return
        line = self._starts[self._index] + by * max(1, self.size.height - 1)
        target = bisect_right(self._starts, min(max(line, 0), self._starts[-1] - 1)) - 1
        onward = range(target, len(self._items)) if by > 0 else range(target, -1, -1)
        found = self._selectable(onward)
        self._move_to(found) if found >= 0 else self._step(by)

    def _move_to(self, index: int, *, tell: bool = True) -> None:
        if index < 0 or index == self._index:
            return
        before, self._index = self._index, index
        self._refresh_item(before)
        self._refresh_item(index)
        self._show(index)
        if tell:
            self.post_message(self.Moved(self, self._items[index].id))

    def _show(self, index: int) -> None:
        if not 0 <= index < len(self._starts) - 1:
            return
        top = self._starts[index]
        region = Region(0, top, 1, self._starts[index + 1] - top)
        self.scroll_to_region(region, animate=False, force=True)

    def _draw(self, key: _Line) -> Strip:
        index, line, whole, selected, _ = key
        width = self.line_width
        if index >= 0:
            strip = self.draw(self._items[index], line, width, selected=selected)
        else:
            strip = Strip.blank(width, self.plain) if self._items else self._empty_line(line, width)
        return strip.adjust_cell_length(whole, self.plain)

    def _refresh_item(self, index: int) -> None:
        if 0 <= index < len(self._starts) - 1:
            self.refresh_lines(self._starts[index], self._starts[index + 1] - self._starts[index])

    def _empty_line(self, line: int, width: int) -> Strip:
        lines = wrap(self.empty, width - len(_INDENT)) if self.empty else ()
        if line >= len(lines):
            return Strip.blank(width, self.plain)
        return self.strip([(_INDENT + lines[line], self.ink(Tone.MUTED))], width, self.plain)
