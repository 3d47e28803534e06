"""The meeting's lists in a dialog: they follow the records while they are open."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.messages import StoreChanged
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

_ROOM_AROUND, _LEAST = 8, 5


class MeetingList(Dialog[None]):
    """A list of something in the meeting, to be changed.

    Args:
        title: What is listed.
        meeting: The screen below, with the records and the way back.
    """

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column(),)
    EMPTY: ClassVar[str] = ""

    def __init__(self, title: str, meeting: MeetingBase) -> None:
        super().__init__(title)
        self.meeting = meeting

    def body(self) -> ComposeResult:
        """The list."""
        yield RowList(*self.COLUMNS, empty=self.EMPTY, opens=False, id="meeting-list")

    def rows(self) -> Sequence[Row | Heading]:
        """What it shows, from the meeting as it stands."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Everything there is."""
        self.fill()

    def on_store_changed(self, event: StoreChanged) -> None:
        """Something changed, here or at another terminal."""
        event.stop()
        self.meeting.load()
        self.fill()

    def fill(self) -> None:
        """Draws the list again; the selection stays."""
        rows = self.rows()
        self.list.set_rows(rows)
        most = max(_LEAST, self.app.size.height - _ROOM_AROUND)
        self.list.styles.height = min(most, max(_LEAST, len(rows)))
        self.refresh_hints()

    @property
    def list(self) -> RowList:
        """The list."""
        return self.query_one("#meeting-list", RowList)

    @property
    def chosen(self) -> str:
        """Id of the selected row; empty when there is none."""
        return self.list.selected_id or ""
