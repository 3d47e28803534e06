"""Which remote a store is shared through, and that its name and address can do no harm."""

import hashlib
import re
from typing import Final

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.sync.git import Git
from retrotui.sync.trouble import without_secrets

_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,63}", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
_URL: Final = re.compile(r"(https|ssh|file)://([^/]*)(/.*)?", re.DOTALL)
_SCP: Final = re.compile(r"(?:[\w.~-]+@)?(?:[\w.-]+|\[[0-9a-fA-F:]+\]):(?!:)[^:].*", re.DOTALL)
_LONGEST: Final = 2048
_FORMS: Final = "https://host/team.git, ssh://git@host/team.git, git@host:team.git, or a path"


def check_remote_name(name: str) -> str:
    """The name, when it is one that git can take for nothing else.

    Raises:
        UsageError: It is not.
    """
    if _NAME.fullmatch(name) is None or ".." in name or name.endswith((".lock", ".")):
        raise UsageError(
            f"{one_line(name)!r:.70} cannot name a remote", hint="letters, digits, . _ -: origin"
        )
    return name


def check_url(url: str) -> str:
    """The address, when it leads to another machine or a folder and starts no program.

    Raises:
        UsageError: It does not.
    """
    if not _is_safe(url):
        shown = without_secrets(one_line(url))
        raise UsageError(f"cannot share through {shown!r:.120}", hint=f"use {_FORMS}")
    return url


def _is_safe(url: str) -> bool:
    if not url or url.startswith("-") or len(url) > _LONGEST or not url.isprintable():
        return False
    found = _URL.fullmatch(url)
    if found is not None:
        scheme, host, path = found.groups()
        name = host.rpartition("@")[2]
        if _CONTROL.search(host) or name.startswith("-") or host.startswith("-"):
            return False
        return bool(path) and (scheme == "file" or bool(name))
    if "://" in url or re.match(r"[A-Za-z0-9+.-]+::", url):
        return False
    before_slash = url.partition("/")[0]
    if ":" not in before_slash:
        return True
    return _SCP.fullmatch(url) is not None and not url.rpartition("@")[2].startswith("-")


def choose_remote(git: Git, wanted: str | None) -> str | None:
    """The remote to share through, its name and address checked.

    Args:
        git: In the store's folder.
        wanted: What ``--remote`` says.

    Returns:
        Its name, or None when the store has no remote.

    Raises:
        UsageError: There is no such remote, several and none is meant, or it is not safe.
    """
    names = git.remotes
    if wanted is not None:
        check_remote_name(wanted)
        if wanted not in names:
            hint = f"there are: {', '.join(map(one_line, names))}" if names else None
            raise UsageError(f"the store has no remote {wanted!r}", hint=hint)
        chosen = wanted
    elif not names:
        return None
    else:
        chosen = _usual(git, names)
    check_remote_name(chosen)
    for key in (f"remote.{chosen}.url", f"remote.{chosen}.pushurl"):
        for url in git.settings.get(key, ()):
            check_url(url)
    return chosen


def _usual(git: Git, names: list[str]) -> str:
    tracked = git.setting("branch.retrotui.remote")
    for name in (tracked, "origin"):
        if name in names:
            return str(name)
    if len(names) == 1:
        return names[0]
    raise UsageError(
        f"the store has several remotes: {', '.join(map(one_line, names))}",
        hint="say which: retrotui sync --remote NAME",
    )


def url_digest(git: Git, remote: str) -> str:
    """Tells one address from another without keeping it, as it may hold a password."""
    urls = git.settings.get(f"remote.{remote}.url", [])
    return hashlib.sha256("\n".join(urls).encode()).hexdigest()[:16]
