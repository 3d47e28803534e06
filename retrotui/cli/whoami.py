"""Who is at the keyboard, when nobody said so."""

import os
import subprocess
from collections.abc import Mapping

from retrotui.core.text import one_line


def git_user_name() -> str | None:
    """Git's ``user.name``, or None when git or the setting is missing."""
    try:
        answer = subprocess.run(
            ["git", "config", "--get", "user.name"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return one_line(answer.stdout.decode("utf-8", "replace")) or None


def login(environ: Mapping[str, str]) -> str:
    """The name of the person logged in."""
    return one_line(environ.get("LOGNAME") or environ.get("USER") or "") or f"user {os.getuid()}"
