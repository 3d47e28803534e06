"""What goes to stdout: a table for people, tabs for pipes, one JSON envelope for programs.

The rules are those of the command line's contract: the format never changes to JSON by itself,
and every text from the store is cleaned once more on its way out.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TextIO

from retrotui.cli.colour import Colour
from retrotui.cli.width import terminal_width
from retrotui.core.errors import CannotWriteError, RetroError, UsageError
from retrotui.core.ids import short_id, shortener
from retrotui.core.text import clean, display_width, fit, one_line

SCHEMA_VERSION = 1
Item = Mapping[str, Any]
_PLACEHOLDER = r"\{([^{}]*)\}"
_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\\\": "\\"}
_NARROWEST = 8


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        title: Header; lower case.
        cell: The text of an item's cell on a terminal.
        plain: The text when piped; the cell's when None.
        flexible: Cut first when the terminal is narrow.
        colour: Names the colour of an item's cell; None for the terminal's own.
    """

    title: str
    cell: Callable[[Any], str]
    plain: Callable[[Any], str] | None = None
    flexible: bool = False
    colour: Callable[[Any], str | None] | None = None


class Output:
    """Writes results in the form that was asked for."""

    def __init__(
        self,
        *,
        as_json: bool,
        plain: bool,
        template: str | None,
        color: str,
        environ: Mapping[str, str],
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.stdout = stdout or sys.stdout
        self.stderr = stderr or sys.stderr
        self._held: list[str] | None = None
        self.as_json = as_json
        self.template = template
        self.on_terminal = self.stdout.isatty()
        self.is_table = self.on_terminal and not plain
        self.colour = Colour.chosen(color, environ, self.on_terminal)

    def envelope(self, kind: str, items: Sequence[Item], head: Item, extra: Item) -> None:
        """One JSON object: version, kind, time, counts, items and what the kind adds."""
        body = {
            "schema_version": SCHEMA_VERSION,
            "kind": kind,
            **head,
            **extra,
            "counts": extra.get("counts", {"items": len(items)}),
            "items": list(items),
        }
        self.line(_as_json(body))

    def listing(self, items: Sequence[Any], columns: Sequence[Column]) -> None:
        """Items as template lines, a table or tab-separated lines.

        Args:
            items: Whatever the columns show; an ``Item`` each where a template may be asked for.
            columns: What is shown of each.
        """
        if self.template is not None:
            self._templated(items, self.template)
        elif self.is_table:
            self._table(items, columns)
        else:
            self._tabbed(items, columns)

    def sections(
        self, groups: Sequence[tuple[str, Sequence[Any]]], columns: Sequence[Column]
    ) -> None:
        """One table with a heading over each group of its items; a group without any is left out.

        Args:
            groups: A title and its items each.
            columns: What is shown of each item.
        """
        shown = [(title, items) for title, items in groups if items]
        every = [item for _, items in shown for item in items]
        head, *lines = self._table_lines(every, columns)
        self.line(head)
        for title, items in shown:
            own, lines = lines[: len(items)], lines[len(items) :]
            self.write("\n" + self.colour.paint("strong", one_line(title)) + "\n")
            self.write("\n".join(own) + "\n")

    def line(self, text: str) -> None:
        """One line of data."""
        self.write(text + "\n")

    def new_id(self, full: str, known: Callable[[], Iterable[str]]) -> None:
        """The id of what was made: short on a terminal, whole when piped or in JSON.

        Args:
            full: The whole id.
            known: Gives the ids that a short one must tell it from; asked on a terminal only.
        """
        self.line(short_id(full, known()) if self.is_table and not self.as_json else full)

    def text(self, body: str) -> None:
        """A document, cleaned, with one newline at its end."""
        self.write(clean(body).rstrip("\n") + "\n")

    def write(self, text: str) -> None:
        """Text that is in its final form.

        Raises:
            CannotWriteError: Stdout refused, as for a full disk behind it.
        """
        with _told_apart():
            self.stdout.write(text)

    def flush(self) -> None:
        """Hands everything over that was written; refused as ``write`` is."""
        with _told_apart():
            self.stdout.flush()

    def note(self, text: str) -> None:
        """A remark for people, on stderr; kept out of the way of JSON readers too."""
        if self._held is None:
            self._tell(clean(text))
        else:
            self._held.append(text)

    @contextmanager
    def notes_held(self) -> Iterator[None]:
        """Keeps remarks back while the whole screen is in use, and makes them afterwards."""
        held = self._held = []
        try:
            yield
        finally:
            self._held = None
            for each in held:
                self.note(each)

    def _tell(self, text: str) -> None:
        # A remark that nobody can be told of must not undo what it is about.
        with suppress(OSError):
            self.stderr.write(text + "\n")

    def refusal(self, error: RetroError) -> None:
        """An error on stderr, as JSON when JSON was asked for."""
        if self.as_json:
            body = {"code": error.code, "message": error.message, "hint": error.hint}
            envelope = {"schema_version": SCHEMA_VERSION, "error": body}
            self._tell(_as_json(envelope))
            return
        self.note(f"retrotui: {error.message}")
        if error.hint:
            self.note(f"  {error.hint}")

    def _templated(self, items: Sequence[Item], template: str) -> None:
        for item in items:
            self.line(fill_template(template, item))

    def _tabbed(self, items: Sequence[Any], columns: Sequence[Column]) -> None:
        # Column by column: of thousands of rows this takes half the time.
        cells = [map(column.plain or column.cell, items) for column in columns]
        rows: list[tuple[str, ...]] = list(zip(*cells, strict=True))
        if not _is_tidy(rows):
            rows = [tuple(map(one_line, row)) for row in rows]
        self.write("".join([line + "\n" for line in map("\t".join, rows)]))

    def _table(self, items: Sequence[Any], columns: Sequence[Column]) -> None:
        if items:
            self.write("\n".join(self._table_lines(items, columns)) + "\n")

    def _table_lines(self, items: Sequence[Any], columns: Sequence[Column]) -> list[str]:
        """The line of titles, and a line for each item."""
        rows = [[one_line(column.cell(item)) for column in columns] for item in items]
        titles = [column.title for column in columns]
        widths = column_widths(
            [titles, *rows],
            [column.flexible for column in columns],
            terminal_width(),
        )
        lines = [self.colour.paint("dim", _aligned(titles, widths))]
        for item, row in zip(items, rows, strict=True):
            fitted = [fit(text, width) for text, width in zip(row, widths, strict=True)]
            painted = [
                self.colour.paint(column.colour(item) if column.colour else None, text)
                for column, text in zip(columns, fitted, strict=True)
            ]
            lines.append("  ".join(painted).rstrip())
        return lines


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tells a stdout that refuses from a store that does; a reader that left is nobody's fault."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWriteError(
            f"cannot write the output: {error.strerror}",
            hint="what was asked for may be done: look before you repeat it",
        ) from error


