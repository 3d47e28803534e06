"""Check-in: the question, who has answered it and who is still to be heard."""

from functools import partial

from textual.app import ComposeResult

from retrotui.core import turns as rounds
from retrotui.core.activities.check_in import (
    GOOD_FAITH,
    answers,
    is_before_agreeing,
    question,
    waiting,
)
from retrotui.core.meeting_state import ROOM, attending
from retrotui.core.records.cards import Note, NoteSort
from retrotui.core.records.people import Person
from retrotui.core.text import one_line
from retrotui.services import icebreakers, notes
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.paper import Prompt
from retrotui.ui.render import Bit, Tone
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.faith import GoodFaith
from retrotui.ui.stages.parts.turns import TURNS, TurnsStage
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.rows import Column, Row, RowList

CONTEXT = "stage:check-in"
_WAITING = "waiting "

REGISTRY.add(
    Command("check-in.edit", ("e",), "edit", "Word the selected answer differently", CONTEXT,
            hint=True, weight=38),
    Command("check-in.delete", ("D",), "delete", "Delete the selected answer", CONTEXT,
            hint=True, weight=26),
    Command("check-in.icebreaker", ("I",), "question", "Draw a question to arrive with, or another",
            CONTEXT, hint=True, weight=31),
    Command("check-in.agree", ("y",), "we agree", "Begin with good faith, and go on", CONTEXT,
            hint=True, weight=77),
)  # fmt: skip


