"""Discuss on the screen: one topic large with its own clock, the others in a queue beside it."""

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from retrotui.core.activities import discuss
from retrotui.core.activities.discuss import Topic
from retrotui.core.meeting_state import ranking
from retrotui.core.raised import SIGN, words
from retrotui.core.records.actions import Origin
from retrotui.core.records.cards import Card, Note, NoteSort
from retrotui.core.records.kinds import Kind
from retrotui.core.text import admit, one_line
from retrotui.core.thumbs import read_thumbs
from retrotui.services import notes, topics
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.meeting.promises import About
from retrotui.ui.render import count, dots, joined, literal
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.cards import edit_card
from retrotui.ui.stages.parts.keep_going import KeepGoing, thumbs_dialog
from retrotui.ui.stages.parts.topic_rows import notes_on, queue_rows, topic_rows
from retrotui.ui.stages.parts.turns import TURNS, TurnsStage
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.clock import ClockFace, ClockLine
from retrotui.ui.widgets.rows import Column, RowList

_CONTEXT = "stage:discuss"
_MINUTE = 60.0
_SIDE_BY_SIDE = 90
_ROOMY = 14
_NO_NOTE = "No note yet. Press enter to write one."

REGISTRY.add(
    Command("discuss.next", ("f",), "next topic", "Go on to the next topic", _CONTEXT, hint=True,
            weight=74),
    Command("discuss.extend", ("m",), "topic +1 min", "Give this topic one more minute", _CONTEXT,
            hint=True, weight=69),
    Command("discuss.choose", ("T",), "choose topic", "Go to any topic, even one below the cut",
            _CONTEXT, hint=True, weight=62),
    Command("discuss.keep-going", ("K",), "keep going?", "Ask the room with thumbs whether this "
            "topic goes on", _CONTEXT, hint=True, weight=76),
    Command("discuss.edit", ("e",), "edit", "Word the selected note or card differently",
            _CONTEXT, hint=True, weight=40),
    Command("discuss.delete", ("D", "delete"), "delete", "Take the selected note away", _CONTEXT,
            hint=True, weight=30),
)  # fmt: skip


