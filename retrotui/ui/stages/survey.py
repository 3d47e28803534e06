"""Survey on the screen: one paper after the other, unseen until counted; then spread and trend."""

from textual.app import ComposeResult
from textual.events import Resize

import retrotui.ui.meeting.commands  # noqa: F401 - makes the keys known that are named here
from retrotui.core.activities import survey
from retrotui.core.activities.survey import Outcome, Survey
from retrotui.core.meeting_state import ballot, came, open_votes
from retrotui.core.records.kinds import Kind
from retrotui.core.setting_tables import Statement
from retrotui.core.surveys import SURVEY, answered
from retrotui.core.text import one_line
from retrotui.core.votes import next_paper, paper_number
from retrotui.services import surveys
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.flow import Flow
from retrotui.ui.stages.parts.marks import Marks
from retrotui.ui.stages.parts.survey_rows import (
    asking,
    bar_rows,
    paper_marks,
    question_rows,
    result_rows,
    summary,
    when_full,
)
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.digits import Digits
from retrotui.ui.widgets.rows import Column, RowList

_CONTEXT = "stage:survey"
_LOW = 14

REGISTRY.add(
    *(
        Command(f"survey.digit-{digit}", (str(digit),), str(digit),
                f"Answer the selected statement with {digit or '0, or with ten'}", _CONTEXT,
                palette=False)
        for digit in range(10)
    ),
    Command("survey.next-paper", ("f",), "next paper", "Go on to a fresh paper for the next "
            "person", _CONTEXT, hint=True, weight=75),
    Command("survey.count", ("C",), "count", "Count the answers and show them", _CONTEXT,
            hint=True, weight=74),
    Command("survey.take-back", ("Z",), "take back", "Take the selected answer of this paper back",
            _CONTEXT, hint=True, weight=52),
    Command("survey.reopen", ("O",), "answer anew", "Throw the result away and answer anew",
            _CONTEXT, hint=True, weight=35),
)  # fmt: skip