class CheckInStage(TurnsStage):
    """Everybody says one thing; whoever has not yet is shown as waiting."""

    ACTIVITY = "check-in"
    CONTEXTS = (CONTEXT, TURNS)

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._turn: str | None = None
        self._shown_turn: str | None = None
        self._is_first = True

    def compose(self) -> ComposeResult:
        """With what it begins; then the question and everybody."""
        yield GoodFaith()
        yield Prompt(id="check-in-question")
        columns = (Column(width=1), Column(width=18, keep=1), Column(wraps=True))
        yield RowList(
            *columns,
            empty="Nobody is in this meeting yet. W adds people; enter writes for the room.",
            opens=False,
            letters=False,
            id="check-in-people",
        )
        yield self.turns_line

    def draw(self, view: MeetingView) -> None:
        """Everybody's answer, then who is waiting; before that, with what it begins."""
        before = is_before_agreeing(view.state, view.item)
        self.query_one(GoodFaith).show(
            GOOD_FAITH if before else "", f"{keys_label('check-in.agree')}  we agree, go on"
        )
        self.query_one("#check-in-question", Prompt).show(
            "" if before else question(view.state, view.item)
        )
        self.query_one(RowList).display = not before
        self.draw_turns(view)
        said = answers(view.state, view.item)
        people = view.state.people
        rows = [
            Row(
                each.id,
                (
                    Bit("✓", Tone.GOOD),
                    ROOM if each.person is None else people.name(each.person),
                    each.text,
                ),
            )
            for each in said
        ]
        rows += [
            Row(
                _WAITING + each.id,
                (Bit("·", Tone.MUTED), each.name, Bit("not heard yet", Tone.MUTED)),
            )
            for each in self._waiting(view)
        ]
        shown = self.query_one(RowList)
        shown.set_rows(rows)
        if self._is_first:
            self._turn, self._is_first = self._next(None), False
        turn = self.room.who or self.speaker or self._turn
        if turn is not None and turn != self._shown_turn:
            shown.select(_WAITING + turn)
        self._shown_turn = turn

    def headline(self, view: MeetingView) -> str:
        """How many have spoken."""
        if is_before_agreeing(view.state, view.item):
            return "before we begin"
        there = len(attending(view.state))
        left = len(waiting(view.state, view.item))
        return f"{there - left} of {there} heard" if there else ""

    def capture(self) -> Capture | None:
        """An answer for whoever it is entered for."""
        if self.view is None or is_before_agreeing(self.view.state, self.view.item):
            return None
        person = self._speaker(self.view)
        who = ROOM if person is None else self.view.state.people.name(person)
        keep = partial(self._keep, self.view.item.id, person, who)
        return Capture(CaptureKind.ANSWER, keep, who=who, echo=lambda _: "")

    def why_not(self, command_id: str, /) -> str | None:
        """Editing and deleting need an answer, and agreeing something to agree with."""
        view = self.view
        if command_id == "check-in.agree":
            asks = view is not None and is_before_agreeing(view.state, view.item)
            return None if asks else "There is nothing to agree with here."
        if command_id == "check-in.icebreaker":
            return None
        if command_id in ("check-in.edit", "check-in.delete") and self._answer is None:
            return "Select an answer first; enter writes one."
        return super().why_not(command_id)

    def offered(self, command_id: str, /) -> bool:
        """Agreeing before it begins, and nothing else then."""
        if self.view is None:
            return True
        before = is_before_agreeing(self.view.state, self.view.item)
        if command_id == "check-in.agree":
            return before
        return super().offered(command_id)

    def tick(self, view: MeetingView) -> None:
        """Only a silence shows time."""
        self.view = view
        self.draw_turns(view)

    def cmd_icebreaker(self) -> None:
        """Another question."""
        if self.view is not None:
            receipt = icebreakers.draw(self.room.desk, self.view.item.id)
            self.room.keep("draw a question", receipt)

    def cmd_agree(self) -> None:
        """The room begins with good faith."""
        if self.view is not None:
            self.room.keep("agree", icebreakers.agree(self.room.desk, self.view.item.id))

    def cmd_edit(self) -> None:
        """Words an answer differently."""
        answer = self._answer
        if answer is None:
            return

        def keep(text: str | None) -> None:
            if text is not None:
                self.room.keep("edit an answer", notes.edit(self.room.desk, answer.id, text))

        self.room.ask(Ask("Word it differently", value=answer.text), keep)

    def cmd_delete(self) -> None:
        """Takes an answer away."""
        answer = self._answer
        if answer is not None:
            self.room.keep("delete an answer", notes.delete(self.room.desk, answer.id))

    def on_line_list_moved(self) -> None:
        """The reasons depend on what is selected."""
        self.room.refresh_hints()

    @property
    def _answer(self) -> Note | None:
        if self.view is None or not self.is_mounted:
            return None
        chosen = self.query_one(RowList).selected_id
        said = answers(self.view.state, self.view.item)
        return next((each for each in said if each.id == chosen), None)

    def _speaker(self, view: MeetingView) -> str | None:
        """Whoever things are entered for, else the selected one, else the first to be heard."""
        if self.room.who is not None:
            return self.room.who
        left = [each.id for each in self._waiting(view)]
        chosen = (self.query_one(RowList).selected_id or "").removeprefix(_WAITING)
        return chosen if chosen in left else next(iter(left), None)

    def _keep(self, item: str, person: str | None, who: str, text: str) -> None:
        view = self.view
        if view is None:
            return
        meeting = view.state.meeting.id
        noted = notes.add(self.room.desk, NoteSort.CHECK_IN, text, meeting=meeting, item=item,
                          person=person)  # fmt: skip
        self.room.keep(f"answer of {one_line(who)}", noted.receipt)
        self._turn = self._next(person)
        if self.room.who is not None:
            self.room.enter_for(self._turn)

    def _waiting(self, view: MeetingView) -> list[Person]:
        """Who was not heard yet: in the order of the round, where one goes on."""
        left = list(waiting(view.state, view.item))
        held = rounds.round_of(view.state, view.item)
        if held is None:
            return left
        line = [each.id for each in rounds.lineup(view.state, view.item, held).waiting]
        return sorted(left, key=lambda each: line.index(each.id) if each.id in line else len(line))

    def _next(self, spoken: str | None) -> str | None:
        """Who is heard next: the first waiting after whoever spoke; the room when all have."""
        if self.view is None:
            return None
        left = [each.id for each in self._waiting(self.view) if each.id != spoken]
        order = [each.id for each in attending(self.view.state)]
        if rounds.round_of(self.view.state, self.view.item) is not None:
            order = left
        place = order.index(spoken) if spoken in order else -1
        after = [each for each in left if order.index(each) > place]
        return next(iter((*after, *left)), None)


STAGE = CheckInStage
