"""Who is done writing: a key for each of the first nine, and a count of who is ready."""

from retrotui.core.activities import brainstorm
from retrotui.core.errors import ForbiddenMoveError
from retrotui.services import agenda
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.render import Bit, Tone
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.stages.parts.board_stage import CardStage
from retrotui.ui.stages.parts.marks import Mark

READY = "ready"
_PREFIX = "ready.ready-"
_MOST = 9
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

REGISTRY.add(
    *(
        Command(f"{_PREFIX}{number}", (str(number),), f"{nth} is ready",
                f"The {nth} person is done writing, or is not after all", READY, palette=False)
        for number, nth in enumerate(_NTH, 1)
    ),
)  # fmt: skip


class ReadyStage(CardStage):
    """A stage whose people say that they are ready, each with the digit before their name."""

    def draw_ready(self, view: MeetingView, done: str) -> None:
        """Draws who is ready, and how many are.

        Args:
            view: The meeting.
            done: What is said once everybody is.
        """
        here = brainstorm.readiness(view.state, view.item)
        ready = sum(is_ready for _, is_ready in here)
        marks = [
            Mark(f"{place} {person.name}" if place <= _MOST else person.name,
                 Bit("✓", Tone.GOOD) if is_ready else Bit("·", Tone.FAINT))
            for place, (person, is_ready) in enumerate(here, 1)
        ]  # fmt: skip
        if not here:
            self.marks.show(Bit(""), ())
        elif ready == len(here):
            self.marks.show(Bit(f"all {ready} ready{done}", Tone.GOOD), marks)
        else:
            self.marks.show(Bit(f"{ready} of {len(here)} ready:", Tone.MUTED), marks)

    def ready_reason(self, command_id: str) -> str | None:
        """Why a digit does nothing now."""
        number = int(command_id.removeprefix(_PREFIX))
        here = 0 if self.view is None else len(self._here(self.view))
        return None if number <= here else f"There is no {_NTH[number - 1]} person here."

    def why_not(self, command_id: str, /) -> str | None:
        """A digit needs somebody."""
        if command_id.startswith(_PREFIX):
            return self.ready_reason(command_id)
        return super().why_not(command_id)

    def cmd_ready_1(self) -> None:
        """The first one."""
        self._turn_ready(1)

    def cmd_ready_2(self) -> None:
        """The second one."""
        self._turn_ready(2)

    def cmd_ready_3(self) -> None:
        """The third one."""
        self._turn_ready(3)

    def cmd_ready_4(self) -> None:
        """The fourth one."""
        self._turn_ready(4)

    def cmd_ready_5(self) -> None:
        """The fifth one."""
        self._turn_ready(5)

    def cmd_ready_6(self) -> None:
        """The sixth one."""
        self._turn_ready(6)

    def cmd_ready_7(self) -> None:
        """The seventh one."""
        self._turn_ready(7)

    def cmd_ready_8(self) -> None:
        """The eighth one."""
        self._turn_ready(8)

    def cmd_ready_9(self) -> None:
        """The ninth one."""
        self._turn_ready(9)

    def mark_ready(self, person: str, *, ready: bool) -> None:
        """Notes that somebody is ready, or is not after all."""
        if self.view is not None:
            receipt = agenda.mark_ready(self.room.desk, self.view.item.id, person, ready=ready)
            self.room.keep("mark ready" if ready else "mark not ready", receipt)

    def _turn_ready(self, number: int) -> None:
        if self.view is None:
            raise ForbiddenMoveError("there is no board yet")
        person, is_ready = self._here(self.view)[number - 1]
        self.mark_ready(person, ready=not is_ready)

    def _here(self, view: MeetingView) -> list[tuple[str, bool]]:
        return [(one.id, done) for one, done in brainstorm.readiness(view.state, view.item)]
