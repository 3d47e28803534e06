"""Looking at what a remote's branch holds before anything of it is taken in."""

import shlex
from typing import ClassVar, NamedTuple

from retrotui.core.errors import StoreError, UsageError
from retrotui.store.gitinit import BRANCH
from retrotui.store.placement import META, parse_meta
from retrotui.sync.addresses import Address
from retrotui.sync.branches import OWN_GLOB, is_own_branch
from retrotui.sync.git import Git
from retrotui.sync.objects import list_tree, read_blobs
from retrotui.sync.trouble import (
    GitError,
    RetryLaterError,
    Trouble,
    classify,
    failure,
    without_secrets,
)

PROBE = "refs/retrotui/probe"
"""The ref that a look at a remote leaves its branch under."""
_ABSENT = 2
"""What ``git ls-remote --exit-code`` answers for a branch that is not there."""
_BY_HAND = frozenset({Trouble.CREDENTIALS, Trouble.HOST_KEY, Trouble.NO_REMOTE})


class NoStoreError(StoreError):
    """The remote has no store on its branch: another repository's address, most likely."""


class OtherStoreError(UsageError):
    """The remote's branch holds another team's store; only a person can settle it."""

    code: ClassVar[int] = 5


class RemoteStore(NamedTuple):
    """The store on a remote's branch.

    Attributes:
        store_id: Its id.
        files: ``retro.json`` and the files beside it, by name.
    """

    store_id: str
    files: dict[str, bytes]

    @property
    def meta(self) -> bytes:
        """The bytes of its ``retro.json``."""
        return self.files[META]


def find_branch(git: Git, address: Address) -> str | None:
    """The branch of the remote that holds the store; None when there is none.

    Where the store's branch is closed to all, that is one of the clones' own.

    Raises:
        GitError: The remote cannot be asked.
    """
    asked = (f"refs/heads/{BRANCH}", OWN_GLOB)
    answer = git.ask("ls-remote", "--exit-code", "--", address.url, *asked, remote=True)
    if answer.code not in (0, _ABSENT):
        raise _refused(address, answer.said)
    names = [line.partition("\t")[2] for line in answer.out.decode(errors="replace").splitlines()]
    found = {name.removeprefix("refs/heads/") for name in names}
    return next(
        (name for name in sorted(found) if name == BRANCH or is_own_branch(name)),
        None,
    )


def fetch_store(git: Git, address: Address, branch: str) -> RemoteStore:
    """Fetches a branch of the remote and says which store it holds. Nothing is checked out.

    Args:
        git: In the repository to fetch into; the branch is left under ``PROBE``.
        address: The remote.
        branch: The branch of it to fetch.

    Raises:
        NoStoreError: It holds no store.
        GitError: It could not be fetched.
    """
    answer = git.ask(
        "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--",
        address.url, f"+refs/heads/{branch}:{PROBE}", remote=True,
    )  # fmt: skip
    if answer.code != 0:
        raise _refused(address, answer.said)
    listed = list_tree(git, PROBE).meta
    if META not in listed:
        raise NoStoreError(
            f"branch {branch} of {address.shown} holds no store: it has no {META}",
            hint="check the address; the branch seems to be used for something else",
        )
    blobs = read_blobs(git, listed.values())
    files = {name: blobs[oid] for name, oid in listed.items()}
    meta = parse_meta(files[META], f"{META} on branch {branch} of {address.shown}")
    return RemoteStore(meta["store"], files)


def no_branch(address: Address) -> NoStoreError:
    """The refusal of a remote that lacks the store's branch."""
    return NoStoreError(
        f"{address.shown} has no branch {BRANCH}, so there is no store to join",
        hint="check the address; or whoever made the store has yet to share it: retrotui sync",
    )


def set_remote(git: Git, address: Address) -> None:
    """Lets a store's own repository know its remote, for ``sync`` and for plain git alike."""
    settings = {
        "remote.origin.url": address.url,
        "remote.origin.pushurl": address.push_url,
        "remote.origin.fetch": f"+refs/heads/{BRANCH}:refs/remotes/origin/{BRANCH}",
        f"branch.{BRANCH}.remote": "origin",
        f"branch.{BRANCH}.merge": f"refs/heads/{BRANCH}",
        "core.sshCommand": address.ssh_command,
    }
    for name, value in settings.items():
        if value is not None and git.setting(name.lower()) != value:
            git.run("config", "--local", "--replace-all", name, value)
    git.forget_settings()


def _refused(address: Address, said: str) -> GitError:
    trouble = classify(said)
    error = failure(trouble, where=address.shown, said=said)
    if trouble in _BY_HAND:
        error.hint = f"try by hand: git ls-remote {shlex.quote(without_secrets(address.url))}"
    elif isinstance(error, RetryLaterError):
        error.hint = "nothing was changed; try again when online"
    return error
