"""One registry of named commands. Bindings, key hints, help and the palette all read it."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from retrotui.core.errors import UsageError

GLOBAL = "global"

_LABELS = {
    "question_mark": "?",
    "colon": ":",
    "comma": ",",
    "slash": "/",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "full_stop": ".",
    "escape": "esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


class Command(NamedTuple):
    """Something a key does.

    Attributes:
        id: ``<area>.<verb>``, such as ``meeting.next``; its handler is ``cmd_<verb>`` with
            underscores for dashes.
        keys: As Textual names them, letters as they are; ``comma`` for the comma.
        title: One or two words, for the hint line.
        help: One sentence, for the help overlay and the palette.
        context: Where it works: ``global``, a screen (``meeting``), a stage
            (``stage:brainstorm``) or a kind of widget (``list``).
        hint: Show it in the hint line.
        weight: Hints with the least weight are dropped first when the line is too narrow.
        palette: Offer it in the palette.
        urgent: Its keys work below a dialog, too.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    context: str
    hint: bool = False
    weight: int = 0
    palette: bool = True
    urgent: bool = False

    @property
    def handler(self) -> str:
        """The name of the method that does it."""
        return "cmd_" + self.id.rpartition(".")[2].replace("-", "_")


class Registry:
    """Every command by id, and the keys people chose for them."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def add(self, *commands: Command) -> None:
        """Makes commands known; adding the same ones again changes nothing.

        Raises:
            ValueError: Another command has the id, or a key is used twice in one context.
        """
        for command in commands:
            if self._commands.get(command.id, command) != command:
                raise ValueError(f"two commands are called {command.id!r}")
            taken = self._key_holders(command.context, but=command.id)
            for key in self.keys(command.id) if command.id in self._commands else command.keys:
                if key in taken:
                    raise ValueError(f"{command.id} and {taken[key]} both want the key {key!r}")
            self._commands[command.id] = command

    def __getitem__(self, command_id: str) -> Command:
        return self._commands[command_id]

    def __contains__(self, command_id: object) -> bool:
        return command_id in self._commands

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def in_context(self, context: str) -> tuple[Command, ...]:
        """The commands of one context, in the order they were added."""
        return tuple(each for each in self._commands.values() if each.context == context)

    def keys(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command as they are now: chosen ones, else its own."""
        return self._keys.get(command_id, self._commands[command_id].keys)

    def remap(self, chosen: Mapping[str, Iterable[str]]) -> None:
        """Replaces all chosen keys.

        Raises:
            UsageError: No command has the id, or two of one context would share a key.
        """
        for command_id in chosen:
            if command_id not in self._commands:
                raise UsageError(
                    f"no command is called {command_id!r}", hint=self._near(command_id)
                )
        before, self._keys = self._keys, {each: tuple(keys) for each, keys in chosen.items()}
        for command_id in chosen:
            taken = self._key_holders(self._commands[command_id].context, but=command_id)
            for key in self._keys[command_id]:
                if key in taken:
                    self._keys = before
                    raise UsageError(f"{command_id} and {taken[key]} both want the key {key!r}")

    def clashes(self, *contexts: str) -> tuple[tuple[str, str, str], ...]:
        """Keys that mean two things when these contexts are active together.

        Returns:
            (key, id of the first command, id of the one it hides).
        """
        holders: dict[str, str] = {}
        found = []
        for context in contexts:
            for command in self.in_context(context):
                for key in self.keys(command.id):
                    if key in holders:
                        found.append((key, holders[key], command.id))
                    holders.setdefault(key, command.id)
        return tuple(found)

    def _key_holders(self, context: str, but: str) -> dict[str, str]:
        return {
            key: command.id
            for command in self.in_context(context)
            if command.id != but
            for key in self.keys(command.id)
        }

    def _near(self, command_id: str) -> str | None:
        close = get_close_matches(command_id, self._commands, n=1)
        return f"did you mean {close[0]!r}?" if close else None


REGISTRY = Registry()
"""The app's commands; each module adds its own when it is imported."""


def key_label(key: str) -> str:
    """A key as people read it: ``?``, ``esc``, ``←``."""
    return _LABELS.get(key, key)


def keys_label(command_id: str) -> str:
    """All keys of a command as people read them: ``j ↓``."""
    return " ".join(key_label(key) for key in REGISTRY.keys(command_id))


