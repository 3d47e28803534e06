"""The room of the store's own git repository: gone, damaged, or locked by a git that died."""

import os
import re
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.core.text import one_line
from retrotui.store.disk import read_bytes
from retrotui.store.doctor.asking import ask
from retrotui.store.doctor.subject import DOT_LOCAL, Subject
from retrotui.store.finding import sharing_pointer
from retrotui.store.listing import FOLDERS
from retrotui.store.own import writer_here
from retrotui.store.placement import LOCAL, is_excluded

HEAD: Final = "HEAD"
CONFIG: Final = "config"
INDEX: Final = "index"
REFS: Final = "refs"
OBJECTS: Final = "objects"
_HEAD: Final = re.compile(rb"ref: refs/heads/[!-~]+\s*|[0-9a-f]{40}(?:[0-9a-f]{24})?\s*")
_WHOLLY: Final = 64 * 1024
"""KiB of a repository up to which every object is unpacked, not only looked for."""
_ONLY_ODD: Final = 1
"""Git's exit code for objects of an odd form, which a hostile remote can make and sync ignores."""
_NEWER: Final = re.compile(rb"repository extension|repo version")
"""What a git says of a repository that a newer one made."""
_OLD_MS: Final = 60 * 60 * 1000
"""Age from which a lock is left over, where nobody can tell which processes run."""
_PROCESSES: Final = Path("/proc")


def is_gone(subject: Subject) -> bool:
    """True for a store that had a repository of its own, and has it no longer."""
    store = subject.store
    if subject.own_git is not None or subject.meta is None:
        return False
    if os.path.lexists(store / ".git") or sharing_pointer(store) is not None:
        return True
    if subject.surrounding is not None:
        with suppress(OSError):
            return is_excluded(store)
        return False
    return _has_a_later_local(store)


def _has_a_later_local(store: Path) -> bool:
    """False for a private part that ``init`` made; true for one begun by a write after a loss."""
    local = store / DOT_LOCAL
    if not os.path.lexists(local):
        return True
    if (local / ".gitignore").exists():
        return False
    own = writer_here(local)
    return any(each.name != own for each in (store / FOLDERS[0]).glob("w-*"))


def look(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the repository, as far as git is needed to tell."""
    own = subject.own_git
    if own is None or own != subject.store / ".git" or not own.is_dir():
        return
    if not (own / HEAD).exists():
        return
    for lock in _locks(own):
        if not _may_be_held(lock, subject):
            yield Finding(Ill.GIT_LOCKED, subject.name(lock))
    for part, why in _damage(subject.store, own):
        yield Finding(Ill.GIT_DAMAGED, subject.name(own / part), detail=why)


# Damage ----------------------------------------------------------------------------------


def _damage(store: Path, own: Path) -> Iterator[tuple[str, str]]:
    """Each damaged part with the reason; what rests on a damaged part is not looked at."""
    broken = list(_skeleton(own))
    yield from broken
    if broken:
        return
    within = (f"--git-dir={own}",)
    for part, question in (
        (CONFIG, ("config", "--file", str(own / CONFIG), "--list")),
        (OBJECTS, (*within, "rev-parse", "--git-dir")),
        (INDEX, (*within, "ls-files", "--cached")),
        (OBJECTS, (*within, "fsck", "--no-dangling", "--no-progress", *_how(store, within))),
    ):
        said = ask(store, *question)
        if said is None or said.returncode <= _ONLY_ODD:
            continue
        if not _NEWER.search(said.stderr):
            yield part, _reason(said)
        return


def _skeleton(own: Path) -> Iterator[tuple[str, str]]:
    try:
        sound = _HEAD.fullmatch(read_bytes(own / HEAD, 4096)) is not None
    except OSError:
        sound = False
    if not sound:
        yield HEAD, "it names no branch"
    for part in (OBJECTS, REFS):
        if not (own / part).is_dir():
            yield part, "the folder is missing"


def _how(store: Path, within: tuple[str, ...]) -> tuple[str, ...]:
    said = ask(store, *within, "count-objects", "-v")
    counted = b"" if said is None else said.stdout
    size = sum(map(int, re.findall(rb"(?m)^size(?:-pack)?: (\d+)$", counted)))
    return ("--no-reflogs", *(() if size <= _WHOLLY else ("--connectivity-only",)))


def _reason(said: subprocess.CompletedProcess[bytes]) -> str:
    words = (said.stderr + b"\n" + said.stdout).decode(errors="replace").splitlines()
    told = [re.sub(r"^(?:error|fatal): ", "", each) for each in words if each.strip()]
    return one_line(told[0])[:200] if told else f"git exits with {said.returncode}"


# Locks -----------------------------------------------------------------------------------


def _locks(own: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(own):
        if Path(parent) == own and LOCAL in folders:
            folders.remove(LOCAL)
        folders.sort()
        for name in sorted(files):
            if name.endswith(".lock"):
                yield Path(parent) / name


def _may_be_held(lock: Path, subject: Subject) -> bool:
    """True unless it is plain that the git which made a lock no longer runs."""
    try:
        status = lock.lstat()
    except OSError:
        return True
    if not stat.S_ISREG(status.st_mode):
        return True
    if not (_PROCESSES / "self").exists():
        return subject.wall() - status.st_mtime_ns // 1_000_000 < _OLD_MS
    if any(_works_in(each, subject.store, status.st_uid) for each in _PROCESSES.glob("[0-9]*")):
        return True
    # Its git may have ended well while the processes were looked through.
    return not os.path.lexists(lock)


def _works_in(process: Path, store: Path, owner: int) -> bool:
    """True when a process is a git that may be at work in a store."""
    try:
        if not (process / "comm").read_bytes().startswith(b"git"):
            return False
        if os.fsencode(store) in (process / "cmdline").read_bytes():
            return True
        where = (process / "cwd").readlink()
    except PermissionError:
        return _owner(process) == owner
    except OSError:
        return False
    return where.is_relative_to(os.path.realpath(store))


def _owner(process: Path) -> int | None:
    try:
        return process.stat().st_uid
    except OSError:
        return None
