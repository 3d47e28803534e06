"""Every action of the team: what is owed, by whom, until when, and what became of it."""

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from retrotui.core.action_list import OPEN, ActionView, Filter
from retrotui.core.records.actions import ActionStatus
from retrotui.core.records.kinds import Kind
from retrotui.services import actions, people
from retrotui.services.conflicts import fields_by_record
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists import action_moves as moves
from retrotui.ui.lists import action_rows
from retrotui.ui.lists.filter_line import FilterLine
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reading import COLUMNS, Fact, fact_rows
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.render import count, joined
from retrotui.ui.widgets.rows import Heading, RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

_command = partial(Command, context="actions", hint=True)

REGISTRY.add(
    _command("actions.new", ("N",), "new", "Write an action", weight=68),
    _command("actions.edit", ("e",), "edit", "Change what the selected action says", weight=40),
    _command(
        "actions.done",
        ("D",),
        "done",
        "Mark the action done, then say whether it helped",
        weight=66,
    ),
    _command("actions.helped", ("h",), "helped", "Say whether a done action helped", weight=20),
    _command("actions.move", ("m",), "move", "Give the action another due date", weight=55),
    _command("actions.assign", ("o",), "assign", "Say who does it", weight=54),
    _command("actions.drop", ("z",), "drop", "Give the action up, with the reason", weight=35),
    _command(
        "actions.block",
        ("B",),
        "block",
        "Say what the action waits for, or that it waits no longer",
        weight=30,
    ),
    _command(
        "actions.reopen", ("R",), "reopen", "Make a done or dropped action open again", weight=10
    ),
    _command(
        "actions.delete",
        ("delete", "backspace"),
        "delete",
        "Delete the action, if it was made in this session",
        weight=5,
    ),
    _command("actions.note", ("n",), "note", "Write a note on the action", weight=15),
    _command(
        "actions.history", ("i",), "history", "Read the notes, and who changed what when", weight=28
    ),
    _command(
        "actions.filter",
        ("slash",),
        "filter",
        "Show only what has the words, @owner or #tag typed",
        weight=58,
    ),
    _command(
        "actions.closed", ("c",), "closed", "Show or hide done and dropped actions", weight=45
    ),
)

_EMPTY = "Nothing is owed. N writes an action: who does what by when."
_NOTHING_FITS = "No action has all of that. / changes the filter, esc in it shows everything."
_ON_ONE = (
    "edit",
    "done",
    "helped",
    "move",
    "assign",
    "drop",
    "block",
    "reopen",
    "delete",
    "note",
    "history",
)


