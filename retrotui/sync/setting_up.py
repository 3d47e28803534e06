"""Giving a store that nobody shares yet its remote."""

from pathlib import Path

from retrotui.core.errors import UsageError
from retrotui.core.text import one_line
from retrotui.store.placement import META, parse_meta, read_meta, travels
from retrotui.sync.addresses import Address
from retrotui.sync.git import Git
from retrotui.sync.remote_store import (
    PROBE,
    OtherStoreError,
    RemoteStore,
    fetch_store,
    find_branch,
    set_remote,
)
from retrotui.sync.trouble import without_secrets


def set_up(store: Path, address: Address, *, adopt: bool) -> bool:
    """Makes an address the remote of a store; the next sync publishes there.

    Args:
        store: The ``.retrotui`` folder.
        address: Where to share it: nothing yet, or a copy of the same store.
        adopt: Another store there shall become one with this, for everybody.

    Returns:
        True when the remote holds a store already.

    Raises:
        UsageError: The store has a remote already, or no repository of its own.
        NoStoreError: The remote's branch is used for something else.
        OtherStoreError: Another store is there, and ``adopt`` is False.
        GitError: The remote cannot be reached or refuses.
    """
    if not travels(store):
        raise UsageError(
            f"{store} is part of the code tree (--in-tree): you commit and push it yourself",
            hint="a store of its own comes from: retrotui init, without --in-tree",
        )
    git = Git(store)
    _refuse_second(git, address)
    if address.ssh_command is not None:
        git.run("config", "--local", "core.sshCommand", address.ssh_command)
        git.forget_settings()
    branch = find_branch(git, address)
    if branch is not None and not adopt:
        try:
            _compare(store, fetch_store(git, address, branch), address)
        finally:
            git.ask("update-ref", "-d", PROBE)
    set_remote(git, address)
    return branch is not None


def _refuse_second(git: Git, address: Address) -> None:
    for name in git.remotes:
        values = git.settings[f"remote.{name}.url"]
        if values[0] != address.url:
            remote = one_line(name)
            raise UsageError(
                f"the store is shared through {remote} already: "
                f"{without_secrets(one_line(values[0]))}",
                hint=f"to move it: git -C {git.folder} remote set-url {remote} URL, "
                "then retrotui sync",
            )


def _compare(store: Path, theirs: RemoteStore, address: Address) -> None:
    ours = read_meta(store)
    if theirs.store_id == ours["store"]:
        return
    here, there = (
        one_line(str(meta.get("created", "")))[:10] or "an unknown day"
        for meta in (ours, parse_meta(theirs.meta, META))
    )
    raise OtherStoreError(
        f"{address.shown} holds another team's store: {theirs.store_id}, made {there}; "
        f"this one is {ours['store']}, made {here}; nothing was shared",
        hint="check the address; --adopt makes the two one store, for everybody and for good",
    )
