"""Brainstorm on the screen: everybody writes cards, mostly veiled until the reveal."""

from retrotui.core.activities import brainstorm
from retrotui.core.cards import Stack
from retrotui.core.meeting_state import hidden_cards
from retrotui.core.records.people import Person
from retrotui.core.setting_tables import Column
from retrotui.services import cards
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.render import count, joined
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.stages.parts.ready import READY, ReadyStage
from retrotui.ui.widgets.capture import Capture

_CONTEXT = "stage:brainstorm"
_MOST_NAMED = 6
_MOST_KEYS = 9

REGISTRY.add(
    Command("brainstorm.reveal", ("r",), "reveal", "Show all hidden cards to everybody", _CONTEXT,
            hint=True, weight=74),
    Command("brainstorm.ready", ("R",), "ready", "Mark who is done writing", _CONTEXT, hint=True,
            weight=67),
    Command("brainstorm.edit", ("e",), "edit", "Word the selected card differently", _CONTEXT,
            hint=True, weight=40),
    Command("brainstorm.delete", ("D", "delete"), "delete", "Take the selected card away",
            _CONTEXT, hint=True, weight=35),
    Command("brainstorm.move", ("M",), "move", "Move the selected card to another column",
            _CONTEXT, hint=True, weight=25),
    Command("brainstorm.lower", ("J",), "lower", "Move the selected card down", _CONTEXT),
    Command("brainstorm.raise", ("K",), "higher", "Move the selected card up", _CONTEXT),
)  # fmt: skip


class BrainstormStage(ReadyStage):
    """Columns of cards, and who is ready."""

    ACTIVITY = "brainstorm"
    CONTEXTS = (_CONTEXT, READY)
    EMPTY = "No card yet. Press enter to write one."
    PROMPTS = True

    def headline(self, view: MeetingView) -> str:
        """Whether cards are seen, and whether they have names."""
        chosen = brainstorm.settings(view.item)
        if brainstorm.is_hiding(view.state, view.item):
            seen = "writing, hidden until you reveal"
        else:
            seen = "revealed" if chosen.hidden else "writing"
        return joined((seen, "without names" if chosen.anonymous else ""))

    def capture(self) -> Capture | None:
        """Writes a card into the active column."""
        if self.view is None or self.column is None:
            return None
        return self.write_cards(self.view.item, self.column.place.column)

    def draw_marks(self, view: MeetingView, /) -> None:
        """Who said that they are done writing."""
        veiled = self._is_veiled(view)
        self.draw_ready(view, f" · {keys_label('brainstorm.reveal')} reveals" if veiled else "")

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        if self.view is None:
            return "There is no board yet."
        if command_id == "brainstorm.reveal":
            return None if self._is_veiled(self.view) else "No card is hidden here."
        if command_id == "brainstorm.ready":
            here = brainstorm.readiness(self.view.state, self.view.item)
            return None if here else "Nobody is here to be ready."
        if command_id in ("brainstorm.move", "brainstorm.lower", "brainstorm.raise"):
            return self._why_not_move(command_id)
        return super().why_not(command_id)

    def offered(self, command_id: str, /) -> bool:
        """What was revealed is not revealed again, and a lone column has none beside it."""
        if self.view is None:
            return True
        if command_id == "brainstorm.reveal":
            return self._is_veiled(self.view)
        if command_id == "brainstorm.move":
            return len(brainstorm.settings(self.view.item).columns) > 1
        return super().offered(command_id)

    def cmd_reveal(self) -> None:
        """Asks once, as seeing cannot be taken back."""
        if self.view is None:
            return
        waiting = len(hidden_cards(self.view.state, self.view.item))
        question = f"Reveal {count(waiting, 'card')}?" if waiting else "Hide cards no longer?"
        who = _who_is_ready(brainstorm.readiness(self.view.state, self.view.item))
        detail = joined((who, "What was seen cannot be hidden again."), " ")
        self.room.ask(Confirm(question, detail, yes="reveal", no="not yet"), self._reveal)

    def cmd_ready(self) -> None:
        """Marks somebody as ready, or not ready after all."""
        if self.view is None:
            return
        here = brainstorm.readiness(self.view.state, self.view.item)
        choices = [
            Choice((person.id, not done), person.name, "ready" if done else "writing")
            for person, done in here
        ]
        waiting = [person.id for person, done in here if not done]
        mine = self.room.who if self.room.who in waiting else next(iter(waiting), None)
        current = None if mine is None else (mine, True)
        self.room.ask(Choose("Who is ready?", choices, current=current), self._mark_ready)

    def cmd_move(self) -> None:
        """Lays the selected card into another column."""
        stack = self.selected
        if stack is None:
            return
        choices = [
            Choice(column.key, column.title, key=str(index) if index <= _MOST_KEYS else "")
            for index, column in enumerate(self._other_columns(), 1)
        ]
        dialog = Choose("Move to which column?", choices, filtered=False)
        self.room.ask(dialog, lambda column: self._move_to(stack, column))

    def cmd_lower(self) -> None:
        """One place down."""
        self._shift(1)

    def cmd_raise(self) -> None:
        """One place up."""
        self._shift(-1)

    def _is_veiled(self, view: MeetingView) -> bool:
        hiding = brainstorm.is_hiding(view.state, view.item)
        return hiding or bool(hidden_cards(view.state, view.item))

    def _reveal(self, sure: bool | None) -> None:
        if sure and self.view is not None:
            cards.reveal(self.room.desk, self.view.item.id)

    def _mark_ready(self, chosen: tuple[str, bool] | None) -> None:
        if chosen is not None:
            person, ready = chosen
            self.mark_ready(person, ready=ready)

    def _why_not_move(self, command_id: str) -> str | None:
        stack, column = self.selected, self.column
        if stack is None or column is None:
            return "There is no card here. Press enter to write one."
        if command_id == "brainstorm.move":
            return None if self._other_columns() else "There is no other column."
        place = column.stacks.index(stack)
        if command_id == "brainstorm.raise" and place == 0:
            return "It is at the top already."
        if command_id == "brainstorm.lower" and place == len(column.stacks) - 1:
            return "It is at the bottom already."
        return None

    def _other_columns(self) -> tuple[Column, ...]:
        if self.view is None or self.column is None:
            return ()
        here = self.column.place.column.key
        mine = brainstorm.settings(self.view.item).columns
        return tuple(each for each in mine if each.key != here)

    def _move_to(self, stack: Stack, column: str | None) -> None:
        if column is None:
            return
        lying = [len(each.stacks) for each in self.columns if each.place.column.key == column]
        self.want(stack.id)
        receipt = cards.move(self.room.desk, stack.id, column, sum(lying))
        self.room.keep("move card", receipt)

    def _shift(self, by: int) -> None:
        stack, column = self.selected, self.column
        if stack is None or column is None:
            return
        place = column.stacks.index(stack) + by
        receipt = cards.move(self.room.desk, stack.id, column.place.column.key, place)
        self.room.keep("move card", receipt)


def _who_is_ready(here: tuple[tuple[Person, bool], ...]) -> str:
    writing = [person.name for person, done in here if not done]
    if not here:
        return ""
    if not writing:
        return "Everybody is ready."
    ready = len(here) - len(writing)
    if len(writing) > _MOST_NAMED:
        return f"{ready} of {len(here)} are ready."
    return f"{ready} of {len(here)} are ready; still writing: {joined(writing, ', ')}."


STAGE = BrainstormStage
