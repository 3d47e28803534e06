"""Forecast on the screen: what is due is resolved one by one, then what is expected is stated."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities.forecast import to_resolve
from retrotui.core.capture import read_capture
from retrotui.core.capture_dates import captured_due
from retrotui.core.dates.phrasing import local_day
from retrotui.core.errors import UsageError
from retrotui.core.expectations import (
    ExpectationDraft,
    ExpectationEdit,
    score,
    score_words,
)
from retrotui.core.outlook import Subject
from retrotui.core.records.expectations import Came, Expectation
from retrotui.core.records.kinds import Kind
from retrotui.core.telling import NOUNS
from retrotui.core.text import one_line
from retrotui.services import expectations
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.forms.expectation import expectation_form, read_expectation
from retrotui.ui.lists.inputs import fits
from retrotui.ui.render import joined, short
from retrotui.ui.signs import came_text
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts import estimate_steps
from retrotui.ui.stages.parts.expectation_rows import (
    COLUMNS,
    expectation_facts,
    expectation_rows,
    listed,
)
from retrotui.ui.stages.parts.flow import Flow
from retrotui.ui.stages.parts.steps import follow
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.rows import RowList

CONTEXT = "stage:forecast"
_LOW = 12
_LABEL = 24
_KINDS = (Kind.ROADMAP, Kind.DECISIONS, Kind.GOALS, Kind.ACTIONS)

REGISTRY.add(
    Command("forecast.true", ("1",), "came true", "It came true", CONTEXT, hint=True, weight=79),
    Command("forecast.false", ("2",), "did not", "It did not come true", CONTEXT, hint=True,
            weight=78),
    Command("forecast.void", ("3",), "can't tell", "It can no longer be told; it counts in no "
            "score", CONTEXT, hint=True, weight=77),
    Command("forecast.estimate", ("v",), "estimate", "Take down how surely somebody expects it, "
            "unseen", CONTEXT, hint=True, weight=70),
    Command("forecast.reveal", ("C",), "reveal", "Show what everybody thinks; the middle is the "
            "room's", CONTEXT, hint=True, weight=65),
    Command("forecast.about", ("o",), "about", "Say which action, outcome, decision or goal it is "
            "about", CONTEXT, hint=True, weight=62),
    Command("forecast.edit", ("e",), "edit", "Change the words, how surely and when", CONTEXT,
            hint=True, weight=60),
    Command("forecast.reopen", ("O",), "reopen", "It is not known after all", CONTEXT),
)  # fmt: skip


class ForecastStage(Stage):
    """What should be known by now, what is expected here, and what is still to come."""

    ACTIVITY = "forecast"
    CONTEXTS = (CONTEXT,)
    DEFAULT_CSS = """
    ForecastStage {
        & > #expectation-facts { border-top: solid $hairline; height: 6; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rows = RowList(
            *COLUMNS,
            empty="Nothing is expected yet. Press enter and write what will be plainly true or "
            "false; how surely and by when is asked next.",
            opens=False,
            letters=False,
            id="expectation-rows",
        )
        self.facts = Flow(id="expectation-facts")
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The expectations, and what is told of the selected one."""
        yield self.rows
        yield self.facts

    def draw(self, view: MeetingView) -> None:
        """Draws them all; what was resolved here keeps its place."""
        self.rows.set_rows(expectation_rows(view))
        if self._wanted is not None and self.rows.select(self._wanted):
            self._wanted = None
        self._tell()

    def headline(self, view: MeetingView) -> str:
        """How many are due, and how well the team foresees."""
        due = to_resolve(view.state, view.calendar.today)
        left = sum(each.came is None for each in due)
        told = f"{len(due) - left} of {len(due)} due resolved" if due else ""
        return joined((told, score_words(score(view.state.outlook.expectations))))

    def on_resize(self, _event: Resize) -> None:
        """The facts need room below the rows."""
        self._tell()

    @on(RowList.Moved, "#expectation-rows")
    def on_expectation_selected(self, event: RowList.Moved) -> None:
        """What is told, and what keys can do, depends on the selection."""
        event.stop()
        self._tell()

    def capture(self) -> Capture | None:
        """A statement; how surely and when is asked next."""
        view = self.view
        if view is None:
            return None
        calendar, meeting, item = view.calendar, view.state.meeting.id, view.item.id
        by = self.room.who

        def keep(text: str) -> None:
            said = read_capture(text)
            if not said.title:
                raise UsageError("what is expected?", hint="a sentence, with due:fri if you like")
            due = captured_due(said, calendar)
            day = None if due is None else local_day(due, calendar)
            draft = ExpectationDraft(said.title, resolve_on=day, by=by, meeting=meeting, item=item)
            saved = expectations.state(self.room.desk, draft)
            self._wanted = saved.id
            self.room.keep(f"expectation {short(said.title, _LABEL)}", saved.receipt)
            self._ask(saved.id, f"How surely? {short(said.title)}", words=False)

        def echo(text: str) -> str:
            return "" if one_line(text) else "what will be plainly true or false"

        who = "" if by is None else self.room.who_name
        return Capture(CaptureKind.EXPECTATION, keep, who=who, echo=echo)

    @property
    def selected(self) -> Expectation | None:
        """The one that keys act on."""
        if self.view is None:
            return None
        chosen = self.rows.selected_id
        return next((each for each in listed(self.view) if each.id == chosen), None)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        chosen = self.selected
        if chosen is None or self.view is None:
            return f"Nothing is expected yet; {keys_label('meeting.write')} writes what is."
        if command_id == "forecast.reopen":
            return "It is open." if chosen.came is None else None
        if chosen.came is not None:
            return f"It is resolved; {keys_label('forecast.reopen')} opens it again."
        if command_id in ("forecast.estimate", "forecast.reveal"):
            reveals = command_id == "forecast.reveal"
            return estimate_steps.why_not(self.view, chosen, reveals=reveals)
        if command_id == "forecast.about" and not self.view.state.outlook.subjects:
            return "There is no action, outcome, decision or goal that it could be about."
        return None

    def cmd_true(self) -> None:
        """It came true."""
        self._resolve(Came.TRUE, "How is that known? (may be left out)")

    def cmd_false(self) -> None:
        """It did not."""
        self._resolve(Came.FALSE, "How is that known? (may be left out)")

    def cmd_void(self) -> None:
        """It cannot be told."""
        self._resolve(Came.VOID, "Why can it not be told? (may be left out)")

    def cmd_reopen(self) -> None:
        """It is not known after all."""
        chosen, view = self.selected, self.view
        if chosen is not None and view is not None:
            receipt = expectations.reopen(self.room.desk, chosen.id, meeting=view.state.meeting.id)
            self.room.keep(f"reopen {short(chosen.statement, _LABEL)}", receipt)

    def cmd_edit(self) -> None:
        """Asks for it again."""
        chosen = self.selected
        if chosen is not None:
            self._ask(chosen.id, "Edit the expectation", words=True)

    def cmd_about(self) -> None:
        """Asks what it is about."""
        chosen, view = self.selected, self.view
        if chosen is None or view is None:
            return
        subjects = view.state.outlook.subjects
        choices = [
            Choice(each, each.title, NOUNS[each.origin.kind])
            for kind in _KINDS
            for each in subjects
            if each.origin.kind == kind
        ]
        current = next((each for each in subjects if each.origin == chosen.about), None)

        def keep(subject: Subject | None) -> None:
            if subject is not None:
                saved = expectations.edit(
                    self.room.desk, chosen.id, ExpectationEdit(about=subject.origin),
                    meeting=view.state.meeting.id,
                )  # fmt: skip
                self.room.keep(f"about {short(subject.title, _LABEL)}", saved.receipt)

        self.room.ask(Choose("What is it about?", choices, current=current), keep)

    def cmd_estimate(self) -> None:
        """Asks how surely, unseen."""
        if self.selected is not None and self.view is not None:
            follow(self.room, estimate_steps.estimate(self.room, self.view, self.selected))

    def cmd_reveal(self) -> None:
        """Shows what everybody thinks."""
        if self.selected is not None and self.view is not None:
            follow(self.room, estimate_steps.reveal(self.room, self.view, self.selected))

    def _ask(self, id_: str, title: str, *, words: bool) -> None:
        view = self.view
        if view is None:
            return
        one = expectations.get(self.room.desk.repo, id_)

        def keep(answer: Mapping[str, str] | None) -> None:
            if answer is not None:
                entry = read_expectation(answer, view.calendar, one)
                saved = expectations.edit(
                    self.room.desk, id_, entry.edit(), meeting=view.state.meeting.id
                )
                self.room.keep(f"edit {short(one.statement, _LABEL)}", saved.receipt)

        self.room.ask(expectation_form(title, view.calendar, one, words=words), keep)

    def _resolve(self, came: Came, asks: str) -> None:
        chosen, view = self.selected, self.view
        if chosen is None or view is None:
            return

        def keep(evidence: str | None) -> None:
            if evidence is None:
                return
            due = [each for each in to_resolve(view.state, view.calendar.today)
                   if each.came is None and each.id != chosen.id]  # fmt: skip
            receipt = expectations.resolve(
                self.room.desk, chosen.id, came=came, evidence=evidence,
                meeting=view.state.meeting.id,
            )  # fmt: skip
            self._wanted = due[0].id if due else None
            self.room.keep(f"{came_text(came).text} {short(chosen.statement, _LABEL)}", receipt)

        self.room.ask(Ask(asks, check=fits("the evidence")), keep)

    def _tell(self) -> None:
        chosen, view = self.selected, self.view
        room = self.size.height >= _LOW
        self.facts.display = chosen is not None and room
        if chosen is not None and room and view is not None:
            self.facts.show(expectation_facts(chosen, view.state))
        self.room.refresh_hints()


STAGE = ForecastStage
