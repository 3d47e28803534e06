"""Score on the screen: a table of subjects and criteria, filled in where the cursor is."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Resize

from retrotui.core.actions import Draft
from retrotui.core.activities import decide, score
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.errors import UsageError
from retrotui.core.ports import Receipt
from retrotui.core.records.actions import Origin
from retrotui.core.scoring import Axis, Result, Scored
from retrotui.core.scoring.models import MOSCOW
from retrotui.core.setting_kinds import quoted
from retrotui.core.text import one_line
from retrotui.services import actions, decisions, scores
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.promises import edit_action
from retrotui.ui.render import Bit, Tone, short
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.flow import Flow, Paragraph
from retrotui.ui.stages.parts.score_round import quick_round
from retrotui.ui.stages.parts.score_rows import cell_row, fact_lines, standing
from retrotui.ui.widgets.cell_layout import CellColumn
from retrotui.ui.widgets.cells import CellTable

_CONTEXT = "stage:score"
_LOW = 10
_LABEL = 24

REGISTRY.add(
    Command("score.rank", ("r",), "by rank", "Put the rows in the order of their places, or back",
            _CONTEXT, hint=True, weight=73),
    Command("score.round", ("i",), "quick round", "Everybody types a value for this cell, unseen; "
            "then the spread and the median", _CONTEXT, hint=True, weight=74),
    Command("score.weigh", ("e",), "weight", "Say how much the criterion counts", _CONTEXT,
            hint=True, weight=58),
    Command("score.decide", ("D",), "propose it", "Propose the selected row as a decision",
            _CONTEXT, hint=True, weight=64),
    Command("score.do", ("T",), "do it", "Make an action of the selected row", _CONTEXT, hint=True,
            weight=63),
)  # fmt: skip


class ScoreStage(Stage):
    """The table, what the current criterion means, and what the model warns of.

    Rows never move while values are entered: they are put in order when somebody asks for it.
    """

    ACTIVITY = "score"
    CONTEXTS = (_CONTEXT,)
    DEFAULT_CSS = """
    ScoreStage {
        & > #score-cells { height: 1fr; }
        & > #score-facts { height: 4; margin-top: 1; }
        &.-low > #score-facts { height: 2; margin-top: 0; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.cells = CellTable(id="score-cells")
        self.facts = Flow(id="score-facts")
        self.remarks = Flow(id="score-remarks")
        self._order: tuple[str, ...] = ()
        self._result: Result | None = None

    def compose(self) -> ComposeResult:
        """The headings, the table, and what is said about it."""
        yield self.cells.head
        yield self.cells
        yield self.facts
        yield self.remarks

    def on_resize(self, event: Resize) -> None:
        """Where there are few lines, the table needs them most."""
        self.set_class(event.size.height <= _LOW, "-low")

    def headline(self, view: MeetingView) -> str:
        """The model, and how far the room has come, or why there is nothing to score."""
        missing = score.ready(view.state, view.item)
        if missing is not None:
            return missing
        found = score.result(view.state, view.item)
        if not found.is_begun:
            return f"{found.model.title} · type a value, enter goes on"
        return f"{found.model.title} · {len(found.ranked)} of {len(found.rows)} complete"

    def draw(self, view: MeetingView) -> None:
        """Draws the table; rows stay in the order they are in."""
        found = self._result = score.result(view.state, view.item)
        model = found.model
        self.cells.subject = "Roadmap item" if score.settings(view.item).of_roadmap else "Card"
        self.cells.empty = f"{score.ready(view.state, view.item) or 'Nothing'}.".capitalize()
        total = "of all" if model.name == MOSCOW else "Score"
        columns = [CellColumn(each.key, each.title, each.short, each.scale) for each in model.axes]
        self.cells.set_columns(columns, total)
        self.cells.set_items([cell_row(found, each) for each in self._ordered(found.rows)])
        self.remarks.show([Paragraph((Bit(f"▲ {one}", Tone.WARN),)) for one in found.remarks])
        self._draw_facts()
        self.room.refresh_hints()

    def focus_stage(self) -> None:
        """The table takes the focus."""
        self.cells.focus()

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        row = self._row
        if self._result is None or row is None:
            return "There is nothing to score here."
        if command_id == "score.rank":
            begun = self._order or self._result.ranked
            return None if begun else "No row is complete yet."
        if command_id == "score.weigh":
            model = self._result.model
            return None if model.has_weights else f"{model.title} has no weights."
        if command_id == "score.round":
            return None
        return None if row.rank is not None else "This row has no place yet: give it every value."

    def cmd_rank(self) -> None:
        """The highest first, as they stand now; when they are so already, as they were."""
        if self.view is None or self._result is None:
            return
        found = self._result
        ranked = tuple(each.subject.id for each in (*found.ranked, *found.incomplete))
        shown = tuple(each.id for each in self.cells.items)
        self._order = () if self._order and shown == ranked else ranked
        self.draw(self.view)

    def cmd_weigh(self) -> None:
        """Asks for the weight of the current criterion."""
        axis = self._axis
        if self.view is None or axis is None:
            return
        item, room = self.view.item.id, self.room

        def keep(text: str | None) -> None:
            if text is not None:
                receipt = scores.weigh(room.desk, item, axis.key, _weight(text))
                room.keep(f"weight of {short(axis.title, _LABEL)}", receipt)

        room.ask(Ask(f"Weight of {short(axis.title)}, 1 to {scores.MOST_WEIGHT}",
                     value=str(axis.weight), check=_wrong_weight), keep)  # fmt: skip

    def cmd_round(self) -> None:
        """Everybody's own value first."""
        row, axis, view = self._row, self._axis, self.view
        if row is None or axis is None or view is None:
            return
        item, subject, key = view.item.id, row.subject, axis.key
        quick_round(
            self.room,
            axis,
            subject.title,
            lambda typed: self._keep(scores.give(self.room.desk, item, subject.id, key, typed)),
        )

    def cmd_decide(self) -> None:
        """A proposal that says how the row was scored."""
        row, view, found = self._row, self.view, self._result
        if row is None or view is None or found is None:
            return
        title = one_line(row.subject.title)
        draft = DecisionDraft(
            title,
            decide.method_for(view.state, view.item),
            context=standing(found, row),
            meeting=view.state.meeting.id,
            item=view.item.id,
        )
        made = decisions.add(self.room.desk, draft)
        self.room.keep(f"decision {short(title, _LABEL)}", made.receipt)
        self.room.say(f"Proposed: {title}")

    def cmd_do(self) -> None:
        """An action from the row, then asks who does it by when."""
        row, view = self._row, self.view
        if row is None or view is None:
            return
        title, meeting = one_line(row.subject.title), view.state.meeting.id
        origin = Origin(row.subject.kind, row.subject.id)
        draft = Draft(title, meeting=meeting, item=view.item.id, origin=origin)
        made = actions.add(self.room.desk, draft, meeting=meeting)
        self.room.keep(f"action {short(title, _LABEL)}", made.receipt)
        action = actions.get(self.room.desk.repo, made.id)
        edit_action(self.room, action, view.state, view.calendar)

    def on_line_list_moved(self, event: CellTable.Moved) -> None:
        """What is said below belongs to the current cell."""
        event.stop()
        self._draw_facts()
        self.room.refresh_hints()

    def on_cell_table_given(self, event: CellTable.Given) -> None:
        """A value was typed."""
        event.stop()
        if self.view is not None:
            item = self.view.item.id
            self._keep(scores.give(self.room.desk, item, event.row, event.column, event.text))

    def on_cell_table_stepped(self, event: CellTable.Stepped) -> None:
        """A value goes up or down."""
        event.stop()
        if self.view is not None:
            item = self.view.item.id
            self._keep(scores.step(self.room.desk, item, event.row, event.column, event.by))

    def on_cell_table_cleared(self, event: CellTable.Cleared) -> None:
        """A cell is emptied."""
        event.stop()
        if self.view is not None:
            self._keep(scores.clear(self.room.desk, self.view.item.id, event.row, event.column))

    @property
    def _axis(self) -> Axis | None:
        return None if self._result is None else self._result.model.axis(self.cells.column_key)

    @property
    def _row(self) -> Scored | None:
        chosen = self.cells.selected_id
        return None if self._result is None or chosen is None else self._result.row(chosen)

    def _keep(self, receipt: Receipt) -> None:
        self.room.keep("score", receipt)

    def _ordered(self, rows: Sequence[Scored]) -> list[Scored]:
        """In the order that was asked for; what came since stands last."""
        places = {id_: place for place, id_ in enumerate(self._order)}
        return sorted(rows, key=lambda each: places.get(each.subject.id, len(places)))

    def _draw_facts(self) -> None:
        axis, row, found = self._axis, self._row, self._result
        if axis is None or row is None or found is None:
            self.facts.show(())
        else:
            self.facts.show(fact_lines(found, axis, row))


def _weight(text: str) -> int:
    if not text.strip().isdecimal():
        raise UsageError(f"{quoted(text)} is no weight", hint=f"valid: 1 to {scores.MOST_WEIGHT}")
    return int(text)


def _wrong_weight(text: str) -> str | None:
    return None if 1 <= _weight(text) <= scores.MOST_WEIGHT else f"1 to {scores.MOST_WEIGHT}"


STAGE = ScoreStage