class DiscussStage(TurnsStage):
    """The current topic with its cards and notes, and the queue."""

    ACTIVITY = "discuss"
    CONTEXTS = (_CONTEXT, TURNS)
    DEFAULT_CSS = """
    DiscussStage {
        & > #topic-parts { layout: horizontal; height: 1fr; padding-left: 1; }
        & #topic-now { width: 3fr; height: 1fr; }
        & #topic-title {
            height: auto;
            max-height: 6;
            margin: 1 0;
            color: $foreground;
            text-style: bold;
        }
        & #topic-title.-raised { margin: 1 0 0 0; }
        & #topic-before { display: none; height: 1; color: $muted; }
        & #topic-before.-raised { display: block; }
        & #topic-side { width: 2fr; height: 1fr; margin: 1 0 0 2; }

        &.-narrow > #topic-parts { layout: vertical; }
        &.-narrow #topic-now { width: 1fr; }
        &.-narrow #topic-side { width: 1fr; height: 6; margin: 1 0 0 0; }

        &.-low #topic-title { max-height: 2; margin: 0; }
        &.-low.-narrow #topic-side { height: 3; margin: 0; }
    }
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.clock = ClockLine(id="topic-clock")
        self.heading = Static("", id="topic-title", markup=False)
        self.before = Static("", id="topic-before", markup=False)
        self.rows = RowList(
            Column(width=1, keep=2),
            Column(wraps=True),
            Column(width=12, keep=1),
            empty=_NO_NOTE,
            opens=False,
            letters=False,
            id="topic-rows",
        )
        self.queue = RowList(
            Column(width=1, keep=3),
            Column(wraps=True),
            Column(width=6, keep=2),
            Column(width=11, align="right", keep=1),
            empty="No topic yet.",
            opens=False,
            letters=False,
            id="topic-queue",
        )
        self.question = KeepGoing()
        self._topics: tuple[Topic, ...] = ()
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        """The topic's clock, the topic, and the queue."""
        yield self.clock
        with Container(id="topic-parts"):
            with Vertical(id="topic-now"):
                yield self.heading
                yield self.before
                yield self.rows
            with Vertical(id="topic-side"):
                yield self.queue
        yield self.turns_line
        yield self.question

    def on_resize(self, event: Resize) -> None:
        """Side by side when it is wide enough, close together when it is low."""
        self.set_class(event.size.width < _SIDE_BY_SIDE, "-narrow")
        self.set_class(event.size.height < _ROOMY, "-low")

    def headline(self, view: MeetingView) -> str:
        """How far the queue has come, or why there is nothing to discuss."""
        listed = discuss.topics(view.state, view.item, view.now)
        begun = sum(each.begun for each in listed)
        missing = discuss.ready(view.state, view.item)
        return missing or (f"topic {begun} of {len(listed)}" if begun else "")

    def draw(self, view: MeetingView) -> None:
        """Draws the topic and the queue."""
        self._topics = discuss.topics(view.state, view.item, view.now)
        self.clock.show(self._face(view))
        self.draw_turns(view)
        self._ask(view)
        self.heading.update(self._title())
        self._draw_before(view)
        self.queue.set_rows(queue_rows(self._topics) if self._topics else [])
        topic = self._current
        on = None if topic is None else topic.stack.id
        if on is not None and on != self._shown:
            self.queue.select(on)
        self._shown = on
        if topic is None:
            self._say_empty(self._why_no_topic() or "")
            self.rows.set_rows([])
        else:
            self._say_empty(_NO_NOTE)
            found = notes_on(view.state, view.item.id, topic.stack)
            self.rows.set_rows(topic_rows(view.state, topic.stack, found))
        self.room.refresh_hints()

    def tick(self, view: MeetingView) -> None:
        """Only the topic's clock, a silence and the end of the timebox show time."""
        self.view = view
        self._topics = discuss.topics(view.state, view.item, view.now)
        self.clock.show(self._face(view))
        self.draw_turns(view)
        self._ask(view)

    def focus_stage(self) -> None:
        """The topic's cards and notes take the focus."""
        self.rows.focus()

    def about(self) -> About | None:
        """Actions written now come from the topic that is on."""
        topic = self._current
        if topic is None:
            return None
        kind = Kind.CARDS if topic.stack.group is None else Kind.GROUPS
        return About(Origin(kind, topic.stack.id), topic.stack.title)

    def capture(self) -> Capture | None:
        """Writes a note on the topic that is on."""
        topic = self._current
        if topic is None or self.view is None:
            return None
        item, about, who = self.view.item.id, topic.stack.id, self.room.who
        meeting = self.view.state.meeting.id

        def keep(text: str) -> None:
            made = notes.add(
                self.room.desk,
                NoteSort.NOTE,
                text,
                meeting=meeting,
                item=item,
                about=about,
                person=who,
            )
            self.room.keep("write note", made.receipt)

        name = self.room.who_name if who is not None else ""
        return Capture(CaptureKind.NOTE, keep, who=name, place=one_line(topic.stack.title))

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if not command_id.startswith("discuss."):
            return super().why_not(command_id)
        works = {
            "discuss.next": self._current is not None or self._waiting,
            "discuss.extend": self._current is not None,
            "discuss.keep-going": self._current is not None,
            "discuss.choose": self._has_begun,
        }
        if command_id in works:
            return None if works[command_id] else self._why_no_topic()
        if command_id == "discuss.edit":
            found = self._note or self._card
            return None if found else "There is no note or card selected."
        if self._card is not None:
            return "Only notes are deleted here; cards where they are gathered or grouped."
        return None if self._note is not None else "There is no note selected."

    def cmd_next(self) -> None:
        """On to the next topic; after the last one, to none."""
        if self.view is not None:
            receipt = topics.next_topic(self.room.desk, self.view.item.id)
            self.room.keep("next topic", receipt)

    def cmd_extend(self) -> None:
        """A minute more."""
        if self.view is not None:
            receipt = topics.extend(self.room.desk, self.view.item.id, _MINUTE)
            self.room.keep("topic +1 min", receipt)

    def cmd_keep_going(self) -> None:
        """Counts thumbs: more of the topic, or the next one."""
        view, topic = self.view, self._current
        if view is not None and topic is not None:
            ask = thumbs_dialog(one_line(topic.stack.title), discuss.half_more(view.item))
            self.room.ask(ask, lambda typed: self._keep_going(view.item.id, typed))

    def cmd_choose(self) -> None:
        """Asks for any topic of the board, the most wanted first."""
        if self.view is None:
            return
        current = self._current
        begun = {each.stack.id for each in self._topics if each.begun}
        choices = [
            Choice(
                each.stack.id,
                one_line(each.stack.title),
                joined((dots(each.dots), "discussed" if each.stack.id in begun else "")),
            )
            for each in ranking(self.view.state, self.view.item)
            if current is None or each.stack.id != current.stack.id
        ]
        dialog = Choose("Go to which topic?", choices, current=self.queue.selected_id)
        self.room.ask(dialog, self._choose)

    def cmd_edit(self) -> None:
        """Words the selected note or card differently."""
        if self._card is not None:
            edit_card(self.room, self._card)
        elif self._note is not None:
            self._edit_note(self._note)

    def cmd_delete(self) -> None:
        """Takes the selected note away."""
        if self._note is not None:
            self.room.keep("delete note", notes.delete(self.room.desk, self._note.id))

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """What keys can do depends on the selection."""
        event.stop()
        self.room.refresh_hints()

    def subject(self, _view: MeetingView) -> str | None:
        """The topic that is on, as it was worked out for drawing."""
        return None if self._current is None else self._current.stack.id

    @property
    def _current(self) -> Topic | None:
        return next((each for each in self._topics if each.is_current), None)

    @property
    def _waiting(self) -> bool:
        return self._has_begun and any(not each.begun for each in self._topics)

    @property
    def _has_begun(self) -> bool:
        return any(each.begun for each in self._topics)

    @property
    def _card(self) -> Card | None:
        topic, chosen = self._current, self.rows.selected_id
        cards = () if topic is None else topic.stack.cards
        return next((each for each in cards if each.id == chosen), None)

    @property
    def _note(self) -> Note | None:
        found = () if self.view is None else self.view.state.notes
        return next((each for each in found if each.id == self.rows.selected_id), None)

    def _choose(self, subject: str | None) -> None:
        if subject is not None and self.view is not None:
            receipt = topics.choose(self.room.desk, self.view.item.id, subject)
            self.room.keep("go to topic", receipt)

    def _keep_going(self, item: str, typed: str | None) -> None:
        if typed is not None:
            receipt = topics.keep_going(self.room.desk, item, read_thumbs(typed))
            self.room.keep("thumbs", receipt)

    def _ask(self, view: MeetingView) -> None:
        """Asks the room at the end of the timebox, and says what it said before."""
        topic = self._current
        self.question.ask(
            over=topic is not None and topic.remaining <= 0,
            asks=discuss.settings(view.item).asks,
            said=() if topic is None else discuss.votes(view.state, view.item).get(
                topic.stack.id, ()),
        )  # fmt: skip

    def offered(self, command_id: str, /) -> bool:
        """The room is asked where the format says so."""
        if command_id == "discuss.keep-going" and self.view is not None:
            return discuss.settings(self.view.item).asks
        return super().offered(command_id)

    def _edit_note(self, note: Note) -> None:
        def keep(text: str | None) -> None:
            if text is not None and text != note.text:
                self.room.keep("edit note", notes.edit(self.room.desk, note.id, text))

        ask = AskLines if "\n" in note.text else Ask
        self.room.ask(ask("Edit note", value=note.text, check=_wrong), keep)

    def _why_no_topic(self) -> str | None:
        if self.view is None:
            return "There is no topic yet."
        missing = discuss.ready(self.view.state, self.view.item)
        if missing is not None:
            return missing
        if not self._has_begun:
            return "The first topic is on as soon as this item begins."
        if self._waiting:
            return f"No topic is on; {keys_label('discuss.next')} goes to the next."
        return f"Every topic was discussed; {keys_label('discuss.choose')} comes back to one."

    def _say_empty(self, text: str) -> None:
        if text != self.rows.empty:
            self.rows.empty = text
            self.rows.refresh()

    def _title(self) -> Content:
        topic = self._current
        return literal("" if topic is None else topic.stack.title)

    def _draw_before(self, view: MeetingView) -> None:
        """That the topic was raised before takes the empty line below its title: nothing jumps."""
        topic = self._current
        known = None if topic is None else view.state.raised.get(topic.stack.id)
        self.before.update(literal("" if known is None else f"{SIGN} {words(known)}"))
        for each in (self.heading, self.before):
            each.set_class(known is not None, "-raised")

    def _face(self, view: MeetingView) -> ClockFace:
        topic = self._current
        if topic is None:
            return ClockFace(None)
        cards = count(len(topic.stack.cards), "card") if topic.stack.group else ""
        given = joined((dots(topic.dots), cards))
        # The item's own clock stands still while another item runs, and so does the topic's.
        still = view.line.paused or view.line.running != view.item.id
        timebox = f"this topic · {round(topic.budget / _MINUTE)} min"
        return ClockFace(topic.remaining, paused=still, before=timebox, after=given)


def _wrong(text: str) -> None:
    admit(text, "the note")


STAGE = DiscussStage
