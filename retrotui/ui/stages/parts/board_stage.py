"""Stages on a board: they draw its columns and know what is selected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult

from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Board as Columns
from retrotui.core.cards import BoardColumn, Stack
from retrotui.core.meeting_state import MeetingState, board
from retrotui.core.raised import mark
from retrotui.core.setting_tables import Column
from retrotui.core.text import one_line
from retrotui.services.conflicts import fields_by_record
from retrotui.ui.commands import REGISTRY, Command, keys_label
from retrotui.ui.stages.base import MeetingView, Room, Stage
from retrotui.ui.stages.parts.cards import card_capture, delete_card, edit_card, with_card
from retrotui.ui.stages.parts.marks import Marks
from retrotui.ui.widgets.board import Board, ColumnView
from retrotui.ui.widgets.capture import Capture
from retrotui.ui.widgets.cards import CardView

_MOST_DETAILS = 6


_VERSIONS = "card-versions"
_BADGE = "≠ 2 versions"

REGISTRY.add(
    Command("card.versions", ("V",), "versions", "See the versions of the selected card, and pick "
            "what stays", _VERSIONS),
)  # fmt: skip


class BoardStage(Stage):
    """A stage around a board and a line of marks below it."""

    EMPTY: ClassVar[str] = ""
    """What an empty column says."""

    SHOWS_NAMES: ClassVar[bool] = True
    """Cards say whose they are."""

    PROMPTS: ClassVar[bool] = False
    """Columns ask their questions."""

    SHOWS_HIDDEN: ClassVar[bool] = True
    """Cards that wait for the reveal are there, veiled."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.columns: Columns = ()
        self.board = Board(empty=self.EMPTY, letters=False)
        self.marks = Marks()
        self.doubled: Mapping[str, tuple[str, ...]] = {}
        """The fields with several versions, by the id of their record."""
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The board and the line below it."""
        yield self.board
        yield self.marks

    def draw(self, view: MeetingView) -> None:
        """Draws the board. A selection that was asked for happens when its card is there."""
        self.columns = board(view.state, view.item)
        self.doubled = fields_by_record(self.room.desk.repo)
        self.call_later(self._fill, view)

    def focus_stage(self) -> None:
        """Takes the focus, once the columns are there."""
        self.call_later(self.board.focus_board)

    def badge(self) -> str:
        """What a card with several versions says."""
        return _BADGE

    def draw_marks(self, _view: MeetingView, /) -> None:
        """Draws the line below the board."""

    def is_marked(self, _stack: Stack, /) -> bool:
        """Whether a stack is drawn as chosen."""
        return False

    def want(self, card_id: str) -> None:
        """Selects a card, or the group it is in, as soon as it is on the board."""
        self._wanted = card_id

    @property
    def column(self) -> BoardColumn | None:
        """The active column."""
        key = self.board.active_column
        return next((each for each in self.columns if column_key(each) == key), None)

    @property
    def selected(self) -> Stack | None:
        """The selected card or group."""
        chosen, column = self.board.selected_card, self.column
        if chosen is None or column is None:
            return None
        return next((each for each in column.stacks if each.id == chosen), None)

    def on_board_moved(self, event: Board.Moved) -> None:
        """What keys can do depends on the selection."""
        event.stop()
        self.room.refresh_hints()

    async def _fill(self, view: MeetingView) -> None:
        if view is not self.view:
            return
        await self.board.set_columns([self._column_view(view.state, each) for each in self.columns])
        if self._wanted is not None and self.board.select(self._stack_with(self._wanted)):
            self._wanted = None
        self.draw_marks(view)
        self.room.refresh_hints()

    def _stack_with(self, card_id: str) -> str:
        stacks = (stack for column in self.columns for stack in column.stacks)
        held = (each.id for each in stacks if any(card.id == card_id for card in each.cards))
        return next(held, card_id)

    def _column_view(self, state: MeetingState, column: BoardColumn) -> ColumnView:
        shown = [each for each in column.stacks if self.SHOWS_HIDDEN or not each.is_hidden]
        return ColumnView(
            column_key(column),
            column.place.column.title,
            tuple(self._card_view(state, each) for each in shown),
            column.place.column.prompt if self.PROMPTS else "",
        )

    def _card_view(self, state: MeetingState, stack: Stack) -> CardView:
        author = stack.anchor.author if stack.group is None and self.SHOWS_NAMES else None
        return CardView(
            stack.id,
            stack.title,
            who="" if author is None or stack.is_hidden else state.people.name(author),
            hidden=stack.is_hidden,
            stack=0 if stack.group is None else len(stack.cards),
            marked=self.is_marked(stack),
            details=_details(stack),
            badge=self.badge() if versions_in(stack, self.doubled) else "",
            before="" if stack.is_hidden else mark(state.raised.get(stack.id)),
        )


class CardStage(BoardStage):
    """A board on which cards can be written, edited and deleted."""

    def write_cards(self, item: AgendaItem, column: Column) -> Capture | None:
        """Writes into a column; the line turns to the columns beside it, and the board with it.

        Args:
            item: The brainstorm the column is of.
            column: The active one.
        """
        if self.view is None:
            return None
        capture = card_capture(self.room, self.view.state, item, column, self.want)
        aside = self._write_aside if len(self.columns) > 1 else None
        return replace(capture, aside=aside, back=self.board.active_widget)

    def _write_aside(self, by: int) -> Capture | None:
        self.board.turn(by)
        return self.capture()

    def contexts(self) -> tuple[str, ...]:
        """Its own, and looking at the versions of a card."""
        return (*super().contexts(), _VERSIONS)

    def badge(self) -> str:
        """That there are versions, and the key that shows them."""
        return f"{_BADGE}; {keys_label('card.versions')}"

    def cmd_versions(self) -> None:
        """Opens what has two versions, at the selected card."""
        if self.selected is not None:
            self.retro.open("conflicts", *versions_in(self.selected, self.doubled)[:1])

    def why_not(self, command_id: str, /) -> str | None:
        """They need a card, and versions a card that has them."""
        if command_id == "card.versions":
            stack = self.selected
            has = stack is not None and versions_in(stack, self.doubled)
            return None if has else "No card with two versions is selected."
        if command_id.rpartition(".")[2] in ("edit", "delete") and self.selected is None:
            return "There is no card here. Press enter to write one."
        return None

    def cmd_edit(self) -> None:
        """Words the selected card differently."""
        if self.selected is not None:
            room = self.room
            with_card(room, self.selected, "Edit which card?", lambda card: edit_card(room, card))

    def cmd_delete(self) -> None:
        """Takes the selected card away."""
        if self.selected is not None:
            room = self.room
            with_card(
                room, self.selected, "Delete which card?", lambda card: delete_card(room, card)
            )


def column_key(column: BoardColumn) -> str:
    """A column's key among those of several brainstorms, which may share keys."""
    return f"{column.place.item}/{column.place.column.key}"


def versions_in(stack: Stack, doubled: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids of a stack's group and cards that have fields with several versions.

    Args:
        stack: A card or group.
        doubled: Such fields, by the id of their record.
    """
    return tuple(each for each in (stack.id, *(card.id for card in stack.cards)) if each in doubled)


def _details(stack: Stack) -> tuple[str, ...]:
    """The first lines of a group's cards, but for the one whose words are the title."""
    if stack.group is None:
        return ()
    said = [text for card in stack.cards if (text := one_line(card.text)) != one_line(stack.title)]
    lines = [f"· {text}" for text in said[:_MOST_DETAILS]]
    more = len(said) - _MOST_DETAILS
    return (*lines, f"and {more} more") if more > 0 else tuple(lines)
