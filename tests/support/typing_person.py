"""A person at a terminal: answers to questions, and an app that only notes that it was opened."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from retrotui.core.ports import Preferences
from retrotui.services.desk import Desk


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Opened:
    """One start of the full-screen app."""

    by: str | None
    meeting: str | None
    formats: list[str]
    tells: bool


@dataclass
class Person:
    """Sits at a terminal.

    Attributes:
        opened: Every start of the app.
    """

    patch: pytest.MonkeyPatch
    opened: list[Opened] = field(default_factory=list)

    def sits_down(self, *answers: str) -> None:
        """Makes the streams a terminal; the answers are what will be typed."""
        self.patch.setattr(sys, "stdin", _Keyboard("".join(f"{each}\n" for each in answers)))
        for stream in (sys.stdout, sys.stderr):
            self.patch.setattr(stream, "isatty", lambda: True)
        self.patch.setitem(sys.modules, "retrotui.ui.launch", SimpleNamespace(launch=self._launch))

    def _launch(
        self,
        desk: Callable[[], Desk],
        *,
        formats: Any,
        open_meeting: str | None,
        theme_folders: tuple[Path, ...],
        sharing: Any,
        shares_unasked: bool,
        preferences: Preferences,
    ) -> int:
        assert not preferences.is_on("anything")
        assert sharing is not None
        assert shares_unasked
        assert all(folder.name == "themes" for folder in theme_folders)
        opened = desk()
        self.opened.append(
            Opened(
                opened.by,
                open_meeting,
                [each.name for each in formats()[0]],
                opened.told is not None,
            )
        )
        return 0
