"""One line of the log: how a transaction is written, and how a line from anywhere is read.

Reading trusts nothing: a line came through git from any version of the program, an editor or
an attacker. It is either an event of the right shape or a ``BadLineError`` that says why.
Verbs and fields it does not know are kept for newer versions to read, and ignored here.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn

from retrotui.core.text import clean

Event = dict[str, Any]
Operation = dict[str, Any]

MAX_LINE: Final = 1 << 20
"""Longest line that is read, in characters."""
MAX_DEPTH: Final = 16
MAX_INT: Final = 1 << 53
KIND: Final = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
RECORD_ID: Final = re.compile(r"[0-9a-z]{26}")
EVENT_ID: Final = re.compile(r"[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-z]{12}")
UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would act on a terminal or cannot be encoded: controls but for newline and tab,
bidirectional overrides, lone surrogates."""
_MARKERS = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
_LONGEST_INT = 17
_LONGEST_TIME = 40


class BadLineError(ValueError):
    """A line that is no event; the message is the reason."""


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INT or abs(int(digits)) > MAX_INT:
        raise BadLineError("a whole number beyond 2^53")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise BadLineError("a number too large")
    return number


def _constant(name: str) -> NoReturn:
    raise BadLineError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BadLineError("the same key twice")
    return made


_QUICK = json.JSONDecoder(parse_int=_integer, parse_float=_fraction, parse_constant=_constant)
_CAREFUL = json.JSONDecoder(
    parse_int=_integer,
    parse_float=_fraction,
    parse_constant=_constant,
    object_pairs_hook=_unique,
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def encode(event: Mapping[str, Any]) -> str:
    """The event as one line, without its line end. Values must have been made plain before."""
    return _ENCODER.encode(event)


def decode(line: str) -> Event:
    """The event on a line.

    Raises:
        BadLineError: It is not one.
    """
    if len(line) > MAX_LINE:
        raise BadLineError("longer than 1 MiB")
    try:
        event = _parse(line)
    except RecursionError:
        raise BadLineError("nested too deeply") from None
    except BadLineError:
        raise
    except ValueError:
        marker = line.startswith(_MARKERS) or line == "======="
        raise BadLineError("a git conflict marker" if marker else "not JSON") from None
    _check(event)
    return event


def operations(event: Event) -> Iterable[Operation]:
    """The operations of an event: one inline, or a list."""
    if "ops" in event:
        ops: list[Operation] = event["ops"]
        return ops
    return (event,) if "in" in event else ()


def _parse(line: str) -> Event:
    # Without a backslash no text holds a quote, so that the `":` of a line are its keys and a
    # repeated key shows in the count; that spares nearly every line the slow decoder.
    simple = "\\" not in line and '" ' not in line and '"\t' not in line
    decoder = _QUICK if simple else _CAREFUL
    event, end = decoder.raw_decode(line)
    if end != len(line) and line[end:].strip(" \t\r"):
        raise BadLineError("more than one value")
    if type(event) is not dict:
        raise BadLineError("not an object")
    if line.count("{") + line.count("[") > MAX_DEPTH and too_deep(event):
        raise BadLineError("nested too deeply")
    if simple and line.count('":') != _count_keys(event):
        raise BadLineError("the same key twice")
    if "\\u" in line or "\x7f" in line or (not line.isascii() and UNSAFE.search(line)):
        return {defuse(key): defuse(value) for key, value in event.items()}
    made: Event = event
    return made


def _count_keys(value: dict[str, Any] | list[Any]) -> int:
    if type(value) is dict:
        count = len(value)
        inner: Iterable[Any] = value.values()
    else:
        count = 0
        inner = value
    for each in inner:
        kind = type(each)
        if kind is dict or kind is list:
            count += _count_keys(each)
    return count


def too_deep(value: Any) -> bool:
    """True when containers are nested more than ``MAX_DEPTH`` levels."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        if not inner:
            return False
        level = inner
    return any(isinstance(each, dict | list) for each in level)


def defuse(value: Any) -> Any:
    """The value with every text in it, keys too, cleaned of what acts on a terminal."""
    if type(value) is str:
        return clean(value)
    if type(value) is dict:
        return {defuse(key): defuse(each) for key, each in value.items()}
    if type(value) is list:
        return [defuse(each) for each in value]
    return value


def _is_texts(value: Any) -> bool:
    if type(value) is not list:
        return False
    for each in value:  # noqa: SIM110 - runs for every line; a generator takes twice as long
        if type(each) is not str:
            return False
    return True


def _is_object(value: Any) -> bool:
    return type(value) is dict


def _is_text_lists(value: Any) -> bool:
    return type(value) is dict and all(map(_is_texts, value.values()))


def _is_removals(value: Any) -> bool:
    return type(value) is dict and all(map(_is_text_lists, value.values()))


_VERBS: dict[str, Callable[[Any], bool]] = {
    "set": _is_object,
    "unset": _is_texts,
    "seen": _is_text_lists,
    "add": _is_text_lists,
    "del": _is_removals,
    "drop": _is_texts,
}


def _check(event: Event) -> None:
    name = event.get("t")
    if type(name) is not str or EVENT_ID.fullmatch(name) is None:
        raise BadLineError("no event id")
    at = event.get("at")
    if type(at) is not str or len(at) > _LONGEST_TIME or not at.isascii():
        raise BadLineError("no time")
    by = event.get("by")
    if by is not None and type(by) is not str:
        raise BadLineError("an author that is not a name")
    if "ops" in event and type(event["ops"]) is not list:
        raise BadLineError("operations that are not a list")
    for op in operations(event):
        _check_operation(op)
    if "kept" in event:
        _check_kept(event["kept"])


def _check_kept(kept: Any) -> None:
    if type(kept) is not list:
        raise BadLineError("kept events that are not a list")
    for each in kept:
        if type(each) is not dict or "kept" in each:
            raise BadLineError("a kept event that is none")
        _check(each)


def _check_operation(op: Any) -> None:
    if type(op) is not dict:
        raise BadLineError("an operation that is not an object")
    kind, record = op.get("in"), op.get("id")
    if type(kind) is not str or KIND.fullmatch(kind) is None:
        raise BadLineError("no kind of record")
    if type(record) is not str or RECORD_ID.fullmatch(record) is None:
        raise BadLineError("no record id")
    for verb, part in op.items():
        test = _VERBS.get(verb)
        if test is not None and not test(part):
            raise BadLineError(f"a malformed {verb!r}")
