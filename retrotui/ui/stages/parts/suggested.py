"""Suggested groups, one after the other: each is taken with a key or left alone with one."""

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from retrotui.core.similar import Suggestion
from retrotui.core.text import one_line
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.base import Check, Dialog
from retrotui.ui.render import Bit, Tone, count, literal
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import Column, Row, RowList

_CONTEXT = "suggested"
_MOST_ROWS = 10
_AROUND = 9

REGISTRY.add(
    Command("suggested.take", ("enter", "y"), "group them", "Make the suggested group", _CONTEXT,
            hint=True, weight=80, palette=False),
    Command("suggested.leave", ("n",), "leave them", "Leave these cards as they are", _CONTEXT,
            hint=True, weight=78, palette=False),
    Command("suggested.name", ("R",), "name", "Give the suggested group another name", _CONTEXT,
            hint=True, weight=60, palette=False),
)  # fmt: skip

Told = Mapping[str, tuple[str, ...]]
"""What each subject of a suggestion says, by its id: the lines that stand for it."""


class Suggested(Dialog[None]):
    """Goes through suggested groups; nothing is grouped without a key.

    Args:
        offered: The suggestions.
        told: What their subjects say.
        take: Makes a group of a suggestion, under a name.
        leave: Told what is left alone.
        check: Says what is wrong with a name.
    """

    CONTEXTS = (_CONTEXT, "dialog")
    DEFAULT_CSS = """
    #suggested-name { color: $foreground; text-style: bold; }
    """

    def __init__(
        self,
        offered: Sequence[Suggestion],
        told: Told,
        *,
        take: Callable[[Suggestion, str], object],
        leave: Callable[[Suggestion], object],
        check: Check,
    ) -> None:
        super().__init__("")
        self._offered = tuple(offered)
        self._told = told
        self._take, self._leave, self._check = take, leave, check
        self._place = 0
        self._title_now = ""

    def body(self) -> ComposeResult:
        """The name, and the cards under it."""
        yield Static("", id="suggested-name", classes="dialog-text", markup=False)
        rows = RowList(Column(width=1), Column(wraps=True), opens=False, letters=False,
                       id="suggested-cards")  # fmt: skip
        rows.styles.height = self._height
        yield rows

    def on_mount(self) -> None:
        """The first one."""
        self._show(0)

    def cmd_take(self) -> None:
        """Makes the group, then shows the next suggestion."""
        self._take(self._current, self._title_now)
        self._show(self._place + 1)

    def cmd_leave(self) -> None:
        """Leaves these cards alone, then shows the next suggestion."""
        self._leave(self._current)
        self._show(self._place + 1)

    def cmd_name(self) -> None:
        """Asks for another name."""

        def keep(name: str | None) -> None:
            if name is not None:
                self._title_now = name
                self._draw_title()

        self.app.push_screen(Ask("Name this group", value=self._title_now, check=self._check), keep)

    @property
    def _current(self) -> Suggestion:
        return self._offered[self._place]

    @property
    def _height(self) -> int:
        """One for all of them, so that nothing jumps from one to the next."""
        most = max(len(self._lines(each)) for each in self._offered)
        return max(2, min(_MOST_ROWS, most + 1, self.app.size.height - _AROUND))

    def _lines(self, suggestion: Suggestion) -> tuple[tuple[str, str], ...]:
        return tuple(
            (f"{id_}/{n}", text)
            for id_ in suggestion.ids
            for n, text in enumerate(self._told.get(id_, ()))
        )

    def _show(self, place: int) -> None:
        if place >= len(self._offered):
            self.dismiss(None)
            return
        self._place = place
        self._title_now = one_line(self._current.title)
        self._draw_title()
        lines = self._lines(self._current)
        rows = self.query_one("#suggested-cards", RowList)
        rows.set_rows([Row(id_, (Bit("·", Tone.MUTED), text)) for id_, text in lines])
        rows.cmd_first()
        self.refresh_hints()

    def _draw_title(self) -> None:
        cards = count(len(self._lines(self._current)), "card")
        title = f"Suggested group {self._place + 1} of {len(self._offered)}"
        self.query_one(Panel).set_title(title, cards)
        self.query_one("#suggested-name", Static).update(literal(self._title_now))
