"""Every key of a screen, from the registry."""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from retrotui.ui.command_screen import Keyed
from retrotui.ui.commands import GLOBAL, Command, keys_label
from retrotui.ui.dialogs.base import Dialog
from retrotui.ui.render import Bit, Tone
from retrotui.ui.widgets.rows import Column, Heading, Row, RowList

Section = tuple[str, tuple[tuple[Command, str | None], ...]]
"""A heading and its commands, each with the reason why it does not work now."""

_TITLES = {
    GLOBAL: "Everywhere",
    "list": "Moving",
    "list-ends": "To the ends",
    "screen": "Parts of the screen",
    "board": "Board",
    "rows": "Lists",
}


class HelpScreen(Dialog[None]):
    """Lists the keys of the screen below, its own first, then those that work everywhere."""

    CONTEXTS = ("help",)
    CSS_PATH = "help.tcss"

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__("Keys")
        self.sections = tuple(sections)

    @classmethod
    def of(cls, screen: Screen[Any]) -> "HelpScreen":
        """The help for a screen as it is now."""
        return cls(sections_of(screen) if isinstance(screen, Keyed) else ())

    def body(self) -> ComposeResult:
        """The keys."""
        columns = (Column(width=14), Column(width=16, keep=1), Column(wraps=True))
        yield RowList(*columns, empty="This screen has no keys.", opens=False, id="help-rows")

    def on_mount(self) -> None:
        """All sections."""
        rows: list[Row | Heading] = []
        for title, commands in self.sections:
            rows.append(Heading(title))
            rows += [_row(command, reason) for command, reason in commands]
        self.query_one(RowList).set_rows(rows)

    def cmd_close(self) -> None:
        """Back to the screen."""
        self.dismiss(None)


def sections_of(screen: Keyed) -> tuple[Section, ...]:
    """A screen's commands by context: its own and the focused part's, then the common ones."""
    by_context: dict[str, list[tuple[Command, str | None]]] = {}
    for commander, command in screen.active_commands():
        reason = commander.why_not(command.id)
        by_context.setdefault(command.context, []).append((command, reason))
    own = [context for each in screen.commanders() for context in each.contexts()]
    others = [each for each in by_context if each not in own]
    listed = [each for each in (*own, *others) if each in by_context]
    order = sorted(listed, key=lambda each: (each == GLOBAL, each in _TITLES))
    return tuple((_title(each), tuple(by_context[each])) for each in order)


def _title(context: str) -> str:
    return _TITLES.get(context, context.rpartition(":")[2].replace("-", " ").capitalize())


def _row(command: Command, reason: str | None) -> Row:
    text = command.help if reason is None else f"{command.help}. Not now: {reason}"
    keys = keys_label(command.id) or "ctrl+p"
    return Row(command.id, (Bit(keys, Tone.ACCENT), command.title, Bit(text, Tone.MUTED)),
               dim=reason is not None)  # fmt: skip
