"""The one git command that making a store needs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from retrotui.core.errors import CannotWriteError, UsageError
from retrotui.store.disk import temporary_name

BRANCH: Final = "retrotui"
"""The branch on which a store's own repository keeps it."""


_NEEDED: Final = frozenset(
    {
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_EXEC_PATH",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_SSL_CERT",
        "GIT_SSL_KEY",
        "GIT_SSL_NO_VERIFY",
    }
)
"""How the person set up git and reaches hosts; every other ``GIT_…`` may mean a repository."""


def git_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """An environment in which git asks nothing, speaks English and knows no other repository."""
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith("GIT_") or name in _NEEDED
    }
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GCM_INTERACTIVE": "never",
    }


def init_git(store: Path) -> None:
    """Makes a store's folder an empty repository, without hooks or templates, all at once.

    Raises:
        UsageError: git is not installed.
        CannotWriteError: git could not do it.
        OSError: The disk refused.
    """
    if (store / ".git").exists():
        _run_init(store, store)
        return
    # Made elsewhere and moved, because git leaves locks behind when it is killed.
    making = temporary_name(store / "making")
    try:
        _run_init(making, store)
        (making / ".git").rename(store / ".git")
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _run_init(folder: Path, store: Path) -> None:
    command = ["git", "-c", "core.hooksPath=/dev/null", "init", "-q", "--template=", "-b", BRANCH]
    try:
        done = subprocess.run(
            [*command, "--", str(folder)],
            env=git_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError(
            "git is not installed, and a store that travels needs it",
            hint="install git, or use --in-tree",
        ) from None
    except subprocess.TimeoutExpired:
        raise CannotWriteError(f"git init in {store} did not finish") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {done.returncode}"
        raise CannotWriteError(f"git init in {store} failed: {reason}")
