"""Talk: a timebox, a word of guidance, and the notes taken in it."""

from functools import partial

from textual.app import ComposeResult

from retrotui.core.activities.activity import guidance
from retrotui.core.records.cards import Note, NoteSort
from retrotui.services import notes
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.meeting.paper import Prompt
from retrotui.ui.render import Bit, Tone, count
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.stages.parts.turns import TURNS, TurnsStage
from retrotui.ui.widgets.capture import Capture, CaptureKind
from retrotui.ui.widgets.rows import Column, Row, RowList

CONTEXT = "stage:talk"

REGISTRY.add(
    Command("talk.edit", ("e",), "edit", "Word the selected note differently", CONTEXT,
            hint=True, weight=38),
    Command("talk.delete", ("D",), "delete", "Delete the selected note", CONTEXT, hint=True,
            weight=26),
)  # fmt: skip


class TalkStage(TurnsStage):
    """People talk; whoever keeps the record notes what should not be lost."""

    ACTIVITY = "talk"
    CONTEXTS = (CONTEXT, TURNS)

    def compose(self) -> ComposeResult:
        """The guidance, then the notes and who speaks."""
        yield Prompt(id="talk-guidance")
        yield RowList(
            Column(width=1),
            Column(wraps=True),
            Column(width=16),
            empty="Just talk. enter writes a note, a an action, d a decision, p parks a thought.",
            opens=False,
            letters=False,
            id="talk-notes",
        )
        yield self.turns_line

    def draw(self, view: MeetingView) -> None:
        """The guidance and the notes of this item, the oldest first."""
        self.query_one("#talk-guidance", Prompt).show(guidance(view.item))
        self.draw_turns(view)
        people = view.state.people
        self.query_one(RowList).set_rows(
            [
                Row(
                    each.id,
                    (
                        Bit("▪", Tone.ACCENT),
                        each.text,
                        Bit("" if each.person is None else people.name(each.person), Tone.MUTED),
                    ),
                )
                for each in _notes(view)
            ]
        )

    def tick(self, view: MeetingView) -> None:
        """Only a silence shows time."""
        self.view = view
        self.draw_turns(view)

    def headline(self, view: MeetingView) -> str:
        """How much was noted."""
        taken = len(_notes(view))
        return count(taken, "note") if taken else ""

    def capture(self) -> Capture | None:
        """A note, as said by whoever it is entered for."""
        if self.view is None:
            return None
        keep = partial(self._keep, self.view.item.id, self.room.who)
        who = "" if self.room.who is None else self.room.who_name
        return Capture(CaptureKind.NOTE, keep, who=who, echo=lambda _: "")

    def why_not(self, command_id: str, /) -> str | None:
        """Editing and deleting need a note."""
        if command_id.startswith("talk.") and self._note is None:
            return "There is no note yet; enter writes one."
        return super().why_not(command_id)

    def cmd_edit(self) -> None:
        """Words a note differently."""
        note = self._note
        if note is None:
            return

        def keep(text: str | None) -> None:
            if text is not None:
                self.room.keep("edit a note", notes.edit(self.room.desk, note.id, text))

        self.room.ask(Ask("Word it differently", value=note.text), keep)

    def cmd_delete(self) -> None:
        """Takes a note away."""
        note = self._note
        if note is not None:
            self.room.keep("delete a note", notes.delete(self.room.desk, note.id))

    @property
    def _note(self) -> Note | None:
        if self.view is None or not self.is_mounted:
            return None
        chosen = self.query_one(RowList).selected_id
        return next((each for each in _notes(self.view) if each.id == chosen), None)

    def _keep(self, item: str, person: str | None, text: str) -> None:
        if self.view is not None:
            meeting = self.view.state.meeting.id
            noted = notes.add(self.room.desk, NoteSort.NOTE, text, meeting=meeting, item=item,
                              about=item, person=person)  # fmt: skip
            self.room.keep("note", noted.receipt)


def _notes(view: MeetingView) -> list[Note]:
    return [
        each
        for each in view.state.notes
        if each.sort is NoteSort.NOTE and each.about == view.item.id
    ]


STAGE = TalkStage
