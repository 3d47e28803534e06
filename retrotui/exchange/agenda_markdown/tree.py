"""A Markdown document as a tree of headings, list items and tables, each with its line.

Only blocks are parsed at first; the inside of a line is read when it may matter, and only so much
of it, so that no text takes more than linear time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrotui.core.text import clean, one_line

Kind = Literal["heading", "item", "table", "row", "prose", "code", "html", "front matter"]

INLINE_LENGTH = 2_000
"""Characters of one block that are read; a longer title is none."""

EMPHASISED_LEVEL = 7
"""A paragraph that is nothing but emphasised words stands for a heading below all others."""

_LONGEST_EMPHASISED = 100

_MATTER = re.compile(r"---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MATTER_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+)$", re.MULTILINE)
_BLANKS = re.compile(r"[ \t]+")
_PARSER = (
    MarkdownIt("commonmark", {"maxNesting": 30})
    .enable(["table", "strikethrough"])
    .disable(["inline", "lheading"])
)


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one block.

    Attributes:
        text: Links as their text, no marks; its lines apart.
        emphasised: The parts that were bold or slanted.
        links: The texts of links.
        struck: Everything is struck out.
    """

    text: str = ""
    emphasised: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    struck: bool = False

    @property
    def first(self) -> str:
        """Its first line."""
        return self.text.partition("\n")[0].strip()

    @property
    def rest(self) -> str:
        """The lines below the first."""
        return self.text.partition("\n")[2].strip()


@dataclass(slots=True, eq=False)
class Node:
    """One block and what stands under it."""

    kind: Kind
    line: int
    words: Words = field(default_factory=Words)
    level: int = 0
    cells: tuple[Words, ...] = ()
    kids: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Everything below it, in the document's order."""
        for kid in self.kids:
            yield kid
            yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, if it names one, and the tree below ``root``."""

    root: Node
    title: str


class _Builder:
    """Turns the parser's flat tokens into a tree."""

    def __init__(self, env: dict[str, Any]) -> None:
        self.env = env
        self.root = Node("heading", 0)
        self.headings = [self.root]
        self.open: list[Node] = []

    @property
    def here(self) -> Node:
        return self.open[-1] if self.open else self.headings[-1]

    def add(self, node: Node) -> Node:
        self.here.kids.append(node)
        return node

    def heading(self, node: Node) -> None:
        while self.headings[-1].level >= node.level:
            self.headings.pop()
        self.headings[-1].kids.append(node)
        self.headings.append(node)

    def paragraph(self, token: Token, line: int, level: int | None) -> None:
        words = self.words(token.content)
        if self.open:
            if self.open[-1].kind == "item" and not self.open[-1].words.text:
                self.open[-1].words = words
            else:
                self.add(Node("prose", line, words))
        elif level is not None:
            self.heading(Node("heading", line, words, level))
        elif _stands_for_heading(words):
            self.heading(Node("heading", line, words, EMPHASISED_LEVEL))
        else:
            self.add(Node("prose", line, words))

    def words(self, content: str) -> Words:
        tokens: list[Token] = []
        _PARSER.inline.parse(content[:INLINE_LENGTH], _PARSER, self.env, tokens)
        return _read_inline(tokens)

    def build(self, tokens: Sequence[Token]) -> Node:
        line, level = 1, None
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "heading_close":
                level = None
            elif token.type == "inline" and self.here.kind == "row":
                self.here.cells += (self.words(token.content),)
            elif token.type == "inline":
                self.paragraph(token, line, level)
            else:
                self._block(token, line)
        return self.root

    def _block(self, token: Token, line: int) -> None:
        match token.type:
            case "list_item_open":
                self.open.append(self.add(Node("item", line)))
            case "table_open":
                self.open.append(self.add(Node("table", line)))
            case "tr_open":
                self.open.append(Node("row", line))
            case "tr_close":
                self._end_row()
            case "list_item_close" | "table_close":
                self.open.pop()
            case "fence" | "code_block":
                self.add(Node("code", line, Words(token.content.strip())))
            case "html_block":
                self.add(Node("html", line, Words(token.content.strip())))

    def _end_row(self) -> None:
        row = self.open.pop()
        if not self.here.cells:
            self.here.cells = row.cells
        elif any(cell.text.strip() for cell in row.cells):
            row.words = Words(" | ".join(cell.first for cell in row.cells if cell.first))
            self.here.kids.append(row)


def read_tree(text: str) -> Document:
    """Parses a Markdown text."""
    source = clean(text).removeprefix("\ufeff")
    matter = _MATTER.match(source)
    if matter is not None:
        # Blank lines instead, so that the lines below keep their numbers.
        source = "\n" * matter.group().count("\n") + source[matter.end() :]
    env: dict[str, Any] = {}
    root = _Builder(env).build(_PARSER.parse(source, env))
    title = ""
    if matter is not None:
        named = _MATTER_TITLE.search(matter.group(1))
        title = one_line(named.group(1)).strip("\"' ") if named else ""
        root.kids.insert(0, Node("front matter", 1, Words(matter.group(1))))
    return Document(root, title)


def _stands_for_heading(words: Words) -> bool:
    text = one_line(words.text)
    if "\n" in words.text or len(text) > _LONGEST_EMPHASISED or text.endswith((".", "!")):
        return False
    return text in words.emphasised


def _read_inline(tokens: Sequence[Token]) -> Words:
    parts: list[str] = []
    spans: dict[str, list[str]] = {"emphasis": [], "link": [], "struck": []}
    starts: dict[str, list[int]] = {"emphasis": [], "link": [], "struck": []}
    names = {"em": "emphasis", "strong": "emphasis", "link": "link", "s": "struck"}
    for token in tokens:
        name = names.get(token.type.rpartition("_")[0])
        if name is not None and token.nesting == 1:
            starts[name].append(len(parts))
        elif name is not None and token.nesting == -1:
            spans[name].append("".join(parts[starts[name].pop() :]).strip())
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "html_inline":
            parts.append("\n" if token.content.lower().startswith("<br") else "")
        else:
            parts.append(token.content)
    text = _BLANKS.sub(" ", "".join(parts)).strip()
    struck = sum(len(each) for each in spans["struck"])
    return Words(
        text,
        tuple(one_line(each) for each in spans["emphasis"]),
        tuple(one_line(each) for each in spans["link"]),
        struck=bool(text) and struck * 10 >= len(text) * 9,
    )
