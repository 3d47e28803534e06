"""What one does from home: opening what it lists, ending and discarding a meeting."""

from functools import partial

from retrotui.core.dates import Calendar
from retrotui.core.instants import local_date
from retrotui.core.meeting_state import MeetingState, captured
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.services import actions, agenda, decisions, meetings, undo
from retrotui.services.meeting_state import load_state
from retrotui.ui.command_screen import PaletteEntry
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.lists import action_moves, home_rows
from retrotui.ui.lists.moments import day_text, when_text
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import count, joined
from retrotui.ui.stages.parts.loose_ends import loose_text

_MOST_ENTRIES = 300


class HomeMoves:
    """Home's moves.

    Args:
        screen: Where they are made.
    """

    def __init__(self, screen: WorkScreen) -> None:
        self._screen = screen

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Meetings, open actions and decisions by their titles."""
        repo, app = self._screen.desk.repo, self._screen.retro
        held = meetings.listing(repo)[:_MOST_ENTRIES]
        shown = actions.listing(repo, action_moves.OPEN_ONES, self._screen.calendar)[:_MOST_ENTRIES]
        decided = decisions.everything(repo)[:_MOST_ENTRIES]
        return (
            *(
                PaletteEntry(
                    each.title,
                    _meeting_note(each, self._screen.calendar),
                    partial(app.open_meeting, each.id),
                )
                for each in held
            ),
            *(
                PaletteEntry(
                    each.title,
                    joined(("action", ", ".join(each.owners))),
                    partial(app.open, "actions", each.id),
                )
                for each in shown
            ),
            *(
                PaletteEntry(
                    each.record.title,
                    f"decision · {each.record.status}",
                    partial(app.open, "decisions", each.record.id),
                )
                for each in decided
            ),
        )

    def open(self, chosen: str) -> None:
        """Opens a record: an action's form, a meeting, a series' next one, a decision or dissent.

        Args:
            chosen: The record's id.
        """
        screen, app = self._screen, self._screen.retro
        repo = screen.desk.repo
        if repo.get(Kind.ACTIONS, chosen) is not None:
            action = actions.show(repo, chosen, screen.calendar)
            screen.follow(action_moves.edit(screen, action))
        elif repo.get(Kind.MEETINGS, chosen) is not None:
            app.open_meeting(chosen)
        elif repo.get(Kind.SERIES, chosen) is not None:
            app.open("start", chosen)
        else:
            app.open("decisions", chosen)

    def end(self, meeting: Meeting) -> Steps:
        """Ends a meeting, after what it made and what would stay undone was read."""
        state = load_state(self._screen.desk.repo, meeting.id)
        loose = loose_text(state, self._screen.calendar.today)
        sure = yield Confirm(
            "End this meeting?",
            f"{meeting.title}\n{_made(state)}{loose}\nIt can be reopened.",
            yes="end it",
            no="leave it",
        )
        if sure:
            ended = agenda.end(self._screen.desk, meeting.id)
            self._screen.keep(f"end {meeting.title}", ended)
            self._screen.retro.share_soon()

    def discard(self, meeting: Meeting) -> Steps:
        """Throws a meeting away, after saying what goes with it."""
        state = load_state(self._screen.desk.repo, meeting.id)
        lost = _made(state) or "Nothing was captured in it.\n"
        sure = yield Confirm(
            "Discard this meeting?",
            f"{meeting.title}\n{lost}u brings it back.",
            yes="discard it",
            no="leave it",
        )
        if sure:
            thrown = meetings.discard(self._screen.desk, meeting.id)
            self._screen.keep(f"discard {meeting.title}", thrown.receipt)

    def undo_last(self) -> Steps:
        """Takes back a step from before this session, after saying which."""
        screen = self._screen
        last = undo.undo_last(screen.desk, screen.calendar, dry_run=True)
        when = when_text(last.at, screen.calendar)
        sure = yield Confirm(
            "Take back your last step?",
            joined((last.words, when)),
            yes="take it back",
            no="leave it",
        )
        if sure:
            undone = undo.undo_last(screen.desk, screen.calendar)
            screen.notify(f"Taken back: {undone.words}")


def _made(state: MeetingState) -> str:
    made = captured(state)
    parts = (
        (len(state.cards), "card"),
        (made.actions, "action"),
        (made.decisions, "decision"),
        (made.dissents, "dissent"),
        (made.parking, "parked note"),
        (made.thanks, "thank-you"),
    )
    told = ", ".join(count(number, word) for number, word in parts if number)
    return f"In it: {told}.\n" if told else ""


def _meeting_note(meeting: Meeting, calendar: Calendar) -> str:
    day = local_date(meeting.started, calendar.zone)
    held = "" if day is None else day_text(day, calendar.today)
    running = "unfinished" if meeting.status is MeetingStatus.RUNNING else held
    return joined(("meeting", running, home_rows.ON_THIS_MACHINE if meeting.private else ""))
