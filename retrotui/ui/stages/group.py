"""Group on the screen: a card is picked up and laid onto another that says the same."""

from collections.abc import Iterator, Sequence

from retrotui.core import raised
from retrotui.core.activities import group
from retrotui.core.cards import Stack, visible_stacks
from retrotui.core.meeting_state import find_item
from retrotui.core.similar import Suggestion
from retrotui.core.text import admit, display_width, fit, one_line
from retrotui.services import cards
from retrotui.services.similar import Suggestions
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.past import between_keys
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.stages.base import MeetingView, Room
from retrotui.ui.stages.parts.board_stage import CardStage
from retrotui.ui.stages.parts.suggested import Suggested
from retrotui.ui.widgets.board import Board
from retrotui.ui.widgets.capture import Capture

_CONTEXT = "stage:group"
_HOLDING = "holding"
_LONGEST_TITLE = 20

REGISTRY.add(
    Command("group.pick", ("g",), "group", "Pick up the selected card or group, or lay it down",
            _CONTEXT, hint=True, weight=78),
    Command("group.suggested", ("s",), "suggested", "Show suggested groups, to be taken or left",
            _CONTEXT, hint=True, weight=54),
    Command("group.name", ("R",), "name", "Give the selected group a name", _CONTEXT, hint=True,
            weight=69),
    Command("group.take-out", ("U",), "take out", "Take a card out of the selected group",
            _CONTEXT, hint=True, weight=55),
    Command("group.edit", ("e",), "edit", "Word the selected card differently", _CONTEXT,
            hint=True, weight=40),
    Command("group.delete", ("D", "delete"), "delete", "Take the selected card away", _CONTEXT,
            hint=True, weight=35),
    Command("group.cancel", ("escape",), "cancel", "Leave the picked card where it is", _HOLDING,
            hint=True, weight=77, palette=False),
)  # fmt: skip


