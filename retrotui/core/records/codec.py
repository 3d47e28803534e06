"""Rows of the store to frozen records and back.

A log may be old, newer than this program, or forged. Reading is therefore tolerant: text is
cleaned, a value of the wrong type counts as absent, unknown fields are left alone (the log keeps
them), and a row that lacks a required field is no record.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from retrotui.core.instants import Instant, as_number, instant_from_json
from retrotui.core.records.settled import settled
from retrotui.core.text import clean

if TYPE_CHECKING:
    from retrotui.core.changes import Row

R = TypeVar("R")
_Converter = Callable[[Any], Any]
_ABSENT = object()


def decode(record: type[R], id: str, row: Row) -> R | None:  # noqa: A002 - the field's own name
    """The record of this class in a row, or None when a required field is missing or unreadable."""
    made = _read(record, {**settled(record.__name__, row), "id": id})
    return None if made is _ABSENT else typing.cast("R", made)


def decode_all(record: type[R], rows: Mapping[str, Row]) -> tuple[R, ...]:
    """Every readable record, in the order of the rows."""
    decoded = (decode(record, each, row) for each, row in rows.items())
    return tuple(one for one in decoded if one is not None)


def read_lazily(record: type[R], id: str, row: Row) -> R:  # noqa: A002 - as above
    """The record in a row, each field decoded when it is asked for, the required ones unproved.

    For lists, which look at thousands of records and at few fields of each. What is returned has
    the fields of the record and nothing else of it.

    Args:
        record: A named tuple.
        id: Of the record.
        row: Not to change as long as what is returned is used.
    """
    lazy: R = _lazy_class(record)(id, settled(record.__name__, row))
    return lazy


def read_column(record: type[Any], name: str, stored: Sequence[Any]) -> list[Any]:
    """One field of many rows as ``decode`` reads it; what is stored alike is read once.

    Args:
        record: A named tuple.
        name: A field of text, of a word or of several texts, which no status rules out.
        stored: Its values in the rows, few different ones.

    Returns:
        Where nothing is stored that can be read: the field's default, None for a required field.
    """
    convert, _ = _plan(record)[name]
    absent = getattr(record, "_field_defaults", {}).get(name)

    def read(value: Any) -> Any:
        made = _ABSENT if value is None else convert(value)
        return absent if made is _ABSENT else made

    keys = [tuple(each) if isinstance(each, list) else each for each in stored]
    try:
        known = {each: read(each) for each in set(keys)}
    except TypeError:
        # Only what is forged cannot be looked up.
        return [read(each) for each in stored]
    return [known[each] for each in keys]


def lacking_fields(record: type[Any], row: Row) -> list[str]:
    """The fields without which there is no record, and that a row lacks or nobody can read."""
    return [
        name
        for name, (convert, required) in _plan(record).items()
        if required and name != "id" and (row.get(name) is None or convert(row[name]) is _ABSENT)
    ]


def refused_fields(record: type[Any], row: Row) -> list[str]:
    """The fields that a row has and that cannot be read, so that they count as absent."""
    return [
        name
        for name, (convert, _) in _plan(record).items()
        if row.get(name) is not None and convert(row[name]) is _ABSENT
    ]


def encode(value: Any) -> Any:
    """A field's value as JSON: enums by value, instants and nested records as objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Instant):
        return value.to_json()
    if _is_record(type(value)):
        return {name: encode(getattr(value, name)) for name, _ in _fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): encode(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encode(each) for each in value]
    return value


def encode_fields(record: Any, *names: str) -> dict[str, Any]:
    """The named registers of a record, ready for ``changes.Put``."""
    return {name: encode(getattr(record, name)) for name in names}


def _read(record: type[Any], row: Mapping[str, Any]) -> Any:
    values = {}
    for name, (convert, required) in _plan(record).items():
        value = convert(row[name]) if row.get(name) is not None else _ABSENT
        if value is not _ABSENT:
            values[name] = value
        elif required:
            return _ABSENT
    return record(**values)


