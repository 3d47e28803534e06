"""Which lines of a document are its agenda.

Tried in this order, until one gives items: a section called agenda; a list item called so; lines
that name a timebox; the headings of minutes; the first list. A line is a *group* when its parts
are the items ("Old business", or a heading over a table); otherwise what stands below it are notes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from retrotui.exchange.agenda_markdown import roles
from retrotui.exchange.agenda_markdown.marks import (
    TIME_FIELD,
    WHO_FIELD,
    Marks,
    minutes_in,
    people_in,
    read_marks,
    unique,
)
from retrotui.exchange.agenda_markdown.tables import columns_of, read_row
from retrotui.exchange.agenda_markdown.tree import Document, Node

_FEW_HEADINGS = 3
_NO_TITLE = "nothing but a link or a mark"


@dataclass(slots=True)
class Choice:
    """What was taken.

    Attributes:
        items: The lines taken, in the document's order.
        groups: The lines above them that only gather.
    """

    items: list[Node] = field(default_factory=list)
    groups: set[Node] = field(default_factory=set)


class Chooser:
    """Reads a document's tree; remembers what each line says."""

    def __init__(self, document: Document) -> None:
        self.root = document.root
        self.everything = list(document.root.walk())
        self._marks: dict[Node, Marks] = {}
        self.known = frozenset[str]()
        self.known = self._people()

    def choose(self) -> Choice:
        """The agenda, by the first way that finds one."""
        ways: tuple[Callable[[], Iterator[Choice]], ...] = (
            self._sections,
            self._named_items,
            self._timed,
            self._headings,
            self._lists,
        )
        return next((each for way in ways for each in way() if each.items), Choice())

    def marks(self, node: Node) -> Marks:
        """What a line says, with what the lines right below it say of it."""
        if node not in self._marks:
            self._marks[node] = self._read(node)
        return self._marks[node]

    def skipped(self, node: Node) -> str | None:
        """Why a line cannot be an item; None when it can."""
        text = node.words.first
        if node.kind not in {"heading", "item", "row"}:
            return "no item"
        if node.words.struck:
            return "struck out"
        if roles.is_total(text):
            return "a total"
        if node.kind == "heading" and (why := roles.why_not(text)) is not None:
            return why
        if not self.marks(node).title:
            return "a schedule" if roles.is_schedule(text) else _NO_TITLE
        return None

    def _read(self, node: Node) -> Marks:
        if node.kind == "row":
            return read_marks(node.words, self.known)
        marks = read_marks(node.words, self.known)
        minutes, people = marks.minutes, marks.people
        fields = [node.words.rest, *(kid.words.text for kid in node.kids if _is_note(kid))]
        for line in (line.strip(" *_") for text in fields for line in text.splitlines()):
            if minutes is None and (time := TIME_FIELD.fullmatch(line)) is not None:
                minutes = minutes_in(time.group(1), bare=True)
            elif (who := WHO_FIELD.fullmatch(line)) is not None:
                people = unique(people + people_in(who.group(1)))
        return replace(marks, minutes=minutes, people=people)

    def _people(self) -> frozenset[str]:
        """Names found where only names stand: beside timeboxes, in tables, among the attendance."""
        names: list[str] = []
        for node in self.everything:
            if node.kind == "table" and (columns := columns_of(node)) is not None:
                for row in node.kids:
                    marks = read_row(row, columns, ())
                    self._marks[row] = marks
                    names += marks.people
            elif _tells_attendance(node):
                names += _attendance(node)
            elif node.kind in {"heading", "item"}:
                marks = read_marks(node.words)
                names += marks.people if marks.timed else ()
        folded = {name.casefold() for name in names}
        return frozenset(folded | {name.partition(" ")[0] for name in folded})

    def _sections(self) -> Iterator[Choice]:
        for called in (roles.is_agenda, roles.is_agenda_of):
            for index, node in enumerate(self.everything):
                if node.kind == "heading" and called(self.marks(node).title or node.words.first):
                    yield self._gather(node)
                    if (next_section := self._runs_on(node, index)) is not None:
                        yield self._gather(next_section, node)

    def _runs_on(self, node: Node, index: int) -> Node | None:
        """The section right after an agenda heading that has nothing below it but a date's."""
        if node.kids or index + 1 >= len(self.everything):
            return None
        after = self.everything[index + 1]
        return after if after.kind == "heading" and roles.is_date(after.words.first) else None

    def _named_items(self) -> Iterator[Choice]:
        for node in self.everything:
            if node.kind == "item" and node.kids and roles.is_agenda(node.words.first):
                yield self._gather(node)

    def _timed(self) -> Iterator[Choice]:
        found = Choice()
        self._find_timed(self.root, found)
        headings = sum(1 for each in self.everything if each.kind == "heading")
        if len(found.items) > 1 or headings <= _FEW_HEADINGS:
            yield found

    def _find_timed(self, node: Node, found: Choice) -> None:
        for kid in node.kids:
            if kid.kind == "table" and (columns := columns_of(kid)) is not None:
                if columns.time is not None:
                    self._gather_rows(kid, found)
            elif kid.kind in {"heading", "item"}:
                why = self.skipped(kid)
                parts = [each for each in kid.kids if self._is_timed(each)]
                if why is None and self._is_timed(kid) and not self._all_timed(kid):
                    found.items.append(kid)
                elif why is None or (parts and why == _NO_TITLE):
                    self._find_timed(kid, found)

    def _headings(self) -> Iterator[Choice]:
        found = Choice()
        start = self.root
        tops = [kid for kid in start.kids if kid.kind == "heading"]
        if len(tops) == 1:
            start = tops[0]
        title = tops[0] if len(tops) > 1 and not _headings_of(tops[0]) else None
        self._gather_headings(start, found, title)
        if not self._is_over_a_list(found):
            yield found

    def _is_over_a_list(self, found: Choice) -> bool:
        """One line over a list is no agenda of one item; it introduces the list."""
        if len(found.items) != 1 or self._is_timed(found.items[0]):
            return False
        return sum(self._may_be_item(kid) for kid in found.items[0].kids) > 1

    def _gather_headings(self, node: Node, found: Choice, title: Node | None = None) -> None:
        for heading in _headings_of(node):
            if heading is title or self.skipped(heading) is not None:
                continue
            parts = [each for each in _headings_of(heading) if self._may_be_item(each)]
            if roles.is_minutes(heading.words.first):
                self._gather_minutes(heading, found)
            elif parts:
                found.groups.add(heading)
                self._gather_headings(heading, found)
            else:
                found.items.append(heading)

    def _gather_minutes(self, heading: Node, found: Choice) -> None:
        """Minutes without headings of their own: what stands outermost was talked about."""
        found.groups.add(heading)
        if _headings_of(heading):
            self._gather_headings(heading, found)
        else:
            self._gather_kids(heading, found)

    def _lists(self) -> Iterator[Choice]:
        found = Choice()
        for node in (self.root, *_headings_of(self.root)):
            self._gather_kids(node, found)
            if self._is_over_a_list(found):
                found = self._gather(found.items[0])
            if found.items:
                yield found

    def _gather(self, section: Node, *above: Node) -> Choice:
        found = Choice(groups={section, *above})
        self._gather_kids(section, found)
        return found

    def _gather_kids(self, node: Node, found: Choice) -> None:
        for kid in node.kids:
            if kid.kind == "table":
                self._gather_rows(kid, found)
            elif not self._may_be_item(kid) or _has_only_empty_tables(kid):
                continue
            elif self._is_group(kid):
                found.groups.add(kid)
                self._gather_kids(kid, found)
            else:
                found.items.append(kid)

    def _gather_rows(self, table: Node, found: Choice) -> None:
        if columns_of(table) is not None:
            found.groups.add(table)
            found.items += [row for row in table.kids if self.skipped(row) is None]

    def _is_group(self, node: Node) -> bool:
        parts = [kid for kid in node.kids if self._may_be_item(kid)]
        if any(kid.kind == "table" and columns_of(kid) is not None for kid in node.kids):
            return True
        if not parts:
            return False
        if self._is_timed(node):
            return self._all_timed(node)
        if any(kid.kind == "heading" for kid in parts):
            return True
        named = roles.is_group(self.marks(node).title)
        return named or any(self._is_timed(kid) for kid in parts)

    def _may_be_item(self, node: Node) -> bool:
        return (
            self.skipped(node) is None
            and not (node.kind == "heading" and roles.is_minutes(node.words.first))
            and not _is_field(node)
        )

    def _is_timed(self, node: Node) -> bool:
        return node.kind in {"heading", "item", "row"} and self.marks(node).timed

    def _all_timed(self, node: Node) -> bool:
        parts = [kid for kid in node.kids if kid.kind in {"heading", "item"} and not _is_field(kid)]
        return len(parts) > 1 and all(self._is_timed(kid) for kid in parts)


def _tells_attendance(node: Node) -> bool:
    heading = node.words.first if node.kind == "heading" else node.words.first.partition(":")[0]
    return roles.why_not(heading) == "attendance"


def _attendance(node: Node) -> Iterator[str]:
    for below in (node, *node.walk()):
        for line in below.words.text.splitlines():
            yield from people_in(line.partition(":")[2] or ("" if below is node else line))


def _headings_of(node: Node) -> list[Node]:
    return [kid for kid in node.kids if kid.kind == "heading"]


def _is_note(node: Node) -> bool:
    return node.kind in {"item", "prose"}


def _is_field(node: Node) -> bool:
    line = node.words.first.strip(" *_")
    return TIME_FIELD.fullmatch(line) is not None or WHO_FIELD.fullmatch(line) is not None


def _has_only_empty_tables(node: Node) -> bool:
    tables = [kid for kid in node.kids if kid.kind == "table"]
    return bool(tables) and len(tables) == len(node.kids) and not any(each.kids for each in tables)
