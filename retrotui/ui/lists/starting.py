"""What is asked before a meeting of a format begins: who is there, its title, its slot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from retrotui.core.dates import Calendar
from retrotui.core.errors import RetroError
from retrotui.core.formats import Format
from retrotui.core.people import fold
from retrotui.core.records.codec import decode
from retrotui.core.records.kinds import Kind
from retrotui.core.records.meetings import Participant, Presence
from retrotui.core.records.people import Series
from retrotui.services import meetings, people
from retrotui.services import series as series_service
from retrotui.services.desk import Desk
from retrotui.ui.dialogs.choose import Choice, ChooseSeveral
from retrotui.ui.dialogs.form import Field
from retrotui.ui.lists.inputs import needs, quietly, read_number, says
from retrotui.ui.lists.moments import day_text
from retrotui.ui.render import joined

Echo = Callable[[str, Format, int, int | None], str]
"""What is said of a slot: what is planned in it, the format, how many people, the minutes."""


def _planned(planned: str, _chosen: Format, _people: int, _minutes: int | None) -> str:
    return planned


@dataclass(frozen=True, slots=True)
class Starting:
    """A meeting that is about to begin.

    Attributes:
        desk: Who begins it.
        chosen: Its format.
        series: The series it continues; None is the one named like the format.
        minutes: The slot that there is; None keeps the format's.
        echo: Words what a slot makes of the agenda.
    """

    desk: Desk
    chosen: Format
    series: Series | None = None
    minutes: int | None = None
    echo: Echo = _planned

    def who(self) -> ChooseSeveral[str]:
        """Everybody known; those of last time and who is acting are marked."""
        repo, me = self.desk.repo, self.desk.by
        known = people.directory(repo)
        choices = [Choice(each.name, each.name, each.function or "") for each in known.live()]
        acting = None if me is None else known.find(me)
        marked = [acting.name] if acting is not None else []
        if me is not None and acting is None:
            choices.insert(0, Choice(me, me, "you"))
            marked = [me]
        marked += [name for name in self._last_people() if fold(name) not in map(fold, marked)]
        return ChooseSeveral(
            "Who takes part?", choices, marked=marked, make=str, prompt="type a name, tab marks it"
        )

    def fields(self, calendar: Calendar, people: int) -> list[Field]:
        """Title, series and slot, for so many people."""
        chosen, today = self.chosen, calendar.today
        in_series = self.series.title if self.series is not None else chosen.title
        kept = "stays on this machine, in no copy of the store" if chosen.private else ""
        slot = min(chosen.minutes, self.minutes or chosen.minutes)
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
                str(slot) if slot else "",
                prompt="empty keeps the timeboxes",
                check=quietly(partial(_slot, chosen)),
                echo=partial(self._fit, people),
            ),
        ]

    def begin(
        self, there: tuple[str, ...], answer: Mapping[str, str], opened: Callable[[str], None]
    ) -> None:
        """Starts it with the people and what was filled in, and hands over its id."""
        minutes = _slot(self.chosen, answer["minutes"])
        started = meetings.start(
            self.desk,
            self.chosen,
            title=answer["title"],
            series=answer["series"],
            people=there,
            facilitator=self.desk.by,
            minutes=None if minutes == self.chosen.minutes else minutes,
        )
        opened(started.id)

    def _fit(self, people: int, typed: str) -> str:
        """Whether it fits, and what the slot makes of the agenda, said while it is typed."""
        try:
            minutes = _slot(self.chosen, typed)
        except RetroError as error:
            return joined((error.message, error.hint or ""))
        return self.echo(_scaled(self.chosen, minutes), self.chosen, people, minutes)

    def _last_people(self) -> tuple[str, ...]:
        repo = self.desk.repo
        try:
            found = (
                self.series.id if self.series else series_service.resolve(repo, self.chosen.title)
            )
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


def _slot(chosen: Format, typed: str) -> int | None:
    """The minutes there are, when the agenda fits into them; nothing keeps the timeboxes.

    Raises:
        UsageError: No number, or not a minute for every item.
    """
    minutes = read_number(typed, "number of minutes", "write 60")
    meetings.scaled([each.minutes for each in chosen.agenda], minutes)
    return minutes


def _scaled(chosen: Format, minutes: int | None) -> str:
    """What the slot makes of the agenda."""
    if minutes is None or minutes == chosen.minutes:
        return f"as planned: {chosen.minutes} min"
    boxes = meetings.scaled([each.minutes for each in chosen.agenda], minutes)
    shown = ", ".join(
        f"{item.title} {box:.0f}" for item, box in zip(chosen.agenda, boxes, strict=True) if box
    )
    return f"{chosen.minutes} → {minutes} min: {shown}"
