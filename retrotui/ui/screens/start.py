"""Start a meeting: choose a format, say who is there and how long there is."""

from collections.abc import Mapping
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from retrotui.core.errors import RetroError
from retrotui.core.formats import Format
from retrotui.core.people import fold
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Participant, Presence
from retrotui.core.records.people import Series
from retrotui.core.text import one_line
from retrotui.services import meetings, people
from retrotui.services import series as series_service
from retrotui.ui.commands import REGISTRY, Command
from retrotui.ui.dialogs.choose import Choice, ChooseSeveral
from retrotui.ui.dialogs.form import Field, Form
from retrotui.ui.lists.inputs import needs, quietly, read_number, says
from retrotui.ui.lists.list_panel import ListPanel
from retrotui.ui.lists.moments import day_text
from retrotui.ui.lists.reading import COLUMNS, Fact, fact_rows
from retrotui.ui.lists.work_screen import Steps, WorkScreen
from retrotui.ui.render import Bit, Tone, count, joined
from retrotui.ui.widgets.fields import LineField
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

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
        "Go back without starting a meeting",
        hint=True,
        weight=60,
    ),
    _command("start.up", ("up",), "up", "Move to the format above"),
    _command("start.down", ("down",), "down", "Move to the format below"),
)

_FORMAT_COLUMNS = (Column(), Column(width=14, keep=1), Column(width=8, keep=2, align="right"))


