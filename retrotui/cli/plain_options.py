"""Command lines of nothing but plain options, read without argparse: loading that takes long.

Prompts and scripts ask ``retrotui check`` many times a day. The options are told once, to whatever
parser; this one takes the simplest lines and leaves all others, help and refusals to argparse.
"""

from types import SimpleNamespace
from typing import Any, Final

_FLAG: Final = "store_true"
_IRRELEVANT: Final = frozenset({"help", "metavar"})
_WITH_VALUE: Final = _IRRELEVANT | {"default"}


class PlainOptions:
    """Takes options as a parser of argparse does.

    Attributes:
        defaults: The value of every option that is not given.
        is_plain: False once something was told that only argparse understands.
    """

    def __init__(self) -> None:
        self.defaults: dict[str, Any] = {}
        self.is_plain = True
        self._flags: dict[str, str] = {}
        self._valued: dict[str, str] = {}

    def add_argument_group(self, _title: str) -> "PlainOptions":
        """Options under a heading of their own."""
        return self

    def add_mutually_exclusive_group(self, **_how: Any) -> "PlainOptions":
        """Options of which one may be given: nothing plain."""
        self.is_plain = False
        return self

    def add_argument(self, *names: str, **how: Any) -> None:
        """One option, or an argument in a place of its own, which is nothing plain."""
        name = next((each for each in names if each.startswith("--")), None)
        if name is None or how.get("required") or "dest" in how:
            self.is_plain = False
            return
        field = name.removeprefix("--").replace("-", "_")
        is_flag = how.get("action") == _FLAG
        self.defaults[field] = False if is_flag else how.get("default")
        if is_flag:
            self._flags |= dict.fromkeys(names, field)
        elif how.keys() <= _WITH_VALUE:
            self._valued |= dict.fromkeys(names, field)
        elif isinstance(how.get("default"), str) and "type" in how:
            self.is_plain = False

    def read(self, arguments: list[str]) -> SimpleNamespace | None:
        """The options given and the defaults of the others; None: ask argparse."""
        found = dict(self.defaults)
        left = iter(arguments)
        for each in left:
            name, has_value, value = each.partition("=")
            if each in self._flags:
                found[self._flags[each]] = True
                continue
            if name not in self._valued or not name.startswith("--"):
                return None
            value = value if has_value else next(left, "")
            if not value or value.startswith("-"):
                return None
            found[self._valued[name]] = value
        return SimpleNamespace(**found) if self.is_plain else None
