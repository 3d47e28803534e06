"""The store that is looked at: where its parts are, whatever state they are in."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from retrotui.core.errors import StoreError
from retrotui.store.placement import (
    FOLDER,
    FORMAT,
    LOCAL,
    META,
    common_directory,
    git_directory,
    local_folder,
    read_meta,
)

DOT_LOCAL: Final = ".local"
"""The private part of a store that no git repository surrounds."""
LOCK: Final = "lock"
"""The file in the private part that a writer locks."""
MENDED: Final = "doctor"
"""Folder of the private part that keeps what mending put aside."""


class Surrounding(NamedTuple):
    """A code repository around the store."""

    work_tree: Path
    common: Path


class Subject(NamedTuple):
    """A store and its parts.

    Attributes:
        store: The ``.retrotui`` folder.
        local: The private part, which may not exist; None when nobody can tell where it is.
        meta: What ``retro.json`` says; None when it says nothing.
        surrounding: The code repository around it.
        wall: Real time in Unix milliseconds.
    """

    store: Path
    local: Path | None
    meta: dict[str, Any] | None
    surrounding: Surrounding | None
    wall: Callable[[], int]

    @property
    def own_git(self) -> Path | None:
        """The git directory of the store's own repository, even one that is damaged."""
        found = git_directory(self.store)
        folder = self.store / ".git"
        return found or (folder if folder.is_dir() and not folder.is_symlink() else None)

    @property
    def in_tree(self) -> bool:
        """True for plain files in a code repository."""
        return self.own_git is None and self.surrounding is not None

    @property
    def readable(self) -> bool:
        """True when this version may change the store."""
        return self.meta is not None and self.meta["format"] <= FORMAT

    def name(self, path: Path) -> str:
        """A path as people are shown it: inside the store relative to it."""
        try:
            return path.relative_to(self.store).as_posix()
        except ValueError:
            return str(path)

    def path(self, name: str) -> Path:
        """The path that ``name`` gave."""
        return self.store / name


def subject_at(store: Path, wall: Callable[[], int]) -> Subject:
    """Where the parts of a store are."""
    store = store.absolute()
    try:
        meta = read_meta(store)
    except StoreError:
        meta = None
    surrounding = _surrounding(store)
    return Subject(store, _local(store, meta, surrounding), meta, surrounding, wall)


def find_damaged(start: Path, explicit: Path | None = None) -> Path | None:
    """The store a person means, even one that lost the file that makes it a store.

    Args:
        start: Where to look from; then in each folder above it.
        explicit: A ``.retrotui`` folder or its parent; nothing else is looked at then.
    """
    if explicit is not None:
        folder = explicit.absolute()
        return next((each for each in (folder, folder / FOLDER) if _was_store(each)), None)
    here = start.absolute()
    return next((up / FOLDER for up in (here, *here.parents) if _was_store(up / FOLDER)), None)


def _was_store(folder: Path) -> bool:
    if os.path.lexists(folder / META):
        return True
    try:
        logs = next((folder / "log").glob("w-*"), None)
    except OSError:
        return False
    return logs is not None or (folder / ".git" / LOCAL).is_dir()


def _surrounding(store: Path) -> Surrounding | None:
    for up in store.parents:
        found = git_directory(up)
        if found is not None:
            return Surrounding(up, common_directory(found))
    return None


def _local(
    store: Path, meta: dict[str, Any] | None, surrounding: Surrounding | None
) -> Path | None:
    damaged = store / ".git"
    if git_directory(store) is None and (damaged / LOCAL).is_dir():
        return damaged / LOCAL
    if meta is not None:
        return local_folder(store, meta["store"])
    if git_directory(store) is not None or surrounding is None:
        return local_folder(store, "")
    return None
