"""Where in a TOML text a key stands: ``tomllib`` reads values and forgets the lines.

This reads only what is needed for that: headers, keys, and the nesting of arrays and inline
tables. It expects a text that ``tomllib`` has accepted; for any other it finds fewer places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys and positions from the top: ``("agenda", 2, "columns", 0, "title")``."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[A-Za-z0-9_+:-]+"
    r"|[ \t\r]+"
    r"|.",
    re.DOTALL,
)


@dataclass(slots=True)
class _Open:
    """An array or inline table being read."""

    path: Path
    is_array: bool
    entries: int = 0


@dataclass(slots=True)
class _Places:
    lines: dict[Path, int] = field(default_factory=dict)
    sizes: dict[Path, int] = field(default_factory=dict)
    table: Path = ()
    stack: list[_Open] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    word_line: int = 0

    def note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def newest(self, names: list[str]) -> Path:
        """The table that these names mean now: of an array of tables, its latest."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        return path

    def header(self, names: list[str], line: int, *, is_array: bool) -> None:
        if not is_array:
            self.table = self.newest(names)
            self.note(self.table, line)
            return
        array = (*self.newest(names[:-1]), names[-1])
        self.note(array, line)
        self.table = (*array, self.sizes.get(array, 0))
        self.sizes[array] = self.sizes.get(array, 0) + 1
        self.note(self.table, line)

    def value_path(self) -> Path:
        """Where the value that starts now belongs."""
        if not self.stack:
            return (*self.table, *self.words)
        top = self.stack[-1]
        return (*top.path, top.entries) if top.is_array else (*top.path, *self.words)

    def key(self) -> None:
        base = self.stack[-1].path if self.stack else self.table
        for length in range(1, len(self.words) + 1):
            self.note((*base, *self.words[:length]), self.word_line)

    def open(self, bracket: str, line: int) -> None:
        path = self.value_path()
        self.note(path, line)
        self.stack.append(_Open(path, is_array=bracket == "["))
        self.words = []

    def close(self) -> None:
        if self.stack:
            self.stack.pop()
        self.words = []

    def comma(self) -> None:
        if self.stack:
            self.stack[-1].entries += 1
        self.words = []


def key_lines(source: str) -> dict[Path, int]:
    """The line, from 1, of every table and key of a TOML text, in linear time."""
    places = _Places()
    marks = _marks(source)
    in_value = False
    for mark, line in marks:
        if mark == "\n":
            if not places.stack:
                places.words, in_value = [], False
        elif mark == "[" and not places.stack and not in_value:
            _read_header(marks, places, line)
        elif mark in "[{":
            places.open(mark, line)
            in_value = mark == "["
        elif mark in "]}":
            places.close()
            in_value = True
        elif mark == ",":
            places.comma()
            in_value = bool(places.stack) and places.stack[-1].is_array
        elif mark == "=":
            places.key()
            in_value = True
        elif not in_value and mark != ".":
            places.word_line = places.word_line if places.words else line
            places.words.append(_unquoted(mark))
    return places.lines


def _marks(source: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(source):
        mark = match.group()
        if mark[0] not in "# \t\r":
            yield mark, line
        line += mark.count("\n")


def _read_header(marks: Iterator[tuple[str, int]], places: _Places, line: int) -> None:
    names: list[str] = []
    is_array = False
    for mark, _ in marks:
        if mark == "[":
            is_array = True
        elif mark in "]\n":
            break
        elif mark != ".":
            names.append(_unquoted(mark))
    if names:
        places.header(names, line, is_array=is_array)


def _unquoted(mark: str) -> str:
    return mark[1:-1] if mark[0] in "\"'" else mark