class GroupStage(CardStage):
    """Stacks in columns; one of them may be held."""

    ACTIVITY = "group"
    CONTEXTS = (_CONTEXT,)
    EMPTY = "No card here."

    def __init__(self, room: Room) -> None:
        self._held: str | None = None
        self._suggestions = Suggestions()
        self._offered: tuple[Suggestion, ...] = ()
        self._left: set[frozenset[str]] = set()
        super().__init__(room)

    def contexts(self) -> tuple[str, ...]:
        """While something is held, escape lays it down."""
        return (_HOLDING, *super().contexts()) if self._held is not None else super().contexts()

    def headline(self, view: MeetingView) -> str:
        """Why there is nothing to group, when there is not."""
        return group.ready(view.state, view.item) or ""

    def capture(self) -> Capture | None:
        """Writes a late card into the active column."""
        if self.view is None or self.column is None:
            return None
        place = self.column.place
        return self.write_cards(find_item(self.view.state, place.item), place.column)

    def draw(self, view: MeetingView) -> None:
        """Draws the board; what is held may be gone by now."""
        super().draw(view)
        self._offer()
        if self._suggestions.is_new(visible_stacks(self.columns)):
            between_keys(self, self._looking(visible_stacks(self.columns)))
        if self._held is not None and self._stack(self._held) is None:
            self._hold(None)

    def is_marked(self, stack: Stack, /) -> bool:
        """What is held has a double frame."""
        return stack.id == self._held

    def draw_marks(self, _view: MeetingView, /) -> None:
        """How far it has come, or what to do with what is held."""
        held = self._stack(self._held)
        if held is None:
            self.marks.show(Bit(self._told()))
            return
        title = one_line(held.title)
        short = fit(title, min(display_width(title), _LONGEST_TITLE))
        drop, cancel = keys_label("group.pick"), keys_label("group.cancel")
        text = f"grouping ‹{short}›: choose where, {drop} drops it, {cancel} cancels"
        self.marks.show(Bit(text, Tone.ACCENT))

    def why_not(self, command_id: str, /) -> str | None:
        """Why a key does nothing now."""
        stack = self.selected
        if command_id == "group.suggested":
            return None if self._offered else "No cards on the board say the same, as far as seen."
        if command_id in ("group.pick", "group.name", "group.take-out"):
            if stack is None:
                return "There is no card here."
            if stack.is_hidden:
                return "Hidden cards cannot be grouped: go back and reveal first."
            if command_id != "group.pick" and stack.group is None:
                pick = keys_label("group.pick")
                return f"This is a single card; {pick} lays it onto another to make a group."
        return super().why_not(command_id)

    def on_board_moved(self, event: Board.Moved) -> None:
        """The line below tells of the selected card."""
        super().on_board_moved(event)
        if self.view is not None:
            self.draw_marks(self.view)

    def cmd_suggested(self) -> None:
        """Shows the suggestions, one after the other."""
        said = {
            stack.id: tuple(card.text for card in stack.cards)
            for stack in visible_stacks(self.columns)
        }

        def take(suggestion: Suggestion, title: str) -> None:
            receipt = cards.gather(self.room.desk, suggestion.ids, title)
            self.room.keep("group cards", receipt)

        def leave(suggestion: Suggestion) -> None:
            self._left.add(frozenset(suggestion.ids))

        dialog = Suggested(self._offered, said, take=take, leave=leave, check=_wrong)
        self.room.ask(dialog, lambda _: self._draw_marks_again())

    def cmd_pick(self) -> None:
        """Picks up, or drops onto the selected one; onto itself lays it back."""
        stack = self.selected
        if stack is None:
            return
        if self._held is None:
            self._hold(stack.id)
            return
        if self._held == stack.id:
            self._hold(None)
            return
        receipt = cards.group(self.room.desk, self._held, stack.id)
        # What was written is drawn soon; drawn now, the selection would go to the lone card.
        self._held = None
        self.rebind()
        self.want(stack.anchor.id)
        self.room.keep("group cards", receipt)

    def cmd_cancel(self) -> None:
        """Nothing is held any more, and nothing has changed."""
        self._hold(None)

    def cmd_name(self) -> None:
        """Asks for the group's name."""
        stack = self.selected
        if stack is None:
            return

        def keep(title: str | None) -> None:
            if title is not None and title != stack.title:
                receipt = cards.rename_group(self.room.desk, stack.id, title)
                self.room.keep("name group", receipt)

        self.room.ask(Ask("Name this group", value=stack.title, check=_wrong), keep)

    def cmd_take_out(self) -> None:
        """Takes one card out, or the whole group apart."""
        stack = self.selected
        if stack is None:
            return
        choices = [Choice(card.id, one_line(card.text)) for card in stack.cards]
        choices.append(Choice(stack.id, "all of them", "take the group apart"))
        self.room.ask(Choose("Take out which card?", choices), self._take_out)

    def _take_out(self, subject: str | None) -> None:
        if subject is not None:
            self.room.keep("take out of group", cards.ungroup(self.room.desk, subject))

    def _offer(self) -> None:
        """The suggestions that nobody left alone, of cards that are still there."""
        here = {stack.id for stack in visible_stacks(self.columns)}
        self._offered = tuple(
            each
            for each in self._suggestions.found
            if here.issuperset(each.ids) and frozenset(each.ids) not in self._left
        )

    def _told(self) -> str:
        stack, view = self.selected, self.view
        known = None if stack is None or view is None else view.state.raised.get(stack.id)
        if known is not None:
            return f"{raised.SIGN} {raised.words(known)}"
        stacks = [each for column in self.columns for each in column.stacks]
        groups = sum(each.group is not None for each in stacks)
        loose = count(len(stacks) - groups, "loose card")
        offered = len(self._offered)
        suggested = f"{count(offered, 'group')} suggested; {keys_label('group.suggested')} shows "
        suggested += "it" if offered == 1 else "them"
        return joined((count(groups, "group"), loose, suggested if offered else ""))

    def _looking(self, stacks: Sequence[Stack]) -> Iterator[None]:
        """Looks for groups once the board is painted; given up when the board changes."""
        suggestions = self._suggestions
        for _ in suggestions.steps(stacks):
            yield
            if not self.is_attached or suggestions.is_new(stacks):
                return
        self._draw_marks_again()

    def _draw_marks_again(self) -> None:
        if self.view is not None and self.is_attached:
            self._offer()
            self.draw_marks(self.view)
            self.room.refresh_hints()

    def _hold(self, stack_id: str | None) -> None:
        self._held = stack_id
        self.rebind()
        if self.view is not None:
            self.call_later(self._fill, self.view)

    def _stack(self, stack_id: str | None) -> Stack | None:
        stacks = (stack for column in self.columns for stack in column.stacks)
        return next((each for each in stacks if each.id == stack_id), None)


def _wrong(text: str) -> None:
    admit(text, "the group's name", lines=False)


STAGE = GroupStage