class SurveyStage(Digits, Stage):
    """The statements with what this paper has answered; once counted, spread and trend.

    A digit answers the selected statement and goes on to the next. What was answered shows nowhere
    before the count, not even to who answered.
    """

    ACTIVITY = "survey"
    CONTEXTS = (_CONTEXT,)
    DEFAULT_CSS = """
    SurveyStage {
        & > #survey-question { height: 5; }
        & > #survey-rows { height: 1fr; }
        & > #survey-bars { margin-top: 1; }
        &.-counted > #survey-question { height: 4; }
        &.-low > #survey-question { height: 3; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.question = Flow(id="survey-question")
        self.rows = RowList(
            Column(width=2, align="right", keep=1),
            Column(wraps=True),
            Column(width=10, keep=4),
            Column(width=10, align="right", keep=5),
            Column(width=18, keep=3),
            Column(width=28, keep=0),
            opens=False,
            letters=False,
            id="survey-rows",
        )
        self.bars = RowList(Column(width=2, align="right"), Column(width=18), Column(),
                            opens=False, letters=False, id="survey-bars")  # fmt: skip
        self.bars.can_focus = False
        self.bars.display = False
        self.marks = Marks()
        self._paper: str | None = None
        self._done: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """What is asked, every statement, the bars of one of them, and who has answered."""
        yield self.question
        yield self.rows
        yield self.bars
        yield self.marks

    def on_resize(self, event: Resize) -> None:
        """Where there are few lines, the statements need them most."""
        self.set_class(event.size.height <= _LOW, "-low")
        if self.view is not None:
            self._draw_chosen(self.view)

    def headline(self, view: MeetingView) -> str:
        """Open or counted."""
        closed = ballot(view.state, view.item.id, SURVEY)
        if closed is not None:
            return f"counted · {closed.voters} answered"
        kind = "anonymous" if survey.settings(view.item).anonymous else "by name"
        return f"{kind}, unseen until you count"

    def draw(self, view: MeetingView) -> None:
        """Draws the statements, then what belongs to the selected one."""
        found = survey.outcomes(view.state, view.item)
        self.set_class(found is not None, "-counted")
        if found is None:
            voter = self._voter(view)
            self._done = answered(open_votes(view.state, view.item.id), voter)
            self.rows.set_rows(question_rows(self._asked(view), self._done))
        else:
            self._paper = None
            self.rows.set_rows(result_rows(found))
        self._draw_chosen(view)
        self._draw_marks(view, found)
        self.room.refresh_hints()

    def focus_stage(self) -> None:
        """The statements take the focus."""
        self.rows.focus()

    def capture(self) -> Capture | None:
        """Writes a comment on the selected statement."""
        view, chosen = self.view, self._statement
        if view is None or chosen is None:
            return None
        asked = self._asked(view)
        who = None if asked.anonymous else self.room.who

        def keep(text: str) -> None:
            made = surveys.comment(
                self.room.desk, view.state.meeting.id, view.item, chosen.key, text, person=who
            )
            self.room.keep("comment", made.receipt)

        name = self.room.who_name if who is not None else ""
        return Capture(CaptureKind.NOTE, keep, who=name, place=one_line(chosen.title))

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        view, verb = self.view, command_id.rpartition(".")[2]
        if view is None:
            return "There is no survey yet."
        counted = ballot(view.state, view.item.id, SURVEY) is not None
        if verb == "reopen":
            return None if counted else "The survey is open."
        if counted:
            return f"The answers are counted: {keys_label('survey.reopen')} begins anew."
        return self._why_not_open(view, verb)

    def offered(self, command_id: str, /) -> bool:
        """Answering while the survey is open, a new round when it is counted."""
        return (command_id == "survey.reopen") == self.has_class("-counted")

    def type_digit(self, digit: int) -> None:
        """Answers the selected statement, and goes on to the next that is not answered."""
        view, chosen = self.view, self._statement
        if view is None or chosen is None:
            return
        scale = self._asked(view).scale
        given = scale.typed(digit)
        if given is None:
            self.room.say(f"{digit} is not on the scale: {scale.low} to {scale.high}.")
            return
        voter, receipt = surveys.answer(
            self.room.desk, view.item.id, chosen.key, given, voter=self._voter(view)
        )
        if paper_number(voter):
            self._paper = voter
        # The label must not say which.
        self.room.keep("an answer", receipt)
        self._done |= {chosen.key}
        self._go_on(view, chosen)

    def cmd_next_paper(self) -> None:
        """The next person's paper."""
        if self.view is not None:
            self._paper = next_paper(open_votes(self.view.state, self.view.item.id))
            self.draw(self.view)
            self._select_first()

    def cmd_count(self) -> None:
        """Counts; asks first where people or answers are missing, as it cannot be taken back."""
        if self.view is None:
            return
        missing = self._missing(self.view)
        if not missing:
            self._count(True)
            return
        detail = f"{joined(missing, ', ')}. Counting cannot be taken back."
        self.room.ask(Confirm("Count now?", detail, yes="count", no="wait"), self._count)

    def cmd_take_back(self) -> None:
        """Takes this paper's answer to the selected statement back, unseen."""
        view, chosen = self.view, self._statement
        if view is not None and chosen is not None:
            receipt = surveys.take_back(self.room.desk, view.item.id, chosen.key, self._voter(view))
            self.room.keep("take an answer back", receipt)

    def cmd_reopen(self) -> None:
        """Asks once, as the result is lost."""
        detail = "The result is thrown away, and everybody answers again."
        dialog = Confirm("Answer anew?", detail, yes="answer anew", no="keep it")
        self.room.ask(dialog, self._reopen)

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """What is said belongs to the selected statement."""
        event.stop()
        if self.view is not None:
            self._draw_chosen(self.view)
        self.room.refresh_hints()

    @property
    def _statement(self) -> Statement | None:
        chosen = self.rows.selected_id
        asked = () if self.view is None else self._asked(self.view).statements
        return next((each for each in asked if each.key == chosen), None)

    def _asked(self, view: MeetingView) -> Survey:
        return survey.settings(view.item)

    def _voter(self, view: MeetingView) -> str:
        """Who answers now: a person's id where names are asked for, or a paper."""
        if self.room.who is not None and not self._asked(view).anonymous:
            return self.room.who
        if self._paper is None:
            known = survey.present_paper(view.state, view.item)
            self._paper = known or next_paper(open_votes(view.state, view.item.id))
        return self._paper

    def _why_not_open(self, view: MeetingView, verb: str) -> str | None:
        if verb == "count":
            begun = survey.voters(view.state, view.item)
            return None if begun else "Nobody has answered yet: the digits answer."
        if verb == "next-paper":
            return self._why_not_next(view)
        if self._statement is None:
            return "There is no statement here."
        if verb == "take-back":
            return (
                None if self._statement.key in self._done else "It is not answered on this paper."
            )
        return None

    def _when_full(self, view: MeetingView) -> str:
        asked = self._asked(view)
        if len(self._done) < len(asked.statements):
            return ""
        there, begun = came(view.state), len(survey.voters(view.state, view.item))
        named = self.room.who is not None and not asked.anonymous
        return when_full(asked, begun, more=not 0 < there <= begun, named=named)

    def _why_not_next(self, view: MeetingView) -> str | None:
        if self.room.who is not None and not self._asked(view).anonymous:
            return f"{self.room.who_name} answers by name; {keys_label('meeting.who')} says who."
        if not self._done:
            return "This paper is empty: answer on it first."
        there, begun = came(view.state), len(survey.voters(view.state, view.item))
        if 0 < there <= begun:
            people = count(there, "person", "people")
            add = keys_label("meeting.people")
            return f"{people} came, and there are as many papers: {add} adds people."
        return None

    def _go_on(self, view: MeetingView, chosen: Statement) -> None:
        asked = self._asked(view).statements
        place = asked.index(chosen) + 1
        onward = (*asked[place:], *asked[:place])
        ahead = next((each for each in onward if each.key not in self._done), None)
        if ahead is not None:
            self.rows.select(ahead.key)
            self._draw_chosen(view)

    def _select_first(self) -> None:
        if self.view is not None:
            self.rows.select(self._asked(self.view).statements[0].key)
            self._draw_chosen(self.view)

    def _draw_chosen(self, view: MeetingView) -> None:
        chosen, asked = self._statement, self._asked(view)
        outcome = self._outcome(view)
        low = self.has_class("-low")
        if chosen is None:
            self.question.show(())
        elif outcome is None:
            self.question.show(asking(asked, chosen, full=self._when_full(view), low=low))
        else:
            self.question.show(summary(outcome, view.calendar))
        rows = (
            []
            if outcome is None or low
            else bar_rows(outcome, survey.comments(view.state, view.item, outcome.statement.key))
        )
        self.bars.display = bool(rows)
        self.bars.styles.height = len(rows)
        self.bars.set_rows(rows)

    def _outcome(self, view: MeetingView) -> Outcome | None:
        found, chosen = survey.outcomes(view.state, view.item), self.rows.selected_id
        return next((each for each in found or () if each.statement.key == chosen), None)

    def _draw_marks(self, view: MeetingView, found: tuple[Outcome, ...] | None) -> None:
        if found is not None:
            again = f"{keys_label('survey.reopen')} answers anew"
            self.marks.show(Bit(again, Tone.MUTED))
            return
        lead, marks = paper_marks(view.state, view.item, self._voter(view))
        self.marks.show(lead, marks)

    def _missing(self, view: MeetingView) -> list[str]:
        said = []
        waiting = survey.waiting(view.state, view.item)
        if waiting:
            people = count(waiting, "person", "people")
            said.append(f"{people} of those present {'has' if waiting == 1 else 'have'} not begun")
        gaps = sum(
            len(survey.left(view.state, view.item, each))
            for each in survey.voters(view.state, view.item)
        )
        if gaps:
            said.append(f"{count(gaps, 'answer')} left out on the papers there are")
        return said

    def _count(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            receipt = surveys.count_answers(self.room.desk, self.view.item.id)
            # The papers are gone: an answer of theirs would come back into no count.
            self.room.forget(Kind.VOTES)
            self.room.keep("count the answers", receipt)
            self._select_first()

    def _reopen(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            receipt = surveys.reopen(self.room.desk, self.view.item.id)
            self.room.keep("answer anew", receipt)


STAGE = SurveyStage
