"""Reads a Markdown agenda or minutes, and tells what was taken and what was not."""

from collections.abc import Iterator
from pathlib import Path

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.exchange.agenda_markdown import roles
from retrotui.exchange.agenda_markdown.choose import Choice, Chooser
from retrotui.exchange.agenda_markdown.model import Ignored, MarkdownAgenda, MarkdownItem
from retrotui.exchange.agenda_markdown.tables import columns_of
from retrotui.exchange.agenda_markdown.tree import Document, Node, read_tree

LARGEST = 512 * 1024
"""Bytes of a file that are read; a year of weekly minutes."""

_SHOWN = 160
_NO_TOPICS = "no topic column"
_BLOCKS = {"prose": "prose", "code": "code", "html": "HTML", "front matter": "front matter"}


def read_agenda_file(path: Path) -> MarkdownAgenda:
    """Reads a file.

    Raises:
        UsageError: It is not there, unreadable, too large, or not text.
    """
    shown = one_line(str(path))
    try:
        if not path.is_file():
            raise UsageError(f"{shown}: no such file", hint="give the path of a Markdown file")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UsageError(f"{shown}: cannot be read: {one_line(reason)}") from error
    return read_agenda_bytes(raw, shown)


def read_agenda_bytes(raw: bytes, shown: str) -> MarkdownAgenda:
    """Reads what a file or a pipe held.

    Args:
        raw: Up to ``LARGEST`` bytes; more of them are refused.
        shown: What to call it.

    Raises:
        UsageError: It is too large, or not text.
    """
    if len(raw) > LARGEST:
        raise UsageError(
            f"{shown}: is larger than {LARGEST // 1024} KiB, too large for an agenda",
            hint="copy the agenda's part into a file of its own",
        )
    if b"\0" in raw:
        raise UsageError(f"{shown}: is not a text file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UsageError(f"{shown}:{line}: is not UTF-8 text") from error
    return read_agenda(text, shown)


def read_agenda(text: str, source: str) -> MarkdownAgenda:
    """Reads a text.

    Args:
        text: Markdown with tables; any text is read.
        source: A file's name; the title when the text has none.

    Raises:
        UsageError: The text is above the size that is read.
    """
    if len(text) > LARGEST:
        raise UsageError(f"{source}: is larger than {LARGEST // 1024} KiB, too large for an agenda")
    document = read_tree(text)
    chooser = Chooser(document)
    choice = chooser.choose()
    items = tuple(_item(node, chooser) for node in choice.items)
    heading = _title_heading(document)
    title = document.title or (one_line(heading.words.first) if heading else "") or _stem(source)
    ignored = tuple(_Leftovers(chooser, choice, heading).all(document.root))
    return MarkdownAgenda(title, items, ignored)


def require_items(agenda: MarkdownAgenda, source: str) -> MarkdownAgenda:
    """The agenda, if it has any items.

    Raises:
        UsageError: It has none; the hint shows a line that would be one.
    """
    if agenda.items:
        return agenda
    raise UsageError(
        f"{source}: no agenda item found", hint="write a list such as `- Topic (15m, Ana)`"
    )


def _item(node: Node, chooser: Chooser) -> MarkdownItem:
    marks = chooser.marks(node)
    return MarkdownItem(marks.title, marks.minutes, marks.people, node.line)


def _title_heading(document: Document) -> Node | None:
    headings = [kid for kid in document.root.walk() if kid.kind == "heading" and kid.words.first]
    return next((each for each in headings if each.level == 1), headings[0] if headings else None)


def _stem(source: str) -> str:
    return one_line(Path(source).stem) or "Agenda"


class _Leftovers:
    """Everything that is not on the agenda, in the document's order, with a reason each."""

    def __init__(self, chooser: Chooser, choice: Choice, title: Node | None) -> None:
        self.chooser = chooser
        self.taken = set(choice.items)
        self.groups = choice.groups
        self.title = title

    def all(self, root: Node) -> Iterator[Ignored]:
        """Walks the tree."""
        found = "outside the agenda" if self.taken else "no agenda found"
        yield from self._below(root, found)

    def _below(self, node: Node, why: str) -> Iterator[Ignored]:
        for kid in node.kids:
            if kid in self.taken:
                continue
            own = self._why(kid, why)
            text = one_line(kid.words.first[: 2 * _SHOWN])
            if text:
                shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
                yield Ignored(kid.line, shown, own)
            yield from self._below(kid, self._why_below(kid, why, own))

    def _why(self, node: Node, above: str) -> str:
        special = "a heading of the items below" if node in self.groups else None
        special = "the title" if node is self.title and special is None else special
        special = special or _BLOCKS.get(node.kind)
        if special is not None or node.kind == "table" or above == _NO_TOPICS:
            return special or above
        if roles.is_schedule(node.words.first):
            return "a schedule"
        if node.kind == "heading" and roles.is_minutes(node.words.first):
            return "minutes, not the agenda"
        return self.chooser.skipped(node) or above

    def _why_below(self, node: Node, above: str, own: str) -> str:
        if node.kind == "table" and node not in self.groups:
            return above if columns_of(node) is not None else _NO_TOPICS
        return above if node in self.groups or node is self.title else own
