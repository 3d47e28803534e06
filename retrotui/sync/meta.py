"""Whose store is it? ``retro.json`` decides, so that no team's entries land in another's."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from retrotui.core.text import one_line
from retrotui.store.disk import read_bytes, replace_bytes
from retrotui.store.placement import ATTRIBUTES_TEXT, META, README_TEXT, meta_of
from retrotui.sync.objects import ATTRIBUTES, EXTRAS, README, Entry, Hasher
from retrotui.sync.trouble import NeedsPersonError, Trouble

_MAX: int = 64 * 1024
_SHIPPED = {ATTRIBUTES: ATTRIBUTES_TEXT, README: README_TEXT}


class Meta(NamedTuple):
    """A store's identity: its id, the version of its format, and the file's bytes."""

    store: str
    format: int
    data: bytes


def parse_meta(data: bytes) -> Meta | None:
    """What a ``retro.json`` says; None when it describes no store."""
    try:
        said = meta_of(data)
    except ValueError:
        return None
    return Meta(said["store"], said["format"], data)


def agree(mine: Meta, theirs: Meta | None, *, known: bool, adopt: bool, where: str) -> Meta:
    """The identity that both sides go on with.

    Args:
        mine: This clone's.
        theirs: The remote's; None when its branch holds none that makes sense.
        known: True when the remote's branch grew from one that this clone shared.
        adopt: The person wants the two to become one store.
        where: The remote's name.

    Raises:
        NeedsPersonError: They are two stores, or the branch is no store's.
    """
    if theirs is None:
        if known or adopt:
            return mine
        raise NeedsPersonError(
            Trouble.OTHER,
            f"the branch retrotui of {one_line(where)} holds no store; nothing was shared",
            hint="share through another repository, or make it the store's: retrotui sync --adopt",
        )
    if mine.store != theirs.store and not adopt:
        raise NeedsPersonError(
            Trouble.OTHER,
            f"{one_line(where)} keeps another team's store; nothing was shared",
            hint="check the address; to make the two one store: retrotui sync --adopt",
        )
    return mine if mine.format > theirs.format else theirs


def read_local_meta(store: Path) -> Meta | None:
    """This clone's identity; None when its ``retro.json`` makes no sense."""
    return parse_meta(read_bytes(store / META, _MAX))


def write_local_meta(store: Path, meta: Meta) -> None:
    """Makes this clone take over an identity."""
    replace_bytes(store / META, meta.data)
    (store / META).chmod(0o644)


def extras(
    store: Path, hasher: Hasher, noted: Mapping[str, str], remote: Mapping[str, str]
) -> tuple[dict[str, Entry], dict[str, str]]:
    """The files beside ``retro.json`` as the tree is to hold them.

    This clone's own copy goes in where the remote has none, or somebody here changed it since the
    last sync; so two versions of the program that ship different texts do not take turns.

    Args:
        store: The ``.retrotui`` folder.
        hasher: Names blobs.
        noted: The ids of the copies here at the last sync, by name.
        remote: Those that the tree to build on holds.

    Returns:
        The files by name, and the ids of the copies here.
    """
    found: dict[str, Entry] = {}
    here: dict[str, str] = {}
    for name in EXTRAS:
        data = _own_text(store / name, _SHIPPED[name])
        oid = here[name] = hasher(data)
        there = remote.get(name)
        unchanged = noted.get(name, oid) == oid
        if there is not None and (oid == there or unchanged):
            found[name] = Entry(there, None)
        else:
            found[name] = Entry(oid, data)
    return found, here


def _own_text(path: Path, shipped: str) -> bytes:
    try:
        data = read_bytes(path, _MAX)
    except OSError:
        return shipped.encode()
    return data
