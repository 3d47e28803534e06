"""Format files: those shipped with the program, a store's own, or any path; and writing one."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from retrotui.core.errors import CannotWriteError, RetroError, UsageError
from retrotui.core.formats import SHIPPED, Format, FormatError, Problem, check_format, format_data
from retrotui.core.setting_kinds import quoted, slug, suggestion
from retrotui.core.text import one_line
from retrotui.exchange.toml_places import key_lines

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 256 * 1024
"""Bytes of a format file; the longest format there can be is well below."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load_format_file(path: Path) -> Format:
    """Reads one format.

    Raises:
        FormatError: The file is not TOML or not a format; its problems carry their lines.
        UsageError: It cannot be read at all.
    """
    shown = one_line(str(path))
    try:
        if not path.is_file():
            wrong = "is not a file" if path.exists() else "no such file"
            raise UsageError(f"{shown}: {wrong}")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{shown}: cannot be read: {_reason(error)}") from error
    return read_format_bytes(raw, one_line(path.stem), shown)


def read_format_bytes(raw: bytes, name: str, shown: str) -> Format:
    """Reads what a file or a pipe held.

    Args:
        raw: Up to ``LARGEST`` bytes; more of them are refused.
        name: The format's.
        shown: What to call the place it comes from.

    Raises:
        FormatError: It is not TOML or not a format.
        UsageError: It is too large.
    """
    if len(raw) > LARGEST:
        raise UsageError(f"{shown}: is larger than {LARGEST // 1024} KiB, too large for a format")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FormatError(shown, (Problem("is not UTF-8 text", line=line),)) from error
    return read_format(text, name, shown)


def read_format(text: str, name: str, source: str) -> Format:
    """Reads a format from TOML text.

    Raises:
        FormatError: With every problem, each with its line where that can be told.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(error, text, source) from error
    try:
        return check_format(data, name, source)
    except FormatError as error:
        lines = key_lines(text)
        placed = [replace(each, line=_line_of(each, lines)) for each in error.problems]
        placed.sort(key=lambda each: each.line or 0)
        raise FormatError(source, tuple(placed)) from error


def _syntax_error(error: Exception, text: str, source: str) -> FormatError:
    if isinstance(error, RecursionError):
        return FormatError(source, (Problem("is nested too deeply"),))
    if not isinstance(error, tomllib.TOMLDecodeError):
        return FormatError(source, (Problem("is not TOML: a number in it is too long"),))
    message = one_line(str(error))
    place = _PLACE.search(message)
    if place is None:
        return FormatError(source, (Problem(f"is not TOML: {message}"),))
    line, column = place.groups()
    reason = f"is not TOML: {message[: place.start()]}"
    if line is None:
        return FormatError(source, (Problem(reason, line=text.count("\n") + 1),))
    return FormatError(source, (Problem(reason, line=int(line), position=int(column)),))


def _line_of(problem: Problem, lines: dict[tuple[str | int, ...], int]) -> int | None:
    path: tuple[str | int, ...] = ()
    if problem.index is not None:
        path = ("agenda", problem.index)
    if problem.part is not None:
        path = (*path, problem.table.removeprefix("agenda."), problem.part)
    # A key that is missing has no line: its table's is the nearest there is.
    own = lines.get((*path, problem.key)) if problem.key is not None else None
    return own or lines.get(path)


def _shipped_folder() -> "Traversable":
    return resources.files("retrotui") / "formats"


def _shipped(file: "Traversable") -> Format:
    return read_format(file.read_text("utf-8"), file.name.removesuffix(".toml"), SHIPPED)


@cache
def shipped_formats() -> tuple[Format, ...]:
    """The formats that come with the program, by title."""
    files = [each for each in _shipped_folder().iterdir() if each.name.endswith(".toml")]
    return tuple(sorted(map(_shipped, files), key=lambda each: each.title.casefold()))


def format_by_name(name: str, store_dir: Path | None) -> Format | None:
    """The format with exactly this name, without reading any other.

    Args:
        name: As in the list; a title or another case is left to ``find_format``.
        store_dir: The store; None where there is none.

    Returns:
        None when there is none, or when the store's own cannot be read.
    """
    if not name or slug(name) != name:
        return None
    own = None if store_dir is None else store_dir / "formats" / f"{name}.toml"
    try:
        if own is not None and own.exists():
            return load_format_file(own)
        shipped = _shipped_folder() / f"{name}.toml"
        return _shipped(shipped) if shipped.is_file() else None
    except (UsageError, OSError):
        # Who reads them all says why, and which one takes its place.
        return None


def store_formats(store_dir: Path) -> tuple[tuple[Format, ...], tuple[RetroError, ...]]:
    """A store's own formats by title, and why the others could not be read."""
    read: list[Format] = []
    refused: list[RetroError] = []
    try:
        files = sorted((store_dir / "formats").glob("*.toml"))
    except OSError as error:
        return (), (UsageError(f"{one_line(str(store_dir))}: {_reason(error)}"),)
    for path in files:
        try:
            read.append(load_format_file(path))
        except UsageError as error:
            refused.append(error)
    return tuple(sorted(read, key=lambda each: each.title.casefold())), tuple(refused)


