"""Who changed what when, as facts to be read."""

from collections.abc import Iterable, Sequence

from retrotui.core.dates import Calendar
from retrotui.core.instants import local_moment
from retrotui.core.people import Directory
from retrotui.core.records.cards import Note
from retrotui.services.history import Told
from retrotui.ui.lists.moments import day_text
from retrotui.ui.lists.reading import Fact
from retrotui.ui.render import Bit, Tone, joined
from retrotui.ui.widgets.rows import Heading


def history_facts(
    steps: Sequence[Told], notes: Iterable[Note], people: Directory, calendar: Calendar
) -> list[Fact | Heading]:
    """The notes on a record, and every step of it, the newest first.

    Args:
        steps: Those of the record, the oldest first.
        notes: Those on the record.
        people: Everybody.
        calendar: The team's time.
    """
    facts: list[Fact | Heading] = []
    noted = [Fact(_day(each.created, calendar), _said(each, people)) for each in notes]
    if noted:
        facts += [Heading("Notes"), *noted]
    facts.append(Heading("History"))
    for each in reversed(steps):
        facts.append(Fact(_day(each.at, calendar), Bit(_who(each, calendar), Tone.STRONG)))
        facts.append(Fact("", each.words))
        if len(each.changes) > 1:
            facts += [Fact("", Bit(one.words, Tone.MUTED)) for one in each.changes]
    return facts


def _said(note: Note, people: Directory) -> str:
    who = "somebody" if note.person is None else people.name(note.person)
    return f"{who}: {note.text}"


def _who(step: Told, calendar: Calendar) -> str:
    moment = local_moment(step.at, calendar.zone)
    when = "" if moment is None else f"{moment:%H:%M} "
    clone = f"in {step.clone}" if step.clone else ""
    return joined((f"{when}{step.by or 'anonymous'}", clone))


def _day(stamp: str, calendar: Calendar) -> str:
    moment = local_moment(stamp, calendar.zone)
    return "" if moment is None else day_text(moment.date(), calendar.today)
