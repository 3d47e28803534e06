"""Asking git about a store, without running what the store's settings name."""

import os
import subprocess
from pathlib import Path
from typing import Final

from retrotui.store.gitinit import git_environment

_SECONDS: Final = 20


def ask(folder: Path | None, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """What git answers; None when it does not.

    Args:
        folder: Where to ask; None for a question about no folder.
        arguments: The command and its arguments.
    """
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]
    where = [] if folder is None else ["-C", str(folder)]
    try:
        return subprocess.run(
            [*command, *where, *arguments],
            env=git_environment(os.environ) | {"GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
