"""Home: what is owed, who disagrees, what is next, what was lately."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from retrotui.core.meeting_state import captured
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Meeting, MeetingStatus
from retrotui.services import actions, agenda, decisions, meetings
from retrotui.services.meeting_state import load_state
from retrotui.services.overview import Overview, Unfinished, overview
from retrotui.ui.command_screen import PaletteEntry
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.confirm import Confirm
from retrotui.ui.lists import action_moves, home_rows
from retrotui.ui.lists.list_panel import ListPanel, share
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.widgets.rows import Column, Row, RowList

_command = partial(Command, context="home", hint=True)

REGISTRY.add(
    _command("home.new", ("n",), "new meeting", "Choose a format and start a meeting", weight=70),
    _command("home.resume", ("r",), "resume", "Go on with the unfinished meeting", weight=66),
    _command("home.end", ("E",), "end", "End the unfinished meeting as it is", weight=22),
    _command("home.discard", ("X",), "discard", "Throw the unfinished meeting away", weight=20),
    _command("home.actions", ("a",), "actions", "Every action of the team", weight=64),
    _command(
        "home.decisions",
        ("d",),
        "decisions & dissent",
        "Every decision, and who disagreed",
        weight=62,
    ),
    _command(
        "home.people", ("o",), "people", "Who is in the team, and what they speak for", weight=40
    ),
)

_LEAST_HEIGHT = 3
_MOST_ENTRIES = 300
_PARTS = ("due", "dissent", "next", "lately")
_WELCOME = (
    Row(
        "home.new",
        (
            Bit("n", Tone.ACCENT),
            "start a meeting",
            Bit("choose a format, say who is there", Tone.MUTED),
        ),
    ),
    Row(
        "home.actions",
        (Bit("a", Tone.ACCENT), "add an action", Bit("who does what by when", Tone.MUTED)),
    ),
    Row(
        "app.help",
        (
            Bit("?", Tone.ACCENT),
            "see the keys",
            Bit("of this screen, and of any other", Tone.MUTED),
        ),
    ),
)


class HomeScreen(WorkScreen):
    """The first screen. Two columns when it is wide, else one, the most owed first."""

    CONTEXTS = ("home",)
    CSS_PATH = ["work.tcss", "home.tcss"]  # noqa: RUF012 - Textual's own declaration

    def __init__(self) -> None:
        super().__init__()
        self.found = Overview("")

    def parts(self) -> ComposeResult:
        """The panels, or a welcome where there is nothing yet."""
        columns = (Column(width=1), Column(width=16), Column())
        yield ListPanel(*columns, title="Welcome. Three things to do first", id="welcome")
        with Container(id="columns"):
            with Vertical(classes="column"):
                yield ListPanel(*home_rows.DUE_COLUMNS, title="Due", id="due")
                yield ListPanel(
                    *home_rows.DISSENT_COLUMNS,
                    title="Dissent",
                    id="dissent",
                    empty="Nobody waits for an answer or a verdict.",
                )
            with Vertical(classes="column"):
                yield ListPanel(
                    *home_rows.NEXT_COLUMNS,
                    title="Next",
                    id="next",
                    empty="No meeting was held yet: n starts one.",
                )
                yield ListPanel(
                    *home_rows.LATELY_COLUMNS,
                    title="Lately",
                    id="lately",
                    empty="What came of your meetings will be here.",
                )

    def on_mount(self) -> None:
        """Begins where something is owed."""
        super().on_mount()
        self._focus_first()

    def draw(self) -> None:
        """Everything as it stands."""
        desk, calendar = self.desk, self.calendar
        was_empty = self.found.is_empty
        self.found = overview(desk.repo, self.settings, desk.clock.now(), calendar)
        found = self.found
        self.set_class(found.is_empty, "-welcome")
        self._panel("welcome").show(_WELCOME)
        self._panel("due").rows.empty = (
            f"Nothing is due within a week; a shows {count(found.open_actions, 'open action')}."
            if found.open_actions
            else "Nothing is owed: a, then N writes an action."
        )
        due = home_rows.due_rows(found, calendar)
        self._panel("due").show(due, f"{found.overdue} overdue" if found.overdue else "")
        owed = home_rows.dissent_rows(found.dissents, calendar)
        late = sum(each.is_due for each in found.dissents)
        self._panel("dissent").show(
            owed,
            joined(
                (
                    f"{late} due" if late else "",
                    f"{len(owed) - late} unanswered" if len(owed) > late else "",
                )
            ),
        )
        running = len(found.running)
        self._panel("next").show(
            home_rows.next_rows(found, calendar), f"{running} unfinished" if running else ""
        )
        self._panel("lately").show(home_rows.lately_rows(found.lately, calendar))
        self.share_room()
        if was_empty != found.is_empty:
            self._focus_first()

    def share_room(self) -> None:
        """The panels share the lines there are."""
        room = self.query_one("#parts").size.height
        columns = (_PARTS[:2], _PARTS[2:]) if self.is_wide else (_PARTS,)
        for names in columns:
            panels = [self._panel(each) for each in names]
            heights = share([each.wanted_height for each in panels], room, _LEAST_HEIGHT)
            for panel, height in zip(panels, heights, strict=True):
                panel.styles.height = height

    def why_not(self, command_id: str, /) -> str | None:
        """Resuming, ending and discarding need a meeting that is not finished."""
        if command_id in ("home.resume", "home.end", "home.discard") and not self.found.running:
            return "Every meeting is finished; n starts one."
        return super().why_not(command_id)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Meetings, open actions and decisions by their titles."""
        repo = self.desk.repo
        held = meetings.listing(repo)[:_MOST_ENTRIES]
        shown = actions.listing(repo, action_moves.OPEN_ONES, self.calendar)[:_MOST_ENTRIES]
        decided = decisions.everything(repo)[:_MOST_ENTRIES]
        return (
            *(
                PaletteEntry(
                    each.title, _meeting_note(each), partial(self.retro.open_meeting, each.id)
                )
                for each in held
            ),
            *(
                PaletteEntry(
                    each.title,
                    joined(("action", ", ".join(each.owners))),
                    partial(self.retro.open, "actions", each.id),
                )
                for each in shown
            ),
            *(
                PaletteEntry(
                    each.record.title,
                    f"decision · {each.record.status}",
                    partial(self.retro.open, "decisions", each.record.id),
                )
                for each in decided
            ),
        )

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Opens what was chosen: an action's form, a dissent, a meeting, a series' next one."""
        event.stop()
        chosen, repo = event.item_id, self.desk.repo
        if chosen in ("home.new", "home.actions", "app.help"):
            await self.run_command(chosen)
        elif repo.get(Kind.ACTIONS, chosen) is not None:
            action = actions.show(repo, chosen, self.calendar)
            self.follow(action_moves.edit(self, action))
        elif repo.get(Kind.MEETINGS, chosen) is not None:
            self.retro.open_meeting(chosen)
        elif repo.get(Kind.SERIES, chosen) is not None:
            self.retro.open("start", chosen)
        else:
            self.retro.open("decisions", chosen)

    def cmd_new(self) -> None:
        """Starts a meeting."""
        self.retro.open("start")

    def cmd_resume(self) -> None:
        """Goes on with a meeting."""
        self.retro.open_meeting(self._unfinished.meeting.id)

    def cmd_end(self) -> None:
        """Ends a meeting, after asking."""
        self.follow(self._end(self._unfinished.meeting))

    def cmd_discard(self) -> None:
        """Throws a meeting away, after saying what goes with it."""
        self.follow(self._discard(self._unfinished.meeting))

    def cmd_actions(self) -> None:
        """Opens the actions; where there is nothing at all, a new one at once."""
        self.retro.open("actions", None, self.found.is_empty)

    def cmd_decisions(self) -> None:
        """Opens decisions and dissent."""
        self.retro.open("decisions")

    def cmd_people(self) -> None:
        """Opens the people."""
        self.retro.open("people")

    @property
    def _unfinished(self) -> Unfinished:
        """The one selected, else the latest."""
        chosen = self._panel("next").rows.selected_id
        fallback = self.found.running[0]
        return next((each for each in self.found.running if each.meeting.id == chosen), fallback)

    def _end(self, meeting: Meeting) -> Steps:
        sure = yield Confirm(
            "End this meeting?",
            f"{meeting.title}\n{self._made(meeting)}It can be reopened.",
            yes="end it",
            no="leave it",
        )
        if sure:
            self.keep(f"end {meeting.title}", agenda.end(self.desk, meeting.id))

    def _discard(self, meeting: Meeting) -> Steps:
        lost = self._made(meeting) or "Nothing was captured in it.\n"
        sure = yield Confirm(
            "Discard this meeting?",
            f"{meeting.title}\n{lost}u brings it back.",
            yes="discard it",
            no="leave it",
        )
        if sure:
            self.keep(f"discard {meeting.title}", meetings.discard(self.desk, meeting.id).receipt)

    def _made(self, meeting: Meeting) -> str:
        state = load_state(self.desk.repo, meeting.id)
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

    def _panel(self, name: str) -> ListPanel:
        return self.query_one(f"#{name}", ListPanel)

    def _focus_first(self) -> None:
        names = ("welcome",) if self.found.is_empty else _PARTS
        panels = [self._panel(each) for each in names]
        filled = (each for each in panels if each.rows.items)
        next(filled, panels[0]).rows.focus()


def _meeting_note(meeting: Meeting) -> str:
    running = "unfinished" if meeting.status is MeetingStatus.RUNNING else meeting.started[:10]
    return joined(("meeting", running, home_rows.ON_THIS_MACHINE if meeting.private else ""))


def build() -> HomeScreen:
    """The first screen."""
    return HomeScreen()
