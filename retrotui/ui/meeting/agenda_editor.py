"""The agenda while the meeting runs: add, reorder, edit, drop."""

from collections.abc import Mapping, Sequence

from retrotui.core.activities import ACTIVITIES, activity_of
from retrotui.core.agenda import AgendaItem
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.pacing import Suggestion
from retrotui.core.text import one_line
from retrotui.core.timeline import require_place
from retrotui.services import agenda
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.dialogs.timeboxes import timeboxes_dialog
from retrotui.ui.meeting.facts import SIGNS, item_named
from retrotui.ui.meeting.lists import MeetingList
from retrotui.ui.meeting.pacing import Pacing
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.rows import Column, Row

_LONGEST = 12
_STEPS = {
    "items.earlier": (-1, "It is the first item."),
    "items.later": (1, "It is the last item."),
}


class AgendaList(MeetingList):
    """The items of the agenda, in order."""

    CONTEXTS = ("meeting-items", "dialog")
    COLUMNS = (Column(width=1), Column(), Column(width=15), Column(width=6, align="right", keep=1))
    EMPTY = "The agenda is empty. n adds an item."

    def __init__(self, title: str, meeting: Pacing) -> None:
        super().__init__(title, meeting)
        self._pacing = meeting

    def on_mount(self) -> None:
        """Begins at the item on stage: what is added comes after it, not into what is over."""
        super().on_mount()
        item = self.meeting.item
        if item is not None:
            self.list.select(item.id)

    def rows(self) -> list[Row]:
        """Every item with its activity and planned minutes."""
        line = self.meeting.line
        return [
            Row(
                each.id,
                (
                    SIGNS[time.state] if (time := line.item(each.id)) else "",
                    each.title,
                    Bit(activity_of(each).title, Tone.MUTED),
                    f"{each.minutes:g}" if each.timebox is not None else "open",
                ),
            )
            for each in self.meeting.state.items
        ]

    def why_not(self, command_id: str, /) -> str | None:
        """Everything but adding needs an item; what is to come stays after what has begun."""
        if command_id == "items.timeboxes":
            return None if self._pacing.suggestions else self._pacing.why_no_suggestions
        if not command_id.startswith("items."):
            return super().why_not(command_id)
        if command_id == "items.add":
            return self._place_reason(self._place + 1)
        if not self.chosen:
            return "The agenda is empty; n adds an item."
        if command_id not in _STEPS:
            return None
        by, at_the_end = _STEPS[command_id]
        place = self._place + by
        within = 0 <= place < len(self.meeting.state.items)
        return self._place_reason(place, self.chosen) if within else at_the_end

    def cmd_add(self) -> None:
        """An item of any activity, after the selected one."""
        choices = [Choice(each.name, each.title, each.about) for each in ACTIVITIES.values()]
        self.meeting.ask(Choose("Add to the agenda", choices), self._describe)

    def cmd_edit(self) -> None:
        """Title and minutes of the selected item."""
        item = self._item
        if item is None:
            return
        minutes = "" if item.minutes is None else f"{item.minutes:g}"
        form = _form("Edit the item", item.title, minutes)
        self.meeting.ask(form, lambda answer: self._edit(item, answer))

    def cmd_earlier(self) -> None:
        """Up by one."""
        self._move(-1)

    def cmd_later(self) -> None:
        """Down by one."""
        self._move(1)

    def cmd_timeboxes(self) -> None:
        """Timeboxes that the team would keep, for what is still to come."""
        offered = [(item.title, each) for item, each in self._pacing.suggestions]
        self.meeting.ask(timeboxes_dialog(offered), self._take_timeboxes)

    def cmd_drop(self) -> None:
        """Off the agenda; undo brings it back."""
        item = self._item
        if item is not None:
            receipt = agenda.drop_item(self.meeting.desk, item.id)
            self.meeting.keep(f"drop {one_line(item.title)}", receipt)

    @property
    def _item(self) -> AgendaItem | None:
        return item_named(self.meeting.state.items, self.chosen)

    @property
    def _place(self) -> int:
        places = [each.id for each in self.meeting.state.items]
        return places.index(self.chosen) if self.chosen in places else len(places) - 1

    def _place_reason(self, index: int, item: str | None = None) -> str | None:
        try:
            require_place(self.meeting.line, index, item)
        except ForbiddenMoveError as refused:
            return f"{refused.message}."
        return None

    def _move(self, by: int) -> None:
        item = self._item
        if item is not None:
            receipt = agenda.move_item(self.meeting.desk, item.id, self._place + by)
            self.meeting.keep(f"move {one_line(item.title)}", receipt)

    def _take_timeboxes(self, taken: Sequence[Suggestion] | None) -> None:
        items = {each: item for item, each in self._pacing.suggestions}
        receipts = [
            agenda.edit_item(self.meeting.desk, items[each].id, minutes=float(each.minutes))
            for each in taken or ()
            if each in items
        ]
        if receipts:
            self.meeting.keep("learned timeboxes", *receipts)

    def _describe(self, activity: str | None) -> None:
        if activity is None:
            return
        kind = ACTIVITIES[activity]
        form = _form(f"Add: {kind.title}", kind.title, str(kind.minutes))
        self.meeting.ask(form, lambda answer: self._add(activity, answer))

    def _add(self, activity: str, answer: Mapping[str, str] | None) -> None:
        if answer is None:
            return
        made, receipt = agenda.add_item(
            self.meeting.desk,
            self.meeting.meeting,
            activity,
            title=answer["title"],
            minutes=_read_timebox(answer["minutes"]),
            index=self._place + 1,
        )
        self.meeting.keep(f"add {one_line(answer['title'])}", receipt)
        self.meeting.load()
        self.fill()
        self.list.select(made)

    def _edit(self, item: AgendaItem, answer: Mapping[str, str] | None) -> None:
        if answer is not None:
            receipt = agenda.edit_item(
                self.meeting.desk,
                item.id,
                title=answer["title"],
                minutes=_read_timebox(answer["minutes"]),
            )
            self.meeting.keep(f"edit {one_line(item.title)}", receipt)


def _form(heading: str, title: str, minutes: str) -> Form:
    return Form(
        heading,
        (
            Field("title", "Title", title, check=_check_title),
            Field("minutes", "Minutes", minutes, "empty: open-ended", check=_check_timebox,
                  echo=_echo_timebox),
        ),
    )  # fmt: skip


def _check_title(text: str) -> str | None:
    return None if text else "an item needs a title"


def _check_timebox(text: str) -> str | None:
    _read_timebox(text)
    return None


def _echo_timebox(text: str) -> str:
    return "" if text.strip() else "open-ended: the clock counts up"


def _read_timebox(text: str) -> float | None:
    """Typed minutes; None for an open-ended item.

    Raises:
        UsageError: They are none.
    """
    typed = text.strip()
    if not typed:
        return None
    whole, _, part = typed.partition(".")
    if len(typed) > _LONGEST or not (whole + part).isascii() or not (whole + part).isdigit():
        raise UsageError("that is no number of minutes", hint="write 10, or nothing")
    return float(typed)
