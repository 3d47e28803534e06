"""Start a meeting: find a format, say who is there and how long there is."""

from collections.abc import Mapping
from functools import cached_property, partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from retrotui.core.format_list import Group, Offered, Usage, grouped
from retrotui.core.formats import Format
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.records.people import Series
from retrotui.core.text import one_line
from retrotui.services.format_usage import usage
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.form import Form
from retrotui.ui.lists import format_rows
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.reading import COLUMNS
from retrotui.ui.lists.start_pace import FormatPace
from retrotui.ui.lists.starting import Starting
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.widgets.fields import LineField
from retrotui.ui.widgets.rows import RowList

_command = partial(Command, context="start", palette=False)

REGISTRY.add(
    _command(
        "start.pick",
        ("enter",),
        "use this format",
        "Start a meeting of this format",
        hint=True,
        weight=70,
    ),
    _command(
        "start.back",
        ("escape",),
        "back",
        "Empty what was typed, else go back without starting a meeting",
        hint=True,
        weight=60,
    ),
    _command("start.find", ("slash",), "find", "Type words of a format"),
    _command("start.time", ("m",), "minutes", "Type how many minutes there are, to see what fits"),
    _command(
        "start.timeboxes",
        ("ctrl+t",),
        "timeboxes",
        "Plan with timeboxes learned from the team's past",
        hint=True,
        weight=50,
    ),
    _command("start.up", ("up",), "up", "Move to the format above"),
    _command("start.down", ("down",), "down", "Move to the format below"),
)


