"""Containers handed out by the store: readable like any dict or list, closed to change."""

from collections.abc import Mapping
from typing import Any, NoReturn


def _refuse(*_args: object, **_options: object) -> NoReturn:
    message = "rows are read-only; change a copy and commit it as a transaction"
    raise TypeError(message)


class FrozenDict(dict[str, Any]):
    """A dict that refuses changes; ``dict(it)`` and ``copy`` give a plain one."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, _memo: object) -> dict[str, Any]:
        return {key: thaw(value) for key, value in self.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)


class FrozenList(list[Any]):
    """A list that refuses changes; ``list(it)`` and ``copy`` give a plain one."""

    __slots__ = ()
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __copy__(self) -> list[Any]:
        return list(self)

    def __deepcopy__(self, _memo: object) -> list[Any]:
        return [thaw(each) for each in self]

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenList, (list(self),)


def freeze(value: Any) -> Any:
    """The value with every container inside it closed to change."""
    if isinstance(value, dict):
        return FrozenDict({key: freeze(each) for key, each in value.items()})
    if isinstance(value, list):
        return FrozenList([freeze(each) for each in value])
    return value


def thaw(value: Any) -> Any:
    """A plain, independent copy of what ``freeze`` made."""
    if isinstance(value, Mapping):
        return {key: thaw(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [thaw(each) for each in value]
    return value
