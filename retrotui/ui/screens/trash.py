"""What was deleted or put away: nothing is ever gone, and everything can be brought back."""

from textual.app import ComposeResult

from retrotui.core.telling import NOUNS
from retrotui.services import trash
from retrotui.services.trash import Trashed
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.moments import when_text
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.render import Bit, Tone, short
from retrotui.ui.widgets.rows import Column, Row, RowList

REGISTRY.add(
    Command(
        "trash.restore",
        ("r",),
        "bring back",
        "Bring the selected record back as it was",
        "trash",
        hint=True,
        weight=70,
    ),
)


class TrashScreen(WorkScreen):
    """Everything that can be brought back, what was put away last first."""

    CONTEXTS = ("trash",)
    CSS_PATH = "work.tcss"
    heading = "Trash"

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, Trashed] = {}

    def parts(self) -> ComposeResult:
        """The list."""
        yield ListPanel(
            Column(width=11, keep=3),
            Column(),
            Column(width=16, keep=1),
            Column(width=17, keep=2),
            title="Trash",
            empty="Nothing was deleted or put away. esc goes back.",
            id="list",
        )

    def begin(self) -> None:
        """The list has the focus."""
        super().begin()
        self._list.focus()

    def draw(self) -> None:
        """Everything there is."""
        found = trash.listing(self.desk.repo, self.calendar)
        self._found = {each.id: each for each in found}
        rows = [self._row(each) for each in found]
        self.query_one("#list", ListPanel).show(rows, str(len(rows)) if rows else "")

    def why_not(self, command_id: str, /) -> str | None:
        """Bringing back needs something."""
        if command_id == "trash.restore" and not self._found:
            return "There is nothing to bring back."
        return super().why_not(command_id)

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter brings back."""
        event.stop()
        await self.run_command("trash.restore")

    def cmd_restore(self) -> None:
        """Brings one back."""
        back, receipt = trash.restore(self.desk, self._list.selected_id or "", self.calendar)
        self.keep(f"bring back {short(back.title)}", receipt)
        self.notify(f"Back again: {NOUNS.get(back.kind, back.kind)} “{short(back.title)}”")

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    def _row(self, one: Trashed) -> Row:
        when = when_text(one.at, self.calendar)
        noun = Bit(NOUNS.get(one.kind, one.kind), Tone.MUTED)
        return Row(one.id, (noun, one.title, one.by or "anonymous", Bit(when, Tone.MUTED)))


def build() -> TrashScreen:
    """The screen."""
    return TrashScreen()
