"""The meeting: the clock on top, the agenda beside the stage, what was captured, one line below."""

import time
from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.screen import Screen

from retrotui.core.activities.activity import prompt
from retrotui.core.agenda import AgendaItem
from retrotui.core.minutes import build_minutes
from retrotui.core.minutes_markdown import to_markdown
from retrotui.core.text import one_line
from retrotui.core.timeline import Timeline
from retrotui.ui.commanding import Commander, Hint
from retrotui.ui.commands import REGISTRY
from retrotui.ui.dialogs.choose import Choice, Choose
from retrotui.ui.meeting import facts
from retrotui.ui.meeting.absence import Absence
from retrotui.ui.meeting.asking import Asking
from retrotui.ui.meeting.captured import COLUMNS, shown_rows
from retrotui.ui.meeting.captures import Capturing
from retrotui.ui.meeting.clock_moves import ClockMoves
from retrotui.ui.meeting.commands import MEETING
from retrotui.ui.meeting.paper import Page, Prompt
from retrotui.ui.meeting.rail import FoldedRail, Rail
from retrotui.ui.meeting.raised import RaisedBefore
from retrotui.ui.meeting.ringing import Ringing
from retrotui.ui.messages import SharingChanged, StoreChanged
from retrotui.ui.render import joined
from retrotui.ui.stages import make_stage
from retrotui.ui.stages.base import MeetingView
from retrotui.ui.widgets.capture import CaptureLine
from retrotui.ui.widgets.clock import ClockLine
from retrotui.ui.widgets.hints import HintBar
from retrotui.ui.widgets.panel import Panel
from retrotui.ui.widgets.rows import RowList

TICK_SECONDS = 1.0

_RAIL_FROM, _TWO_SIDES_FROM, _CAPTURED_FROM, _LOW_BELOW = 100, 150, 30, 16
_WHEN_ENDED = frozenset(
    {"go", "lot", "quiet", "captured", "people", "undo", "discard", "home", "replay"}
)
_WHEN_DISCARDED = frozenset({"undo", "discard", "home"})


