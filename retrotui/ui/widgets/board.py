"""Columns of cards side by side; where they do not fit, one at a time under a line of tabs."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, DescendantFocus, Resize
from textual.message import Message
from textual.strip import Strip

from retrotui.core.text import display_width, fit, one_line
from retrotui.ui.commanding import Obedient
from retrotui.ui.render import Tone, wrap
from retrotui.ui.widgets.cards import BoardColumn, CardView
from retrotui.ui.widgets.inks import Inked

LEAST_COLUMN = 18
"""Columns narrower than this are folded."""

_MOST_PROMPT_LINES = 2
_LOW = 8
"""Where there are fewer lines, cards need them more than the questions do."""

_TAB_GAP = "   "


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as it is drawn.

    Attributes:
        key: The column's key in its agenda item.
        prompt: The question it asks.
    """

    key: str
    title: str
    cards: tuple[CardView, ...] = ()
    prompt: str = ""


class _Head(Inked):
    def __init__(self, view: ColumnView) -> None:
        super().__init__()
        self.view = view
        self.titled = True

    def show(self, view: ColumnView, prompt_lines: int, *, titled: bool) -> None:
        """Draws a column's prompt and, unless a tab does, its title and count."""
        self.display = titled or prompt_lines > 0
        self.styles.height = titled + prompt_lines
        if (view, titled) != (self.view, self.titled):
            self.view, self.titled = view, titled
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The title and how many, then the prompt."""
        width, base = self.size.width, self.plain
        if y == 0 and self.titled:
            number = str(len(self.view.cards))
            title = one_line(self.view.title)
            title = fit(title, min(display_width(title), max(0, width - len(number) - 2)))
            pieces = [(f" {title} ", self.ink(Tone.STRONG)), (number, self.ink(Tone.MUTED))]
            return self.strip(pieces, width, base)
        lines = _prompt_lines(self.view, width)
        line = y - self.titled
        text = f" {lines[line]}" if line < len(lines) else ""
        return self.strip([(text, self.ink(Tone.MUTED))], width, base)


class _Tabs(Inked):
    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self.labels: tuple[str, ...] = ()
        self.active = 0
        self._ends: list[int] = []

    def show(self, labels: tuple[str, ...], active: int) -> None:
        """Draws the columns' names, the active one between angles."""
        if (labels, active) != (self.labels, self.active):
            self.labels, self.active = labels, active
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The names; where they do not fit, those around the active one."""
        width, base = self.size.width, self.plain
        if y:
            return Strip.blank(width, base)
        texts = [
            f"‹ {label} ›" if index == self.active else label
            for index, label in enumerate(self.labels)
        ]
        start = self._first_shown(texts, width)
        pieces, self._ends, end = [], [0] * start, 0
        for index, text in enumerate(texts[start:], start):
            tone = Tone.ACCENT if index == self.active else Tone.MUTED
            pieces += [(text, self.ink(tone)), (_TAB_GAP, base)]
            end += display_width(text) + len(_TAB_GAP)
            self._ends.append(end)
        return self.strip(pieces, width, base)

    def on_click(self, event: Click) -> None:
        """Clicking a name goes there."""
        x = event.get_content_offset_capture(self).x
        for index, end in enumerate(self._ends):
            if x < end:
                self.post_message(self.Picked(index))
                return

    def _first_shown(self, texts: list[str], width: int) -> int:
        start = 0
        while start < self.active:
            shown = texts[start : self.active + 1]
            if sum(display_width(each) + len(_TAB_GAP) for each in shown) <= width:
                break
            start += 1
        return start


class _Lane(Vertical):
    """A column with its head."""

    def __init__(self, view: ColumnView, column: BoardColumn) -> None:
        self.head = _Head(view)
        self.column = column
        super().__init__(self.head, column, classes="board-lane")


class Board(Obedient, Vertical):
    """Titled columns of cards. ``h`` and ``l`` go sideways, the column itself up and down."""

    CONTEXTS = ("board",)

    class Moved(Message):
        """Another card, or another column, was selected."""

        def __init__(self, column: str, card_id: str | None) -> None:
            super().__init__()
            self.column = column
            self.card_id = card_id

    def __init__(
        self,
        *,
        empty: str = "",
        letters: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.letters = letters
        self._views: tuple[ColumnView, ...] = ()
        self._lanes: tuple[_Lane, ...] = ()
        self._active = 0

    def compose(self) -> ComposeResult:
        """A line of tabs, shown when folded, and the columns."""
        yield _Tabs()
        yield Horizontal(id="board-columns")

    @property
    def active_column(self) -> str | None:
        """Key of the column in use."""
        return self._views[self._active].key if self._views else None

    @property
    def selected_card(self) -> str | None:
        """Id of the card selected in the active column."""
        lanes = self._lanes
        return lanes[self._active].column.selected_id if self._active < len(lanes) else None

    @property
    def folded(self) -> bool:
        """Only one column is shown."""
        return self.has_class("-folded")

    async def set_columns(self, views: Sequence[ColumnView]) -> None:
        """Shows other cards; other columns too, when their keys differ."""
        keys = [each.key for each in self._views]
        self._views = tuple(views)
        self._active = min(self._active, max(0, len(self._views) - 1))
        if keys != [each.key for each in self._views]:
            await self._build()
        for column, view in zip(self._columns(), self._views, strict=True):
            column.set_items(view.cards)
        self._arrange(self.size.width)

    def go_to(self, column: str, card_id: str | None = None) -> None:
        """Makes a column active and, when given, selects a card in it."""
        for index, view in enumerate(self._views):
            if view.key == column:
                self._activate(index)
                if card_id is not None:
                    self._columns()[index].select(card_id)

    def select(self, card_id: str) -> bool:
        """Selects a card wherever it lies; False when it is not there.

        The focus follows within the board, and stays where it is when that is elsewhere.
        """
        columns = self._columns()
        for index, column in enumerate(columns):
            if column.select(card_id) or column.selected_id == card_id:
                within = self.screen.focused in columns
                self._active = index
                self._arrange(self.size.width)
                if within:
                    column.focus(scroll_visible=False)
                return True
        return False

    def turn(self, by: int) -> None:
        """Makes the column beside active, around the ends; the focus stays where it is."""
        if self._views:
            self._active = (self._active + by) % len(self._views)
            self._arrange(self.size.width)
            self._tell()

    @property
    def active_widget(self) -> BoardColumn | None:
        """The column in use, to put the focus on."""
        columns = self._columns()
        return columns[self._active] if self._active < len(columns) else None

    def focus_board(self) -> None:
        """Puts the focus on the active column."""
        self._activate(self._active)

    def cmd_left(self) -> None:
        """To the column on the left."""
        self._activate(self._active - 1)

    def cmd_right(self) -> None:
        """To the column on the right."""
        self._activate(self._active + 1)

    def on_resize(self, event: Resize) -> None:
        """Folds or unfolds."""
        self._arrange(event.size.width)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A click or tab into a column makes it the active one."""
        columns = self._columns()
        if isinstance(event.widget, BoardColumn) and event.widget in columns:
            index = columns.index(event.widget)
            if index != self._active:
                self._active = index
                self._tell()
            self._arrange(self.size.width)

    def on_line_list_moved(self, event: BoardColumn.Moved) -> None:
        """A card was selected."""
        event.stop()
        self._tell()

    def on__tabs_picked(self, event: _Tabs.Picked) -> None:
        """A tab was clicked."""
        event.stop()
        self._activate(event.index)

    async def _build(self) -> None:
        holder = self.query_one("#board-columns", Horizontal)
        await holder.remove_children()
        self._lanes = tuple(
            _Lane(view, BoardColumn(empty=self.empty, letters=self.letters)) for view in self._views
        )
        await holder.mount_all(self._lanes)

    def _columns(self) -> list[BoardColumn]:
        return [each.column for each in self._lanes if each.is_mounted]

    def _activate(self, index: int) -> None:
        columns = self._columns()
        if 0 <= index < len(columns):
            moved, self._active = index != self._active, index
            self._arrange(self.size.width)
            columns[index].focus(scroll_visible=False)
            if moved:
                self._tell()

    def _tell(self) -> None:
        if self.active_column is not None:
            self.post_message(self.Moved(self.active_column, self.selected_card))

    def _arrange(self, width: int) -> None:
        lanes = self._lanes
        if not lanes or not width:
            return
        folded = width < LEAST_COLUMN * len(lanes)
        self.set_class(folded, "-folded")
        for index, lane in enumerate(lanes):
            lane.display = not folded or index == self._active
        each = width if folded else width // len(lanes)
        lines = max(len(_prompt_lines(view, each)) for view in self._views)
        if self.size.height < _LOW:
            lines = 0
        for lane, view in zip(lanes, self._views, strict=True):
            lane.head.show(view, lines, titled=not folded)
        labels = tuple(f"{one_line(view.title)} {len(view.cards)}" for view in self._views)
        self.query_one(_Tabs).show(labels, self._active)


def _prompt_lines(view: ColumnView, width: int) -> tuple[str, ...]:
    return wrap(view.prompt, width - 2, _MOST_PROMPT_LINES) if view.prompt else ()
