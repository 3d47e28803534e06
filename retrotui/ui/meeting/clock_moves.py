"""The meeting's clock and agenda by keys: pause, next, back, more time, borrow, skip, go, end."""

from retrotui.core.activities import activity_of
from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.core.timeline import ItemState, ItemTime, rules
from retrotui.services import agenda, meetings
from retrotui.ui.dialogs.ask import Ask
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.meeting.base import MeetingBase
from retrotui.ui.meeting.facts import SIGNS, minutes_left
from retrotui.ui.render import count, joined
from retrotui.ui.stages.parts.loose_ends import loose_text

_MINUTE = 60.0


class ClockMoves(MeetingBase):
    """The part of the meeting's screen that moves its clock."""

    def cmd_pause(self) -> None:
        """Stops the clock, or lets it run on."""
        move, label = (agenda.resume, "go on") if self.line.paused else (agenda.pause, "pause")
        self.keep(label, move(self.desk, self.meeting))

    def cmd_next(self) -> None:
        """On to the next item; says what stays undone in this one."""
        leaving, undone = self._running_title(), self._undone()
        self.keep(f"leave {leaving}", agenda.advance(self.desk, self.meeting))
        self.looked_at = None
        if undone is not None:
            self.say(f"{leaving}: {undone}. b goes back.")

    def cmd_back(self) -> None:
        """Back to the item before."""
        self.keep("go back", agenda.go_back(self.desk, self.meeting))
        self.looked_at = None

    def cmd_more(self) -> None:
        """A minute more."""
        self.keep("1 min more", agenda.extend(self.desk, self.meeting, _MINUTE))

    def cmd_less(self) -> None:
        """A minute less."""
        self.keep("1 min less", agenda.extend(self.desk, self.meeting, -_MINUTE))

    def cmd_borrow(self) -> None:
        """From whom, then how much."""
        lenders = rules.lenders(self.line)
        choices = [Choice(each, one_line(each.title), minutes_left(each.left)) for each in lenders]
        self.ask(Choose("Borrow from", choices, prompt="which later item"), self._ask_how_much)

    def cmd_skip(self) -> None:
        """Skips the running item."""
        leaving = self._running_title()
        self.keep(f"skip {leaving}", agenda.skip(self.desk, self.meeting))
        self.looked_at = None

    def cmd_go(self) -> None:
        """To any item."""
        title = "Run the meeting again at" if self.has_ended else "Go to"
        choices = self._item_choices(but=self.line.running)
        self.ask(Choose(title, choices, current=self._left_undone()), self._go)

    def cmd_end(self) -> None:
        """Ends the meeting, after what is loose was read."""
        detail = loose_text(self.state, self.calendar.today)
        question = f"End {one_line(self.state.meeting.title)}?"
        self.ask(Confirm(question, detail, yes="end it", no="go on"), self._end)

    def cmd_discard(self) -> None:
        """Takes the meeting out of every list, after saying what goes too; or brings it back."""
        state = self.state
        if self.is_discarded:
            self.keep("bring the meeting back", meetings.restore(self.desk, self.meeting))
            return
        going = joined(
            (
                count(sum(each.is_open for each in state.actions), "open action"),
                count(len(state.decisions), "decision"),
                count(sum(each.meeting == self.meeting for each in state.dissents), "dissent"),
            ),
            ", ",
        )
        detail = f"With it go out of every list: {going}. Nothing is deleted."
        question = f"Discard {one_line(state.meeting.title)}?"
        self.ask(Confirm(question, detail, yes="discard it", no="keep it"), self._discard)

    def clock_reason(self, command_id: str) -> str | None:
        """Why a command of the clock does not work now."""
        line = self.line
        running = line.item(line.running)
        if command_id in ("meeting.next", "meeting.end", "meeting.pause", "meeting.skip"):
            return self._going_reason(command_id, running)
        if command_id == "meeting.back" and line.previous_item is None:
            return "There is no earlier item."
        if command_id in ("meeting.more", "meeting.less", "meeting.borrow"):
            return self._timebox_reason(command_id, running)
        if command_id == "meeting.go" and not self._item_choices(but=line.running):
            return "There is no other item; A adds one."
        return None

    def clock_offers(self, command_id: str) -> bool:
        """Whether the agenda leaves room for a command of the clock while this item runs."""
        line = self.line
        if command_id == "meeting.next":
            return line.next_item is not None
        if command_id == "meeting.back":
            return line.previous_item is not None
        if command_id == "meeting.more":
            running = line.item(line.running)
            return running is not None and running.budget is not None
        return True

    def _going_reason(self, command_id: str, running: ItemTime | None) -> str | None:
        if command_id == "meeting.next" and self.line.next_item is None:
            return "No item is left to go on to; E ends the meeting."
        if command_id == "meeting.skip" and running is None:
            return "No item is running."
        return None

    def _timebox_reason(self, command_id: str, running: ItemTime | None) -> str | None:
        if running is None:
            return "No item is running."
        if running.budget is None:
            return f"{one_line(running.title)} is open-ended: it has no timebox."
        if command_id == "meeting.less" and running.budget < _MINUTE:
            return f"{one_line(running.title)} has less than a minute."
        if command_id == "meeting.borrow" and not rules.lenders(self.line):
            return "No later item has time left to lend; + gives a minute more."
        return None

    def _running_title(self) -> str:
        running = self.line.item(self.line.running)
        return "the item" if running is None else one_line(running.title)

    def _undone(self) -> str | None:
        item = next((each for each in self.state.items if each.id == self.line.running), None)
        return None if item is None else activity_of(item).unfinished(self.state, item)

    def _left_undone(self) -> str | None:
        """The first item that was left with something undone, which is where one wants to go."""
        left = {each.id for each in self.line.items if each.state is ItemState.DONE}
        undone = (
            each.id
            for each in self.state.items
            if each.id in left and activity_of(each).unfinished(self.state, each) is not None
        )
        return next(undone, None)

    def _item_choices(self, but: str | None = None) -> list[Choice[str]]:
        return [
            Choice(each.id, f"{SIGNS[each.state].text} {one_line(each.title)}", _planned(each))
            for each in self.line.items
            if each.id != but
        ]

    def _ask_how_much(self, lender: ItemTime | None) -> None:
        if lender is None:
            return

        def check(text: str) -> str | None:
            seconds = read_minutes(text)
            if seconds > lender.left:
                return f"{one_line(lender.title)} has {minutes_left(lender.left)} left"
            return None

        title = f"How many minutes from {one_line(lender.title)}?"
        prompt = f"up to {minutes_left(lender.left)}"
        most = int(min(lender.left // _MINUTE, 2))
        dialog = Ask(title, prompt=prompt, value=str(most) if most else "", check=check)
        self.ask(dialog, lambda answer: self._borrow(lender, answer))

    def _borrow(self, lender: ItemTime, answer: str | None) -> None:
        if answer is not None:
            seconds = read_minutes(answer)
            receipt = agenda.borrow(self.desk, self.meeting, lender.id, seconds)
            self.keep(f"borrow from {one_line(lender.title)}", receipt)

    def _go(self, item: str | None) -> None:
        if item is not None:
            self.looked_at = None
            self.keep("go to another item", agenda.go_to(self.desk, self.meeting, item))

    def _end(self, sure: bool | None) -> None:
        if sure:
            self.looked_at = None
            self.keep("end the meeting", agenda.end(self.desk, self.meeting))

    def _discard(self, sure: bool | None) -> None:
        if sure:
            self.keep("discard the meeting", meetings.discard(self.desk, self.meeting).receipt)


def _planned(item: ItemTime) -> str:
    planned = "" if item.planned is None else f"{item.planned / _MINUTE:.0f} min"
    return planned if item.state is ItemState.PENDING else joined((planned, item.state.value))


def read_minutes(text: str) -> float:
    """Typed minutes as seconds.

    Raises:
        UsageError: They are none.
    """
    whole, colon, rest = text.strip().removesuffix("min").strip().partition(":")
    digits = whole.isascii() and whole.isdigit() and (not colon or rest.isdigit())
    if not digits or len(text) > len("1000:00 min") or not (seconds := _sum(whole, rest)):
        raise UsageError("that is no number of minutes", hint="write 2, or 2:30")
    return seconds


def _sum(whole: str, rest: str) -> float:
    return int(whole) * _MINUTE + int(rest or 0)
