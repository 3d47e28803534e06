"""Decisions, and who disagreed: two lists, and beside them all about what is selected."""

from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus

from retrotui.core.dissent import due_on
from retrotui.core.records.decisions import DecisionStatus
from retrotui.core.records.kinds import Kind
from retrotui.services import decisions, dissent, notes, people
from retrotui.services.conflicts import fields_by_record
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.lists import decision_moves, decision_rows, dissent_moves
from retrotui.ui.lists.decision_panels import DecisionPanel, DissentPanel
from retrotui.ui.lists.filter_line import FilterLine
from retrotui.ui.lists.list_panel import ListPanel, share
from retrotui.ui.lists.reading import COLUMNS, Fact, Reading, fact_rows
from retrotui.ui.lists.versions import with_versions
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.render import joined
from retrotui.ui.widgets.rows import Heading, RowList

_command = partial(Command, context="decisions", hint=True)

REGISTRY.add(
    _command("decisions.new", ("N",), "new decision", "Put a proposal forward", weight=66),
    _command("decisions.dissent", ("x",), "dissent", "Raise a dissent on the decision", weight=64),
    _command(
        "decisions.filter", ("slash",), "filter", "Show only what has the words typed", weight=44
    ),
    _command("decisions.note", ("n",), "note", "Write a note on what is selected", weight=14),
    _command(
        "decisions.history",
        ("i",),
        "history",
        "Read the notes, and who changed what when",
        weight=16,
    ),
)

_LEAST_HEIGHT = 4
_ORDER = (
    DecisionStatus.PROPOSED,
    DecisionStatus.ACCEPTED,
    DecisionStatus.REJECTED,
    DecisionStatus.DEPRECATED,
    DecisionStatus.SUPERSEDED,
)


