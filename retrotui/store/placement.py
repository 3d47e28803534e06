"""Where a store lives: the shared folder people see, and the local part that never travels."""

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from retrotui.core.errors import StoreError
from retrotui.core.ids import is_id
from retrotui.core.instants import rfc3339
from retrotui.store.disk import (
    explained,
    make_private_folder,
    read_bytes,
    replace_bytes,
    sweep,
    sync_folder,
    sync_tree,
)

if TYPE_CHECKING:
    from retrotui.core.ports import Clock, Ids

FOLDER: Final = ".retrotui"
META: Final = "retro.json"
LOCAL: Final = "retrotui"
"""The local part's folder inside a git directory."""
FORMAT: Final = 1
"""The version of the log's meaning that this program writes."""
ATTRIBUTES_TEXT: Final = "log/** -text merge=union\n"
"""Keeps git from changing line ends, and a merge by hand from writing conflict markers."""
README_TEXT: Final = """\
# A retrotui store

The memory of a team's meetings: actions, decisions, dissent, as lines of JSON in `log/`. Each
folder there is written by one clone only, so that git never has two sides to reconcile. The files
are generated; do not edit, move or delete them by hand. Read and change them with `retrotui`.
"""
_MAX_META: Final = 64 * 1024
_RESTORE: Final = "restore it from another clone or from git: retrotui doctor --fix"


def is_store(folder: Path) -> bool:
    """True for a folder that holds the file which makes it a store.

    Raises:
        StoreError: The disk does not say.
    """
    try:
        return (folder / META).is_file()
    except OSError as error:
        raise StoreError(f"cannot look into {folder}: {error.strerror}") from error


def is_named_otherwise(folder: Path) -> bool:
    """True for a store in a folder of another name, as ``git clone`` of a store leaves it."""
    try:
        parse_meta(read_bytes(folder / META, _MAX_META), META)
    except (OSError, StoreError):
        return False
    return True


def refuse_headless(store: Path) -> None:
    """Refuses a folder that keeps a team's log and has lost the file that makes it a store.

    Raises:
        StoreError: It is one.
    """
    if not (store / META).exists() and any((store / "log").glob("w-*/*.jsonl")):
        raise StoreError(
            f"{store} keeps a log, but its {META} is missing",
            hint=_RESTORE,
        )


def read_meta(store: Path) -> dict[str, Any]:
    """What ``retro.json`` says: ``format`` (int), ``store`` (the store's id), ``created``.

    Raises:
        StoreError: It is missing or makes no sense.
    """
    path = store / META
    try:
        data = read_bytes(path, _MAX_META)
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error
    return parse_meta(data, str(path))


def parse_meta(data: bytes, where: str) -> dict[str, Any]:
    """What the bytes of a ``retro.json`` say.

    Args:
        data: Its bytes.
        where: The file as people know it.

    Raises:
        StoreError: They make no sense.
    """
    try:
        return meta_of(data)
    except ValueError as error:
        raise StoreError(f"{where} {error}", hint=_RESTORE) from None


def meta_of(data: bytes) -> dict[str, Any]:
    """The same, for those who tell people themselves.

    Raises:
        ValueError: They make no sense; the message is the reason.
    """
    try:
        meta = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("is not readable as JSON") from None
    if not isinstance(meta, dict):
        raise ValueError("does not describe a store")
    version, store = meta.get("format"), meta.get("store")
    counted = isinstance(version, int) and not isinstance(version, bool) and version > 0
    if not counted or not isinstance(store, str) or not is_id(store):
        raise ValueError("does not describe a store")
    return dict(meta)


def local_folder(store: Path, store_id: str) -> Path:
    """The local part of a store: inside a git directory, where nothing can commit or clean it.

    Raises:
        StoreError: The disk does not say where it is.
    """
    try:
        return _local_folder(store, store_id)
    except OSError as error:
        raise StoreError(f"cannot read {store}: {error.strerror}") from error


def _local_folder(store: Path, store_id: str) -> Path:
    own = git_directory(store)
    if own is not None:
        return own / LOCAL
    for up in store.absolute().parents:
        surrounding = git_directory(up)
        if surrounding is not None:
            return common_directory(surrounding) / LOCAL / store_id
    return store / ".local"


