"""``retrotui meetings pace``, and what other commands say about how long things take."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from statistics import median
from typing import Any

from retrotui.cli.anywhere import store_or_none
from retrotui.cli.output import Column
from retrotui.cli.recipes import named_format
from retrotui.cli.session import Session
from retrotui.cli.show import list_items
from retrotui.core.errors import RetroError, UsageError
from retrotui.core.formats import MOST_MINUTES, Format
from retrotui.core.pacing import ComingItem, Forecast, Learned, Sample, learn
from retrotui.core.pacing.words import fit_words, silence_words
from retrotui.core.text import one_line
from retrotui.services import pacing
from retrotui.services.meetings import scaled
from retrotui.services.pacing import Paced

_MOST_PEOPLE = 10_000
_EMPTY = "no meeting has ended yet; run one: retrotui run"
_COLUMNS = (
    Column("activity", lambda item: item["activity"]),
    Column("n", lambda item: str(item["samples"])),
    Column("P50", lambda item: _whole(item["p50_minutes"]), plain=lambda item: _plain(item, "p50")),
    Column("P80", lambda item: _whole(item["p80_minutes"]), plain=lambda item: _plain(item, "p80")),
    Column(
        "timebox",
        lambda item: _whole(item["timebox_minutes"]),
        plain=lambda item: _plain(item, "timebox"),
    ),
    Column(
        "better",
        lambda item: _whole(item["suggested_minutes"]),
        plain=lambda item: _plain(item, "suggested"),
    ),
    Column("title", lambda item: item["title"] or "", flexible=True),
)


def build(parser: ArgumentParser) -> None:
    """The verb's arguments."""
    parser.add_argument("name", nargs="?", metavar="FORMAT", help="one format, item by item")
    parser.add_argument("--people", type=int, metavar="N", help="as many take part")
    parser.add_argument("--minutes", type=int, metavar="N", help="whether FORMAT fits into so many")


def pace(session: Session, options: Namespace) -> int:
    """Lists how long activities, or the items of a format, really take."""
    people = options.people or 0
    if options.people is not None and not 1 <= people <= _MOST_PEOPLE:
        raise UsageError(f"--people {people} is no head count", hint=f"from 1 to {_MOST_PEOPLE}")
    if options.minutes is not None and not 1 <= options.minutes <= MOST_MINUTES:
        raise UsageError(
            f"--minutes {options.minutes} are no meeting", hint=f"from 1 to {MOST_MINUTES}"
        )
    if options.name is None:
        if options.minutes is not None:
            raise UsageError("--minutes is about a FORMAT", hint="see: retrotui formats")
        return _activities(session, people)
    return _format(session, named_format(session, options.name), people, options.minutes)


def fit_line(
    session: Session, chosen: Format, *, people: int = 0, minutes: int | None = None
) -> str:
    """Whether a format fits in the words of the screen, or why nobody knows."""
    paced = _paced(session, chosen, people, minutes)
    if not paced.forecast.is_learned:
        return silence_words(paced.learned, people=people)
    return fit_words(paced.forecast, [each.title for each in chosen.agenda])


def known_fit(session: Session, chosen: Format) -> str | None:
    """Whether a format fits, where there is a store with enough samples; else None."""
    try:
        if store_or_none(session) is None:
            return None
        paced = _paced(session, chosen, 0, None)
    except RetroError:
        # What a format is can be told without any store, and so without one that is damaged.
        return None
    if not paced.forecast.is_learned:
        return None
    return fit_words(paced.forecast, [each.title for each in chosen.agenda])


def with_learned(session: Session, chosen: Format, people: int) -> Format:
    """A format with the timeboxes that the team's past suggests, each said on stderr."""
    paced = _paced(session, chosen, people, None)
    for each in paced.suggestions:
        session.output.note(
            f"{one_line(chosen.agenda[each.index].title)}: {each.minutes} min in place of "
            f"{each.planned:g} ({each.samples} times: P50 {each.p50:.0f}, P80 {each.p80:.0f})"
        )
    return pacing.with_timeboxes(chosen, {each.index: each.minutes for each in paced.suggestions})


def _paced(session: Session, chosen: Format, people: int, minutes: int | None) -> Paced:
    past = pacing.Memory().read(session.repo)
    slot = None if minutes is None else float(minutes)
    boxes = scaled([each.minutes for each in chosen.agenda], None)
    return pacing.pace_format(past, chosen, people=people, minutes=boxes, slot=slot)


def _activities(session: Session, people: int) -> int:
    past = pacing.Memory().read(session.repo).shared
    names = sorted({each.activity for each in past})
    items = [_activity(name, [e for e in past if e.activity == name], people) for name in names]
    if session.output.as_json:
        extra = {"counts": {"items": len(items)}, "forecast": None}
        session.output.envelope("pace", items, session.head(), extra)
        return 0
    return list_items(session, "pace", items, _COLUMNS, empty=_EMPTY)


def _activity(name: str, past: list[Sample], people: int) -> dict[str, Any]:
    planned = [each.planned / 60 for each in past if each.planned is not None]
    known = learn(ComingItem("", name, people), past)
    return _item(None, name, known, median(planned) if planned else None, None)


def _format(session: Session, chosen: Format, people: int, minutes: int | None) -> int:
    paced = _paced(session, chosen, people, minutes)
    better = {each.index: each.minutes for each in paced.suggestions}
    items = [
        _item(each.title, each.activity, known, each.minutes or None, better.get(place))
        for place, (each, known) in enumerate(zip(chosen.agenda, paced.learned, strict=True))
    ]
    if session.output.as_json:
        extra = {
            "counts": {"items": len(items)},
            "forecast": _forecast(chosen, paced.forecast, people),
        }
        session.output.envelope("pace", items, session.head(), extra)
        return 0
    list_items(session, "pace", items, _COLUMNS, empty=_EMPTY)
    if session.output.template is None:
        titles = [each.title for each in chosen.agenda]
        told = fit_words(paced.forecast, titles) if paced.forecast.is_learned else ""
        session.output.note(told or silence_words(paced.learned, people=people))
    return 0


def _item(
    title: str | None, activity: str, known: Learned, timebox: float | None, better: int | None
) -> dict[str, Any]:
    return {
        "title": title,
        "activity": activity,
        "samples": known.samples,
        "p50_minutes": _minutes(known.p50),
        "p80_minutes": _minutes(known.p80),
        "timebox_minutes": timebox,
        "suggested_minutes": better,
    }


def _forecast(chosen: Format, told: Forecast, people: int) -> dict[str, Any]:
    unfit = [] if told.cut is None else [each.title for each in chosen.agenda[told.cut :]]
    return {
        "format": chosen.name,
        "people": people or None,
        "slot_minutes": _minutes(told.room),
        "p50_minutes": _minutes(told.p50),
        "p80_minutes": _minutes(told.p80),
        "learned": told.learned,
        "unfit": unfit,
    }


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 1)


def _whole(minutes: float | None) -> str:
    return "-" if minutes is None else f"{minutes:.0f}"


def _plain(item: Mapping[str, Any], name: str) -> str:
    minutes = item[f"{name}_minutes"]
    return "" if minutes is None else f"{minutes:g}"
