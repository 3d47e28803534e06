"""Where two people changed one field while they were apart: both values, and one to be picked."""

from functools import partial

from textual.app import ComposeResult

from retrotui.core.telling import field_name
from retrotui.services import conflicts
from retrotui.services.conflicts import Conflict
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reading import Fact, Reading
from retrotui.ui.lists.versions import COLUMNS, row_id, version_rows
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import count, short
from retrotui.ui.widgets.rows import Heading, RowList

_command = partial(Command, context="conflicts", hint=True)

REGISTRY.add(
    _command("conflicts.pick", ("p",), "keep this", "Keep the selected version", weight=70),
    _command(
        "conflicts.write", ("w",), "write another", "Write another value in its place", weight=60
    ),
    _command(
        "conflicts.merge",
        ("m",),
        "both",
        "Keep every line of every version of a longer text",
        weight=55,
    ),
    _command(
        "conflicts.read", ("i",), "read", "Read every version of the field in full", weight=40
    ),
)


class ConflictsScreen(WorkScreen):
    """Every field with several versions, each version a row.

    Args:
        selected: Id of the record to begin at.
    """

    CONTEXTS = ("conflicts",)
    CSS_PATH = "work.tcss"
    heading = "Two versions"

    def __init__(self, selected: str | None = None) -> None:
        super().__init__()
        self._record = selected
        self._found: dict[str, tuple[Conflict, int]] = {}

    def parts(self) -> ComposeResult:
        """The list."""
        yield ListPanel(
            *COLUMNS,
            title="Both were kept; enter keeps one",
            empty="Nobody changed what somebody else changed. esc goes back.",
            id="list",
        )

    def begin(self) -> None:
        """The list has the focus."""
        super().begin()
        self._list.focus()

    def draw(self) -> None:
        """Every version as it stands."""
        found = conflicts.list_conflicts(self.desk.repo, self.calendar)
        self._found = {
            row_id(each, one.number): (each, one.number)
            for each in found
            for one in each.candidates
        }
        panel = self.query_one("#list", ListPanel)
        panel.show(version_rows(found, self.calendar), count(len(found), "field") if found else "")
        wanted, self._record = self._record, None
        here = next((key for key, (each, _) in self._found.items() if each.id == wanted), None)
        if here is not None:
            self._list.select(here)

    def why_not(self, command_id: str, /) -> str | None:
        """Picking needs versions, and merging a text with lines."""
        if command_id == "work.versions":
            return "This is where they are."
        if command_id.startswith("conflicts."):
            if self._selected is None:
                return "Nothing has two versions."
            if command_id == "conflicts.merge" and self._selected[0].merged is None:
                return "Only longer texts are merged line by line: keep one, or write another."
        return super().why_not(command_id)

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter keeps the version."""
        event.stop()
        await self.run_command("conflicts.pick")

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Another field may have other ways out."""
        event.stop()
        self.refresh_hints()

    def cmd_pick(self) -> None:
        """Keeps one."""
        conflict, number = self._current
        receipt = conflicts.pick(
            self.desk, conflict.id, conflict.field, number, seen=conflict.candidates
        )
        self.keep(f"pick {_named(conflict)}", receipt)

    def cmd_merge(self) -> None:
        """Keeps every line."""
        conflict, _ = self._current
        receipt = conflicts.merged(self.desk, conflict.id, conflict.field, seen=conflict.candidates)
        self.keep(f"merge {_named(conflict)}", receipt)

    def cmd_write(self) -> None:
        """Writes a third."""
        self.follow(self._write(*self._current))

    def cmd_read(self) -> None:
        """All of every version."""
        conflict, _ = self._current
        facts: list[Fact | Heading] = []
        for each in conflict.candidates:
            facts += [Heading(each.by or "anonymous"), Fact("", each.words or "nothing")]
        if conflict.merged is not None:
            facts += [Heading("Both, line by line"), Fact("", conflict.merged)]
        self.retro.push_screen(Reading(_named(conflict), facts))

    def _write(self, conflict: Conflict, number: int) -> Steps:
        value = conflict.candidates[number - 1].value
        title = f"Instead: {_named(conflict)}"

        def check(text: str) -> str | None:
            return conflicts.objection(self.desk.repo, conflict, text, self.calendar)

        if conflict.merged is None:
            text = yield Ask(title, value=value, prompt="what is to stand", check=check)
        else:
            text = yield AskLines(title, value=conflict.merged, check=check)
        if text is not None:
            receipt = conflicts.write_value(
                self.desk,
                conflict.id,
                conflict.field,
                text,
                self.calendar,
                seen=conflict.candidates,
            )
            self.keep(f"settle {_named(conflict)}", receipt)

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    @property
    def _selected(self) -> tuple[Conflict, int] | None:
        panels = self.query("#list").results(ListPanel)
        return next((self._found.get(each.rows.selected_id or "") for each in panels), None)

    @property
    def _current(self) -> tuple[Conflict, int]:
        return self._found[self._list.selected_id or ""]


def _named(conflict: Conflict) -> str:
    return f"{field_name(conflict.field)} of {short(conflict.title)}"


def build(selected: str | None = None) -> ConflictsScreen:
    """The screen, at a record."""
    return ConflictsScreen(selected)
