"""Preferences of a machine last, and whatever is in the way harms nothing."""

from pathlib import Path

import pytest

from retrotui.store.preferences import FilePreferences, preferences_folder


def test_what_was_chosen_lasts(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "retrotui"
    FilePreferences(folder).turn("quiet", True)
    assert FilePreferences(folder).is_on("quiet")
    FilePreferences(folder).turn("quiet", False)
    assert not FilePreferences(folder).is_on("quiet")


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b'{"quiet": "yes"}', b"\xff"])
def test_a_file_that_makes_no_sense_is_no_preference(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "preferences.json").write_bytes(content)
    preferences = FilePreferences(tmp_path)
    assert not preferences.is_on("quiet")
    preferences.turn("quiet", True)
    assert FilePreferences(tmp_path).is_on("quiet")


def test_where_nothing_can_be_written_it_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file" / "below", None):
        preferences = FilePreferences(folder)
        preferences.turn("quiet", True)
        assert preferences.is_on("quiet")


def test_the_folder_is_where_settings_are() -> None:
    assert preferences_folder({"XDG_CONFIG_HOME": "/c", "HOME": "/h"}) == Path("/c/retrotui")
    assert preferences_folder({"XDG_CONFIG_HOME": "rel", "HOME": "/h"}) == Path(
        "/h/.config/retrotui"
    )
    assert preferences_folder({}) is None