class ActionsScreen(WorkScreen):
    """The list, and beside it what is known about the selected action.

    Args:
        selected: Id of the action to begin at.
        begin: Begin with writing a new one.
    """

    CONTEXTS = ("actions",)
    CSS_PATH = "work.tcss"
    heading = "Actions"

    def __init__(self, selected: str | None = None, *, begin: bool = False) -> None:
        super().__init__()
        self.shows_closed = False
        self._views: dict[str, ActionView] = {}
        self._doubled: Mapping[str, tuple[str, ...]] = {}
        self.wanted = selected
        self._begins = begin

    def parts(self) -> ComposeResult:
        """The filter, the list, the facts."""
        yield FilterLine("words, @owner, #tag")
        with Horizontal(classes="columns"):
            with Vertical(classes="main"):
                yield ListPanel(*action_rows.COLUMNS, title="Actions", empty=_EMPTY, id="list")
            yield ListPanel(*COLUMNS, title="Selected", opens=False, id="detail")

    def begin(self) -> None:
        """Begins at the action asked for."""
        super().begin()
        self.query_one("#detail", ListPanel).rows.can_focus = False
        self._list.focus()
        if self._begins:
            self.follow(moves.new(self))

    def draw(self) -> None:
        """The actions as they stand."""
        chosen = Filter(all=self._needs_closed())
        found = actions.listing(self.desk.repo, chosen, self.calendar)
        self._views = {each.id: each for each in found}
        self._doubled = fields_by_record(self.desk.repo)
        self._fill()
        if self.wanted is not None:
            self._list.select(self.wanted)
            self.wanted = None
        self._show_selected()

    def why_not(self, command_id: str, /) -> str | None:
        """Moves need an action, and one that is where they begin."""
        verb = command_id.rpartition(".")[2]
        if command_id.startswith("actions.") and verb in _ON_ONE:
            action = self.selected
            if action is None:
                return "No action is selected; N writes one."
            made_here = self.retro.undo.made(Kind.ACTIONS, action.id)
            return moves.why_not(verb, action, made_here=made_here)
        return super().why_not(command_id)

    @property
    def selected(self) -> ActionView | None:
        """The action that keys act on."""
        rows = self.query("#list").results(ListPanel)
        return next((self._views.get(each.rows.selected_id or "") for each in rows), None)

    def record_ids(self) -> tuple[str, ...]:
        """The selected action."""
        return () if self.selected is None else (self.selected.id,)

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Tells about another action."""
        event.stop()
        self._show_selected()
        self.refresh_hints()

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter changes the action."""
        event.stop()
        await self.run_command("actions.edit")

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Typing narrows the list."""
        event.stop()
        self._fill()
        self._show_selected()
        self.refresh_hints()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self._list.focus()

    def cmd_new(self) -> None:
        """Writes an action."""
        self.follow(moves.new(self))

    def cmd_edit(self) -> None:
        """Changes the action."""
        self.follow(moves.edit(self, self._current))

    def cmd_done(self) -> None:
        """Marks it done."""
        self.follow(moves.done(self, self._current))

    def cmd_helped(self) -> None:
        """Says whether it helped."""
        self.follow(moves.helped(self, self._current))

    def cmd_move(self) -> None:
        """Changes its date."""
        self.follow(moves.move(self, self._current))

    def cmd_assign(self) -> None:
        """Hands it over."""
        self.follow(moves.assign(self, self._current))

    def cmd_drop(self) -> None:
        """Gives it up."""
        self.follow(moves.drop(self, self._current))

    def cmd_block(self) -> None:
        """Says what it waits for."""
        self.follow(moves.block(self, self._current))

    def cmd_reopen(self) -> None:
        """Opens it again."""
        moves.reopen(self, self._current)

    def cmd_delete(self) -> None:
        """Takes it back."""
        moves.delete(self, self._current)

    def cmd_note(self) -> None:
        """Comments on it."""
        self.follow(moves.note(self, self._current))

    def cmd_history(self) -> None:
        """Shows how it came to be as it is."""
        self.follow(moves.history(self, self._current))

    def cmd_filter(self) -> None:
        """Opens the filter."""
        self.query_one(FilterLine).open()

    def cmd_closed(self) -> None:
        """Shows or hides what is closed."""
        self.shows_closed = not self.shows_closed
        self.redraw()

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    @property
    def _current(self) -> ActionView:
        # The record may have changed since it was drawn.
        return actions.show(self.desk.repo, self._list.selected_id or "", self.calendar)

    def _needs_closed(self) -> bool:
        """Also when the action to begin at is closed."""
        if self.wanted is not None:
            wanted = actions.get(self.desk.repo, self.wanted)
            self.shows_closed = self.shows_closed or not wanted.is_open
        return self.shows_closed

    def _fill(self) -> None:
        typed = self.query_one(FilterLine).text
        shown = [each for each in self._views.values() if action_rows.passes(each, typed)]
        still_open = [each for each in shown if each.status in OPEN]
        overdue = sum(each.overdue_days is not None for each in shown)
        blocked = sum(each.status is ActionStatus.BLOCKED for each in shown)
        told = joined(
            (
                f"{len(still_open)} open",
                f"{overdue} overdue" if overdue else "",
                f"{blocked} blocked" if blocked else "",
                f"{len(shown) - len(still_open)} closed" if self.shows_closed else "",
            )
        )
        panel = self.query_one("#list", ListPanel)
        panel.rows.empty = _NOTHING_FITS if typed else _EMPTY
        panel.show(action_rows.grouped_rows(shown, self.calendar, self._doubled), told)

    def _show_selected(self) -> None:
        panel, action = self.query_one("#detail", ListPanel), self.selected
        facts: list[Fact | Heading] = []
        notes = () if action is None else actions.notes(self.desk.repo, action.id)
        if action is not None:
            known = people.directory(self.desk.repo)
            facts = action_rows.action_facts(action, notes, known, self.calendar)
        panel.show(fact_rows(facts), count(len(notes), "note") if notes else "")


def build(selected: str | None = None, begin: bool = False) -> ActionsScreen:
    """The screen: at an action, or beginning with a new one."""
    return ActionsScreen(selected, begin=begin)
