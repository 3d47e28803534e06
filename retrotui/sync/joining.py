"""Joining a team's store: a copy of it is made aside, and put in place when it is whole."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from retrotui.core.errors import BusyError, StoreError
from retrotui.store.disk import explained
from retrotui.store.gitinit import init_git
from retrotui.store.lock import FileLock
from retrotui.store.own import forget_writer
from retrotui.store.placement import (
    FOLDER,
    exclude,
    is_named_otherwise,
    is_store,
    local_folder,
    read_meta,
    refuse_headless,
)
from retrotui.sync.addresses import Address
from retrotui.sync.git import Git
from retrotui.sync.remote_store import (
    PROBE,
    OtherStoreError,
    fetch_store,
    find_branch,
    no_branch,
    set_remote,
)

JOINING: Final = ".retrotui.joining"
"""Where a copy is made; git ignores it, and the next join takes away what one left behind."""
Fill = Callable[[Path], object]
"""Brings everything of the remote's branch into a store, as ``synchronise`` does."""


def join_store(
    team_dir: Path, address: Address, *, fill: Fill, expected: str | None = None
) -> Path:
    """Makes a copy of the store that a remote's branch holds.

    Args:
        team_dir: The folder to hold ``.retrotui/``; made when missing.
        address: The remote.
        fill: Brings the branch's entries in.
        expected: The id of the store that a pointer names.

    Returns:
        The ``.retrotui`` folder.

    Raises:
        StoreError: There is a store or something else already, or none at the remote.
        OtherStoreError: The remote holds another store than the expected one.
        BusyError: Another process is joining in the same folder.
        GitError: The remote cannot be reached or refuses.
        CannotWriteError: The disk refused.
    """
    store = team_dir.absolute() / FOLDER
    _refuse_present(store, expected)
    with _made(store.parent), _aside(store.parent / JOINING) as place:
        _refuse_present(store, expected)
        copy = place / "store"
        init_git(copy)
        git = Git(copy)
        set_remote(git, address)
        branch = find_branch(git, address)
        if branch is None:
            raise no_branch(address)
        found = fetch_store(git, address, branch)
        if expected is not None and found.store_id != expected:
            raise OtherStoreError(
                f"{address.shown} holds the store {found.store_id}, "
                f"and the pointer names {expected}",
                hint="check the address, or the store in .retrotui.json; nothing was changed",
            )
        with explained("make a store in", team_dir):
            (copy / "log").mkdir()
            for name, data in found.files.items():
                (copy / name).write_bytes(data)
        fill(copy)
        git.run("update-ref", "-d", PROBE)
        with explained("make a store in", team_dir):
            forget_writer(local_folder(copy, found.store_id))
            exclude(store)
            copy.rename(store)
    return store


def _refuse_present(store: Path, expected: str | None) -> None:
    if is_store(store):
        there = read_meta(store)["store"]
        same = expected is not None and there == expected
        raise StoreError(
            f"there is {'this' if same else 'a'} store already: {store}",
            hint="bring it up to date with: retrotui sync"
            if same
            else "move it away to join another; retrotui sync --adopt makes two stores one",
        )
    if is_named_otherwise(store.parent):
        raise StoreError(f"{store.parent} is a store itself", hint="choose another folder")
    refuse_headless(store)
    if store.is_symlink() or (store.exists() and (not store.is_dir() or any(store.iterdir()))):
        raise StoreError(f"{store} is there, and is no store", hint="move it away, then join again")


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made when missing; taken away again when nothing comes into it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    with explained("make", folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """A folder of one's own to work in, empty, and gone afterwards."""
    with ExitStack() as held:
        try:
            held.enter_context(FileLock(place / "lock", timeout=0))
        except BusyError:
            raise BusyError(
                f"another process is joining in {place.parent}", hint="wait until it is done"
            ) from None
        try:
            for left in place.iterdir():
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left)
            (place / ".gitignore").write_text("*\n", encoding="utf-8")
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
