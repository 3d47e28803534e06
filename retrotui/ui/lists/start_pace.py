"""What the past says about a format before it is started: for whatever screen chooses one."""

from collections.abc import Callable, Iterator, Sequence

from retrotui.core.formats import Format
from retrotui.core.pacing import Learned, Suggestion
from retrotui.core.pacing.words import TOO_LITTLE, short_words, silence_words, whole_minutes
from retrotui.services import pacing
from retrotui.services.pacing import Paced, Past
from retrotui.ui.dialogs.choose import ChooseSeveral
from retrotui.ui.dialogs.timeboxes import timeboxes_dialog
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.past import between_keys
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.widgets.rows import Row


class FormatPace:
    """Forecasts of the formats on a screen, and the learned timeboxes that were taken there.

    Args:
        screen: Where formats are chosen.
        changed: Draws it again: the past is read, or timeboxes were taken.
        series: Id of the series that the meeting continues; None is the one named like the format.
    """

    def __init__(
        self, screen: WorkScreen, changed: Callable[[], None], series: str | None = None
    ) -> None:
        self._screen, self._changed, self._series = screen, changed, series
        self._past: Past | None = None
        self._taken: dict[str, dict[int, int]] = {}

    def begin(self) -> None:
        """Reads the past once the screen is painted, and again when something was written."""
        between_keys(self._screen, self._read())

    def taken(self, chosen: Format) -> Format:
        """The format with the timeboxes that were taken for it."""
        return pacing.with_timeboxes(chosen, self._taken.get(chosen.name, {}))

    def rows(self, chosen: Format) -> list[Row]:
        """Its agenda: each item with its timebox and, as far as it is known, how long it takes."""
        paced = self._paced(self.taken(chosen))
        learned = [None] * len(chosen.agenda) if paced is None else paced.learned
        taken = self._taken.get(chosen.name, {})
        rows = []
        for place, (item, known) in enumerate(zip(chosen.agenda, learned, strict=True)):
            minutes = taken.get(place, item.minutes)
            box = Bit(f"{minutes:>3} min", Tone.ACCENT if place in taken else Tone.MUTED)
            shown = box if minutes else Bit("open", Tone.MUTED)
            rows.append(Row("", (shown, joined((item.title, _usual(known))))))
        return rows

    def echo(self, planned: str, chosen: Format, people: int, minutes: int | None) -> str:
        """Whether it fits before what is planned, or after it why nobody knows.

        Args:
            planned: What the slot makes of the agenda.
            chosen: As it will be started; see ``taken``.
            people: How many take part; 0 when that is not known.
            minutes: The slot; None is the sum of the timeboxes.
        """
        paced = self._paced(chosen, people=people, minutes=minutes)
        if paced is None:
            return planned
        if not paced.forecast.is_learned:
            return joined((planned, TOO_LITTLE))
        titles = [each.title for each in chosen.agenda]
        return joined((short_words(paced.forecast, titles), planned))

    def why_not(self, chosen: Format | None) -> str | None:
        """Why no learned timeboxes are offered."""
        if chosen is None:
            return "No format is selected; shorten what you typed."
        paced = self._paced(self.taken(chosen))
        if paced is None:
            return "The past is not read yet."
        if paced.suggestions:
            return None
        if any(each.spread is None for each in paced.learned):
            return f"Nothing is learned here yet; {silence_words(paced.learned)}."
        return "These timeboxes are what this team keeps."

    def dialog(self, chosen: Format) -> ChooseSeveral[Suggestion]:
        """Asks which learned timeboxes are taken; give the answer to ``take``."""
        paced = self._paced(self.taken(chosen))
        made = () if paced is None else paced.suggestions
        return timeboxes_dialog([(chosen.agenda[each.index].title, each) for each in made])

    def take(self, chosen: Format, answer: Sequence[Suggestion] | None) -> None:
        """Plans with the timeboxes that were marked."""
        if answer:
            taken = self._taken.setdefault(chosen.name, {})
            taken.update({each.index: each.minutes for each in answer})
            self._changed()

    def told(self, chosen: Format, where: str = "") -> str:
        """What the agenda's border says: its minutes, and how long it takes four times in five."""
        planned = self.taken(chosen)
        paced = self._paced(planned)
        p80 = ""
        if paced is not None and paced.forecast.is_learned:
            p80 = f"P80 {whole_minutes(paced.forecast.p80)}"
        return joined((f"{planned.minutes} min", p80, where))

    def _read(self) -> Iterator[None]:
        memory = self._screen.retro.memory
        before = self._past
        yield from memory.steps(self._screen.desk.repo)
        self._past = memory.past
        if self._past is not before:
            self._changed()

    def _paced(
        self, chosen: Format, *, people: int = 0, minutes: int | None = None
    ) -> Paced | None:
        if self._past is None:
            return None
        slot = None if minutes is None else float(minutes)
        return pacing.pace_format(self._past, chosen, people=people, series=self._series, slot=slot)


def _usual(known: Learned | None) -> str:
    """How long an item took, of so many times: ``P50 14, P80 16 (6)``."""
    if known is None or known.p50 is None or known.p80 is None:
        return ""
    low, high = whole_minutes(known.p50), whole_minutes(known.p80)
    return f"P50 {low}, P80 {high} ({known.samples})"