def travels(store: Path) -> bool:
    """True for a store that is a repository of its own; False for plain files in a code tree."""
    return git_directory(store) is not None


def code_repository(store: Path) -> Path | None:
    """The top folder of the work tree that a store's folder lies in; None outside of any."""
    return next((up for up in store.absolute().parents if git_directory(up) is not None), None)


def git_directory(work_tree: Path) -> Path | None:
    """The git directory of a work tree, wherever it lies; None when the folder is none."""
    dot_git = work_tree / ".git"
    if dot_git.is_dir():
        return dot_git if (dot_git / "HEAD").exists() else None
    text = _first_line(dot_git)
    if text is None or not text.startswith("gitdir:"):
        return None
    pointed = work_tree / text.removeprefix("gitdir:").strip()
    return pointed if pointed.is_dir() else None


def common_directory(own: Path) -> Path:
    """The git directory that linked work trees share, from the one of any of them."""
    text = _first_line(own / "commondir")
    return own if text is None else Path(os.path.normpath(own / text.strip()))


def _first_line(path: Path) -> str | None:
    try:
        return read_bytes(path, 4096).decode().splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        return None


def create_store(team_dir: Path, *, in_tree: bool, clock: "Clock", ids: "Ids") -> Path:
    """Makes a store in a team's folder, which is made too when missing.

    Args:
        team_dir: The folder to hold ``.retrotui/``.
        in_tree: Plain files in the surrounding code tree, without a repository of their own.
        clock: Says when it was created.
        ids: Names the store.

    Returns:
        The ``.retrotui`` folder.

    Raises:
        StoreError: There is a store already.
        UsageError: git is needed and not installed.
        CannotWriteError: The disk refused.
    """
    store = team_dir.absolute() / FOLDER
    if os.path.lexists(store / META):
        raise StoreError(f"there is a store already: {store}", hint="open it, or choose a folder")
    refuse_headless(store)
    if is_named_otherwise(team_dir.absolute()):
        raise StoreError(f"{team_dir.absolute()} is a store itself", hint="choose a folder")
    store_id = ids.new()
    with explained("make a store in", team_dir):
        (store / "log").mkdir(parents=True, exist_ok=True)
        if in_tree:
            local = local_folder(store, store_id)
            make_private_folder(local)
            if local == store / ".local":
                (local / ".gitignore").write_text("*\n", encoding="utf-8")
        else:
            from retrotui.store.gitinit import init_git  # noqa: PLC0415 - only init runs a process

            init_git(store)
            make_private_folder(store / ".git" / LOCAL)
            exclude(store)
        (store / ".gitattributes").write_text(ATTRIBUTES_TEXT, encoding="utf-8")
        (store / "README.md").write_text(README_TEXT, encoding="utf-8")
        sweep(store)
        sync_tree(store)
        # Last, because a folder without it is not yet a store and init may be run again.
        created = rfc3339(clock.now().utc)
        meta = {"format": FORMAT, "store": store_id, "created": created}
        replace_bytes(store / META, (json.dumps(meta) + "\n").encode(), durable=True)
        (store / META).chmod(0o644)
        for folder in (team_dir.absolute(), team_dir.absolute().parent):
            sync_folder(folder)
    return store


def exclude(store: Path) -> None:
    """Keeps ``git add`` in a surrounding code repository from taking the store in."""
    rule = _exclusion(store)
    if rule is None or is_excluded(store):
        return
    path, line = rule
    present = _text(path)
    path.parent.mkdir(exist_ok=True)
    glue = "" if not present or present.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{glue}{line}\n")


def is_excluded(store: Path) -> bool:
    """True where ``exclude`` was here, so for a store that is a repository of its own."""
    rule = _exclusion(store)
    return rule is not None and rule[1] in _text(rule[0]).splitlines()


def _exclusion(store: Path) -> tuple[Path, str] | None:
    """The file and the line that keep a surrounding code repository out of a store."""
    up = code_repository(store)
    surrounding = None if up is None else git_directory(up)
    if up is None or surrounding is None:
        return None
    relative = store.absolute().relative_to(up).as_posix()
    line = "/" + re.sub(r"([\\*?\[\]#! ])", r"\\\1", relative) + "/"
    return common_directory(surrounding) / "info" / "exclude", line


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return ""
