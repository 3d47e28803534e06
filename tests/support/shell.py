"""The command line in-process: type, and see the exit code and both streams."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from retrotui.cli.main import run


@dataclass(frozen=True)
class Answer:
    """What a command line said."""

    code: int
    out: str
    err: str

    @property
    def id(self) -> str:
        """The last line of stdout, as ``add`` prints it."""
        return self.out.strip().splitlines()[-1]

    @property
    def json(self) -> dict[str, Any]:
        """The envelope on stdout."""
        loaded = json.loads(self.out)
        assert isinstance(loaded, dict)
        return loaded

    @property
    def items(self) -> list[dict[str, Any]]:
        """The envelope's items."""
        items = self.json["items"]
        assert isinstance(items, list)
        return items

    @property
    def rows(self) -> list[list[str]]:
        """Piped lines, split at tabs."""
        return [line.split("\t") for line in self.out.splitlines()]


class Shell:
    """A person at the prompt, in a folder with or without a store."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capsys = capsys
        self._patch = patch
        patch.chdir(folder)
        self.at("2026-11-22T09:00:00Z")
        patch.setenv("RETROTUI_USER", "Ana")

    def at(self, now: str) -> None:
        """Makes it another time."""
        self._patch.setenv("RETROTUI_NOW", now)

    def __call__(self, *words: str) -> Answer:
        """Runs one command line."""
        self._capsys.readouterr()
        code = run(list(words))
        streams = self._capsys.readouterr()
        return Answer(code, streams.out, streams.err)

    def ok(self, *words: str) -> Answer:
        """Runs one that must succeed."""
        answer = self(*words)
        assert answer.code == 0, answer
        return answer

    def all(self, lines: Sequence[Sequence[str]]) -> list[Answer]:
        """Runs several that must succeed."""
        return [self.ok(*line) for line in lines]
