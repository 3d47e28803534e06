"""Trees, blobs and commits through few git processes: one reads and one writes any number."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from retrotui.store.listing import FILE_NAME
from retrotui.store.logs import MAX_FILE
from retrotui.store.placement import META
from retrotui.sync.git import Git
from retrotui.sync.trouble import Trouble, failure

ATTRIBUTES: Final = ".gitattributes"
README: Final = "README.md"
EXTRAS: Final = (ATTRIBUTES, README)
LOG: Final = re.compile(r"log/[a-z0-9]{1,16}-[a-z0-9]{7}/" + FILE_NAME.pattern)
"""The paths of log files. Lower case only, so that no two of them are one file anywhere."""
_REGULAR: Final = (b"100644", b"100755")
_MAX_META: Final = 64 * 1024


class Listing(NamedTuple):
    """What a tree holds of a store.

    Attributes:
        logs: Ids of the blobs of log files, by path.
        meta: Ids of the blobs of ``retro.json`` and the files beside it, by name.
        refused: Paths that are no part of a store, or too large: neither read nor carried on.
    """

    logs: dict[str, str]
    meta: dict[str, str]
    refused: list[str]


class Entry(NamedTuple):
    """A file of a tree to be written: the id of its blob, and the bytes when git lacks them."""

    oid: str
    data: bytes | None


def list_tree(git: Git, commit: str) -> Listing:
    """What a commit's tree holds of a store."""
    listing = Listing({}, {}, [])
    out = git.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
    for entry in out.split(b"\0")[:-1]:
        head, _, raw = entry.partition(b"\t")
        mode, _, oid, size = head.split()
        path = raw.decode("utf-8", "replace")
        whole = mode in _REGULAR and size.isdigit()
        if whole and LOG.fullmatch(path) and int(size) <= MAX_FILE:
            listing.logs[path] = oid.decode()
        elif whole and path in (META, *EXTRAS) and int(size) <= _MAX_META:
            listing.meta[path] = oid.decode()
        else:
            listing.refused.append(path)
    return listing


def read_blobs(git: Git, oids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs by id."""
    wanted = list(dict.fromkeys(oids))
    if not wanted:
        return {}
    out = git.run("cat-file", "--batch", given="".join(f"{oid}\n" for oid in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    for oid in wanted:
        end = out.index(b"\n", at)
        words = out[at:end].split()
        if len(words) != 3 or words[1] != b"blob":  # noqa: PLR2004 - id, type, size
            raise failure(Trouble.OTHER, said=f"fatal: the file {oid} is missing from git")
        size = int(words[2])
        found[oid] = out[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


class Hasher:
    """Names blobs as this repository does, without a process.

    Args:
        algorithm: ``sha1`` or ``sha256``.
    """

    def __init__(self, algorithm: str) -> None:
        self._algorithm = "sha256" if algorithm == "sha256" else "sha1"

    def __call__(self, data: bytes) -> str:
        """The id of a blob with these bytes."""
        found = hashlib.new(self._algorithm, usedforsecurity=False)
        found.update(b"blob %d\0" % len(data))
        found.update(data)
        return found.hexdigest()

    @property
    def nothing(self) -> str:
        """The id that stands for no object."""
        return "0" * hashlib.new(self._algorithm, usedforsecurity=False).digest_size * 2


def write_commit(
    git: Git,
    entries: Mapping[str, Entry],
    *,
    parents: Sequence[str],
    message: str,
    identity: str,
    ref: str,
) -> str:
    """Writes blobs, tree and commit in one process, from nothing but what is given.

    No index, filter or work tree has a part in it.

    Args:
        git: In the store's folder.
        entries: Every file of the tree by path.
        parents: The commits it follows; none for the first.
        message: The commit message.
        identity: ``Name <address> <Unix seconds> +0000``.
        ref: A ref that keeps the commit from being collected until it is put on a branch.

    Returns:
        The commit's id.
    """
    stream: list[bytes] = []
    names: dict[str, bytes] = {}
    for number, path in enumerate(sorted(entries), 2):
        oid, data = entries[path]
        names[path] = oid.encode() if data is None else b":%d" % number
        if data is not None:
            stream += [b"blob\nmark :%d\n" % number, _sized(data)]
    stream += [b"reset %b\n\n" % ref.encode(), b"commit %b\nmark :1\n" % ref.encode()]
    stream += [f"committer {identity}\n".encode(), _sized(message.encode())]
    for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
        stream.append(f"{word} {parent}\n".encode())
    stream.append(b"deleteall\n")
    stream += [b"M 100644 %b %b\n" % (name, path.encode()) for path, name in names.items()]
    stream.append(b"\nget-mark :1\ndone\n")
    out = git.run("fast-import", "--quiet", "--done", "--force", given=b"".join(stream))
    return out.decode().strip()


def _sized(data: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(data), data)