class StartScreen(WorkScreen):
    """The formats, narrowed by typing, and the agenda of the selected one.

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

    def parts(self) -> ComposeResult:
        """What is typed, the formats, the agenda."""
        with Horizontal(classes="columns"):
            with Vertical(classes="main"):
                yield LineField(placeholder="type to narrow", compact=True, id="narrow")
                yield ListPanel(
                    *_FORMAT_COLUMNS,
                    title="Formats",
                    empty="No format has all of that. Shorten what you typed.",
                    opens=False,
                    id="list",
                )
            yield ListPanel(*COLUMNS, title="Agenda", opens=False, id="agenda")

    def begin(self) -> None:
        """The format of the series is selected."""
        super().begin()
        for each in self.query(ListPanel):
            each.rows.can_focus = False
        self._list.keep_lit = True
        self.query_one("#narrow", LineField).focus()
        if self._series is not None and self._series.format is not None:
            self._list.select(self._series.format)
            self._show_agenda()

    def draw(self) -> None:
        """The formats there are."""
        row = self.desk.repo.get(Kind.SERIES, self._series_id) if self._series_id else None
        if self._series_id is not None and row is not None:
            self._series = decode(Series, self._series_id, row)
        self._fill()

    def why_not(self, command_id: str, /) -> str | None:
        """Starting needs a format."""
        if command_id == "start.pick" and self._chosen is None:
            return "No format is selected; shorten what you typed."
        return super().why_not(command_id)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typing narrows the formats."""
        event.stop()
        self._fill()
        if event.value:
            self._list.cmd_first()
        self.refresh_hints()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the format."""
        event.stop()
        await self.run_command("start.pick")

    def on_line_list_moved(self, event: RowList.Moved) -> None:
        """Shows the agenda of another format."""
        event.stop()
        self._show_agenda()

    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        """A second click takes the format."""
        event.stop()
        await self.run_command("start.pick")

    def cmd_pick(self) -> None:
        """Asks who is there, then for the rest."""
        if self._chosen is not None:
            self.follow(self._start(self._chosen))

    def cmd_back(self) -> None:
        """Back to where one came from, once, however often the key was pressed."""
        if self.retro.screen is self:
            self.retro.pop_screen()

    def cmd_up(self) -> None:
        """To the one above."""
        self._list.cmd_up()

    def cmd_down(self) -> None:
        """To the one below."""
        self._list.cmd_down()

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", ListPanel).rows

    @property
    def _chosen(self) -> Format | None:
        name = self._list.selected_id
        return next((each for each in self.retro.formats if each.name == name), None)

    def _fill(self) -> None:
        words = one_line(self.query_one("#narrow", LineField).value).casefold().split()
        fitting = [
            each
            for each in self.retro.formats
            if all(word in f"{each.title} {each.kind} {each.about}".casefold() for word in words)
        ]
        fitting.sort(key=lambda each: any(word not in each.title.casefold() for word in words))
        rows = [
            Row(
                each.name,
                (each.title, Bit(each.kind, Tone.MUTED), Bit(f"{each.minutes} min", Tone.MUTED)),
            )
            for each in fitting
        ]
        self.query_one("#list", ListPanel).show(rows, count(len(rows), "format"))
        self._show_agenda()

    def _show_agenda(self) -> None:
        chosen = self._chosen
        panel = self.query_one("#agenda", ListPanel)
        if chosen is None:
            panel.show([])
            return
        where = "this machine only" if chosen.private else ""
        rows: list[Row | Heading] = [*fact_rows([Fact("For", chosen.about)]), Row("", ("", ""))]
        for item in chosen.agenda:
            minutes = f"{item.minutes:>3} min" if item.minutes else "open"
            rows.append(Row("", (Bit(minutes, Tone.MUTED), item.title)))
        panel.show(rows, joined((f"{chosen.minutes} min", where)))

    def _start(self, chosen: Format) -> Steps:
        series = self._series if self._continues(chosen) else None
        answer = yield self._who(chosen, series)
        if answer is None:
            return
        make = partial(Form, chosen.title, self._fields(chosen, series))
        yield from self.fill_in(make, partial(self._begin, chosen, answer))

    def _continues(self, chosen: Format) -> bool:
        return self._series is not None and self._series.format in (None, chosen.name)

    def _who(self, chosen: Format, series: Series | None) -> ChooseSeveral[str]:
        """Everybody known; those of last time and who is acting are marked."""
        repo, me = self.desk.repo, self.desk.by
        known = people.directory(repo)
        choices = [Choice(each.name, each.name, each.function or "") for each in known.live()]
        acting = None if me is None else known.find(me)
        marked = [acting.name] if acting is not None else []
        if me is not None and acting is None:
            choices.insert(0, Choice(me, me, "you"))
            marked = [me]
        last = self._last_people(chosen, series)
        marked += [name for name in last if fold(name) not in map(fold, marked)]
        return ChooseSeveral(
            "Who takes part?", choices, marked=marked, make=str, prompt="type a name, tab marks it"
        )

    def _last_people(self, chosen: Format, series: Series | None) -> tuple[str, ...]:
        repo = self.desk.repo
        try:
            found = series.id if series else series_service.resolve(repo, chosen.title)
        except RetroError:
            return ()
        last = series_service.last_finished(repo, found)
        if last is None:
            return ()
        rows = repo.search(Kind.PARTICIPANTS, meeting=last.id)
        there = (decode(Participant, each, row) for each, row in rows.items())
        ids = [each.person for each in there if each and each.presence is not Presence.ABSENT]
        known = people.directory(repo)
        roots = (known.root(each) for each in ids)
        return tuple(each.name for each in roots if each is not None)

    def _fields(self, chosen: Format, series: Series | None) -> list[Field]:
        today = self.calendar.today
        in_series = series.title if series is not None else chosen.title
        kept = "stays on this machine, in no copy of the store" if chosen.private else ""
        return [
            Field(
                "title",
                "Title",
                f"{chosen.title}, {day_text(today, today)}",
                check=needs("the title", lines=False),
                echo=says(kept),
            ),
            Field(
                "series",
                "Series",
                in_series,
                check=needs("the series", lines=False),
                echo=says("meetings of one series hand on actions and dissent"),
            ),
            Field(
                "minutes",
                "Minutes",
                str(chosen.minutes) if chosen.minutes else "",
                prompt="empty keeps the timeboxes",
                check=quietly(partial(_slot, chosen)),
                echo=partial(_fit, chosen),
            ),
        ]

    def _begin(self, chosen: Format, there: tuple[str, ...], answer: Mapping[str, str]) -> None:
        minutes = _slot(chosen, answer["minutes"])
        started = meetings.start(
            self.desk,
            chosen,
            title=answer["title"],
            series=answer["series"],
            people=there,
            facilitator=self.desk.by,
            minutes=None if minutes == chosen.minutes else minutes,
        )
        self.retro.pop_screen()
        self.retro.open_meeting(started.id)


def _slot(chosen: Format, typed: str) -> int | None:
    """The minutes there are, when the agenda fits into them; nothing keeps the timeboxes.

    Raises:
        UsageError: No number, or not a minute for every item.
    """
    minutes = read_number(typed, "number of minutes", "write 60")
    meetings.scaled([each.minutes for each in chosen.agenda], minutes)
    return minutes


def _fit(chosen: Format, typed: str) -> str:
    """What the slot makes of the agenda, said while it is typed."""
    try:
        minutes = _slot(chosen, typed)
    except RetroError as error:
        return joined((error.message, error.hint or ""))
    if minutes is None or minutes == chosen.minutes:
        return f"as planned: {chosen.minutes} min"
    boxes = meetings.scaled([each.minutes for each in chosen.agenda], minutes)
    shown = ", ".join(
        f"{item.title} {box:.0f}" for item, box in zip(chosen.agenda, boxes, strict=True) if box
    )
    return f"{chosen.minutes} → {minutes} min: {shown}"


def build(series: str | None = None) -> StartScreen:
    """The screen; with a series, for its next meeting."""
    return StartScreen(series)
