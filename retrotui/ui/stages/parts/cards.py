"""What people do to single cards on every board: write, edit, delete."""

from collections.abc import Callable

from retrotui.core.activities import brainstorm
from retrotui.core.agenda import AgendaItem
from retrotui.core.cards import Stack
from retrotui.core.meeting_state import MeetingState
from retrotui.core.records.cards import Card
from retrotui.core.setting_tables import Column
from retrotui.core.text import admit, one_line
from retrotui.services import cards
from retrotui.ui.dialogs.ask import Ask, AskLines
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.render import joined
from retrotui.ui.stages.base import Room
from retrotui.ui.widgets.capture import Capture, CaptureKind


def card_capture(
    room: Room,
    state: MeetingState,
    item: AgendaItem,
    column: Column,
    written: Callable[[str], None],
) -> Capture:
    """Writes cards into a column, for whoever the room is asked for.

    Args:
        room: Where it is done.
        state: The meeting.
        item: The brainstorm the column is of.
        column: One of its columns.
        written: Told the id of every new card.
    """
    author, name = room.who, room.who_name
    nameless = brainstorm.settings(item).anonymous
    hidden = brainstorm.is_hiding(state, item)

    def keep(text: str) -> None:
        made, receipt = cards.add(room.desk, item.id, column.key, text, author=author)
        written(made)
        room.keep("write card", receipt)

    by = "without a name" if nameless else f"by {name}" if author is not None else ""
    understood = joined(("card", "hidden" if hidden else "", by), ", ")
    return Capture(
        CaptureKind.CARD,
        keep,
        who="" if nameless else name,
        place=f"{column.title}, without a name" if nameless else column.title,
        echo=lambda _text: understood,
        masked=hidden,
    )


def edit_card(room: Room, card: Card) -> None:
    """Asks for another wording. A hidden card's text stays dots until somebody peeks."""

    def keep(text: str | None) -> None:
        if text is not None and text != card.text:
            room.keep("edit card", cards.edit(room.desk, card.id, text))

    if "\n" in card.text and not card.hidden:
        room.ask(AskLines("Edit card", value=card.text, check=_wrong), keep)
        return
    room.ask(Ask("Edit card", value=card.text, check=_wrong, masked=card.hidden), keep)


def delete_card(room: Room, card: Card) -> None:
    """Takes a card away."""
    room.keep("delete card", cards.delete(room.desk, card.id))


def with_card(room: Room, stack: Stack, question: str, then: Callable[[Card], None]) -> None:
    """Does something with a stack's card; of a group it asks which one."""
    if stack.group is None:
        then(stack.anchor)
        return

    def chosen(card: Card | None) -> None:
        if card is not None:
            then(card)

    choices = [Choice(card, one_line(card.text)) for card in stack.cards]
    room.ask(Choose(question, choices), chosen)


def _wrong(text: str) -> None:
    admit(text, "the card")
