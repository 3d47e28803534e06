"""What a person prefers on this machine, whatever the store: a small file among their settings.

It is a convenience: a file that is lost, cannot be read or makes no sense counts as no preference,
and one that cannot be written is forgotten at the end.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from retrotui.store.disk import make_private_folder, read_json, replace_bytes

_FILE: Final = "preferences.json"


def preferences_folder(environ: Mapping[str, str]) -> Path | None:
    """Where they are: ``$XDG_CONFIG_HOME/retrotui``, else ``~/.config/retrotui``.

    Returns:
        None where there is no home.
    """
    named = environ.get("XDG_CONFIG_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "retrotui"
    home = environ.get("HOME", "")
    return Path(home) / ".config" / "retrotui" if home else None


class FilePreferences:
    """Preferences in a folder; see ``core.ports.Preferences``.

    Args:
        folder: Made when the first is set; None keeps them as long as the program runs.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._chosen: dict[str, bool] = {}

    def is_on(self, name: str) -> bool:
        """Whether it was turned on."""
        return self._chosen.get(name, self._kept().get(name) is True)

    def turn(self, name: str, on: bool) -> None:
        """Turns it on or off, for good where the disk allows."""
        self._chosen[name] = on
        if self._folder is None:
            return
        kept = {**self._kept(), name: on}
        try:
            make_private_folder(self._folder)
            replace_bytes(self._folder / _FILE, json.dumps(kept).encode())
        except OSError:
            return

    def _kept(self) -> dict[str, object]:
        kept = None if self._folder is None else read_json(self._folder / _FILE)
        return kept if isinstance(kept, dict) else {}
