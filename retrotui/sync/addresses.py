"""Addresses of remotes as people give them: a URL, a path, or a remote of the code around it."""

from pathlib import Path
from typing import NamedTuple

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.store.placement import code_repository
from retrotui.sync.git import Git
from retrotui.sync.remotes import check_remote_name, check_url
from retrotui.sync.trouble import without_secrets

_USUAL = "origin"


class Address(NamedTuple):
    """Where a store is shared.

    Attributes:
        url: What git fetches from.
        push_url: What it pushes to, where that differs.
        remote: The code repository's name for it; None outside of one.
        ssh_command: How the code repository reaches it, where it says so.
    """

    url: str
    push_url: str | None = None
    remote: str | None = None
    ssh_command: str | None = None

    @property
    def shown(self) -> str:
        """It in words, without passwords."""
        url = without_secrets(one_line(self.url))
        return f"{self.remote} ({url})" if self.remote else url


def address_of(given: str, store: Path, here: Path) -> Address:
    """The address that a person gave.

    Args:
        given: A URL, a path, or the name of a remote of the code repository around the store.
        store: The ``.retrotui`` folder; it need not exist.
        here: What a relative path is relative to.

    Raises:
        UsageError: It is not one that can do no harm.
    """
    code = code_repository(store)
    if code is not None and given in _remotes(git := Git(code)):
        return _remote(git, given)
    url = _absolute(check_url(given), here)
    if code is None:
        return Address(url)
    git = Git(code)
    same = [name for name in _remotes(git) if _remote(git, name).url == url]
    return _remote(git, same[0]) if same else Address(url)


def code_address(store: Path, wanted: str | None = None) -> Address:
    """The address of the code repository's remote.

    Args:
        store: The ``.retrotui`` folder; it need not exist.
        wanted: The remote's name; by default the only one, or ``origin``.

    Raises:
        UsageError: There is no code repository around the store, or no such remote.
    """
    code = code_repository(store)
    if code is None:
        raise UsageError(
            f"{store.parent} is in no code repository whose remote could hold the store",
            hint="retrotui init, then retrotui sync --setup URL, gives it a repository of its own",
        )
    git = Git(code)
    names = _remotes(git)
    if not names:
        raise UsageError(
            f"the code repository {code} has no remote",
            hint=f"git -C {code} remote add origin URL; or retrotui init, and share it later",
        )
    if wanted is not None and wanted not in names:
        raise UsageError(
            f"the code repository {code} has no remote {one_line(wanted)!r:.70}",
            hint=f"it has: {', '.join(names)}",
        )
    if wanted is None and len(names) > 1 and _USUAL not in names:
        raise UsageError(
            f"the code repository {code} has several remotes: {', '.join(names)}",
            hint="say which: --remote NAME",
        )
    return _remote(git, wanted or (_USUAL if _USUAL in names else names[0]))


def _remotes(git: Git) -> list[str]:
    return [one_line(each) for each in git.remotes]


def _remote(git: Git, name: str) -> Address:
    check_remote_name(name)
    url, push_url = (
        _absolute(check_url(values[0]), git.folder) if values else None
        for values in (git.settings.get(f"remote.{name}.{key}") for key in ("url", "pushurl"))
    )
    return Address(str(url), push_url, name, git.setting("core.sshcommand"))


def _absolute(url: str, here: Path) -> str:
    """A path made absolute, as git would take it from elsewhere; other addresses as they are."""
    if "://" in url or ":" in url.partition("/")[0]:
        return url
    return str((here / Path(url).expanduser()).resolve())