class StartScreen(WorkScreen):
    """The formats, narrowed by words and by the time there is, and a preview of the selected one.

    The formats are read after the first paint, all at once, so that no row moves afterwards.

    Args:
        series: Id of the series that the meeting continues.
    """

    CONTEXTS = ("start",)
    CSS_PATH = ["work.tcss", "start.tcss"]  # noqa: RUF012 - Textual's own declaration
    heading = "Start a meeting"

    def __init__(self, series: str | None = None) -> None:
        super().__init__()
        self._series_id = series
        self._series: Series | None = None
        self._groups: tuple[Group, ...] | None = None
        self._pace = FormatPace(self, self._show_preview, series)

    def parts(self) -> ComposeResult:
        """What is typed, the formats, the preview."""
        with Horizontal(classes="columns"):
            with Vertical(classes="main"):
                with Horizontal(id="wanted"):
                    yield LineField(placeholder="type to find", compact=True, id="narrow")
                    yield LineField(
                        placeholder="tab: your minutes",
                        compact=True,
                        id="minutes",
                        restrict="[0-9]*",
                        max_length=3,
                    )
                yield ListPanel(
                    *format_rows.COLUMNS,
                    title="Formats",
                    opens=False,
                    id="list",
                )
            yield ListPanel(*COLUMNS, title="Agenda", opens=False, id="agenda")

    def begin(self) -> None:
        """The frame first, then the formats."""
        super().begin()
        self._list.keep_lit = True
        self.query_one("#narrow", LineField).focus()
        self.call_after_refresh(self._load)

    def make_ready(self) -> None:
        """A key typed ahead of the formats waits for them."""
        self._load()

    def draw(self) -> None:
        """The formats there are, and what the team's meetings say of them by now."""
        row = self.desk.repo.get(Kind.SERIES, self._series_id) if self._series_id else None
        if self._series_id is not None and row is not None:
            self._series = decode(Series, self._series_id, row)
        if self._groups is not None:
            self.__dict__.pop("_usage", None)
            self._fill()
            self._pace.begin()

    def why_not(self, command_id: str, /) -> str | None:
        """Starting needs a format."""
        if command_id == "start.pick" and self._chosen is None:
            return "No format is selected; shorten what you typed."
        if command_id == "start.timeboxes":
            return self._pace.why_not(self._chosen.format if self._chosen else None)
        return super().why_not(command_id)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing narrows the formats; the best of what is left is selected."""
        event.stop()
        self._load()
        self._fill()
        self._list.cmd_first()
        self._show_preview()
        self.refresh_hints()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the format."""
        event.stop()
        await self.run_command("start.pick")

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Shows another format."""
        event.stop()
        self._show_preview()

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A second click takes the format."""
        event.stop()
        await self.run_command("start.pick")

    def cmd_pick(self) -> None:
        """Asks who is there, then for the rest."""
        if self._chosen is not None:
            self.follow(self._start(self._pace.taken(self._chosen.format)))

    def cmd_timeboxes(self) -> None:
        """Plans with what the team's items really took."""
        if self._chosen is not None:
            chosen = self._chosen.format
            self.retro.push_screen(self._pace.dialog(chosen), partial(self._pace.take, chosen))

    def cmd_back(self) -> None:
        """Empties what was typed; else back to where one came from, however often it is pressed."""
        typed = [each for each in self.query(LineField) if each.value]
        if typed:
            for each in typed:
                each.value = ""
            return
        if self.retro.screen is self:
            self.retro.pop_screen()

    def cmd_find(self) -> None:
        """To the words."""
        self.query_one("#narrow", LineField).focus()

    def cmd_time(self) -> None:
        """To the minutes."""
        self.query_one("#minutes", LineField).focus()

    def cmd_up(self) -> None:
        """To the one above."""
        self._list.cmd_up()

    def cmd_down(self) -> None:
        """To the one below."""
        self._list.cmd_down()

    @cached_property
    def _usage(self) -> Mapping[str, Usage]:
        """What the team ran, as of the last drawing."""
        return usage(self.desk.repo)

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    @property
    def _minutes(self) -> int | None:
        """The time there is; None when nobody said."""
        typed = self.query_one("#minutes", LineField).value
        return int(typed) or None if typed.isdecimal() else None

    @property
    def _chosen(self) -> Offered | None:
        name = self._list.selected_id
        offers = (offer for group in self._groups or () for offer in group.offers)
        return next((each for each in offers if each.format.name == name), None)

    def _load(self) -> None:
        """Reads the formats, once; the format of the series is selected."""
        if self._groups is not None or not self.is_attached:
            return
        self._fill()
        if self._series is not None and self._series.format is not None:
            self._list.select(self._series.format)
            self._show_preview()
        self._pace.begin()
        self.refresh_hints()

    def _fill(self) -> None:
        words = one_line(self.query_one("#narrow", LineField).value).split()
        self._groups = grouped(
            self.retro.formats, words=words, minutes=self._minutes, usage=self._usage
        )
        rows = format_rows.format_rows(self._groups, self.calendar)
        self._list.empty = "No format has all of that. Shorten what you typed."
        counted = format_rows.offered(self._groups, self._minutes)
        self.query_one("#list", ListPanel).show(rows, counted)
        self._show_preview()

    def _show_preview(self) -> None:
        panel, chosen = self.query_one("#agenda", ListPanel), self._chosen
        if chosen is None:
            panel.set_title("Agenda")
            panel.show([])
            return
        made = chosen.format
        panel.set_title(made.title)
        panel.show(
            format_rows.preview_rows(chosen, self.calendar, self._pace.rows(made)),
            self._pace.told(made),
        )
        panel.rows.scroll_home(animate=False)
        self.refresh_hints()

    def _start(self, chosen: Format) -> Steps:
        series = self._series if self._continues(chosen) else None
        starting = Starting(self.desk, chosen, series, self._minutes, self._pace.echo)
        there = yield starting.who()
        if there is None:
            return
        make = partial(Form, chosen.title, starting.fields(self.calendar, len(there)))
        yield from self.fill_in(
            make, lambda answer: starting.begin(there, answer, self._open_meeting)
        )

    def _continues(self, chosen: Format) -> bool:
        return self._series is not None and self._series.format in (None, chosen.name)

    def _open_meeting(self, meeting: str) -> None:
        self.retro.pop_screen()
        self.retro.open_meeting(meeting)


def build(series: str | None = None) -> StartScreen:
    """The screen; with a series, for its next meeting."""
    return StartScreen(series)