def _plan(record: type[Any]) -> dict[str, tuple[_Converter, bool]]:
    if record not in _plans:
        _plans[record] = _make_plan(record)
    return _plans[record]


def _make_plan(record: type[Any]) -> dict[str, tuple[_Converter, bool]]:
    hints = typing.get_type_hints(record)
    return {name: (_converter(hints[name]), required) for name, required in _fields(record)}


def _lazy_class(record: type[Any]) -> type[Any]:
    if record not in _lazy_classes:
        defaults: Mapping[str, Any] = getattr(record, "_field_defaults", {})
        readers: dict[str, Any] = {
            name: property(_field_reader(name, convert, defaults.get(name)))
            for name, (convert, _) in _plan(record).items()
            if name != "id"
        }
        named = f"Lazy{record.__name__}"
        _lazy_classes[record] = type(named, (_LazyRecord,), {"__slots__": (), **readers})
    return _lazy_classes[record]


class _LazyRecord:
    __slots__ = ("_row", "id")

    def __init__(self, id: str, row: Row) -> None:  # noqa: A002 - the field's own name
        self.id = id
        self._row = row


def _field_reader(name: str, convert: _Converter, default: Any) -> Callable[[_LazyRecord], Any]:
    def read(record: _LazyRecord) -> Any:
        stored = record._row.get(name)  # noqa: SLF001 - a method of the class made above
        if stored is None:
            return default
        value = convert(stored)
        return default if value is _ABSENT else value

    return read


def _is_record(kind: type[Any]) -> bool:
    return hasattr(kind, "__dataclass_fields__") or hasattr(kind, "_field_defaults")


def _fields(record: type[Any]) -> Iterable[tuple[str, bool]]:
    """The fields of a data class or a named tuple, each with whether it is required."""
    if issubclass(record, tuple):
        defaults: Mapping[str, Any] = getattr(record, "_field_defaults", {})
        return [(name, name not in defaults) for name in getattr(record, "_fields", ())]
    from dataclasses import MISSING, fields  # noqa: PLC0415 - slow to import, and a list does without

    return [
        (each.name, each.default is MISSING and each.default_factory is MISSING)
        for each in fields(record)
    ]


def _converter(hint: Any) -> _Converter:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _converter(next(each for each in args if each is not type(None)))
    if origin is tuple:
        return _tuple_of(_converter(args[0]))
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_of(hint)
    if isinstance(hint, type) and _is_record(hint):
        return lambda value: _read(hint, value) if isinstance(value, dict) else _ABSENT
    return _mapping


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return _ABSENT
    # What ``clean`` asks first; a call for each of very many texts takes longer than asking.
    return value if value.isascii() and value.isprintable() else clean(value)


def _whole(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) else _ABSENT


def _number(value: Any) -> Any:
    number = as_number(value)
    return _ABSENT if number is None else number


def _truth(value: Any) -> Any:
    return value if isinstance(value, bool) else _ABSENT


def _instant(value: Any) -> Any:
    made = instant_from_json(value)
    return _ABSENT if made is None else made


def _mapping(value: Any) -> Any:
    return _cleaned(value) if isinstance(value, Mapping) else _ABSENT


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


def _tuple_of(convert: _Converter) -> _Converter:
    def read(value: Any) -> Any:
        if not isinstance(value, _LISTS):
            return _ABSENT
        return tuple([made for each in value if (made := convert(each)) is not _ABSENT])

    return read


def _enum_of(kind: type[Enum]) -> _Converter:
    members = {each.value: each for each in kind}

    def read(value: Any) -> Any:
        return members.get(value, _ABSENT) if isinstance(value, str) else _ABSENT

    return read


_LISTS = (list, tuple)
"""Not ``list | tuple``: that makes a type for every one of very many values."""
_SIMPLE: dict[Any, _Converter] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    Instant: _instant,
}
_plans: dict[type[Any], dict[str, tuple[_Converter, bool]]] = {}
_lazy_classes: dict[type[Any], type[Any]] = {}
