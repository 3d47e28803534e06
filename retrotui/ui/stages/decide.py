"""Decide on the screen: a proposal, everybody's position, the outcome, and what dissent stays."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from retrotui.core.activities import decide
from retrotui.core.decision_fields import DecisionDraft
from retrotui.core.dissent import DissentMove
from retrotui.core.records.decisions import Decision, DecisionStatus, Dissent
from retrotui.core.text import one_line
from retrotui.services import decisions, dissent
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.forms.decision import METHODS
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts import proposal_moves as moves
from retrotui.ui.stages.parts import proposal_reasons as reasons
from retrotui.ui.stages.parts.flow import Flow, Paragraph
from retrotui.ui.stages.parts.proposal_rows import (
    COLUMNS,
    columns,
    dissent_in,
    person_in,
    person_row_id,
    rows,
)
from retrotui.ui.stages.parts.proposals import first_on_table, on_table, result, view_of, voices
from retrotui.ui.stages.parts.steps import follow
from retrotui.ui.stages.parts.turns import TURNS, TurnsStage
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.rows import RowList

_CONTEXT = "stage:decide"
_ON_TABLE = "proposal"
_LOW = 9

REGISTRY.add(
    Command("decide.position", ("s",), "stance", "Say where somebody stands, and why", _CONTEXT,
            hint=True, weight=75),
    Command("decide.decide", ("D",), "decide", "Say what was decided", _CONTEXT, hint=True,
            weight=74),
    # The meeting's own key for a dissent; with a proposal on stage it is about that one.
    Command("decide.dissent", ("x",), "dissent", "Keep a disagreement with this proposal",
            _ON_TABLE, hint=True, weight=57),
    Command("decide.option", ("o",), "option", "Add an option to the proposal", _CONTEXT,
            hint=True, weight=53),
    Command("decide.answer", ("r",), "answer", "Answer a dissent", _CONTEXT, hint=True, weight=42),
    Command("decide.reject", ("J",), "reject", "Turn the proposal down", _CONTEXT, hint=True,
            weight=38),
    Command("decide.edit", ("e",), "edit", "Word the proposal or the selected dissent better",
            _CONTEXT, hint=True, weight=30),
    Command("decide.next", ("]",), "next proposal", "Show the next proposal", _CONTEXT,
            hint=True, weight=22),
    Command("decide.previous", ("[",), "proposal before", "Show the proposal before", _CONTEXT),
    Command("decide.method", ("m",), "method", "Choose how it is decided", _CONTEXT),
    Command("decide.accept", ("y",), "accepted", "The dissenter is content with the answer",
            _CONTEXT),
    Command("decide.sustain", ("h",), "sustained", "The dissenter upholds it in spite of the "
            "answer", _CONTEXT),
    Command("decide.withdraw", ("Z",), "withdrawn", "The dissenter takes it back", _CONTEXT),
    Command("decide.reopen", ("O",), "reopen", "Make a decision a proposal again, for something "
            "new", _CONTEXT),
)  # fmt: skip


class DecideStage(TurnsStage):
    """One proposal at a time: options, positions, dissents, and what they amount to."""

    ACTIVITY = "decide"
    CONTEXTS = (_CONTEXT, _ON_TABLE, TURNS)
    DEFAULT_CSS = """
    DecideStage {
        & > #proposal-rows { margin-top: 1; }
        & > #proposal-result { border-top: solid $hairline; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head = Flow(id="proposal-head")
        self.rows = RowList(
            *COLUMNS,
            empty="Nothing is proposed yet. Press enter and say in one sentence what is to be "
            "decided.",
            opens=False,
            id="proposal-rows",
        )
        self.result = Flow(id="proposal-result")
        self._chosen: str | None = None
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The proposal, who stands where, what it amounts to."""
        yield self.head
        yield self.rows
        yield self.result
        yield self.turns_line

    def on_resize(self, _event: Resize) -> None:
        """Reasons stand beside the positions only where there is room."""
        if self.view is not None:
            self.draw(self.view)

    def draw(self, view: MeetingView) -> None:
        """Draws the proposal that is on the table."""
        self.draw_turns(view)
        made = self.decision
        self.head.display = self.result.display = made is not None
        if made is None:
            self.rows.set_rows([])
            return
        seen = view_of(view.state, made)
        head = _head(made, on_table(view.state, view.item))
        self.head.show(head if self.size.height > _LOW else head[:1])
        heard, width = voices(view.state, made), self.rows.line_width
        self.rows.columns = columns(width)
        self.rows.set_rows(rows(heard, seen.dissents, view.calendar, width))
        if self._wanted is not None and self.rows.select(self._wanted):
            self._wanted = None
        self.result.show(result(seen, view.state.people, view.calendar))

    def tick(self, view: MeetingView) -> None:
        """Only a silence shows time."""
        self.view = view
        self.draw_turns(view)

    def headline(self, view: MeetingView) -> str:
        """How many proposals have their outcome."""
        made = on_table(view.state, view.item)
        left = sum(each.status is DecisionStatus.PROPOSED for each in made)
        if len(made) < 2:  # noqa: PLR2004 - one is seen whole
            return ""
        return f"{len(made) - left} of {count(len(made), 'proposal')} decided"

    def capture(self) -> Capture | None:
        """A new proposal, decided by the item's method."""
        view = self.view
        if view is None:
            return None

        def keep(text: str) -> None:
            method = decide.settings(view.item).method
            draft = DecisionDraft(text, method, meeting=view.state.meeting.id, item=view.item.id)
            made = decisions.add(self.room.desk, draft)
            self._chosen = made.id
            self.room.keep("proposal", made.receipt)

        return Capture(CaptureKind.DECISION, keep, echo=_what_belongs_here)

    @property
    def decision(self) -> Decision | None:
        """The proposal on stage: the one chosen, else the first that is open."""
        return None if self.view is None else self._decision(self.view)

    @property
    def person(self) -> str | None:
        """Id of the person whose row is selected."""
        return person_in(self.rows.selected_id)

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if not command_id.startswith("decide."):
            return super().why_not(command_id)
        made, verb = self.decision, command_id.rpartition(".")[2]
        if self.view is None or made is None:
            return "Nothing is proposed yet: enter writes a proposal."
        if verb in ("next", "previous"):
            several = len(on_table(self.view.state, self.view.item)) > 1
            return None if several else "This is the only proposal."
        return reasons.why_not(verb, made, self._dissents(), self._selected_dissent())

    def cmd_position(self) -> None:
        """Where somebody stands, in three quick steps."""
        if self.view is not None and (made := self.decision) is not None:
            follow(self.room, moves.position(self.room, self.view, made, self.person, self._land))

    def cmd_option(self) -> None:
        """One more way it could go."""
        if (made := self.decision) is not None:
            follow(self.room, moves.option(self.room, made))

    def cmd_method(self) -> None:
        """How it is decided."""
        if (made := self.decision) is not None:
            follow(self.room, moves.method(self.room, made))

    def cmd_edit(self) -> None:
        """The selected dissent, else the proposal."""
        against = self._selected_dissent()
        if against is not None:
            follow(self.room, moves.reword(self.room, against))
        elif self.view is not None and (made := self.decision) is not None:
            follow(self.room, moves.edit(self.room, self.view, made))

    def cmd_decide(self) -> None:
        """What was decided; the decision stays on stage."""
        if self.view is not None and (made := self.decision) is not None:
            self._chosen = made.id
            follow(self.room, moves.decide(self.room, self.view, made))

    def cmd_reject(self) -> None:
        """Not that."""
        if (made := self.decision) is not None:
            self._chosen = made.id
            follow(self.room, moves.reject(self.room, made))

    def cmd_reopen(self) -> None:
        """Once more, for something new."""
        if (made := self.decision) is not None:
            self._chosen = made.id
            follow(self.room, moves.reopen(self.room, made))

    def cmd_dissent(self) -> None:
        """A disagreement that is kept."""
        if self.view is not None and (made := self.decision) is not None:
            follow(self.room, moves.disagree(self.room, self.view, made, self.person))

    def cmd_answer(self) -> None:
        """Responds to the selected dissent."""
        if (against := self._dissent(DissentMove.ANSWER)) is not None:
            follow(self.room, moves.answer(self.room, against))

    def cmd_accept(self) -> None:
        """The dissenter is content."""
        if (against := self._dissent(DissentMove.ACCEPT)) is not None:
            self.room.keep("accept dissent", dissent.accept(self.room.desk, against.id))

    def cmd_sustain(self) -> None:
        """The dissenter upholds it."""
        if (against := self._dissent(DissentMove.SUSTAIN)) is not None:
            self.room.keep("sustain dissent", dissent.sustain(self.room.desk, against.id))

    def cmd_withdraw(self) -> None:
        """The dissenter takes it back."""
        against = self._dissent(DissentMove.WITHDRAW)
        if self.view is not None and against is not None:
            follow(self.room, moves.withdraw(self.room, self.view, against))

    def cmd_next(self) -> None:
        """The next proposal; after the last the first."""
        self._turn(1)

    def cmd_previous(self) -> None:
        """The proposal before; before the first the last."""
        self._turn(-1)

    @on(RowList.Opened, "#proposal-rows")
    async def on_row_chosen(self, event: RowList.Opened) -> None:
        """A second click on a person asks where they stand, on a dissent for its answer."""
        event.stop()
        verb = "position" if person_in(event.item_id) else "answer"
        await self.action_command(f"decide.{verb}")

    def _decision(self, view: MeetingView) -> Decision | None:
        made = on_table(view.state, view.item)
        chosen = (each for each in made if each.id == self._chosen)
        return next(chosen, first_on_table(made))

    def _dissents(self) -> tuple[Dissent, ...]:
        made = self.decision
        if self.view is None or made is None:
            return ()
        return tuple(each for each in self.view.state.dissents if each.decision == made.id)

    def _selected_dissent(self) -> Dissent | None:
        chosen = dissent_in(self.rows.selected_id)
        return next((each for each in self._dissents() if each.id == chosen), None)

    def _dissent(self, move: DissentMove) -> Dissent | None:
        """What a move is about: the selected dissent, else the only one it is open to."""
        return reasons.meant(move, self._dissents(), self._selected_dissent())

    def _land(self, person: str) -> None:
        """Selects who has spoken, so that the next key is about them."""
        self._wanted = person_row_id(person)
        if self.view is not None:
            self.draw(self.view)

    def _turn(self, by: int) -> None:
        made = self.decision
        if self.view is None or made is None:
            return
        several = [each.id for each in on_table(self.view.state, self.view.item)]
        self._chosen = several[(several.index(made.id) + by) % len(several)]
        self.show(self.view)
        self.room.refresh_hints()


def _head(made: Decision, several: Sequence[Decision]) -> tuple[Paragraph, ...]:
    options = [
        Bit(f"{number} {one_line(each.title)}") for number, each in enumerate(made.options, 1)
    ]
    place = f"{[each.id for each in several].index(made.id) + 1} of {len(several)}"
    method = METHODS[made.method][0]
    how = joined((method, f"proposal {place}" if len(several) > 1 else ""))
    return (
        Paragraph((Bit(made.title, Tone.STRONG), Bit(how, Tone.MUTED)), most=3),
        Paragraph((Bit(made.context or "", Tone.MUTED),)),
        Paragraph((Bit("Options", Tone.MUTED), *options) if options else (), most=3),
    )


def _what_belongs_here(typed: str) -> str:
    return "" if one_line(typed) else "what is proposed, in one sentence"


STAGE = DecideStage