class DecisionsScreen(WorkScreen):
    """Tab goes from the decisions to the dissents.

    Args:
        selected: Id of the decision or dissent to begin at.
    """

    CONTEXTS = ("decisions",)
    CSS_PATH = ["work.tcss", "decisions.tcss"]  # noqa: RUF012 - Textual's own declaration
    heading = "Decisions & dissent"

    def __init__(self, selected: str | None = None) -> None:
        super().__init__()
        self.wanted = selected
        self._on_dissent = False

    def parts(self) -> ComposeResult:
        """The filter, the two lists, the facts."""
        yield FilterLine("words of a title, a concern or a name")
        with Horizontal(classes="columns"):
            with Vertical(classes="main"):
                yield DecisionPanel(self)
                yield DissentPanel(self)
            yield ListPanel(*COLUMNS, title="Selected", opens=False, id="detail")

    def begin(self) -> None:
        """Begins at what was asked for."""
        super().begin()
        self._detail.rows.can_focus = False
        if not self._on_dissent:
            self._decisions.rows.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """What has the focus is told about."""
        if event.widget in (self._decisions.rows, self._dissents.rows):
            self._on_dissent = event.widget is self._dissents.rows
            self._show_selected()

    def draw(self) -> None:
        """Everything as it stands; proposals first, and dissent that is due."""
        repo, calendar, days = self.desk.repo, self.calendar, self.settings.dissent_due_days
        decided = sorted(
            decisions.everything(repo), key=lambda each: _ORDER.index(each.record.status)
        )
        raised = sorted(
            dissent.everything(repo),
            key=lambda each: (
                each.record.is_settled,
                due_on(each.record, days, calendar.zone) or date.max,
            ),
        )
        self._decisions.views = {each.record.id: each for each in decided}
        self._dissents.views = {each.record.id: each for each in raised}
        self._fill()
        wanted, self.wanted = self.wanted, None
        if wanted is not None and self._dissents.rows.select(wanted):
            self._on_dissent = True
            self._dissents.rows.focus()
        elif wanted is not None and self._decisions.rows.select(wanted):
            self._on_dissent = False
            self._decisions.rows.focus()
        self._show_selected()

    def share_room(self) -> None:
        """The lists share the lines there are."""
        room = self.query_one("#parts").size.height - int(
            self.query_one(FilterLine).has_class("-open")
        )
        panels: tuple[ListPanel, ...] = (self._decisions, self._dissents)
        # Disagreement is no footnote: a long list of decisions leaves it a third.
        third = max(_LEAST_HEIGHT, min(self._dissents.wanted_height, room // 3))
        wanted = [self._decisions.wanted_height, self._dissents.wanted_height]
        first = min(wanted[0], max(_LEAST_HEIGHT, room - third))
        for panel, height in zip(
            panels, share([first, wanted[1]], room, _LEAST_HEIGHT), strict=True
        ):
            panel.styles.height = height

    def why_not(self, command_id: str, /) -> str | None:
        """Dissent, notes and history are about something."""
        if command_id == "decisions.dissent" and self._about is None:
            return "A dissent is on a decision; N writes one."
        if command_id in ("decisions.note", "decisions.history") and self._selected is None:
            return "Nothing is selected."
        return super().why_not(command_id)

    def record_ids(self) -> tuple[str, ...]:
        """What is selected."""
        return () if self._selected is None else (self._selected[1],)

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Tells about what is selected now."""
        event.stop()
        self._show_selected()
        self.refresh_hints()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter shows all of it."""
        event.stop()
        self.retro.push_screen(
            Reading("Dissent" if self._on_dissent else "Decision", self._facts())
        )

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Typing narrows both lists."""
        event.stop()
        self._fill()
        self.refresh_hints()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list that has something."""
        event.stop()
        panel = self._dissents if self._on_dissent else self._decisions
        panel.rows.focus()
        self.share_room()

    def cmd_new(self) -> None:
        """Puts a proposal forward."""
        self.follow(decision_moves.new(self))

    def cmd_dissent(self) -> None:
        """Raises a dissent."""
        if self._about is not None:
            self.follow(dissent_moves.new(self, *self._about))

    def cmd_filter(self) -> None:
        """Opens the filter."""
        self.query_one(FilterLine).open()
        self.share_room()

    def cmd_note(self) -> None:
        """Comments."""
        if self._selected is not None:
            self.follow(decision_moves.note(self, *self._selected))

    def cmd_history(self) -> None:
        """Shows how it came to be as it is."""
        if self._selected is not None:
            self.follow(decision_moves.history(self, *self._selected))

    @property
    def _decisions(self) -> DecisionPanel:
        return self.query_one(DecisionPanel)

    @property
    def _dissents(self) -> DissentPanel:
        return self.query_one(DissentPanel)

    @property
    def _detail(self) -> ListPanel:
        return self.query_one("#detail", ListPanel)

    @property
    def _selected(self) -> tuple[Kind, str, str] | None:
        """What has the selection: its table, id and title."""
        if self._on_dissent:
            view = self._dissents.selected
            return None if view is None else (Kind.DISSENTS, view.record.id, view.record.concern)
        found = self._decisions.selected
        return None if found is None else (Kind.DECISIONS, found.record.id, found.record.title)

    @property
    def _about(self) -> tuple[str, str] | None:
        """The decision that a dissent would be on: the selected one, or the selected dissent's."""
        if self._on_dissent and self._dissents.selected is not None:
            return self._dissents.selected.decision.id, self._dissents.selected.decision.title
        found = self._decisions.selected
        return None if found is None else (found.record.id, found.record.title)

    def _fill(self) -> None:
        typed, calendar = self.query_one(FilterLine).text, self.calendar
        days = self.settings.dissent_due_days
        decided = [
            each
            for each in self._decisions.views.values()
            if decision_rows.passes_decision(each, typed)
        ]
        raised = [
            each
            for each in self._dissents.views.values()
            if decision_rows.passes_dissent(each, typed)
        ]
        doubled = fields_by_record(self.desk.repo)
        proposed = sum(each.record.status is DecisionStatus.PROPOSED for each in decided)
        self._decisions.show(
            [
                with_versions(decision_rows.decision_row(each, calendar), doubled)
                for each in decided
            ],
            joined((f"{proposed} proposed" if proposed else "", str(len(decided)))),
        )
        self._dissents.show(
            [
                with_versions(decision_rows.dissent_row(each, calendar, days), doubled)
                for each in raised
            ],
            decision_rows.owed_count(raised, calendar, days),
        )
        self.share_room()
        self._show_selected()

    def _facts(self) -> list[Fact | Heading]:
        if self._on_dissent:
            view = self._dissents.selected
            return [] if view is None else decision_rows.dissent_facts(view, self.calendar)
        found, repo = self._decisions.selected, self.desk.repo
        if found is None:
            return []
        names = {each.id: each.name for each in people.everybody(repo)}
        about = notes.about(repo, found.record.id)
        return decision_rows.decision_facts(found, about, names, self.calendar)

    def _show_selected(self) -> None:
        self._detail.show(fact_rows(self._facts()))


def build(selected: str | None = None) -> DecisionsScreen:
    """The screen, at a decision or a dissent."""
    return DecisionsScreen(selected)