REGISTRY.add(
    Command("app.help", ("?",), "keys", "Show every key of this screen", GLOBAL, hint=True,
            weight=80),
    Command("app.palette", ("ctrl+p",), "anything", "Find any command by its name", GLOBAL,
            hint=True, weight=30, palette=False),
    Command("app.back", ("escape",), "back", "Go back to the screen before", GLOBAL),
    Command("app.theme", (), "theme", "Choose the colours", GLOBAL),
    Command("app.sync", (), "sync now", "Share what is not shared yet, and take in what others "
            "wrote", GLOBAL),
    Command("app.sharing", (), "sharing", "How far the store is shared, and what is in the way",
            GLOBAL),
    Command("app.versions", (), "versions", "See where two people changed one field, and pick "
            "what stays", GLOBAL),
    Command("app.trash", (), "trash", "See what was deleted or put away, and bring it back",
            GLOBAL),
    Command("app.quit", ("q", "ctrl+c"), "quit", "Leave the app; everything is kept", GLOBAL,
            hint=True, weight=60),
    Command("app.leave", ("ctrl+q",), "quit", "Leave the app from anywhere", GLOBAL,
            palette=False, urgent=True),
    Command("screen.next-part", ("tab",), "next part", "Go on to the next part of the screen",
            "screen", palette=False),
    Command("screen.previous-part", ("shift+tab",), "part before",
            "Go back to the part of the screen before", "screen", palette=False),
    Command("list.up", ("k", "up"), "up", "Move to the one above", "list", palette=False),
    Command("list.down", ("j", "down"), "down", "Move to the one below", "list", palette=False),
    Command("list.page-up", ("pageup", "ctrl+u"), "page up", "Move up a page", "list",
            palette=False),
    Command("list.page-down", ("pagedown", "ctrl+d"), "page down", "Move down a page", "list",
            palette=False),
    Command("list.first", ("home",), "first", "Move to the first", "list", palette=False),
    Command("list.last", ("end",), "last", "Move to the last", "list", palette=False),
    Command("list-ends.first", ("g",), "first", "Move to the first", "list-ends", palette=False),
    Command("list-ends.last", ("G",), "last", "Move to the last", "list-ends", palette=False),
    Command("rows.open", ("enter",), "open", "Open the selected row", "rows", hint=True,
            weight=50, palette=False),
    Command("board.left", ("h", "left"), "column left", "Move to the column on the left",
            "board", palette=False),
    Command("board.right", ("l", "right"), "column right", "Move to the column on the right",
            "board", palette=False),
    Command("cells.left", ("h", "left"), "left", "Move to the cell on the left", "cells",
            palette=False),
    Command("cells.right", ("l", "right"), "right", "Move to the cell on the right", "cells",
            palette=False),
    Command("cells.onward", ("tab",), "next cell", "Move to the next cell", "cells",
            palette=False),
    Command("cells.accept", ("enter",), "next empty", "Take what is typed, and go on to the next "
            "empty cell", "cells", hint=True, weight=75, palette=False),
    Command("cells.raise", ("greater_than_sign", "shift+up"), "higher", "One step higher", "cells",
            hint=True, weight=42, palette=False),
    Command("cells.lower", ("less_than_sign", "shift+down"), "lower", "One step lower", "cells",
            hint=True, weight=41, palette=False),
    Command("cells.clear", ("backspace", "delete"), "empty", "Take the last figure back, or empty "
            "the cell", "cells", palette=False),
    Command("cells.point", ("full_stop", "comma"), "point", "The decimal point", "cells",
            palette=False),
    *(
        Command(f"cells.digit-{digit}", (str(digit),), str(digit), f"Type a {digit}", "cells",
                palette=False)
        for digit in range(10)
    ),
    Command("cells.cancel", ("escape",), "forget", "Forget what is typed", "cells-typing",
            hint=True, weight=77, palette=False),
    Command("capture.keep", ("enter",), "keep", "Keep what is written and go on", "capture",
            hint=True, weight=70, palette=False),
    Command("capture.close", ("escape",), "close", "Close the line; the draft stays", "capture",
            hint=True, weight=60, palette=False),
    Command("capture.next", ("tab",), "next column", "Write in the next column; the text goes "
            "along", "capture", hint=True, weight=65, palette=False),
    Command("capture.previous", ("shift+tab",), "column before", "Write in the column before; the "
            "text goes along", "capture", palette=False),
    Command("capture.instead", ("ctrl+y",), "take that", "Take the known name in place of the new "
            "one", "capture-instead", hint=True, weight=78, palette=False),
    Command("capture.peek", ("f2", "ctrl+t"), "peek", "Show or hide what is typed",
            "capture-masked", hint=True, weight=20, palette=False),
    Command("dialog.cancel", ("escape", "ctrl+c"), "cancel", "Close without changing anything",
            "dialog", hint=True, weight=60, palette=False),
    Command("ask.accept", ("enter", "ctrl+s"), "keep", "Keep what is written", "ask",
            hint=True, weight=70, palette=False),
    Command("ask.peek", ("f2", "ctrl+t"), "peek", "Show or hide what is typed", "ask-masked",
            hint=True, weight=20, palette=False),
    Command("form.accept", ("ctrl+s",), "keep", "Keep what is written", "form", hint=True,
            weight=70, palette=False),
    Command("choose.pick", ("enter",), "pick", "Take the selected one", "choose", hint=True,
            weight=70, palette=False),
    Command("choose.mark", ("tab",), "mark", "Mark or unmark the selected one", "choose-several",
            hint=True, weight=65, palette=False),
    Command("choose.up", ("up",), "up", "Move to the one above", "choose", palette=False),
    Command("choose.down", ("down",), "down", "Move to the one below", "choose", palette=False),
    Command("confirm.yes", ("y", "enter"), "yes", "Do it", "confirm", hint=True, weight=70,
            palette=False),
    Command("confirm.no", ("n", "escape", "ctrl+c"), "no", "Leave it", "confirm", hint=True,
            weight=60, palette=False),
    Command("help.close", ("escape", "q", "question_mark"), "close", "Close this help", "help",
            hint=True, weight=60, palette=False),
)  # fmt: skip