def short_names(known: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    """Gives the short form of an id; worked out at the first use, as pipes have none.

    Args:
        known: Gives every id of the kind, so that what is shown can be typed back.
    """
    made: list[Callable[[str], str]] = []

    def short(full: str) -> str:
        if not made:
            made.append(shortener(known()))
        return made[0](full)

    return short


def _is_tidy(rows: Sequence[Sequence[str]]) -> bool:
    """True when ``one_line`` would change no cell; asked of all at once, as nearly none needs it.

    A stroke beside a space inside a cell may make this false without need, never true.
    """
    body = "|".join(map("|".join, rows))
    return (
        body.isascii()
        and body.isprintable()
        and "  " not in body
        and "| " not in body
        and " |" not in body
        and body == body.strip()
    )


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(fit(text, width) for text, width in zip(cells, widths, strict=True)).rstrip()


def column_widths(rows: Sequence[Sequence[str]], flexible: Sequence[bool], total: int) -> list[int]:
    """Cell widths that fit a terminal: the flexible columns give way, widest first."""
    widths = [max(display_width(row[index]) for row in rows) for index in range(len(flexible))]
    excess = sum(widths) + 2 * (len(widths) - 1) - total
    while excess > 0:
        givers = [i for i, gives in enumerate(flexible) if gives and widths[i] > _NARROWEST]
        if not givers:
            break
        widths[max(givers, key=lambda i: widths[i])] -= 1
        excess -= 1
    return widths


def fill_template(template: str, item: Item) -> str:
    r"""Replaces ``{name}`` by the item's flat field, with ``\\t`` and ``\\n`` understood.

    Raises:
        UsageError: An unknown name; the known ones are listed.
    """

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in item:
            known = ", ".join(sorted(item))
            raise UsageError(f"--format: no field {name!r}", hint=f"fields: {known}")
        return one_line(flat(item[name]))

    spaced = re.sub(r"\\[tn\\]", lambda match: _ESCAPES[match.group()], template)
    return re.sub(_PLACEHOLDER, value, spaced)


def _as_json(body: Item) -> str:
    text = json.dumps(body, ensure_ascii=False, default=dict)
    # What ``clean`` takes away would show as an escape or beyond ASCII; most lists have neither.
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return json.dumps(cleaned(body), ensure_ascii=False)


def flat(value: Any) -> str:
    """A field as one piece of text: lists joined by commas, null empty, objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def cleaned(value: Any) -> Any:
    """A JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    return value