class MeetingScreen(ClockMoves, Capturing, Asking, Ringing, Absence, RaisedBefore):
    """One meeting, whichever item is on stage."""

    CONTEXTS = (MEETING,)
    CSS_PATH = "meeting.tcss"
    AUTO_FOCUS = ""

    def __init__(self, meeting: str, *, awake: Callable[[], float] = time.monotonic) -> None:
        super().__init__(meeting, awake=awake)
        self._item_running: str | None = None

    def compose(self) -> ComposeResult:
        """The parts; the stage is mounted when the meeting is read."""
        yield ClockLine(id="meeting-clock")
        yield FoldedRail(id="meeting-fold")
        with Horizontal(id="meeting-middle"):
            with Panel(title="Agenda", id="meeting-rail"):
                yield Rail(empty="The agenda is empty. A adds an item.", letters=False)
            with Vertical(id="meeting-centre"):
                with Panel(id="meeting-stage"):
                    yield Prompt(id="meeting-prompt")
                with Panel(title="Captured", id="meeting-captured"):
                    empty = "a action, d decision, x dissent, p parking lot, t thanks"
                    yield RowList(*COLUMNS, empty=empty, opens=False, letters=False,
                                  id="meeting-captured-rows")  # fmt: skip
        yield CaptureLine()
        yield HintBar()

    async def on_mount(self) -> None:
        """Reads the meeting, and asks about time that nobody saw pass."""
        self._fit(self.app.size)
        self.load()
        self._item_running = self.line.running
        # It is beside the stage to be read; c opens the list to change things in.
        self.query_one("#meeting-captured-rows").can_focus = False
        await self.redraw()
        self._draw_sharing()
        self.set_interval(TICK_SECONDS, self.tick)
        self.read_past()
        self.look_back()
        self.ask_about_absence()

    async def on_store_changed(self, event: StoreChanged) -> None:
        """Something changed, here or at another terminal."""
        event.stop()
        was_over = self.has_ended
        self.load()
        if self.has_ended and not was_over:
            self.retro.share_soon()
        running = self.line.running
        if running != self._item_running:
            # Whoever looks elsewhere is taken along when the meeting goes on.
            self._item_running, self.looked_at = running, None
        await self.redraw()

    def on_sharing_changed(self, event: SharingChanged) -> None:
        """Says quietly how far the store is shared, below the stage."""
        event.stop()
        self._draw_sharing()

    def on_resize(self, event: Resize) -> None:
        """What has room is shown; the rest is said in a line."""
        self._fit(event.size)
        if self._state is not None:
            self._draw_titles(self.line)
            if self.focused is not None and not self.focused.display:
                self.focus_somewhere()

    def _fit(self, size: Size) -> None:
        width, height = size
        self.set_class(width < _RAIL_FROM, "-narrow")
        self.set_class(width >= _TWO_SIDES_FROM, "-wide")
        self.set_class(height >= _CAPTURED_FROM, "-high")
        self.set_class(height < _LOW_BELOW, "-low")

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Back from a screen over this one."""
        if self._state is not None:
            self.tick()

    # Drawing.

    async def redraw(self) -> None:
        """Draws everything from the meeting as it was read."""
        await self._set_stage()
        line = self.line
        self._draw_clock(line)
        self._draw_titles(line)
        captured = self.query_one("#meeting-captured-rows", RowList)
        captured.set_rows(shown_rows(self))
        view = self._view(line)
        if self.stage is not None and view is not None:
            self.stage.show(view)
        for page in self.query(Page):
            page.show(self._page_text())
        self.refresh_hints()

    def tick(self) -> None:
        """A second has passed: what shows time is drawn again if it reads differently."""
        if self._state is None:
            return
        self.ask_about_sleep()
        line = self.line
        self.listen(line)
        self._draw_clock(line)
        view = self._view(line)
        if self.stage is not None and view is not None:
            self.stage.tick(view)
        stack = self.retro.screen_stack
        for above in stack[stack.index(self) + 1 :] if self in stack else ():
            # A dialog keeps what it drew of what is below; under two the clock would stand.
            above.refresh()

    def _draw_sharing(self) -> None:
        if self.retro.sharing is not None:
            shown = self.retro.sharing.badge.text
            self.query_one("#meeting-stage", Panel).border_subtitle = Content(shown)

    def _draw_clock(self, line: Timeline) -> None:
        here = None if self.has_ended else facts.on_stage(line, self.looked_at)
        told, calendar = self.outlook(line), self.calendar
        unfit, until = ((), "") if told is None else (told.unfit, facts.slot_end(told, calendar))
        self.query_one(ClockLine).show(facts.face(self.state, line, calendar, told))
        self.query_one(FoldedRail).show(line, here, unfit)
        self.query_one(Rail).set_items(facts.rail_rows(line, here, unfit, until))
        self.query_one("#meeting-rail", Panel).set_title("Agenda", facts.agenda_count(line))

    def _draw_titles(self, line: Timeline) -> None:
        item, view = self.item, self._view(line)
        title, asked = "", ""
        if self.is_discarded:
            title = "Discarded"
        elif self.has_ended:
            title = "Minutes · G runs the meeting again, c tidies up"
        elif item is not None and view is not None:
            said = "" if self.stage is None else self.stage.headline(view)
            elsewhere = line.running is not None and item.id != line.running
            title = joined((item.title, said, "looking; esc goes back" if elsewhere else ""))
            asked = prompt(item)
        summary = joined((facts.captured_text(self.state), facts.waiting_text(self.state)))
        panel = self.query_one("#meeting-stage", Panel)
        panel.set_title(title, "" if self._shows_captured else summary)
        self.query_one(Prompt).show(asked)
        self.query_one("#meeting-captured", Panel).set_title("Captured", summary or "nothing yet")

    @property
    def _shows_captured(self) -> bool:
        return bool(self.query_one("#meeting-captured").display) and (
            self.has_class("-wide") or (self.has_class("-high") and not self.has_class("-narrow"))
        )

    def _view(self, line: Timeline) -> MeetingView | None:
        item = self.item
        if item is None:
            return None
        now = self.desk.clock.now()
        return MeetingView(self.state, item, line, now, self.calendar, self.due_days)

    # The stage.

    async def _set_stage(self) -> None:
        item = None if self.has_ended or self.is_discarded else self.item
        if self.stage is not None and self._is_stage_of(item):
            return
        if item is None and self.query(Page):
            return
        panel = self.query_one("#meeting-stage", Panel)
        had_focus = self.focused is None or self.focused in panel.query("*")
        if self.follows_stage:
            self.query_one(CaptureLine).close()
        await panel.query("#stage, #page").remove()
        if item is None:
            self.stage = None
            await panel.mount(Page(self._page_text()))
        else:
            self.stage = make_stage(item, self)
            view = self._view(self.line)
            if view is not None:
                self.stage.show(view)
            await panel.mount(self.stage)
        self.rebind()
        if had_focus:
            self.focus_somewhere()

    def _is_stage_of(self, item: AgendaItem | None) -> bool:
        shown = None if self.stage is None or self.stage.view is None else self.stage.view.item
        return shown is not None and item is not None and shown.id == item.id

    def _page_text(self) -> str:
        if self.is_discarded:
            return "This meeting is in no list any more.\n\nX brings it back, esc leaves."
        if self.has_ended:
            return to_markdown(build_minutes(self.state, self.line, self.calendar))
        return "The agenda is empty.\n\nA adds an item."

    def focus_somewhere(self) -> None:
        """On the stage, else on what is in its place, else on the agenda."""
        super().focus_somewhere()
        panel = self.query_one("#meeting-stage", Panel)
        if self.focused is None or self.focused not in panel.query("*"):
            for page in self.query(Page):
                page.focus()

    # Keys.

    def commanders(self) -> tuple[Commander, ...]:
        """What is on stage comes first."""
        return (self,) if self.stage is None else (self.stage, self)

    def titled(self, hint: Hint) -> str:
        """What the keys mean right now."""
        if self._state is None:
            return hint.title
        label = self._undo_label
        now = {
            "meeting.pause": "go on" if self.line.paused else "pause",
            "meeting.undo": "undo" if label is None else f"undo {one_line(label)[:20]}",
            "meeting.home": "home" if self.looked_at is None else "running item",
            "meeting.discard": "bring back" if self.is_discarded else "discard",
        }
        return now.get(hint.command_id, hint.title)

    def weight_of(self, hint: Hint) -> int:
        """In the last item, ending weighs what going on did."""
        is_last = self._state is not None and self.line.next_item is None
        if hint.command_id == "meeting.end" and is_last:
            return REGISTRY["meeting.next"].weight
        return hint.weight

    def why_not(self, command_id: str, /) -> str | None:
        """Why a command does not work now."""
        area, _, verb = command_id.rpartition(".")
        if area != "meeting":
            return super().why_not(command_id)
        if self._state is None:
            return "The meeting is not read yet."
        if self.is_discarded and verb not in _WHEN_DISCARDED:
            return "The meeting is discarded; X brings it back."
        if self.has_ended and verb not in _WHEN_ENDED:
            return "The meeting has ended; G runs it again at any item."
        if verb == "replay" and not self.has_ended:
            return "The meeting goes on; when it has ended it can be stepped through."
        return self._capture_reason(command_id) or self.clock_reason(command_id)

    def offered(self, command_id: str, /) -> bool:
        """What the meeting, and the item on stage, have no use for is not in the hint line."""
        area, _, verb = command_id.rpartition(".")
        if area != "meeting" or self._state is None:
            return super().offered(command_id)
        if self.is_discarded:
            return verb in _WHEN_DISCARDED
        if self.has_ended:
            return verb in _WHEN_ENDED
        if verb == "write":
            return self.stage is not None and self.stage.writes
        return self.clock_offers(command_id)

    def _capture_reason(self, command_id: str) -> str | None:
        if command_id == "meeting.write" and (self.stage is None or self.stage.capture() is None):
            return "There is nothing to write here; a action, p parking and the others still work."
        if command_id == "meeting.undo" and self.retro.undo.newest is None:
            return "Nothing was done in this session yet."
        if command_id == "meeting.fingers" and self.item is None:
            return "The agenda is empty; A adds an item."
        if command_id == "meeting.lot" and not facts.parked(self.state):
            return "Nothing is parked; p parks a thought for another time."
        nothing = not facts.captured_text(self.state) and not self.state.notes
        if command_id == "meeting.captured" and nothing:
            return "Nothing is captured yet; a action, d decision, p parking, t thanks."
        return None

    def cmd_undo(self) -> None:
        """Takes back the last change."""
        label = self._undo_label
        self.take_back()
        self.say(f"Taken back: {label or 'what was done in another meeting'}")

    @property
    def _undo_label(self) -> str | None:
        """What ``u`` takes back; of another meeting this room may not know."""
        step = self.retro.undo.newest
        return step.label if step is not None and step.meeting in (None, self.meeting) else None

    def cmd_look(self) -> None:
        """Looks at any item."""
        choices = [
            Choice(each.id, one_line(each.title), "runs" if each.id == self.line.running else "")
            for each in self.state.items
        ]
        self.ask(Choose("Look at", choices), self._look)

    async def cmd_home(self) -> None:
        """Back to the running item; from there, to the screen before."""
        if self.looked_at is not None:
            self.looked_at = None
            await self.redraw()
            return
        if self.retro.screen is self and len(self.retro.screen_stack) > 1:
            if not (self.has_ended or self.is_discarded):
                self.say("The meeting goes on; open it again from home.")
            self.retro.pop_screen()

    def on_rail_look(self, event: Rail.Look) -> None:
        """Somebody looks at an item from the rail."""
        event.stop()
        self._look(event.item_id)

    def _look(self, item: str | None) -> None:
        if item is not None and not (self.has_ended or self.is_discarded):
            self.looked_at = None if item == self.line.running else item
            self.call_later(self.redraw)

    def enter_for(self, person: str | None) -> None:
        """Sets for whom things are entered; the stage and an open line say so at once."""
        super().enter_for(person)
        self.call_later(self.redraw)


def build(meeting: str) -> Screen[None]:
    """The screen of a meeting."""
    return MeetingScreen(meeting)
