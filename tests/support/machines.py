"""Two machines and a hub: real git, and the command line of each person in a home of their own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.git import plain_git
from tests.support.shell import Answer

NOW = "2026-11-22T09:00:00Z"


def git(folder: Path, *arguments: str) -> str:
    """What plain git answers in a folder; it must succeed."""
    return plain_git(folder, *arguments).strip()


class Machine:
    """A person at a machine of their own.

    Args:
        home: Their home folder; made.
        name: What they are called, to git and to the program.
    """

    def __init__(self, home: Path, name: str) -> None:
        self.home = home
        home.mkdir(parents=True)
        self.here = home
        settings = f"[user]\n\tname = {name}\n\temail = {name.lower()}@example.org\n"
        (home / ".gitconfig").write_text(f"{settings}[init]\n\tdefaultBranch = main\n")

    @property
    def environ(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "RETROTUI_"))
        }
        return {**kept, "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", "RETROTUI_NOW": NOW}

    def git(self, *arguments: str) -> str:
        """Plain git, in the folder the person is in."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.here, env=self.environ,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def __call__(self, *words: str) -> Answer:
        """One command line of retrotui, in the folder the person is in."""
        done = subprocess.run(
            [sys.executable, "-m", "retrotui", *words], cwd=self.here, env=self.environ,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout, done.stderr)

    def ok(self, *words: str) -> Answer:
        """One that must succeed."""
        answer = self(*words)
        assert answer.code == 0, answer
        return answer

    def clone(self, hub: Path, name: str) -> Path:
        """Clones a hub below the home folder, and goes there."""
        self.here = self.home
        self.git("clone", "-q", str(hub), name)
        self.here = self.home / name
        return self.here
