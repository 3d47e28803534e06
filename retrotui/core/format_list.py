"""Formats as people choose among them: found by words, grouped, and held against a slot of time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retrotui.core.formats import KINDS, Format

YOURS = "Yours"
"""The group of what the team wrote itself or has run before."""

KIND_TITLES: Mapping[str, str] = {
    "retrospective": "Retrospectives",
    "planning": "Planning",
    "roadmap": "Roadmap reviews",
    "decision": "Decisions",
    "workshop": "Workshops",
    "one-on-one": "One-on-ones",
    "health-check": "Health checks",
    "post-mortem": "Post-mortems",
    "pre-mortem": "Pre-mortems",
    "readout": "Readouts",
    "update": "Updates",
}
"""What a group of each kind is called."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a team's own meetings say about a format.

    Attributes:
        last: When it was run last, as an RFC 3339 stamp.
        rating: The average return on time invested, 1 to 5; None when nobody rated.
        rated: How many meetings were rated.
    """

    last: str
    rating: float | None = None
    rated: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """A format on offer.

    Attributes:
        over: Minutes that it takes longer than there is time; 0 when it fits.
        usage: None when the team never ran it.
    """

    format: Format
    over: int = 0
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Formats under one title, never empty."""

    title: str
    offers: tuple[Offered, ...]


def grouped(
    formats: Iterable[Format],
    *,
    words: Iterable[str] = (),
    kind: str | None = None,
    minutes: int | None = None,
    usage: Mapping[str, Usage] | None = None,
) -> tuple[Group, ...]:
    """What is on offer, in the order in which to show it.

    First the team's own, the latest run first; then kind by kind; last whatever takes longer than
    there is time, the shortest first. With words, groups in which a title has them all come first.

    Args:
        formats: Every format there is, in the order wanted within a kind.
        words: What title, name, kind and about have to hold, every one of them; case no matter.
        kind: Only formats of this kind.
        minutes: The time there is; None when it does not matter.
        usage: By name, what the team ran.
    """
    used = usage or {}
    wanted = tuple(word.casefold() for word in words)
    offers = [
        Offered(each, max(0, each.minutes - (minutes or each.minutes)), used.get(each.name))
        for each in formats
        if kind in (None, each.kind) and _holds(each, wanted)
    ]
    offers.sort(key=lambda each: not _named(each.format, wanted))
    fitting = [each for each in offers if not each.over]
    yours = [each for each in fitting if each.usage or not each.format.is_shipped]
    yours.sort(key=lambda each: each.usage.last if each.usage else "", reverse=True)
    mine = {each.format.name for each in yours}
    rest = [each for each in fitting if each.format.name not in mine]
    found = [Group(YOURS, tuple(yours))]
    found += (
        Group(KIND_TITLES[each], tuple(offer for offer in rest if offer.format.kind == each))
        for each in KINDS
    )
    found = [each for each in found if each.offers]
    found.sort(key=lambda each: not _named(each.offers[0].format, wanted))
    long = sorted((each for each in offers if each.over), key=lambda each: each.over)
    return (*found, *((Group(f"Longer than {minutes} min", tuple(long)),) if long else ()))


def _holds(made: Format, words: tuple[str, ...]) -> bool:
    text = f"{made.title} {made.name} {made.kind} {made.about}".casefold()
    return all(word in text for word in words)


def _named(made: Format, words: tuple[str, ...]) -> bool:
    called = f"{made.title} {made.name}".casefold()
    return all(word in called for word in words)
