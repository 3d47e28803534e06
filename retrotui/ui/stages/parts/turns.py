"""Taking turns, for any stage: who speaks next in a line below it, and the keys that go round."""

from retrotui.core import turns as rules
from retrotui.core.errors import ForbiddenMoveError
from retrotui.core.meeting_state import attending, progress_of
from retrotui.core.progress import Round
from retrotui.core.turns import Lineup
from retrotui.services import turns
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.marks import Mark, Marks

TURNS = "turns"
_PREFIX = "turns."

REGISTRY.add(
    Command("turns.next-speaker", ("v",), "next to speak", "The speaker has spoken; the next one "
            "is heard", TURNS, hint=True, weight=75),
    Command("turns.pass-on", ("z",), "pass", "The speaker passes, and is asked once more at the "
            "end", TURNS, hint=True, weight=43),
    Command("turns.draw-round", ("R",), "round", "Draw a fair order in which everybody speaks "
            "once", TURNS, hint=True, weight=29),
    Command("turns.talk-now", ("V",), "talk now", "End the silence before its time", TURNS,
            hint=True, weight=71),
)  # fmt: skip


class TurnsLine(Marks):
    """Who speaks now, who follows and who has spoken; nothing where no round goes on."""

    def show_turns(self, view: MeetingView, held: Round | None) -> None:
        """Draws the round, or the silence; the line is gone where there is neither."""
        silence = rules.silence(view.state, view.item, view.line)
        if silence is not None:
            self._say(Bit(_silent(view, silence), Tone.ACCENT))
        elif held is not None:
            self._go_round(rules.lineup(view.state, view.item, held))
        else:
            self._say(Bit(""))

    def _say(self, text: Bit) -> None:
        self.display = bool(text.text)
        self.show(text)

    def _go_round(self, line: Lineup) -> None:
        marks = [
            Mark(each.name, Bit("again" if each.id in line.again else "", Tone.MUTED),
                 room=len("again") if each.id in line.again else 0, current=place == 0)
            for place, each in enumerate(line.waiting)
        ]  # fmt: skip
        marks += [Mark(each.name, Bit("✓", Tone.GOOD)) for each in line.spoken]
        done = f"everybody has spoken · {keys_label('turns.draw-round')} draws another round"
        self.display = True
        self.show(
            Bit("speaks:" if line.waiting else done, Tone.MUTED), marks if line.waiting else ()
        )


class TurnsStage(Stage):
    """A stage on which people take turns.

    A subclass yields ``self.turns_line``, adds ``TURNS`` to its contexts, and calls ``draw_turns``
    whenever it draws and on every tick.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.turns_line = TurnsLine()
        self.turns_line.display = False

    def draw_turns(self, view: MeetingView) -> None:
        """Draws who speaks next."""
        self.turns_line.show_turns(view, self._round(view))

    @property
    def speaker(self) -> str | None:
        """Id of whose turn it is; None where no round goes on."""
        held = None if self.view is None else self._round(self.view)
        if self.view is None or held is None:
            return None
        found = rules.lineup(self.view.state, self.view.item, held).speaker
        return None if found is None else found.id

    def turns_reason(self, command_id: str) -> str | None:
        """Why a command of the turns does not work now."""
        view = self.view
        if view is None:
            return "There is nothing to speak about yet."
        if command_id == "turns.talk-now":
            is_silent = rules.silence(view.state, view.item, view.line) is not None
            return None if is_silent else "Nobody has to be silent now."
        if command_id == "turns.draw-round":
            return None if attending(view.state) else "Nobody is here yet; W adds people."
        if self._round(view) is None:
            return f"No round goes on; {keys_label('turns.draw-round')} draws one."
        return None if self.speaker else "Everybody has spoken in this round."

    def turns_offered(self, command_id: str) -> bool:
        """Going on and passing while a round goes on; talking while it is silent."""
        view = self.view
        if view is None:
            return False
        if command_id == "turns.talk-now":
            over = progress_of(view.state, view.item.id).talking is not None
            return rules.turns(view.item) == rules.SILENT and not over
        return command_id == "turns.draw-round" or self._round(view) is not None

    def why_not(self, command_id: str, /) -> str | None:
        """The reasons of the turns."""
        if command_id.startswith(_PREFIX):
            return self.turns_reason(command_id)
        return super().why_not(command_id)

    def offered(self, command_id: str, /) -> bool:
        """The phases of the turns."""
        if command_id.startswith(_PREFIX):
            return self.turns_offered(command_id)
        return super().offered(command_id)

    def cmd_next_speaker(self) -> None:
        """The next one is heard."""
        view = self._view()
        self.room.keep("next to speak", turns.next_speaker(self.room.desk, view.item.id,
                                                           self.subject(view)))  # fmt: skip

    def cmd_pass_on(self) -> None:
        """The speaker passes."""
        view = self._view()
        self.room.keep("pass", turns.pass_on(self.room.desk, view.item.id, self.subject(view)))

    def cmd_draw_round(self) -> None:
        """Another round."""
        view = self._view()
        self.room.keep("round", turns.draw(self.room.desk, view.item.id, self.subject(view)))

    def cmd_talk_now(self) -> None:
        """The silence is over."""
        self.room.keep("talk now", turns.talk_now(self.room.desk, self._view().item.id))

    def _view(self) -> MeetingView:
        if self.view is None:
            raise ForbiddenMoveError("there is nothing to speak about yet")
        return self.view

    def _round(self, view: MeetingView) -> Round | None:
        return rules.round_of(view.state, view.item, self.subject(view))

    def subject(self, view: MeetingView) -> str | None:
        """Id of what a round is about now; None is the item."""
        return rules.subject(view.state, view.item, view.now)


def _silent(view: MeetingView, seconds: float) -> str:
    if view.line.paused:
        return "silent; the clock is paused"
    until = view.now.plus(seconds).utc.astimezone(view.calendar.zone)
    return joined((f"silent until {until:%H:%M}, then talk", "everybody writes for themselves"))
