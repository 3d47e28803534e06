"""Finding the store that a command means: where one is, or who points to one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from retrotui.core.errors import StoreError
from retrotui.store.placement import FOLDER, is_named_otherwise, is_store, read_meta

if TYPE_CHECKING:
    from retrotui.store.pointer import Pointer

POINTER: Final = ".retrotui.json"
"""The tracked file that says where a code repository's team keeps its store."""


def find_store(start: Path, explicit: Path | None = None) -> Path | None:
    """The store folder that a command means.

    Args:
        start: Where to look from; then in each folder above it.
        explicit: A ``.retrotui`` folder or its parent; nothing else is looked at then.

    Returns:
        The store's folder, or None when there is none, or only a pointer to one that is not here.

    Raises:
        StoreError: A pointer makes no sense, or leads to another store than it names.
    """
    found = _look(start, explicit)
    return found if isinstance(found, Path) else None


def find_pointer(start: Path, explicit: Path | None = None) -> Pointer | None:
    """The pointer that a command meets where its store is not here yet; None without one.

    Raises:
        StoreError: As for ``find_store``.
    """
    found = _look(start, explicit)
    return None if isinstance(found, Path) else found


def _look(start: Path, explicit: Path | None) -> Path | Pointer | None:
    if explicit is not None:
        folder = explicit.absolute()
        if is_store(folder):
            return folder
        return _look_in(folder.parent if folder.name == FOLDER else folder)
    here = start.absolute()
    return next((found for up in (here, *here.parents) if (found := _look_in(up))), None)


def _look_in(folder: Path) -> Path | Pointer | None:
    if is_store(folder / FOLDER):
        return folder / FOLDER
    if os.path.lexists(folder / POINTER):
        from retrotui.store.pointer import read_pointer  # noqa: PLC0415 - few folders have one

        return _follow(read_pointer(folder / POINTER))
    return folder if is_named_otherwise(folder) else None


def _follow(pointer: Pointer) -> Path | Pointer:
    """The store that a pointer's path leads to; the pointer itself when none is there."""
    from retrotui.store.pointer import target  # noqa: PLC0415 - few folders have one

    if pointer.path is None:
        return pointer
    led = target(pointer)
    store = next((each for each in (led, led / FOLDER) if is_store(each)), None)
    if store is None:
        return pointer
    if (there := read_meta(store)["store"]) != pointer.store:
        raise StoreError(
            f"{pointer.file} names the store {pointer.store}, and {store} is {there}",
            hint="one of the two was moved or made anew; correct the pointer's store or path",
        )
    return store


def sharing_pointer(store: Path) -> Pointer | None:
    """The pointer beside a store that names a remote it is shared through; None without one."""
    file = store.parent / POINTER
    if store.name != FOLDER or not os.path.lexists(file):
        return None
    from retrotui.store.pointer import read_pointer  # noqa: PLC0415 - few folders have one

    try:
        pointer = read_pointer(file)
    except StoreError:
        return None
    here = read_meta(store)["store"]
    return pointer if pointer.path is None and pointer.store == here else None


def stray(store: Path) -> str | None:
    """A sentence when the pointer beside a store names another one; None when all is well."""
    file = store.parent / POINTER
    if store.name != FOLDER or not os.path.lexists(file):
        return None
    from retrotui.store.pointer import read_pointer  # noqa: PLC0415 - few folders have one

    try:
        pointer = read_pointer(file)
    except StoreError as error:
        return error.message
    if read_meta(store)["store"] == pointer.store:
        return None
    return f"{file} names another store than this one ({pointer.place})"
