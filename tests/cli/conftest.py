"""A prompt in a fresh folder, and one with a store."""

from pathlib import Path

import pytest

from tests.support.shell import Shell


@pytest.fixture
def bare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A prompt where there is no store."""
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def shell(bare: Shell) -> Shell:
    """A prompt in the folder of a team."""
    bare.ok("init", "--team", "Payments", "--timezone", "Europe/Berlin")
    return bare
