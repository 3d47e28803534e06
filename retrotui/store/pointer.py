"""The tracked pointer ``.retrotui.json``: it says where a code repository's team keeps its store.

People commit it, so that colleagues find the store without being told. It comes from others and
is read strictly; it never makes anything happen by itself.
"""

import json
import os
import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from retrotui.core.errors import StoreError
from retrotui.core.ids import is_id
from retrotui.store.disk import explained, read_bytes, replace_bytes
from retrotui.store.placement import FOLDER, refuse_headless

DEFAULT_BRANCH: Final = "retrotui"
DEFAULT_REMOTE: Final = "origin"
_MAX: Final = 16 * 1024
_FORM: Final = '{"store": "<id>", "branch": "retrotui", "remote": "origin"}'
_BRANCH: Final = re.compile(r"[A-Za-z0-9][\w-]{0,63}(/[A-Za-z0-9][\w-]{0,63}){0,3}", re.ASCII)
_REMOTE: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,63}", re.ASCII)
_URL: Final = re.compile(r"[^\x00-\x20\x7f-\xa0\-][^\x00-\x20\x7f-\xa0]{0,2047}")
_PATH: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f/\\][^\x00-\x1f\x7f-\x9f\\]{0,1023}")


class Pointer(NamedTuple):
    """What a ``.retrotui.json`` says. One of ``remote``, ``url`` and ``path`` is set.

    Attributes:
        file: The pointer itself.
        store: The store's id.
        branch: The branch that holds the store.
        remote: A remote of the surrounding code repository, by name.
        url: A repository of the store's own.
        path: A ``.retrotui`` folder or its parent, relative to the pointer's folder.
    """

    file: Path
    store: str
    branch: str = DEFAULT_BRANCH
    remote: str | None = None
    url: str | None = None
    path: str | None = None

    @property
    def place(self) -> str:
        """Where the store is, in words."""
        return self.path or f"branch {self.branch} of {self.url or self.remote}"


def read_pointer(file: Path) -> Pointer:
    """What a pointer says. Keys of newer versions are left alone.

    Raises:
        StoreError: It cannot be read or makes no sense; names the file and the key.
    """
    try:
        data = read_bytes(file, _MAX + 1)
    except OSError as error:
        raise StoreError(
            f"cannot read {file}: {error.strerror}", hint=f"it is a plain file: {_FORM}"
        ) from error
    if len(data) > _MAX:
        raise StoreError(f"{file} is larger than 16 KiB", hint=f"it says no more than {_FORM}")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise StoreError(f"{file} is not readable as a JSON object", hint=f"it looks like {_FORM}")
    return _checked(file, said)


def _checked(file: Path, said: dict[str, Any]) -> Pointer:
    store = said.get("store")
    if not isinstance(store, str) or not is_id(store):
        raise StoreError(
            f"{file}: store is not a store's id of 26 characters",
            hint="it is the one in the store's retro.json",
        )
    given = [key for key in ("remote", "url", "path") if key in said]
    if len(given) > 1:
        raise StoreError(
            f"{file} says {' and '.join(given)}", hint="only one of remote, url and path holds"
        )
    branch = _text(file, said, "branch", _BRANCH, "a branch's plain name, such as retrotui")
    remote = _text(file, said, "remote", _REMOTE, "a remote's name, such as origin")
    url = _text(file, said, "url", _URL, "an address that git can fetch from")
    path = _text(file, said, "path", _PATH, "a path relative to this file, such as ../team")
    if not given:
        remote = DEFAULT_REMOTE
    return Pointer(file, store, branch or DEFAULT_BRANCH, remote, url, path)


def _text(
    file: Path, said: dict[str, Any], key: str, form: re.Pattern[str], wanted: str
) -> str | None:
    if key not in said:
        return None
    value = said[key]
    if not isinstance(value, str) or not form.fullmatch(value):
        raise StoreError(f"{file}: {key} is not {wanted}", hint=f"for example {_FORM}")
    return value


def target(pointer: Pointer) -> Path:
    """Where a pointer's ``path`` leads; the folder may not exist.

    Raises:
        StoreError: It leads through a symbolic link; names where to.
    """
    base = os.path.realpath(pointer.file.parent)
    straight = os.path.normpath(os.path.join(base, str(pointer.path)))  # noqa: PTH118 - `..` by text
    real = os.path.realpath(os.path.join(base, str(pointer.path)))  # noqa: PTH118 - see above
    if real != straight:
        raise StoreError(
            f"{pointer.file}: path leads through a symbolic link to {real}",
            hint="say the path without the link",
        )
    return Path(straight)


def write_pointer(pointer: Pointer) -> None:
    """Writes a pointer for people to commit.

    Raises:
        CannotWriteError: The disk refused.
    """
    where = {
        key: value
        for key, value in (
            ("branch", None if pointer.path else pointer.branch),
            ("remote", pointer.remote),
            ("url", pointer.url),
            ("path", pointer.path),
        )
        if value is not None
    }
    text = json.dumps({"store": pointer.store, **where}, ensure_ascii=False)
    with explained("write", pointer.file):
        replace_bytes(pointer.file, f"{text}\n".encode())
        pointer.file.chmod(0o644)


def not_here(pointer: Pointer) -> StoreError:
    """The refusal of a command whose store is pointed to and not on this machine yet.

    Raises:
        StoreError: It is here, and has lost the file that makes it a store.
    """
    folder = pointer.file.parent
    refuse_headless(folder / FOLDER)
    if pointer.path is not None:
        return StoreError(
            f"{pointer.file} says that the team's store is at {pointer.path}, "
            f"and there is none at {target(pointer)}",
            hint="bring it there with: retrotui init DIR --join URL",
        )
    return StoreError(
        f"the repository at {folder} keeps its team's store on {pointer.place}; "
        "it is not on this machine yet",
        hint="retrotui init --join brings it here",
    )
