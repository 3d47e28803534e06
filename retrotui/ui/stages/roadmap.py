"""The roadmap on the screen: a board of now, next and later, and what is known of each outcome."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.events import Resize

from retrotui.core.activities.roadmap import closed_here
from retrotui.core.records.actions import Origin
from retrotui.core.records.kinds import Kind
from retrotui.core.records.roadmap import Horizon, RoadmapItem
from retrotui.core.roadmap_fields import RoadmapDraft, RoadmapEdit
from retrotui.core.roadmap_reading import HORIZONS, column
from retrotui.core.roadmap_views import RoadmapView
from retrotui.core.text import one_line
from retrotui.services import roadmap
from retrotui.services.roadmap import Links
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose, ChooseSeveral
from retrotui.ui.forms.outcome import outcome_form, read_outcome
from retrotui.ui.lists.newcomers import newcomers_text
from retrotui.ui.meeting.promises import About, action_capture
from retrotui.ui.render import joined, short
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.flow import Flow
from retrotui.ui.stages.parts.outcomes import (
    TITLES,
    board_columns,
    headline,
    outcome_facts,
    outcome_views,
)
from retrotui.ui.widgets.board import Board
from retrotui.ui.widgets.capture import Capture, CaptureKind

CONTEXT = "stage:roadmap"
_SELECTED = "outcome"
_LOW = 15
_LABEL = 24

REGISTRY.add(
    Command("roadmap.now", ("1",), "to now", "Move the outcome to now", CONTEXT, hint=True,
            weight=75),
    Command("roadmap.next", ("2",), "to next", "Move the outcome to next", CONTEXT, hint=True,
            weight=74),
    Command("roadmap.later", ("3",), "to later", "Move the outcome to later", CONTEXT, hint=True,
            weight=73),
    Command("roadmap.edit", ("e",), "edit", "Change it: how sure, by when, for whom", CONTEXT,
            hint=True, weight=67),
    Command("roadmap.done", ("D",), "done", "The outcome is there", CONTEXT, hint=True, weight=65),
    Command("roadmap.drop", ("z",), "drop", "Give it up, and say why", CONTEXT, hint=True,
            weight=51),
    Command("roadmap.first", ("v",), "what first", "See and choose what has to come first", CONTEXT,
            hint=True, weight=55),
    Command("roadmap.goals", ("o",), "goals", "Choose the goals it serves", CONTEXT, hint=True,
            weight=53),
    Command("roadmap.up", ("K", "shift+up"), "up", "Put it before the one above", CONTEXT,
            hint=True, weight=41),
    Command("roadmap.down", ("J", "shift+down"), "down", "Put it after the one below", CONTEXT,
            hint=True, weight=39),
    Command("roadmap.reopen", ("O",), "reopen", "Take one up again that was closed here", CONTEXT),
    # The meeting's own key for an action; with an outcome selected it comes from that one.
    Command("roadmap.action", ("a",), "action", "Write an action that comes from this outcome",
            _SELECTED, hint=True, weight=63),
)  # fmt: skip


class RoadmapStage(Stage):
    """Three columns of outcomes; enter writes one into the column in use."""

    ACTIVITY = "roadmap"
    CONTEXTS = (CONTEXT, _SELECTED)
    DEFAULT_CSS = """
    RoadmapStage {
        & > #outcome-facts { border-top: solid $hairline; height: 6; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.board = Board(
            empty="Nothing here yet. Press enter and name an outcome.", letters=False
        )
        self.facts = Flow(id="outcome-facts")
        self._views: dict[str, RoadmapView] = {}
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The board, and what is told of the selected outcome."""
        yield self.board
        yield self.facts

    def draw(self, view: MeetingView) -> None:
        """Draws the board; one that moved stays selected."""
        self._views = outcome_views(view.state)
        self.call_later(self._fill, view)

    def focus_stage(self) -> None:
        """Takes the focus, once the columns are there."""
        self.call_later(self.board.focus_board)

    def headline(self, view: MeetingView) -> str:
        """How many outcomes, and how many of them slipped again."""
        return headline(outcome_views(view.state).values())

    def on_resize(self, _event: Resize) -> None:
        """The facts need room below the board."""
        self._tell()

    def on_board_moved(self, event: Board.Moved) -> None:
        """What is told, and what keys can do, depends on the selection."""
        event.stop()
        self._tell()

    def capture(self) -> Capture | None:
        """A new outcome in the column in use."""
        view = self.view
        if view is None:
            return None
        horizon, meeting = self.horizon, view.state.meeting.id

        def keep(text: str) -> None:
            saved = roadmap.add(self.room.desk, RoadmapDraft(text, horizon, meeting=meeting))
            self._wanted = saved.id
            self.room.keep(f"outcome {short(text, _LABEL)}", saved.receipt)

        def echo(text: str) -> str:
            return "" if one_line(text) else "what will be better, not the feature"

        return Capture(CaptureKind.OUTCOME, keep, place=TITLES[horizon], echo=echo)

    @property
    def horizon(self) -> Horizon:
        """The column in use."""
        return Horizon(self.board.active_column or Horizon.NOW)

    @property
    def selected(self) -> RoadmapView | None:
        """The outcome that keys act on."""
        return self._views.get(self.board.selected_card or "")

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        verb = command_id.rpartition(".")[2]
        if verb == "action":
            return None
        if verb == "reopen":
            closed = () if self.view is None else closed_here(self.view.state)
            return None if closed else "Nothing was closed in this meeting."
        chosen = self.selected
        if chosen is None:
            return "No outcome is selected; enter writes one."
        return self._why_not_chosen(verb, chosen)

    def cmd_now(self) -> None:
        """To now."""
        self._move(Horizon.NOW)

    def cmd_next(self) -> None:
        """To next."""
        self._move(Horizon.NEXT)

    def cmd_later(self) -> None:
        """To later."""
        self._move(Horizon.LATER)

    def cmd_up(self) -> None:
        """One place up."""
        self._reorder(-1)

    def cmd_down(self) -> None:
        """One place down."""
        self._reorder(1)

    def cmd_edit(self) -> None:
        """Asks for its fields again."""
        view, item = self.view, self._item
        if view is None or item is None:
            return

        def keep(answer: Mapping[str, str] | None) -> None:
            if answer is not None:
                entry = read_outcome(answer, view.calendar, item)
                saved = roadmap.edit(
                    self.room.desk, item.id, entry.edit(), entry.links, meeting=self._meeting
                )
                self._kept(f"edit {short(entry.title, _LABEL)}", saved)

        self.room.ask(outcome_form(item, view.calendar, view.state.people), keep)

    def cmd_done(self) -> None:
        """It is there."""
        if (item := self._item) is not None:
            receipt = roadmap.finish(self.room.desk, item.id, meeting=self._meeting)
            self.room.keep(f"done {short(item.title, _LABEL)}", receipt)

    def cmd_drop(self) -> None:
        """Asks why it is given up."""
        item = self._item
        if item is None:
            return

        def check(text: str) -> str | None:
            return None if text else "say why, so that nobody wonders later"

        def keep(why: str | None) -> None:
            if why is not None:
                receipt = roadmap.drop(self.room.desk, item.id, why=why, meeting=self._meeting)
                self.room.keep(f"drop {short(item.title, _LABEL)}", receipt)

        self.room.ask(Ask("Why is it given up?", check=check), keep)

    def cmd_reopen(self) -> None:
        """Asks which of those closed here is taken up again."""
        if self.view is None:
            return
        choices = [
            Choice(each.id, one_line(each.title), each.status)
            for each in closed_here(self.view.state)
        ]

        def keep(chosen: str | None) -> None:
            if chosen is not None:
                self._wanted = chosen
                receipt = roadmap.reopen(self.room.desk, chosen, meeting=self._meeting)
                self.room.keep("reopen", receipt)

        self.room.ask(Choose("Take up which outcome again?", choices), keep)

    def cmd_first(self) -> None:
        """Shows what comes first, to be changed."""
        view, item = self.view, self._item
        if view is None or item is None:
            return
        choices = [
            Choice(each.id, one_line(each.title), joined((each.horizon, _closed_word(each))))
            for each in view.state.plan.roadmap
            if each.id != item.id and (each.is_open or each.id in item.depends_on)
        ]
        title = f"What comes before {short(item.title)}?"

        def keep(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self._link(item, Links(depends_on=chosen))

        self.room.ask(ChooseSeveral(title, choices, marked=item.depends_on), keep)

    def cmd_goals(self) -> None:
        """Shows the goals it serves, to be changed."""
        view, item = self.view, self._item
        if view is None or item is None:
            return
        choices = [
            Choice(each.id, one_line(each.title), "" if each.is_open else each.status)
            for each in view.state.plan.goals
            if each.is_open or each.id in item.goals
        ]

        def keep(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self._link(item, Links(goals=chosen))

        title = f"Which goals does {short(item.title)} serve?"
        self.room.ask(ChooseSeveral(title, choices, marked=item.goals), keep)

    def cmd_action(self) -> None:
        """An action that comes from the selected outcome."""
        view, item = self.view, self._item
        if view is None:
            return
        about = None if item is None else About(Origin(Kind.ROADMAP, item.id), item.title)
        self.room.write(
            action_capture(self.room, view.state, view.calendar, view.item.id, about=about)
        )

    @property
    def _item(self) -> RoadmapItem | None:
        return None if self.selected is None else self.selected.record

    @property
    def _meeting(self) -> str | None:
        return None if self.view is None else self.view.state.meeting.id

    def _why_not_chosen(self, verb: str, chosen: RoadmapView) -> str | None:
        if verb in set(HORIZONS) and chosen.record.horizon == verb:
            return f"It is in {verb} already."
        if verb == "goals" and not (self.view and self.view.state.plan.goals):
            return "There is no goal yet that it could serve."
        alone = len(self._views) == 1 and not chosen.depends_on
        if verb == "first" and alone:
            return "There is no other outcome that could come first."
        return None

    def _move(self, horizon: Horizon) -> None:
        item = self._item
        if item is None:
            return
        self._wanted = item.id
        receipt = roadmap.move(self.room.desk, item.id, horizon, meeting=self._meeting)
        self.room.keep(f"{short(item.title, _LABEL)} to {horizon}", receipt)

    def _reorder(self, by: int) -> None:
        view, item = self.view, self._item
        if view is None or item is None:
            return
        row = [each.id for each in column(view.state.plan.roadmap, item.horizon)]
        index = row.index(item.id) + by
        if 0 <= index < len(row):
            receipt = roadmap.reorder(self.room.desk, item.id, index, meeting=self._meeting)
            self.room.keep(f"order of {short(item.title, _LABEL)}", receipt)

    def _link(self, item: RoadmapItem, links: Links) -> None:
        saved = roadmap.edit(self.room.desk, item.id, RoadmapEdit(), links, meeting=self._meeting)
        self._kept(f"links of {short(item.title, _LABEL)}", saved)

    def _kept(self, label: str, saved: roadmap.Saved) -> None:
        self.room.keep(label, saved.receipt)
        if new := newcomers_text(saved.people):
            self.room.say(new)

    async def _fill(self, view: MeetingView) -> None:
        if view is not self.view:
            return
        await self.board.set_columns(board_columns(view.state, self._views))
        if self._wanted is not None and self.board.select(self._wanted):
            self._wanted = None
        self._tell()

    def _tell(self) -> None:
        chosen = self.selected
        shown = chosen is not None and self.size.height >= _LOW
        self.facts.display = shown
        if shown and chosen is not None and self.view is not None:
            self.facts.show(outcome_facts(chosen, self.view.calendar))
        self.room.refresh_hints()


def _closed_word(item: RoadmapItem) -> str:
    return "" if item.is_open else item.status


STAGE = RoadmapStage
