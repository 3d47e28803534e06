"""Rows of the store to frozen records and back.

A log may be old, newer than this program, or forged. Reading is therefore tolerant: text is
cleaned, a value of the wrong type counts as absent, unknown fields are left alone (the log keeps
them), and a row that lacks a required field is no record.
"""

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from retrotui.core.changes import Row
from retrotui.core.instants import Instant, as_number, instant_from_json
from retrotui.core.text import clean

R = TypeVar("R")
_Converter = Callable[[Any], Any]
_ABSENT = object()


def decode(record: type[R], id: str, row: Row) -> R | None:  # noqa: A002 - the field's own name
    """The record of this class in a row, or None when a required field is missing or unreadable."""
    made = _read(record, {**row, "id": id})
    return None if made is _ABSENT else typing.cast("R", made)


def decode_all(record: type[R], rows: Mapping[str, Row]) -> tuple[R, ...]:
    """Every readable record, in the order of the rows."""
    decoded = (decode(record, each, row) for each, row in rows.items())
    return tuple(one for one in decoded if one is not None)


def encode(value: Any) -> Any:
    """A field's value as JSON: enums by value, instants and nested records as objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Instant):
        return value.to_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: encode(getattr(value, each.name)) for each in fields(value)}
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
    return {
        each.name: (
            _converter(hints[each.name]),
            each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(record)
    }


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
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: _read(hint, value) if isinstance(value, dict) else _ABSENT
    return _mapping


def _text(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else _ABSENT


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
        if not isinstance(value, list | tuple):
            return _ABSENT
        return tuple(_present(convert(each) for each in value))

    return read


def _present(values: Iterable[Any]) -> Iterable[Any]:
    return (each for each in values if each is not _ABSENT)


def _enum_of(kind: type[Enum]) -> _Converter:
    def read(value: Any) -> Any:
        try:
            return kind(value)
        except ValueError:
            return _ABSENT

    return read


_SIMPLE: dict[Any, _Converter] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    Instant: _instant,
}
_plans: dict[type[Any], dict[str, tuple[_Converter, bool]]] = {}
