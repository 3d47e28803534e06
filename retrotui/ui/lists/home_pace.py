"""Whether a series' next meeting fits, for home: learned after the first paint, between keys."""

from collections.abc import Callable, Iterator, Mapping

from retrotui.core.pacing.words import short_words
from retrotui.services import pacing
from retrotui.services.overview import Overview, Upcoming
from retrotui.services.pacing import Past
from retrotui.ui.lists.work_screen import WorkScreen
from retrotui.ui.past import between_keys

_MOST = 12
"""Series that are forecast: more than that nobody sees at once."""


def foresee(
    screen: WorkScreen,
    found: Overview,
    before: Mapping[str, str],
    then: Callable[[Mapping[str, str]], None],
) -> None:
    """Forecasts the next meeting of each series: its last agenda, with as many people.

    Args:
        screen: Home.
        found: What it shows.
        before: What was foreseen last; kept where nothing new can be learned.
        then: Is given the words by the series' id, when all are known; without those of which too
            little is known.
    """
    between_keys(screen, _steps(screen, found, before, then))


def _steps(
    screen: WorkScreen,
    found: Overview,
    before: Mapping[str, str],
    then: Callable[[Mapping[str, str]], None],
) -> Iterator[None]:
    memory, known = screen.retro.memory, screen.retro.memory.past
    yield from memory.steps(screen.desk.repo)
    past = memory.past
    series = found.next[:_MOST]
    if past is None or (past is known and all(each.id in before for each in series)):
        return
    told: dict[str, str] = {}
    for each in series:
        told[each.id] = _words(screen, past, each)
        yield
    then(told)


def _words(screen: WorkScreen, past: Past, upcoming: Upcoming) -> str:
    """Whether an agenda fits; nothing where that is not known."""
    repo, last = screen.desk.repo, upcoming.last
    items = pacing.agenda_of(repo, last.id)
    paced = pacing.pace_meeting(past, last, items, pacing.head_count(repo, last.id))
    if not paced.forecast.is_learned:
        return ""
    return short_words(paced.forecast, [each.title for each in items])
