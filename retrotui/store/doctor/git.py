"""The room of git: what it can see of the store, and whether it can be trusted with it."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrotui.core.doctor import Finding, Ill
from retrotui.core.git_holes import NEEDED, Version, closed_in, holes, version_in
from retrotui.store.disk import read_bytes
from retrotui.store.doctor import repository
from retrotui.store.doctor.asking import ask
from retrotui.store.doctor.subject import DOT_LOCAL, Subject
from retrotui.store.journal import JOURNAL
from retrotui.store.listing import FILE_NAME, FOLDERS
from retrotui.store.own import OWN, WRITER
from retrotui.store.placement import ATTRIBUTES_TEXT, META, git_directory, meta_of

_VERSIONS: Final = 20
"""How many versions of a damaged file are looked through for one that makes sense."""
_PRIVATE: Final = (DOT_LOCAL, *FOLDERS[1:], JOURNAL, OWN, WRITER, "quarantine")
_VENDORS: Final = ("/usr/bin/", "/bin/")
"""Where a system keeps its own git, which it mends without changing the number."""
_UNFINISHED: Final = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisection",
}
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


def look(subject: Subject) -> Iterator[Finding]:
    """What is wrong between the store and git."""
    yield from _plain_files(subject)
    own = subject.own_git
    if repository.is_gone(subject):
        yield Finding(Ill.GIT_GONE, ".git", mendable=shutil.which("git") is not None)
    if own is None and subject.surrounding is None:
        return
    if shutil.which("git") is None:
        yield Finding(Ill.GIT_MISSING, "git")
        return
    yield from _program()
    refused = _refused(subject)
    if refused is not None:
        yield Finding(Ill.OWNERSHIP, refused)
        return
    found = list(repository.look(subject))
    yield from found
    if any(each.ill is Ill.GIT_DAMAGED for each in found):
        return
    yield from _tracked(subject)
    if own is not None and own == git_directory(subject.store):
        yield from _remotes(subject, own)
        yield from _surrounded(subject)


def kept_meta(subject: Subject) -> bytes | None:
    """The newest ``retro.json`` in git's history of this store that makes sense."""
    if git_directory(subject.store) is None and subject.surrounding is None:
        return None
    newest = _meta_at(subject.store, "HEAD")
    if newest is not None:
        return newest
    listed = ask(subject.store, "log", "--format=%H", f"--max-count={_VERSIONS}", "--", META)
    older = [] if listed is None else listed.stdout.decode(errors="replace").split()
    return next((kept for each in older if (kept := _meta_at(subject.store, each))), None)


def _meta_at(store: Path, commit: str) -> bytes | None:
    said = ask(store, "show", f"{commit}:./{META}")
    if said is None or said.returncode:
        return None
    try:
        meta_of(said.stdout)
    except ValueError:
        return None
    return said.stdout


# Without running it ----------------------------------------------------------------------


def _plain_files(subject: Subject) -> Iterator[Finding]:
    store, own = subject.store, subject.own_git
    if own is not None and not (own / "HEAD").exists():
        yield Finding(Ill.HEAD_MISSING, subject.name(own / "HEAD"))
    if own is not None:
        for name, what in _UNFINISHED.items():
            if (own / name).exists():
                yield Finding(Ill.UNFINISHED_GIT, subject.name(own / name), detail=what)
    yield from _rules(store)
    if not os.path.lexists(store / "README.md"):
        yield Finding(Ill.README, "README.md")
    if subject.local == store / DOT_LOCAL and subject.local.is_dir():
        path = subject.local / ".gitignore"
        if "*" not in _lines(path):
            yield Finding(Ill.PRIVATE_VISIBLE, subject.name(path))


def _rules(store: Path) -> Iterator[Finding]:
    path = store / ".gitattributes"
    if ATTRIBUTES_TEXT.strip() in _lines(path):
        return
    what = "changed" if os.path.lexists(path) else "missing"
    yield Finding(Ill.ATTRIBUTES, path.name, detail=what)


