"""A hub that takes pushes to the store's branch from some people only, as protecting hosts do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrotui.sync.git import Git

_HOOK = """#!/bin/sh
[ "$1" = refs/heads/retrotui ] || exit 0
case " $(cat may_push) " in *" ${PUSHER:-nobody} "*) exit 0 ;; esac
echo "GitHub: protected branch" >&2
exit 1
"""


def protect(hub: Path, *pushers: str) -> None:
    """Lets these people alone push to the store's branch from now on."""
    (hub / "may_push").write_text(" ".join(pushers))
    hook = hub / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(_HOOK)
    hook.chmod(0o755)


@contextmanager
def closed(hub: Path) -> Iterator[None]:
    """Nobody may push to the store's branch for a while."""
    protect(hub)
    try:
        yield
    finally:
        (hub / "hooks" / "update").unlink()


def as_pusher(store: Path, name: str) -> Git:
    """Git in a store, whose pushes the hub knows for a person's."""
    return Git(store, environ={**os.environ, "PUSHER": name})
