"""Formats: a meeting's recipe, and the check of one that was read from a file.

A format is an ordered list of agenda items; each has an activity (what people do), a timebox in
minutes and the activity's own settings. ``ACTIVITIES`` is the one table of those settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from retrotui.core.errors import UsageError
from retrotui.core.setting_kinds import (
    PROSE_LENGTH,
    TITLE_LENGTH,
    Choice,
    Flag,
    Line,
    Say,
    Setting,
    Whole,
    describe,
    quoted,
    read_text,
    suggestion,
    unknown,
)
from retrotui.core.setting_tables import Columns, Criteria, Statements

KINDS = (
    "retrospective",
    "planning",
    "roadmap",
    "decision",
    "workshop",
    "one-on-one",
    "health-check",
    "post-mortem",
    "pre-mortem",
    "readout",
    "update",
)
METHODS = (
    "consent",
    "rough_consensus",
    "fist_to_five",
    "gradients",
    "vote",
    "delegated",
    "chair",
    "lazy_consensus",
)
MODELS = ("weighted", "rice", "wsjf", "ice", "ice_average", "moscow")
SUBJECTS = ("cards", "roadmap")
SCALES = ("agreement", "traffic_light", "fingers", "one_to_ten", "delegation")
TURNS = ("open", "round_robin", "silent")
EXTENDING = ("facilitator", "vote")
SHIPPED = "shipped"
"""The source of a format that came with the program."""

MOST_MINUTES = 480
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Activity:
    """What a format may say about one activity.

    Attributes:
        settings: The activity's own keys.
        works_on_cards: It needs a brainstorm earlier on the agenda.
        unless: A setting and its value with which it needs none after all.
        not_above: Pairs of settings of which the first may not exceed the second.
        only_with: Settings that mean something beside one value of another only.
    """

    settings: Mapping[str, Setting] = field(default_factory=dict)
    works_on_cards: bool = False
    unless: tuple[str, str] | None = None
    not_above: tuple[tuple[str, str], ...] = ()
    only_with: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_TURNS = Choice(TURNS, "open")

ACTIVITIES: Mapping[str, Activity] = {
    "check-in": Activity(
        {"question": Line(), "icebreaker": Flag(False), "prime_directive": Flag(False),
         "turns": _TURNS}
    ),
    "review-actions": Activity(),
    "talk": Activity({"turns": _TURNS}),
    "brainstorm": Activity({"columns": Columns(), "anonymous": Flag(False), "hidden": Flag(True)}),
    "group": Activity(works_on_cards=True),
    "vote": Activity(
        {"votes": Whole(1, 50, 5), "cap": Whole(1, 50, 3)},
        works_on_cards=True,
        not_above=(("cap", "votes"),),
    ),
    "discuss": Activity(
        {"top": Whole(1, 50, 5), "minutes_each": Whole(1, 60, 5),
         "extend": Choice(EXTENDING, "facilitator"), "turns": _TURNS},
        works_on_cards=True,
    ),
    "decide": Activity({"method": Choice(METHODS, "consent"), "turns": _TURNS}),
    "score": Activity(
        {"model": Choice(MODELS, "weighted"), "criteria": Criteria(),
         "subjects": Choice(SUBJECTS, "cards")},
        works_on_cards=True,
        unless=("subjects", "roadmap"),
        only_with={"criteria": ("model", "weighted")},
    ),
    "goals": Activity(),
    "roadmap": Activity(),
    "forecast": Activity(),
    "feedback": Activity(),
    "survey": Activity(
        {"scale": Choice(SCALES, "agreement"), "statements": Statements(),
         "anonymous": Flag(True)}
    ),
    "actions": Activity(),
    "close": Activity({"rate": Flag(True)}),
}  # fmt: skip

_FORMAT_KEYS = ("title", "kind", "about", "private", "agenda")
_ITEM_KEYS = ("activity", "title", "minutes", "about", "prompt")
_ENTRIES = {
    "agenda.columns": "column",
    "agenda.criteria": "criterion",
    "agenda.statements": "statement",
}
_MINUTES = Whole(1, MOST_MINUTES, 1)
_KIND = Choice(KINDS, "")
_PRIVATE = Flag(False)


@dataclass(frozen=True, slots=True)
class FormatItem:
    """One timeboxed step of an agenda.

    Attributes:
        minutes: The timebox.
        settings: The activity's own, complete: what the file left out has its default.
        prompt: What people are asked; may have several lines.
        about: A word to the facilitator; never shown on a shared screen.
    """

    activity: str
    title: str
    minutes: int
    settings: Mapping[str, Any] = field(
        default_factory=lambda: MappingProxyType[str, Any]({}), hash=False
    )
    prompt: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A meeting's recipe.

    Attributes:
        name: What ``run`` takes: the file's stem.
        private: Its meetings stay on this machine.
        source: Where it came from: ``SHIPPED`` or a path.
    """

    name: str
    title: str
    kind: str
    about: str
    private: bool
    agenda: tuple[FormatItem, ...]
    source: str

    @property
    def is_shipped(self) -> bool:
        """It came with the program; else the team wrote it."""
        return self.source == SHIPPED

    @property
    def minutes(self) -> int:
        """All timeboxes together."""
        return sum(item.minutes for item in self.agenda)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a format.

    Attributes:
        message: What, and the nearest valid form.
        table: ``""`` for the format itself, ``agenda`` for an item, else a list of the item, such
            as ``agenda.columns``.
        index: Which item, from 0; None outside the agenda.
        key: The key at fault; None when it is the table as a whole.
        part: Which entry of that list, from 0.
        line: Where in the file, from 1, when that is known.
        position: Where in that line, from 1; known for a text that is not TOML.
    """

    message: str
    table: str = ""
    index: int | None = None
    key: str | None = None
    part: int | None = None
    line: int | None = None
    position: int | None = None

    def at(self, source: str) -> str:
        """The whole sentence: file, line, place and message."""
        numbers = [str(each) for each in (self.line, self.position) if each is not None]
        head = ":".join([source, *numbers])
        place = [f"agenda item {self.index + 1}"] if self.index is not None else []
        if self.part is not None:
            place.append(f"{_ENTRIES.get(self.table, 'entry')} {self.part + 1}")
        return ": ".join(part for part in (head, ", ".join(place), self.message) if part)


class FormatError(UsageError):
    """A format that cannot be run. ``problems`` holds every reason, the message the first.

    Args:
        source: The file, or whatever else it came from.
        problems: At least one.
    """

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        hint = "`retrotui formats check FILE` lists them all" if more else None
        super().__init__(problems[0].at(source) + more, hint=hint)
        self.source = source
        self.problems = problems


def check_format(data: Mapping[str, Any], name: str, source: str) -> Format:
    """Reads a parsed format.

    Args:
        data: The parsed TOML, or what ``format_data`` made.
        name: What ``run`` will call it.
        source: Where it came from, for messages.

    Raises:
        FormatError: With every problem found, in the order of the file's tables.
    """
    problems: list[Problem] = []

    def say(at: str) -> Say:
        return _noter(problems, Problem("", key=at))

    for key in unknown(data, _FORMAT_KEYS):
        say(key)(f"unknown key {quoted(key)}; {suggestion(key, _FORMAT_KEYS)}")
    title = read_text(data.get("title"), say("title"), limit=TITLE_LENGTH, needed=True)
    if "kind" not in data:
        say("kind")(f"is missing; one of {', '.join(KINDS)}")
    kind = _KIND.read(data.get("kind"), say("kind"))
    about = read_text(data.get("about"), say("about"), limit=PROSE_LENGTH, lines=True)
    private = _PRIVATE.read(data.get("private"), say("private"))
    agenda = _read_agenda(data.get("agenda"), problems)
    if problems:
        raise FormatError(source, tuple(problems))
    return Format(name, title, kind, about, private, agenda, source)


def format_data(made: Format) -> dict[str, Any]:
    """A format as plain data that ``check_format`` reads back equal; empty texts are left out."""
    data = {"title": made.title, "kind": made.kind, "about": made.about, "private": made.private}
    kept: dict[str, Any] = {key: value for key, value in data.items() if value}
    return kept | {"agenda": [item_data(item) for item in made.agenda]}


def item_data(item: FormatItem) -> dict[str, Any]:
    """An agenda item as plain data, its settings beside its own keys."""
    data = {key: getattr(item, key) for key in _ITEM_KEYS}
    kinds = ACTIVITIES[item.activity].settings
    return {key: value for key, value in data.items() if value} | {
        key: kinds[key].write(value) for key, value in item.settings.items() if value != ""
    }


def _noter(problems: list[Problem], place: Problem) -> Say:
    def say(message: str, *, part: int | None = None, key: str | None = None) -> None:
        found = (
            place
            if part is None
            else replace(place, table=f"agenda.{place.key}", part=part, key=key)
        )
        worded = message if message.startswith("unknown ") else f"{found.key or ''} {message}"
        problems.append(replace(found, message=worded.strip()))

    return say


def _read_agenda(value: Any, problems: list[Problem]) -> tuple[FormatItem, ...]:
    say = _noter(problems, Problem("", key="agenda"))
    if value is None or value == []:
        say("is missing; add an [[agenda]] table per item")
        return ()
    if not isinstance(value, list):
        say(f"must be [[agenda]] tables, not {describe(value)}")
        return ()
    if len(value) > MOST_ITEMS:
        say(f"has {len(value)} items; at most {MOST_ITEMS} fit")
    items = [_read_item(each, index, problems) for index, each in enumerate(value[:MOST_ITEMS])]
    _refuse_cardless(items, problems)
    return tuple(item for item in items if item is not None)


def _read_item(value: Any, index: int, problems: list[Problem]) -> FormatItem | None:
    def say(key: str | None) -> Say:
        return _noter(problems, Problem("", "agenda", index, key))

    if not isinstance(value, Mapping):
        say(None)(f"must be a table, not {describe(value)}")
        return None
    activity = _read_activity(value.get("activity"), say("activity"))
    title = read_text(value.get("title"), say("title"), limit=TITLE_LENGTH, needed=True)
    if "minutes" not in value:
        say("minutes")(f"is missing; a whole number from 1 to {MOST_MINUTES}")
    minutes = _MINUTES.read(value.get("minutes"), say("minutes"))
    about = read_text(value.get("about"), say("about"), limit=PROSE_LENGTH, lines=True)
    prompt = read_text(value.get("prompt"), say("prompt"), limit=PROSE_LENGTH, lines=True)
    if activity is None:
        return None
    known = (*_ITEM_KEYS, *ACTIVITIES[activity].settings)
    for key in unknown(value, known):
        say(key)(f"unknown key {quoted(key)} for {activity}; {suggestion(key, known)}")
    settings = {
        key: kind.read(value.get(key), say(key))
        for key, kind in ACTIVITIES[activity].settings.items()
    }
    for low, high in ACTIVITIES[activity].not_above:
        if low not in value:
            settings[low] = min(settings[low], settings[high])
        elif settings[low] > settings[high]:
            say(low)(f"must not exceed {high}: {settings[low]} is more than {settings[high]}")
    for key, (other, wanted) in ACTIVITIES[activity].only_with.items():
        if settings[other] == wanted:
            continue
        del settings[key]
        if key in value:
            beside = f"leave it out beside {settings[other]}"
            say(key)(f"belongs to {other} = {quoted(wanted)}; {beside}")
    return FormatItem(activity, title, minutes, MappingProxyType(settings), prompt, about)


def _read_activity(value: Any, say: Say) -> str | None:
    if isinstance(value, str) and value in ACTIVITIES:
        return value
    if value is None:
        say(f"is missing; one of {', '.join(ACTIVITIES)}")
    elif isinstance(value, str):
        say(f"must not be {quoted(value)}; {suggestion(value, ACTIVITIES)}")
    else:
        say(f"must be one of {', '.join(ACTIVITIES)}, not {describe(value)}")
    return None


def _refuse_cardless(items: list[FormatItem | None], problems: list[Problem]) -> None:
    for index, item in enumerate(items):
        if item is None or item.activity == "brainstorm":
            # An item that could not be read may have been the brainstorm: one problem is enough.
            return
        if _needs_cards(item):
            message = f"{item.activity} works on cards, and no brainstorm comes before it"
            problems.append(Problem(message, "agenda", index, "activity"))


def _needs_cards(item: FormatItem) -> bool:
    activity = ACTIVITIES[item.activity]
    if activity.unless is not None and item.settings.get(activity.unless[0]) == activity.unless[1]:
        return False
    return activity.works_on_cards