def _lines(path: Path) -> list[str]:
    """A small file's lines; none when it cannot be read."""
    try:
        return read_bytes(path, 1 << 16).decode(errors="replace").splitlines()
    except OSError:
        return []


# The program -----------------------------------------------------------------------------


def _program() -> Iterator[Finding]:
    path = shutil.which("git") or "git"
    said = ask(None, "version")
    told = "" if said is None else said.stdout.decode(errors="replace")
    version = version_in(told)
    if version is None:
        yield Finding(Ill.GIT_OLD, path, detail="it does not tell its version")
        return
    shown = ".".join(map(str, version))
    if version < NEEDED:
        yield Finding(Ill.GIT_OLD, path, detail=shown)
    elif not path.startswith(_VENDORS):
        yield from _holes(path, shown, version)


def _holes(path: str, shown: str, version: Version) -> Iterator[Finding]:
    found = holes(version)
    if found:
        named = ", ".join(
            f"{each.cve} (closed in {'.'.join(map(str, closed_in(each, version)))})"
            for each in found
        )
        yield Finding(Ill.GIT_HOLES, path, detail=f"{shown} has {named}")


def _refused(subject: Subject) -> str | None:
    """The folder whose owner git does not trust."""
    folders = [subject.store] if git_directory(subject.store) is not None else []
    if subject.surrounding is not None:
        folders.append(subject.surrounding.work_tree)
    for folder in folders:
        said = ask(folder, "rev-parse", "--git-dir")
        if said is not None and said.returncode and b"dubious ownership" in said.stderr:
            return subject.name(folder) if folder != subject.store else str(folder)
    return None


# What it sees ----------------------------------------------------------------------------


def _tracked(subject: Subject) -> Iterator[Finding]:
    said = ask(subject.store, "ls-files", "-z", "--", *_PRIVATE)
    tracked = b"" if said is None or said.returncode else said.stdout
    for name in sorted({each.split("/")[0] for each in os.fsdecode(tracked).split("\0") if each}):
        yield Finding(Ill.PRIVATE_TRACKED, name)
    said = ask(subject.store, "ls-files", "--deleted", "-z", "--", "log")
    missing = b"" if said is None or said.returncode else said.stdout
    for name in sorted({each for each in os.fsdecode(missing).split("\0") if each}):
        if FILE_NAME.fullmatch(Path(name).name) and not os.path.lexists(subject.store / name):
            yield Finding(Ill.LOG_MISSING, name)


def _surrounded(subject: Subject) -> Iterator[Finding]:
    if subject.surrounding is None:
        return
    tree = subject.surrounding.work_tree
    inside = subject.store.relative_to(tree).as_posix()
    said = ask(tree, "--literal-pathspecs", "ls-files", "-z", "--", inside)
    if said is not None and not said.returncode and said.stdout:
        yield Finding(Ill.TRACKED_BY_CODE, str(subject.store))
    said = ask(tree, "check-ignore", "-q", "--no-index", "--", f"{inside}/{META}")
    if said is not None and said.returncode == 1:
        yield Finding(Ill.NOT_EXCLUDED, str(subject.store))


def _remotes(subject: Subject, own: Path) -> Iterator[Finding]:
    config = own / "config"
    pattern = r"^remote\..*\.(push)?url$"
    said = ask(None, "config", "--file", str(config), "-z", "--get-regexp", pattern)
    listed = b"" if said is None or said.returncode else said.stdout
    for entry in os.fsdecode(listed).split("\0"):
        key, _, url = entry.partition("\n")
        why = odd_address(url) if key else None
        if why is not None:
            remote = key.split(".", 1)[1].rpartition(".")[0]
            yield Finding(Ill.REMOTE_ODD, subject.name(config), detail=f"{remote} {why}")


def odd_address(url: str) -> str | None:
    """Why an address is none that git should be given; None: nothing odd."""
    if _CONTROLS.search(url):
        return "holds control characters"
    if url.startswith("-"):
        return "starts with a dash, which git reads as an option"
    if url.lower().startswith("ext::"):
        return "runs a program of its own choosing (ext::)"
    return None
