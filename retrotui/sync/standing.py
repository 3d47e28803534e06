"""What is known of the last sync, kept beside the store; quick to read, for a badge."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from retrotui.core.sharing import Standing, SyncOutcome, SyncState
from retrotui.store.disk import make_private_folder, read_json, replace_bytes
from retrotui.store.journal import Journal
from retrotui.store.placement import local_folder, read_meta, travels

_FILE: Final = "sync.json"
_counted: dict[Path, tuple[tuple[int, int, int], int]] = {}
"""How many events were waiting, by journal, while that file stays as it is."""


@dataclass
class Memory:
    """What one clone remembers of its syncs.

    Attributes:
        remotes: By remote name: ``url`` (a digest of the address), ``tip`` (the commit that was
            on the store's branch there last), ``branch`` (this clone's own, where it was let share
            through one) and ``refused`` (the day the store's branch was last found closed).
        branches: By remote name, the tips of other clones' branches that were taken in.
        scrubbed: Ids of redacted events that every file was searched for.
        beside: Ids of this clone's copies of the files beside ``retro.json`` at the last sync.
        last: How the last attempt ended: the fields of ``Standing``.
        index: The commit that the person's index holds while a sync moves the branch on; empty
            for none. It stays when that sync is killed; None when the index has followed.
    """

    remotes: dict[str, dict[str, str]] = field(default_factory=dict)
    branches: dict[str, dict[str, str]] = field(default_factory=dict)
    scrubbed: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)
    index: str | None = None

    def tip(self, remote: str, url: str) -> str | None:
        """The commit last seen at a remote's address; None when it was never shared through."""
        return self.said(remote, url, "tip")

    def said(self, remote: str, url: str, key: str) -> str | None:
        """One thing noted of a remote at an address; None for what was not, or of another one."""
        noted = self.remotes.get(remote, {})
        return noted.get(key) if noted.get("url") == url else None

    def note(self, remote: str, url: str, **said: str | None) -> None:
        """Notes things of a remote at an address beside those known; None takes one away."""
        noted = self.remotes.get(remote, {})
        known = noted if noted.get("url") == url else {"url": url}
        found = {**known, **said}
        self.remotes[remote] = {key: value for key, value in found.items() if value is not None}


def load_memory(local: Path) -> Memory:
    """What was noted last; the empty one when it is lost or makes no sense."""
    noted = read_json(local / _FILE)
    if not isinstance(noted, dict):
        return Memory()
    keys = ("scrubbed", "beside", "last", "index")
    scrubbed, beside, last, index = (noted.get(key) for key in keys)
    return Memory(
        _texts_by_remote(noted.get("remotes")),
        _texts_by_remote(noted.get("branches")),
        [str(each) for each in scrubbed] if isinstance(scrubbed, list) else [],
        {str(name): str(oid) for name, oid in (beside if isinstance(beside, dict) else {}).items()},
        last if isinstance(last, dict) else {},
        index if isinstance(index, str) else None,
    )


def _texts_by_remote(said: Any) -> dict[str, dict[str, str]]:
    return {
        str(name): {str(key): str(value) for key, value in each.items()}
        for name, each in (said if isinstance(said, dict) else {}).items()
        if isinstance(each, dict)
    }


def save_memory(local: Path, memory: Memory) -> None:
    """Notes it for the next sync, as well as it can."""
    noted = asdict(memory)
    with suppress(OSError):
        make_private_folder(local)
        replace_bytes(local / _FILE, json.dumps(noted).encode())


def remember(memory: Memory, outcome: SyncOutcome, now: str) -> None:
    """Takes in how an attempt ended, at a time in RFC 3339."""
    shared = now if outcome.state is SyncState.IN_STEP else memory.last.get("shared_at")
    memory.last = {
        "remote": outcome.remote,
        "branch": outcome.branch,
        "state": outcome.state.value,
        "message": outcome.message,
        "hint": outcome.hint,
        "tried_at": now,
        "shared_at": shared,
    }


def standing(store: Path) -> Standing:
    """How far a store is shared, without asking git or the network.

    Args:
        store: The ``.retrotui`` folder.

    Raises:
        StoreError: It is no store.
    """
    local = local_folder(store, str(read_meta(store)["store"]))
    if not travels(store):
        return Standing(travels=False, unshared=0, state=SyncState.BY_HAND)
    last = load_memory(local).last
    texts = {
        key: last[key] if isinstance(last.get(key), str) else None
        for key in ("remote", "branch", "message", "hint", "tried_at", "shared_at")
    }
    known = {each.value: each for each in SyncState}
    return Standing(
        travels=True, unshared=_waiting(local), state=known.get(str(last.get("state"))), **texts
    )


def _waiting(local: Path) -> int:
    journal = Journal(local)
    try:
        status = journal.path.stat()
    except OSError:
        return 0
    identity = (status.st_size, status.st_mtime_ns, status.st_ino)
    known = _counted.get(journal.path)
    if known is None or known[0] != identity:
        known = _counted[journal.path] = (identity, journal.waiting())
    return known[1]
