"""Triage of the inbox on the screen: one piece of feedback large, the queue beside it."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import Resize
from textual.widgets import Static

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities.feedback import columns, is_dealt_with, queue, waiting
from retrotui.core.capture import read_capture
from retrotui.core.errors import UsageError
from retrotui.core.feedback import TRIAGE_WORDS, FeedbackDraft, FeedbackEdit
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.feedback import Feedback, Triage
from retrotui.core.text import one_line
from retrotui.services import feedback, triage
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.lists.inputs import needs
from retrotui.ui.lists.newcomers import newcomers, renamed
from retrotui.ui.meeting.wording import echo_person
from retrotui.ui.render import literal, short
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts import triage_steps as ask
from retrotui.ui.stages.parts.flow import Flow
from retrotui.ui.stages.parts.inbox_rows import feedback_facts, inbox_row
from retrotui.ui.stages.parts.steps import Steps, follow
from retrotui.ui.widgets.capture import Capture, CaptureKind, Then
from retrotui.ui.widgets.rows import Column, RowList

CONTEXT = "stage:feedback"
_SIDE_BY_SIDE = 90
_ROOMY = 14
_LABEL = 24
_ENOUGH = 30
"""So many cells of its text come before who said it, which stands beside it large."""
_EMPTY = (
    "The inbox is empty. Press enter and write what somebody said, with @who said it. "
    "Between meetings: retrotui feedback add."
)

REGISTRY.add(
    # The meeting's own letters go on writing what does not come from the feedback.
    Command("feedback.card", ("1",), "card", "Lay it into a column of this meeting's board",
            CONTEXT, hint=True, weight=79),
    Command("feedback.action", ("2",), "action", "Make an action that comes from it", CONTEXT,
            hint=True, weight=78),
    Command("feedback.decision", ("3",), "decision", "Make a proposal of it", CONTEXT, hint=True,
            weight=77),
    Command("feedback.thanks", ("4",), "thanks", "Thank somebody for it", CONTEXT, hint=True,
            weight=75),
    Command("feedback.later", ("5",), "not now", "Leave it in the inbox for later", CONTEXT,
            hint=True, weight=74),
    Command("feedback.edit", ("e",), "edit", "Word it differently", CONTEXT, hint=True, weight=38),
    Command("feedback.reopen", ("O",), "inbox again",
            "Put it back into the inbox; what it became stays", CONTEXT),
)  # fmt: skip


class FeedbackStage(Stage):
    """The selected piece of feedback large, and everything that waits."""

    ACTIVITY = "feedback"
    CONTEXTS = (CONTEXT,)
    DEFAULT_CSS = """
    FeedbackStage {
        & > #inbox-parts { layout: horizontal; height: 1fr; padding-left: 1; }
        & #inbox-now { width: 1fr; height: 1fr; }
        & #inbox-text {
            height: auto;
            max-height: 12;
            margin: 1 0;
            padding: 0 1;
            color: $foreground;
            text-style: bold;
        }
        & #inbox-queue { width: 1fr; height: 1fr; margin: 1 0 0 2; }

        &.-narrow > #inbox-parts { layout: vertical; }
        &.-narrow #inbox-now { width: 1fr; height: auto; max-height: 60%; }
        &.-narrow #inbox-text { max-height: 5; }
        &.-narrow #inbox-queue { width: 1fr; margin: 1 0 0 0; }

        &.-low #inbox-text { max-height: 2; margin: 0; }
        &.-low #inbox-queue { margin: 0; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.heading = Static("", id="inbox-text", markup=False)
        self.facts = Flow(id="inbox-facts")
        self.rows = RowList(
            Column(width=1, keep=3),
            Column(least=_ENOUGH),
            Column(width=14, keep=1),
            empty=_EMPTY,
            opens=False,
            letters=False,
            id="inbox-queue",
        )
        self._dealt: str | None = None

    def compose(self) -> ComposeResult:
        """The one that is talked about, and the queue."""
        with Container(id="inbox-parts"):
            with Vertical(id="inbox-now"):
                yield self.heading
                yield self.facts
            yield self.rows

    def on_resize(self, event: Resize) -> None:
        """Side by side when it is wide enough, close together when it is low."""
        self.set_class(event.size.width < _SIDE_BY_SIDE, "-narrow")
        self.set_class(event.size.height < _ROOMY, "-low")

    def headline(self, view: MeetingView) -> str:
        """How much waits still."""
        left = len(waiting(view.state))
        if left:
            return f"{left} in the inbox"
        return "everything was looked at" if queue(view.state) else ""

    def draw(self, view: MeetingView) -> None:
        """The queue; what was dealt with keeps its place, and the next one is on."""
        listed = queue(view.state)
        self.rows.set_rows([inbox_row(each, view) for each in listed])
        self._go_on(view.state)
        self._tell()

    def focus_stage(self) -> None:
        """The queue takes the focus."""
        self.rows.focus()

    @on(RowList.Moved, "#inbox-queue")
    def on_feedback_selected(self, event: RowList.Moved) -> None:
        """Another one is talked about."""
        event.stop()
        self._tell()

    def capture(self) -> Capture | None:
        """What somebody said, with ``@who`` said it."""
        if self.view is None:
            return None
        people = self.view.state.people
        meeting = self.view.state.meeting.id

        def add(title: str, owners: tuple[str, ...]) -> Then:
            saved = feedback.add(
                self.room.desk,
                FeedbackDraft(title, meeting=meeting),
                by=next(iter(owners), None),
            )
            self.room.keep(f"feedback {short(title, _LABEL)}", saved.receipt)

            def again(meant: Mapping[str, str]) -> None:
                self.room.take_back(saved.receipt)
                add(title, renamed(owners, meant))

            return newcomers(saved.people, again)

        def keep(text: str) -> Then:
            said = read_capture(text)
            if not said.title:
                raise UsageError("what did they say?", hint="write it, with @who said it")
            return add(said.title, said.owners)

        def echo(text: str) -> str:
            if not one_line(text):
                return "what was said, @who said it"
            owners = read_capture(text).owners
            return f"from {echo_person(owners[0], people)}" if owners else "from nobody named"

        return Capture(CaptureKind.FEEDBACK, keep, echo=echo)

    @property
    def selected(self) -> Feedback | None:
        """The one that keys act on."""
        if self.view is None:
            return None
        chosen = self.rows.selected_id
        return next((each for each in self.view.state.inbox if each.id == chosen), None)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        chosen = self.selected
        if chosen is None or self.view is None:
            return f"The inbox is empty; {keys_label('meeting.write')} takes something in."
        if command_id == "feedback.edit":
            return None
        if command_id == "feedback.reopen":
            return "It is in the inbox." if chosen.triage is Triage.WAITING else None
        if not chosen.is_waiting:
            became = TRIAGE_WORDS[chosen.triage]
            return f"It became {became} already; {keys_label('meeting.undo')} takes that back."
        if command_id == "feedback.card" and not columns(self.view.state):
            return "This meeting has no board; make it an action, or leave it for later."
        return None

    def cmd_card(self) -> None:
        """A card."""
        if self.view is not None:
            places = columns(self.view.state)
            self._begin(lambda room, view, one: ask.make_card(room, view, one, places))

    def cmd_action(self) -> None:
        """An action."""
        self._begin(ask.make_action)

    def cmd_decision(self) -> None:
        """A proposal."""
        self._begin(ask.make_decision)

    def cmd_thanks(self) -> None:
        """Thanks."""
        self._begin(ask.make_thanks)

    def cmd_later(self) -> None:
        """Not now."""
        self._begin(ask.leave)

    def cmd_reopen(self) -> None:
        """Back into the inbox."""
        chosen, view = self.selected, self.view
        if chosen is not None and view is not None:
            receipt = triage.take_back(self.room.desk, chosen.id, meeting=view.state.meeting.id)
            self.room.keep(f"inbox again: {short(chosen.text, _LABEL)}", receipt)

    def cmd_edit(self) -> None:
        """Asks for the words again."""
        chosen, view = self.selected, self.view
        if chosen is None or view is None:
            return

        def keep(text: str | None) -> None:
            if text is not None:
                saved = feedback.edit(
                    self.room.desk,
                    chosen.id,
                    FeedbackEdit(text=text),
                    meeting=view.state.meeting.id,
                )
                self.room.keep(f"edit {short(text, _LABEL)}", saved.receipt)

        dialog = AskLines if "\n" in chosen.text else Ask
        self.room.ask(
            dialog("Word it differently", value=chosen.text, check=needs("the feedback")), keep
        )

    def _begin(self, steps: Callable[[Room, MeetingView, Feedback], Steps]) -> None:
        chosen, view = self.selected, self.view
        if chosen is not None and view is not None:
            self._dealt = chosen.id
            follow(self.room, steps(self.room, view, chosen))

    def _go_on(self, state: MeetingState) -> None:
        """Selects the next one that waits, once the one that keys acted on waits no more."""
        listed = queue(state)
        place = next((n for n, each in enumerate(listed) if each.id == self._dealt), None)
        if self._dealt is None or (place is not None and not is_dealt_with(state, listed[place])):
            return
        self._dealt = None
        onward = (*listed[place or 0 :], *listed[: place or 0])
        following = next((each for each in onward if each.triage is Triage.WAITING), None)
        if following is not None:
            self.rows.select(following.id)

    def _tell(self) -> None:
        chosen, view = self.selected, self.view
        self.heading.display = self.facts.display = chosen is not None
        if chosen is not None and view is not None:
            self.heading.update(literal(chosen.text))
            self.facts.show(feedback_facts(chosen, view))
        self.room.refresh_hints()


STAGE = FeedbackStage
