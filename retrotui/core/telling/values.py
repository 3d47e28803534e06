"""Values as people write them: names for ids, dates as dates, statuses as words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from retrotui.core.amounts import show_amount
from retrotui.core.changes import Row
from retrotui.core.dates import Calendar, read_due
from retrotui.core.directory import Directory
from retrotui.core.ids import short_id
from retrotui.core.instants import local_moment
from retrotui.core.records.kinds import Kind
from retrotui.core.telling.fields import NOUNS, PEOPLE, REFERENCES
from retrotui.core.text import clean, one_line

NOTHING = "nothing"
_LONGEST = 60
_LONGEST_STAMP = 40
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INNER = ("text", "statement", "title")
_TITLES = {
    Kind.PEOPLE: "name", Kind.CARDS: "text", Kind.NOTES: "text", Kind.DISSENTS: "concern",
    Kind.SETTINGS: "key", Kind.EXPECTATIONS: "statement", Kind.FEEDBACK: "text",
}  # fmt: skip
_ANY = (
    Kind.ACTIONS, Kind.DECISIONS, Kind.DISSENTS, Kind.CARDS, Kind.GROUPS, Kind.ITEMS, Kind.GOALS,
    Kind.ROADMAP, Kind.FEEDBACK,
)  # fmt: skip
Lookup = Callable[[str, str], Row | None]


@dataclass(frozen=True, slots=True)
class Speech:
    """What is needed to say things in the team's own words.

    Attributes:
        people: Everybody.
        calendar: The team's time.
        find: A record's row by kind and id, dropped or not; None when it is not known.
    """

    people: Directory
    calendar: Calendar
    find: Lookup

    def title(self, kind: str, id: str, fields: Mapping[str, Any] | None = None) -> str:  # noqa: A002 - the field's own name
        """What a record is called, on one line and never very long.

        Args:
            kind: Its kind.
            id: Its id.
            fields: Its fields, where they are at hand.
        """
        row = fields or self.find(kind, id) or {}
        if kind == Kind.POSITIONS:
            on = self.title(Kind.DECISIONS, str(row.get("decision", "")))
            return f"{self.people.name(str(row.get('person', '')))} on {on}"
        if kind == Kind.READINGS:
            on = self.title(Kind.GOALS, str(row.get("goal", "")))
            return f"{on}, {self.value('', row.get('day'))}"
        if kind == Kind.PARTICIPANTS:
            return self.people.name(str(row.get("person", "")))
        if kind == Kind.PEOPLE:
            return one_line(str(row.get("name", id)))
        named = row.get(_TITLES.get(Kind(kind), "title") if kind in NOUNS else "title")
        if not isinstance(named, str):
            return f"{NOUNS.get(kind, kind)} {short_id(id, ())}"
        text = one_line(named)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def quoted(self, kind: str, id: str, fields: Mapping[str, Any] | None = None) -> str:  # noqa: A002
        """A record's title between quotation marks."""
        return f"“{self.title(kind, id, fields)}”"

    def moment(self, at: str) -> str:
        """A stamp in the team's zone: ``20 Nov 15:00``, with the year when it is another one."""
        local = local_moment(at, self.calendar.zone)
        if local is None:
            return one_line(at)
        return f"{self._day(local.year, local.month, local.day)} {local:%H:%M}"

    def value(self, field: str, value: Any) -> str:
        """A value of a field, texts whole and with their lines."""
        if value is None or value in ("", [], {}):
            return NOTHING
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple):
            return ", ".join(self.value(field, each) for each in value)
        if isinstance(value, Mapping):
            return self._structured(value)
        if not isinstance(value, str):
            return _number(field, value)
        return self._text(field, value)

    def _structured(self, value: Mapping[str, Any]) -> str:
        kind, named = value.get("kind"), value.get("id")
        if isinstance(kind, str) and isinstance(named, str):
            return self.quoted(kind, named)
        inner = next((value[key] for key in _INNER if key in value), None)
        return NOTHING if inner is None else self.value("", inner)

    def _text(self, field: str, value: str) -> str:
        if field in PEOPLE:
            return self.people.name(value)
        if field in REFERENCES:
            return self._referred(REFERENCES[field], value)
        due = read_due(value) if len(value) <= _LONGEST_STAMP else None
        if due is not None:
            if due.moment is not None:
                return self.moment(value)
            return self._day(due.date.year, due.date.month, due.date.day)
        if field in {"status", "state", "stance", "verdict", "method", "outcome", "presence"}:
            return clean(value).replace("_", " ")
        return clean(value)

    def _referred(self, kind: str | None, id_: str) -> str:
        kinds = _ANY if kind is None else (Kind(kind),)
        known = next((each for each in kinds if self.find(each, id_) is not None), None)
        return one_line(id_) if known is None else self.quoted(known, id_)

    def _day(self, year: int, month: int, day: int) -> str:
        shown = f"{day} {_MONTHS[month - 1]}"
        return shown if year == self.calendar.today.year else f"{shown} {year}"


def _number(field: str, value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value * 100:.3g}%" if field == "probability" else show_amount(value)