def known_formats(store_dir: Path | None) -> tuple[tuple[Format, ...], tuple[RetroError, ...]]:
    """What ``run`` can take: the store's own, then the shipped ones it does not replace by name."""
    own, refused = ((), ()) if store_dir is None else store_formats(store_dir)
    taken = {each.name for each in own}
    return own + tuple(each for each in shipped_formats() if each.name not in taken), refused


def find_format(name: str, formats: Iterable[Format]) -> Format:
    """The format a person means: by its name, else by its title, case no matter.

    Raises:
        UsageError: None is called so; the hint has the nearest name.
    """
    choices = list(formats)
    wanted = name.strip().casefold()
    named = [each for each in choices if each.name.casefold() == wanted]
    titled = [each for each in choices if each.title.casefold() == wanted]
    if named or titled:
        return (named + titled)[0]
    raise UsageError(
        f"no format is called {quoted(name)}",
        hint=suggestion(wanted, [each.name for each in choices]),
    )


def format_to_toml(made: Format) -> str:
    """A format as a file that reads back equal, with every setting spelled out."""
    data = format_data(made)
    agenda = data.pop("agenda")
    tables = ["".join(f"{key} = {_value(value)}\n" for key, value in data.items())]
    for item in agenda:
        lines = "".join(f"{key} = {_value(value)}\n" for key, value in item.items())
        tables.append(f"[[agenda]]\n{lines}")
    return "\n".join(tables)


def new_format_file(store_dir: Path, name: str, like: Format, *, title: str | None = None) -> Path:
    """Starts a store's own format as a copy of another.

    Args:
        store_dir: The store; its ``formats`` folder is made when there is none.
        name: The new file's stem.
        like: The format to copy.
        title: The new title; made from the name unless given.

    Raises:
        UsageError: The name is no name for a file, or there is such a format already.
        CannotWriteError: The disk refused.
    """
    if not name or slug(name) != name:
        nearest = slug(name) or "our-retro"
        raise UsageError(
            f"a format cannot be called {quoted(name)}", hint=f"small letters and dashes: {nearest}"
        )
    titled = one_line(title) if title else name.replace("-", " ").capitalize()
    path = store_dir / "formats" / f"{name}.toml"
    text = format_to_toml(replace(like, name=name, title=titled, source=str(path)))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_new(path, text)
    except OSError as error:
        if isinstance(error, FileExistsError) and path.exists():
            raise UsageError(
                f"{one_line(str(path))}: there is such a format already",
                hint="choose another name",
            ) from error
        raise CannotWriteError(f"{one_line(str(path))}: {_reason(error)}") from error
    return path


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    # A JSON string, number or boolean is a TOML one too, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or one_line(str(error))
