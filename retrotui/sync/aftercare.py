"""What a sync leaves tidy behind it: the person's index, and git's own store of objects."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from retrotui.store.gitinit import BRANCH
from retrotui.sync.git import Git
from retrotui.sync.trouble import GitError

_LOOSE: Final = 1000
"""Loose objects after which git is asked to pack them; about 200 syncs of a few events."""
_FOLDERS: Final = 256


def is_index_plain(git: Git, tip: str | None) -> bool:
    """True when the person's index holds what the branch holds, and nothing is under way.

    Then it may follow the branch. Anything staged, another branch, a merge or a lock: hands off.

    Args:
        git: In the store's folder.
        tip: The local branch's commit; None before the first.
    """
    head = git.ask("symbolic-ref", "--quiet", "HEAD")
    if head.code != 0 or head.out.strip() != f"refs/heads/{BRANCH}".encode():
        return False
    if tip is None:
        return git.ask("ls-files", "--cached").out == b""
    # Exit 0 only for an index that is the commit's tree; a merge under way has entries besides.
    return git.ask("diff-index", "--cached", "--quiet", tip, "--").code == 0


def refresh_index(git: Git, commit: str) -> None:
    """Makes the person's index hold a commit's tree, as well as it can.

    Files are not looked at, as that would run filters; the next ``git status`` does.
    """
    git.ask("read-tree", "-i", "-m", commit)


def collect_garbage(git: Git, store: Path) -> None:
    """Lets git pack its objects when many lie about loose, as well as it can."""
    # Looking into one of 256 folders tells, as git itself does it, without a process.
    folder = store / ".git" / "objects" / "17"
    with suppress(OSError):
        if len(list(folder.iterdir())) * _FOLDERS < _LOOSE:
            return
        with suppress(GitError):
            git.ask("-c", f"gc.auto={_LOOSE}", "-c", "gc.autoDetach=false", "gc", "--auto", "-q")
